/**
 * The preview in a real browser, on a copy of the whole playbook: an author saves, a reader has
 * the page open.
 */
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, existsSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, afterEach, before, test } from "node:test";
import { browser, ROOT, TWOTRACK } from "./support.js";

/** @typedef {import("playwright-core").Page} Page */

/** @type {string} */
let folder;
/** @type {import("node:child_process").ChildProcess} */
let preview;
/** @type {string} */
let home;
/** @type {import("playwright-core").Browser} */
let chromium;
/** @type {import("playwright-core").BrowserContext} */
let context;
/** Where the stand-in for an editor notes what it was asked to open. */
let opened = "";

before(async () => {
  folder = mkdtempSync(join(tmpdir(), "twotrack-preview-"));
  for (const name of ["playbook.yaml", "content", "quizzes"]) {
    cpSync(join(ROOT, name), join(folder, name), { recursive: true });
  }
  opened = join(folder, "opened");
  home = await serve();
  chromium = await browser();
  context = await chromium.newContext({ viewport: { width: 1100, height: 800 } });
});

after(async () => {
  await chromium?.close();
  preview?.kill("SIGINT");
  rmSync(folder, { recursive: true, force: true });
});

/** @type {Map<string, string>} the texts of edited files before a test */
const originals = new Map();

afterEach(() => {
  for (const [path, text] of originals) writeFileSync(path, text);
  originals.clear();
});

/** Starts the preview and tells where it is. */
async function serve() {
  const editor = `sh -c 'echo "$1" > "${opened}"' sh {file}:{line}:{column}`;
  preview = spawn(TWOTRACK, ["-C", folder, "serve", "--port", "0", "--editor", editor], { stdio: ["ignore", "ignore", "pipe"] });
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

/**
 * Saves a file with one text in place of another.
 * @param {string} file
 * @param {string} old
 * @param {string} now
 */
function edit(file, old, now) {
  const path = join(folder, file);
  const text = readFileSync(path, "utf8");
  assert.ok(text.includes(old), `${file} has “${old}”`);
  if (!originals.has(path)) originals.set(path, text);
  writeFileSync(path, text.replace(old, now));
}

/**
 * Opens a page, marks it, so that a reload would show, and waits for its scripts.
 * @param {string} route
 */
async function open(route) {
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  // The page's own scripts run before the preview's first question, so that is the last to wait for.
  await Promise.all([page.waitForResponse((it) => it.url().endsWith("/state.json")), page.goto(home + route)]);
  await page.evaluate(() => Object.assign(window, { unloaded: false }));
  return page;
}

/**
 * The page shows a text.
 * @param {Page} page
 * @param {string} text
 */
async function shows(page, text) {
  await page.waitForFunction((it) => document.body.textContent?.includes(it), text);
}

/** @param {Page} page */
async function assertSame(page) {
  assert.equal(await page.evaluate(() => "unloaded" in window), true, "the page was not loaded again");
}

const GUIDE = "content/stages/01-s1/guide.md";
const STAGE = "content/stages/01-s1/stage.yaml";

test("typed text, focus, a filter and scroll stay while the words around them change", async () => {
  const page = await open("deals.html");
  await page.fill("#new-deal", "Harbour 海港");
  await page.locator("#new-deal").evaluate((it) => /** @type {HTMLInputElement} */ (it).setSelectionRange(3, 5));
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
  const fold = page.locator("tt-ticks details").first();
  await fold.locator("summary").click();
  const what = (await page.locator("tt-ticks li.action .what").first().textContent())?.trim() ?? "";
  const words = what.split(" ").slice(0, 3).join(" ");
  edit(STAGE, words, `Truly, ${words}`);
  await shows(page, `Truly, ${words}`);
  await assertSame(page);
  assert.equal(await fold.evaluate((it) => /** @type {HTMLDetailsElement} */ (it).open), true);
  assert.equal(await page.locator("tt-ticks input[type=checkbox]").first().isChecked(), true, "ticked in the test before");
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
    new MutationObserver(note).observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
  });
  const answered = page.waitForResponse((it) => it.url().endsWith("website.html"));
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
  for (const part of ["b99", "unknown-id", "stage.yaml:", "buyer_stage: b99"]) assert.ok(text.includes(part), `${part} in ${text}`);
  assert.ok((await overlay.locator("mark").allTextContents()).includes("b99"));
  const border = await overlay.locator(".faults").evaluate((it) => getComputedStyle(it).borderTopStyle);
  assert.equal(border, "solid", "the page's policy lets the overlay's sheet in");
  await overlay.locator("button.place", { hasText: "01-s1/stage.yaml" }).first().click();
  while (!existsSync(opened)) await page.waitForTimeout(20);
  assert.match(readFileSync(opened, "utf8"), /01-s1\/stage\.yaml:\d+:\d+\n$/);
  await shows(page, "Account planning");

  edit(STAGE, "buyer_stage: b99", "buyer_stage: b1");
  await overlay.waitFor({ state: "detached" });
  await assertSame(page);
  await page.close();
});

test("a page that is gone says so and comes back; one of another name leads on", async (t) => {
  const guide = join(folder, "content/guides/stage-1/passing.md");
  t.after(() => rmSync(guide, { force: true }));
  const front = "---\nid: passing\ntitle: A passing guide\nsummary: Here today.\nsection: stage-1\norigin: authored\n---\n\nIt will not stay.\n";
  const first = await open("stages/s1.html");
  const come = first.waitForResponse((it) => it.url().endsWith("/stages/s1.html"));
  writeFileSync(guide, front);
  await come;
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
  rmSync(guide);
  await overlay.waitFor();
  await Promise.all([page.close(), first.close()]);
});

test("a style sheet changes without a reload, and the page is never bare", async (t) => {
  t.after(() => rmSync(join(folder, "themes"), { recursive: true, force: true }));
  const page = await open("stages/s1.html");
  const theme = join(folder, "themes/default/css");
  cpSync(join(ROOT, "themes/default/css"), theme, { recursive: true });
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
