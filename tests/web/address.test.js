/**
 * Whatever stands behind `#` or `?` in an address, the page works, no script fails, and the reader
 * is told what the page found no use for.
 */
import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { toFragment } from "../../themes/default/js/logic/travel/link.js";
import { fixture } from "./support/fixture.js";
import { BASE } from "./support/site.js";

const web = fixture({ playbook: BASE, manner: { locale: "en-US" } });
/** @type {import("playwright-core").Page} */
let page;
/** @type {string[]} */
const errors = [];

beforeEach(async () => {
  page = await web.page();
  page.on("pageerror", (error) => errors.push(String(error)));
});

/** Goes to an address as from elsewhere. @param {string} address */
async function go(address) {
  errors.length = 0;
  await page.goto("about:blank");
  await page.goto(web.url + address);
}

const NOTICE = ".notice.unused";

/** What each page shows when it works. */
const WORKS = {
  "deals.html": "#new-deal",
  "card.html": "#card-about",
  "quizzes/q1.html": ".quiz-stage form",
  "search/index.html": ".finder-field",
  "stages/s1.html": ".deal-bar",
  "index.html": "tt-map",
};

/** A fragment, and as what the reader is told of it. */
const FRAGMENTS = [
  ["100%", "100%"],
  ["%E4%BD", "%E4%BD"],
  ["%", "%"],
  ["50%25%", "50%%"],
  ["%E4%BD%A0%FF", "%E4%BD%A0%FF"],
  ["%E9%98%B6%E6%AE%B5", "阶段"],
  ["__proto__", "__proto__"],
  ["a'b\"<i>", "a'b\"<i>"],
  ["x".repeat(5000), "x".repeat(60)],
];

test("a fragment that names nothing leaves every page working, and is told", async () => {
  for (const [path, selector] of Object.entries(WORKS)) {
    for (const [n, [fragment, told]] of FRAGMENTS.entries()) {
      // The first comes with the page, the others while it is open.
      if (n === 0) await go(`${path}#${fragment}`);
      else await page.evaluate((hash) => (location.hash = hash), fragment);
      await page.locator(selector).first().waitFor({ state: "visible" });
      await page.locator(NOTICE, { hasText: told }).waitFor();
      assert.deepEqual(errors, [], `${path}#${fragment.slice(0, 20)}`);
    }
  }
});

test("what names something, and what is meant for the browser, is not complained of", async () => {
  for (const address of [
    "stages/s1.html#s1.m1",
    "stages/s1.html#top",
    "stages/s1.html#%73%31.m1",
    "deals.html#",
    "card.html#s2",
    "quizzes/q1.html#main",
    "search/index.html?q=sign",
  ]) {
    await go(address);
    await page.waitForLoadState("networkidle");
    assert.equal(await page.locator(NOTICE).count(), 0, address);
    assert.deepEqual(errors, [], address);
  }
  // The complaint goes when the reader goes on.
  await go("stages/s1.html#nothing");
  await page.locator(NOTICE).waitFor();
  await page.evaluate(() => (location.hash = "s1.m1"));
  await page.locator(NOTICE).waitFor({ state: "detached" });
});

test("whatever a search is asked by its address, it works", async () => {
  for (const query of [
    "?q=%E4%BD",
    "?q=100%",
    "?q=%",
    "?q=%00",
    "?q=a&q=b",
    `?q=${"x".repeat(7000)}`,
    "?%",
    "?=",
  ]) {
    await go(`search/index.html${query}`);
    await page.locator(".finder-field").fill("sign");
    await page.locator(".finder-result").first().waitFor();
    assert.deepEqual(errors, [], query.slice(0, 20));
  }
  await go("search/index.html?q=sign&kind=novel&stage=99");
  await page.locator(".finder-result").first().waitFor();
  await page.locator(NOTICE).waitFor();
  assert.equal(await page.locator("[name=kind]").inputValue(), "");
  assert.deepEqual(errors, []);
  for (const path of Object.keys(WORKS)) {
    await go(`${path}?%E4%BD&utm_source=100%#%`);
    await page
      .locator(WORKS[/** @type {keyof typeof WORKS} */ (path)])
      .first()
      .waitFor({ state: "visible" });
    assert.deepEqual(errors, [], path);
  }
});

const PARCEL = {
  id: "d1",
  at: 1_700_000_000_000,
  deal: { name: "Häfen 码头", buyer: null, created: "2026-01-02" },
  ticks: { "s1.m1": { rev: 1, hash: "0", date: "2026-01-03", note: "x=1&y".repeat(20) } },
};

test("a link with a deal arrives through programs that escape, break or adorn it", async () => {
  const link = await toFragment(PARCEL);
  const half = link.slice(0, link.length / 2);
  for (const [what, fragment] of Object.entries({
    "as it is": link,
    "its = escaped": link.replace("=", "%3D"),
    "escaped twice": link.replace("=", "%253d"),
    "with its line broken": `${half}%0D%0A${link.slice(half.length)}`,
    "at the end of a sentence": `${link}.`,
    "in brackets": `${link})%20see%20above`,
    "with a program's own marks behind it": `${link}&utm_source=mail`,
    "with a program's own marks before it": `fbclid=abc&${link}`,
    "as old programs write base64": link.replaceAll("-", "+").replaceAll("_", "/"),
  })) {
    await go(`deals.html#${fragment}`);
    await page
      .locator("section.offer", { hasText: "Häfen 码头" })
      .waitFor({ timeout: 10_000 })
      .catch(() => assert.fail(what));
    assert.deepEqual(errors, [], what);
  }
});

test("a link that was cut is told of, and the board works", async () => {
  const link = await toFragment(PARCEL);
  for (const fragment of [
    link.slice(0, -9),
    link.slice(0, 20),
    "dealz=",
    "dealz%3D",
    "deal=%E4%BD",
    "deal=AAAA",
    `${link.slice(0, 30)}%${link.slice(30)}`,
  ]) {
    await go(`deals.html#${fragment}`);
    await page.getByText("This link is not complete").waitFor();
    await page.locator("#new-deal").waitFor({ state: "visible" });
    assert.deepEqual(errors, [], fragment);
  }
});

test("a link to hand on has nothing in it that the page was opened with", async () => {
  await go("deals.html?utm_source=mail");
  await page.locator("#new-deal").fill("Harbour");
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: "Copy a link" }).click();
  const link = await page.locator(".link-field input").inputValue();
  assert.ok(link.startsWith(`${web.url}deals.html#dealz=`), link);
});
