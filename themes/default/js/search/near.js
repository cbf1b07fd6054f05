/** Words that a mistyped one may mean. */

/** Endings that make a form of a word, not another word. */
const ENDINGS = new Set(
  (
    "e s es ed d ing er ers or ors y ying ies ied ier ion ions ation ations " +
    "ication ications ment ments al ally ly ness able ive"
  ).split(" "),
);

/**
 * How many slips a word of this length may have.
 * @param {number} length
 */
function slips(length) {
  return length < 4 ? 0 : length < 8 ? 1 : 2;
}

/**
 * Letters to change, add, drop or swap with their neighbour; anything above `most` may come out
 * as any number above it.
 * @param {string} a
 * @param {string} b
 * @param {number} most
 */
export function distance(a, b, most) {
  if (Math.abs(a.length - b.length) > most) return most + 1;
  /** @type {number[]} */
  let last = [];
  let row = Array.from({ length: b.length + 1 }, (_, n) => n);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (same ? 0 : 1));
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      if (swapped) next[j] = Math.min(next[j], last[j - 2] + 1);
    }
    if (Math.min(...next) > most) return most + 1;
    [last, row] = [row, next];
  }
  return row[b.length];
}

/**
 * Whether two words differ in their endings only.
 * @param {string} a
 * @param {string} b
 */
function isForm(a, b) {
  let shared = 0;
  while (shared < a.length && a[shared] === b[shared]) shared++;
  if (shared < 4) return false;
  const ends = (/** @type {string} */ rest) => rest === "" || ENDINGS.has(rest);
  return ends(a.slice(shared)) && ends(b.slice(shared));
}

/**
 * The nearest of some words, at most `most` of them; `cost` 0 is a form of the same word.
 * @param {string} word
 * @param {string[]} words
 * @param {number} most
 * @returns {{ word: string, cost: number }[]}
 */
export function nearest(word, words, most) {
  const allowed = slips(word.length);
  const found = [];
  for (const other of words) {
    if (isForm(word, other)) found.push({ word: other, cost: 0 });
    else if (allowed) {
      const cost = distance(word, other, allowed);
      if (cost <= allowed) found.push({ word: other, cost });
    }
  }
  const best = Math.min(...found.map((f) => f.cost));
  // A word two slips away is not meant where another is one slip away.
  return found.filter((f) => f.cost === best).slice(0, most);
}

/**
 * The words that differ from this one in their endings only.
 * @param {string} word
 * @param {string[]} words
 */
export function formsOf(word, words) {
  return words.filter((other) => other !== word && isForm(word, other)).map((word) => ({ word, cost: 0 }));
}
