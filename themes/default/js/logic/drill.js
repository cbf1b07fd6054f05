/**
 * Deals made up to be judged, each around one trap.
 *
 * A snapshot says what is done and where the buyer is; the strict rule alone says what is right.
 * The kinds differ in what misleads: an action missing early, work beyond an open gate, the buyer
 * far on or far behind, evidence that has run out.
 */
import { random, shuffle } from "./shuffle.js";

/**
 * @typedef {{ id: string, valid_for?: number | null }} Act
 * @typedef {{ id: string, number: number, milestone: Act[], success: Act[] }} Stage
 * @typedef {{ kind: string, number: number, done: string[], expired: string | null, buyer: number | null,
 *   ask: "position" | "verdict" }} Snapshot
 * @typedef {{ [kind: string]: [number, number] }} Tally how many of a kind were right, and asked
 */

/** The traps, and which need a stage to come, one of two, or evidence that runs out. */
export const KINDS = [
  "not_started",
  "one_missing",
  "next_gate",
  "work_ahead",
  "buyer_on",
  "buyer_back",
  "expired",
  "plain",
  "unknown",
];

/**
 * The kinds that a playbook has the stages for.
 * @param {readonly Stage[]} stages
 */
export function kinds(stages) {
  /** @type {{ [kind: string]: boolean }} */
  const can = {
    next_gate: stages.length > 1,
    work_ahead: stages.length > 1,
    buyer_on: stages.length > 2,
    buyer_back: stages.length > 1,
    expired: stages.some((stage) => stage.milestone.some((a) => a.valid_for)),
    plain: stages.length > 0,
  };
  return KINDS.filter((kind) => can[kind] ?? stages.length > 0);
}

/**
 * A round: the kinds that the learner falls for come first, the rest by chance.
 * @param {readonly string[]} all
 * @param {Tally} tally
 * @param {number} count
 * @param {string} seed
 */
export function round(all, tally, count, seed) {
  const share = (/** @type {string} */ kind) => {
    const [right, asked] = tally[kind] ?? [0, 0];
    return asked ? right / asked : 0.5;
  };
  const mixed = shuffle(all, seed);
  const weak = mixed.filter((kind) => share(kind) < 0.5).slice(0, Math.floor(count / 2));
  const rest = mixed.filter((kind) => !weak.includes(kind));
  const list = [...weak, ...rest];
  return shuffle(
    Array.from({ length: count }, (_, at) => list[at % list.length]),
    `${seed}/order`,
  );
}

/**
 * A deal of some kind.
 * @param {readonly Stage[]} stages
 * @param {string} kind
 * @param {string} seed
 * @returns {Snapshot}
 */
export function snapshot(stages, kind, seed) {
  const next = random(seed);
  const pick = (/** @type {number} */ n) => Math.floor(next() * n);
  const ids = (/** @type {readonly Act[]} */ acts) => acts.map((a) => a.id);
  const number = place(stages, kind, pick);
  const stage = stages[number - 1];
  const after = stages[number];
  const done = stages.slice(0, number - 1).flatMap((s) => ids([...s.milestone, ...s.success]));
  let buyer = /** @type {number | null} */ (number);
  let expired = /** @type {string | null} */ (null);
  if (kind === "not_started") {
    done.push(...drop(ids(stage.milestone), pick), ...drop(ids(stage.success), pick));
  } else if (kind === "one_missing") {
    done.push(...drop(ids(stage.milestone), pick), ...ids(stage.success));
  } else if (kind === "next_gate") {
    done.push(...ids(stage.milestone), ...ids(stage.success), ...drop(ids(after.milestone), pick));
    buyer = number + 1;
  } else if (kind === "work_ahead") {
    done.push(...ids(stage.milestone), ...drop(ids(stage.success), pick), ...ids(after.milestone));
  } else if (kind === "expired") {
    const old = stage.milestone.filter((a) => a.valid_for);
    expired = old[pick(old.length)].id;
    done.push(...ids(stage.milestone).filter((id) => id !== expired), ...drop(ids(stage.success), pick));
  } else {
    done.push(...ids(stage.milestone), ...drop(ids(stage.success), pick));
  }
  if (kind === "buyer_on") buyer = number + 2 + pick(Math.min(2, stages.length - number - 1));
  if (kind === "buyer_back") buyer = 1 + pick(number - 1);
  if (kind === "unknown") buyer = null;
  const verdict =
    ["buyer_on", "buyer_back", "unknown"].includes(kind) ||
    (["plain", "next_gate", "one_missing"].includes(kind) && next() < 0.4);
  return { kind, number, done, expired, buyer, ask: verdict ? "verdict" : "position" };
}

/**
 * The number of the stage at which a kind plays.
 * @param {readonly Stage[]} stages
 * @param {string} kind
 * @param {(n: number) => number} pick
 */
function place(stages, kind, pick) {
  const most = stages.length;
  if (kind === "not_started") return 1;
  if (kind === "buyer_back") return 2 + pick(most - 1);
  if (kind === "next_gate" || kind === "work_ahead") return 1 + pick(most - 1);
  if (kind === "buyer_on") return 1 + pick(most - 2);
  if (kind === "expired") {
    const fit = stages.filter((stage) => stage.milestone.some((a) => a.valid_for));
    return stages.indexOf(fit[pick(fit.length)]) + 1;
  }
  return 1 + pick(most);
}

/**
 * All but one.
 * @param {string[]} ids
 * @param {(n: number) => number} pick
 */
function drop(ids, pick) {
  const out = pick(ids.length);
  return ids.filter((_, at) => at !== out);
}
