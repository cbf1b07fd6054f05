/**
 * Three days in a real browser: somebody learns and comes back; a rep works on a deal, offline and
 * on two devices; a trainer edits the playbook while a learner's record exists.
 */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { cpSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import { answer } from "./support/answering.js";
import { fixture } from "./support/fixture.js";
import { host } from "./support/host.js";
import { whole } from "./support/kept.js";
import { BASE, data, folder, TWOTRACK } from "./support/site.js";

const web = fixture();

/**
 * A fresh device whose clock stands at a day.
 * @param {string} day
 * @param {import("playwright-core").BrowserContextOptions} [options]
 */
function device(day, options = {}) {
  return web.device({ day, viewport: { width: 1100, height: 900 }, ...options });
}

test("a new hire studies stage 1, fails two questions, comes back the next day and reviews", async () => {
  const { context, page } = await device("2026-03-02");
  await page.goto(`${web.url}stages/s1.html`);
  await page.getByRole("button", { name: "I have studied this page" }).click();
  await page.getByText("Studied on").waitFor();

  await page.goto(`${web.url}quizzes/q1.html`);
  await page.getByLabel("Questions").selectOption("all");
  await page.getByRole("button", { name: "Start" }).click();
  const quiz = data(web.site, "quiz-q1");
  const missed = [];
  const types = new Set();
  for (let n = 0; n < quiz.questions.length; n++) {
    if (n === 5) await page.reload();
    const done = await answer(page, quiz, n >= 2);
    types.add(done.type);
    if (!done.right) missed.push(done.id);
  }
  assert.equal(missed.length, 2, `not right: ${missed}`);
  assert.ok(types.size >= 7, `only ${[...types]}`);
  const total = quiz.questions.length;
  await page.getByRole("heading", { name: `${total - 2} of ${total} right` }).waitFor();
  await page.locator(".result", { hasText: "passed (pass mark" }).waitFor();
  await page.getByText("By stage").waitFor();

  await page.goto(`${web.url}index.html`);
  await page.getByText("Nothing is due today").waitFor();
  await page.locator("tt-today a", { hasText: "Your first ten days" }).waitFor();
  await context.clock.setSystemTime(new Date("2026-03-03T09:00:00"));
  await page.goto(`${web.url}index.html`);
  await page.getByText("2 questions are due today").click();
  await page.getByRole("button", { name: "Begin" }).click();
  const reviewed = [await answer(page, quiz, true), await answer(page, quiz, true)];
  assert.deepEqual(reviewed.map((r) => r.id).sort(), missed.sort());
  await page.getByText("Done for today. 2 of 2 right").first().waitFor();
  await page.getByRole("heading", { name: "What has settled" }).waitFor();
  await page.getByText("✓ Done for today").waitFor();
});

test("a rep makes a deal, ticks, goes offline, prints a card, and goes on with another device", async () => {
  const { context, page } = await device("2026-03-02", { serviceWorkers: "allow" });
  await page.goto(`${web.url}deals.html`);
  await page.getByLabel("New deal").fill("Harbour Cranes");
  await page.getByRole("button", { name: "Add" }).click();
  await page.getByLabel("The buyer is in stage").selectOption("b3");
  await page.getByText("Behind by 3 stages", { exact: true }).first().waitFor();
  await page.getByRole("heading", { name: "Catch up", exact: true }).waitFor();
  await page.getByRole("heading", { name: "Give up", exact: true }).waitFor();

  await page.goto(`${web.url}stages/s1.html`);
  const boxes = page.locator("input[data-action]");
  const count = await boxes.count();
  for (let n = 0; n < count - 1; n++) await boxes.nth(n).check();
  await page.locator(".rule", { hasText: "One action is missing to be through stage 1." }).waitFor();
  await boxes.nth(count - 1).check();
  await page.locator(".rule", { hasText: "is completed" }).waitFor();

  // The whole site is kept after one visit; a page never seen before opens without a network.
  await whole(page);
  await page.reload();
  await context.setOffline(true);
  await page.goto(`${web.url}card.html`);
  await page.getByRole("heading", { name: "Harbour Cranes" }).waitFor();
  const settle = await page.locator(".meeting-card .boxes li").count();
  assert.ok(settle >= 3 && settle <= 9, `${settle} things to settle`);
  assert.equal(await page.locator(".meeting-card section", { hasText: "To ask" }).locator("li").count(), 3);
  await page.emulateMedia({ media: "print" });
  const pdf = await page.pdf({ format: "A4", preferCSSPageSize: true });
  assert.equal(pdf.toString("latin1").match(/\/Type\s*\/Page[^s]/g)?.length, 1, "the card is one page");
  await page.emulateMedia({ media: "screen" });
  await page.goto(`${web.url}zh/guides/milestones.html`);
  await page.locator("main h1").waitFor();

  await page.goto(`${web.url}review.html`);
  const [file] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "Save as a file" }).click(),
  ]);
  const path = await file.path();
  const other = await device("2026-03-04");
  await other.page.goto(`${web.url}zh/review.html`);
  await other.page
    .locator("#take-in")
    .setInputFiles({ name: "data.json", mimeType: "application/json", buffer: readFileSync(path) });
  await other.page.getByRole("button", { name: "收下" }).click();
  await other.page.getByText(/已读入\d+条记录/).waitFor();
  await other.page.goto(`${web.url}deals.html`);
  await other.page.getByRole("link", { name: "Harbour Cranes" }).click();
  await other.page.getByText("Behind by 2 stages", { exact: true }).first().waitFor();

  // Evidence grows old: the position falls, and the page says from where.
  await other.context.clock.setSystemTime(new Date("2027-03-04T09:00:00"));
  await other.page.reload();
  await other.page.getByText("expired").first().waitFor();
  await other.page.getByText("Until Apr 1, 2026").first().waitFor();
});

