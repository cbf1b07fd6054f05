/**
 * What the search costs a reader, after `gzip -6`, and how soon results stand there.
 *
 *     node tests/web/search/figures.js            the shipped playbook
 *     node tests/web/search/figures.js DIR        a built site, such as the one with 10,000 pages
 *                                                 that `cargo bench --bench search` leaves
 *
 * Bytes are those of a first query with nothing loaded before: the language's head, shards, and
 * the texts of the results. Times are measured in Chromium with its processor slowed six times,
 * as Lighthouse does to stand for a phone: from a key until the best three results stand in the
 * page, laid out, and until all ten do. Every query is typed letter by letter, once while its files
 * are read (from this machine, so no network is in it) and then five times. Of a key's five times the
 * middle one is what was seen; the least is what it takes without the machine's other work.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { browser } from "../support/browser.js";
import { host } from "../support/host.js";
import { build, files } from "../support/site.js";
import { firstLoads, isChinese, measured } from "./index.js";

const given = process.argv[2];
const site = given ?? build();
const texts = measured(Boolean(given));

const zipped = (/** @type {string} */ name) => gzipSync(readFileSync(join(site, name)), { level: 6 }).length;
const kb = (/** @type {number} */ bytes) => `${(bytes / 1000).toFixed(1)} KB`;
const sum = (/** @type {number[]} */ all) => all.reduce((a, b) => a + b, 0);

const all = files(site);
for (const lang of ["en", "zh"]) {
  const own = all.filter((name) => name.startsWith(`search/data/${lang}`));
  console.log(
    `${lang}: ${own.length} files, ${kb(sum(own.map(zipped)))}, the head ${kb(zipped(`search/data/${lang}.js`))}`,
  );
}
const code = all.filter((name) => /^assets\/search\..*js$|^search\/box\.js$/.test(name));
console.log(`the code, once: ${kb(sum(code.map(zipped)))}`);

const loads = await firstLoads(site, texts);
const most = loads[loads.length - 1];
console.log(
  `a first query: ${kb(loads[loads.length >> 1].bytes)} in the middle, ${kb(most.bytes)} at most ` +
    `(${most.text}, ${most.files} files)`,
);

/** Rounds after the first. */
const ROUNDS = 5;
/** Queries typed in each language. */
const TYPED = 40;

const keys = await onPhone();
const rows = /** @type {[string, (key: Key) => number][]} */ ([
  ["first time, files read", (key) => key.cold],
  ["best three, middle of five", (key) => key.best[ROUNDS >> 1]],
  ["best three, least of five", (key) => key.best[0]],
  ["all ten, middle of five", (key) => key.all[ROUNDS >> 1]],
  ["all ten, least of five", (key) => key.all[0]],
]);
console.log(`${keys.length} keys, slowed 6 times, in milliseconds:`);
for (const [name, of] of rows) {
  const times = keys.map(of).sort((a, b) => a - b);
  const at = (/** @type {number} */ share) =>
    times[Math.min(times.length - 1, Math.floor(times.length * share))].toFixed(0).padStart(4);
  console.log(`  ${name.padEnd(28)} ${at(0.5)} in the middle, ${at(0.95)} for 95 of 100, ${at(1)} at most`);
}

/**
 * The times of one key, sorted.
 * @typedef {{ cold: number, best: number[], all: number[] }} Key
 * @returns {Promise<Key[]>}
 */
async function onPhone() {
  const [chromium, server] = await Promise.all([browser(), host(site)]);
  const context = await chromium.newContext({
    viewport: { width: 390, height: 800 },
    serviceWorkers: "block",
  });
  const page = await context.newPage();
  const devtools = await context.newCDPSession(page);
  /** @type {Key[]} */
  const keys = [];
  for (const lang of ["", "zh/"]) {
    await devtools.send("Emulation.setCPUThrottlingRate", { rate: 1 });
    await page.goto(`${server.url}${lang}search/index.html`);
    await page.locator("twotrack-search").waitFor();
    const own = texts.filter((text) => isChinese(text) === (lang === "zh/"));
    const some = own.filter((_, n) => n % Math.ceil(own.length / TYPED) === 0);
    await devtools.send("Emulation.setCPUThrottlingRate", { rate: 6 });
    /** @type {[number, number][][]} */
    const rounds = [];
    for (let n = 0; n <= ROUNDS; n++) rounds.push(await page.evaluate(type, some));
    const sorted = (/** @type {number[]} */ times) => times.sort((a, b) => a - b);
    rounds[0].forEach(([cold], key) => {
      const later = rounds.slice(1).map((round) => round[key]);
      keys.push({
        cold,
        best: sorted(later.map(([best]) => best)),
        all: sorted(later.map(([, all]) => all)),
      });
    });
  }
  await chromium.close();
  server.close();
  return keys;
}

/**
 * Runs in the page: types each query letter by letter; for each key the time to the best results
 * and to all.
 * @param {string[]} texts
 * @returns {Promise<[number, number][]>}
 */
async function type(texts) {
  const finder = /** @type {any} */ (document.querySelector("twotrack-search"));
  /** @type {[number, number][]} */
  const times = [];
  for (const text of texts) {
    for (let end = 1; end <= text.length; end++) {
      finder.field.value = text.slice(0, end);
      const start = performance.now();
      await finder.look();
      // Layout belongs to it too.
      document.body.getBoundingClientRect();
      const best = performance.now() - start;
      finder.found.append(...(finder.parts ?? []));
      document.body.getBoundingClientRect();
      times.push([best, performance.now() - start]);
    }
  }
  return times;
}
