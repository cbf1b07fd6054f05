/**
 * How numbers, words and lists of entries stand in a shard's text; `src/search/shards.rs` writes them.
 */

/** @typedef {import("./shards.js").List} List */

const BASE = 46;

/** The number behind each letter's code. */
const DIGITS = new Uint8Array(128);
for (let n = 0, code = 33; n < 2 * BASE; n++, code++) {
  while (code === 34 || code === 92) code++;
  DIGITS[code] = n;
}

/**
 * Words of which each tells how much it shares with the one before.
 * @param {string} text
 */
export function words(text) {
  let before = "";
  return text.split(" ").map((coded) => {
    before = before.slice(0, DIGITS[coded.charCodeAt(0)]) + coded.slice(1);
    return before;
  });
}

/**
 * @param {string} text
 * @returns {List}
 */
export function list(text) {
  let at = 0;
  const number = () => {
    let value = 0;
    for (let unit = 1; ; unit *= BASE) {
      const digit = DIGITS[text.charCodeAt(at++)];
      if (digit < BASE) return value + digit * unit;
      value += (digit - BASE) * unit;
    }
  };
  /** @type {number[]} */
  const entries = [];
  /** @type {number[]} */
  const impacts = [];
  while (at < text.length) {
    const impact = number();
    let next = 0;
    for (let left = number(); left > 0; left--) {
      const entry = next + number();
      entries.push(entry);
      impacts.push(impact);
      next = entry + 1;
    }
  }
  return { entries: Uint32Array.from(entries), impacts: Uint8Array.from(impacts) };
}

/**
 * Values that stand in runs.
 * @param {number[]} runs
 * @param {number} size
 */
export function spread(runs, size) {
  const values = new Int16Array(size);
  let at = 0;
  for (let n = 0; n < runs.length; n += 2) {
    values.fill(runs[n], at, at + runs[n + 1]);
    at += runs[n + 1];
  }
  return values;
}

/** @param {string} [list] */
export function wordSet(list) {
  return new Set(list ? list.split(" ") : []);
}
