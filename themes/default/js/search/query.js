/** What somebody typed, taken apart: words, runs of Chinese, phrases in quotes. */
import { flat, scan } from "./fold.js";

/**
 * A term to look for. `open`: the last word, of which perhaps only the beginning is typed.
 * @typedef {{ kind: "word" | "pair" | "single", text: string, open: boolean, must: boolean }} Wish
 */

const QUOTES = /["“”„«»「」『』]([^"“”„«»「」『』]+)["“”„«»「」『』]/gu;

/**
 * @typedef {{ wishes: Wish[], phrases: string[], whole: string, hasJoined: boolean, hasWord: boolean }} Query
 * @param {string} text
 * @param {Set<string>} stop  words that tell nothing
 * @param {Map<string, string> | null} simplified
 * @returns {Query}
 */
export function parse(text, stop, simplified) {
  /** @type {string[]} */
  const phrases = [];
  const free = text.replace(QUOTES, (_, phrase) => {
    phrases.push(phrase);
    return " ";
  });
  /** @type {Wish[]} */
  const wishes = [];
  const isOpen = /[\p{L}\p{N}]$/u.test(free);
  for (const phrase of phrases) add(wishes, phrase, true, false, stop, simplified);
  add(wishes, free, false, isOpen, stop, simplified);
  const tokens = scan(text);
  return {
    wishes,
    phrases: phrases.map((phrase) => flat(scan(phrase), simplified)).filter(Boolean),
    whole: flat(tokens, simplified),
    hasJoined: tokens.some((token) => token.joined),
    hasWord: tokens.some((token) => !token.joined),
  };
}

/**
 * @param {Wish[]} wishes
 * @param {string} text
 * @param {boolean} must
 * @param {boolean} isOpen
 * @param {Set<string>} stop
 * @param {Map<string, string> | null} simplified
 */
function add(wishes, text, must, isOpen, stop, simplified) {
  const tokens = scan(text);
  tokens.forEach((token, n) => {
    const letters = simplified ? token.letters.map((c) => simplified.get(c) ?? c) : token.letters;
    if (!token.joined) {
      const word = letters.join("");
      const open = isOpen && n === tokens.length - 1;
      // A stop word that is still being typed may become another word.
      if (!stop.has(word) || (open && tokens.length === 1)) wish(wishes, { kind: "word", text: word, open, must });
    } else if (letters.length === 1) {
      wish(wishes, { kind: "single", text: letters[0], open: false, must });
    } else {
      for (let i = 1; i < letters.length; i++) {
        wish(wishes, { kind: "pair", text: letters[i - 1] + letters[i], open: false, must });
      }
    }
  });
}

/**
 * @param {Wish[]} wishes
 * @param {Wish} wish
 */
function wish(wishes, wish) {
  if (!wishes.some((other) => other.text === wish.text)) wishes.push(wish);
}
