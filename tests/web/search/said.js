/**
 * How often a rep who types three words of what a buyer said is shown what to say, by `said.tsv`.
 *
 *     node tests/web/search/said.js            the score of each language
 *     node tests/web/search/said.js --misses   and what was found instead
 */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { build } from "../support/site.js";
import { Disk, engine } from "./index.js";

/** @typedef {{ lang: string, said: string, typed: string, wanted: string[] }} Saying */

/** @returns {Saying[]} */
export function sayings() {
  const text = readFileSync(new URL("said.tsv", import.meta.url), "utf8");
  const lines = text.split("\n").filter((line) => line && !line.startsWith("#"));
  return lines.map((line) => {
    const [lang, said, typed, ids] = line.split("\t");
    return { lang, said, typed, wanted: ids.split("|") };
  });
}

/**
 * The words of what was typed, as a dictionary takes them apart.
 * @param {Saying} saying
 */
export function wordsOf({ lang, typed }) {
  const parts = new Intl.Segmenter(lang, { granularity: "word" }).segment(typed);
  return [...parts].filter((part) => part.isWordLike).length;
}

/**
 * Of the sayings of a language, those that show a wanted answer at once, and those that do not.
 * @param {string} site  folder of a built site
 * @param {string} lang
 * @param {"typed" | "said"} by  three words, or all of it
 */
export async function scored(site, lang, by = "typed") {
  const own = engine(new Disk(site), lang);
  /** @type {(Saying & { found: string[] })[]} */
  const met = [];
  /** @type {typeof met} */
  const missed = [];
  for (const saying of sayings().filter((saying) => saying.lang === lang)) {
    const shown = (await own.search(saying[by])).said;
    const found = shown.isFirst ? shown.answers.map((answer) => answer.id) : [];
    (found.some((id) => saying.wanted.includes(id)) ? met : missed).push({ ...saying, found });
  }
  return { met, missed };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const site = build();
  for (const by of /** @type {const} */ (["typed", "said"]))
    for (const lang of ["en", "zh"]) {
      const { met, missed } = await scored(site, lang, by);
      console.log(`${lang} ${by}: ${met.length} of ${met.length + missed.length}`);
      if (process.argv.includes("--misses"))
        for (const one of missed) console.log(`  ${one.said} ${one.typed}: ${one.found.join(" ")}`);
    }
}
