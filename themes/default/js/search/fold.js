/**
 * A text's terms with their places: folded words, and runs of characters without spaces.
 *
 * This is the browser's half of `src/search/fold.rs` and `tokens.rs`: whatever the index made of a
 * text, a query must become too. Only traditional characters are left alone here; the few that a
 * query holds are looked up in the index's own table.
 */

/**
 * A word, or the neighbours of a script without spaces; `at` has the place of every letter of
 * `letters` in the text, and one more for its end.
 * @typedef {{ joined: boolean, letters: string[], at: number[] }} Token
 */

const LETTER = /[\p{L}\p{N}]/u;
const MARKS = /\p{M}/gu;

/** Words of French, Italian and Catalan that lose their end before a vowel, and tell nothing. */
const ELIDED = new Set(
  "l d j m t s n c qu un gl all dall dell nell sull coll agl dagl degl negl sugl".split(" "),
);

/** Longer ones, which people may look for. */
const PARTED = new Set([
  ..."jusqu lorsqu puisqu quoiqu quelqu quest quell tutt mezz cent anch dov com".split(" "),
  ..."senz sant bell buon nessun qualcun ciascun trent vent".split(" "),
]);

/**
 * Whether a character's script puts no spaces between words.
 * @param {string} c
 */
export function isJoined(c) {
  const code = c.codePointAt(0) ?? 0;
  if (code < 0x3005) return false;
  if (code >= 0x4e00 && code <= 0x9fff) return true;
  return (
    code === 0x3005 ||
    code === 0x3007 ||
    (code >= 0x3040 && code <= 0x30ff) ||
    (code >= 0x3400 && code <= 0x4dbf) ||
    (code >= 0xac00 && code <= 0xd7af) ||
    (code >= 0x20000 && code <= 0x3134f)
  );
}

/** @param {string} c */
function isLetter(c) {
  if (c > "\u007f") return LETTER.test(c);
  return (c >= "a" && c <= "z") || (c >= "0" && c <= "9");
}

/**
 * What a character is searched as: width, case and accents do not count.
 * @param {string} c
 */
export function fold(c) {
  if (c < "\u0080") return c.toLowerCase();
  if (isJoined(c)) return c;
  return c.normalize("NFKD").replace(MARKS, "").toLowerCase();
}

/** Texts of results are taken apart to rank them, and again to mark them. */
const MOST_KNOWN = 300;
/** @type {Map<string, Token[]>} */
const known = new Map();
/** @type {WeakMap<Token[], string>} */
const flats = new WeakMap();

/**
 * @param {string} text
 * @returns {Token[]}
 */
export function scan(text) {
  const before = known.get(text);
  if (before) return before;
  if (known.size >= MOST_KNOWN) known.clear();
  const tokens = takeApart(text);
  known.set(text, tokens);
  return tokens;
}

class Taker {
  /** @type {Token[]} */
  tokens = [];
  /** @type {Token | null} */
  open = null;

  /**
   * A folded letter that stands from `start` to `end`.
   * @param {string} letter
   * @param {boolean} joined
   * @param {number} start
   * @param {number} end
   */
  take(letter, joined, start, end) {
    if (!this.open || this.open.joined !== joined) {
      this.open = { joined, letters: [], at: [start] };
      this.tokens.push(this.open);
    }
    this.open.at[this.open.letters.push(letter) - 1] = start;
    this.open.at.push(end);
  }

  /**
   * At the apostrophe behind an elided word the next one begins. A letter alone behind it is an
   * English ending.
   * @param {string} behind
   */
  part(behind) {
    if (!this.open || !/^\p{L}{2}/u.test(behind)) return;
    const word = this.open.letters.join("");
    if (ELIDED.has(word)) this.tokens.pop();
    if (ELIDED.has(word) || PARTED.has(word)) this.open = null;
  }
}

/**
 * @param {string} text
 * @returns {Token[]}
 */
export function takeApart(text) {
  const taker = new Taker();
  for (let start = 0, end = 0; start < text.length; start = end) {
    const code = text.codePointAt(start) ?? 0;
    end = start + (code > 0xffff ? 2 : 1);
    // Nearly all letters are plain ones or common Chinese characters: they need no tables.
    if ((code >= 97 && code <= 122) || (code >= 48 && code <= 57)) taker.take(text[start], false, start, end);
    else if (code >= 0x4e00 && code <= 0x9fff) taker.take(text[start], true, start, end);
    else if (code >= 65 && code <= 90) taker.take(text[start].toLowerCase(), false, start, end);
    else if (code === 32) taker.open = null;
    else {
      const c = text.slice(start, end);
      if (
        (c === "'" || c === "’") &&
        taker.open?.joined === false &&
        /^\p{L}/u.test(text.slice(end, end + 2))
      ) {
        taker.part(text.slice(end, end + 4));
        continue;
      }
      for (const letter of fold(c)) {
        const joined = isJoined(letter);
        if (joined || isLetter(letter)) taker.take(letter, joined, start, end);
        else taker.open = null;
      }
    }
  }
  return taker.tokens;
}

/**
 * A text as one string of folded terms, to look for phrases in: words with a space between,
 * characters without.
 * @param {Token[]} tokens
 * @param {Map<string, string> | null} [simplified]
 */
export function flat(tokens, simplified) {
  if (simplified)
    return tokens.map((token) => token.letters.map((c) => simplified.get(c) ?? c).join("")).join(" ");
  const before = flats.get(tokens);
  if (before !== undefined) return before;
  const made = tokens.map((token) => token.letters.join("")).join(" ");
  flats.set(tokens, made);
  return made;
}

/** The characters of GB 2312, which simplified Chinese is written with. @type {Set<string> | null} */
let common = null;

/**
 * Whether a text has characters that may be traditional ones. Browsers know which are common, so
 * the index's table is loaded only for a query that needs it.
 * @param {Token[]} tokens
 */
export function hasRare(tokens) {
  const letters = tokens.flatMap((token) => (token.joined ? token.letters : []));
  if (!letters.length) return false;
  if (!common) {
    const bytes = [];
    for (let row = 0xb0; row <= 0xf7; row++)
      for (let cell = 0xa1; cell <= 0xfe; cell++) bytes.push(row, cell);
    common = new Set(new TextDecoder("gb2312").decode(Uint8Array.from(bytes)));
    // These are in it for names and old texts.
    for (const c of "後於乾著徵麽") common.delete(c);
  }
  const known = common;
  return letters.some((c) => !known.has(c));
}
