/**
 * Twelve stages with long names, on a phone and on a desk: nothing runs out of the page or into its
 * neighbour, every name can be read, and every stop is large enough for a thumb.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { fixture } from "./support/fixture.js";
import { playbookOf } from "./support/stages.js";

const web = fixture({
  playbook: playbookOf(12),
  manner: { reducedMotion: "reduce" },
});

/** What is wrong with the tracks on a page. @param {import("playwright-core").Page} page */
function faults(page) {
  return page.evaluate(() => {
    /** Where the words of a stop stand. @param {Element} stop */
    const words = (stop) => {
      const range = document.createRange();
      range.selectNodeContents(stop);
      // What is for readers of screens alone is one pixel large.
      return [...range.getClientRects()].filter((rect) => rect.width > 1);
    };
    const list = /** @type {Element} */ (document.querySelector(".tracks ol"));
    const frame = list.getBoundingClientRect();
    const stops = [...list.querySelectorAll(".stop")].map((stop) => ({
      name: stop.textContent,
      rect: stop.getBoundingClientRect(),
      words: words(stop),
    }));
    const hits = (/** @type {DOMRect} */ a, /** @type {DOMRect} */ b) =>
      a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 1 && b.top < a.bottom - 1;
    const found = [];
    const root = document.documentElement;
    if (root.scrollWidth > root.clientWidth) found.push(`the page is ${root.scrollWidth} wide`);
    for (const number of list.querySelectorAll(".stop i"))
      if (words(number).length > 1) found.push(`broken: ${number.textContent}`);
    for (const [at, stop] of stops.entries()) {
      if (stop.rect.height < 44 || stop.rect.width < 44) found.push(`small: ${stop.name}`);
      if (!stop.words.length) found.push(`no words: ${stop.name}`);
      // Beyond the frame is what it scrolls to; above and below it is nothing.
      const far = frame.left + list.scrollWidth;
      const out = stop.words.some(
        (w) => w.left < frame.left - 1 || w.right > far + 1 || w.bottom > frame.bottom,
      );
      if (out) found.push(`cut: ${stop.name}`);
      for (const other of stops.slice(at + 1))
        if (stop.words.some((mine) => other.words.some((theirs) => hits(mine, theirs))))
          found.push(`${stop.name} on ${other.name}`);
    }
    return { count: stops.length, found };
  });
}

for (const width of [390, 1280])
  for (const language of ["", "de/", "zh/"])
    test(`the map of twelve stages at ${width} px: ${language || "en"}`, async () => {
      const page = await web.page({ viewport: { width, height: 844 } });
      await page.goto(`${web.url}${language}index.html`);
      assert.deepEqual(await faults(page), { count: 24, found: [] });
      for (const colorScheme of /** @type {const} */ (["light", "dark"])) {
        await page.emulateMedia({ colorScheme });
        const [ink, paper] = await page.evaluate(() => {
          const stop = /** @type {Element} */ (document.querySelector(".stop.ours"));
          return [getComputedStyle(stop).color, getComputedStyle(document.body).backgroundColor];
        });
        assert.notEqual(ink, paper, colorScheme);
      }
      // Who goes on by keyboard sees where it leads.
      const last = page.locator(".tracks .stop").last();
      await last.focus();
      const seen = await last.evaluate((stop) => {
        const { left, right } = stop.getBoundingClientRect();
        return left >= 0 && right <= innerWidth;
      });
      assert.ok(seen, "the last stop is in sight");
      for (const name of ["stages/s12", "stages/index", "buyer", "deals", "handbook"]) {
        await page.goto(`${web.url}${language}${name}.html`);
        const wide = await page.evaluate(
          () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
        );
        assert.equal(wide, 0, name);
      }
    });
