/** True excerpts: a piece of a text as it stands there, and where the words of the query are. */
import { scan } from "./fold.js";

/**
 * @typedef {import("./engine.js").Marks} Marks
 * Pieces of a text, each marked or not.
 * @typedef {{ text: string, marked: boolean }[]} Pieces
 */

/** How long an excerpt is, in letters; a Chinese one says twice as much in each. */
const LONG = 170;

/**
 * The places of a query's words: from, to.
 * @param {string} text
 * @param {Marks} marks
 * @returns {[number, number][]}
 */
export function places(text, marks) {
  /** @type {[number, number][]} */
  const found = [];
  const add = (/** @type {number} */ from, /** @type {number} */ to) => {
    const last = found[found.length - 1];
    if (last && from <= last[1]) last[1] = Math.max(last[1], to);
    else found.push([from, to]);
  };
  for (const { joined, letters, at } of scan(text)) {
    if (!joined) {
      const word = letters.join("");
      const start = marks.starts.find((start) => word.startsWith(start));
      if (marks.words.has(word)) add(at[0], at[letters.length]);
      else if (start) add(at[0], at[start.length]);
      continue;
    }
    const simple = letters.map((c) => marks.simplified?.get(c) ?? c);
    simple.forEach((c, n) => {
      if (marks.singles.has(c)) add(at[n], at[n + 1]);
      if (n > 0 && marks.pairs.has(simple[n - 1] + c)) add(at[n - 1], at[n + 1]);
    });
  }
  return found;
}

/**
 * A whole text in pieces.
 * @param {string} text
 * @param {[number, number][]} found
 * @param {number} [from]
 * @param {number} [to]
 * @returns {Pieces}
 */
export function pieces(text, found, from = 0, to = text.length) {
  /** @type {Pieces} */
  const all = [];
  let at = from;
  const add = (/** @type {number} */ end, /** @type {boolean} */ marked) => {
    if (end > at) all.push({ text: text.slice(at, end), marked });
    at = Math.max(at, end);
  };
  for (const [start, end] of found) {
    if (end <= from || start >= to) continue;
    add(Math.max(start, from), false);
    add(Math.min(end, to), true);
  }
  add(to, false);
  return all;
}

/**
 * The piece of a text with most of the query in it.
 * @param {string} text
 * @param {Marks} marks
 * @returns {Pieces}
 */
export function excerpt(text, marks) {
  const found = places(text, marks);
  const long = /[\u3400-\u9fff]{4}/.test(text.slice(0, 200)) ? LONG / 2 : LONG;
  if (text.length <= long) return pieces(text, found);
  let best = 0;
  let most = -1;
  found.forEach(([start], n) => {
    let sum = 0;
    /** @type {Set<string>} */
    const seen = new Set();
    for (let m = n; m < found.length && found[m][1] <= start + long * 0.8; m++) {
      const word = text.slice(found[m][0], found[m][1]).toLowerCase();
      sum += seen.has(word) ? 0.2 : found[m][1] - found[m][0];
      seen.add(word);
    }
    if (sum > most) [most, best] = [sum, start];
  });
  let from = Math.max(0, Math.min(best - Math.round(long / 5), text.length - long));
  let to = Math.min(text.length, from + long);
  // Begin with a sentence or a word, end with a word.
  if (from > 0) {
    const before = text.slice(from, best);
    const sentence = before.search(/(?<=[.!?]\s|[。！？])\S/u);
    const word = before.search(/(?<=[\s，、；：])\S/u);
    from += Math.max(sentence >= 0 ? sentence : word, 0);
    to = Math.min(text.length, from + long);
  }
  if (to < text.length) {
    const space = text.slice(from, to).search(/[\s，、；：][^\s，、；：]*$/u);
    if (space > long * 0.6) to = from + space;
  }
  const all = pieces(text, found, from, to);
  if (from > 0) all.unshift({ text: "… ", marked: false });
  if (to < text.length) all.push({ text: " …", marked: false });
  return all;
}
