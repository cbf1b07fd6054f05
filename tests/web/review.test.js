/** Reviews that people keep up with: a day has a number, the rest waits, and done is done. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { answer } from "./support/answering.js";
import { fixture } from "./support/fixture.js";
import { data } from "./support/site.js";
import { plant } from "./support/visitor.js";

/** @typedef {import("playwright-core").Page} Page */

const web = fixture();

/**
 * Somebody who answered the questions of a quiz ten days ago, all due now; the first are the least firm.
 * @param {Page} page
 * @param {number} count
 */
async function backlog(page, count) {
  const { questions } = data(web.site, "quiz-q1");
  const records = Object.fromEntries(
    questions.slice(0, count).map((/** @type {any} */ q, /** @type {number} */ n) => [
      `answer/${q.id}`,
      {
        ...{ rev: q.rev, hash: q.hash, quiz: "q1", right: true, score: 1, mis: [], day: "2026-02-20" },
        ...{ due: "2026-02-28", stability: 3 + n, difficulty: 5, tries: 1 },
      },
    ]),
  );
  await page.goto(`${web.url}review.html`);
  await plant(page, records);
  await page.reload();
  return questions.map((/** @type {any} */ q) => q.id);
}

test("twenty a day at the most, the likeliest to be forgotten first, and then it is done", async () => {
  const { page } = await web.device({ day: "2026-03-02", viewport: { width: 390, height: 844 } });
  const ids = await backlog(page, 30);
  await page.getByRole("heading", { name: "20 questions are due today · 14 min" }).waitFor();
  await page.getByText("10 more questions wait for another day").waitFor();
  await page.getByLabel("At most").selectOption("5");
  await page.getByRole("heading", { name: "5 questions are due today · 4 min" }).waitFor();
  await page.goto(`${web.url}index.html`);
  await page.locator("tt-today a", { hasText: "5 questions are due today · 4 min" }).click();
  await page.getByRole("button", { name: "Begin" }).click();
  const quiz = data(web.site, "quiz-q1");
  const asked = [];
  for (let n = 0; n < 5; n++) asked.push((await answer(page, quiz, true)).id);
  assert.deepEqual(asked.sort(), ids.slice(0, 5).sort(), "the least firm memories");
  await page.getByRole("heading", { name: "✓ Done for today" }).waitFor();
  await page.getByText("25 more questions wait for another day").waitFor();
  await page.getByRole("button", { name: "5 more all the same" }).waitFor();
  await page.getByText("You learnt on 2 of the last 28 days.").waitFor();
  await page.goto(`${web.url}index.html`);
  const card = page.locator('tt-today a[href$="review.html"]');
  await card.getByText("✓ Done for today").waitFor();
  assert.doesNotMatch(await card.innerText(), /\d/, "nothing counts down to nought");
});

test("who has nothing due sees no nought", async () => {
  const { page } = await web.device({ day: "2026-02-21" });
  await backlog(page, 3);
  await page.getByRole("heading", { name: "Nothing is due today" }).waitFor();
  await page.getByText("The next question comes on Feb 28, 2026.").waitFor();
  await page.goto(`${web.url}index.html`);
  await page.locator("tt-today a", { hasText: "Nothing is due today" }).waitFor();
});

test("what was learnt together comes back on different days", async () => {
  const { page } = await web.device({ day: "2026-03-02" });
  await backlog(page, 20);
  await page.getByRole("button", { name: "Begin" }).click();
  const quiz = data(web.site, "quiz-q1");
  for (let n = 0; n < 20; n++) await answer(page, quiz, true);
  await page.getByRole("heading", { name: "✓ Done for today" }).waitFor();
  const dues = await page.evaluate(() => {
    const kept = JSON.parse(Object.values(localStorage).find((text) => text.includes("answer/")) ?? "");
    return Object.entries(kept.records).flatMap(([key, { v }]) => (key.startsWith("answer/") ? [v.due] : []));
  });
  assert.ok(new Set(dues).size >= 8, `only ${[...new Set(dues)]}`);
});
