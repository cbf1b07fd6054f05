/** A learner's hands on questions, drills and conversations: by mouse, finger and keyboard. */
import assert from "node:assert/strict";
import { before, test } from "node:test";
import { answer } from "./support/answering.js";
import { fixture } from "./support/fixture.js";
import { data } from "./support/site.js";

/** @typedef {import("playwright-core").Page} Page */

/** @type {any} */
let quiz;

const web = fixture();
before(() => {
  quiz = data(web.site, "quiz-q1");
});

/** @param {import("playwright-core").BrowserContextOptions} [options] */
function device(options = {}) {
  return web.device({ viewport: { width: 1200, height: 900 }, ...options });
}

/** The first question of a type, and how many of them. @param {string} type @param {number} [count] */
const of = (type, count = 1) =>
  quiz.questions
    .filter((/** @type {any} */ q) => q.type === type)
    .slice(0, count)
    .map((/** @type {any} */ q) => q.id);

/**
 * Opens a quiz in the midst of an attempt at certain questions.
 * @param {Page} page
 * @param {string[]} ids
 * @param {object} [more]
 * @param {string} [id]
 */
async function midst(page, ids, more = {}, id = "q1") {
  await page.goto(`${web.url}quizzes/${id}.html`);
  await page.evaluate(
    ([key, value]) => {
      const place = `twotrack:${new URL("..", location.href).pathname}`;
      localStorage.setItem(
        place,
        JSON.stringify({ version: 1, records: { [String(key)]: { at: 1, v: value } } }),
      );
    },
    [`attempt/${id}`, { seed: "s", exam: false, at: 0, ids, answers: {}, grades: {}, whole: false, ...more }],
  );
  await page.reload();
  await page.locator(".attempt .question").waitFor();
}

/** @param {Page} page @returns {Promise<string[]>} */
const order = (page) =>
  page
    .locator(".movable > li")
    .evaluateAll((list) => list.map((li) => /** @type {HTMLElement} */ (li).dataset.part ?? ""));

/** @param {import("playwright-core").Locator} place */
async function middle(place) {
  const box = await place.boundingBox();
  assert.ok(box);
  return { x: box.x + box.width / 2, y: box.y + box.height / 2, left: box.x };
}

test("items are put in order with the mouse; Escape lets go; the place to drop is marked", async () => {
  const { page } = await device();
  await midst(page, of("ordering"));
  const before = await order(page);
  const first = await middle(page.locator(".movable > li").first());
  const third = await middle(page.locator(".movable > li").nth(2));
  await page.mouse.move(first.left + 80, first.y);
  await page.mouse.down();
  await page.mouse.move(third.left + 80, third.y + 8, { steps: 6 });
  await page.locator(".movable > .drop").waitFor();
  await page.keyboard.press("Escape");
  await page.mouse.up();
  assert.deepEqual(await order(page), before, "let go without a change");

  await page.mouse.move(first.left + 80, first.y);
  await page.mouse.down();
  await page.mouse.move(third.left + 80, third.y + 8, { steps: 6 });
  await page.mouse.up();
  const [a, b, c, ...rest] = before;
  assert.deepEqual(await order(page), [b, c, a, ...rest]);
  await page
    .getByRole("status")
    .filter({ hasText: `now 3 of ${before.length}` })
    .waitFor();

  // By keyboard too, with the focus on the button and the place told.
  await page.locator(`.movable li[data-part="${a}"] button`).first().focus();
  await page.keyboard.press("Enter");
  assert.deepEqual(await order(page), [b, a, c, ...rest]);
  await page
    .getByRole("status")
    .filter({ hasText: `now 2 of ${before.length}` })
    .waitFor();
  assert.match(
    await page.evaluate(() => document.activeElement?.getAttribute("aria-label") ?? ""),
    /^Move up/,
  );

  // The order survives a reload before it is checked.
  await page.reload();
  await page.locator(".movable").waitFor();
  assert.deepEqual(await order(page), [b, a, c, ...rest]);
});

