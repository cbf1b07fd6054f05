/**
 * What the site shows: one page of each type, and what its elements make of it in use.
 */

/** One page of each type. */
export const PAGES = [
  "index.html",
  "stages/index.html",
  "stages/s1.html",
  "checklists/s1.html",
  "buyer.html",
  "scripts/index.html",
  "scripts/s1.c1.html",
  "sources/index.html",
  "sources/website.html",
  "dimensions.html",
  "relationship.html",
  "library.html",
  "guides/milestones.html",
  "quizzes/index.html",
  "quizzes/q1.html",
  "answers/q1.html",
  "review.html",
  "drill.html",
  "deals.html",
  "card.html",
  "paths/index.html",
  "paths/path.new-hire.html",
  "cases/index.html",
  "cases/case.ab.html",
  "scorecard.html",
  "glossary.html",
  "about.html",
  "search/index.html",
];

/** The address of each page whose look depends on what a person has done. */
export const LIVE = [
  "index.html",
  "stages/s1.html",
  "checklists/s1.html",
  "scripts/s1.c1.html",
  "quizzes/q1.html",
  "quizzes/q2.html",
  "review.html",
  "deals.html",
  "card.html",
  "paths/path.new-hire.html",
  "scorecard.html",
];

/** Waits until every element of the page has shown what it has to show. @param {import("playwright-core").Page} page */
export async function settled(page) {
  await page.waitForLoadState("load");
  await page.waitForFunction(() => {
    const waiting = [
      "tt-quiz:not(.armed)",
      "tt-review:empty",
      "tt-drill:empty",
      "tt-deals:empty",
      "tt-card:empty",
      "tt-score:empty",
      "tt-read:empty",
      ".path-head:empty",
      ".shade:disabled",
      "p.deal-bar:empty",
    ];
    return !document.querySelector(waiting.join());
  });
}

/**
 * Walks through all that a visitor may see, and looks at each scene.
 * @param {import("playwright-core").Page} page in a context that remembers a returning visitor
 * @param {string} base the address of the site in one language
 * @param {(scene: string) => Promise<void>} look
 */
export async function everyScene(page, base, look) {
  for (const path of PAGES) {
    await page.goto(base + path);
    await settled(page);
    await look(path);
  }
  await page.goto(`${base}paths/path.manager.html`);
  await page.locator(".certificate").waitFor();
  await look("a certificate");
  await page.goto(`${base}deals.html#d1`);
  await page.locator(".deal-page").waitFor();
  await unfold(page);
  await page.locator(".out button, .no-print button").first().click();
  await look("a deal with everything open");
  await questions(page, base, look);
  await page.goto(`${base}scripts/s1.c1.html`);
  await page.locator("tt-talk button").first().click();
  await page.locator(".talk-choices button").first().click();
  await look("a conversation");
  while (!(await page.locator(".talk-choices .result").count()))
    await page.locator(".talk-choices button").first().click();
  await look("a conversation's end");
  await unfold(page);
  await look("a script with everything open");
  await page.goto(`${base}stages/s1.html`);
  await unfold(page);
  await page.locator("#origins").check();
  await look("a stage with everything open");
  await page.locator("a.search").click();
  await page.locator(".finder-field").fill("预算 budget");
  await page.locator(".finder-result").first().waitFor();
  await look("the search");
}

/** Opens all that folds. @param {import("playwright-core").Page} page */
function unfold(page) {
  return page
    .locator("main details")
    .evaluateAll((all) => all.forEach((fold) => fold.setAttribute("open", "")));
}

/**
 * Answers the question that is asked, of whatever type, right or wrong: nothing is judged before.
 * @param {import("playwright-core").Page} page
 */
export async function answer(page) {
  const box = page.locator(".controls input:not([type=text])").first();
  if (await box.count()) await box.check();
  for (const field of await page.locator(".controls :is(input[type=text], textarea)").all())
    await field.fill("1");
  for (const field of await page.locator(".controls select").all()) await field.selectOption({ index: 1 });
}

/**
 * Questions under way, and what is said to answers.
 * @param {import("playwright-core").Page} page
 * @param {string} base
 * @param {(scene: string) => Promise<void>} look
 */
async function questions(page, base, look) {
  await page.goto(`${base}quizzes/q1.html`);
  await page.locator("#quiz-count").selectOption("all");
  await page.locator(".start button").click();
  const types = new Set();
  for (;;) {
    const question = page.locator(".attempt .question");
    if (!(await question.count())) break;
    const type = await question.locator(".kind").textContent();
    const fresh = !types.has(type);
    types.add(type);
    if (fresh) await look(`a question: ${type}`);
    await answer(page);
    await page.locator(".actions-row button").click();
    const rate = page.locator(".verdict button");
    if (await rate.count()) await rate.click();
    if (fresh) await look(`an answered question: ${type}`);
    await page.locator(".actions-row button").click();
  }
  await unfold(page);
  await look("a quiz's results");
  await page.goto(`${base}quizzes/q3.html`);
  await page.locator("input[value=exam]").check();
  await page.locator(".start button").click();
  await look("an exam");
  await page.locator(".actions-row button").last().click();
  await page.locator(".actions-row .notice").waitFor();
  await look("an exam about to be handed in");
  await page.goto(`${base}review.html`);
  await page.locator("tt-review button").first().click();
  await page.locator(".attempt").waitFor();
  await look("a review");
  await page.goto(`${base}drill.html`);
  await page.locator("tt-drill button").click();
  await page.locator(".attempt select").selectOption({ index: 2 });
  await page.locator(".attempt .actions-row button").click();
  await look("a drill");
  await page.locator(".way-out button").click();
  await page.locator("tt-drill table").waitFor();
  await look("a drill's results");
}
