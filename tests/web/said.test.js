/**
 * What a buyer said leads to what to say: three words are enough, two taps lead there, and what not
 * to say is told apart.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { fixture } from "./support/fixture.js";
import { sayings, scored, wordsOf } from "./search/said.js";

const web = fixture();

/** Of fifty sayings of a language, so many are met at least. */
const LEAST = 45;

test("three words of what a buyer said show what to say, nine times of ten", async () => {
  assert.equal(sayings().length, 100);
  for (const saying of sayings()) assert.ok(wordsOf(saying) <= 3, saying.typed);
  for (const lang of ["en", "zh"]) {
    const { met, missed } = await scored(web.site, lang);
    assert.equal(met.length + missed.length, 50);
    assert.ok(
      met.length >= LEAST,
      `${lang} ${met.length}: without ${missed.map((one) => one.typed).join(", ")}`,
    );
  }
});

const PHONE = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true };

test("on a phone one tap and a few words show the question to ask, a second tap copies it", async () => {
  const { page, context } = await web.device({
    ...PHONE,
    permissions: ["clipboard-read", "clipboard-write"],
  });
  await page.goto(`${web.url}guides/milestones.html`);
  await page.locator("a.search").tap();
  await page.locator("dialog .finder-field").waitFor();
  await page.keyboard.type("too expensive");
  const answer = page.locator("dialog .answer").first();
  const ask = answer.locator(".answer-ask .answer-words");
  await ask.waitFor();
  assert.ok(((await ask.boundingBox())?.y ?? 999) < 500, "it stands on the first screen");
  await answer.getByRole("button", { name: "Copy" }).tap();
  await page.getByText("Copied.").waitFor();
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), await ask.textContent());
  await context.close();
});

test("what not to say is marked, after the question and the answer, and a link leads to the whole", async () => {
  const { page, context } = await web.device(PHONE);
  await page.goto(`${web.url}zh/index.html`);
  await page.locator("a.search").tap();
  await page.locator("dialog .finder-field").fill("太贵");
  const answer = page.locator("dialog .answer").first();
  await answer.waitFor();
  const labels = await answer.locator(".answer-label").allTextContents();
  assert.deepEqual(labels, ["先问", "再回应", "不要说"]);
  await answer.getByRole("link").tap();
  await page.waitForURL(/zh\/scripts\/s\d\.c\d\.html#s\d\.c\d\.o\d$/);
  await context.close();
});

test("a saying in the other language is answered in the reader's", async () => {
  const { page, context } = await web.device();
  await page.goto(`${web.url}search/index.html?q=${encodeURIComponent("没预算")}`);
  await page.locator(".answer").first().waitFor();
  assert.match((await page.locator(".answer-says").first().textContent()) ?? "", /budget/);
  await context.close();
});

test("no excerpt of what was found has words that nobody should say", async () => {
  const { page, context } = await web.device();
  await page.goto(`${web.url}search/index.html?q=${encodeURIComponent("I sent it a week ago")}`);
  await page.locator(".finder-result").first().waitFor();
  for (const text of await page.locator(".finder-text").allTextContents())
    assert.doesNotMatch(text, /But I sent it a week ago/);
  await context.close();
});
