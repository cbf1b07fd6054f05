/**
 * For everyone: all that the site shows is without a fault that axe can find, in either language,
 * light or dark; it fits a phone of 320 px and a window at 200 %; every control suits a thumb; a
 * reader's own colours and wish for stillness hold.
 */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { test } from "node:test";
import { everyScene, LIVE, PAGES, settled } from "./support/scenes.js";
import { fixture } from "./support/fixture.js";
import { AT_HOME, files } from "./support/site.js";

/** @typedef {import("playwright-core").Page} Page */

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

const web = fixture({ options: AT_HOME });

/**
 * A page of somebody who has been here before.
 * @param {import("playwright-core").BrowserContextOptions} options
 */
async function visit(options) {
  const { context, page } = await web.device({
    returning: true,
    reducedMotion: "reduce",
    ...options,
  });
  return { page, close: () => context.close() };
}

test("no type of page is left out", () => {
  const type = (/** @type {string} */ name) => {
    const html = readFileSync(join(web.site, name), "utf8");
    return `${name.includes("/") ? name.split("/")[0] : name} ${html.match(/<body class="([^"]*)"/)?.[1]}`;
  };
  // The handbook is every page once more; `paper.test.js` reads one of a small playbook.
  const looked = new Set([...PAGES, "404.html", "handbook.html"].map(type));
  const missed = files(web.site).filter(
    (name) => name.endsWith(".html") && !name.startsWith("zh/") && !looked.has(type(name)),
  );
  assert.deepEqual(missed, [], "add one of each to PAGES in scenes.js");
});

/**
 * What axe finds on the page as it is now; a change of colours changes no more than contrast.
 * @param {Page} page
 * @returns {Promise<string[]>}
 */
async function faults(page) {
  const run = (/** @type {object} */ options) =>
    page.evaluate(async (chosen) => {
      // @ts-expect-error axe is put there below
      const { violations } = await axe.run(document, {
        resultTypes: ["violations"],
        preload: false,
        ...chosen,
      });
      return violations.map(
        (/** @type {any} */ v) =>
          `${v.id}: ${v.nodes
            .slice(0, 3)
            .map((/** @type {any} */ n) => n.html.slice(0, 160))
            .join(" | ")}`,
      );
    }, options);
  await page.evaluate(AXE);
  await page.emulateMedia({ colorScheme: "dark" });
  const dark = await run({ runOnly: ["color-contrast"] });
  await page.emulateMedia({ colorScheme: "light" });
  return [...(await run({})), ...dark.map((/** @type {string} */ fault) => `dark: ${fault}`)];
}

/** What is wider than the window, or cut off. Runs in the page. */
function misfits() {
  const found = [];
  const wide = document.documentElement.scrollWidth - innerWidth;
  if (wide > 0) found.push(`${wide} px too wide`);
  for (const element of document.querySelectorAll("body *")) {
    const { overflowX, overflowY, textOverflow } = getComputedStyle(element);
    const cuts = (/** @type {string} */ overflow) => overflow === "hidden" || overflow === "clip";
    const across =
      (cuts(overflowX) || textOverflow === "ellipsis") && element.scrollWidth > element.clientWidth + 1;
    const down = cuts(overflowY) && element.scrollHeight > element.clientHeight + 1;
    // What is for ears alone takes one pixel; a field's text is moved by its cursor.
    if ((across || down) && element.clientWidth > 2 && !element.matches("input, select, textarea")) {
      found.push(
        `${element.localName}.${element.className} is cut off: ${element.textContent?.trim().slice(0, 60)}`,
      );
    }
  }
  return found;
}

/**
 * Controls that are too small for a thumb. A link within a text is as high as its line. Runs in
 * the page.
 */
function small() {
  const named = (/** @type {Element | null} */ element) => `${element?.localName}.${element?.className}`;
  const least = 43.5;
  const found = new Set();
  for (const element of document.querySelectorAll("a[href], button, input, select, textarea, summary")) {
    if (!element.checkVisibility({ visibilityProperty: true }) || element.matches(".skip")) continue;
    if (element.localName === "a" && getComputedStyle(element).display === "inline") continue;
    const { labels } = /** @type {HTMLInputElement} */ (element);
    const parts = [element, ...(labels ?? [])].map((part) => part.getBoundingClientRect());
    const width = Math.max(...parts.map((part) => part.width));
    const height = Math.max(...parts.map((part) => part.height));
    if (width >= least && height >= least) continue;
    const words = element.textContent?.trim() || element.id;
    found.add(
      `${Math.round(width)} × ${Math.round(height)}: ${named(element)} in ${named(element.parentElement)} ` +
        `“${words.slice(0, 30)}”`,
    );
  }
  return [...found];
}

/**
 * What each scene is looked at in: with axe at one width if it has one, for what fits at another.
 * @typedef {object} Walk
 * @property {string} lang
 * @property {number} [axe] the width
 * @property {{ width: number, height: number }} fits
 * @property {boolean} phone whether it is held in a hand
 */

