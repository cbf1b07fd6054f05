/**
 * What the tests and figures of the search share: the engine as the browser runs it, over the files
 * of a built site.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { Engine } from "../../../themes/default/js/search/engine.js";

/** @typedef {import("../../../themes/default/js/search/engine.js").Hit} Hit */

/** The files of an index, with an account of what was read. */
export class Disk {
  /** @param {string} site  folder of a built site */
  constructor(site) {
    this.site = site;
    /** Bytes after compression, by file. @type {Map<string, number>} */
    this.read = new Map();
  }

  load = async (/** @type {string} */ name) => {
    const bytes = readFileSync(join(this.site, "search/data", `${name}.js`));
    this.read.set(name, gzipSync(bytes, { level: 6 }).length);
    const text = bytes.toString("utf8");
    return JSON.parse(`[${text.slice(text.indexOf("(") + 1, text.lastIndexOf(")"))}]`)[1];
  };

  /** Compressed bytes read since the last time. */
  account() {
    const sum = [...this.read.values()].reduce((a, b) => a + b, 0);
    this.read.clear();
    return sum;
  }
}

/**
 * @param {Disk} disk
 * @param {string} lang
 */
export function engine(disk, lang) {
  return new Engine(disk.load, lang, ["en", "zh"]);
}

/**
 * The id of what was found: an item's, a page's, or `page#heading`.
 * @param {Hit} hit
 */
export function idOf(hit) {
  const page = hit.line.slug.replace(/^.*\//, "").replace(/\.html$/, "");
  if (!hit.line.anchor) return page;
  return hit.kind === "s" ? `${page}#${hit.line.anchor}` : hit.line.anchor;
}

/**
 * The page of every id that an index has.
 * @param {Disk} disk
 * @returns {Promise<Map<string, string>>}
 */
export async function placesOf(disk) {
  const places = new Map();
  for (const n of [0, 1]) {
    const index = await engine(disk, "en").index(n);
    for (let entry = 0; entry < index.size; entry++) {
      const line = await index.line(entry);
      if (!line) continue;
      const hit = {
        entry,
        kind: index.head.kinds[entry],
        group: index.groupOf(index.head.kinds[entry]),
        stage: -1,
        score: 0,
        line,
        own: line,
        lang: index.lang,
      };
      places.set(idOf(hit), line.slug);
    }
  }
  return places;
}

/** Both sets: the second was written when the first was met. */
export const SETS = ["queries.tsv", "held-out.tsv"];

/**
 * The queries of a set.
 * @param {string} set
 * @returns {{ kind: string, lang: string, text: string, expected: string[][] }[]}
 */
export function queries(set = SETS[0]) {
  const text = readFileSync(new URL(set, import.meta.url), "utf8");
  return text
    .split("\n")
    .filter((line) => line && !line.startsWith("#"))
    .map((line) => {
      const [kind, lang, text, ids] = line.split("\t");
      return {
        kind: kind.startsWith("cross") ? `${kind} ${lang}` : kind,
        lang,
        text,
        expected: ids.split(" ").map((id) => id.split("|")),
      };
    });
}

/**
 * Whether a query is Chinese, whoever asks it.
 * @param {string} text
 */
export const isChinese = (text) => /[\u3400-\u9fff]/.test(text);

/** Queries in the words of the large playbook that benchmarks make, whose texts are of few words. */
const LARGE = [
  "point person",
  "plan that names",
  "reasn",
  "经手人",
  "采购经理 停机",
  "證明",
  "签",
  "同类工厂的实际证明",
  "what do I say when there is no plan",
  "经手人说没有预算怎么办",
];

/**
 * The queries to measure a site with: both sets, or those of the large playbook.
 * @param {boolean} isLarge
 */
export function measured(isLarge) {
  return isLarge ? LARGE : SETS.flatMap((set) => queries(set)).map((query) => query.text);
}

/**
 * What each query loads with nothing loaded before: the language's head, shards, and the texts of
 * the results; after compression, the least first.
 * @param {string} site
 * @param {string[]} texts
 */
export async function firstLoads(site, texts) {
  const loads = [];
  for (const text of texts) {
    const disk = new Disk(site);
    await engine(disk, isChinese(text) ? "zh" : "en").search(text);
    loads.push({ text, files: disk.read.size, bytes: disk.account() });
  }
  return loads.sort((a, b) => a.bytes - b.bytes);
}

/**
 * Recall among the first five, and one over the place of the first that was expected.
 * @param {string[]} found
 * @param {string[][]} expected
 */
export function grade(found, expected) {
  const is = (/** @type {string} */ id) => expected.some((any) => any.includes(id));
  const five = found.slice(0, 5);
  const recall = expected.filter((any) => any.some((id) => five.includes(id))).length / expected.length;
  const first = found.findIndex(is);
  return { recall, rank: first < 0 ? 0 : 1 / (first + 1) };
}

/**
 * A table of figures by class, then for the queries in each language and for all.
 * @param {{ kind: string, text: string, [figure: string]: string | number }[]} rows
 * @param {string[]} figures
 */
export function table(rows, figures) {
  const kinds = [...new Set(rows.map((row) => row.kind))];
  /** @type {[string, typeof rows][]} */
  const groups = kinds.map((kind) => [kind, rows.filter((row) => row.kind === kind)]);
  groups.push(["all Chinese", rows.filter((row) => isChinese(row.text))]);
  groups.push(["all English", rows.filter((row) => !isChinese(row.text))], ["all", rows]);
  console.log(["class".padEnd(16), "queries", ...figures.map((f) => f.padStart(12))].join(" "));
  for (const [name, of] of groups) {
    const mean = (/** @type {string} */ f) => of.reduce((sum, row) => sum + Number(row[f]), 0) / of.length;
    console.log(
      [
        name.padEnd(16),
        String(of.length).padStart(7),
        ...figures.map((f) => mean(f).toFixed(3).padStart(12)),
      ].join(" "),
    );
  }
}
