/**
 * Deals: where one stands given its ticks, and how it came there.
 *
 * In the store a deal is one record `deal/<id>` and a record `tick/<deal>/<action>` for each tick,
 * so that two devices may tick the same deal and merge. A tick counts while its item is what it
 * was or was only reworded, and while its evidence is not older than the action allows.
 */
import { position, verdict } from "./position.js";
import { standing } from "./progress.js";

/** @typedef {import("../kit/contract.js").Act} Act */
/** @typedef {import("../kit/contract.js").Condition} Condition */
/** @typedef {import("../kit/contract.js").Item} Item */

/**
 * A stage of `data/gates.js` or, with what its work is appraised by, of `data/deals.js`.
 * @typedef {Omit<import("../kit/contract.js").Stage, "conditions">
 *   & { conditions?: Condition[], appraisal?: Item[] }} Stage
 * What a person has noted in a dimension of the customer card, and how it was rated.
 * @typedef {{ text?: string, benefit?: string, risk?: string }} Noted
 * @typedef {{ name: string, buyer: string | null, next?: string, note?: string, archived?: boolean,
 *   created: string, role?: string, decision?: string, card?: { [id: string]: Noted } }} Deal
 * @typedef {{ rev: number, hash: string, date: string, evidence?: string, note?: string }} Tick
 * @typedef {"open" | "done" | "reworded" | "revised" | "expired"} Mark
 * @typedef {{
 *   position: import("./position.js").Position,
 *   verdict: import("./position.js").Verdict,
 *   marks: Map<string, Mark>,
 *   lowered: import("./position.js").Position | null,
 *   until: string | null,
 *   unmet: string[],
 *   gone: string[],
 * }} Standing
 */

/** @param {Stage[]} stages @returns {import("./position.js").Gates[]} */
export function gates(stages) {
  const ids = (/** @type {Act[]} */ actions) => actions.map((action) => action.id);
  return stages.map((s) => ({
    id: s.id,
    number: s.number,
    milestone: ids(s.milestone),
    success: ids(s.success),
  }));
}

/** @template {Act} A @param {{ milestone: A[], success: A[] }[]} stages @returns {Map<string, A>} */
export function actions(stages) {
  return new Map(stages.flatMap((s) => [...s.milestone, ...s.success]).map((action) => [action.id, action]));
}

/** @param {Stage[]} stages @returns {Map<string, Condition>} */
export function conditions(stages) {
  return new Map(stages.flatMap((s) => s.conditions ?? []).map((condition) => [condition.id, condition]));
}

/** @param {Mark | undefined} mark */
export function counts(mark) {
  return mark === "done" || mark === "reworded";
}

/**
 * What a tick is worth today.
 * @param {Tick | undefined} tick
 * @param {{ rev: number, hash: string, valid_for?: number | null }} action
 * @param {string} today `YYYY-MM-DD`
 * @returns {Mark}
 */
export function mark(tick, action, today) {
  const now = standing(tick, { revision: action.rev, hash: action.hash });
  if (!tick || now === "none") return "open";
  if (now === "revised") return "revised";
  const days = action.valid_for ?? Infinity;
  if (daysBetween(tick.date, today) > days) return "expired";
  return now === "reworded" ? "reworded" : "done";
}

/**
 * Where a deal stands today.
 * @param {Stage[]} stages
 * @param {{ id: string, number: number }[]} buyer
 * @param {Deal} deal
 * @param {Map<string, Tick>} ticks
 * @param {string} today
 * @returns {Standing}
 */
