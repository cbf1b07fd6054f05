/** Numbers and words as people write them all over the world. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { fold } from "../../themes/default/js/logic/grade.js";
import { number } from "../../themes/default/js/logic/number.js";

const NB = "\u00a0";
const NARROW = "\u202f";

/**
 * One row for each number, and all the ways to write it.
 * @type {[lang: string, units: string, value: number | null, ...words: string[]][]}
 */
const ROWS = [
  // What means the same everywhere, asked for in yuan.
  ["*", "yuan|元", 3720000, "3720000", "¥3,720,000", "￥3,720,000", "¥ 3,720,000.00", "3,720,000 yuan"],
  [
    "*",
    "yuan|元",
    3720000,
    "372万",
    "372万元",
    "372 万元",
    "３７２万元",
    "372萬",
    "372万元。",
    "人民币372万元",
  ],
  [
    "*",
    "yuan|元",
    3720000,
    "三百七十二万",
    "三百七十二万元",
    "叁佰柒拾贰万元",
    "3百72万",
    "三七二万",
    "约372万元",
  ],
  ["*", "yuan|元", 3720000, "3.72 million", "3.72 Million yuan", "3.72M", "¥3.72M", "¥3.72m", "CNY 3.72m"],
  ["*", "yuan|元", 3720000, "RMB 3.72m", "RMB3.72m", "3.72m CNY", "3,72 Mio.", "3,72 Mio", "3,72 Millionen"],
  [
    "*",
    "yuan|元",
    3720000,
    "3,72 millions",
    "3,72 millions de yuans",
    "3,72 Millionen Yuan",
    "3,72 millones",
  ],
  ["*", "yuan|元", 3720000, "3 720 000", `3${NB}720${NB}000`, `3${NARROW}720${NARROW}000,00`, "3 720 000,00"],
  ["*", "yuan|元", 3720000, "3.720.000", "3.720.000,00", "3,720,000.00", "3'720'000", "3’720’000.00"],
  ["*", "yuan|元", 3720000, "37,20,000", "37.2 lakh", "37.2 lakhs", "0.372 crore", "3720 thousand", "3720k"],
  [
    "*",
    "yuan|元",
    3720000,
    "３，７２０，０００",
    "３７２００００",
    "٣٬٧٢٠٬٠٠٠",
    "٣٧٢٠٠٠٠",
    "۳٬۷۲۰٬۰۰۰",
    "३७,२०,०००",
  ],
  [
    "*",
    "yuan|元",
    3720000,
    "3.72e6",
    "3.72E6",
    "3,72×10⁶",
    "3.72 x 10^6",
    "= 3,720,000",
    "≈3,720,000",
    "+3720000",
  ],
  [
    "*",
    "yuan|元",
    3720000,
    "3\u200b720\u200b000",
    "\ufeff3,720,000",
    "3 million 720 thousand",
    "3,720,000.-",
  ],
  ["*", "yuan|元", 3720000, "372만"],
  [
    "*",
    "yuan|元",
    150000000,
    "1.5億",
    "1.5亿",
    "1亿5000万",
    "一亿五千万",
    "1億5000万元",
    "1,5 亿",
    "15 crore",
  ],
  ["*", "yuan|元", 1.5e9, "1,5 Mrd.", "1,5 Milliarden", "1,5 milliard", "15亿"],
  ["en", "yuan", 1.5e9, "1.5bn", "¥1.5bn", "1.5 billion", "1.5B"],
  ["de", "Euro", 1.5e12, "1,5 Billionen", "1,5 Bio."],
  ["zh-CN", "元", 1.5e8, "1億5,000万元"],
  ["*", "yuan|元", 120000, "12万", "十二万", "12万元", "120k", "1.2 lakh", "1,20,000", "120'000"],
  [
    "*",
    "yuan|元",
    -3000,
    "-3000",
    "−3000",
    "–3000",
    "－3000",
    "-3,000.00",
    "¥-3000",
    "-¥3000",
    "minus 3000",
    "负3000",
  ],
  ["*", "yuan|元", 35000, "3万5", "三万五", "3万5千", "三万五千", "3.5万", "3万5000"],
  ["*", "yuan|元", 30005, "三万零五"],
  // Another currency, another unit, or a word that nobody knows, is no answer to judge.
  ["*", "yuan|元", null, "€3,720,000", "3,72 Mio. €", "372 weeks", "372 qwertz", "372%", "3.72 dollars"],
  [
    "*",
    "yuan|元",
    null,
    "",
    " ",
    "abc",
    "万",
    "million",
    "1.2.3",
    "8 or 9",
    "8-9",
    "8–9",
    "8 9",
    "1,23,4",
    "--3",
  ],
  [
    "*",
    "yuan|元",
    null,
    "12,34,56",
    "1.234,567,890",
    "10²",
    "1:30",
    "3/4/2026",
    "about 8",
    "8?9",
    "3万5亿6亿",
  ],
  // Euros.
  ["*", "Euro|euros", 3720000, "3,72 Mio. €", "€3.72m", "3,72 Mio. EUR", "3,72 M€", "3,72 millions d'euros"],
  ["*", "Euro|euros", 3720000, "3.720.000,00 €", "€ 3.720.000,-", "EUR 3’720’000.–", "372万欧元", "3720 k€"],
  ["de", "Euro", 150000, "150 T€", "150 Tsd. €", "150 Tausend", "150.000", "150.000 Euro", "150.000,00 EUR"],
  // What the page's language decides.
  ["en", "", 1500, "1,500", "1 500", "1500", "1.500,00", "1,500.00", "1'500", "1.5k"],
  ["en", "", 1.5, "1.500", "1.5", "1,5", "1,50", "1½", "3/2", "1 1/2", "१.५", "١٫٥"],
  ["zh-CN", "", 1500, "1,500", "1，500", "一千五百", "一千五", "1千5百", "1.5千"],
  ["zh-CN", "", 1.5, "1.500", "一点五", "１．５", "1。5", "1.5。"],
  ["de", "", 1500, "1.500", "1 500", "1500", "1.500,00"],
  ["de", "", 1.5, "1,500", "1,5", "1.5"],
  ["de", "", 150000, "150.000", "150.000,00", "150 000,00", "150’000"],
  ["fr", "", 150000, `150${NARROW}000,00`, `150${NB}000`, "150 000,00", "150000"],
  ["fr", "", 1.5, "1,500", "1,5", "1.5"],
  ["fr", "", null, "1.500", "150.000"],
  ["de-CH", "", 1500, "1’500", "1'500.00", "1500"],
  ["de-CH", "", null, "1,500"],
  ["en-IN", "", 150000, "1,50,000", "1.5 lakh", "1,50,000.00", "150,000"],
  ["es", "", 3720000, "3,72 millones", "3.720.000"],
  ["es", "", 5000, "5 mil"],
  ["ro", "", 5000000, "5 mil."],
  ["en", "", null, "5 mil", "372,0000", "1,2345", "5 m"],
  ["en", "", 0.125, "0.125", ".125", "0,125", "1/8", "⅛"],
  ["en", "", 80, "80 %", "80%", "80％", "８０％", "八十", "80 percent", "百分之八十"],
  ["*", "%", 80, "80", "80 %", "80％", "80 Prozent", "80 pour cent", "80 per cent", "百分之八十"],
  // Units: with a blank or without, shortened, in the singular, in another language.
  [
    "*",
    "days|天",
    12,
    "12",
    "12 days",
    "12days",
    "12 天",
    "12天",
    "１２天",
    "12 Tage",
    "12 jours",
    "12 d",
    "十二天",
  ],
  ["*", "days|天", null, "12 weeks", "12 h", "12 元", "12 $"],
  ["*", "days|天", 1, "1 day", "1 Tag", "1 jour", "1日"],
  ["*", "stages|个阶段", 2, "2 stages", "2 stage", "2个阶段", "2 阶段", "2个", "两个阶段", "2 Stages."],
  ["*", "years|年", 4, "4", "4.0", "4,0", "4.0 years", "4 yrs", "4 Jahre", "4 ans", "4年", "4 年。", "四年"],
  ["*", "hours|小时", 310, "310 h", "310 hrs", "310 Std.", "310 Stunden", "310 heures", "310小时"],
  ["*", "m", 5, "5", "5 m", "5m", "5 metres", "5 Meter", "5米"],
  ["*", "months|个月", null, "5 m"],
  // The unit itself counts by a large number.
  ["*", "万元", 372, "372", "372万元", "372万", "3720000元", "¥3,720,000", "3.72 million yuan"],
  [
    "*",
    "million yuan",
    3.72,
    "3.72",
    "3,72",
    "3.72 million yuan",
    "3.72m",
    "¥3.72m",
    "372万元",
    "¥3,720,000",
  ],
  ["*", "Mio. €", 3.72, "3,72", "3,72 Mio. €", "3,72 Mio. EUR", "€3.72m", "3.720.000 €"],
];

