/**
 * Answers questions in the browser as a learner does, by what the site's own data says is right.
 */
/** @typedef {import("playwright-core").Page} Page */

/**
 * Answers the question that is shown, rightly or wrongly, and goes on.
 * @param {Page} page
 * @param {any} quiz
 * @param {boolean} rightly
 */
export async function answer(page, quiz, rightly) {
  const shown = page.locator(".attempt .question");
  const id = await shown.getAttribute("data-question");
  const question = quiz.questions.find((/** @type {any} */ q) => q.id === id);
  if (rightly) await fill(page, question);
  else await spoil(page, question);
  await page.locator(".actions-row button").click();
  if (question.form === "rate") {
    for (const box of await page.locator(".criteria input").all()) if (rightly) await box.check();
    await page.locator(".verdict button").click();
  }
  const right = await page.locator(".verdict .result").first().getAttribute("class");
  await page.locator(".actions-row button").click();
  return { id, right: right?.includes("right") ?? false, type: question.type };
}

/**
 * @param {Page} page
 * @param {import("../../../themes/default/js/kit/contract.js").Question} question
 */
async function fill(page, question) {
  const controls = page.locator(".attempt .controls");
  switch (question.form) {
    case "choose":
      for (const { id } of question.options.filter((option) => option.right)) {
        if (question.deal) {
          await controls.locator("select").selectOption(id);
        } else {
          await controls.locator(`input[value="${id}"]`).focus();
          await page.keyboard.press("Space");
        }
      }
      break;
    case "pair":
      for (const pair of question.pairs)
        await controls.locator(`select[data-id="${pair.id}"]`).selectOption(pair.id);
      break;
    case "order":
      await order(
        page,
        question.items.map((item) => item.id),
      );
      break;
    case "write":
      for (const gap of question.gaps) {
        const field = question.text === null ? "input" : `input[data-id="${gap.id}"]`;
        const words = "answer" in gap ? String(gap.answer) : ` ${gap.accept[0].toUpperCase()} `;
        await controls.locator(field).fill(words);
      }
      break;
    case "rate":
      await controls.locator("textarea").fill("In my words");
  }
}

/**
 * Answers wrongly. Items to put in order never stand in order at first.
 * @param {Page} page
 * @param {import("../../../themes/default/js/kit/contract.js").Question} question
 */
async function spoil(page, question) {
  const controls = page.locator(".attempt .controls");
  if (question.form === "choose") {
    const wrong = question.options.find((option) => !option.right)?.id ?? "";
    if (question.deal) await controls.locator("select").selectOption(wrong);
    else await controls.locator(`input[value="${wrong}"]`).check();
  } else if (question.form === "pair") {
    const [first, second] = question.pairs;
    await controls.locator(`select[data-id="${first.id}"]`).selectOption(second.id);
  } else if (question.form === "write") {
    const wrong = "answer" in question.gaps[0] ? "-987654" : "no such words";
    await controls.locator("input").first().fill(wrong);
  }
}

/**
 * Puts items in order with the keyboard alone.
 * @param {Page} page
 * @param {string[]} ids
 */
async function order(page, ids) {
  for (const [at, id] of ids.entries()) {
    const up = page.locator(`.movable li[data-part="${id}"] button`).first();
    await up.focus();
    for (;;) {
      const now = await page
        .locator(".movable li")
        .evaluateAll((list) => list.map((li) => /** @type {HTMLElement} */ (li).dataset.part));
      if (now.indexOf(id) === at) break;
      await page.keyboard.press("Enter");
    }
  }
}