test("a deal travels in a link, and two tabs see each other's ticks", async () => {
  const { context, page } = await device("2026-03-02");
  await page.goto(`${web.url}deals.html`);
  await page.getByLabel("New deal").fill("北区水务");
  await page.getByRole("button", { name: "Add" }).click();
  const second = await context.newPage();
  await second.goto(`${web.url}stages/s1.html`);
  await second.locator("input[data-action]").first().check();
  await page.getByText("You: in stage 1").waitFor();
  await page.getByRole("button", { name: "Copy a link" }).click();
  const field = page.getByLabel("Link to this deal");
  await field.waitFor();
  const found = await page.waitForFunction(() => {
    const input = /** @type {HTMLInputElement | null} */ (document.querySelector(".link-field input"));
    return input?.value.includes("#deal") && input.value;
  });
  const link = String(await found.jsonValue());
  const other = await device("2026-03-02");
  await other.page.goto(link);
  await other.page.getByRole("button", { name: "Take it in" }).click();
  await other.page.getByRole("heading", { name: "北区水务" }).waitFor();
  await other.page.getByText("You: in stage 1").waitFor();
});

/**
 * Replaces words in a file of a playbook; every one must be there.
 * @param {string} path
 * @param {[string, string][]} changes
 */
function edit(path, changes) {
  let text = readFileSync(path, "utf8");
  for (const [from, to] of changes) {
    assert.ok(text.includes(from), `${path} has no ${from}`);
    text = text.replace(from, to);
  }
  writeFileSync(path, text);
}

