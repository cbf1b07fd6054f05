/**
 * The interface's words, dates and numbers in the page's language.
 */
import { borrow } from "./borrowed.js";
import { load } from "./data.js";

/** @typedef {string | import("./contract.js").WordTree | undefined} Word */

/** @typedef {Partial<import("./contract.js").Words>} Words */

/** @type {Words} */
let words = {};

/** @type {("words" | "words-more")[]} */
let files = ["words", "words-more"];

/** Says that a script asks for nothing but the words of every page, so that no others are loaded. */
export function speakLittle() {
  files = ["words"];
}

/** The interface's words, before an element says anything. */
export async function speak() {
  const parts = await Promise.all(files.map(load));
  words = parts.reduce(joined, {});
}

/** Both together; a feature may have words in either. @param {Words} a @param {Words} b @returns {Words} */
function joined(a, b) {
  const names = new Set([...Object.keys(a), ...Object.keys(b)]);
  return Object.fromEntries([...names].map((name) => [name, both(a[name], b[name])]));
}

/** @param {Words[string]} a @param {Words[string]} b @returns {Words[string]} */
function both(a, b) {
  if (Array.isArray(a) && Array.isArray(b)) return [...a, ...b];
  if (!a || !b || typeof a !== "object" || typeof b !== "object") return b ?? a;
  return /** @type {Words[string]} */ (joined(/** @type {Words} */ (a), /** @type {Words} */ (b)));
}

/** The page's language. */
export const LANG = document.documentElement.lang || "en";

/** Which form of a word goes with a number here. */
const plural = new Intl.PluralRules(LANG);

/**
 * A word of the interface by its dotted name, with values put in; `n` chooses the form.
 * @param {string} key a hyphen in it counts as an underscore
 * @param {{ [name: string]: string | number }} [values]
 * @returns {string}
 */
export function say(key, values = {}) {
  const names = key.replaceAll("-", "_").split(".");
  let found = names.reduce(under, /** @type {Word} */ (words));
  if (typeof found === "object") found = under(found, plural.select(Number(values.n ?? 0))) ?? found.other;
  if (typeof found !== "string") return key;
  const word = found.replace(/\{(\w+)\}/g, (whole, name) => String(values[name] ?? whole));
  return isBorrowed(names.join(".")) ? borrow(word) : word;
}

/** What stands below a name. @param {Word} tree @param {string} name */
function under(tree, name) {
  return typeof tree === "object" ? tree[name] : undefined;
}

/** @param {string} key the name of a word, or of all its forms */
function isBorrowed(key) {
  return words.borrowed?.some((name) => name === key || name === `${key}.other`);
}

/**
 * A date as the page's language writes it.
 * @param {string} date `YYYY-MM-DD`
 */
export function showDate(date) {
  const time = Date.parse(`${date}T12:00:00`);
  if (Number.isNaN(time)) return date;
  return new Intl.DateTimeFormat(LANG, { dateStyle: "medium" }).format(time);
}

/**
 * A number as the page's language writes it.
 * @param {number} n
 */
export function showNumber(n) {
  return new Intl.NumberFormat(LANG, { maximumFractionDigits: 12 }).format(n);
}
