/**
 * A number as people write it, in any language: `8`, `1,200`, `150 000,00`, `1'000`, `1,50,000`,
 * `−3`, `3.72 million`, `1.5億`, `三百七十二万`, `¥372万`, `12 days`.
 *
 * What means the same everywhere is taken everywhere. What does not, such as `1,500`, follows the
 * page's language; what that does not settle either is no number, for a guess would judge a right
 * answer wrong. The same holds for words beside it that are neither a large number nor the unit.
 */
import { D, fraction, part, plain, RUN, tidy } from "./digits.js";
import { bare, isMoney, meanings, says, SMALL, worthOf } from "./measure.js";

/**
 * `percent`: a percent sign stood beside it that no unit asks for.
 * @typedef {{ value: number, percent?: boolean }} Found
 */

const ALONE = /^[1-9一二三四五六七八九]$/u;
const START = new RegExp(`[.,٫]?${D}|[${[...SMALL.keys()].filter((c) => c.length === 1).join("")}]`, "u");

/**
 * @param {string} words
 * @param {string} [lang] the page's
 * @param {string[]} [units] the unit that is asked for, in every language
 * @returns {number | null} null: not understood
 */
export function number(words, lang = "en", units = []) {
  return read(words, lang, units)?.value ?? null;
}

/**
 * @param {string} words
 * @param {string} lang
 * @param {string[]} units
 * @returns {Found | null}
 */
