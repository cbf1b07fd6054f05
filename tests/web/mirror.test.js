/**
 * What a template and a script both draw is drawn alike: the tracks of a deal, on the page of a
 * worked case and on the page of a deal that stands where the case does; the situation of a
 * question, on its sheet of paper and in an attempt.
 */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { parse } from "yaml";
import { answer } from "./support/answering.js";
import { fixture } from "./support/fixture.js";
import { data, ROOT } from "./support/site.js";
import { plant } from "./support/visitor.js";

const LANGUAGES = ["", "zh/"];
const DAY = "2026-03-02";

const web = fixture();

/**
 * What a reader sees of a figure: every stop with its side, state and words; the sentences below.
 * A stop that can be chosen is drawn with a button and the side's name for a screen reader.
 */
const read = (/** @type {Element} */ figure) => {
  const words = (/** @type {Element | null} */ of) => {
    const copy = /** @type {Element} */ (of?.cloneNode(true));
    copy?.querySelectorAll(".sr").forEach((it) => it.remove());
    return copy?.textContent?.replace(/\s+/g, " ").trim();
  };
  return {
    stops: [...figure.querySelectorAll(".stop")].map((stop) => [
      [...stop.classList].sort().join(" "),
      words(stop),
    ]),
    sides: [...figure.querySelectorAll(".who span")].map(words),
    buyer: words(figure.querySelector(".where.buyer")),
    ours: words(figure.querySelector(".where.ours")),
    verdict: [figure.querySelector(".chip")?.className, words(figure.querySelector(".chip"))],
  };
};

/** What a reader sees of a situation, a screen reader's words and the marks of what is done. */
const readSituation = (/** @type {Element} */ situation) =>
  [...situation.querySelectorAll("dt, dd, .label, li")]
    .filter((it) => !it.querySelector("li"))
    .map((it) => [it.localName, it.className, it.textContent?.replace(/\s+/g, " ").trim()]);

/**
 * Deals that stand where a case stood, moment by moment.
 * @param {any} site
 * @param {any[]} snapshots
 */
function dealsOf(site, snapshots) {
  const items = data(site, "items");
  const { stages } = data(site, "gates");
  /** @type {Record<string, any>} */
  const known = {};
  for (const [n, moment] of snapshots.entries()) {
    const through = stages.findIndex((/** @type {any} */ stage) => stage.id === moment.done_through) + 1;
    const before = stages.slice(0, through);
    const all = before.flatMap((/** @type {any} */ stage) => [...stage.milestone, ...stage.success]);
    known[`deal/c${n}`] = { name: `Case ${n}`, buyer: moment.buyer_stage ?? null, created: DAY };
    for (const id of [...all.map((/** @type {any} */ it) => it.id ?? it), ...(moment.done ?? [])]) {
      const [rev, hash] = items[id];
      known[`tick/c${n}/${id}`] = { rev, hash, date: DAY, evidence: "minutes", note: "" };
    }
  }
  return known;
}

test("a deal stands on the tracks as a case does that stands where it does", async () => {
  const file = join(ROOT, "content/cases/case-ab.yaml");
  const { snapshots } = parse(readFileSync(file, "utf8"));
  const { page } = await web.device({ day: DAY });
  await page.goto(`${web.url}index.html`);
  await plant(page, dealsOf(web.site, snapshots));
  for (const lang of LANGUAGES) {
    await page.goto(`${web.url}${lang}cases/case.ab.html`);
    const drawn = [];
    for (const figure of await page.locator(".snapshot figure.deal").all())
      drawn.push(await figure.evaluate(read));
    assert.equal(drawn.length, snapshots.length);
    for (const [n, figure] of drawn.entries()) {
      await page.goto(`${web.url}${lang}deals.html#c${n}`);
      const own = page.locator("tt-deals figure.deal");
      await own.waitFor();
      assert.deepEqual(await own.evaluate(read), figure, `${lang}${n}`);
    }
  }
});

test("a question's situation reads alike on its sheet and in an attempt", async () => {
  for (const lang of LANGUAGES) {
    const { page } = await web.device({ day: DAY });
    await page.goto(`${web.url}${lang}quizzes/q0.html`);
    /** @type {{ [question: string]: any }} */
    const sheet = {};
    for (const question of await page.locator(".question:has(dl.situation)").all()) {
      const id = (await question.getAttribute("id")) ?? "";
      sheet[id] = await question.locator("dl.situation").evaluate(readSituation);
    }
    assert.equal(Object.keys(sheet).length, 4);
    const quiz = data(join(web.site, lang), "quiz-q0");
    await page.locator("#quiz-count").selectOption("all");
    await page.getByRole("button", { name: lang ? "开始" : "Start" }).click();
    for (const _ of quiz.questions) {
      const shown = page.locator(".attempt .question");
      const id = (await shown.getAttribute("data-question")) ?? "";
      if (sheet[id]) {
        assert.deepEqual(await shown.locator("dl.situation").evaluate(readSituation), sheet[id], id);
        delete sheet[id];
      }
      await answer(page, quiz, true);
    }
    assert.deepEqual(sheet, {}, "not seen in the attempt");
  }
});
