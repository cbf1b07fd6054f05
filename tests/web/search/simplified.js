/**
 * Makes `src/search/simplified.txt` from OpenCC's tables, as the package `opencc-js` carries them,
 * and tells whether the file is up to date; with `--write` it is then.
 *
 *     cd tests/web && npm ci && node search/simplified.js
 *
 * Only single characters count: a search compares characters, not words. A character that is some
 * other's simplified form stands for itself.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { Converter } from "opencc-js";

const FILE = new URL("../../../src/search/simplified.txt", import.meta.url);

/** @type {Map<string, string>} */
const simple = new Map();
for (const from of /** @type {const} */ (["t", "tw", "hk"])) {
  const convert = Converter({ from, to: "cn" });
  for (let code = 0x3400; code <= 0x9fff; code++) {
    const one = String.fromCharCode(code);
    const to = convert(one);
    if (to !== one && to.length === 1 && !simple.has(one)) simple.set(one, to);
  }
}
for (const to of new Set(simple.values())) simple.delete(to);

/** @type {Map<string, string[]>} */
const lines = new Map();
for (const [one, to] of simple) lines.set(to, [...(lines.get(to) ?? []), one]);
const text = [...lines]
  .sort(([a], [b]) => (a < b ? -1 : 1))
  .map(([to, ones]) => `${to}${ones.sort().join("")}\n`)
  .join("");

if (process.argv.includes("--write")) writeFileSync(FILE, text);
const isSame = readFileSync(FILE, "utf8") === text;
console.log(isSame ? `${simple.size} characters, up to date` : "the file differs; --write makes it anew");
process.exitCode = isSame ? 0 : 1;
