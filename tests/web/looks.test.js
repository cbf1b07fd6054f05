/**
 * Small things that a reader sees at once: a shade chosen by hand holds everywhere, no word is broken
 * in two, quotation marks are as wide as in the rest of the text, and no switch does nothing.
 */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { PAGES, settled } from "./scenes.js";
import { browser, build, host } from "./support.js";

/** @type {import("playwright-core").Browser} */
let chromium;
/** @type {{ url: string, close: () => void }} */
let server;

before(async () => {
  const site = build();
  [chromium, server] = await Promise.all([browser(), host(site)]);
});

after(async () => {
  await chromium.close();
  server.close();
});

/** What the browser paints from a page. @param {import("playwright-core").Page} page */
const painted = (page) =>
  page.evaluate(() => ({
    ground: getComputedStyle(document.body).backgroundColor,
    scheme: getComputedStyle(document.documentElement).colorScheme,
    before: document.querySelector("meta[name=color-scheme]")?.getAttribute("content"),
    bar: [...document.querySelectorAll("meta[name=theme-color]")]
      .filter((bar) => matchMedia(bar.getAttribute("media") ?? "all").matches)
      .map((bar) => bar.getAttribute("content")),
  }));

const DARK = { ground: "rgb(21, 23, 27)", scheme: "dark", before: "dark", bar: ["#15171b"] };
const LIGHT = { ground: "rgb(251, 250, 246)", scheme: "light", before: "light", bar: ["#fbfaf6"] };

test("a shade chosen by hand holds for the page, the browser's bar, the next page, and not for paper", async () => {
  for (const system of /** @type {const} */ (["light", "dark"])) {
    const context = await chromium.newContext({ colorScheme: system });
    const page = await context.newPage();
    await page.goto(`${server.url}stages/s1.html`);
    const beside = await context.newPage();
    await beside.goto(`${server.url}about.html`);
    const shade = page.locator("button.shade:enabled");
    await beside.locator("button.shade:enabled").waitFor();
    await shade.click();
    assert.deepEqual(await painted(page), LIGHT, system);
    await shade.click();
    assert.deepEqual(await painted(page), DARK, system);
    await beside.waitForFunction(() => document.documentElement.dataset.shade === "dark");
    assert.deepEqual(await painted(beside), DARK, "a page that was open already");
    // Before any script but the first has run.
    await context.route(/site\..*\.js/, (route) => route.abort());
    await page.goto(`${server.url}zh/guides/milestones.html`);
    assert.deepEqual(await painted(page), DARK, "the next page");
    await page.emulateMedia({ media: "print" });
    assert.equal((await painted(page)).ground, "rgb(255, 255, 255)");
    assert.equal((await painted(page)).scheme, "light");
    await page.emulateMedia({ media: "screen" });
    await context.unroute(/site\..*\.js/);
    await page.reload();
    await shade.click();
    const { bar, before: scheme } = await painted(page);
    assert.deepEqual([bar, scheme], [system === "dark" ? DARK.bar : LIGHT.bar, "light dark"]);
    await context.close();
  }
});

/**
 * Words that a line's end cuts in two.
 * @param {import("playwright-core").Page} page
 */
const broken = (page) =>
  page.evaluate(() => {
    const found = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const parent = /** @type {HTMLElement} */ (node.parentElement);
      if (!parent.checkVisibility() || parent.closest("code, [lang|=zh], .sr")) continue;
      for (const word of (node.nodeValue ?? "").matchAll(/[A-Za-z]{3,}/g)) {
        const range = document.createRange();
        range.setStart(node, word.index);
        range.setEnd(node, word.index + word[0].length);
        const lines = new Set([...range.getClientRects()].map((box) => Math.round(box.top / 4)));
        if (lines.size > 1) found.push(`${parent.className || parent.localName}: ${word[0]}`);
      }
    }
    return found;
  });

/** Elements in the title's letters that give a Chinese font's quotation marks their full width. */
const wide = (/** @type {import("playwright-core").Page} */ page) =>
  page.evaluate(() =>
    [...document.querySelectorAll("body, body *")]
      .filter((element) => !element.closest("[lang|=zh]"))
      .filter((element) => getComputedStyle(element).fontVariantEastAsian !== "proportional-width")
      .map((element) => `${element.localName}.${element.className}`),
  );

test("no word is broken on a phone, and no quotation mark is as wide as a Chinese character", async () => {
  const context = await chromium.newContext({ viewport: { width: 390, height: 800 } });
  const page = await context.newPage();
  /** @type {string[]} */
  const found = [];
  for (const name of PAGES) {
    await page.goto(server.url + name);
    await settled(page);
    for (const width of [390, 320]) {
      await page.setViewportSize({ width, height: 800 });
      found.push(...(await broken(page)).map((what) => `${name} at ${width}: ${what}`));
    }
    found.push(...(await wide(page)).map((what) => `${name}: ${what}`));
  }
  await context.close();
  assert.deepEqual(found, []);
});

test("the switch for origins stands only where something has an origin", async () => {
  const context = await chromium.newContext();
  const page = await context.newPage();
  for (const [name, has] of /** @type {const} */ ([
    ["guides/milestones.html", true],
    ["deals.html", false],
    ["search/index.html", false],
  ])) {
    await page.goto(server.url + name);
    assert.equal(await page.locator("#origins").isVisible(), has, name);
  }
  await context.close();
});
