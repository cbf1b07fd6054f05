/**
 * What a browser keeps, when it is not as it should be: doctored records, data that nobody can read,
 * two tabs, thousands of deals.
 */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { fixture } from "./support/fixture.js";
import { settled } from "./support/scenes.js";
import { data } from "./support/site.js";

/** @typedef {import("playwright-core").Page} Page */

const web = fixture();
const KEY = "twotrack:/play/";

/** Records as a browser keeps them. @param {{ [key: string]: unknown }} values */
const written = (values) => ({
  version: 1,
  records: Object.fromEntries(Object.entries(values).map(([key, v]) => [key, { at: 5, v }])),
});

/** @param {Page} page @param {string} text */
const keep = (page, text) => page.evaluate(([key, value]) => localStorage.setItem(key, value), [KEY, text]);

/** What stands in the browser. @param {Page} page */
const kept = (page) => page.evaluate((key) => localStorage.getItem(key) ?? "", KEY);

/** One sound record of a deal, and whatever a hand may make of the others. */
function doctored() {
  const [rev, hash] = data(web.site, "items")["s1.m1"];
  return {
    "set/deal": "d1",
    "deal/d1": { name: "Harbour Cranes", buyer: "b2", created: "2026-01-05" },
    "tick/d1/s1.m1": { rev, hash, date: "2026-01-06" },
    "tick/d1/s1.k1": { rev: "x", hash: 7, date: "yesterday" },
    "tick/d1/s1.k2": 5,
    "deal/d2": { name: 7, card: [] },
    "deal/d3": null,
    "deal/d4": [],
    "answer/q1.1": { rev: 1, hash: "a", due: {}, day: "2026-99-99" },
    "attempt/q1": { ids: "q1.q1", at: 1 },
    "attempt/q2": { seed: "s", at: 1, ids: ["q2.q1"], answers: {}, grades: { "q2.q1": null } },
    "read/s1": "yes",
    "result/q1": { percent: "all" },
    "score/card": { name: "x", lines: { s1: null } },
    "drill/kinds": { one: 5 },
    "set/gone": "nothing",
    "set/name": { first: "Ada" },
    "unknown/kind": [1, 2],
  };
}

const PAGES = [
  "index.html",
  "stages/s1.html",
  "checklists/s1.html",
  "quizzes/q1.html",
  "quizzes/q2.html",
  "review.html",
  "drill.html",
  "deals.html",
  "card.html",
  "paths/path.new-hire.html",
  "scorecard.html",
];

test("a record that nobody can read keeps no page from working, and stays where it is", async () => {
  const page = await web.page({ day: "2026-01-10" });
  await page.goto(`${web.url}about.html`);
  await keep(page, JSON.stringify(written(doctored())));
  for (const path of PAGES) {
    await page.goto(web.url + path);
    await settled(page);
    assert.equal(await page.locator("main .trouble").count(), 0, path);
  }
  await page.goto(`${web.url}stages/s1.html`);
  await page.locator("input[data-action='s1.m1']:checked").waitFor();
  await page.locator("input[data-action='s1.k1']:not(:checked)").check();
  await page.reload();
  await page.locator("input[data-action='s1.k1']:checked").waitFor();
  const { records } = JSON.parse(await kept(page));
  assert.deepEqual(records["deal/d2"].v, { name: 7, card: [] });
  assert.deepEqual(records["unknown/kind"].v, [1, 2]);
});

test("a file says what it holds before it is taken in, and what of it is left out", async () => {
  const page = await web.page();
  await page.goto(`${web.url}review.html`);
  const text = JSON.stringify({ what: "twotrack", ...written(doctored()) });
  const choose = () =>
    page.locator("#take-in").setInputFiles({
      name: "mine.json",
      mimeType: "application/json",
      buffer: Buffer.from(text),
    });
  await choose();
  const offer = page.locator(".offer", { hasText: "The file holds:" });
  await offer.locator("li", { hasText: /^deals 1$/i }).waitFor();
  await offer.locator("li", { hasText: /^ticks 1$/ }).waitFor();
  await offer.getByText(/records can’t be read and are left out: .*tick\/d1\/s1\.k1/).waitFor();
  await offer.getByRole("button", { name: "Leave it" }).click();
  assert.equal(await offer.count(), 0);
  assert.equal((await kept(page)).includes("Harbour"), false, "nothing is taken in");
  await choose();
  await offer.getByRole("button", { name: "Take it in" }).click();
  await page.getByText(/\d records taken in\./).waitFor();
  const { records } = JSON.parse(await kept(page));
  assert.equal(records["deal/d1"].v.name, "Harbour Cranes");
  assert.equal("deal/d2" in records, false);
  await choose();
  await offer.getByText("There is nothing new in it.").waitFor();
  assert.equal(await offer.getByRole("button", { name: "Take it in" }).count(), 0);
});

