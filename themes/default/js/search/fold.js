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

const JOINED = /[\u3400-\u4dbf\u4e00-\u9fff\u3005\u3007\u3040-\u30ff\uac00-\ud7af\u{20000}-\u{3134f}]/u;
const LETTER = /[\p{L}\p{N}]/u;
const MARKS = /\p{M}/gu;

/**
 * Whether a character's script puts no spaces between words.
 * @param {string} c
 */
export function isJoined(c) {
  return c > "\u3000" && JOINED.test(c);
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

/**
 * @param {string} text
 * @returns {Token[]}
 */
export function scan(text) {
  /** @type {Token[]} */
  const tokens = [];
  /** @type {Token | null} */
  let open = null;
  let place = 0;
  for (const c of text) {
    const start = place;
    place += c.length;
    if ((c === "'" || c === "’") && open && !open.joined && /^\p{L}/u.test(text.slice(place, place + 2))) continue;
    for (const letter of fold(c)) {
      const joined = isJoined(letter);
      if (!joined && !LETTER.test(letter)) {
        open = null;
        continue;
      }
      if (!open || open.joined !== joined) {
        open = { joined, letters: [], at: [start] };
        tokens.push(open);
      }
      open.letters.push(letter);
      open.at[open.letters.length - 1] = start;
      open.at[open.letters.length] = place;
    }
  }
  return tokens;
}

/**
 * A text as one string of folded terms, to look for phrases in: words with a space between,
 * characters without.
 * @param {Token[]} tokens
 * @param {Map<string, string> | null} [simplified]
 */
export function flat(tokens, simplified) {
  return tokens
    .map((token) => (simplified ? token.letters.map((c) => simplified.get(c) ?? c) : token.letters).join(""))
    .join(" ");
}
