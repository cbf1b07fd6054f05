/**
 * The languages that ship: no page of theirs says an English word of the interface, shows a day as
 * a file has it, or runs out of a phone, also with many languages to choose from.
 */
import assert from "node:assert/strict";
import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { browser } from "./support/browser.js";
import { host } from "./support/host.js";
import { BASE, build, data, folder } from "./support/site.js";

const PAGES = [
  "index",
  "stages/s1",
  "quizzes/q1",
  "deals",
  "review",
  "search/index",
  "scorecard",
  "answers/q1",
];

/** @type {import("playwright-core").Browser} */
let chromium;
/** @type {string} */
let site;
/** @type {{ url: string, close: () => void }} */
let server;

before(async () => {
  const playbook = folder("tongues");
  cpSync(BASE, playbook, { recursive: true });
  const settings = join(playbook, "playbook.yaml");
  const text = readFileSync(settings, "utf8");
  writeFileSync(settings, text.replace("[en, zh]", "[en, zh, fr, de, es, ja]"));
  site = build(playbook);
  server = await host(site);
  chromium = await browser();
});

after(async () => {
  await chromium?.close();
  server?.close();
});

/**
 * Every word of a tree, by its dotted name.
 * @param {any} tree
 * @param {string} name
 * @returns {[string, string][]}
 */
function leaves(tree, name = "") {
  if (typeof tree === "string") return [[name, tree]];
  return Object.entries(tree).flatMap(([key, below]) => leaves(below, `${name}.${key}`));
}

for (const language of ["fr", "de", "es", "ja"]) {
  test(`${language}: nothing English, no raw day, nothing too wide`, async () => {
    const all = (/** @type {string} */ root) =>
      ["words", "words-more"].flatMap((name) => leaves(data(root, name)));
    const own = new Map(all(join(site, language)));
    const said = new Set(own.values());
    const english = all(site).filter(([key, word]) => own.get(key) !== word && !said.has(word));
    const foreign = english.map(([, word]) => word).filter((word) => word.length > 3 && !word.includes("{"));
    // The playbook itself says these, too.
    const strange = foreign.filter((word) => word !== "Right." && word !== "Start here");
    assert.ok(strange.length > 100, "hardly any word was read");
    const context = await chromium.newContext({
      viewport: { width: 390, height: 844 },
      reducedMotion: "reduce",
      serviceWorkers: "block",
    });
    const page = await context.newPage();
    for (const name of PAGES) {
      await page.goto(`${server.url}/${language}/${name}.html`, { waitUntil: "networkidle" });
      const found = await page.evaluate((words) => {
        const texts = document.body.innerText.split("\n").map((text) => text.trim());
        return {
          english: texts.filter((text) => words.includes(text)),
          days: texts.filter((text) => /\b20\d\d-\d\d-\d\d\b/.test(text)),
          wide: document.documentElement.scrollWidth - document.documentElement.clientWidth,
        };
      }, strange);
      assert.deepEqual(found, { english: [], days: [], wide: 0 }, name);
    }
    await context.close();
  });
}
