/**
 * Brings what this browser has of a learner and what the learning system has together.
 *
 * The system's record leads: it may come from another device, and when the system begins a new
 * attempt, what was learnt in the one before does not count. But what the system has never
 * confirmed is never thrown away.
 */
import { newAttempt, unpack } from "./pack.js";

/** @typedef {import("./plan.js").Plan} Plan */
/** @typedef {import("./pack.js").Records} Records */
/** @typedef {import("./pack.js").Value} Value */
/** @typedef {import("./keep.js").Outbox} Outbox */
/** @typedef {import("./keep.js").Keep} Keep */

/** What is learnt, and so belongs to an attempt; deals and settings belong to the person. */
const LEARNT = /^(answer|result|read|talk|path|attempt|drill)\//;

/** What of a record says the same on two devices, if it does. */
const FIELDS = /** @type {const} */ (["day", "right", "tries", "percent", "last", "end", "rev"]);

/** @param {Records} records @param {boolean} isLearnt */
export function part(records, isLearnt) {
  return Object.fromEntries(Object.entries(records).filter(([key]) => LEARNT.test(key) === isLearnt));
}

/** @returns {Outbox} */
export function fresh() {
  return { attempt: newAttempt(), isKnown: false, sent: "", sentAt: 0, queue: [] };
}

/**
 * @param {Plan} plan
 * @param {Keep} keep it has the records and the outbox of the attempt to go on with afterwards
 * @param {string} suspended what the learning system keeps
 * @param {number} now
 * @returns {"" | "newer"} `newer`: a later version of the course wrote it, so it must stay
 */
export function join(plan, keep, suspended, now) {
  const outbox = keep.outbox();
  const here = keep.records();
  /** @type {import("./pack.js").Unpacked | null} */
  let theirs = null;
  try {
    theirs = unpack(plan, suspended);
  } catch (error) {
    if (error instanceof Error && error.message === "newer") {
      keep.put(outbox ?? fresh());
      return "newer";
    }
  }
  if (!theirs) {
    // A new attempt, if the system has known the one before.
    if (outbox?.isKnown) keep.replace(part(here, false));
    if (!outbox || outbox.isKnown) keep.put(fresh());
    return "";
  }
  const known = { attempt: theirs.attempt, isKnown: true, sent: suspended, sentAt: now };
  const isSame = outbox?.attempt === theirs.attempt;
  // Nobody has written since: what is here is the same or newer, and more exact.
  if (isSame && outbox.sent === suspended) return "";
  const own = part(here, true);
  /** @type {Records} */
  let mine = {};
  if (isSame) mine = unsent(own, theirs.records, outbox.sentAt);
  else if (outbox && !outbox.isKnown) mine = own;
  const queue = isSame || (outbox && !outbox.isKnown) ? outbox.queue : [];
  keep.replace({ ...part(here, false), ...theirs.records, ...mine });
  keep.put({ ...known, queue });
  return "";
}

/**
 * Of the records here those that the system has not got, and those that say the same more exactly.
 * @param {Records} own
 * @param {Records} theirs
 * @param {number} sentAt
 */
function unsent(own, theirs, sentAt) {
  const same = (/** @type {Value | null} */ a, /** @type {Value | null} */ b) =>
    FIELDS.every((field) => a?.[field] === b?.[field]);
  return Object.fromEntries(
    Object.entries(own).filter(([key, entry]) => {
      if (entry.at > sentAt || key.startsWith("attempt/")) return true;
      return theirs[key] && same(entry.v, theirs[key].v);
    }),
  );
}