/** @type {Walk[]} */
const WALKS = [
  { lang: "", axe: 1280, fits: { width: 640, height: 400 }, phone: false },
  { lang: "", fits: { width: 320, height: 640 }, phone: true },
  { lang: "zh/", axe: 390, fits: { width: 320, height: 640 }, phone: true },
];

for (const { lang, axe, fits, phone } of WALKS) {
  const what = phone ? `a phone of ${fits.width} px, and a thumb` : "a window of 1280 px at 200 %";
  const light = axe ? `; axe finds nothing at ${axe} px, in the light and in the dark` : "";
  test(`everything fits ${what}${light}: ${lang || "en/"}`, async () => {
    const { page, close } = await visit({
      viewport: fits,
      hasTouch: phone,
      isMobile: phone,
      deviceScaleFactor: 2,
    });
    /** @type {string[]} */
    const found = [];
    const tell = (/** @type {string} */ scene, /** @type {string[]} */ of) =>
      found.push(...of.map((fault) => `${scene}: ${fault}`));
    const look = async (/** @type {string} */ scene) => {
      tell(scene, await page.evaluate(misfits));
      if (phone) tell(scene, await page.evaluate(small));
      if (!axe) return;
      await page.setViewportSize({ width: axe, height: 800 });
      tell(scene, await faults(page));
      await page.setViewportSize(fits);
    };
    await everyScene(page, web.url + lang, look);
    await page.goto(`${web.url}404.html`);
    await look("404.html");
    await close();
    assert.deepEqual(found, []);
  });
}

test("who wants no motion gets none", async () => {
  const { page, close } = await visit({ reducedMotion: "reduce" });
  const moving = [];
  for (const path of LIVE) {
    await page.goto(web.url + path);
    await settled(page);
    moving.push(
      ...(await page.evaluate(() => {
        const styles = [...document.querySelectorAll("*")].map((element) => [
          element,
          getComputedStyle(element),
        ]);
        return /** @type {[Element, CSSStyleDeclaration][]} */ (styles)
          .filter(
            ([, style]) =>
              style.transitionDuration.split(", ").some((time) => time !== "0s") ||
              style.animationDuration.split(", ").some((time) => time !== "0s") ||
              style.scrollBehavior === "smooth",
          )
          .map(([element]) => `${element.localName}.${element.className}`);
      })),
    );
  }
  await close();
  assert.deepEqual(moving, []);
});

test("in a reader's own colours tracks, bars, boxes and weights still differ", async () => {
  const { page, close } = await visit({ forcedColors: "active", viewport: { width: 1280, height: 900 } });
  const reader = await web.page();
  /** The colour in the middle of a part of the page, or at a place in it; below 0 from its end. */
  const colour = async (
    /** @type {string} */ selector,
    /** @type {{ x?: number, y?: number }} */ { x: across, y: down } = {},
  ) => {
    const part = page.locator(selector).first();
    await part.scrollIntoViewIfNeeded();
    const box = await part.boundingBox();
    assert.ok(box, selector);
    const x = Math.floor(box.x + (across ?? box.width / 2));
    const y = Math.floor(box.y + (down ?? box.height / 2) + (down && down < 0 ? box.height : 0));
    const png = await page.screenshot({ clip: { x, y, width: 1, height: 1 } });
    return reader.evaluate(async (text) => {
      const image = new Image();
      image.src = `data:image/png;base64,${text}`;
      await image.decode();
      const pen = new OffscreenCanvas(1, 1).getContext("2d");
      pen?.drawImage(image, 0, 0);
      return String(pen?.getImageData(0, 0, 1, 1).data);
    }, png.toString("base64"));
  };
  const differ = (/** @type {string[]} */ colours, /** @type {string} */ what) =>
    assert.equal(new Set(colours).size, colours.length, `${what}: ${colours.join(" | ")}`);

  await page.goto(`${web.url}deals.html#d1`);
  await page.locator(".deal-page").waitFor();
  const track = -11;
  const stops = [];
  for (const kind of [".done", ".here", ":not(.done, .here)"])
    stops.push(await colour(`.deal .stop.buyer${kind}`, { x: 1, y: track }));
  differ(stops, "stops that are done, where the buyer is, and to come");
  differ(
    [await colour(".deal .stop.buyer", { x: 40, y: track }), await colour("body", { x: 2, y: 400 })],
    "the track",
  );

  await page.goto(`${web.url}deals.html`);
  await page.locator(".deal-list").waitFor();
  differ([await colour(".mini .b .on"), await colour(".mini .b span:not(.on)")], "the bars of a deal");
  await page.goto(`${web.url}stages/s1.html`);
  await settled(page);
  differ([await colour(".strip .here"), await colour(".strip i:not(.here)")], "the strip over a stage");
  differ(
    [await colour(".rail .here", { x: -1, y: 20 }), await colour(".rail li:not(.here)", { x: -1, y: 20 })],
    "the rail",
  );
  differ(
    [await colour("input.box:checked", { x: 3 }), await colour("input.box:not(:checked)", { x: 3 })],
    "boxes",
  );
  await page.goto(`${web.url}relationship.html`);
  differ([await colour(".legend .weight.main"), await colour(".legend .weight:not(.main)")], "weights");
  await reader.close();
  await close();
});