test("a finger drags by the grip, and scrolls the page anywhere else", async () => {
  const { context, page } = await device({
    viewport: { width: 390, height: 800 },
    hasTouch: true,
    isMobile: true,
  });
  await midst(page, of("ordering"));
  await page
    .locator(".movable")
    .evaluate((list) => list.scrollIntoView({ block: "center", behavior: "instant" }));
  const finger = await context.newCDPSession(page);
  const swipe = async (/** @type {{ x: number, y: number }} */ from, /** @type {number} */ to) => {
    const at = (/** @type {number} */ y) => [{ x: from.x, y }];
    await finger.send("Input.dispatchTouchEvent", { type: "touchStart", touchPoints: at(from.y) });
    for (let step = 1; step <= 8; step++) {
      await finger.send("Input.dispatchTouchEvent", {
        type: "touchMove",
        touchPoints: at(from.y + ((to - from.y) * step) / 8),
      });
    }
    await finger.send("Input.dispatchTouchEvent", { type: "touchEnd", touchPoints: [] });
  };
  const before = await order(page);
  const scrolled = () => page.evaluate(() => scrollY);
  const start = await scrolled();
  const third = await middle(page.locator(".movable > li").nth(2));
  await swipe(await middle(page.locator(".movable .grip").first()), third.y + 8);
  const [a, b, c, ...rest] = before;
  assert.deepEqual(await order(page), [b, c, a, ...rest]);
  assert.equal(await scrolled(), start, "the page stood still under the finger");

  const words = await middle(page.locator(".movable .words").nth(2));
  await swipe(words, words.y - 200);
  await page.waitForFunction((was) => scrollY > was, start);
  assert.deepEqual(await order(page), [b, c, a, ...rest], "scrolling moves nothing");
});

test("pairs are matched by dragging an answer onto its row, and the selects say the same", async () => {
  const { page } = await device();
  const [id] = of("matching");
  const question = quiz.questions.find((/** @type {any} */ q) => q.id === id);
  await midst(page, [id]);
  const drag = async (/** @type {string} */ side, /** @type {string} */ row) => {
    await page
      .locator(".matching")
      .evaluate((board) => board.scrollIntoView({ block: "center", behavior: "instant" }));
    const from = await middle(page.locator(`.pool [data-side="${side}"]`));
    const to = await middle(page.locator(`.matches [data-part="${row}"]`));
    await page.mouse.move(from.x, from.y);
    await page.mouse.down();
    await page.mouse.move(to.x, to.y, { steps: 6 });
    await page.locator(`.matches .drop[data-part="${row}"]`).waitFor();
    await page.mouse.up();
  };
  const value = (/** @type {string} */ row) => page.locator(`select[data-id="${row}"]`).inputValue();
  const [one, two] = question.pairs;
  await drag(one.id, two.id);
  assert.equal(await value(two.id), one.id);
  await drag(one.id, one.id);
  assert.deepEqual([await value(one.id), await value(two.id)], [one.id, ""], "an answer stands in one row");
  for (const pair of question.pairs.slice(1)) await drag(pair.id, pair.id);
  await page.getByRole("button", { name: "Check" }).click();
  await page.locator(".verdict .result.right").waitFor();
});

test("an exam lets one go back, change answers, see what is open, and warns before handing in", async () => {
  const { page } = await device();
  const [one, two, three] = of("single", 3);
  const [open] = of("open");
  await midst(page, [one, two, three, open], { exam: true });
  const right = (/** @type {string} */ id) =>
    quiz.questions.find((/** @type {any} */ q) => q.id === id).options;
  const choose = (/** @type {string} */ id, good = true) =>
    page
      .locator(`.attempt input[value="${right(id).find((/** @type {any} */ o) => !!o.right === good).id}"]`)
      .check();
  assert.equal(
    await page.locator(".verdict .result, .help, .again").count(),
    0,
    "an exam says nothing before the end",
  );
  await choose(one, false);
  await page.getByRole("button", { name: "Next", exact: true }).click();
  await page.getByRole("button", { name: "Question 3, not answered yet" }).click();
  await choose(three);
  await page.getByRole("button", { name: "Question 1, answered" }).click();
  await choose(one);
  await page.reload();
  await page.getByText("2 of 4 answered").waitFor();
  assert.equal(
    await page.locator(".attempt input:checked").count(),
    1,
    "the changed answer is there after a reload",
  );

  await page.getByRole("button", { name: "Hand in", exact: true }).click();
  await page.getByText("2 questions are not answered yet: 2, 4.").waitFor();
  await page.getByRole("button", { name: "To the first open one" }).click();
  await choose(two, false);
  await page.getByRole("button", { name: "Next", exact: true }).click();
  await page.getByRole("button", { name: "Question 4, not answered yet" }).click();
  await page.locator(".attempt textarea").fill("In my own words");
  await page.getByRole("button", { name: "Hand in", exact: true }).click();
  // What only the learner can judge is rated now, beside the model answer.
  for (const box of await page.locator(".criteria input").all()) await box.check();
  await page.getByRole("button", { name: "That is my rating" }).click();
  await page.getByRole("heading", { name: "3 of 4 right" }).waitFor();
  await page.getByRole("heading", { name: "To look at again" }).waitFor();
  await page.getByRole("heading", { name: "What you had right" }).waitFor();
  assert.equal(
    await page.locator(".quiz-stage details.fold").count(),
    4,
    "every question is shown with its answer",
  );
  await page.locator(".quiz-stage details.fold").first().locator("> summary").click();
  await page.locator(".quiz-stage .remark.missed").waitFor();
  await page.locator(".quiz-stage .remark.chosen_wrong").waitFor();
});

