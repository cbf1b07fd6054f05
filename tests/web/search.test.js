/**
 * The search as people use it: keys, an input method, a screen reader's roles, no network, no
 * server; and that the browser takes texts apart exactly as the index did.
 */
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import { join } from "node:path";
import { test } from "node:test";
import { scan } from "../../themes/default/js/search/fold.js";
import { distance, nearest } from "../../themes/default/js/search/near.js";
import { parse } from "../../themes/default/js/search/query.js";
import { Disk, engine, grade, idOf, queries, SETS } from "./search/index.js";
import { answer } from "./support/scenes.js";
import { fixture } from "./support/fixture.js";
import { whole } from "./support/kept.js";

/** @typedef {import("playwright-core").Page} Page */

const AXE = createRequire(import.meta.url).resolve("axe-core/axe.min.js");

const web = fixture();

/**
 * A new page.
 * @param {string} address  below the site
 * @param {import("playwright-core").BrowserContextOptions} [options]
 */
async function visit(address, options = {}) {
  const { page, context } = await web.device({ viewport: { width: 1100, height: 800 }, ...options });
  await page.goto(address.includes("://") ? address : `${web.url}${address}`);
  return { page, context, close: () => context.close() };
}

/** @param {Page} page */
const titles = (page) => page.locator(".finder-title").allTextContents();

/**
 * Waits until a result with this title stands first.
 * @param {Page} page
 * @param {RegExp} title
 */
async function first(page, title) {
  await page.locator(".finder-result").first().filter({ hasText: title }).waitFor();
}

test("the slash is turned off in the box, for every page, and Ctrl-K stays", async () => {
  const { page, close } = await visit("guides/milestones.html");
  const field = page.locator("dialog[open] .finder-field");
  await page.keyboard.press("/");
  await field.waitFor();
  await page.getByLabel("The key / by itself opens the search").uncheck();
  await page.keyboard.press("Escape");
  const sign = page.locator("a.search kbd");
  for (const path of ["", "zh/stages/index.html"]) {
    if (path) await page.goto(web.url + path);
    await sign.waitFor({ state: "hidden" });
    await page.locator("h1").click();
    await page.keyboard.press("/");
    await page.keyboard.press("Control+k");
    await field.waitFor();
    assert.equal(await field.inputValue(), "", "the slash has opened nothing that could be typed in");
    await page.keyboard.press("Escape");
    await page.keyboard.press("/");
    assert.equal(await page.locator("dialog[open]").count(), 0);
  }
  await page.keyboard.press("Control+k");
  await page.locator("dialog[open] [name=slash]").check();
  await page.keyboard.press("Escape");
  await page.keyboard.press("/");
  await field.waitFor();
  await close();
});

