/**
 * What stands on a meeting card: five to nine things to settle, three questions, what they may say
 * and how to answer, and the one thing to leave with.
 */
import { counts } from "./deals.js";

/**
 * @typedef {{ id: string, says: string, respond: string }} Objection
 * @typedef {import("../kit/contract.js").Meeting} Meeting
 * @typedef {{ id: string, contact: string, questions: string[], objections: Objection[] }} Talk
 * @typedef {{ id: string, recommended: string[], meetings: Meeting[], talks: Talk[] }} StageCard
 * @typedef {{ id: string, text: string, commitment?: boolean, done_when?: string }} Settled
 * @typedef {{ milestone: Settled[], success: Settled[], conditions?: { id: string, text: string }[] }} Stage
 */

/** As few and as many things as one meeting can settle. */
const LEAST = 5;
const MOST = 9;

const QUESTIONS = 3;
const OBJECTIONS = 4;

/**
 * Whom a rep may meet in a stage: the roles of its meetings, then those of its scripts.
 * @param {StageCard} card
 */
export function roles(card) {
  const all = [...card.meetings.map((m) => m.role), ...card.talks.map((t) => t.contact)];
  return [...new Set(all.filter(Boolean))];
}

/**
 * The meetings with a role.
 * @param {StageCard} card
 * @param {string} role
 */
export function aims(card, role) {
  return card.meetings.filter((m) => m.role === role);
}

/**
 * Fills a card from a meeting; what the meeting leaves open comes from the stage and its scripts.
 * @param {{ stage: Stage, card: StageCard, cards: StageCard[],
 *   stages: Stage[],
 *   meeting: Meeting | null, role: string, missing: Settled[], marks: Map<string, import("./deals.js").Mark> }} of
 * @returns {{ settle: string[], questions: string[], objections: Objection[], leave: Settled | null }}
 */
export function fill({ stage, card, cards, stages, meeting, role, missing, marks }) {
  const open = (/** @type {{ id: string }} */ item) => !counts(marks.get(item.id));
  const known = new Map(
    stages
      .flatMap((s) => [...s.milestone, ...s.success, ...(s.conditions ?? [])])
      .map((item) => [item.id, item]),
  );
  const named = (meeting?.settle ?? []).flatMap((id) => known.get(id) ?? []).filter(open);
  const settle = texts([...named, ...missing], MOST);
  const more = [...texts((stage.conditions ?? []).filter(open), MOST), ...card.recommended];
  for (const text of more) if (settle.length < LEAST && !settle.includes(text)) settle.push(text);

  // Scripts with this contact come before the stage's others.
  const talks = [...card.talks].sort((a, b) => Number(b.contact === role) - Number(a.contact === role));
  const said = new Map(
    cards
      .flatMap((c) => c.talks)
      .flatMap((t) => t.objections)
      .map((o) => [o.id, o]),
  );
  const own = meeting?.objections.flatMap((id) => said.get(id) ?? []) ?? [];
  const questions = [...new Set([...(meeting?.questions ?? []), ...talks.flatMap((t) => t.questions)])];
  const objections = own.length ? own : talks.flatMap((t) => t.objections);

  const wanted = missing.find((a) => a.id === meeting?.leave_with);
  return {
    settle,
    questions: questions.slice(0, QUESTIONS),
    objections: objections.slice(0, OBJECTIONS),
    leave: wanted ?? missing.find((a) => a.commitment) ?? missing[0] ?? null,
  };
}

/**
 * @param {{ text: string }[]} items
 * @param {number} most
 * @returns {string[]}
 */
function texts(items, most) {
  return [...new Set(items.map((item) => item.text).filter(Boolean))].slice(0, most);
}