test("a round that was stopped waits, says where it goes on, and is thrown away only after a question", async () => {
  const { page } = await device();
  const [one, two] = of("single", 2);
  await midst(page, [one, two], { exam: true });
  const right = quiz.questions.find((/** @type {any} */ q) => q.id === one).options;
  await page.locator(`.attempt input[value="${right[0].id}"]`).check();
  await page.getByRole("button", { name: "Next", exact: true }).click();
  await page.getByRole("button", { name: "Stop here" }).click();
  await page.getByText("Kept. It goes on at question 2 of 2").waitFor();
  await page.getByRole("button", { name: "Go on" }).click();
  await page.locator(`[data-question="${two}"]`).waitFor();
  await page.getByRole("button", { name: "Stop here" }).click();
  // Another day it still waits.
  await page.reload();
  await page.locator(`[data-question="${two}"]`).waitFor();
  await page.getByRole("button", { name: "Stop here" }).click();
  await page.getByRole("button", { name: "Throw this round away" }).click();
  await page.getByText("Throw the exam away?").waitFor();
  await page.getByRole("button", { name: "Go on" }).click();
  await page.locator(".attempt .question").waitFor();
  await page.getByRole("button", { name: "Stop here" }).click();
  await page.getByRole("button", { name: "Throw this round away" }).click();
  await page.locator(".actions-row").getByRole("button", { name: "Throw this round away" }).click();
  await page.getByRole("button", { name: "Start" }).waitFor();
});

test("a quiz is passed in short rounds, in any number of sittings", async () => {
  const { page } = await device();
  await page.goto(`${web.url}quizzes/q1.html`);
  await page.getByText("It is passed once every question has been answered and 80%").waitFor();
  const offered = await page.getByLabel("Questions").locator("option").allTextContents();
  assert.deepEqual(
    offered.map((words) => words.match(/^(all )?\d+/)?.[0]),
    ["5", "10", "20", `all ${quiz.questions.length}`],
  );
  const sizes = ["20", "20", "10"];
  await page.getByLabel("Questions").selectOption(sizes[0]);
  await page.getByRole("button", { name: "Start" }).click();
  /** @type {Set<string>} */
  const asked = new Set();
  let first = true;
  while (asked.size < quiz.questions.length) {
    for (let n = Number(sizes.shift()); n > 0; n--) {
      // The first of all is wrong; that is more than enough to pass, and never held against anybody.
      const made = await answer(page, quiz, !first);
      first = false;
      assert.ok(!asked.has(made.id ?? ""), "a round asks what was not asked before");
      asked.add(made.id ?? "");
    }
    await page.getByRole("heading", { name: /^\d+ of \d+ right$/ }).waitFor();
    if (asked.size === quiz.questions.length) break;
    await page
      .locator("main")
      .getByText(`${asked.size} of ${quiz.questions.length} answered so far`)
      .waitFor();
    // A sitting ends; the next one begins where there is something to ask.
    await page.reload();
    await page
      .locator("main")
      .getByText(`${asked.size} of ${quiz.questions.length} answered so far`)
      .waitFor();
    await page.getByLabel("Questions").selectOption(sizes[0]);
    await page.getByRole("button", { name: "Start" }).click();
  }
  const share = Math.floor(((quiz.questions.length - 1) / quiz.questions.length) * 100);
  await page.locator("main .result", { hasText: `${share}%: passed (pass mark 80%).` }).waitFor();
  await page.goto(`${web.url}paths/path.new-hire.html`);
  await page
    .locator("[data-step=q1].done", { hasText: `${share}%` })
    .first()
    .waitFor({ state: "attached" });
});

