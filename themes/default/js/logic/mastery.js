/**
 * Whether somebody masters a quiz: all its questions have been answered, in however many sittings,
 * and of the last answers at least the pass mark's share is right.
 *
 * An answer to a question that has since got a new meaning is none.
 */
import { counts, standing } from "./progress.js";

/** @typedef {import("../kit/contract.js").Item} Item */

/**
 * The ids of what is open and of what was last wrong, how many were last right, in all, and in
 * percent, rounded down.
 * @typedef {{ open: string[], wrong: string[], right: number, count: number, percent: number,
 *   passed: boolean }} Mastery
 */

/**
 * @param {{ pass: number, questions: readonly Item[] }} quiz
 * @param {(id: string) => ({ rev: number, hash: string, right: boolean } | null | undefined)} last the last
 *   answer to a question
 * @returns {Mastery}
 */
export function mastery({ pass, questions }, last) {
  /** @type {string[]} */
  const open = [];
  /** @type {string[]} */
  const wrong = [];
  for (const { id, rev, hash } of questions) {
    const answer = last(id);
    if (!counts(standing(answer, { revision: rev, hash }))) open.push(id);
    else if (!answer?.right) wrong.push(id);
  }
  const count = questions.length;
  const right = count - open.length - wrong.length;
  const percent = count ? Math.floor((right / count) * 100) : 0;
  return { open, wrong, right, count, percent, passed: count > 0 && !open.length && percent >= pass };
}

/**
 * The questions of a round: first those never answered, then those last wrong; the others only when
 * nothing else is left.
 * @template {Item} Q
 * @param {readonly Q[]} questions
 * @param {number} size
 * @param {Mastery} found
 * @param {(from: readonly Q[], count: number) => Q[]} draw takes some of many
 * @returns {Q[]}
 */
export function round(questions, size, { open, wrong }, draw) {
  const isLacking = (/** @type {Q} */ { id }) => open.includes(id) || wrong.includes(id);
  if (!questions.some(isLacking)) return draw(questions, Math.min(size, questions.length));
  const fresh = questions.filter(({ id }) => open.includes(id));
  const missed = questions.filter(({ id }) => wrong.includes(id));
  const drawn = draw(fresh, Math.min(size, fresh.length));
  return [...drawn, ...draw(missed, Math.min(size - drawn.length, missed.length))];
}
