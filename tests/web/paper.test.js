/**
 * What leaves on paper, printed by Chromium and read back from the PDF: the handbook is a book,
 * a checklist is one sheet, a question sheet gives nothing away, and no page prints the site
 * around it.
 */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { beforeEach, test } from "node:test";
import { fixture } from "./support/fixture.js";
import { host } from "./support/host.js";
import { build, folder, TWOTRACK } from "./support/site.js";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const room = folder("paper");
const LANGS = [
  { up: "", title: "Project Sales Playbook", contents: "Contents", release: "Release 2026.4" },
  { up: "zh/", title: "项目型销售手册", contents: "目录", release: "2026.4 版" },
];

const web = fixture();
/** @type {import("playwright-core").Page} */
let page;
beforeEach(async () => {
  // Who reads in the dark still prints on white paper. A whole book takes its time.
  page = await web.page({ colorScheme: "dark", patience: 300_000 });
});

/**
 * What is printed on each sheet of the page that is open.
 * @param {import("playwright-core").Page} open
 */
async function printed(open) {
  const file = join(room, "out.pdf");
  await open.pdf({ path: file, preferCSSPageSize: true });
  const info = execFileSync("pdfinfo", [file], { encoding: "utf8" });
  assert.match(info, /Page size:\s+59\d\.\d+ x 84\d\.\d+ pts \(A4\)/);
  const text = execFileSync("pdftotext", ["-layout", file, "-"], { encoding: "utf8", maxBuffer: 1 << 28 });
  const sheets = text.split("\f").slice(0, -1);
  return { file, sheets };
}

/** Without spaces: a line of a PDF may end anywhere. @param {string} text */
const tight = (text) => text.replace(/\s+/g, "");

/** @param {string} sheet */
const lines = (sheet) =>
  sheet
    .split("\n")
    .map((line) => line.trim())
    .filter(Boolean);

/**
 * How dark the darkest corner of the first sheet is, from 0 for black to 255 for white.
 * @param {string} file
 */
function corner(file) {
  const out = join(room, "sheet");
  execFileSync("pdftoppm", ["-gray", "-r", "20", "-singlefile", file, out]);
  const bytes = readFileSync(`${out}.pgm`);
  const [, width, height] = /^P5\s(\d+)\s(\d+)\s/.exec(bytes.toString("latin1", 0, 40)) ?? [];
  const pixels = bytes.subarray(bytes.length - Number(width) * Number(height));
  return Math.min(...pixels.subarray(0, Number(width)), ...pixels.subarray(-Number(width)));
}

for (const { up, title, contents, release } of LANGS) {
  test(`the handbook is a book: ${up || "en"}`, async () => {
    await page.goto(`${web.url}${up}handbook.html`);
    const chapters = await page.locator(".contents ol ol a").evaluateAll((links) =>
      links.map((link) => ({
        code: link.querySelector("b")?.textContent ?? "",
        title: (link.lastChild?.textContent ?? "").trim(),
      })),
    );
    const { file, sheets } = await printed(page);
    assert.ok(corner(file) > 250, "the paper is white");

    const [cover, ...rest] = sheets;
    assert.ok(cover.includes(title) && cover.includes("2026.4"));
    assert.doesNotMatch(lines(cover).at(-1) ?? "", /^\d+$/, "a cover has no number");
    rest.forEach((sheet, n) => {
      const foot = lines(sheet).at(-1) ?? "";
      assert.match(foot, new RegExp(`(^|\\s)${n + 2}$`), `sheet ${n + 2} is numbered: ${foot}`);
    });
    assert.equal(lines(rest[0])[0].replace(/\s+/g, " "), contents);

    // The contents name every chapter, and its sheets carry code and title in its own order.
    const opening = rest.findIndex((sheet) => /^A\s/.test(lines(sheet)[0]));
    const listed = tight(rest.slice(0, opening).join(""));
    const heads = rest.slice(opening).map((sheet) => tight(lines(sheet)[0]));
    assert.ok(chapters.length > 80, `${chapters.length} chapters`);
    let from = 0;
    for (const chapter of chapters) {
      assert.ok(listed.includes(tight(chapter.title).slice(0, 8)), `the contents lack ${chapter.title}`);
      const at = heads.findIndex(
        (head, n) => n >= from && head.includes(tight(chapter.code + chapter.title)),
      );
      assert.ok(at >= from, `no sheet is headed ${chapter.code} ${chapter.title}`);
      assert.ok(tight(rest[opening + at]).includes(tight(chapter.title)));
      from = at + 1;
    }
    const body = rest.slice(opening);
    assert.ok(
      body.every((sheet) => lines(sheet).at(-1)?.replace(/\s+/g, " ").startsWith(`${title} · ${release}`)),
    );

    // What is folded on the site lies open in the book, and a link says where it leads.
    const evidence = await page.locator("#stages\\/s1 .action details li").first().textContent();
    assert.ok(tight(body.join("")).includes(tight(evidence ?? "none")));
    assert.match(body.join(""), /\(→\s*[A-J]\d+\)/);
  });
}

