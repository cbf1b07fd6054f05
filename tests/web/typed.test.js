/** What people type as an answer, and what Enter does there: in the browser, as they type it. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { fixture } from "./support/fixture.js";

/** @typedef {import("playwright-core").Page} Page */

const web = fixture();

/**
 * A quiz in the midst of an attempt at certain questions.
 * @param {string} page
 * @param {string[]} ids
 * @param {object} [more]
 */
async function midst(page, ids, more = {}) {
  const tab = await web.page();
  const quiz = /** @type {RegExpExecArray} */ (/(\w+)\.html/.exec(page))[1];
  const state = { seed: "s", exam: false, at: 0, ids, answers: {}, grades: {}, whole: false, ...more };
  const record = { version: 1, records: { [`attempt/${quiz}`]: { at: 1, v: state } } };
  await tab.goto(web.url + page);
  await tab.evaluate((kept) => {
    localStorage.setItem(
      `twotrack:${new URL(document.documentElement.dataset.top ?? "", location.href).pathname}`,
      kept,
    );
  }, JSON.stringify(record));
  await tab.reload();
  await tab.locator(".attempt .question").waitFor();
  return tab;
}

/** What is remembered of answers. @param {Page} tab */
const remembered = (tab) =>
  tab.evaluate(() => {
    const all = Object.keys(localStorage).map((key) => localStorage.getItem(key) ?? "");
    return all.flatMap((text) => text.match(/"answer\/[^"]+"/g) ?? []);
  });

test("a number is judged however it is written, and not at all if it is not understood", async () => {
  for (const page of ["quizzes/q3.html", "zh/quizzes/q3.html"])
    for (const written of ["372万元", "¥3,720,000", "3.72 million", "3 720 000", "３７２万"]) {
      const tab = await midst(page, ["s3.q7"]);
      const field = tab.locator(".controls input");
      const result = tab.locator(".verdict .result");
      if (written === "372万元") {
        for (const strange of ["", "372 qwertz", "€3,720,000"]) {
          await field.fill(strange);
          await field.press("Enter");
          await tab.locator(".verdict .notice").waitFor();
          assert.equal(await result.count(), 0, strange);
          assert.ok(await field.evaluate((input) => input === document.activeElement));
          // The press takes the focus from the field, which tells of its change before the click.
          await field.fill("");
          await field.pressSequentially(strange);
          await tab.locator(".actions-row button").click({ delay: 60 });
          await tab.locator(".verdict .notice").waitFor();
          await tab.waitForFunction(() => document.activeElement?.matches(".controls input"));
          assert.equal(await tab.locator(".verdict .notice").count(), 1, strange);
          assert.equal(await result.count(), 0, strange);
        }
        assert.deepEqual(await remembered(tab), []);
      }
      await field.fill(written);
      await field.press("Enter");
      await result.waitFor();
      assert.match((await result.getAttribute("class")) ?? "", /\bright\b/, `${page}: ${written}`);
      assert.equal(await tab.locator(".verdict .notice").count(), 0);
      assert.deepEqual(await remembered(tab), ['"answer/s3.q7"']);
      await tab.context().close();
    }
});

test("the right number is shown as the page's language writes it", async () => {
  const tab = await midst("quizzes/q3.html", ["s3.q7"]);
  await tab.locator(".controls input").fill("12万");
  await tab.locator(".actions-row button").click();
  await tab.locator(".verdict .result.wrong").waitFor();
  assert.match(await tab.locator(".verdict").innerText(), /3,720,000 yuan/);
});

test("nothing chosen is nothing to judge", async () => {
  const tab = await midst("quizzes/q1.html", ["s1.q1"]);
  for (const way of ["click", "Enter"]) {
    if (way === "click") await tab.locator(".actions-row button").click();
    else await tab.locator(".controls input").first().press("Enter");
    await tab.locator(".verdict .notice[role=alert]").waitFor();
    assert.equal(await tab.locator(".verdict .result").count(), 0);
    assert.deepEqual(await remembered(tab), []);
  }
  await tab.locator(".controls input").first().check();
  await tab.locator(".verdict .notice").waitFor({ state: "detached" });
  assert.equal(await tab.locator(".verdict .notice").count(), 0, "gone with a choice");
  await tab.locator(".controls input").first().press("Enter");
  await tab.locator(".verdict .result").waitFor();
  assert.deepEqual(await remembered(tab), ['"answer/s1.q1"']);
  // Enter once more goes on, for the button has the focus.
  await tab.keyboard.press("Enter");
  await tab.locator(".quiz-stage h2").waitFor();
});

test("while an input method composes, Enter is its own", async () => {
  const tab = await midst("zh/quizzes/q3.html", ["s3.q7"]);
  const field = tab.locator(".controls input");
  await field.focus();
  const cdp = await tab.context().newCDPSession(tab);
  await cdp.send("Input.imeSetComposition", { text: "wan", selectionStart: 3, selectionEnd: 3 });
  await field.evaluate((input) => {
    for (const more of [{ isComposing: true }, { keyCode: 229 }])
      input.dispatchEvent(
        new KeyboardEvent("keydown", { key: "Enter", bubbles: true, cancelable: true, ...more }),
      );
  });
  assert.equal(await tab.locator(".verdict :is(.notice, .result)").count(), 0);
  await cdp.send("Input.insertText", { text: "372万" });
  await field.press("Enter");
  await tab.locator(".verdict .result.right").waitFor();
});

test("Enter goes on in an exam, and never hands it in; a number that is not understood is told", async () => {
  const tab = await midst("quizzes/q3.html", ["s3.q7", "s3.q18"], { exam: true });
  const field = tab.locator(".controls input");
  await field.first().fill("372 qwertz");
  await field.first().press("Tab");
  await tab.locator(".verdict .notice").waitFor();
  await field.first().fill("372万");
  await field.first().press("Enter");
  await tab.locator('.question[data-question="s3.q18"]').waitFor();
  await field.first().focus();
  for (let times = 0; times < 3; times++) await tab.keyboard.press("Enter");
  assert.equal(await tab.locator('.question[data-question="s3.q18"]').count(), 1);
  assert.deepEqual(await remembered(tab), []);
});
