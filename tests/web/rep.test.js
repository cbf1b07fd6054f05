/**
 * What a rep has in hand: the meeting card, the map, a deal with its conditions and its past, the
 * customer card, the appraisal, and files that come and go.
 */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { fixture } from "./support/fixture.js";
import { data } from "./support/site.js";

/** @typedef {import("playwright-core").Page} Page */

const web = fixture();

/**
 * A device with deals, whose clock stands at a day.
 * @param {string} day
 * @param {{ [name: string]: { deal?: object, done?: (id: string) => boolean, date?: string } }} [deals] by id
 */
async function device(day, deals = {}) {
  const { context, page } = await web.device({ day, viewport: { width: 1100, height: 900 } });
  const at = Date.parse(`${day}T08:00:00`);
  /** @type {{ [key: string]: any }} */
  const records = {};
  const { stages } = data(web.site, "gates");
  const actions = stages.flatMap((/** @type {any} */ s) => [...s.milestone, ...s.success]);
  for (const [id, { deal, done, date }] of Object.entries(deals)) {
    records[`deal/${id}`] = { at, v: { name: id, buyer: null, created: day, ...deal } };
    for (const a of actions.filter((/** @type {any} */ x) => done?.(x.id))) {
      records[`tick/${id}/${a.id}`] = { at, v: { rev: a.rev, hash: a.hash, date: date ?? day } };
    }
  }
  await page.goto(`${web.url}about.html`);
  await page.evaluate(
    ([key, value]) => localStorage.setItem(key, value),
    [`twotrack:${new URL(web.url).pathname}`, JSON.stringify({ version: 1, records })],
  );
  return { context, page };
}

/** @param {...string} stages */
const through =
  (...stages) =>
  (/** @type {string} */ id) =>
    stages.some((s) => id.startsWith(`${s}.`));

/** How many sheets of A4 a page takes. @param {Page} page */
async function sheets(page) {
  const pdf = await page.pdf({ format: "A4", preferCSSPageSize: true });
  return pdf.toString("latin1").match(/\/Type\s*\/Page[^s]/g)?.length;
}

test("every stage's card fits one sheet, with five to nine things to settle and three questions", async () => {
  const { page } = await device("2026-03-02");
  for (const lang of ["", "zh/"]) {
    for (const stage of data(web.site, "gates").stages) {
      await page.goto(`${web.url}${lang}card.html#${stage.id}`);
      await page.reload();
      await page.locator(".meeting-card").waitFor();
      const where = `${lang}${stage.id}`;
      const settle = await page.locator(".meeting-card .settle li").count();
      assert.ok(settle >= 5 && settle <= 9, `${where}: ${settle} things to settle`);
      assert.equal(await page.locator(".meeting-card .ask li").count(), 3, where);
      assert.ok((await page.locator(".meeting-card .objections dd").count()) >= 1, where);
      assert.equal(await page.locator(".meeting-card .leave-with p").first().count(), 1, where);
      assert.equal(await sheets(page), 1, `${where}: more than one sheet`);
    }
  }
});

test("a meeting of the stage's page becomes a card; another role and an aim of one's own change it", async () => {
  const { page } = await device("2026-03-02", { Harbour: { done: through("s1") } });
  await page.goto(`${web.url}stages/s2.html`);
  const meetings = page.locator("#meetings .meeting");
  const asked = await meetings.nth(1).locator(".asks li").allInnerTexts();
  await meetings.nth(1).getByRole("link", { name: "Make a card for it" }).click();
  await page.locator(".meeting-card").waitFor();
  assert.deepEqual(await page.locator(".meeting-card .ask li").allInnerTexts(), asked);
  // The chosen deal stands before stage 2, so the card is for the deal.
  await page.getByRole("heading", { name: "Harbour" }).waitFor();
  const before = await page.locator(".leave-with p").first().innerText();
  const role = page.getByLabel("You meet");
  await role.selectOption((await role.locator("option").allInnerTexts())[0]);
  assert.notDeepEqual(await page.locator(".meeting-card .ask li").allInnerTexts(), asked);
  assert.notEqual(await page.locator(".leave-with p").first().innerText(), before);
  await page.locator("#card-aim").selectOption("own");
  await page.getByLabel("The aim in your words").fill("Get the stop log");
  await page.keyboard.press("Tab");
  await page.locator(".meeting-card .aim", { hasText: "Get the stop log" }).waitFor();
  await page.getByRole("link", { name: "After the meeting" }).click();
  await page.getByRole("heading", { name: "Harbour" }).waitFor();
});

