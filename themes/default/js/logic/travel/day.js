/**
 * Days as people and spreadsheets write them: `2026-02-01`, `2026/2/1`, `01.02.2026`, `2/1/2026`,
 * `2026年2月1日`, `1-Feb-26`, `R8.2.1`, `民國115年2月1日`, and Excel's count of days, `46054`.
 */

/** What stands first in `2/1/2026`. @typedef {"day" | "month"} Order */

/**
 * `day`: as `YYYY-MM-DD`. `both`: the two that it may be, with the day and with the month first.
 * @typedef {{ day: string } | { both: [string, string] } | null} Read
 */

/** The year before the first of an era. @type {{ [era: string]: number }} */
const ERAS = { R: 2018, 令和: 2018, H: 1988, 平成: 1988, S: 1925, 昭和: 1925, 民國: 1911, 民国: 1911 };
const ERA = new RegExp(`^(${Object.keys(ERAS).join("|")})\\s*(\\d{1,3}|元)\\s*(?=[-/.年])`, "i");

/** The day before the first of Excel's, which thinks that 1900 was a leap year. */
const ZERO = Date.UTC(1899, 11, 30);

/**
 * @param {string} words
 * @returns {Read} null: no day, or one that never is
 */
export function readDay(words) {
  const text = words
    .normalize("NFKC")
    .replace(/\p{Cf}/gu, "")
    .replace(/[٠-٩۰-۹]/g, (c) => String(c.charCodeAt(0) % 16))
    .trim()
    .replace(/\s*(?:г\.?|(?:星期|周|週)[一二三四五六日天]|[月火水木金土日]曜日?)$/u, "")
    .replace(/^[〇零一二三四五六七八九]{4}(?=年)/u, (year) => [...year].map(digitOf).join(""))
    .replace(/(?<=[年月])([一二三四五六七八九]?十?[一二三四五六七八九]?)(?=[月日])/gu, under100)
    .replace(ERA, (_, era, year) => String(ERAS[era.toUpperCase()] + (year === "元" ? 1 : Number(year))))
    .replace(/[T\s]+\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|\s*[AP]M)?$/i, "");
  const [, y, m, d] = text.match(/^(\d{4})\s*[-/.年년]\s*(\d\d?)\s*[-/.月월]\s*(\d\d?)\s*[日일.]?$/) ?? [];
  if (y) return only(real(+y, +m, +d));
  const [, packed] = text.match(/^((?:19|20)\d{6})$/) ?? [];
  if (packed) return only(real(+packed.slice(0, 4), +packed.slice(4, 6), +packed.slice(6)));
  if (/^[3-7]\d{4}(?:[.,]\d+)?$/.test(text))
    return { day: new Date(ZERO + Math.floor(parseFloat(text)) * 86_400_000).toISOString().slice(0, 10) };
  const [, first, mark, second, year] =
    text.match(/^(\d\d?)\s*([-/.])\s*(\d\d?)\s*[-/.]\s*(\d{4}|\d\d)\.?$/) ?? [];
  if (year) return twoWays(+first, +second, full(year), mark);
  return named(text);
}

/** @param {string} sign */
function digitOf(sign) {
  return String("零一二三四五六七八九".indexOf(sign === "〇" ? "零" : sign));
}

/** `二十五` is 25. @param {string} words */
function under100(words) {
  if (!words) return words;
  const [tens, ones] = words.includes("十") ? words.split("十") : ["", words];
  const ten = words.includes("十") ? Number(tens ? digitOf(tens) : 1) : 0;
  return String(10 * ten + Number(ones ? digitOf(ones) : 0));
}

/**
 * With dots the day stands first, everywhere.
 * @param {number} a
 * @param {number} b
 * @param {number} year
 * @param {string} mark
 */
function twoWays(a, b, year, mark) {
  const dayFirst = real(year, b, a);
  const monthFirst = mark === "." ? null : real(year, a, b);
  if (dayFirst && monthFirst && a !== b)
    return { both: /** @type {[string, string]} */ ([dayFirst, monthFirst]) };
  return only(dayFirst ?? monthFirst);
}

/** As it stands, or behind a day of the week: `Sonntag, 1. Februar 2026`. @param {string} text */
function named(text) {
  const [all, name] = text.match(/^(\p{L}+)\.?,?\s+/u) ?? [""];
  return month(text) ?? (name && names("weekday").has(short(name)) ? month(text.slice(all.length)) : null);
}

/** `1-Feb-26`, `1. Februar 2026`, `Feb 1, 2026`. @param {string} text */
function month(text) {
  const [, d1, name1, y1] =
    text.match(/^(\d\d?)[-.\s/]*(?:de\s+)?(\p{L}+)\.?[-.\s/,]*(?:de\s+)?(\d{4}|\d\d)$/u) ?? [];
  const [, name2, d2, y2] = text.match(/^(\p{L}+)\.?\s*(\d\d?)(?:st|nd|rd|th)?,?\s*(\d{4})$/u) ?? [];
  const found = names("month").get(short(name1 ?? name2 ?? ""));
  return found ? only(real(full(y1 ?? y2), found, Number(d1 ?? d2))) : null;
}

/** @type {{ [part: string]: Map<string, number> }} */
const known = {};

/**
 * The names of months or of days of the week, in the languages that spreadsheets are most set to.
 * @param {"month" | "weekday"} part
 */
function names(part) {
  known[part] ??= new Map(
    ["en", "de", "fr", "es", "it", "pt", "nl"].flatMap((lang) =>
      /** @type {const} */ (["long", "short"]).flatMap((length) =>
        Array.from({ length: part === "month" ? 12 : 7 }, (_, at) => {
          const name = new Intl.DateTimeFormat(lang, { [part]: length, timeZone: "UTC" });
          const day = part === "month" ? Date.UTC(2026, at, 9) : Date.UTC(2026, 0, at + 1);
          return /** @type {[string, number]} */ ([short(name.format(day)), at + 1]);
        }),
      ),
    ),
  );
  return known[part];
}

/** Without case, accents and full stops. @param {string} name */
function short(name) {
  return name
    .normalize("NFKD")
    .replace(/[\p{M}.]/gu, "")
    .toLowerCase();
}

/** @param {string} year */
function full(year) {
  return year.length === 2 ? 2000 + Number(year) : Number(year);
}

/** @param {string | null} day @returns {Read} */
function only(day) {
  return day ? { day } : null;
}

/**
 * A day that there is; none of another century by a slip.
 * @param {number} year
 * @param {number} month
 * @param {number} day
 */
function real(year, month, day) {
  const date = new Date(Date.UTC(year, month - 1, day));
  const is = date.getUTCMonth() === month - 1 && date.getUTCDate() === day && year >= 1970 && year < 2100;
  return is ? date.toISOString().slice(0, 10) : null;
}
