/**
 * Bytes that a first query loads, after `gzip -6`, with nothing loaded before: the language's head,
 * shards, and the texts of the results.
 *
 *     node tests/web/search/first-query.js DIR           a built site of the shipped playbook
 *     node tests/web/search/first-query.js DIR large     one that `cargo bench --bench search` makes
 *
 * Prints the bytes in the middle, the most, and the query that loads the most.
 */
import { Disk, engine, queries } from "./index.js";

/** Queries in the words of the large playbook, whose texts are made of few words. */
const LARGE = ["point person", "plan that names", "reasn", "经手人", "采购经理 停机", "證明", "签", "同类工厂的实际证明"];

const [site, large] = process.argv.slice(2);
const texts = large ? LARGE : queries().map((query) => query.text);

/** @type {[number, string][]} */
const loads = [];
for (const text of texts) {
  const disk = new Disk(site);
  await engine(disk, /[\u3400-\u9fff]/.test(text) ? "zh" : "en").search(text);
  loads.push([disk.account(), text]);
}
loads.sort(([a], [b]) => a - b);
console.log([loads[loads.length >> 1][0], ...loads[loads.length - 1]].join(" "));