test("the front page maps the chosen deal, lets it be switched, and names this week's meetings", async () => {
  const { context, page } = await device("2026-03-02", {
    Harbour: {
      deal: { buyer: "b4", next: "2026-03-03" },
      done: (id) => through("s1", "s2")(id) || id.startsWith("s3.m"),
    },
    Mill: { deal: { buyer: "b1", next: "2026-04-20" }, done: () => false },
  });
  await page.goto(`${web.url}index.html`);
  await page.getByText("buyer in 4, you in 3.").waitFor();
  const marks = (/** @type {string} */ side, /** @type {string} */ state) =>
    page.locator(`.map .stop.${side}.${state}`).count();
  assert.deepEqual(
    [
      await marks("buyer", "done"),
      await marks("buyer", "here"),
      await marks("ours", "done"),
      await marks("ours", "here"),
    ],
    [3, 1, 2, 1],
  );
  assert.equal(await page.locator(".today-card", { hasText: "Tomorrow" }).count(), 1);
  assert.equal(await page.locator(".today-card", { hasText: "Mill" }).count(), 0);
  await page.getByLabel("Shown:").selectOption({ label: "Mill" });
  await page.getByText("buyer in 1, you have not started.").waitFor();
  assert.equal(await marks("ours", "done"), 0);
  await page.goto(`${web.url}stages/s1.html`);
  assert.equal(
    await page.getByLabel("Ticking for").locator("option:checked").innerText(),
    "Mill",
    "it is chosen everywhere",
  );
  await context.close();

  const plain = await web.page({ javaScriptEnabled: false });
  await plain.goto(`${web.url}index.html`);
  assert.equal(await plain.locator(".map a.stop").count(), 16);
  assert.equal(await plain.locator(".map .stop.done").count(), 0);
  await plain.close();
});

test("conditions warn and never move a deal; its past and what has run out are told", async () => {
  const { context, page } = await device("2026-03-02", {
    Harbour: { done: (id) => through("s1")(id) || id.startsWith("s2.m"), date: "2026-02-20" },
  });
  await page.goto(`${web.url}deals.html#Harbour`);
  await page.getByText("You: in stage 2").waitFor();
  const warning = page.locator(".warnings > summary");
  const count = Number((await warning.innerText()).match(/\d+/)?.[0]);
  assert.ok(count > 5);
  await warning.click();
  await page.locator(".warnings input").first().click();
  await page.locator(".warnings > summary", { hasText: String(count - 1) }).waitFor();
  await page.getByText("You: in stage 2").waitFor();
  await page.getByText("Here for 10 days.").waitFor();
  await page.locator(".history li", { hasText: "reached Feb 20, 2026 · completed Feb 20, 2026" }).waitFor();

  await context.clock.setSystemTime(new Date("2026-03-25T09:00:00"));
  await page.reload();
  await page.getByText("Until Mar 22, 2026: in stage 2").waitFor();
  await page.getByText("You: in stage 1").waitFor();
});

test("a deleted deal comes back whole when the person takes it back", async () => {
  const { page } = await device("2026-03-02", { Harbour: { done: through("s1") }, Mill: {} });
  await page.goto(`${web.url}deals.html#Harbour`);
  await page.getByRole("button", { name: "Delete" }).click();
  await page.getByText("“Harbour” is deleted.").waitFor();
  assert.equal(await page.locator(".deal-list > li").count(), 1);
  await page.getByRole("button", { name: "Undo" }).click();
  await page.locator(".deal-list").getByRole("link", { name: "Harbour" }).click();
  await page.getByText("stage 1, Plan and call, is completed").first().waitFor();
});

test("all deals go out as CSV and come in elsewhere; what meets there is told before it is taken", async () => {
  const { page } = await device("2026-03-02", {
    Harbour: { deal: { name: "港口改造", note: "=1+1" }, done: through("s1") },
    Mill: {},
  });
  await page.goto(`${web.url}deals.html`);
  await page.getByText("Files", { exact: true }).click();
  const [file] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "Save as CSV" }).click(),
  ]);
  const buffer = readFileSync(await file.path());
  // Later, on the other device, one of the two has been worked on already.
  const other = await device("2026-03-05", { Harbour: { deal: { name: "Renamed later" } } });
  await other.page.goto(`${web.url}zh/deals.html`);
  await other.page.locator("#deals-in").setInputFiles({ name: "deals.csv", mimeType: "text/csv", buffer });
  await other.page.locator(".offer li", { hasText: "Mill" }).getByText("新的").waitFor();
  await other.page.locator(".offer li", { hasText: "港口改造" }).getByText("你有1处比它新").waitFor();
  await other.page.getByRole("button", { name: "收下" }).click();
  await other.page.locator(".deal-list").getByRole("link", { name: "Renamed later" }).click();
  await other.page.getByText("已完成第1阶段").first().waitFor();
});