export function read(words, lang, units) {
  const text = tidy(words);
  const asked = units.filter((unit) => bare(unit) !== "");
  const share = /^百分之/.test(text);
  const [sign, front, rest] = parted(share ? text.slice(3) : text) ?? [];
  if (!sign || front === undefined || rest === undefined) return null;
  // The unit may itself begin with a large number: 372 of 万元.
  const run = RUN.exec(rest)?.[0] ?? "";
  const behind = bare(rest.slice(run.length));
  const isBare = behind === "" || asked.some((unit) => bare(unit) === behind);
  const single = run && isBare && !share && front === "" ? plain(run, lang) : null;
  if (single !== null) return { value: sign * single };
  const found = amount(rest, lang);
  if (!found) return null;
  const tail = found.rest.replace(/^(?:de |of |von |d')/, "").trim();
  return measured(
    { ...found, value: sign * found.value, front, tail: share ? `${tail}%` : tail },
    asked,
    lang,
  );
}

/**
 * The sign, what stands before the number, and the number with what stands behind.
 * @param {string} text
 * @returns {[number, string, string] | null}
 */
function parted(text) {
  const at = START.exec(text)?.index ?? -1;
  if (at < 0) return null;
  const before = text.slice(0, at).toLowerCase();
  const minus = /-|负|負|\b(?:minus|moins|menos)\b/gu;
  const signs = before.match(minus)?.length ?? 0;
  const front = before.replace(minus, "").replace(/约|大约|約|合计|共|[=≈~+]/gu, "");
  return signs > 1 ? null : [signs ? -1 : 1, front.trim(), text.slice(at)];
}

/**
 * A number with words for large ones in it, from the start of a text: every one is worth less than
 * the one before, and two in a row multiply.
 * @param {string} text
 * @param {string} lang
 * @returns {{ value: number, rest: string, large: string } | null} null: it contradicts itself
 */
function amount(text, lang) {
  const sum = { total: 0, section: 0, last: Infinity, least: Infinity };
  /** @type {{ value: number, digits: string } | null} */
  let open = null;
  let rest = text;
  let large = "";
  for (;;) {
    if (!open) rest = rest.trimStart();
    /** @type {string} */
    const run = open ? "" : (fraction(rest) ?? RUN.exec(rest)?.[0] ?? "");
    if (run) {
      /** @type {number | null} */
      const value = run.includes("/") ? part(run) : plain(run, lang);
      if (value === null) return null;
      open = { value, digits: run };
      rest = rest.slice(run.length);
      const power = /^e([+-]?\d{1,2})(?!\p{L})/iu.exec(rest);
      if (power) [open.value, rest] = [Number(`${value}e${power[1]}`), rest.slice(power[0].length)];
      // Behind 万 a digit alone counts thousands: 3万5.
      const isShort = ALONE.test(run) && /^\p{Script=Han}$/u.test(large) && sum.least >= 100;
      if (isShort && !largeAt(rest, lang)) open.value *= sum.least / 10;
      if (open.value >= sum.least) return null;
      continue;
    }
    const word = largeAt(rest, lang);
    if (!word || (!open && large === "" && !SMALL.has(word.key))) break;
    if (!add(sum, word, open?.value ?? null)) return null;
    [open, large, rest] = [null, word.text, rest.slice(word.length)];
  }
  if (!open && large === "") return null;
  const stop = rest.trimStart();
  if (open && RUN.test(stop)) return null;
  const value = sum.total + sum.section + (open?.value ?? 0);
  // 37.2 lakh is no hair more than 3,720,000.
  return { value: Number(value.toPrecision(15)), rest: stop, large };
}

/**
 * @param {{ total: number, section: number, last: number, least: number }} sum
 * @param {{ worth: number, key: string }} word
 * @param {number | null} count
 */
function add(sum, { worth, key }, count) {
  if (SMALL.has(key)) {
    sum.section += (count ?? 1) * worth;
    sum.least = worth;
    return true;
  }
  const base = sum.section + (count ?? 0);
  if (base === 0) sum.total *= worth;
  else if (count !== null && worth >= sum.last) return false;
  else if (worth > sum.last) sum.total = (sum.total + base) * worth;
  else sum.total += base * worth;
  [sum.section, sum.last, sum.least] = [0, worth, worth];
  return true;
}

/**
 * A word for a large number at the start of a text.
 * @param {string} text
 * @param {string} lang
 */
function largeAt(text, lang) {
  const blank = text.length - text.trimStart().length;
  const word = /^(?:[\p{Script=Han}\p{Script=Hangul}]|[\p{L}\p{M}]+\.?)/u.exec(text.trimStart())?.[0] ?? "";
  const first = /^[\p{Script=Han}\p{Script=Hangul}]/u.test(word) ? word : "";
  for (const found of first ? [first] : [word, glued(word, lang)]) {
    const key = bare(found);
    const worth = worthOf(key, lang);
    if (worth) return { key, worth, text: found, length: blank + found.length };
  }
  return null;
}

/** `kEUR` and `mEUR`: a letter that counts, and money. @param {string} word @param {string} lang */
function glued(word, lang) {
  return /^[kmbt]/i.test(word) && isMoney(word.slice(1), lang) ? word[0] : "";
}

/**
 * Holds what stands beside a number against the unit that is asked for.
 * @param {{ value: number, large: string, front: string, tail: string }} found
 * @param {string[]} units
 * @param {string} lang
 * @returns {Found | null}
 */
function measured({ value, large, front, tail }, units, lang) {
  const beside = [front, tail].filter((word) => word !== "");
  if (units.length === 0) {
    // A small m may be metres too.
    if (large === "m" && !beside.some((word) => isMoney(word, lang))) return null;
    if (front && !isMoney(front, lang)) return null;
    if (Number.isNaN(worthOf(bare(tail), lang))) return null;
    if (!/^[\p{L}\p{M}\p{Sc}%.\s'()°$]*$/u.test(tail)) return null;
    return { value, percent: meanings(tail, lang).has("percent") };
  }
  const taken = units.map((unit) => apart(unit, lang));
  const words = taken.map(({ rest }) => rest).concat(units);
  if (!beside.every((word) => says(word, words, lang))) return null;
  // Said in full it counts from one; without, in the unit that is asked for.
  const counted = large !== "" || beside.length > 0;
  if (large === "m" && !words.concat(beside).some((word) => isMoney(word, lang))) return null;
  return { value: counted ? value / Math.max(...taken.map(({ worth }) => worth)) : value };
}

/** A unit with a large number in it: `万元`, `Mio. €`, `€m`. @param {string} unit @param {string} lang */
function apart(unit, lang) {
  const text = tidy(unit).toLowerCase();
  const front = largeAt(text, lang);
  const rest = front ? text.slice(front.length).trim() : "";
  // 千克 is no thousand of 克, and a metre no million.
  const isLarge = front && !SMALL.has(front.key) && !/^[a-z]$/.test(front.key);
  if (front && (isLarge || isMoney(rest, lang))) return { worth: front.worth, rest };
  const behind = /^(.*?)\s*(\p{L}+)\.?$/u.exec(text);
  const worth = behind && isMoney(behind[1], lang) ? worthOf(bare(behind[2]), lang) : undefined;
  return worth ? { worth, rest: behind?.[1] ?? "" } : { worth: 1, rest: text };
}
