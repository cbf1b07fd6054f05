/**
 * The preview in a real browser, on a copy of the whole playbook: an author saves, a reader has
 * the page open.
 */
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, afterEach, before, beforeEach, test } from "node:test";
import { setTimeout as delay } from "node:timers/promises";
import { fixture } from "./support/fixture.js";
import { folder, ROOT, TWOTRACK } from "./support/site.js";

/** @typedef {import("playwright-core").Page} Page */

/** @type {import("node:child_process").ChildProcess} */
let preview;
/** @type {string} */
let home;
const book = folder("preview");
const web = fixture({ playbook: null, manner: { viewport: { width: 1100, height: 800 } } });
/** Where the stand-in for an editor notes what it was asked to open. */
let opened = "";

/** One browser's: its tabs share what they keep. @type {import("playwright-core").BrowserContext} */
let context;
beforeEach(async () => {
  context = await web.context();
});

before(async () => {
  for (const name of ["playbook.yaml", "content", "quizzes"]) {
    cpSync(join(ROOT, name), join(book, name), { recursive: true });
  }
  opened = join(book, "opened");
  home = await serve();
});

after(async () => {
  preview?.kill("SIGINT");
});

/** @type {Map<string, string>} the texts of edited files before a test */
const originals = new Map();

afterEach(async () => {
  if (originals.size === 0) return;
  await noted(() => {
    for (const [path, text] of originals) writeFileSync(path, text);
  });
  originals.clear();
});

/** Starts the preview and tells where it is. */
async function serve() {
  const editor = `sh -c 'echo "$1" > "${opened}"' sh {file}:{line}:{column}`;
  preview = spawn(TWOTRACK, ["-C", book, "serve", "--port", "0", "--editor", editor], {
    stdio: ["ignore", "ignore", "pipe"],
  });
  if (!preview.stderr) throw new Error("no standard error");
  for await (const said of preview.stderr) {
    const found = /http:\S+/.exec(String(said));
    if (found) {
      preview.stderr.resume();
      return found[0];
    }
  }
  throw new Error("the preview did not start");
}

/** Where the preview stands: another word after every change. */
async function version() {
  const answer = await fetch(`${home}_twotrack/state.json`);
  return /** @type {{ version: string }} */ (await answer.json()).version;
}

/**
 * Does something to the files and waits until the preview shows what came of it, so that nothing
 * of it reaches a page that is opened afterwards.
 * @param {() => void} work
 */
async function noted(work) {
  const before = await version();
  work();
  while ((await version()) === before) await delay(20);
}

/**
 * Saves a file with one text in place of another.
 * @param {string} file
 * @param {string} old
 * @param {string} now
 */
function edit(file, old, now) {
  const path = join(book, file);
  const text = readFileSync(path, "utf8");
  assert.ok(text.includes(old), `${file} has “${old}”`);
  const edited = text.replace(old, now);
  if (!originals.has(path)) originals.set(path, text);
  // What is as it was at first needs no putting back.
  else if (originals.get(path) === edited) originals.delete(path);
  writeFileSync(path, edited);
}

/**
 * Opens a page, marks it, so that a reload would show, and waits for its scripts.
 * @param {string} route
 */
async function open(route) {
  const page = await context.newPage();
  // A page that has loaded asks once whether it is still what the preview has. Its own scripts
  // run before that, and after it the page rests until something is saved.
  await Promise.all([asksAgain(page, route), page.goto(home + route)]);
  await page.evaluate(() => Object.assign(window, { unloaded: false }));
  return page;
}

/**
 * The answer that a page gets when it asks whether it has changed.
 * @param {Page} page
 * @param {string} route
 */
function asksAgain(page, route) {
  return page.waitForResponse((it) => it.url() === home + route && it.request().resourceType() === "fetch");
}

/**
 * The page shows a text.
 * @param {Page} page
 * @param {string} text
 */
async function shows(page, text) {
  await page.waitForFunction((it) => document.body.textContent?.includes(it), text);
}

/** What the editor was asked to open; the file is made before the shell writes into it. */
async function asked() {
  while (!existsSync(opened) || !readFileSync(opened, "utf8").endsWith("\n")) await delay(20);
  const place = readFileSync(opened, "utf8");
  rmSync(opened);
  return place;
}

/** @param {Page} page */
async function assertSame(page) {
  assert.equal(await page.evaluate(() => "unloaded" in window), true, "the page was not loaded again");
}

const GUIDE = "content/stages/01-s1/guide.md";
const STAGE = "content/stages/01-s1/stage.yaml";
const PASSING = "content/guides/stage-1/passing.md";
const front =
  "---\nid: passing\ntitle: A passing guide\nsummary: Here today.\nsection: stage-1\norigin: authored\n" +
  "---\n\nIt will not stay.\n";