test("a trainer inserts, rewords, revises, moves and removes items while a record exists", async () => {
  const book = folder("trainer");
  cpSync(BASE, book, { recursive: true });
  const stage = join(book, "content/stages/01-s1/stage.yaml");
  // Two more success actions, so that there is something to revise and to remove.
  const more = (/** @type {string} */ id, /** @type {string} */ text, rev = 1) =>
    `    - id: ${id}\n      revision: ${rev}\n      text: {en: ${text}, zh: ${text}}\n`;
  edit(stage, [
    [
      "appraisal:",
      `${more("s1.k2", "The place is agreed.")}${more("s1.k3", "The topic is agreed.")}appraisal:`,
    ],
  ]);
  edit(join(book, "content/cases/deal.yaml"), [["done: [s1.m1, s1.k1]", "done_through: s1"]]);
  const out = join(book, "out");
  const make = () => execFileSync(TWOTRACK, ["-C", book, "build", "--out", out]);
  make();
  const own = await host(out);
  const { context, page } = await device("2026-03-02", { serviceWorkers: "allow" });
  await page.goto(`${own.url}stages/s1.html`);
  for (const box of await page.locator("input[data-action]").all()) await box.check();
  await page.getByRole("button", { name: "I have studied this page" }).click();
  await page.locator(".rule", { hasText: "is completed" }).waitFor();
  await whole(page);

  edit(stage, [
    ["The customer shows interest.", "The customer shows real interest."],
    [
      more("s1.k2", "The place is agreed."),
      more("s1.k9", "A fresh one in the middle.") + more("s1.k2", "The place is agreed.", 2),
    ],
    [more("s1.k3", "The topic is agreed."), ""],
  ]);
  edit(join(book, "content/stages/02-s2/stage.yaml"), [["Sign the contract.", "Sign it."]]);
  make();
  // A reader asks for the new version; nothing is swapped under an open page.
  await page.evaluate(() => navigator.serviceWorker.ready);
  await page.goto(`${own.url}deals.html`);
  await page.evaluate(() => navigator.serviceWorker.getRegistration().then((r) => r?.update()));
  await Promise.all([page.waitForEvent("load"), page.getByRole("button", { name: "Reload" }).click()]);
  await page.goto(`${own.url}stages/s1.html`);
  const box = (/** @type {string} */ id) => page.locator(`input[data-action="${id}"]`);
  await page.getByText("The words have changed since; it still counts").waitFor();
  assert.equal(await box("s1.m1").isChecked(), true, "reworded keeps its tick");
  assert.equal(await box("s1.k1").isChecked(), true, "unchanged keeps its tick");
  assert.equal(await box("s1.k9").isChecked(), false, "the inserted one is open");
  assert.equal(await box("s1.k2").isChecked(), false, "the revised one asks again");
  await page
    .locator(".action", { has: box("s1.k2") })
    .getByRole("button", { name: "Confirm again" })
    .click();
  assert.equal(await box("s1.k2").isChecked(), true);
  // In words on home, which leads to the list.
  await page.goto(`${own.url}index.html`);
  await page.getByText("1 added, 1 in other words, 1 with a new meaning, 1 removed").click();
  await page.waitForURL("**/review.html#changes");
  await page.getByRole("heading", { name: "Changed since you studied" }).waitFor();
  await page.getByText("1 added, 1 in other words, 1 with a new meaning, 1 removed").waitFor();
  await page.locator(".changed li", { hasText: "A fresh one in the middle." }).getByText("new").waitFor();
  // By its own words, with what they were, on the page where it stands.
  const reworded = page.locator(".changed li", { hasText: "The customer shows real interest." });
  await reworded.getByText("reworded").waitFor();
  await reworded.locator("del", { hasText: "The customer shows interest." }).waitFor();
  await page.locator(".changed").getByRole("link", { name: "Call" }).first().waitFor();
  await page.locator(".changed li", { hasText: "The place is agreed." }).getByText("new meaning").waitFor();
  await page.getByText("1 item you had answered or read is gone").click();
  await page.locator(".changed details", { hasText: "The topic is agreed." }).waitFor();
  await page.goto(`${own.url}deals.html`);
  await page.getByRole("link", { name: "My first deal" }).click();
  await page.getByRole("heading", { name: "No longer in the playbook" }).waitFor();
  await page.locator(".items", { hasText: "s1.k3" }).waitFor();
  await context.close();
  own.close();
});

