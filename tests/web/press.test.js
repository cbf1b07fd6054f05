/**
 * What changes is drawn anew without taking anything from under a hand: a press meets the button it
 * was meant for, a date is typed whole, and the Tab key goes on from where it was.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { fixture } from "./support/fixture.js";

const web = fixture();

const PHONE = { viewport: { width: 390, height: 800 }, isMobile: true, hasTouch: true };

/**
 * A new deal, opened.
 * @param {import("playwright-core").BrowserContextOptions} options
 */
async function deal(options) {
  const { context, page } = await web.device({
    viewport: { width: 1280, height: 900 },
    locale: "en-US",
    ...options,
  });
  await page.goto(`${web.url}deals.html`);
  await page.locator("#new-deal").fill("Harbour");
  await page.keyboard.press("Enter");
  await page.locator(".deal-name").waitFor();
  return { page, context };
}

/**
 * Presses the middle of an element as a hand does: down, a while, up.
 * @param {import("playwright-core").Page} page
 * @param {string} selector
 * @param {boolean} isTouch
 */
async function press(page, selector, isTouch) {
  const place = page.locator(selector);
  await place.scrollIntoViewIfNeeded();
  const box = await place.boundingBox();
  assert.ok(box, selector);
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  if (isTouch) await page.touchscreen.tap(x, y);
  else await page.mouse.click(x, y, { delay: 80 });
}

for (const [name, options] of /** @type {const} */ ([
  ["with a mouse", {}],
  ["with a finger", PHONE],
])) {
  test(`a note, then a press on a gate: both are kept, ${name}`, async () => {
    const { page, context } = await deal(options);
    await page.locator(".all-gates summary").first().click();
    const box = "[id='g-s1.m1']";
    await page.locator(box).waitFor();
    await page.locator("#deal-note").focus();
    await page.keyboard.type("Asks for May");
    await press(page, box, name.includes("finger"));
    await page.locator(`${box}:checked`).waitFor({ timeout: 5000 });
    await page.reload();
    assert.equal(await page.locator("#deal-note").inputValue(), "Asks for May");
    assert.ok(await page.locator(".all-gates summary").first().textContent());
    assert.equal(await page.locator("[id='g-s1.m1']").isChecked(), true);
    await context.close();
  });
}

test("a date is typed digit by digit and kept whole", async () => {
  const { page } = await deal({});
  await page.locator("#deal-next").focus();
  await page.keyboard.type("02152026", { delay: 60 });
  assert.equal(await page.locator("#deal-next").inputValue(), "2026-02-15");
  await page.keyboard.press("Tab");
  await page.reload();
  assert.equal(await page.locator("#deal-next").inputValue(), "2026-02-15");
});

test("Tab goes on from a field that changed, and from a box that goes away with its tick", async () => {
  const { page } = await deal({});
  await page.locator("#deal-role").focus();
  await page.keyboard.type("Head of engineering");
  await page.keyboard.press("Tab");
  await page.waitForTimeout(300);
  assert.equal(await page.evaluate(() => document.activeElement?.id), "deal-note");
  const first = page.locator(".missing input").first();
  const id = String(await first.getAttribute("id"));
  await first.focus();
  await page.keyboard.press("Space");
  await page.locator(`.missing [id='${id}']`).waitFor({ state: "detached" });
  const now = await page.evaluate(() => document.activeElement?.closest(".missing") !== null);
  assert.equal(now, true, "the focus stays among what is missing");
});

test("what did not change stays the same element", async () => {
  const { page } = await deal({});
  await page.evaluate(() => {
    for (const element of document.querySelectorAll("tt-deals *")) /** @type {any} */ (element).known = true;
  });
  await page.locator("#deal-buyer").selectOption({ index: 2 });
  await page.locator(".about details").waitFor();
  const lost = await page.evaluate(() =>
    [...document.querySelectorAll("tt-deals :is(input, select, textarea, button, summary)")]
      .filter(
        (element) => !(/** @type {any} */ (element).known) && !element.closest(".about details, .advice"),
      )
      .map((element) => element.id || element.textContent),
  );
  assert.deepEqual(lost, []);
});

test("the first press on another question of an exam goes there, from a text that was just typed", async () => {
  const { page } = await web.device({ viewport: { width: 1280, height: 900 } });
  await page.goto(`${web.url}quizzes/q1.html`);
  await page.locator("input[value=exam]").check();
  await page.locator("#quiz-count").selectOption("all");
  await page.locator("tt-quiz form button").click();
  const field = page.locator(".question :is(textarea, input[type=text])").first();
  const next = page.getByRole("button", { name: "Next", exact: true });
  for (let at = 0; at < 80 && !(await field.count()); at++) await next.click();
  await field.focus();
  await page.keyboard.type("a few words");
  await press(page, ".exam-map li:first-child button", false);
  await page.locator(".exam-map li:first-child [aria-current=step]").waitFor({ timeout: 5000 });
});

test("a notice that nothing can be kept does not come under the press that makes it known", async () => {
  const { page } = await web.device({ viewport: { width: 1280, height: 900 } });
  await page.goto(`${web.url}quizzes/q1.html`);
  await page.locator("input[value=exam]").check();
  await page.locator("#quiz-count").selectOption("all");
  await page.locator("tt-quiz form button").click();
  const field = page.locator(".question :is(textarea, input[type=text])").first();
  const next = page.getByRole("button", { name: "Next", exact: true });
  for (let at = 0; at < 80 && !(await field.count()); at++) await next.click();
  await page.evaluate(() => {
    Storage.prototype.setItem = () => {
      throw new DOMException("full", "QuotaExceededError");
    };
  });
  await field.focus();
  await page.keyboard.type("a few words");
  await press(page, ".exam-map li:first-child button", false);
  await page.locator(".exam-map li:first-child [aria-current=step]").waitFor({ timeout: 5000 });
  await page.getByRole("alert").filter({ hasText: "no room left" }).waitFor();
});