test("typed text, focus, a filter and scroll stay while the words around them change", async () => {
  const page = await open("deals.html");
  await page.fill("#new-deal", "Harbour 海港");
  await page
    .locator("#new-deal")
    .evaluate((it) => /** @type {HTMLInputElement} */ (it).setSelectionRange(3, 5));
  await page.evaluate(() => scrollTo(0, 120));
  const before = await page.evaluate(() => scrollY);
  edit("playbook.yaml", "en: Project Sales Playbook", "en: Project Sales Handbook");
  await shows(page, "Project Sales Handbook");
  await assertSame(page);
  const state = await page.evaluate(() => {
    const field = /** @type {HTMLInputElement} */ (document.activeElement);
    return [field.id, field.value, field.selectionStart, scrollY];
  });
  assert.deepEqual(state, ["new-deal", "Harbour 海港", 3, before]);
  assert.ok((await page.title()).includes("Handbook"));
  await page.close();
});

test("ticks, open details and the reader's place stay", async () => {
  const page = await open("stages/s1.html");
  const box = page.locator("tt-ticks input[type=checkbox]").first();
  await box.check();
  const folds = page.locator("tt-ticks details");
  await folds.nth(0).locator("summary").click();
  await page.locator("#process").evaluate((it) => it.scrollIntoView());
  const top = () => page.locator("#process").evaluate((it) => Math.round(it.getBoundingClientRect().top));
  const before = await top();

  edit(GUIDE, "Two pieces of work, in this order.", "Two pieces of work, one after the other.");
  await shows(page, "one after the other");
  assert.equal(await top(), before, "the reader's place stands still");
  await assertSame(page);
  assert.equal(await box.isChecked(), true);
  assert.equal(await folds.nth(0).evaluate((it) => /** @type {HTMLDetailsElement} */ (it).open), true);
  await page.close();
});

test("a stage's own words change inside its ticks", async () => {
  const page = await open("stages/s1.html");
  const box = page.locator("tt-ticks input[type=checkbox]").first();
  await box.check();
  const fold = page.locator("tt-ticks details").first();
  await fold.locator("summary").click();
  const what = (await page.locator("tt-ticks li.action .what").first().textContent())?.trim() ?? "";
  const words = what.split(" ").slice(0, 3).join(" ");
  edit(STAGE, words, `Truly, ${words}`);
  await shows(page, `Truly, ${words}`);
  await assertSame(page);
  assert.equal(await fold.evaluate((it) => /** @type {HTMLDetailsElement} */ (it).open), true);
  assert.equal(await box.isChecked(), true);
  await page.close();
});

test("a quiz goes on while its questions are edited", async () => {
  const page = await open("quizzes/q1.html");
  await page.locator("tt-quiz form.start button[type=submit]").click();
  const attempt = await page.locator("tt-quiz .attempt .question").elementHandle();
  await page.locator("tt-quiz .actions-row button").click();
  const told = await page.locator("tt-quiz .verdict").textContent();
  edit("quizzes/q1.yaml", "At what point is step 1 done?", "When is step 1 done?");
  await shows(page, "When is step 1 done?");
  await assertSame(page);
  assert.equal(await attempt?.evaluate((it) => it.isConnected), true, "the question being answered stays");
  assert.equal(await page.locator("tt-quiz .verdict").textContent(), told);
  await page.close();
});

test("a change elsewhere leaves a page untouched", async () => {
  const [page, other] = [await open("sources/website.html"), await open("stages/s1.html")];
  await page.evaluate(() => {
    const note = () => Object.assign(window, { touched: true });
    new MutationObserver(note).observe(document, {
      subtree: true,
      childList: true,
      attributes: true,
      characterData: true,
    });
  });
  const answered = asksAgain(page, "sources/website.html");
  edit(GUIDE, "Two pieces of work", "Two large pieces of work");
  await shows(other, "Two large pieces of work");
  assert.equal((await answered).status(), 304);
  assert.equal(await page.evaluate(() => "touched" in window), false);
  await page.close();
  await other.close();
});

