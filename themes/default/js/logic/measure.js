/**
 * What stands beside a number: words for large numbers, units and currencies, in many languages.
 *
 * They come from the browser's own tables (`Intl`), asked once and only when a number has words
 * beside it; what people write besides is added by hand. A word of the page's language wins over an
 * English one, and that over others; what two others use for different things says nothing.
 */

const LANGUAGES = [
  "zh,zh-Hant,ja,ko,de,fr,es,it,pt,nl,ru,uk,pl,cs,sv,da,nb,tr,ar,hi,vi".split(","),
  "en,zh,de,fr,es,ja".split(","),
];

/** Those of Chinese and its neighbours that count within ten thousands. */
export const SMALL = new Map(
  Object.entries({ 十: 10, 拾: 10, 百: 100, 佰: 100, 千: 1e3, 仟: 1e3, hundred: 100, 백: 100, 천: 1e3 }),
);

/** @type {{ [word: string]: number }} */
const LARGE = {
  ...{ k: 1e3, thousand: 1e3, thousands: 1e3, tsd: 1e3, tausend: 1e3 },
  ...{ m: 1e6, mn: 1e6, mln: 1e6, mio: 1e6, millions: 1e6, bn: 1e9, b: 1e9, mrd: 1e9, billions: 1e9 },
  ...{ lakh: 1e5, lakhs: 1e5, lac: 1e5, crore: 1e7, crores: 1e7, cr: 1e7 },
  ...{ 万: 1e4, 萬: 1e4, 亿: 1e8, 億: 1e8, 만: 1e4, 억: 1e8 },
};

/** In German thousands of euros are `T€`. @type {{ [language: string]: { [word: string]: number } }} */
const OWN = { de: { t: 1e3 } };

/** @type {{ [word: string]: string }} */
const MONEY = {
  "元 圆 圓 块 块钱 rmb yuan kuai renminbi cn¥ 人民币 人民幣": "CNY",
  "元 圓 nt$ 台币 台幣": "TWD",
  "円 圓 yen 日元 日圆 日圓": "JPY",
  "dollar dollars us$ 美金 刀": "USD",
  "dollar dollars hk$": "HKD",
  "dollar dollars": "CAD",
  "euro euros eur 歐元": "EUR",
  "pound pounds quid": "GBP",
  "franc francs franken sfr fr": "CHF",
  "rupee rupees rs": "INR",
  "won 원": "KRW",
};

/** Short for a unit in every language. @type {{ [words: string]: string }} */
const SHORT = {
  ...{
    "h hr hrs std": "hour",
    d: "day",
    "wk wks": "week",
    "mo mth mths": "month",
    "yr yrs": "year",
    min: "minute",
  },
  ...{ "% percent percents prozent pct ٪ 百分": "percent" },
  ...{ "m metre metres": "meter", cm: "centimeter", "km kilometre kilometres": "kilometer" },
  ...{ kg: "kilogram", g: "gram", "l litre litres": "liter" },
};

const CURRENCIES =
  "CNY,JPY,EUR,USD,GBP,CHF,HKD,TWD,SGD,AUD,CAD,NZD,INR,KRW,RUB,BRL,SEK,NOK,DKK,PLN,CZK,TRY,AED,MXN,ZAR";
const UNITS =
  "second,minute,hour,day,week,month,year,percent,meter,centimeter,kilometer,kilogram,gram,liter,celsius,degree";

