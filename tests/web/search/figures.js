/**
 * What the search costs a reader, after `gzip -6`, and how soon results stand there.
 *
 *     node tests/web/search/figures.js            the shipped playbook
 *     node tests/web/search/figures.js DIR        a built site, such as the one with 10,000 pages
 *                                                 that `cargo bench --bench search` leaves
 *
 * Bytes are those of a first query with nothing loaded before: the language's head, shards, and
 * the texts of the results. Times are measured in Chromium with its processor slowed six times,
 * as Lighthouse does to stand for a phone: from the key to the results in the page, index loaded.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { browser, build, files, host } from "../support.js";
import { Disk, engine, queries } from "./index.js";

/** Queries in the words of the large playbook, whose texts are made of few words. */
const LARGE = ["point person", "plan that names", "reasn", "经手人", "采购经理 停机", "證明", "签", "同类工厂的实际证明"];

const given = process.argv[2];
const site = given ?? build();
const texts = given ? LARGE : queries().map((query) => query.text);

const zipped = (/** @type {string} */ name) => gzipSync(readFileSync(join(site, name)), { level: 6 }).length;
const kb = (/** @type {number} */ bytes) => `${(bytes / 1000).toFixed(1)} KB`;
const sum = (/** @type {number[]} */ all) => all.reduce((a, b) => a + b, 0);

const all = files(site);
for (const lang of ["en", "zh"]) {
  const own = all.filter((name) => name.startsWith(`search/data/${lang}`));
  console.log(`${lang}: ${own.length} files, ${kb(sum(own.map(zipped)))}, the head ${kb(zipped(`search/data/${lang}.js`))}`);
}
const code = all.filter((name) => /^assets\/search\..*js$|^search\/box\.js$/.test(name));
console.log(`the code, once: ${kb(sum(code.map(zipped)))}`);

const loads = [];
for (const text of texts) {
  const disk = new Disk(site);
  const lang = /[\u3400-\u9fff]/.test(text) ? "zh" : "en";
  await engine(disk, lang).search(text);
  const files = disk.read.size;
  loads.push({ text, files, bytes: disk.account() });
}
loads.sort((a, b) => b.bytes - a.bytes);
const middle = loads[Math.floor(loads.length / 2)];
console.log(`a first query: ${kb(middle.bytes)} in the middle, ${kb(loads[0].bytes)} at most (${loads[0].text}, ${loads[0].files} files)`);

const times = await onPhone();
times.sort((a, b) => a - b);
console.log(`from key to results, slowed 6 times: ${times[Math.floor(times.length / 2)].toFixed(0)} ms in the middle, ${times[Math.floor(times.length * 0.95)].toFixed(0)} ms for 95 of 100, ${times[times.length - 1].toFixed(0)} ms at most`);

/** Milliseconds of every key of every query, index loaded. */
async function onPhone() {
  const [chromium, server] = await Promise.all([browser(), host(site)]);
  const context = await chromium.newContext({ viewport: { width: 390, height: 800 }, serviceWorkers: "block" });
  const page = await context.newPage();
  const devtools = await context.newCDPSession(page);
  /** @type {number[]} */
  const times = [];
  for (const lang of ["", "zh/"]) {
    await devtools.send("Emulation.setCPUThrottlingRate", { rate: 1 });
    await page.goto(`${server.url}${lang}search/index.html`);
    await page.locator("twotrack-search").waitFor();
    const own = texts.filter((text) => /[\u3400-\u9fff]/.test(text) === (lang === "zh/")).slice(0, 40);
    for (const speed of [1, 6]) {
      await devtools.send("Emulation.setCPUThrottlingRate", { rate: speed });
      const found = await page.evaluate(type, own);
      if (speed > 1) times.push(...found);
    }
  }
  await chromium.close();
  server.close();
  return times;
}

/**
 * Runs in the page: types each query letter by letter and waits for its results each time.
 * @param {string[]} texts
 */
async function type(texts) {
  const finder = /** @type {any} */ (document.querySelector("twotrack-search"));
  const times = [];
  for (const text of texts) {
    for (let end = 1; end <= text.length; end++) {
      finder.field.value = text.slice(0, end);
      const start = performance.now();
      await finder.look();
      // Layout belongs to it too.
      document.body.getBoundingClientRect();
      times.push(performance.now() - start);
    }
  }
  return times;
}