test("no link inside the handbook leads nowhere, and none leaves it for a page that it holds", async () => {
  for (const { up } of LANGS) {
    // Read without being laid out.
    await page.goto(`${web.url}${up}about.html`);
    const found = await page.evaluate(async () => {
      const text = await (await fetch("handbook.html")).text();
      const book = new DOMParser().parseFromString(text, "text/html");
      const inner = [...book.querySelectorAll("main a[href^='#']")].map((a) => a.getAttribute("href") ?? "");
      const lost = inner.filter((href) => !book.getElementById(decodeURIComponent(href.slice(1))));
      return { count: inner.length, lost };
    });
    assert.deepEqual(found.lost, []);
    assert.ok(found.count > 800, `${found.count} links`);
  }
});

test("a checklist is one sheet of A4 with a box for every action", async () => {
  for (const { up, title } of LANGS) {
    await page.goto(`${web.url}${up}stages/index.html`);
    const addresses = await page
      .locator("a[href*='checklists/']")
      .evaluateAll((links) => links.map((link) => /** @type {HTMLAnchorElement} */ (link).href));
    assert.equal(addresses.length, 8);
    for (const address of addresses) {
      await page.goto(address);
      const { file, sheets } = await printed(page);
      assert.equal(sheets.length, 1, address);
      assert.ok(corner(file) > 250, "the paper is white");
      assert.ok(sheets[0].includes(title), "a loose sheet says what it belongs to");
      const actions = await page.locator(".sheet-gate li").evaluateAll((items) =>
        items.map((item) => ({
          text: item.querySelector("div")?.firstChild?.textContent ?? "",
          box: (item.querySelector(".box")?.getBoundingClientRect().width ?? 0) > 8,
        })),
      );
      for (const { text, box } of actions) {
        assert.ok(box && tight(sheets[0]).includes(tight(text)), `${address}: ${text}`);
      }
    }
  }
});