test("data that can't be read is saved as it is, left behind, and put back", async () => {
  const page = await web.page();
  await page.goto(`${web.url}about.html`);
  const torn = '{"version":1,"records":{"deal/d1":{"at":5,"v":{"name":"Har';
  await keep(page, torn);
  await page.goto(`${web.url}stages/s1.html`);
  const notice = page.locator(".trouble", { hasText: "can't be read" });
  const [file] = await Promise.all([
    page.waitForEvent("download"),
    notice.getByRole("button", { name: "Save the old data as it is" }).click(),
  ]);
  assert.equal(readFileSync(await file.path(), "utf8"), torn);
  await notice.getByRole("button", { name: "Begin anew" }).click();
  const anew = page.locator(".trouble", { hasText: "You begin anew" });
  await anew.getByRole("button", { name: "Undo" }).click();
  await notice.waitFor();
  assert.equal(await kept(page), torn);
  await notice.getByRole("button", { name: "Begin anew" }).click();
  await anew.waitFor();
  await page.getByRole("button", { name: "I have studied this page" }).click();
  await page.getByText("Studied on").waitFor();
  await page.reload();
  await page.getByText("Studied on").waitFor();
  assert.equal(await page.locator(".trouble").count(), 0);
});

test("a deal that is deleted in one tab is gone in the other", async () => {
  const { context, page } = await web.device();
  await page.goto(`${web.url}about.html`);
  const deal = (/** @type {string} */ name) => ({ name, buyer: null, created: "2026-01-05" });
  await keep(page, JSON.stringify(written({ "deal/d1": deal("Harbour"), "deal/d2": deal("Mill") })));
  const other = await context.newPage();
  await other.goto(`${web.url}deals.html#d1`);
  await other.locator(".deal-name").waitFor();
  await page.goto(`${web.url}deals.html#d1`);
  page.on("dialog", (dialog) => dialog.accept());
  await page.getByRole("button", { name: "Delete" }).click();
  await page.locator(".deal-list", { hasText: "Mill" }).waitFor();
  await other.locator(".deal-list", { hasText: "Mill" }).waitFor();
  assert.equal(await other.getByText("Harbour").count(), 0);
  await other.reload();
  await other.locator(".deal-list", { hasText: "Mill" }).waitFor();
  assert.equal(await other.getByText("Harbour").count(), 0);
});

test("three thousand deals open, and a stage takes a tick, without a long wait", async () => {
  const page = await web.page({ viewport: { width: 390, height: 800 } });
  await page.goto(`${web.url}about.html`);
  /** @type {{ [key: string]: unknown }} */
  const many = { "set/deal": "d7" };
  const { stages } = data(web.site, "gates");
  const items = data(web.site, "items");
  const acts = stages.slice(0, 2).flatMap((/** @type {any} */ s) => [...s.milestone, ...s.success]);
  for (let n = 0; n < 3000; n++) {
    many[`deal/d${n}`] = { name: `Harbour ${n}`, buyer: `b${1 + (n % 8)}`, created: "2026-01-05" };
    for (const { id } of acts.slice(0, n % 9))
      many[`tick/d${n}/${id}`] = { rev: items[id][0], hash: items[id][1], date: "2026-02-05" };
  }
  await keep(page, JSON.stringify(written(many)));
  const start = Date.now();
  await page.goto(`${web.url}deals.html`);
  await page.locator(".deal-list a").first().waitFor();
  const opened = Date.now() - start;
  const one = Date.now();
  await page.goto(`${web.url}stages/s1.html`);
  await page.locator("input[data-action]").last().check();
  await page.locator("input[data-action]:checked").last().waitFor();
  const ticked = Date.now() - one;
  assert.ok(opened < 15_000 && ticked < 15_000, `${opened} ms to open, ${ticked} ms to tick`);
});
