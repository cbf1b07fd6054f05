/**
 * With the keyboard alone: from the front page to a stage, a tick, a quiz; the focus is always
 * seen, and what happens is told to who cannot see.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { settled } from "./support/scenes.js";
import { fixture } from "./support/fixture.js";

/** @typedef {import("playwright-core").Page} Page */

const web = fixture();

/**
 * @param {{ width: number, height: number }} viewport
 * @param {boolean} [returning]
 */
function open(viewport, returning = false) {
  return web.page({ viewport, returning, reducedMotion: "reduce" });
}

/** What has the focus: its name, and what keeps a person from seeing that. Runs in the page. */
function focused() {
  const element = /** @type {HTMLElement} */ (document.activeElement);
  const { outlineStyle, outlineWidth } = getComputedStyle(element);
  const name = `${element.localName}.${element.className}#${element.id} “${element.textContent?.trim().slice(0, 40)}”`;
  const [line] = element.getClientRects();
  const inside = (/** @type {number} */ y) => {
    const there = document.elementFromPoint(line.left + line.width / 2, y);
    return there !== null && (element.contains(there) || there.contains(element));
  };
  /** @type {string[]} */
  const faults = [];
  if (outlineStyle === "none" || parseFloat(outlineWidth) < 2) faults.push("has no outline");
  if (!line || !inside(line.top + line.height / 4) || !inside(line.bottom - line.height / 4))
    faults.push("is hidden");
  return { name, faults: document.body === element ? [] : faults, left: document.body === element };
}

/**
 * Goes on by one stop.
 * @param {Page} page
 */
async function tab(page) {
  await page.keyboard.press("Tab");
  const { name, faults, left } = await page.evaluate(focused);
  assert.deepEqual(faults, [], `${page.url()}: ${name}`);
  return left;
}

/**
 * Goes on until something has the focus.
 * @param {Page} page
 * @param {string} selector
 */
async function tabTo(page, selector) {
  for (let n = 0; n < 300; n++) {
    await tab(page);
    if (await page.evaluate((it) => document.activeElement?.matches(it), selector)) return;
  }
  assert.fail(`${page.url()}: no way to ${selector}`);
}

/** Waits until the words are told. @param {Page} page @param {RegExp} words */
async function told(page, words) {
  await page.locator("#said", { hasText: words }).waitFor({ state: "attached" });
}

/**
 * Answers the question on the page, whatever its type, and lets it be judged.
 * @param {Page} page
 */
async function answer(page) {
  for (let n = 0; n < 60 && !(await page.locator(".verdict .result").count()); n++) {
    await tab(page);
    const kind = await page.evaluate(() => {
      const element = /** @type {HTMLInputElement} */ (document.activeElement);
      if (element.matches("select, textarea, .actions-row button, .verdict button"))
        return element.matches("button") ? "go" : element.localName;
      return element.matches("input") ? element.type : element.className;
    });
    if (kind === "radio" || kind === "checkbox") await page.keyboard.press("Space");
    else if (kind === "select") await page.keyboard.press("ArrowDown");
    else if (kind === "text" || kind === "textarea") await page.keyboard.type("12");
    else if (kind === "move" || kind === "go") await page.keyboard.press("Enter");
  }
  await page.locator(".verdict .result").waitFor();
}

test("from the front page to a stage, a tick and a quiz without a mouse", async () => {
  const page = await open({ width: 1280, height: 720 });
  await page.goto(`${web.url}index.html`);
  await settled(page);
  await tab(page);
  assert.equal(
    await page.evaluate(() => document.activeElement?.className),
    "skip",
    "the first stop skips what is on every page",
  );
  await page.keyboard.press("Enter");
  await tab(page);
  assert.ok(await page.evaluate(() => document.activeElement?.closest("main")), "behind it comes the text");
  await tabTo(page, 'a[href="stages/s1.html"]');
  await page.keyboard.press("Enter");
  await page.waitForURL("**/stages/s1.html");
  await settled(page);

  await tabTo(page, "input[data-action]");
  await page.keyboard.press("Space");
  await page.locator("input[data-action]:checked").waitFor();
  await told(page, /stage 1/);
  await tabTo(page, 'a[href$="quizzes/q1.html"]');
  await page.keyboard.press("Enter");
  await page.waitForURL("**/quizzes/q1.html");
  await settled(page);

  await tabTo(page, ".start button");
  await page.keyboard.press("Enter");
  for (let n = 0; n < 10; n++) {
    assert.ok(
      await page.evaluate(() => document.activeElement?.matches(".attempt .stem")),
      "the focus is on the question",
    );
    await answer(page);
    await told(page, /right/i);
    assert.ok(
      await page.evaluate(() => document.activeElement?.matches(".actions-row button")),
      "the focus is on the way on",
    );
    await page.keyboard.press("Enter");
  }
});

for (const [what, width, height] of /** @type {const} */ ([
  ["a phone", 390, 640],
  ["a window", 1280, 640],
])) {
  test(`the focus is seen at every stop, on ${what}`, async () => {
    const page = await open({ width, height }, true);
    for (const path of [
      "stages/s1.html",
      "deals.html#d1",
      "scripts/s1.c1.html",
      "review.html",
      "card.html",
    ]) {
      await page.goto(web.url + path);
      await settled(page);
      let stops = 0;
      while (stops < 400 && !(await tab(page))) stops += 1;
      assert.ok(stops > 15 && stops < 400, `${path}: ${stops} stops`);
    }
  });
}
