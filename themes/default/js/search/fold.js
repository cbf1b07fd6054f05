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

/**
 * Whether a character's script puts no spaces between words.
 * @param {string} c
 */
export function isJoined(c) {
  const code = c.codePointAt(0) ?? 0;
  if (code < 0x3005) return false;
  if (code >= 0x4e00 && code <= 0x9fff) return true;
  return code === 0x3005 || code === 0x3007 || (code >= 0x3040 && code <= 0x30ff) || (code >= 0x3400 && code <= 0x4dbf)
    || (code >= 0xac00 && code <= 0xd7af) || (code >= 0x20000 && code <= 0x3134f);
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

/**
 * @param {string} text
 * @returns {Token[]}
 */
function takeApart(text) {
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
      if (!joined && !isLetter(letter)) {
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
  if (simplified) return tokens.map((token) => token.letters.map((c) => simplified.get(c) ?? c).join("")).join(" ");
  const before = flats.get(tokens);
  if (before !== undefined) return before;
  const made = tokens.map((token) => token.letters.join("")).join(" ");
  flats.set(tokens, made);
  return made;
}