test("the customer card of a deal prints by itself on one sheet, and goes into a spreadsheet", async () => {
  const { page } = await device("2026-03-02", { Harbour: {} });
  await page.addInitScript(() => {
    window.print = () => {};
  });
  await page.goto(`${web.url}deals.html#Harbour`);
  const card = page.locator(".customer");
  await card.locator("summary").first().click();
  // By keyboard, from field to field.
  await card.locator("textarea").first().focus();
  await page.keyboard.type("Mature; twelve ports");
  await page.keyboard.press("Tab");
  await card.locator("select").first().and(page.locator(":focus")).waitFor();
  await card.locator("textarea").nth(1).focus();
  await page.keyboard.type("=risky");
  await page.keyboard.press("Tab");
  await card.locator("select").first().selectOption("3");
  const [file] = await Promise.all([
    page.waitForEvent("download"),
    card.getByRole("button", { name: "Save as CSV" }).click(),
  ]);
  const csv = readFileSync(await file.path(), "utf8");
  // A semicolon separates in other countries, so the field is quoted.
  assert.match(csv, /,"Mature; twelve ports",3,/);
  assert.match(csv, /,'=risky,/);
  await card.getByRole("button", { name: "Print" }).click();
  await page.emulateMedia({ media: "print" });
  assert.equal(await card.locator(".paper", { hasText: "Mature; twelve ports" }).isVisible(), true);
  assert.equal(await page.locator(".deal-page .missing").isVisible(), false);
  assert.equal(await sheets(page), 1);
});

test("what is being typed is kept while another tab changes the deal", async () => {
  const { context, page } = await device("2026-03-02", { Harbour: {} });
  await page.goto(`${web.url}deals.html#Harbour`);
  await page.locator("#deal-note").click();
  await page.keyboard.type("Asks for May");
  const other = await context.newPage();
  await other.goto(`${web.url}deals.html#Harbour`);
  await other.locator("#deal-role").fill("Head of operations");
  await other.keyboard.press("Tab");
  await page.waitForFunction(
    () => /** @type {HTMLInputElement} */ (document.getElementById("deal-role")).value !== "",
  );
  assert.equal(await page.locator("#deal-note").inputValue(), "Asks for May");
  await page.bringToFront();
  await page.locator("#deal-name").focus();
  await other.waitForFunction(
    () => /** @type {HTMLInputElement} */ (document.getElementById("deal-note")).value === "Asks for May",
  );
});

test("two fields that change before the deal is drawn anew are both kept", async () => {
  const { page } = await device("2026-03-02", { Harbour: {} });
  await page.goto(`${web.url}deals.html#Harbour`);
  await page.locator(".customer summary").first().click();
  await page.evaluate(() => {
    const tell = (
      /** @type {HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement} */ field,
      /** @type {string} */ value,
    ) => {
      field.value = value;
      field.dispatchEvent(new Event("change"));
    };
    const [text, rating] = /** @type {any[]} */ ([
      document.querySelector(".customer textarea"),
      document.querySelector(".customer select"),
    ]);
    tell(text, "Mature; twelve ports");
    tell(rating, "3");
  });
  await page.reload();
  await page.locator(".customer summary").first().click();
  assert.equal(await page.locator(".customer textarea").first().inputValue(), "Mature; twelve ports");
  assert.equal(await page.locator(".customer select").first().inputValue(), "3");
});

test("an appraisal is proposed from ticks with evidence, and has no total without a look at the process", async () => {
  const { page } = await device("2026-03-02", {
    Harbour: { done: (id) => through("s1")(id) || id.startsWith("s2.m") },
  });
  await page.goto(`${web.url}deals.html#Harbour`);
  await page.locator(".all-gates summary", { hasText: "Customer visit" }).click();
  await page
    .locator("#s2-appraisal, .all-gates details[open] > details > summary", { hasText: "Appraisal" })
    .click();
  await page.locator("#a-s2\\.a1").check();
  await page.locator("#a-s2\\.a1-evidence").fill("Minutes of 26 March");
  await page.keyboard.press("Tab");
  await page.goto(`${web.url}scorecard.html`);
  await page.locator(".score-line").first().waitFor();
  const proposed = await page
    .locator(".score-line input")
    .evaluateAll(
      (all) =>
        all.filter((i) => /** @type {HTMLInputElement} */ (i).value === "Harbour: Minutes of 26 March")
          .length,
    );
  assert.equal(proposed, 1, "the evidence stands where the card counts s2.a1");
  await page.getByText("No total yet").waitFor();
  const [file] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "Save as CSV" }).click(),
  ]);
  assert.match(readFileSync(await file.path(), "utf8"), /,3,Harbour: Minutes of 26 March,1,1,1/);
});
