/** What somebody typed, taken apart: words, runs of Chinese, phrases in quotes. */
import { flat, scan } from "./fold.js";
import { ACROSS, runs } from "./runs.js";

/**
 * A term to look for. `open`: the last word, of which perhaps only the beginning is typed;
 * `weight`: how much it tells, 1 at most.
 * @typedef {{ kind: "word" | "pair" | "single", text: string, open: boolean, must: boolean, weight: number }} Wish
 * Words of the index's language: `stop` are not in the index, `fillers` tell little.
 * @typedef {{ stop: Set<string>, fillers: Set<string> }} Common
 */

const QUOTES = /["“”„«»「」『』]([^"“”„«»「」『』]+)["“”„«»「」『』]/gu;
/** How much a word tells that every question has. */
const FILLER = 0.2;
/** How much a character tells that no word of the index holds. */
const SINGLE = 0.5;
/** Terms after which a question can do without pairs that reach from a word to the next. */
const ENOUGH = 3;
/** @type {Set<string>} */
const NONE = new Set();

/**
 * `singles`: the characters of runs that are worth a look by themselves; `asked`: there are
 * words that only a sentence has.
 * @typedef {{ wishes: Wish[], singles: Wish[], asked: boolean, phrases: string[], whole: string }} Query
 * @param {string} text
 * @param {Common} common
 * @param {Map<string, string> | null} simplified
 * @returns {Query}
 */
export function parse(text, common, simplified) {
  /** @type {string[]} */
  const phrases = [];
  const free = text.replace(QUOTES, (_, phrase) => {
    phrases.push(phrase);
    return " ";
  });
  const isOpen = /[\p{L}\p{N}]$/u.test(free);
  /** @type {Made} */
  const made = { wishes: [], singles: [], fillers: [], asked: false };
  for (const phrase of phrases) add(made, phrase, true, false, common, simplified);
  add(made, free, false, isOpen, common, simplified);
  const { singles, asked } = made;
  // Every pair costs a file. Of a long question those within words are enough; those that tell
  // nothing are looked for only when there are no others.
  const inside = made.wishes.filter((wish) => wish.weight !== ACROSS);
  const telling = asked && inside.length > ENOUGH ? inside : made.wishes;
  return {
    wishes: [telling, singles, made.fillers].find((list) => list.length) ?? [],
    singles,
    asked,
    phrases: phrases.map((phrase) => flat(scan(phrase), simplified)).filter(Boolean),
    whole: flat(scan(text), simplified),
  };
}

/**
 * @typedef {{ wishes: Wish[], singles: Wish[], fillers: Wish[], asked: boolean }} Made
 * @param {Made} made
 * @param {string} text
 * @param {boolean} must
 * @param {boolean} isOpen
 * @param {Common} common
 * @param {Map<string, string> | null} simplified
 */
function add(made, text, must, isOpen, common, simplified) {
  const { wishes, singles, fillers } = made;
  const tokens = scan(text);
  tokens.forEach((token, n) => {
    const letters = simplified ? token.letters.map((c) => simplified.get(c) ?? c) : token.letters;
    if (!token.joined) {
      const word = letters.join("");
      const open = isOpen && n === tokens.length - 1;
      // A word that is still being typed may become another word.
      const isStop = common.stop.has(word) && !(open && tokens.length === 1);
      const isFiller = !must && !open && common.fillers.has(word);
      if ((isStop && !must) || isFiller) made.asked = true;
      if (!isStop) wish(wishes, { kind: "word", text: word, open, must, weight: isFiller ? FILLER : 1 });
    } else if (letters.length === 1) {
      wish(wishes, { kind: "single", text: letters[0], open: false, must, weight: 1 });
    } else {
      const { pairs, tells } = runs(letters, must ? NONE : common.fillers, isSentence(tokens, n));
      if (tells.includes(false)) made.asked = true;
      pairs.forEach((weight, i) => {
        const pair = /** @type {Wish} */ ({
          kind: "pair",
          text: letters[i] + letters[i + 1],
          open: false,
          must,
          weight: must ? 1 : weight,
        });
        wish(must || weight >= ACROSS ? wishes : fillers, pair);
      });
      letters.forEach((c, i) => {
        if (tells[i] && !must) wish(singles, { kind: "single", text: c, open: false, must, weight: SINGLE });
      });
    }
  });
}

/**
 * Whether a run is more than a word: a longer one, or one that goes on from a Latin word without a space.
 * @param {import("./fold.js").Token[]} tokens
 * @param {number} n
 */
function isSentence(tokens, n) {
  const touch = (/** @type {number} */ a, /** @type {number} */ b) =>
    tokens[a]?.at.at(-1) === tokens[b]?.at[0];
  return (
    tokens[n].letters.length > 3 || (n > 0 && touch(n - 1, n)) || (n + 1 < tokens.length && touch(n, n + 1))
  );
}

/**
 * @param {Wish[]} wishes
 * @param {Wish} wish
 */
function wish(wishes, wish) {
  const same = wishes.find((other) => other.text === wish.text);
  if (same) same.weight = Math.max(same.weight, wish.weight);
  else wishes.push(wish);
}