test("a trainer edits questions, a guide and a path while a learner is in the midst of them", async () => {
  const book = folder("trainer");
  cpSync(BASE, book, { recursive: true });
  const quizFile = join(book, "quizzes/q1.yaml");
  const pathFile = join(book, "content/paths/start.yaml");
  const question = (/** @type {string} */ id, /** @type {string} */ stem, rev = 1) => `  - id: ${id}
    revision: ${rev}
    type: single
    stem: {en: ${stem}, zh: ${stem}}
    tests: [s1.k1]
    options:
      - {id: a, text: {en: A date, zh: A date}, right: true, feedback: {en: Right., zh: Right.}}
      - {id: b, text: {en: A smile, zh: A smile}, feedback: {en: Politeness only., zh: Politeness only.}}
`;
  const [stays, revised, goes] = [
    question("q1.2", "Which one stays?"),
    question("q1.3", "Which one is revised?"),
    question("q1.4", "Which one goes?"),
  ];
  writeFileSync(quizFile, readFileSync(quizFile, "utf8") + stays + revised + goes);
  const out = join(book, "out");
  const make = () => execFileSync(TWOTRACK, ["-C", book, "build", "--out", out]);
  make();
  const own = await host(out);
  const { context, page } = await device("2026-03-02");
  for (const path of ["guides/first-call.html", "cases/case.deal.html"]) {
    await page.goto(own.url + path);
    await page.getByRole("button", { name: "I have studied this page" }).click();
    await page.getByText("Studied on").waitFor();
  }
  const work = async (/** @type {number} */ count) => {
    for (let n = 0; n < count; n++)
      assert.equal((await answer(page, data(out, "quiz-q1"), true)).right, true);
  };
  await page.goto(`${own.url}quizzes/q1.html`);
  await page.getByRole("button", { name: "Start" }).click();
  await work(4);
  await page.getByRole("heading", { name: "4 of 4 right" }).waitFor();
  await page.goto(`${own.url}paths/path.start.html`);
  await page.getByText("3 of 3 steps done").waitFor();
  await page.getByRole("heading", { name: "Certificate" }).waitFor();
  // A second attempt stays in the midst: two answered, two to come.
  await page.goto(`${own.url}quizzes/q1.html`);
  await page.getByRole("button", { name: "Start" }).click();
  await work(2);

  edit(quizFile, [
    ["What ends stage 1?", "What exactly ends stage 1?"],
    [stays, question("q1.9", "A fresh one in the middle?") + stays],
    [revised, question("q1.3", "Which one has a new meaning?", 2)],
    [goes, ""],
  ]);
  renameSync(quizFile, join(book, "quizzes/renamed.yaml"));
  renameSync(join(book, "content/stages/01-s1"), join(book, "content/stages/01-call"));
  edit(join(book, "quizzes/renamed.yaml"), [["Check yourself", "Stage 1 checked"]]);
  writeFileSync(
    pathFile,
    `${readFileSync(pathFile, "utf8")}  - id: path.start.2\n    title: {en: Day two, zh: Day two}\n    read: [s1]\n`,
  );
  make();

  await page.goto(`${own.url}index.html`);
  await page.getByText("1 question is due today").click();
  const changed = page.locator(".changed li");
  await changed
    .filter({ hasText: "What exactly ends stage 1?" })
    .locator("del", { hasText: "What ends stage 1?" })
    .waitFor();
  await changed
    .filter({ hasText: "Which one has a new meaning?" })
    .getByText("new meaning, please check")
    .waitFor();
  assert.deepEqual(await changed.filter({ hasText: "Which one stays?" }).allInnerTexts(), []);
  await page.getByText("1 item you had answered or read is gone").click();
  await page.locator(".changed details", { hasText: "Which one goes?" }).waitFor();
  await page.getByText("2 of 4 right").waitFor();
  await page.getByRole("button", { name: "I have seen the changes" }).click();
  await changed.filter({ hasText: "What exactly" }).waitFor({ state: "detached" });
  await changed.filter({ hasText: "Which one has a new meaning?" }).waitFor();
  assert.equal(await page.getByText("is gone").count(), 0);
  const [file] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "Save as a file" }).click(),
  ]);
  const { records } = JSON.parse(readFileSync(await file.path(), "utf8"));
  assert.equal(records["answer/q1.4"].v.words, "Which one goes?", "what is gone is still exported");

  // The half-finished attempt goes on without what is gone, and asks the revised one once more.
  await page.goto(`${own.url}quizzes/q1.html`);
  await page.getByText("2 questions have been changed or removed since you began").waitFor();
  while (await page.locator(".attempt .question").count()) {
    if (await page.locator(".verdict .result").count()) await page.locator(".actions-row button").click();
    else await work(1);
  }
  await page.getByRole("heading", { name: "3 of 3 right" }).waitFor();
  await page.goto(`${own.url}review.html`);
  await page.getByRole("heading", { name: /Nothing is due|Done for today/ }).waitFor();
  assert.equal(await page.getByRole("heading", { name: "Changed since you studied" }).count(), 0);

  // The chapter stays done, the certificate stays earned, and the way leads on to what is new.
  await page.goto(`${own.url}paths/path.start.html`);
  await page.getByText("3 of 4 steps done").waitFor();
  await page.getByRole("heading", { name: "Certificate" }).waitFor();
  await page.goto(`${own.url}index.html`);
  await page.locator("tt-today a", { hasText: "Go on: Call" }).click();
  await page.locator("tt-way", { hasText: "Day two · 0 of 1" }).waitFor();
  await context.close();
  own.close();
});

