/** Words that open where one reads, and conversations that are heard and spoken, on the device alone. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { browser } from "./support/browser.js";
import { fixture } from "./support/fixture.js";
import { data } from "./support/site.js";

const web = fixture();

test("a term opens at a tap where one reads, and leads on to the glossary", async () => {
  const { page } = await web.device({
    viewport: { width: 390, height: 844 },
    hasTouch: true,
    isMobile: true,
  });
  await page.goto(`${web.url}guides/milestones.html`);
  const term = page.locator("main a.term").first();
  const meaning = (await term.getAttribute("title")) ?? "";
  await term.tap();
  const note = page.locator(".term-note");
  await note.getByText(meaning).waitFor();
  const box = await note.boundingBox();
  assert.ok(box && box.x >= 0 && box.x + box.width <= 390 && box.y >= 0 && box.y + box.height <= 844);
  await page.touchscreen.tap(3, box.y > 400 ? 200 : 650);
  await note.waitFor({ state: "detached" });
  // By keyboard: Enter opens it, Escape closes it and gives the focus back.
  await term.focus();
  await page.keyboard.press("Enter");
  await note.waitFor();
  await page.keyboard.press("Escape");
  await note.waitFor({ state: "detached" });
  assert.ok(await term.evaluate((link) => link === document.activeElement));
  await term.tap();
  await note.getByRole("link").tap();
  await page.waitForURL("**/glossary.html#*");
});

test("while a conversation is practised it can't be read, and at its end it can", async () => {
  const { page } = await web.device();
  await page.goto(`${web.url}scripts/s1.c1.html`);
  const text = page.locator("#transcript > .transcript");
  await text.waitFor();
  await page.getByRole("button", { name: "Practise this conversation" }).click();
  await text.waitFor({ state: "hidden" });
  await page.getByRole("button", { name: "Stop practising" }).click();
  await text.waitFor();
  await page.getByRole("button", { name: "Practise this conversation" }).click();
  await text.waitFor({ state: "hidden" });
  for (let n = 0; n < 80 && !(await page.locator(".talk-choices .result").count()); n++)
    await page.locator(".talk-choices :is(button.reply, .actions-row button)").first().click();
  await text.waitFor();
});

test("the buyer speaks by a voice of the device, never by one that sends the words away", async () => {
  const { context, page } = await web.device();
  await context.addInitScript(() => {
    const voice = (
      /** @type {string} */ name,
      /** @type {string} */ lang,
      /** @type {boolean} */ localService,
    ) => ({
      ...{ name, lang, localService, default: false, voiceURI: name },
    });
    const all = [voice("cloud", "en", false), voice("near", "en-GB", true), voice("other", "zh-CN", true)];
    speechSynthesis.getVoices = () => /** @type {any} */ (location.hash === "#cloud" ? all.slice(0, 1) : all);
    /** @type {any} */ (window).spoken = [];
    /** @type {any} */ (window).SpeechSynthesisUtterance = class {
      constructor(/** @type {string} */ text) {
        Object.assign(this, { text });
      }
    };
    speechSynthesis.speak = (words) =>
      /** @type {any} */ (window).spoken.push([words.voice?.name, words.text]);
  });
  await page.goto(`${web.url}scripts/s1.c1.html`);
  await page.getByRole("button", { name: "Practise this conversation" }).click();
  const spoken = () => page.evaluate(() => /** @type {any} */ (window).spoken);
  assert.deepEqual(await spoken(), [], "silent unless asked");
  await page.getByLabel("Read the buyer’s lines aloud").check();
  for (let n = 0; n < 80 && !(await page.locator(".talk-choices .result").count()); n++)
    await page.locator(".talk-choices :is(button.reply, .actions-row button)").first().click();
  const said = await spoken();
  const buyers = await page.locator(".talk .line.buyer blockquote").allInnerTexts();
  assert.ok(said.length > 0 && said.every((/** @type {string[]} */ [name]) => name === "near"));
  assert.ok(
    said.every((/** @type {string[]} */ [, words]) => buyers.includes(words.trim())),
    "the buyer alone",
  );
  await page.goto(`${web.url}zh/scripts/s1.c1.html#cloud`);
  await page.locator("tt-talk button").first().click();
  await page.locator(".talk-choices button").first().waitFor();
  await page.locator("label.voice").waitFor({ state: "hidden" });
});

test("an answer is recorded in memory and played, and nothing of it is kept", async () => {
  const chromium = await browser(["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"]);
  const context = await chromium.newContext({ permissions: ["microphone"] });
  try {
    const page = await context.newPage();
    /** @type {string[]} */
    const asked = [];
    await page.goto(`${web.url}scripts/s1.c1.html`);
    await page.getByRole("button", { name: "Practise this conversation" }).click();
    while (!(await page.locator("button.reply").count()))
      await page.locator(".talk-choices .actions-row button").first().click();
    page.on("request", (request) => asked.push(request.url()));
    await page.getByRole("button", { name: "Record my answer" }).click();
    await page.getByRole("button", { name: "End the recording" }).waitFor();
    await page.waitForTimeout(400);
    await page.getByRole("button", { name: "End the recording" }).click();
    await page.getByRole("button", { name: "Listen to it" }).click();
    await page.locator("button.reply").first().click();
    assert.equal(await page.getByRole("button", { name: "Listen to it" }).count(), 0, "gone with the line");
    assert.deepEqual(asked, [], "nothing is sent");
  } finally {
    await chromium.close();
  }
});

test("a certificate is one page with results, days and the trainer's line, on A4 and on Letter", async () => {
  const { page } = await web.device({ returning: true });
  for (const lang of ["", "zh/"]) {
    await page.goto(`${web.url}${lang}paths/path.manager.html`);
    await page.locator(".certificate").waitFor();
    const path = data(web.site, "path-path.manager");
    assert.equal(await page.locator(".earned tbody tr").count(), path.chapters.length);
    assert.match(await page.locator(".earned").innerText(), /95%/);
    await page.emulateMedia({ media: "print" });
    await page.locator(".signed dt").first().waitFor();
    for (const format of ["A4", "Letter"]) {
      const pdf = (await page.pdf({ format })).toString("latin1");
      assert.equal(pdf.match(/\/Type\s*\/Page[^s]/g)?.length, 1, `${lang} ${format}`);
    }
    await page.emulateMedia({ media: "screen" });
  }
  // The longest path of all fits too.
  await page.evaluate(() => {
    const key = Object.keys(localStorage).find((name) => localStorage[name].includes('"records"')) ?? "";
    const kept = JSON.parse(localStorage[key]);
    kept.records["path/path.new-hire"] = { at: 1, v: { day: "2026-03-01", rev: 1, hash: "", title: "" } };
    localStorage[key] = JSON.stringify(kept);
  });
  await page.goto(`${web.url}paths/path.new-hire.html`);
  await page.locator(".earned").waitFor();
  await page.emulateMedia({ media: "print" });
  const pdf = (await page.pdf({ format: "Letter" })).toString("latin1");
  assert.equal(pdf.match(/\/Type\s*\/Page[^s]/g)?.length, 1, "fourteen chapters");
});
