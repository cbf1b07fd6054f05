/** No page type has a fault that axe can find, in either language, light or dark, wide or narrow. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { after, before, test } from "node:test";
import { browser, build, host } from "./support.js";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

const PAGES = [
  "index.html", "stages/index.html", "stages/s1.html", "checklists/s1.html", "buyer.html", "scripts/index.html",
  "scripts/s1.c1.html", "sources/index.html", "sources/website.html", "dimensions.html", "relationship.html",
  "library.html", "guides/milestones.html", "quizzes/index.html", "quizzes/q1.html", "answers/q1.html", "review.html",
  "drill.html", "deals.html", "card.html", "paths/index.html", "paths/path.new-hire.html", "cases/index.html",
  "scorecard.html", "glossary.html", "about.html", "404.html",
];

/** @type {import("playwright-core").Browser} */
let chromium;
/** @type {{ url: string, close: () => void }} */
let server;

before(async () => {
  // A page for unknown addresses needs to know where the site stands.
  server = await host(build(undefined, ["--base-url", "https://example.com/play"]));
  chromium = await browser();
});

after(async () => {
  await chromium?.close();
  server?.close();
});

/**
 * What axe finds on the page as it is now.
 * @param {import("playwright-core").Page} page
 * @returns {Promise<string[]>}
 */
async function faults(page) {
  await page.evaluate(AXE);
  return page.evaluate(async () => {
    // @ts-expect-error axe is put there by the line above
    const { violations } = await axe.run(document, { resultTypes: ["violations"] });
    return violations.map((/** @type {any} */ v) => `${v.id}: ${v.nodes.slice(0, 3).map((/** @type {any} */ n) => n.html.slice(0, 160)).join(" | ")}`);
  });
}

for (const [lang, scheme, width] of /** @type {const} */ ([["", "light", 1280], ["zh/", "dark", 390], ["", "dark", 320], ["zh/", "light", 1280]])) {
  test(`axe finds nothing: ${lang || "en/"} ${scheme} ${width}`, async () => {
    const context = await chromium.newContext({ colorScheme: scheme, viewport: { width, height: 800 }, reducedMotion: "reduce" });
    const page = await context.newPage();
    /** @type {string[]} */
    const found = [];
    const look = async (/** @type {string} */ name) => {
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      if (wide > 0) found.push(`${name} is ${wide} px too wide`);
      found.push(...(await faults(page)).map((fault) => `${name}: ${fault}`));
    };
    for (const path of PAGES) {
      if (path === "404.html" && lang) continue;
      await page.goto(server.url + lang + path);
      await page.waitForTimeout(150);
      await look(path);
    }
    // A deal in full, a question answered, a conversation under way.
    await page.goto(`${server.url}${lang}deals.html`);
    await page.locator("#new-deal").fill("Harbour");
    await page.locator(".new-deal button").click();
    await page.locator("#deal-buyer").selectOption("b4");
    await page.locator(".missing input").first().click();
    await look("a deal");
    await page.goto(`${server.url}${lang}quizzes/q1.html`);
    await page.locator(".start button").click();
    for (let n = 0; n < 3; n++) {
      await page.locator(".actions-row button").click();
      const rate = page.locator(".verdict button");
      if (await rate.count()) await rate.click();
      await look("an answered question");
      await page.locator(".actions-row button").click();
    }
    await page.goto(`${server.url}${lang}scripts/s1.c1.html`);
    await page.locator("tt-talk button").first().click();
    await page.locator(".talk-choices button").first().click();
    await look("a conversation");
    await context.close();
    assert.deepEqual(found, []);
  });
}
