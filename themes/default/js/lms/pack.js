/**
 * A learner's record of a course in as few characters as it needs.
 *
 * A learning system of the older sort keeps 4,096 characters. So an item is told by a short code
 * made of its id, and of a record stands there what makes a difference on another device: its day,
 * its revision, whether the words are still the same, whether the answer was right and how well it
 * is known. `src/export/course/limit.rs` reckons how long this can get; what does not fit into
 * these fields (such as how many weak replies beyond 15) is cut down to the widest value.
 */
import { pause } from "../logic/fsrs.js";
import { Reader, Writer } from "./bits.js";

/** @typedef {import("./plan.js").Plan} Plan */
/** @typedef {import("../kit/contract.js").Item} Item */
/** @typedef {import("../store/kept.js").Result} Result */
/** @typedef {import("../store/kept.js").Practised} Practised */
/** @typedef {import("../store/kept.js").Reading} Reading */
/** @typedef {import("../store/records.js").Answered} Answered */
/** What a record of any sort may hold. @typedef {Partial<Answered & Result & Practised & Reading>} Value */
/** @typedef {{ [key: string]: { at: number, v: Value | null } }} Records */
/** @typedef {{ attempt: string, records: Records }} Unpacked */

/**
 * What gives a course's records, as the store gives those of a page.
 * @param {() => Records} records
 * @returns {import("../store/kept.js").Get}
 */
export function getter(records) {
  const get = (/** @type {string} */ key) => records()[key]?.v ?? undefined;
  return /** @type {import("../store/kept.js").Get} */ (get);
}

/** The version of this form. */
const VERSION = 1;
const DAY = 24 * 60 * 60 * 1000;
/** Days are told apart within these many; an older one than that counts as younger. */
const SPAN = 2 ** 10;
/** @type {import("../kit/contract.js").Outcome[]} */
const ENDS = ["lost", "partial", "success"];
const NAME = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/**
 * The short code of an item; `src/export/course/plan.rs` has the same.
 * @param {number} salt
 * @param {string} id
 */
export function code(salt, id) {
  let hash = Math.imul(0x811c9dc5 ^ salt, 0x01000193);
  for (const char of id) hash = Math.imul(hash ^ (char.codePointAt(0) ?? 0), 0x01000193);
  return ((hash ^ (hash >>> 16)) & 0xffff) >>> 0;
}

/** A name for a new attempt of a learner. @param {() => number} [chance] */
export function newAttempt(chance = Math.random) {
  return Array.from({ length: 6 }, () => NAME[Math.floor(chance() * 64)]).join("");
}

/** Days since 1970. @param {string} day */
const number = (day) => Math.round(Date.parse(`${day}T00:00:00Z`) / DAY) || 0;
/** @param {number} days */
const date = (days) => new Date(days * DAY).toISOString().slice(0, 10);
/** @param {number | undefined} value @param {number} least @param {number} most */
const clamp = (value, least, most) => Math.min(Math.max(Math.round(value ?? 0) || 0, least), most);

/** Stability from a thousandth of a day to a hundred years, on a scale of 128. */
const EIGHTHS = 127 / Math.log(36500 / 0.001);
const toScale = (/** @type {number | undefined} */ days) =>
  clamp(Math.log((days ?? 0) / 0.001) * EIGHTHS, 0, 127);
const fromScale = (/** @type {number} */ step) => 0.001 * Math.exp(step / EIGHTHS);

/**
 * What is kept of each sort of record beyond its day.
 * @type {{ [prefix: string]: { put: (v: Value, to: Writer) => void, take: (from: Reader) => Value } }}
 */
const SORTS = {
  answer: {
    put(answer, to) {
      to.bits(Number(!!answer.right), 1);
      to.bits(clamp(answer.tries, 1, 4) - 1, 2);
      to.bits(toScale(answer.stability), 7);
      to.bits(clamp((((answer.difficulty ?? 1) - 1) / 9) * 15, 0, 15), 4);
    },
    take(from) {
      const right = from.bits(1) === 1;
      const tries = from.bits(2) + 1;
      const stability = fromScale(from.bits(7));
      const difficulty = 1 + (from.bits(4) / 15) * 9;
      return { right, score: Number(right), mis: [], tries, stability, difficulty };
    },
  },
  result: {
    put(result, to) {
      to.bits(clamp(result.percent, 0, 127), 7);
      to.bits(clamp(result.last, 0, 127), 7);
      to.bits(Number(!!result.passed), 1);
    },
    take: (from) => ({ percent: from.bits(7), last: from.bits(7), passed: from.bits(1) === 1 }),
  },
  read: { put() {}, take: () => ({ items: {} }) },
  talk: {
    put(talk, to) {
      to.bits(clamp(talk.weak, 0, 15), 4);
      to.bits(talk.end ? ENDS.indexOf(talk.end) + 1 : 0, 2);
    },
    take: (from) => ({ weak: from.bits(4), end: ENDS[from.bits(2) - 1] ?? "partial" }),
  },
  path: { put() {}, take: () => ({}) },
};