test("a question fills the phone, and what is said to an answer stays in sight", async () => {
  const { page } = await device({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });
  const many = quiz.questions.find((/** @type {any} */ q) => q.type === "single");
  await midst(page, [many.id, of("single", 2)[1]]);
  const fits = (/** @type {string} */ selector) =>
    page
      .locator(selector)
      .first()
      .evaluate((element) => {
        const { top, bottom } = element.getBoundingClientRect();
        return top >= 0 && bottom <= innerHeight + 1;
      });
  const wrong = many.options.find((/** @type {any} */ o) => !o.right);
  await page.locator(`.attempt label:has(input[value="${wrong.id}"])`).tap();
  for (const part of [".attempt .progress", ".attempt .stem", ".attempt .choices", ".actions-row button"])
    assert.ok(await fits(part), `${part} is in sight`);
  await page.getByRole("button", { name: "Check" }).tap();
  const brief = page.locator(".attempt-foot .brief");
  assert.match(await brief.innerText(), /✕ Not right · The answer: ./);
  for (const part of [".attempt .stem", ".brief", ".actions-row button", ".is-chosen_wrong"])
    assert.ok(await fits(part), `${part} is in sight after the answer`);
  await page.locator(".is-missed", { hasText: "This one was right." }).waitFor();
  const tone = (/** @type {string} */ part) =>
    page
      .locator(part)
      .first()
      .evaluate((item) => getComputedStyle(item).color);
  assert.notEqual(
    await tone(".is-missed b"),
    await tone(".is-chosen_wrong b"),
    "red is for the wrong one alone",
  );
  assert.equal(await page.locator(".is-left_right details[open]").count(), 0, "the rest is quiet");
});

test("a question is answered by number keys and Enter alone", async () => {
  const { page } = await device();
  const [one, two] = of("single", 2);
  await midst(page, [one, two]);
  const values = () =>
    page
      .locator(".attempt .choices input")
      .evaluateAll((all) => all.map((input) => /** @type {HTMLInputElement} */ (input).value));
  for (const id of [one, two]) {
    const options = quiz.questions.find((/** @type {any} */ q) => q.id === id).options;
    await page.locator(`[data-question="${id}"]`).waitFor();
    const at = (await values()).indexOf(options.find((/** @type {any} */ o) => o.right).id);
    await page.keyboard.press(String(at + 1));
    await page.keyboard.press("Enter");
    await page.locator(".brief.right").waitFor();
    await page.keyboard.press("Enter");
  }
  await page.getByRole("heading", { name: "2 of 2 right" }).waitFor();
});

test("hints come one after the other; right with a hint comes back sooner; the learner may know better", async () => {
  const { page } = await device();
  const theory = data(web.site, "quiz-q0");
  const question = theory.questions.find((/** @type {any} */ q) => q.hints.length > 0 && q.options);
  assert.ok(question, "the theory has a question with a hint");
  await midst(page, [question.id], {}, "q0");
  assert.equal(await page.locator(".hints li").count(), 0);
  for (let n = 1; n <= question.hints.length; n++) {
    await page.locator("button.hint").click();
    assert.equal(await page.locator(".hints li").count(), n);
  }
  await page.locator("button.hint").waitFor({ state: "hidden" });
  for (const option of question.options.filter((/** @type {any} */ o) => o.right))
    await page.locator(`.attempt input[value="${option.id}"]`).check();
  await page.getByRole("button", { name: "Check" }).click();
  await page.locator(".verdict .result", { hasText: "Right, with a hint" }).waitFor();
  await page.getByText("Comes back tomorrow.").waitFor();
  await page.getByRole("button", { name: /^I knew it: 2 days/ }).click();
  await page.locator(".again", { hasText: "Comes back in 2 days." }).waitFor();
  const kept = await page.evaluate(
    (id) =>
      JSON.parse(Object.values(localStorage).find((text) => text.includes("answer/"))).records[`answer/${id}`]
        .v,
    question.id,
  );
  assert.deepEqual([kept.tries, kept.right], [1, true], "saying so is no second answer");
});

test("a drill counts what the learner falls for and leads to the page that explains it", async () => {
  const { page } = await device();
  await page.goto(`${web.url}drill.html`);
  await page.getByRole("button", { name: "Judge 6 deals" }).click();
  for (let n = 0; n < 6; n++) {
    // No deal of a drill stands there.
    await page
      .locator('.controls option:is([value="ahead 8"], [value="completed s8"])')
      .evaluate((option) => {
        const select = /** @type {HTMLSelectElement} */ (option.parentElement);
        select.value = /** @type {HTMLOptionElement} */ (option).value;
      });
    await page.locator(".actions-row button").click();
    await page.locator(".verdict .result.wrong").waitFor();
    await page.locator(".verdict .see a").waitFor();
    await page.locator(".actions-row button").click();
  }
  await page.getByRole("heading", { name: "0 of 6 right" }).waitFor();
  await page.getByRole("heading", { name: "What you fall for" }).waitFor();
  assert.equal(await page.locator("table.plain tbody tr", { hasText: "0 of 1 right" }).count(), 6);
  await page.reload();
  await page.getByRole("heading", { name: "What you fall for" }).waitFor();
});

