/**
 * The learner's record in the State of a learning system, written under the tag of what was read, so
 * that nothing that another device wrote is lost.
 */
import { fresh, join, part } from "../join.js";
import { merge } from "./claims.js";

/** @typedef {import("../keep.js").Keep} Keep */
/** @typedef {import("../plan.js").Plan} Plan */
/** @typedef {import("./types.js").Document} Document */

/** Its name in the State. */
export const NAME = "twotrack";
/** How often a document is read again that others write too. */
const TIMES = 3;

/**
 * Brings what is kept there and what is here together.
 * @param {Plan} plan
 * @param {Keep} keep
 * @param {Partial<Document> | null} theirs
 * @returns {"" | "newer"} `newer`: a later version of the course wrote it, so it must stay
 */
export function take(plan, keep, theirs) {
  const { claims = {}, spent = 0, seen = Date.now(), registration } = keep.outbox() ?? {};
  const why = join(plan, keep, theirs?.record ?? "", Date.now());
  const outbox = keep.outbox();
  if (!outbox) return why;
  const both = merge(theirs?.claims ?? {}, claims);
  keep.put({ ...outbox, registration, seen, claims: both, spent: Math.max(theirs?.spent ?? 0, spent) });
  return why;
}

/**
 * Turns to the record of a registration; that of another, with all that is still to be sent of it,
 * waits until the learner comes back to it.
 * @param {Keep} keep
 * @param {string} registration
 */
export function turn(keep, registration) {
  const outbox = keep.outbox();
  if (outbox?.registration === registration) return;
  const records = keep.records();
  if (outbox) {
    const aside = { outbox, records: part(records, true) };
    keep.write(`aside/${outbox.registration}`, JSON.stringify(aside));
  }
  const found = JSON.parse(keep.read(`aside/${registration}`) ?? "null");
  keep.replace({ ...part(records, false), ...found?.records });
  keep.put(found?.outbox ?? { ...fresh(), registration, seen: Date.now() });
}

/**
 * @param {import("./session.js").Session} session
 * @param {{ isLast?: boolean, isGone?: boolean }} [when] `isLast`: what took time is written too;
 *   `isGone`: the request must outlive the page
 * @returns {Promise<boolean>} whether all is kept there
 */
export async function save(session, { isLast = false, isGone = false } = {}) {
  if (session.agenda.isQuiet || session.isForeign) return true;
  for (let time = 0; time < TIMES; time++) {
    const document = session.document();
    const { spent, ...rest } = document;
    const text = JSON.stringify(rest);
    if (text === session.written && !isLast) return true;
    const at = Date.now();
    const outbox = session.keep.outbox();
    if (outbox) session.keep.put({ ...outbox, spent });
    const { status, tag } = await session.lrs.write(NAME, document, session.tag, isGone);
    if (status >= 200 && status < 300) {
      session.written = text;
      session.tag = tag;
      const now = session.keep.outbox();
      if (now) session.keep.put({ ...now, isKnown: true, sent: document.record, sentAt: at });
      // A store that shows no tag with its answer shows it with the document.
      if (tag || !session.lrs.isTagged || isLast) return true;
    } else {
      if (status === 401) session.close();
      if (isGone || (status !== 409 && status !== 412)) return false;
    }
    const found = await session.lrs.state(NAME);
    if (found.status !== 200 && found.status !== 404) return false;
    session.tag = found.tag;
    if (JSON.stringify(found.value) === JSON.stringify(document)) return true;
    const theirs = /** @type {Partial<Document> | null} */ (found.value);
    session.agenda.spent = Math.max(session.agenda.spent, theirs?.spent ?? 0);
    if (take(session.plan, session.keep, theirs) === "newer") session.isForeign = true;
  }
  return false;
}