/** The items of each sort, in the order in which the sorts are written. @param {Plan} plan */
function sorts(plan) {
  const questions = plan.quizzes.flatMap((quiz) =>
    quiz.questions.map((question) => ({ ...question, quiz: quiz.id })),
  );
  return /** @type {[string, (Item & { quiz?: string })[]][]} */ ([
    ["answer", questions],
    ["result", plan.quizzes],
    ["read", plan.read],
    ["talk", plan.talk],
    ["path", plan.paths],
  ]);
}

/** Four bits of a hash of words. @param {string} hash */
const few = (hash) => Number.parseInt(hash.slice(-2), 16) & 15;

/** How many low bits of a distance are written as they are; itself it has four. @param {number} count */
const width = (count) => Math.min(Math.floor(Math.log2(2 ** 16 / Math.max(count, 1))), 15);

/**
 * @param {Plan} plan
 * @param {Records} records
 * @param {string} attempt its name
 * @returns {string}
 */
export function pack(plan, records, attempt) {
  const to = new Writer();
  to.bits(VERSION, 4);
  to.bits(plan.salt, 12);
  const days = Object.values(records).flatMap(({ v }) => (v?.day ? [number(v.day)] : []));
  const last = Math.max(0, ...days);
  to.bits(last, 16);
  for (const sign of attempt) to.bits(NAME.indexOf(sign), 6);
  for (const [prefix, items] of sorts(plan)) {
    const made = items
      .flatMap((item) => {
        const v = records[`${prefix}/${item.id}`]?.v;
        return v ? [{ code: code(plan.salt, item.id), v, item }] : [];
      })
      .sort((a, b) => a.code - b.code);
    to.gamma(made.length + 1);
    const wide = width(made.length);
    to.bits(wide, 4);
    let before = 0;
    for (const { code: own, v } of made) {
      to.rice(own - before, wide);
      before = own;
      to.gamma(Math.max(1, v.rev ?? 1));
      to.bits(few(v.hash || "0"), 4);
      to.bits(last - Math.max(number(v.day ?? ""), last - SPAN + 1), 10);
      SORTS[prefix].put(v, to);
    }
  }
  return to.text();
}

/**
 * @param {Plan} plan
 * @param {string} text
 * @returns {Unpacked | null} null if there is nothing
 * @throws {Error} `newer` if a later program wrote it, `unreadable` if it is something else
 */
export function unpack(plan, text) {
  if (!text) return null;
  const from = new Reader(text);
  const version = from.bits(4);
  if (version > VERSION) throw new Error("newer");
  if (version !== VERSION) throw new Error("unreadable");
  const salt = from.bits(12);
  const last = from.bits(16);
  const attempt = Array.from({ length: 6 }, () => NAME[from.bits(6)]).join("");
  /** @type {Records} */
  const records = {};
  for (const [prefix, items] of sorts(plan)) {
    const known = new Map(items.map((item) => [code(salt, item.id), item]));
    const count = from.gamma() - 1;
    const wide = from.bits(4);
    let own = 0;
    for (let n = 0; n < count; n++) {
      own += from.rice(wide);
      const rev = from.gamma();
      const hash = from.bits(4);
      const day = date(last - from.bits(10));
      const value = SORTS[prefix].take(from);
      const item = known.get(own);
      // What is no longer in the course has no place to be shown.
      if (!item) continue;
      const v = {
        rev,
        hash: few(item.hash) === hash ? item.hash : "",
        day,
        ...value,
        ...more(prefix, item, value, day),
      };
      records[`${prefix}/${item.id}`] = { at: Date.parse(`${day}T00:00:00`), v };
    }
  }
  return { attempt, records };
}

/**
 * What follows from the rest.
 * @param {string} prefix
 * @param {Item & { quiz?: string }} item
 * @param {Value} value
 * @param {string} day
 */
function more(prefix, item, value, day) {
  if (prefix !== "answer") return {};
  const days = value.right
    ? pause({ stability: value.stability ?? 0, difficulty: value.difficulty ?? 1 })
    : 1;
  return { quiz: item.quiz, due: date(number(day) + days), words: "", lang: "" };
}
