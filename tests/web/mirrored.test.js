/**
 * Languages as they are written: from right to left with every sign turned, numbers and lists on
 * paper as on the screen, French spaces, and borrowed words that say whose they are.
 */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { cpSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { fixture } from "./support/fixture.js";
import { BASE, ROOT, TWOTRACK, folder } from "./support/site.js";

/** Some that ship, and some whose words nobody has written. */
const TAGS = ["en", "zh", "ar-EG", "it", "fr", "de", "es", "pl", "hi", "fa", "sv", "pt-BR", "sr-Latn"];

const QUESTIONS = `
  - id: q1.2
    type: numeric
    stem: {en: How much is it?, fr: "Combien ? Dis : « tout » ou 1 000 000 €; \`a ? b\`"}
    tests: [s1.k1]
    answer: 1234567.5
    tolerance: 0.5
  - id: q1.3
    type: matching
    stem: {en: What goes with what?}
    tests: [s1.k1]
    pairs:
      - {id: a, left: {en: Sun}, right: {en: Day}}
      - {id: b, left: {en: Moon}, right: {en: Night}}
  - id: q1.4
    type: multiple
    stem: {en: Which are even?}
    tests: [s1.k1]
    options:
      - {id: a, text: {en: Two}, right: true}
      - {id: b, text: {en: Three}}
      - {id: c, text: {en: Four}, right: true}
`;

/** A copy of the small playbook in many languages, of which Arabic has words and names. */
function playbook() {
  const made = folder("mirrored");
  cpSync(BASE, made, { recursive: true });
  /** @param {string} path @param {(text: string) => string} change */
  const change = (path, change) => {
    const file = join(made, path);
    writeFileSync(file, change(readFileSync(file, "utf8")));
  };
  change("playbook.yaml", (text) => text.replace("[en, zh]", `[${TAGS}]`));
  const named = (/** @type {string} */ text) =>
    text.replace(/ zh: 邀约\}/g, ' zh: 邀约, ar-EG: "مكالمة أولى"}');
  change("content/stages/01-s1/stage.yaml", named);
  change("content/buyer.yaml", (text) =>
    text.replace("short: {en: Problem", 'short: {ar-EG: "مشكلة", en: Problem'),
  );
  change("quizzes/q1.yaml", (text) => text.trimEnd() + QUESTIONS);
  execFileSync(TWOTRACK, ["-C", made, "words", "ar-EG"]);
  // A word is all that a test needs of a language; what it is filled with stays.
  change("themes/default/i18n/ar-EG.yaml", (text) =>
    text.replace(/""( +# (.*))$/gm, (_, end, english) => {
      const places = english.match(/\{[^}]*\}/g) ?? [];
      return `"${["كلمة", ...places].join(" ")}"${end}`;
    }),
  );
  return made;
}

const web = fixture({ playbook: playbook(), manner: { reducedMotion: "reduce" } });

for (const width of [390, 1280])
  test(`from right to left at ${width} px: points on their lines, signs ahead, nothing too wide`, async () => {
    const page = await web.page({ viewport: { width, height: 844 } });
    for (const name of [
      "index",
      "stages/s1",
      "quizzes/q1",
      "deals",
      "search/index",
      "checklists/s1",
      "card",
    ]) {
      await page.goto(`${web.url}ar-EG/${name}.html`, { waitUntil: "networkidle" });
      const found = await page.evaluate(() => {
        const root = document.documentElement;
        const boxes = [...document.querySelectorAll("main *")].map((e) => e.getBoundingClientRect());
        return {
          dir: getComputedStyle(root).direction,
          wide: root.scrollWidth - root.clientWidth,
          left: boxes.filter((box) => box.width > 1 && box.right < 0).length,
        };
      });
      assert.deepEqual(found, { dir: "rtl", wide: 0, left: 0 }, name);
    }
    await page.goto(`${web.url}ar-EG/index.html`);
    const points = await page.evaluate(() => {
      /** @param {Element} stop @param {string} part */
      const at = (stop, part) => {
        const style = getComputedStyle(stop, part);
        return stop.getBoundingClientRect().left + parseFloat(style.left) + parseFloat(style.width) / 2;
      };
      return [...document.querySelectorAll(".tracks .stop")].map((stop) => {
        const { left, right } = stop.getBoundingClientRect();
        return { line: at(stop, "::before"), point: at(stop, "::after"), left, right };
      });
    });
    assert.equal(points.length, 4);
    for (const { line, point, left, right } of points)
      if (width < 1024) assert.ok(Math.abs(line - point) < 1, `the point ${point} on its line ${line}`);
      else assert.ok(point > (left + right) / 2, `the point ${point} where ${left}–${right} begins`);
    const [buyer, ours] = points;
    // On a phone the buyer's side is where reading begins.
    if (width < 1024) assert.ok(buyer.left > ours.left);
    await page.goto(`${web.url}ar-EG/scripts/s1.c1.html`);
    const turned = await page.evaluate(() => {
      const closed = document.querySelector(".branch:not([open]) > summary");
      return closed && getComputedStyle(closed, "::before").rotate;
    });
    assert.equal(turned, "225deg", "what unfolds points to where reading goes");
  });