/** Pages where all signs mean what they mean everywhere. */
const PAGES = ["en", "zh-CN", "de", "fr", "es", "ja", "ar"];

test("a number is read as it was meant, or not at all", () => {
  const wrong = [];
  let count = 0;
  for (const [lang, units, value, ...words] of ROWS)
    for (const page of lang === "*" ? PAGES : [lang])
      for (const written of words) {
        const found = number(written, page, units.split("|"));
        count += 1;
        if (found !== value)
          wrong.push(`${page} [${units}] ${JSON.stringify(written)}: ${found}, not ${value}`);
      }
  assert.ok(count > 150, `${count} rows`);
  assert.deepEqual(wrong, []);
});

test("every digit of every script is read", () => {
  for (let code = 0; code < 0x1ffff; code++) {
    const c = String.fromCodePoint(code);
    if (/\p{Nd}/u.test(c)) assert.equal(number(`1${c}`), 10 + Number(number(c)), code.toString(16));
  }
  assert.equal(number("𝟕"), 7);
});

/** @type {[lang: string, ...same: string[]][]} */
const SAME = [
  [
    "en",
    "point person",
    " ＰＯＩＮＴ　ＰＥＲＳＯＮ ",
    "Point  person.",
    "“Point person”",
    "point\u00a0person",
    "point-person",
  ],
  ["en", "don't know", "don’t know", "Don‘t know!", "don´t know", "don`t know"],
  ["en", "follow-up", "follow – up", "follow‑up", "follow—up", "follow--up", "follow up", "follow-\u200bup"],
  ["en", "wait ... and see", "wait… and see", "wait…… and see", "wait and see"],
  ["en", "co\u200boperate", "cooperate", "\ufeffcooperate", "coop\u00aderate", "co\u200doperate"],
  ["en", "café", "cafe\u0301", "CAFÉ"],
  ["en", "fine", "ﬁne", "FINE"],
  ["en", "a, b", "a,b", "a , b", "a，b", "A，Ｂ。"],
  ["en", "yes", "yes!", "yes;", "(yes)", "yes…", "‘yes’", "«yes»", "¿yes?"],
  ["zh-CN", "经手人", "经手人。", "“经手人”", "经 手 人", "「经手人」", "《经手人》", "经手人！"],
  ["zh-CN", "用CRM系统", "用 CRM 系统", "用ＣＲＭ系统", "用crm系统"],
  ["zh-CN", "先听，后说", "先听,后说", "先听， 后说", "先听、后说"],
  ["ja", "カード", "ｶｰﾄﾞ", "カード。"],
  ["de", "Müller", "Mueller", "MÜLLER", "müller", "Mu\u0308ller"],
  ["de-CH", "Straße", "Strasse", "STRASSE"],
  ["de", "Größe", "Groesse", "GRÖSSE", "„Größe“"],
  ["fr", "œuvre", "oeuvre", "ŒUVRE"],
  ["fr", "l'offre", "l’offre", "L'OFFRE !", "« l’offre »"],
  ["sv", "åtta", "aatta"],
  ["tr", "IŞIK", "ışık", "işik"],
  ["tr", "İSTANBUL", "istanbul"],
  ["ar", "مرحبا", "مـرحبا", "مَرحبا"],
  ["en", "3 weeks", "٣ weeks", "３ weeks"],
];

test("words are the same whatever typed them", () => {
  for (const [lang, first, ...others] of SAME)
    for (const other of others) assert.equal(fold(other, lang), fold(first, lang), `${lang}: ${other}`);
});

test("other words stay other words", () => {
  for (const [lang, one, other] of [
    ["en", "-3", "3"],
    ["en", "resume", "résumé"],
    ["en", "Mueller", "Müller"],
    ["de", "Muller", "Müller"],
    ["ja", "カード", "カド"],
    ["en", "its", "it's"],
    ["zh-CN", "一", "-"],
    ["en", "1.5", "15"],
    ["en", "?", "!"],
  ])
    assert.notEqual(fold(one, lang), fold(other, lang), `${one} and ${other}`);
});
