/**
 * Bytes that a first query loads, after `gzip -6`, with nothing loaded before: the language's head,
 * shards, and the texts of the results.
 *
 *     node tests/web/search/first-query.js DIR           a built site of the shipped playbook
 *     node tests/web/search/first-query.js DIR large     one that `cargo bench --bench search` makes
 *
 * Prints the bytes in the middle, the most, and the query that loads the most.
 */
import { firstLoads, measured } from "./index.js";

const [site, large] = process.argv.slice(2);
const loads = await firstLoads(site, measured(Boolean(large)));
const most = loads[loads.length - 1];
console.log([loads[loads.length >> 1].bytes, most.bytes, most.text].join(" "));