test("style sheets name no left and no right where the beginning and the end are meant", () => {
  const folder = join(ROOT, "themes/default/css");
  const sheets = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) =>
    name.endsWith(".css"),
  );
  assert.ok(sheets.length > 15);
  /** The value of a property with four sides is the same left and right. @param {string} value */
  const isEven = (value) => {
    const sides = value.match(/(?:\([^()]*(?:\([^()]*\)[^()]*)*\)|[^\s(])+/g) ?? [];
    return sides.length < 4 || sides[1] === sides[3];
  };
  const faults = [];
  for (const sheet of sheets) {
    const text = readFileSync(join(folder, sheet), "utf8").replace(/\/\*[^]*?\*\//g, "");
    for (const [rule, name, value] of text.matchAll(/(?<=[{;]\s*)([a-z-]+)\s*:\s*([^;{}]+)(?=[;}])/g)) {
      const isSided = /(?:^|-)(?:left|right)(?:-|$)/.test(name) || /^(?:left|right)$/.test(value.trim());
      const isUneven = /^(?:margin|padding|inset|scroll-(?:margin|padding))$/.test(name) && !isEven(value);
      if (isSided || isUneven) faults.push(`${sheet}: ${rule}`);
    }
  }
  assert.deepEqual(faults, []);
});

test("the key on paper writes numbers, lists and pairs as the language does", async () => {
  const page = await web.page();
  for (const tag of TAGS) {
    await page.goto(`${web.url}${tag === "en" ? "" : `${tag}/`}answers/q1.html`);
    const { right, expected, pairs } = await page.evaluate(() => {
      const texts = (/** @type {string} */ parts) =>
        [...document.querySelectorAll(parts)].map((part) => part.textContent?.replace(/\s+$/, "") ?? "");
      const written = new Intl.NumberFormat(document.documentElement.lang, { maximumFractionDigits: 12 });
      return {
        right: texts(".right"),
        expected: `${written.format(1234567.5)} ± ${written.format(0.5)}`,
        pairs: texts(".feedback div"),
      };
    });
    assert.ok(
      right.some((words) => words.endsWith(expected)),
      `${tag}: ${expected} in ${right}`,
    );
    const comma = { zh: "A、C", "ar-EG": "C" }[tag] ?? "A, C";
    assert.ok(
      right.some((words) => words.endsWith(comma)),
      `${tag}: ${comma} in ${right}`,
    );
    const sign = ["ar-EG", "fa"].includes(tag) ? "Sun ← Day" : "Sun → Day";
    assert.ok(pairs.includes(sign), `${tag}: ${sign} in ${pairs}`);
  }
});

test("a French sentence does not end a line before its sign; code and other languages stay", async () => {
  const page = await web.page();
  const stem = async (/** @type {string} */ tag) => {
    await page.goto(`${web.url}${tag}/answers/q1.html`);
    return page.locator("main").textContent();
  };
  const french = (await stem("fr")) ?? "";
  const sentence = "Combien\u202f? Dis\u00a0: «\u00a0tout\u00a0» ou 1\u202f000\u202f000\u00a0€; a ? b";
  assert.ok(french.includes(sentence), french.slice(0, 900));
  assert.ok(!/[^ ] [;!?»]/.test(french.replace("a ? b", "")), "every other sign, too");
  assert.ok(!(await stem("de"))?.includes("\u202f?"));
});

test("what scripts say in English says so, and what the language says does not", async () => {
  const page = await web.page();
  /** Every text that a script has made on a page, with the language in which it is said. @param {string} name */
  const said = async (name) => {
    await page.goto(`${web.url}${name}`, { waitUntil: "networkidle" });
    return page.evaluate(() =>
      [...document.querySelectorAll("tt-deals *, tt-quiz *, tt-board *")]
        .filter((part) => part.childNodes.length === 1 && part.firstChild?.nodeType === Node.TEXT_NODE)
        .map((part) => ({
          words: part.textContent?.trim() ?? "",
          lang: part.closest("[lang]")?.getAttribute("lang") ?? "",
          way: getComputedStyle(part).direction,
        }))
        .filter(({ words }) => words),
    );
  };
  const english = await said("quizzes/q1.html");
  assert.ok(english.length > 3, "hardly a word");
  assert.ok(english.every(({ lang }) => lang === "en"));
  const words = new Set(english.map((part) => part.words).filter((part) => /[a-z]{3}/.test(part)));
  // Nobody has written Italian or Persian words, so those that stand there are English, left to right.
  for (const tag of ["it", "fa"]) {
    const borrowed = (await said(`${tag}/quizzes/q1.html`)).filter((part) => words.has(part.words));
    assert.ok(borrowed.length > 2, `${tag}: hardly a word is borrowed`);
    for (const part of borrowed) assert.deepEqual(part, { words: part.words, lang: "en", way: "ltr" }, tag);
  }
  // German words are German; what the author has not translated is English.
  const german = await said("de/quizzes/q1.html");
  assert.ok(german.length > 3);
  const authors = /\?$|^(A|Sun|Moon|Day|Night|Two|Three|Four)\b/;
  const strange = german.filter((part) => part.lang === "en" && !authors.test(part.words));
  assert.deepEqual(strange, []);
});