test("a broken file shows over the page, opens in the editor, and is gone once mended", async () => {
  const page = await open("stages/s1.html");
  edit(STAGE, "buyer_stage: b1", "buyer_stage: b99");
  const overlay = page.locator("#twotrack-overlay");
  await overlay.locator(".faults li").first().waitFor();
  const text = await overlay.locator(".faults").innerText();
  for (const part of ["b99", "unknown-id", "stage.yaml:", "buyer_stage: b99"])
    assert.ok(text.includes(part), `${part} in ${text}`);
  assert.ok((await overlay.locator("mark").allTextContents()).includes("b99"));
  const border = await overlay.locator(".faults").evaluate((it) => getComputedStyle(it).borderTopStyle);
  assert.equal(border, "solid", "the page's policy lets the overlay's sheet in");
  await overlay.locator("button.place", { hasText: "01-s1/stage.yaml" }).first().click();
  assert.match(await asked(), /01-s1\/stage\.yaml:\d+:\d+\n$/);
  await shows(page, "Customer planning");

  edit(STAGE, "buyer_stage: b99", "buyer_stage: b1");
  await overlay.waitFor({ state: "detached" });
  await assertSame(page);
  await page.close();
});

test("a page that is gone says so and comes back; one of another name leads on", async (t) => {
  const guide = join(book, PASSING);
  t.after(() => existsSync(guide) && noted(() => rmSync(guide)));
  await noted(() => writeFileSync(guide, front));
  const page = await open("guides/passing.html");
  await shows(page, "It will not stay.");
  rmSync(guide);
  const overlay = page.locator("#twotrack-overlay .gone");
  await overlay.waitFor();
  await shows(page, "It will not stay.");
  writeFileSync(guide, front);
  await overlay.waitFor({ state: "hidden" });
  await assertSame(page);
  writeFileSync(guide, front.replace("id: passing", "id: passed"));
  await page.waitForURL("**/guides/passed.html");
  await page.close();
});

test("the trainer's desk leads to what is open, and from there into the editor", async (t) => {
  const guide = join(book, PASSING);
  t.after(() => existsSync(guide) && noted(() => rmSync(guide)));
  const page = await open("_twotrack/desk.html");
  const place = page.locator("button.place", { hasText: "passing.md" }).first();
  assert.equal(await place.count(), 0);
  writeFileSync(guide, front);
  await place.click();
  assert.match(await asked(), /stage-1\/passing\.md:\d+:\d+\n$/);
  await assertSame(page);
  edit(STAGE, "buyer_stage: b1", "buyer_stage: b99");
  const overlay = page.locator("#twotrack-overlay");
  const link = overlay.getByRole("link", { name: "The trainer’s desk" });
  assert.equal(await link.getAttribute("href"), `${home}_twotrack/desk.html`);
  await page.close();
});

test("a style sheet changes without a reload, and the page is never bare", async (t) => {
  const themes = join(book, "themes");
  t.after(() => existsSync(themes) && noted(() => rmSync(themes, { recursive: true })));
  const page = await open("stages/s1.html");
  const theme = join(themes, "default/css");
  // In one step: a half copied sheet would rightly show as one.
  cpSync(join(ROOT, "themes/default/css"), join(book, "copied"), { recursive: true });
  mkdirSync(join(themes, "default"), { recursive: true });
  renameSync(join(book, "copied"), theme);
  const sheet = join(theme, "base.css");
  writeFileSync(sheet, `${readFileSync(sheet, "utf8")}\nbody { outline-color: rgb(1, 2, 3) !important }\n`);
  /** @type {boolean[]} */
  const bare = [];
  await page.exposeFunction("noteBare", (/** @type {boolean} */ it) => bare.push(it));
  await page.evaluate(() => {
    const look = () => {
      const plain = getComputedStyle(document.body).display !== "flex";
      if (plain) Object(window).noteBare(plain);
      requestAnimationFrame(look);
    };
    look();
  });
  await page.waitForFunction(() => getComputedStyle(document.body).outlineColor === "rgb(1, 2, 3)");
  await page.waitForFunction(() => document.querySelectorAll("link[rel=stylesheet]").length === 1);
  await assertSame(page);
  assert.deepEqual(bare, []);
  await page.close();
});

test("twelve tabs share one stream, and the next takes over when its tab closes", async () => {
  const tabs = [];
  for (let i = 0; i < 12; i++) tabs.push(await open("stages/s1.html"));
  edit(GUIDE, "Two pieces of work", "for all tabs");
  await Promise.all(tabs.map((tab) => shows(tab, "for all tabs")));
  await tabs[0].close();
  edit(GUIDE, "for all tabs", "for those who stayed");
  await Promise.all(tabs.slice(1).map((tab) => shows(tab, "for those who stayed")));
  for (const tab of tabs.slice(1)) await assertSame(tab);
  await Promise.all(tabs.slice(1).map((tab) => tab.close()));
});

test("Ctrl-C ends the preview cleanly, with pages open", async () => {
  const page = await open("stages/s1.html");
  const ended = once(preview, "exit");
  preview.kill("SIGINT");
  assert.deepEqual(await ended, [0, null]);
  await page.close();
});