test("in a conversation a choice can be taken back, and the end says what could have been better", async () => {
  const { page } = await device();
  await page.goto(`${web.url}scripts/s1.c1.html`);
  await page.getByRole("button", { name: "Practise this conversation" }).click();
  const script = data(web.site, "script-s1.c1");
  const quality = async (/** @type {import("playwright-core").Locator} */ reply) => {
    const said = (await reply.textContent())?.trim();
    const plain = (/** @type {string} */ html) =>
      html
        .replace(/<[^>]+>/g, "")
        .replace(/&quot;/g, '"')
        .replace(/&#39;|&#x27;/g, "'")
        .replace(/&amp;/g, "&")
        .trim();
    return script.nodes.find((/** @type {any} */ node) => plain(node.line) === said)?.quality;
  };
  const replies = page.locator("button.reply");
  /** Chooses the first reply that is good, or is not. @param {boolean} good */
  const choose = async (good) => {
    for (const reply of await replies.all())
      if (((await quality(reply)) === "good") === good) return reply.click();
    return replies.first().click();
  };
  const on = async () => {
    for (;;) {
      await page.locator(".talk-choices button").first().waitFor();
      if (await page.locator(".talk-choices .result, button.reply").count()) return;
      await page.getByRole("button", { name: "Go on" }).click();
    }
  };
  await on();
  const before = await page.locator(".talk .line").count();
  await choose(false);
  await page.locator(".talk .why:is(.weak, .bad)").waitFor();
  await page.getByRole("button", { name: "Try another reply" }).click();
  assert.equal(await page.locator(".talk .line").count(), before, "the log is as it was");
  await choose(false);
  await on();
  while (await replies.count()) {
    await choose(true);
    await on();
  }
  await page.getByRole("heading", { name: "What could have been better" }).waitFor();
  assert.ok((await page.locator(".talk-summary li .better").count()) >= 1);
  await page.reload();
  await page.getByText("Practised on").waitFor();
});

test("the learner is told on the spot when nothing can be kept", async () => {
  const { context, page } = await device();
  await page.goto(`${web.url}stages/s1.html`);
  await page.evaluate(() =>
    localStorage.setItem(`twotrack:${new URL("..", location.href).pathname}`, '{"version":99,"records":{}}'),
  );
  await page.goto(`${web.url}quizzes/q1.html`);
  await page.getByRole("alert").filter({ hasText: "A newer program keeps its data here" }).waitFor();
  await page.goto(`${web.url}zh/stages/s1.html`);
  await page.getByRole("alert").filter({ hasText: "更新版本程序" }).waitFor();
  await context.close();

  const full = await device();
  await full.page.addInitScript(() => {
    Storage.prototype.setItem = () => {
      throw new DOMException("full", "QuotaExceededError");
    };
  });
  await full.page.goto(`${web.url}quizzes/q1.html`);
  await full.page.getByRole("button", { name: "Start" }).click();
  await answer(full.page, quiz, true);
  await full.page.getByRole("alert").filter({ hasText: "no room left" }).waitFor();
  await full.context.close();

  const private_ = await device();
  await private_.page.addInitScript(() =>
    Object.defineProperty(window, "localStorage", {
      get() {
        throw new DOMException("no", "SecurityError");
      },
    }),
  );
  await private_.page.goto(`${web.url}stages/s1.html`);
  await private_.page.locator("input[data-action]").first().check();
  await private_.page.getByRole("alert").filter({ hasText: "keeps nothing" }).waitFor();
  await private_.context.close();
});

test("a quiz with a form that the scripts don't know stays on paper, whole, and says so", async () => {
  const { page } = await device();
  await page.route("**/data/quiz-q1.js", (route) => {
    const questions = quiz.questions.map((/** @type {any} */ q, /** @type {number} */ at) =>
      at === 2 ? { ...q, form: "essay" } : q,
    );
    const detail = JSON.stringify(Buffer.from(JSON.stringify({ ...quiz, questions })).toString("base64"));
    route.fulfill({
      contentType: "text/javascript",
      body: `document.currentScript.dispatchEvent(new CustomEvent("data",{detail:${detail}}))`,
    });
  });
  const error = page.waitForEvent("pageerror");
  await page.goto(`${web.url}quizzes/q1.html`);
  await error;
  await page.locator("tt-quiz .questions > li").first().waitFor({ state: "visible" });
  assert.equal(await page.locator("tt-quiz .questions > li").count(), quiz.questions.length);
  assert.equal(await page.locator("tt-quiz button").count(), 0, "nothing offers what can't be done");
  assert.match(web.errors.splice(0).join(), new RegExp(`${quiz.questions[2].id} has the form “essay”`));
});
