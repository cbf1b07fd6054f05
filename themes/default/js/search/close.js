/** Whether the words of a query stand together in a text, as they were typed. */
import { flat, scan } from "./fold.js";

/**
 * @typedef {import("./shards.js").Line} Line
 * @typedef {import("./query.js").Query} Query
 */

/**
 * How much an entry gains because the words stand together; 0 if a phrase in quotes is missing.
 * @param {Query} query
 * @param {Line} line
 * @param {Map<string, string> | null} simplified
 */
export function closeness(query, line, simplified) {
  const title = flat(scan(line.title), simplified);
  const text = () => flat(scan(line.text), simplified);
  if (query.phrases.some((phrase) => !contains(title, phrase) && !contains(text(), phrase))) return 0;
  if (query.wishes.length < 1) return 1;
  if (title === query.whole) return 2.2;
  if (contains(title, query.whole)) return title.startsWith(query.whole) ? 1.7 : 1.6;
  const spaceless = query.whole.replaceAll(" ", "");
  if (title.replaceAll(" ", "").includes(spaceless)) return 1.5;
  if (query.wishes.length < 2) return 1;
  return contains(text(), query.whole) || text().replaceAll(" ", "").includes(spaceless) ? 1.4 : 1;
}

/**
 * Whether a folded text has a folded phrase, not in the middle of a word.
 * @param {string} text
 * @param {string} phrase
 */
export function contains(text, phrase) {
  const isLatin = (/** @type {string} */ c) => c !== undefined && c < "\u3000" && c !== " ";
  for (let at = text.indexOf(phrase); at >= 0; at = text.indexOf(phrase, at + 1)) {
    const cutBefore = isLatin(phrase[0]) && isLatin(text[at - 1]);
    const cutAfter = isLatin(phrase[phrase.length - 1]) && isLatin(text[at + phrase.length]);
    if (!cutBefore && !cutAfter) return true;
  }
  return false;
}
