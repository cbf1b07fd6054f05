/** A learner's way along a path, on a phone by taps and on a desktop by keys: one next step everywhere. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { fixture } from "./support/fixture.js";
import { data } from "./support/site.js";

/** @typedef {import("playwright-core").Page} Page */

const web = fixture();

const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

/** @param {Page} page */
const bar = (page) => page.locator("tt-way");

/** Waits for the page of an item. @param {Page} page @param {{ href: string }} link */
const arrive = (page, link) => page.waitForURL(`**/${link.href}`);

test("from home the first step is one tap, each next one another, and a page can be untold", async () => {
  const { page } = await web.device({ ...phone, day: "2026-03-02" });
  const path = data(web.site, "path-path.new-hire");
  const [first] = path.chapters;
  const [one, two] = first.read;
  await page.goto(`${web.url}index.html`);
  const card = page.locator("tt-today > a").first();
  assert.match(await card.innerText(), /Your first ten days\s+Start here\s+Day 1 · 90 min/);
  await card.tap();
  await arrive(page, one);
  await bar(page).getByText("90 min left").waitFor();
  await bar(page).getByText("Day 1 · 0 of 4").waitFor();
  const inSight = await bar(page).evaluate(
    (element) => element.getBoundingClientRect().bottom <= innerHeight,
  );
  assert.ok(inSight, "the bar stands in sight, wherever one reads");

  await page.getByRole("button", { name: "I have studied this page" }).tap();
  const next = page.locator("tt-read .way-next");
  await next.getByText(two.name).waitFor();
  assert.equal(await page.getByRole("button", { name: /studied/i }).count(), 0, "said once is enough");
  await bar(page).getByText("Day 1 · 1 of 4").waitFor();
  await page.getByRole("button", { name: "Undo" }).tap();
  await bar(page).getByText("Day 1 · 0 of 4").waitFor();
  await page.getByRole("button", { name: "I have studied this page" }).tap();
  await next.tap();
  await arrive(page, two);

  await bar(page).locator("summary").tap();
  const steps = bar(page).locator(".way-list li");
  assert.match(await steps.first().innerText(), /✓/);
  assert.match(await steps.nth(1).innerText(), /○.*\d min/s);
  await bar(page).locator(".way-next").tap();
  await arrive(page, first.read[2]);
  await page.goto(`${web.url}zh/index.html`);
  await page.locator("tt-today > a", { hasText: "接着学：" }).first().tap();
  await page.waitForURL(`**/zh/${two.href}`);
});

test("nobody is on a path that they have not opened", async () => {
  const { page } = await web.device({ day: "2026-03-02" });
  await page.goto(`${web.url}stages/s1.html`);
  await page.getByRole("button", { name: "I have studied this page" }).click();
  await page.getByText("Studied on").waitFor();
  assert.equal(await bar(page).count(), 0);
  await page.goto(`${web.url}paths/path.manager.html`);
  await page.getByText(/^0 of \d+ steps done/).waitFor();
  // Now it is opened, and every page on it knows.
  await page.locator(".path-head .way-next").click();
  await bar(page).getByText("Week 1").waitFor();
});

test("on a path's page chapters fold but the current one, tasks are ticked, scores stand there", async () => {
  const { page } = await web.device({ day: "2026-03-02", returning: true });
  await page.goto(`${web.url}paths/path.new-hire.html`);
  await page.getByText(/^\d+ of \d+ steps done/).waitFor();
  const folds = page.locator(".chapters > li > details");
  const open = await folds.evaluateAll((all) => all.map((fold) => fold.hasAttribute("open")));
  const done = await folds.evaluateAll((all) =>
    all.map((fold) => !!fold.parentElement?.classList.contains("done")),
  );
  const at = done.indexOf(false);
  assert.deepEqual(
    open,
    open.map((_, n) => n === at),
    "only the first that is not done is open",
  );
  await page.locator(".chapters > li").first().getByText("✓ Chapter done").waitFor();
  await page.goto(`${web.url}paths/path.manager.html`);
  await page.getByRole("heading", { name: "Certificate" }).waitFor();
  assert.match(await page.locator(".path-steps .tick", { hasText: "95%" }).first().innerText(), /✓/);
});

test("what a chapter has one do is ticked by key and by a click on its words, and stays so", async () => {
  const { page } = await web.device({ day: "2026-03-02" });
  const { chapters } = data(web.site, "path-path.new-hire");
  await page.goto(`${web.url}paths/path.new-hire.html`);
  await page.getByText(/^0 of \d+ steps done/).waitFor();
  const folds = page.locator(".chapters > li > details");
  const tasks = folds.nth(0).locator("li[data-task]");
  const box = tasks.first().getByRole("checkbox");
  // By keyboard, and by a click on the words.
  await box.focus();
  await page.keyboard.press("Space");
  await tasks.nth(1).click();
  await page.reload();
  await page.getByText(/^\d+ of \d+ steps done/).waitFor();
  const ticked = await folds
    .nth(0)
    .locator("li[data-task] input")
    .evaluateAll((all) => all.map((one) => /** @type {HTMLInputElement} */ (one).checked));
  assert.deepEqual(ticked.slice(0, 2), [true, true]);
  assert.equal(chapters[0].tasks.length, ticked.length);
});

test("a finished path leads on to the next", async () => {
  const { page } = await web.device({ day: "2026-03-02" });
  const path = data(web.site, "path-path.new-hire");
  await page.goto(`${web.url}paths/path.new-hire.html`);
  await page.getByText(/^0 of \d+ steps done/).waitFor();
  await page.evaluate((path) => {
    const key = `twotrack:${new URL("..", location.href).pathname}`;
    const kept = JSON.parse(localStorage.getItem(key) ?? "");
    for (const { read, practise, quiz } of path.chapters) {
      for (const { id, rev, hash } of [...read, ...practise])
        kept.records[`read/${id}`] = { at: 1, v: { rev, hash, day: "2026-03-01", items: {} } };
      if (quiz)
        kept.records[`result/${quiz.id}`] = {
          at: 1,
          v: { rev: quiz.rev, hash: quiz.hash, day: "2026-03-01", percent: 90, last: 90, passed: true },
        };
    }
    localStorage.setItem(key, JSON.stringify(kept));
  }, path);
  await page.reload();
  await page.getByText("The next path:").waitFor();
  await page.goto(`${web.url}index.html`);
  await page.locator("tt-today > a", { hasText: `Next: ${path.next.name}` }).click();
  await arrive(page, path.next);
});