export function appraise(stages, buyer, deal, ticks, today) {
  const known = actions(stages);
  const marks = new Map([...known].map(([id, action]) => [id, mark(ticks.get(id), action, today)]));
  const having = (/** @type {Mark[]} */ ...wanted) =>
    new Set([...marks].filter(([, m]) => wanted.includes(m)).map(([id]) => id));
  const found = position(gates(stages), having("done", "reworded"));
  const before = position(gates(stages), having("done", "reworded", "expired"));
  const fell = before.number !== found.number || before.state !== found.state;
  const wishes = conditions(stages);
  for (const [id, condition] of wishes) {
    // What its actions say in the gates need not be said twice.
    const said =
      condition.overlaps.length > 0 && condition.overlaps.every((action) => counts(marks.get(action)));
    marks.set(id, said ? "done" : mark(ticks.get(id), condition, today));
  }
  const work = stages.flatMap((s) => s.appraisal ?? []);
  for (const item of work) marks.set(item.id, mark(ticks.get(item.id), item, today));
  const reached = stages.filter((s) => s.number <= found.number);
  const stage = buyer.find((b) => b.id === deal.buyer);
  return {
    position: found,
    verdict: verdict(found, stage ? stage.number : null),
    marks,
    lowered: fell ? before : null,
    until: fell ? lastDay(stages, before, marks, ticks) : null,
    unmet: reached
      .flatMap((s) => s.conditions ?? [])
      .map((c) => c.id)
      .filter((id) => !counts(marks.get(id))),
    gone: [...ticks.keys()].filter((id) => !marks.has(id)),
  };
}

/**
 * The actions up to a position, in the order of the gates.
 * @param {Stage[]} stages
 * @param {import("./position.js").Position} at
 */
function passed(stages, at) {
  return stages
    .filter((s) => s.number <= at.number)
    .flatMap((s) =>
      s.number < at.number || at.state === "completed" ? [...s.milestone, ...s.success] : s.milestone,
    );
}

/**
 * The last day on which a position held: the first of its pieces of evidence ran out then.
 * @param {Stage[]} stages
 * @param {import("./position.js").Position} before
 * @param {Map<string, Mark>} marks
 * @param {Map<string, Tick>} ticks
 */
function lastDay(stages, before, marks, ticks) {
  const days = passed(stages, before)
    .filter((a) => marks.get(a.id) === "expired")
    .map((a) => addDays(ticks.get(a.id)?.date ?? "", a.valid_for ?? 0));
  return days.sort()[0] ?? null;
}

/**
 * When each stage was reached and completed, by the dates of the ticks that still count: a gate is
 * passed on the day of its last action, never before the gates in front of it.
 * @param {Stage[]} stages
 * @param {import("./position.js").Position} at
 * @param {Map<string, Tick>} ticks
 * @returns {{ stage: Stage, reached: string, completed: string | null }[]}
 */
export function history(stages, at, ticks) {
  let last = "";
  const pass = (/** @type {Act[]} */ gate) => {
    for (const action of gate) last = [last, ticks.get(action.id)?.date ?? ""].sort()[1];
    return last;
  };
  return stages
    .filter((s) => s.number <= at.number)
    .map((stage) => {
      const through = stage.number < at.number || at.state === "completed";
      return { stage, reached: pass(stage.milestone), completed: through ? pass(stage.success) : null };
    });
}

/**
 * The last day on which a gap of one is fresh: the stage before was completed, the buyer went on,
 * and nobody has had time yet to follow. `null` when there is no such gap, or no more.
 * @param {Stage[]} stages
 * @param {Standing} found
 * @param {Map<string, Tick>} ticks
 * @param {{ fresh_days: number | null }} policy
 * @param {string} today
 */
export function freshUntil(stages, found, ticks, policy, today) {
  const one = found.verdict.kind === "behind" && found.verdict.gap === 1;
  const completed = one ? history(stages, found.position, ticks).at(-1)?.completed : null;
  if (!completed || policy.fresh_days === null) return null;
  const until = addDays(completed, policy.fresh_days);
  return today <= until ? until : null;
}

/**
 * @param {string} date
 * @param {number} days
 */
export function addDays(date, days) {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

/**
 * Whole days from one date to another.
 * @param {string} from
 * @param {string} to
 */
export function daysBetween(from, to) {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000);
}

/**
 * The day of a moment where the person is, `YYYY-MM-DD`.
 * @param {number} at
 */
export function day(at) {
  const date = new Date(at);
  const two = (/** @type {number} */ n) => String(n).padStart(2, "0");
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}
