/**
 * Digits with signs between them, as people write them anywhere: which sign is a decimal point, and
 * which only sets thousands apart.
 */

const HAN = "〇零一二三四五六七八九";
/** @type {{ [digit: string]: string }} */
const DIGITS = Object.fromEntries([
  ...[...HAN.slice(1)].map((digit, n) => [digit, String(n)]),
  ...[..."〇壹贰叁肆伍陆柒捌玖两兩貳參陸"].map((digit, n) => [digit, "012345678922236"[n]]),
]);
export const D = `[\\d${Object.keys(DIGITS).join("")}]`;
/** Digits with signs between them, a blank only before just three. */
export const RUN = new RegExp(`^[.,٫]?${D}(?:(?:[.,'٫。点點]| (?=${D}{3}(?!${D})))?${D})*`, "u");
/** Without signs that look alike or that nobody sees. @param {string} words */
export function tidy(words) {
  return words
    .replace(/\p{Cf}/gu, "")
    .replace(/[‘’`´′٬_]/gu, "'")
    .replace(/[¼-¾⅐-⅞]/gu, " $&")
    .replace(/\s*[×x*·]\s*10([⁻⁺]?)([⁰¹²³⁴-⁹]+)/gu, (_, minus, power) => `e${minus ? "-" : ""}${power}`)
    .replace(/\s*[×x*·]\s*10\^\s*([-−+]?\d+)/gu, "e$1")
    .replace(/(\d)([⁰¹²³⁴-⁹])/gu, "$1?$2")
    .normalize("NFKC")
    .replace(/\p{Nd}/gu, digit)
    .replace(/[−–—‐‑‒﹣]/gu, "-")
    .replace(/(?<=\d)·(?=\d)/gu, "٫")
    .replace(/\u2044/gu, "/")
    .replace(/\s+/gu, " ")
    .trim()
    .replace(/(?<=\d)[.,]-{1,2}/u, "")
    .replace(/[;:!?。，、]+$/u, "")
    .replace(/(?<=[\d\s])[.,]$/u, "")
    .trim();
}

/** A digit of any script, which stand ten in a row, as ours. @param {string} c */
export function digit(c) {
  if (c <= "9") return c;
  const code = c.codePointAt(0) ?? 0;
  let zero = code;
  while (code - zero < 9 && /\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero -= 1;
  return String(code - zero);
}

/**
 * Digits with signs between them.
 * @param {string} run
 * @param {string} lang
 * @returns {number | null}
 */
export function plain(run, lang) {
  const digits = [...run]
    .map((c) => DIGITS[c] ?? c)
    .join("")
    .replace(/[点點。]/gu, "٫");
  const marks = digits.match(/[.,٫]/gu) ?? [];
  const last = marks.at(-1) ?? "";
  const once = digits.split(last).length === 2;
  if (marks.length === 0) return whole(digits);
  if (last === "٫" || (once && (marks.length > 1 || /[ ']/.test(digits)))) return decimal(digits, last);
  if (!once) return new Set(marks).size === 1 ? whole(digits) : null;
  const [head, tail] = digits.split(last);
  const asGroup = /^[1-9]\d{0,2}$/.test(head) && tail.length === 3;
  const { group, point } = signs(lang);
  if (last === point || (!asGroup && !(last === "," && group === "," && tail.length > 2 && head !== "0")))
    return decimal(digits, last);
  return asGroup && last === group ? whole(digits) : null;
}

/** @param {string} digits @param {string} point */
function decimal(digits, point) {
  const [head, tail] = digits.split(point);
  if (!/^\d+$/.test(tail) || digits.split(point).length !== 2) return null;
  const front = head === "" ? 0 : whole(head);
  return front === null ? null : Number(`${front}.${tail}`);
}

/** Digits in groups of three, or as in India of two with three at the end. @param {string} digits */
function whole(digits) {
  if (/^\d+$/.test(digits)) return Number(digits);
  const sign = digits.match(/[^\d]/)?.[0] ?? "";
  const groups = digits.split(sign);
  const threes = groups.slice(1).every((group) => /^\d{3}$/.test(group)) && /^\d{1,3}$/.test(groups[0]);
  const lakhs = sign === "," && /^\d{1,2}(?:,\d{2})*,\d{3}$/.test(digits);
  return threes || lakhs ? Number(groups.join("")) : null;
}

/** A language's signs between thousands and before decimals. @param {string} lang */
function signs(lang) {
  const parts = new Intl.NumberFormat(`${lang}-u-nu-latn`, { useGrouping: true }).formatToParts(1234567.5);
  const sign = (/** @type {string} */ type) => parts.find((part) => part.type === type)?.value ?? "";
  return { group: sign("group"), point: sign("decimal") };
}

/** @param {string} text */
export function fraction(text) {
  return /^(?:\d+ )?\d+\/\d+(?![\d/])/u.exec(text)?.[0];
}

/** `1/2`, `3 1/2`. @param {string} text */
export function part(text) {
  const [whole, over] = text.includes(" ") ? text.split(" ") : ["0", text];
  const [above, below] = over.split("/").map(Number);
  return below ? Number(whole) + above / below : null;
}