test("a question sheet gives nothing away, and leads to its key", async () => {
  for (const { up } of LANGS) {
    for (const quiz of ["q1", "q5"]) {
      await page.goto(`${web.url}${up}answers/${quiz}.html`);
      const given = await page.locator(".solved :is(.feedback div, .explanation)").allTextContents();
      const key = await printed(page);
      await page.goto(`${web.url}${up}quizzes/${quiz}.html`);
      await page.locator("tt-quiz.armed").waitFor();
      const sheet = await printed(page);
      const [questions, answers] = [sheet, key].map(({ sheets }) => tight(sheets.join("")));
      // Short texts may stand in a question by chance.
      const telling = given.map(tight).filter((text) => text.length > 24);
      assert.ok(telling.length > 20);
      for (const text of telling) assert.ok(!questions.includes(text), `${quiz} says: ${text}`);
      const printedAnswers = telling.filter((text) => answers.includes(text)).length;
      assert.ok(printedAnswers > telling.length / 2, `${printedAnswers} of ${telling.length} in the key`);
      assert.ok(corner(sheet.file) > 250, "the paper is white");

      const stems = await page.locator(".stem").allTextContents();
      for (const stem of stems) assert.ok(questions.includes(tight(stem).slice(0, 12)), stem);
      await page.locator(".to-paper button").waitFor();
      await page.locator(".to-paper a").click();
      await page.waitForURL(/answers\//);
    }
  }
});

test("every kind of question can be worked by hand", async () => {
  await page.emulateMedia({ media: "print" });
  const wanted = {
    ordering: ".options .slot",
    matching: ".match .blank",
    gap: ".gaps .blank",
    short: ".write .blank",
    numeric: ".write .blank",
    position: ".write .blank",
    open: ".ruled i",
    single: ".options b",
    "true-false": ".options b",
  };
  const seen = new Set();
  for (let n = 0; n <= 8; n += 1) {
    await page.goto(`${web.url}quizzes/q${n}.html`);
    await page.locator("tt-quiz.armed").waitFor();
    for (const [type, place] of Object.entries(wanted)) {
      for (const question of await page.locator(`.question[data-type="${type}"]`).all()) {
        seen.add(type);
        assert.ok(await question.locator(place).first().isVisible(), `${type} in q${n}`);
      }
    }
    assert.ok(await page.locator(".sheet-head").isVisible(), "room for a name");
  }
  assert.deepEqual([...seen].sort(), Object.keys(wanted).sort());
  await page.emulateMedia({ media: null });
});

test("no page prints the site around it, and what is folded lies open, without scripts too", async () => {
  const plain = await web.page({ javaScriptEnabled: false, patience: 300_000 });
  for (const open of [page, plain]) {
    await open.emulateMedia({ media: "print" });
    for (const path of [
      "stages/s1.html",
      "zh/scripts/s1.c1.html",
      "guides/milestones.html",
      "cases/case.ab.html",
      "glossary.html",
      "zh/scorecard.html",
      "relationship.html",
      "dimensions.html",
      "answers/q2.html",
      "zh/handbook.html",
    ]) {
      await open.goto(`${web.url}${path}`);
      const seen = await open.evaluate(() => {
        const shown = (/** @type {Element} */ element) =>
          element.checkVisibility({ contentVisibilityAuto: true, visibilityProperty: true });
        const around = [
          ...document.querySelectorAll(
            ".bar, .foot, .rail, .toc, .crumbs, .turn, .skip, .screen, main button",
          ),
        ];
        const folds = [...document.querySelectorAll("details:not(.hint, .toc, .solution)")].filter(
          (fold) => fold.parentElement && shown(fold.parentElement),
        );
        const closed = folds.filter((fold) => !fold.lastElementChild || !shown(fold.lastElementChild));
        return {
          around: around.filter(shown).map((element) => element.outerHTML.slice(0, 80)),
          folds: folds.length,
          closed: closed.length,
        };
      });
      assert.deepEqual(seen.around, [], path);
      assert.equal(seen.closed, 0, `${path}: of ${seen.folds} folds`);
    }
    await open.emulateMedia({ media: null });
  }
});

test("a stage with much to say still has a checklist of one sheet", async () => {
  const book = join(room, "long");
  execFileSync(TWOTRACK, ["new", book]);
  const stage = join(book, "content/stages/02-agree/stage.yaml");
  const risks = Array.from(
    { length: 30 },
    (_, n) =>
      `  - { id: s2.x${n}, text: The customer postpones the decision for reason number ${n}, revision: 1 }`,
  );
  const text = readFileSync(stage, "utf8");
  assert.doesNotMatch(text, /^risks:/m);
  writeFileSync(stage, `${text}\nrisks:\n${risks.join("\n")}\n`);
  const long = await host(build(book));
  try {
    await page.goto(`${long.url}checklists/s2.html`);
    const { sheets } = await printed(page);
    assert.equal(sheets.length, 1);
    assert.ok(tight(sheets[0]).includes("reasonnumber29"));
  } finally {
    long.close();
  }
});

test("on paper an outside link is spelled out, and an inside one is not; axe has nothing to say", async () => {
  const book = join(room, "book");
  execFileSync(TWOTRACK, ["new", book]);
  const guide = join(book, "content/guides/two-gates.md");
  writeFileSync(
    guide,
    `${readFileSync(guide, "utf8")}\nSee [the rule](https://example.org/rule) and [[s1]].\n`,
  );
  const small = await host(build(book));
  try {
    await page.goto(`${small.url}guides/two-gates.html`);
    const { sheets } = await printed(page);
    assert.ok(tight(sheets.join("")).includes("(https://example.org/rule)"));
    assert.ok(!sheets.join("").includes(".html"));

    // The page stands in the book's handbook too.
    await page.goto(`${small.url}handbook.html`);
    assert.ok(tight((await printed(page)).sheets.join("")).includes("(https://example.org/rule)"));
    await page.evaluate(AXE);
    const faults = await page.evaluate(async () => {
      // @ts-expect-error axe is put there by the line above
      const { violations } = await axe.run(document, { resultTypes: ["violations"] });
      return violations.map((/** @type {any} */ v) => `${v.id}: ${v.nodes[0].html.slice(0, 160)}`);
    });
    assert.deepEqual(faults, [], "axe reads the whole book in no time, if the book is small");
  } finally {
    small.close();
  }
});
