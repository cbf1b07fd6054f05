/**
 * Small things that a reader sees at once: a shade chosen by hand holds everywhere, no word is broken
 * in two, quotation marks are as wide as in the rest of the text, no switch does nothing, and a table
 * that goes on says so.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { PAGES, settled } from "./support/scenes.js";
import { fixture } from "./support/fixture.js";

const web = fixture();

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
    const { context, page } = await web.device({ colorScheme: system });
    await page.goto(`${web.url}stages/s1.html`);
    const beside = await context.newPage();
    await beside.goto(`${web.url}about.html`);
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
    await page.goto(`${web.url}zh/guides/milestones.html`);
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
  const { context, page } = await web.device({ viewport: { width: 390, height: 800 } });
  /** @type {string[]} */
  const found = [];
  for (const name of PAGES) {
    await page.goto(web.url + name);
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

/**
 * How far the paint at each edge of a table's box differs from the page's ground, 0 to 765, in its last
 * rows, where no letter stands.
 * @param {import("playwright-core").Page} page @param {import("playwright-core").Locator} table
 */
async function edges(page, table) {
  const data = (await table.screenshot({ animations: "disabled" })).toString("base64");
  const paper = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  // On a page of its own, as the site lets no picture in from elsewhere.
  const lab = await page.context().newPage();
  const found = await lab.evaluate(
    async ({ data, paper }) => {
      const image = new Image();
      image.src = `data:image/png;base64,${data}`;
      await image.decode();
      const canvas = Object.assign(document.createElement("canvas"), {
        width: image.width,
        height: image.height,
      });
      const brush = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
      brush.drawImage(image, 0, 0);
      const paint = (/** @type {number} */ x) =>
        [...brush.getImageData(x, image.height - 6, 1, 1).data].slice(0, 3);
      const ground = paper.match(/\d+/g)?.map(Number) ?? [];
      const far = (/** @type {number} */ x) =>
        paint(x).reduce((sum, part, at) => sum + Math.abs(part - ground[at]), 0);
      return { left: far(1), right: far(image.width - 2) };
    },
    { data, paper },
  );
  await lab.close();
  return found;
}

test("a table wider than the screen has a shadow on the side that goes on, and on no other", async () => {
  for (const colorScheme of /** @type {const} */ (["light", "dark"])) {
    const { context, page } = await web.device({ colorScheme, viewport: { width: 390, height: 3000 } });
    for (const name of ["guides/forecast.html", "zh/guides/forecast.html"]) {
      await page.goto(web.url + name);
      await settled(page);
      const table = page.locator(".table").nth(1);
      const start = await edges(page, table);
      assert.ok(
        start.right > 60 && start.left < 12,
        `${name}, ${colorScheme}, at the start: ${JSON.stringify(start)}`,
      );
      await table.evaluate((box) => (box.scrollLeft = box.scrollWidth));
      const end = await edges(page, table);
      assert.ok(
        end.left > 60 && end.right < 12,
        `${name}, ${colorScheme}, at the end: ${JSON.stringify(end)}`,
      );
    }
    await context.close();
  }
});

test("the switch for origins stands only where something has an origin", async () => {
  const { page } = await web.device();
  for (const [name, has] of /** @type {const} */ ([
    ["guides/milestones.html", true],
    ["deals.html", false],
    ["search/index.html", false],
  ])) {
    await page.goto(web.url + name);
    assert.equal(await page.locator("#origins").isVisible(), has, name);
  }
});

/** Lightness and two axes of colour in OKLab (Ottosson 2020), in which equal steps look equal. */
function oklab(/** @type {number[]} */ [red, green, blue]) {
  const [r, g, b] = [red, green, blue].map((part) => {
    const value = part / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  const [l, m, s] = [
    0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b,
    0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b,
    0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b,
  ].map(Math.cbrt);
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
}

test("done, wrong, commitment, active and warning are told apart, in the light, the dark and on paper", async () => {
  const { page } = await web.device();
  await page.goto(`${web.url}stages/s1.html`);
  for (const [name, media] of /** @type {const} */ ([
    ["light", { colorScheme: "light" }],
    ["dark", { colorScheme: "dark" }],
    ["paper", { colorScheme: "dark", media: "print" }],
  ])) {
    await page.emulateMedia(media);
    const colours = await page.evaluate(() => {
      const probe = document.body.appendChild(document.createElement("span"));
      const found = ["done", "wrong", "commit", "ours", "warn"].map((token) => {
        probe.style.setProperty("color", `var(--${token})`);
        return (getComputedStyle(probe).color.match(/[\d.]+/g) ?? []).slice(0, 3).map(Number);
      });
      probe.remove();
      return found;
    });
    for (const [n, one] of colours.entries())
      for (const other of colours.slice(n + 1)) {
        const [a, b] = [oklab(one), oklab(other)];
        const far = Math.hypot(...a.map((part, axis) => part - b[axis]));
        assert.ok(far >= 0.1, `${name}: ${one} and ${other} are ${far.toFixed(3)} apart`);
      }
    // Red is the colour of what is wrong, and of nothing else.
    const red = colours.map((colour) => oklab(colour)).filter(([, a, b]) => a > 0.09 && b > 0.04);
    assert.equal(red.length, 1, name);
  }
});