/** A word as it is looked up: case, blanks and dots do not count. @param {string} word */
export function bare(word) {
  return word
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[\s.]/g, "")
    .replace(/^d['’]/, "");
}

/** @type {Map<string, Map<string, number>>} */
const knownScales = new Map();

/**
 * What a word for a large number is worth: undefined if it is none, NaN if languages disagree.
 * @param {string} key as `bare` gives it
 * @param {string} lang
 */
export function worthOf(key, lang) {
  if (key === "" || /^[\p{P}\p{S}]/u.test(key)) return undefined;
  return SMALL.get(key) ?? near(lang).get(key) ?? foreign().get(key);
}

/** The words of a language, of English, and those added by hand. @param {string} lang */
function near(lang) {
  const known = knownScales.get(lang);
  if (known) return known;
  const own = OWN[lang.split("-")[0]] ?? {};
  const found = new Map([
    ...Object.entries(LARGE),
    ...compact("en"),
    ...compact(lang),
    ...Object.entries(own),
  ]);
  knownScales.set(lang, found);
  return found;
}

/** @type {Map<string, number> | null} */
let abroad = null;

/** What words of other languages mean, where these agree. */
function foreign() {
  if (abroad) return abroad;
  /** @type {Map<string, number>} */
  const found = new Map();
  for (const tag of LANGUAGES[0])
    for (const [word, worth] of compact(tag))
      found.set(word, (found.get(word) ?? worth) === worth ? worth : NaN);
  abroad = found;
  return abroad;
}

/** How a language shortens large numbers. @param {string} lang @returns {[string, number][]} */
function compact(lang) {
  return /** @type {const} */ (["short", "long"]).flatMap((compactDisplay) => {
    const format = new Intl.NumberFormat(`${lang}-u-nu-latn`, { notation: "compact", compactDisplay });
    return [3, 4, 5, 6, 7, 8, 9, 12].flatMap((power) =>
      [1, 2, 5].flatMap((n) => {
        const parts = format.formatToParts(n * 10 ** power);
        const word = parts.find((part) => part.type === "compact")?.value;
        const shown = parts.filter((part) => part.type === "integer").map((part) => part.value);
        const worth = (n * 10 ** power) / Number(shown.join(""));
        return word ? [/** @type {[string, number]} */ ([bare(word), worth])] : [];
      }),
    );
  });
}

/** @type {Map<string, Map<string, Set<string>>>} */
const knownMeasures = new Map();

/**
 * Words and signs for units and currencies, and which each may mean.
 * @param {string} lang
 */
function measures(lang) {
  const known = knownMeasures.get(lang);
  if (known) return known;
  /** @type {Map<string, Set<string>>} */
  const found = new Map();
  const add = (/** @type {string} */ word, /** @type {string} */ what) => {
    found.set(bare(word), (found.get(bare(word)) ?? new Set()).add(what));
  };
  const near = new Set([lang, "en"]);
  for (const unit of UNITS.split(",")) {
    for (const tag of new Set([lang, ...LANGUAGES[1]]))
      for (const word of beside(tag, { style: "unit", unit, unitDisplay: "long" })) add(word, unit);
    for (const tag of near)
      for (const word of beside(tag, { style: "unit", unit, unitDisplay: "short" })) add(word, unit);
  }
  for (const currency of CURRENCIES.split(",")) {
    add(currency, currency);
    for (const tag of new Set([...near, "zh"]))
      for (const word of beside(tag, { style: "currency", currency, currencyDisplay: "name" }))
        add(word, currency);
    for (const tag of near)
      for (const word of beside(tag, { style: "currency", currency, currencyDisplay: "narrowSymbol" }))
        add(word, currency);
  }
  for (const [words, what] of [...Object.entries(MONEY), ...Object.entries(SHORT)])
    for (const word of words.split(" ")) add(word, what);
  knownMeasures.set(lang, found);
  return found;
}

/**
 * What a language writes beside one, two and many of something.
 * @param {string} lang
 * @param {Intl.NumberFormatOptions} options
 */
function beside(lang, options) {
  const format = new Intl.NumberFormat(lang, options);
  const parts = [1, 2, 5].flatMap((n) => format.formatToParts(n));
  return parts.flatMap(({ type, value }) => (/^(?:unit|currency|percentSign)$/.test(type) ? [value] : []));
}

/** What a word beside a number may mean. @param {string} word @param {string} lang */
export function meanings(word, lang) {
  return measures(lang).get(bare(word)) ?? new Set();
}

/** Whether a word or sign means money. @param {string} word @param {string} lang */
export function isMoney(word, lang) {
  return [...meanings(word, lang)].some((meaning) => /^[A-Z]{3}$/.test(meaning));
}

/**
 * Whether a word says one of the units that are asked for: in these words, in others for the same
 * unit, in the singular or shortened.
 * @param {string} word
 * @param {string[]} units
 * @param {string} lang
 */
export function says(word, units, lang) {
  const own = meanings(word, lang);
  return units.some((unit) => {
    if (isNear(bare(word), bare(unit))) return true;
    return [...meanings(unit, lang)].some((meaning) => own.has(meaning));
  });
}

/** @param {string} word @param {string} unit */
function isNear(word, unit) {
  if (word === unit) return true;
  if (!word || !unit) return false;
  if (/\p{Script=Han}/u.test(word)) return unit.startsWith(word) || unit.endsWith(word);
  const [short, long] = [word, unit].sort((a, b) => a.length - b.length);
  if (short.length < 2 || long.length - short.length > 3) return false;
  return long.startsWith(short.length > 4 ? short.slice(0, -1) : short);
}