test("a slash opens it, arrows move, Enter jumps to the very item", async () => {
  const { page, close } = await visit("guides/milestones.html");
  await page.keyboard.press("/");
  await page.locator("dialog.finder-dialog .finder-field").waitFor();
  await page.keyboard.type("meeting pl");
  await first(page, /meeting place is confirmed/);
  const second = (await titles(page))[1];
  await page.keyboard.press("ArrowDown");
  assert.equal(await page.locator("[role=option][aria-selected=true] .finder-title").textContent(), second);
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("Enter");
  await page.waitForURL(/stages\/s1\.html#s1\.k3$/);
  assert.ok(await page.locator("[id='s1.k3']").isVisible());
  await close();
});

test("the first click or tap on a result opens it, in the dialog and on the page, from a folder too", async () => {
  const phone = { viewport: { width: 390, height: 800 }, isMobile: true, hasTouch: true };
  for (const [lang, words, title] of [
    ["", "meeting pl", /meeting place/i],
    ["zh/", "会面地点", /会面地点/],
  ]) {
    for (const options of [{}, phone]) {
      for (const base of [web.url, pathToFileURL(web.site).href + "/"]) {
        for (const place of ["dialog", "main"]) {
          const { page, close } = await visit(
            `${base}${lang}${place === "main" ? "search/index.html" : "glossary.html"}`,
            options,
          );
          if (place === "dialog") await page.locator("a.search").click();
          await page.locator(`${place} .finder-field`).focus();
          await page.keyboard.type(String(words), { delay: 15 });
          await first(page, /** @type {RegExp} */ (title));
          await page.waitForTimeout(500);
          const result = page.locator(`${place} .finder-result`).first();
          const address = String(
            await result.evaluate((link) => /** @type {HTMLAnchorElement} */ (link).href),
          );
          const box = await result.boundingBox();
          assert.ok(box);
          const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
          if ("hasTouch" in options) await page.touchscreen.tap(x, y);
          else await page.mouse.click(x, y, { delay: 60 });
          await page.waitForURL(address, { timeout: 5000 });
          await close();
        }
      }
    }
  }
});

test("Ctrl-K opens it, Escape closes it, and what was found is remembered", async () => {
  const { page, close } = await visit("index.html");
  await page.keyboard.press("Control+k");
  await page.locator("dialog .finder-field").fill("power structure");
  await first(page, /Power structure/);
  await page.keyboard.press("Escape");
  assert.equal(await page.locator("dialog[open]").count(), 0);
  await page.keyboard.press("Control+k");
  await page.locator("dialog .finder-field").fill("power structure");
  await first(page, /Power structure/);
  await page.keyboard.press("Enter");
  await page.waitForURL(/glossary\.html#term\.power-structure$/);
  await page.keyboard.press("/");
  await page.locator(".finder-recent").getByRole("button", { name: "power structure" }).click();
  await first(page, /Power structure/);
  await close();
});

test("Enter before the results are there opens the result of what was typed, not of what was shown", async () => {
  const { page, close } = await visit("index.html");
  await page.keyboard.press("/");
  await page.locator("dialog .finder-field").fill("milestone");
  await first(page, /Milestone/);
  /** @type {() => void} */
  let go = () => {};
  const gate = new Promise((done) => (go = () => done(undefined)));
  await page.route(/search\/data\/en-/, async (route) => {
    await gate;
    await route.continue();
  });
  await page.locator("dialog .finder-field").fill("power structure");
  await page.keyboard.press("Enter");
  go();
  await page.waitForURL(/glossary\.html#term\.power-structure$/);
  await close();
});

test("a query that is still being composed is left alone", async () => {
  const { page, context, close } = await visit("zh/index.html");
  await page.keyboard.press("/");
  await page.locator("dialog .finder-field").waitFor();
  const keys = await context.newCDPSession(page);
  await keys.send("Input.imeSetComposition", { text: "jing'shou'ren", selectionStart: 13, selectionEnd: 13 });
  // The Enter that takes a candidate belongs to the input method.
  await keys.send("Input.dispatchKeyEvent", { type: "rawKeyDown", windowsVirtualKeyCode: 229, key: "Enter" });
  await page.waitForTimeout(600);
  assert.equal(await page.locator(".finder-field").inputValue(), "jing'shou'ren");
  assert.deepEqual(await titles(page), []);
  assert.equal(await page.locator("dialog [role=status]").textContent(), "");
  await keys.send("Input.insertText", { text: "经手人" });
  await first(page, /^经手人/);
  assert.match(page.url(), /zh\/index\.html$/);
  await close();
});

test("on a phone an English word counts while its keyboard still composes it, and a button closes", async () => {
  const { page, context, close } = await visit("index.html", {
    viewport: { width: 390, height: 800 },
    isMobile: true,
    hasTouch: true,
  });
  await page.locator("a.search").tap();
  await page.locator("dialog .finder-field").waitFor();
  const keys = await context.newCDPSession(page);
  await keys.send("Input.imeSetComposition", { text: "mileston", selectionStart: 8, selectionEnd: 8 });
  await first(page, /Milestone/);
  await page.getByRole("button", { name: "Close" }).tap();
  await page.locator("dialog").waitFor({ state: "hidden" });
  await close();
});

test("what is folded opens where a result leads", async () => {
  const { page, close } = await visit("zh/index.html");
  const open = async (/** @type {string} */ text, /** @type {RegExp} */ title) => {
    await page.keyboard.press("/");
    await page.locator("dialog .finder-field").fill(text);
    await first(page, title);
    await page.keyboard.press("Enter");
  };
  await open("“停机能降一大截”", /停机能降一大截/);
  await page.waitForURL(/#s1\.c1\.n6$/);
  const line = page.locator("[id='s1.c1.n6']");
  await line.filter({ visible: true }).waitFor();
  assert.equal(await line.evaluate((line) => line.closest("details")?.open), true);
  // What the item folds away opens too, for the words may stand just there.
  await open("会面地点已确认", /会面地点已确认/);
  await page.waitForURL(/#s1\.k3$/);
  await page.locator("[id='s1.k3'] details[open]").waitFor();
  await close();
});

test("a question that was found is asked, and an attempt that was begun waits", async () => {
  const { page, close } = await visit("quizzes/q0.html");
  await page.getByRole("button", { name: "Start" }).click();
  await page
    .locator(".progress")
    .filter({ hasText: /^Question 1 of 10/ })
    .waitFor();
  const begun = await page.locator("tt-quiz .stem").first().textContent();
  await answer(page);
  await page.locator("tt-quiz .attempt").getByRole("button", { name: "Check" }).click();
  await page.goto(`${web.url}search/index.html?q=company&kind=question`);
  const title = (await titles(page))[0] ?? (await page.locator(".finder-title").first().textContent());
  await page.locator(".finder-result").first().click();
  await page.waitForURL(/quizzes\/q\d\.html#/);
  const stem = page.locator("tt-quiz .quiz-stage .stem");
  await stem.filter({ visible: true }).waitFor();
  assert.ok((await stem.textContent())?.includes((title ?? "").slice(0, 20)), title ?? "");
  await page.goto(`${web.url}quizzes/q0.html`);
  await page
    .locator("tt-quiz .stem")
    .first()
    .filter({ hasText: begun ?? "" })
    .waitFor();
  await close();
});

test("the stage at which the chosen deal stands comes first of equals", async () => {
  const { page, close } = await visit("stages/s1.html");
  const ask = async () => {
    await page.keyboard.press("/");
    await page.locator("dialog .finder-field").fill("if it goes otherwise");
    await first(page, /If it goes otherwise/);
  };
  await ask();
  assert.match((await page.locator(".finder-facts").first().textContent()) ?? "", /2 Visit/);
  for (const stage of ["s1", "s2"]) {
    await page.goto(`${web.url}stages/${stage}.html`);
    await page.locator("input[data-action]").first().waitFor();
    for (const box of await page.locator(".gate:is(.milestone, .success) input[data-action]").all())
      await box.check();
  }
  await page.goto(`${web.url}index.html`);
  await ask();
  await page
    .locator(".finder-facts")
    .first()
    .filter({ hasText: /3 Preliminary/ })
    .waitFor();
  await page.goto(`${web.url}search/index.html?q=if+it+goes+otherwise`);
  await page
    .locator(".finder-facts")
    .first()
    .filter({ hasText: /3 Preliminary/ })
    .waitFor();
  await close();
});

test("without scripts the page of results says what to do", async () => {
  const { page, close } = await visit("search/index.html?q=price", { javaScriptEnabled: false });
  assert.equal(await page.locator("twotrack-search").isVisible(), false);
  await page.getByRole("note").getByRole("link", { name: "Library" }).click();
  await page.waitForURL(/library\.html$/);
  await close();
});

test("a screen reader hears what it is, how many there are and which is chosen", async () => {
  const { page, close } = await visit("index.html");
  await page.keyboard.press("/");
  const field = page.getByRole("combobox", { name: "Search" });
  await field.waitFor();
  assert.equal(await field.getAttribute("aria-expanded"), "false");
  await field.fill("milestone");
  await first(page, /Milestone/);
  assert.equal(await field.getAttribute("aria-expanded"), "true");
  const list = page.getByRole("listbox", { name: "Search" });
  assert.ok((await list.getByRole("group", { name: "Best answers" }).getByRole("option").count()) === 3);
  const chosen = await field.getAttribute("aria-activedescendant");
  assert.equal(await page.locator(`[id="${chosen}"]`).getAttribute("aria-selected"), "true");
  await page
    .getByRole("status")
    .filter({ hasText: /^\d+ results$/ })
    .waitFor();
  await field.fill("qqqqqq");
  await page
    .getByRole("status")
    .filter({ hasText: /Nothing found/ })
    .waitFor();
  await close();
});

test("axe finds nothing, in the dialog and on the page, dark and light", async () => {
  for (const colorScheme of /** @type {const} */ (["light", "dark"])) {
    for (const address of ["index.html", "zh/search/index.html?q=里程碑"]) {
      const { page, close } = await visit(address, { bypassCSP: true, colorScheme });
      if (!address.includes("search")) {
        await page.keyboard.press("/");
        await page.locator("dialog .finder-field").fill("milestone");
      }
      await page.locator(".finder-result").first().waitFor();
      await page.addScriptTag({ path: AXE });
      const faults = await page.evaluate(async () => {
        // @ts-ignore axe is in the page now
        const { violations } = await axe.run(document.querySelector("dialog") ?? "main");
        return violations.map(
          (/** @type {any} */ v) => `${v.id}: ${v.nodes.map((/** @type {any} */ n) => n.html).join(" ")}`,
        );
      });
      assert.deepEqual(faults, [], `${address} ${colorScheme}`);
      await close();
    }
  }
});

test("a plain link shows results, with the words marked where they stand", async () => {
  const { page, close } = await visit(`zh/search/index.html?q=${encodeURIComponent("經手人 會面")}`);
  await first(page, /会面/);
  const marks = await page.locator(".finder-result").first().locator("mark").allTextContents();
  assert.ok(marks.includes("会面") && marks.includes("经手人"), marks.join());
  assert.equal(await page.getByRole("heading", { name: "最相关" }).count(), 1);
  await page.getByRole("searchbox").press("ArrowDown");
  await page.keyboard.press("Enter");
  await page.waitForURL(/zh\/stages\/s1\.html#s1\.k\d$/);
  await close();
});

test("filters by kind and stage hold, and stand in the address", async () => {
  const { page, close } = await visit("search/index.html?q=price&kind=objection&stage=7");
  await page.locator(".finder-result").first().waitFor();
  const addresses = await page
    .locator(".finder-result")
    .evaluateAll((links) => links.map((a) => a.getAttribute("href") ?? ""));
  assert.ok(addresses.length > 0);
  for (const address of addresses) assert.match(address, /scripts\/s7\.c\d\.html#s7\.c\d\.o\d$/);
  await page.getByRole("combobox", { name: "Stage" }).selectOption("");
  await page.waitForURL((url) => !url.searchParams.has("stage"));
  await page.locator(".finder-result:not([href*='scripts/s7.'])").first().waitFor();
  await close();
});

test("a query in the other language leads to the reader's page and says so", async () => {
  const { page, close } = await visit(`search/index.html?q=${encodeURIComponent("没有预算")}`);
  const result = page.locator(".finder-result").first();
  await result.waitFor();
  assert.match((await result.textContent()) ?? "", /There is no budget this year.*没有预算.*found in 中文/s);
  assert.match((await result.getAttribute("href")) ?? "", /\/play\/scripts\/s2\.c2\.html#s2\.c2\.o3$/);
  assert.equal(await result.locator("[lang=zh]").count(), 1);
  await close();
});

test("it works from a folder, without a server", async () => {
  const { page, close } = await visit(pathToFileURL(join(web.site, "zh/stages/s4.html")).href);
  await page.keyboard.press("/");
  await page.locator("dialog .finder-field").fill("电话邀约");
  await first(page, /电话邀约/);
  await page.locator(".finder-field").fill("preferred suplier");
  await first(page, /首选供应商/);
  await page.keyboard.press("Enter");
  await page.waitForURL(/^file:.*\/zh\/.*#/);
  await close();
});

test("after one visit it works without a network", async () => {
  const { page, context, close } = await visit("index.html", { serviceWorkers: "allow" });
  await whole(page);
  await context.setOffline(true);
  await page.goto(`${web.url}scripts/s1.c1.html`);
  await page.keyboard.press("/");
  await page.locator("dialog .finder-field").fill("cap on liability");
  await first(page, /cap on liability/);
  await page.keyboard.press("Enter");
  await page.waitForURL(/scripts\/s7\.c3\.html#s7\.c3\.o3$/);
  await close();
});

test("a page that was open while the site was published anew still finds things", async () => {
  const { page, close } = await visit("index.html");
  await page.route(/search\/data\/en\.js$/, async (route) => {
    const body = await (await route.fetch()).text();
    // The shards of yesterday are gone.
    await route.fulfill({
      contentType: "text/javascript",
      body: body.replaceAll(/[0-9a-z]{8} /g, "00000000 "),
    });
  });
  await page.keyboard.press("/");
  await page.locator("dialog .finder-field").fill("power structure");
  await first(page, /Power structure/);
  await close();
});

test("a page loads none of it before it is asked for", async () => {
  const { page, close } = await visit("index.html");
  const loaded = () =>
    page.evaluate(() => performance.getEntriesByType("resource").map((entry) => entry.name));
  assert.deepEqual(
    (await loaded()).filter((name) => /search/.test(name)),
    [],
  );
  await close();
});

test("the browser takes every text apart as the index did", async () => {
  const disk = new Disk(web.site);
  for (const n of [0, 1]) {
    const index = await engine(disk, "en").index(n);
    const stop = new Set(index.head.stop.split(" "));
    const simplified = await index.simplified();
    /** @type {Set<string>} */
    const words = new Set();
    const pairs = new Set();
    for (let entry = 0; entry < index.size; entry++) {
      const line = await index.line(entry);
      for (const { joined, letters } of scan(`${line?.title ?? ""}\n${line?.text ?? ""}`)) {
        const simple = letters.map((c) => simplified.get(c) ?? c);
        if (!joined) words.add(letters.join(""));
        else for (let i = 1; i < simple.length; i++) pairs.add(simple[i - 1] + simple[i]);
      }
    }
    const lost = [];
    for (const term of [...words, ...pairs]) {
      if (!stop.has(term) && term.length <= 40 && !(await index.term(term))) lost.push(term);
    }
    assert.ok(words.size > 100 && pairs.size + words.size > 3000);
    assert.deepEqual(lost, [], index.lang);
  }
});

/**
 * What a class of either set finds at least. The first set was written to be met. Of the second, a
 * class of words that stand in the content may lose one, for the content goes on; what asks in
 * other words is harder.
 */
const LEAST = [
  (/** @type {string} */ kind) => (kind.startsWith("zh") ? 0.97 : 0.9),
  (/** @type {string} */ kind) =>
    ({
      "zh-asked": 0.6,
      "zh-asked-old": 0.4,
      "zh-asked-mixed": 0.5,
      "en-asked": 0.65,
      "en-other-words": 0.4,
      "en-long-typos": 0.75,
    })[kind] ?? 0.85,
];

test("what people look for is found, in every class of both sets", async () => {
  const disk = new Disk(web.site);
  const engines = { en: engine(disk, "en"), zh: engine(disk, "zh") };
  for (const [n, set] of SETS.entries()) {
    /** @type {Map<string, number[]>} */
    const recalls = new Map();
    for (const { kind, lang, text, expected } of queries(set)) {
      const { hits } = await engines[/** @type {"en" | "zh"} */ (lang)].search(text);
      const { recall } = grade(hits.map(idOf), expected);
      recalls.set(kind, [...(recalls.get(kind) ?? []), recall]);
    }
    for (const [kind, all] of recalls) {
      const mean = all.reduce((sum, one) => sum + one, 0) / all.length;
      assert.ok(mean >= LEAST[n](kind), `${set} ${kind}: ${mean}`);
    }
  }
});

test("a question in a whole sentence is asked by the words that tell", () => {
  const common = { stop: new Set(["how", "the"]), fillers: new Set(["怎么", "怎么办", "说", "want"]) };
  const telling = (/** @type {string} */ text) =>
    parse(text, common, null)
      .wishes.filter((wish) => wish.weight === 1)
      .map((wish) => wish.text);
  assert.deepEqual(telling("客户说没预算怎么办"), ["客户", "预算"]);
  assert.deepEqual(telling("how the buyers want it"), ["buyers", "it"]);
  assert.deepEqual(telling("“怎么办”"), ["怎么", "么办"]);
});

test("slips of the pen are counted as people make them", () => {
  assert.equal(distance("objectoin", "objection", 2), 1);
  assert.equal(distance("milstone", "milestone", 2), 1);
  assert.equal(distance("call", "milestone", 2), 3);
  assert.deepEqual(nearest("qualifying", ["qualified", "quality", "signal"], 5), [
    { word: "qualified", cost: 0 },
  ]);
  assert.deepEqual(nearest("cat", ["car", "cut"], 5), []);
});