test("opened by double click: ticks, a quiz and a deal work", async () => {
  const { page } = await device("2026-03-02");
  const at = (/** @type {string} */ path) => pathToFileURL(join(web.site, path)).href;
  await page.goto(at("stages/s1.html"));
  await page.locator("input[data-action]").first().check();
  await page.locator(".rule", { hasText: "in stage 1" }).waitFor();
  await page.goto(at("quizzes/q0.html"));
  await page.getByRole("button", { name: "Start" }).click();
  await answer(page, data(web.site, "quiz-q0"), true);
  await page.goto(at("deals.html"));
  await page.getByRole("link", { name: "My first deal" }).waitFor();
});

test("without scripts every page of the person's own leads on, and no page shows a dead control", async () => {
  const { page } = await device("2026-03-02", { javaScriptEnabled: false });
  for (const path of ["deals.html", "card.html"]) {
    await page.goto(web.url + path);
    assert.ok((await page.locator("main .shelf a").count()) >= 8, path);
  }
  await page.goto(`${web.url}quizzes/q1.html`);
  assert.ok((await page.locator("main .question").count()) > 20);
  assert.equal(await page.locator("main button:enabled, main input:enabled").count(), 0);
});

test("nothing jumps while a page of somebody with data loads, on a phone", async () => {
  const { page } = await device("2026-03-02", { viewport: { width: 390, height: 800 } });
  await page.goto(`${web.url}stages/s1.html`);
  await page.locator("input[data-action]").first().check();
  await page.goto(`${web.url}quizzes/q1.html`);
  await page.getByRole("button", { name: "Start" }).click();
  await answer(page, data(web.site, "quiz-q1"), true);
  await page.addInitScript(() => {
    new PerformanceObserver((list) => {
      const shifts = /** @type {any[]} */ (list.getEntries());
      const sum = shifts.reduce(
        (all, shift) => all + shift.value,
        Number(document.documentElement.dataset.shift ?? 0),
      );
      document.documentElement.dataset.shift = String(sum);
    }).observe({ type: "layout-shift", buffered: true });
  });
  const found = [];
  for (const path of [
    "index.html",
    "stages/s1.html",
    "stages/s2.html",
    "quizzes/q2.html",
    "deals.html",
    "paths/path.new-hire.html",
    "scripts/s1.c1.html",
    "zh/stages/s1.html",
  ]) {
    await page.goto(web.url + path);
    await page.waitForLoadState("networkidle");
    const shift = Number(await page.evaluate(() => document.documentElement.dataset.shift ?? 0));
    if (shift > 0.05) found.push(`${path}: ${shift.toFixed(3)}`);
  }
  assert.deepEqual(found, []);
});

test("each player of a role-play prints only what that player may see", async () => {
  const { page } = await device("2026-03-02");
  await page.addInitScript(() => {
    window.print = () => {};
  });
  await page.goto(`${web.url}scripts/s1.c1.html`);
  await page.getByRole("button", { name: "Print for the buyer" }).click();
  await page.emulateMedia({ media: "print" });
  assert.equal(await page.locator(".for-buyer").isVisible(), true);
  assert.equal(await page.locator(".for-observer").isVisible(), false);
  assert.equal(await page.locator("#transcript").isVisible(), false);
});

test("no right answer stands in the source of a quiz", () => {
  const quiz = data(web.site, "quiz-q1");
  const html = readFileSync(join(web.site, "quizzes/q1.html"), "utf8");
  const script = readFileSync(join(web.site, "data/quiz-q1.js"), "utf8");
  for (const question of quiz.questions) {
    for (const option of question.options ?? []) {
      if (!option.feedback || option.feedback.length < 15) continue;
      assert.ok(!html.includes(option.feedback) && !script.includes(option.feedback), question.id);
    }
  }
  assert.doesNotMatch(html, /data-right|is-right/);
});
