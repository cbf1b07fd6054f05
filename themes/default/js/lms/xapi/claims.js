/**
 * The verbs that have their time: a course is completed and passed once in a registration, and a
 * learner who fails may still pass before the session ends.
 *
 * A claim gets its name before it is sent. Whoever finds it later, on any device, asks the record
 * store whether it is there, and so says nothing twice and forgets nothing.
 */
import { reckon } from "../rule.js";
import { uuid } from "./launch.js";

/** @typedef {import("./types.js").Claims} Claims */
/** @typedef {import("../plan.js").Plan} Plan */
/** @typedef {import("../rule.js").Standing} Standing */

export const VERBS = /** @type {("completed" | "passed" | "failed")[]} */ (["completed", "passed", "failed"]);

/**
 * How far a learner is, by the learning system's mark if it has one (9.3.4, 9.3.5).
 * @param {Plan} plan
 * @param {import("../../store/kept.js").Get} get a record
 * @param {number | undefined} mastery from 0 to 1
 * @returns {Standing}
 */
export function judge(plan, get, mastery) {
  const now = reckon(plan, get);
  if (mastery === undefined) return now;
  const isEnough = now.score !== null && now.score / 100 >= mastery;
  if (plan.mark !== null) return { ...now, isPassed: now.score === null ? null : isEnough };
  return { ...now, isPassed: now.isPassed && isEnough ? true : null };
}

/**
 * What may be said by now, beside what was.
 * @param {Claims} claims
 * @param {Standing} standing
 * @param {{ at: number, all: number, session: number, isTried: boolean }} about the time; the seconds of
 *   all sessions and of this one; whether something was tried since the last claim
 * @returns {Claims}
 */
export function claim(claims, standing, { at, all, session, isTried }) {
  const fresh = (/** @type {number} */ seconds) => ({ id: uuid(), at, seconds, isTold: false });
  const next = { ...claims };
  if (standing.isDone) next.completed ??= fresh(all);
  if (standing.isPassed) next.passed ??= fresh(session);
  // A failure doesn't follow success; one that nobody heard of is the same as the next.
  if (next.passed && !next.failed?.isTold) delete next.failed;
  else if (standing.isPassed === false && isTried && (!next.failed || next.failed.isTold))
    next.failed = fresh(session);
  return next;
}

/**
 * Claims of two devices: what was told leads, then what the learning system keeps.
 * @param {Claims} theirs
 * @param {Claims} ours
 * @returns {Claims}
 */
export function merge(theirs, ours) {
  /** @type {Claims} */
  const all = {};
  for (const verb of VERBS) {
    const known = [theirs[verb], ours[verb]].filter((one) => !!one);
    // A failure may come again, and only the last one is still to be told.
    if (verb === "failed") known.sort((a, b) => b.at - a.at);
    const told = known.find((one) => one.isTold && (verb !== "failed" || one.id === known[0].id));
    const best = told ?? known[0];
    if (best) all[verb] = best;
  }
  return all;
}
