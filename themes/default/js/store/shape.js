/**
 * Whether a record is one that the site's scripts can read. What a browser or a file holds may have
 * been made by anybody, by hand or years ago; one record that nobody can read must not keep the
 * page from showing the others.
 *
 * A kind that is not known here is let through: a newer program may have written it.
 */

/** @typedef {import("./data.js").Entry} Entry */
/** @typedef {{ [key: string]: Entry }} Records */
/** @typedef {(value: unknown) => boolean} Is */

/** @type {Is} */
const text = (value) => typeof value === "string";
/** @type {Is} */
const number = (value) => Number.isFinite(value);
/** @type {Is} */
const flag = (value) => typeof value === "boolean";
/** A day that there is, `YYYY-MM-DD`. @type {Is} */
const day = (value) =>
  text(value) && /^\d{4}-\d\d-\d\d$/.test(String(value)) && !Number.isNaN(Date.parse(String(value)));
/** @type {Is} */
const anything = () => true;

/** @param {Is} is @returns {Is} */
const maybe = (is) => (value) => value === undefined || value === null || value === "" || is(value);
/** @param {Is} is @returns {Is} */
const list = (is) => (value) => Array.isArray(value) && value.every(is);
/** @param {Is[]} all @returns {Is} the first ones, of which further ones may follow */
const row =
  (...all) =>
  (value) =>
    Array.isArray(value) && all.every((is, at) => is(value[at]));
/** @param {unknown} value @returns {value is { [name: string]: unknown }} */
const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
/** @param {Is} is @returns {Is} */
const map = (is) => (value) => isObject(value) && Object.values(value).every(is);
/** @param {{ [name: string]: Is }} fields @returns {Is} */
const shape = (fields) => (value) =>
  isObject(value) && Object.entries(fields).every(([name, is]) => is(value[name]));

/** The item that a record is about, as it was. */
const item = { rev: number, hash: text };
const noted = shape({ text: maybe(text), benefit: maybe(text), risk: maybe(text) });

/**
 * What `kept.d.ts` says, as far as a page can't do without it. By the whole key, or by the word
 * before its first slash.
 * @type {{ [key: string]: Is }}
 */
const SHAPES = {
  "drill/best": shape({ right: number, count: number }),
  "drill/kinds": map(row(number, number)),
  "score/card": shape({
    name: maybe(text),
    lines: map(shape({ rating: maybe(text), evidence: maybe(text) })),
    day: maybe(day),
  }),
  "set/daily": number,
  "set/deal": text,
  "set/gone": list(text),
  "set/name": text,
  "set/path": text,
  answer: shape({
    ...item,
    quiz: maybe(text),
    right: flag,
    mis: maybe(list(text)),
    day,
    due: day,
    stability: number,
    difficulty: number,
    words: maybe(text),
    lang: maybe(text),
  }),
  attempt: shape({
    seed: text,
    at: number,
    ids: list(text),
    answers: map(anything),
    grades: map(shape({ right: flag, score: number })),
    hints: maybe(map(number)),
  }),
  day: shape({ answers: number, reviews: number }),
  deal: shape({
    name: text,
    buyer: maybe(text),
    created: maybe(day),
    next: maybe(day),
    note: maybe(text),
    role: maybe(text),
    decision: maybe(text),
    card: maybe(map(noted)),
  }),
  do: shape({ tasks: map(row(day, number)) }),
  path: shape({ ...item, day: maybe(day), title: maybe(text) }),
  read: shape({ ...item, day, items: maybe(map(row(number, text))), lang: maybe(text) }),
  result: shape({ percent: number, day, passed: flag }),
  talk: shape({ ...item, day }),
  tick: shape({ ...item, date: day, evidence: maybe(text), note: maybe(text) }),
};

/** What a kind of records is called by, in keys and in words. @param {string} key */
export function kindOf(key) {
  return key.split("/", 1)[0];
}

/** @param {string} key @param {unknown} entry @returns {entry is Entry} */
export function isSound(key, entry) {
  if (key === "__proto__" || !isObject(entry) || !number(entry.at) || !("v" in entry)) return false;
  const name = [key, kindOf(key)].find((word) => Object.hasOwn(SHAPES, word));
  const is = name && SHAPES[name];
  return entry.v === null || !is || is(entry.v);
}

/**
 * The records that can be read, and those that can't.
 * @param {{ [key: string]: unknown }} records
 * @returns {{ sound: Records, odd: { [key: string]: unknown } }}
 */
export function sift(records) {
  /** @type {Records} */
  const sound = {};
  /** @type {{ [key: string]: unknown }} */
  const odd = {};
  for (const [key, entry] of Object.entries(records)) {
    if (isSound(key, entry)) sound[key] = entry;
    else if (key !== "__proto__") odd[key] = entry;
  }
  return { sound, odd };
}
