/**
 * Courses in cmi5: the course structure, every definition, and learners' ways through one in a
 * learning system of the tests' own, which refuses what the standard forbids and has every statement
 * read by a validator that is not ours.
 */
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { XMLParser } from "fast-xml-parser";
import { answer } from "./support/answering.js";
import { fixture } from "./support/fixture.js";
import { exported, served, text, unpacked } from "./support/lms.js";
import { LearningSystem } from "./support/lrs.js";
import { BASE, folder } from "./support/site.js";

/** @type {(statement: any) => unknown[]} */
const faultsOf = createRequire(import.meta.url)("@learninglocker/xapi-validation").default;

/** All forms of questions. Three of six suffice. */
const QUIZ = `id: kinds
title: {en: All kinds, zh: 各种题型}
intro: {en: "One of *each*.", zh: 每种一题。}
stage: s1
pass: 60
questions:
  - {id: k.1, type: true-false, stem: {en: True?, zh: 对吗？}, tests: [s1.m1], answer: true,
     if_true: {en: Yes., zh: 对。}, if_false: {en: No., zh: 错。}}
  - id: k.2
    type: matching
    stem: {en: Match & tell, zh: 配对}
    tests: [s1.m1]
    pairs:
      - {id: a, left: {en: One, zh: 一}, right: {en: Uno, zh: 壹}, feedback: {en: So., zh: 是。}}
      - {id: b, left: {en: Two, zh: 二}, right: {en: Due, zh: 贰}, feedback: {en: So., zh: 是。}}
    distractors: [{id: c, text: {en: Tre, zh: 叁}, feedback: {en: No., zh: 否。}}]
  - id: k.3
    type: ordering
    stem: {en: Order, zh: 排序}
    tests: [s1.m1]
    items: [{id: a, text: {en: First, zh: 先}}, {id: b, text: {en: Then, zh: 后}}]
    feedback: {en: So., zh: 是。}
  - {id: k.4, type: numeric, stem: {en: How much?, zh: 多少？}, tests: [s1.m1], answer: 1.1, tolerance: 0.2,
     feedback: {en: So., zh: 是。}}
  - id: k.5
    type: gap
    stem: {en: Fill in, zh: 填空}
    tests: [s1.m1]
    text: {en: "Eat an {x} and a {y}.", zh: "吃{x}和{y}。"}
    gaps:
      - {id: x, accept: {en: [apple], zh: [苹果]}, feedback: {en: So., zh: 是。}}
      - {id: y, accept: {en: [pear], zh: [梨]}, feedback: {en: So., zh: 是。}}
  - {id: k.6, type: open, stem: {en: Say, zh: 说}, tests: [s1.m1], model_answer: {en: Well., zh: 好。},
     criteria: [{en: Short, zh: 短}]}
`;

const web = fixture({ playbook: null });
const lms = new LearningSystem();
const playbook = join(folder("cmi5"), "playbook");
/** @type {import("./support/lms.js").Package} */
let files = {};
/** @type {Awaited<ReturnType<typeof served>>} */
let course;
/** What a learner comes back to. */
const desk = createServer((_, response) =>
  response.writeHead(200, { "content-type": "text/html" }).end("Desk"),
);
let deskUrl = "";
/** @type {any} */
let quiz;

before(async () => {
  cpSync(BASE, playbook, { recursive: true });
  writeFileSync(join(playbook, "quizzes/kinds.yaml"), QUIZ);
  files = unpacked(exported("cmi5", ["--only", "kinds"], playbook));
  course = await served(files);
  await lms.start();
  await new Promise((done) => desk.listen(0, "127.0.0.1", () => done(undefined)));
  deskUrl = `http://127.0.0.1:${/** @type {any} */ (desk.address()).port}/`;
  const data = text(files, "data/quiz-kinds.js");
  const detail = JSON.parse(data.slice(data.indexOf("{detail:") + 8, data.lastIndexOf("}))")));
  quiz = JSON.parse(Buffer.from(detail, "base64").toString());
});
after(() => {
  course?.close();
  lms.close();
  desk.close();
});

/** @param {string} xml */
const parsed = (xml) =>
  new XMLParser({
    ignoreAttributes: false,
    attributeNamePrefix: "",
    isArray: (name) => name === "langstring" || name === "objective",
  }).parse(xml);

test("the course structure names course, unit and objectives in every language", () => {
  const { courseStructure } = parsed(text(files, "cmi5.xml"));
  assert.equal(courseStructure.xmlns, "https://w3id.org/xapi/profiles/cmi5/v1/CourseStructure.xsd");
  assert.deepEqual(
    Object.keys(courseStructure).filter((key) => key !== "xmlns"),
    ["course", "objectives", "au"],
  );
  const { course, objectives, au } = courseStructure;
  assert.equal(course.id, "https://example.com/play/id/course/kinds");
  assert.equal(au.id, "https://example.com/play/id/au/kinds");
  assert.deepEqual(
    [au.moveOn, au.masteryScore, au.activityType],
    ["Passed", "0.6", "http://adlnet.gov/expapi/activities/assessment"],
  );
  // The schema wants the parts of a unit in this order.
  assert.deepEqual(
    Object.keys(au).filter(
      (key) => typeof au[key] === "object" || key === "url" || key === "launchParameters",
    ),
    ["title", "description", "objectives", "url", "launchParameters"],
  );
  assert.ok(au.url in files && au.launchParameters === "lang=&start=");
  for (const part of [course, au, ...objectives.objective])
    for (const words of [part.title, part.description])
      assert.deepEqual(
        words.langstring.map((/** @type {any} */ one) => one.lang),
        ["en", "zh-CN"],
      );
  assert.deepEqual(
    au.description.langstring.map((/** @type {any} */ one) => one["#text"]),
    ["One of each.", "每种一题。"],
  );
  const ids = objectives.objective.map((/** @type {any} */ one) => one.id);
  assert.deepEqual(
    au.objectives.objective.map((/** @type {any} */ one) => one.idref),
    ids,
  );
  assert.deepEqual(ids, ["https://example.com/play/id/stage/s1"]);
});

test("a path counts when it is done; without an address names follow from the title", () => {
  const bare = join(folder("cmi5"), "bare");
  cpSync(BASE, bare, { recursive: true });
  const settings = join(bare, "playbook.yaml");
  writeFileSync(settings, readFileSync(settings, "utf8").replace(/^base_url:.*\n/m, ""));
  const all = unpacked(exported("cmi5", ["--lang", "zh"], bare));
  const { course, au } = parsed(text(all, "cmi5.xml")).courseStructure;
  assert.deepEqual([au.moveOn, au.masteryScore], ["Completed", undefined]);
  const { questions } = JSON.parse(text(all, "activities.json"));
  const ids = [course.id, au.id, questions["q1.1"].id];
  assert.equal(new Set(ids).size, 3);
  for (const id of ids)
    assert.match(id, /^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
});

test("every question of the playbook goes into a statement", () => {
  const quizzes = ["q0", "q1", "q2", "q3", "q4", "q5", "q6", "q7", "q8", "q9"];
  const all = unpacked(exported("cmi5", [...quizzes.flatMap((id) => ["--only", id]), "--lang", "zh"]));
  /** @type {{ questions: { [id: string]: any } }} */
  const { questions } = JSON.parse(text(all, "activities.json"));
  assert.ok(Object.keys(questions).length > 200);
  assert.equal(new Set(Object.values(questions).map(({ id }) => id)).size, Object.keys(questions).length);
  for (const [id, object] of Object.entries(questions)) {
    const verb = { id: "http://adlnet.gov/expapi/verbs/answered", display: { en: "answered" } };
    assert.deepEqual(faultsOf({ actor: { mbox: "mailto:a@example.com" }, verb, object }), [], id);
    assert.ok(object.definition.description["zh-CN"], id);
  }
});

test("every form of question has the standard's definition in every language", () => {
  const { questions } = JSON.parse(text(files, "activities.json"));
  const of = (/** @type {string} */ id) => questions[id].definition;
  const kinds = Object.values(questions).map(({ definition }) => definition.interactionType);
  assert.deepEqual(kinds, ["true-false", "matching", "sequencing", "numeric", "fill-in", "long-fill-in"]);
  assert.deepEqual(of("k.1").correctResponsesPattern, ["true"]);
  assert.deepEqual(of("k.2").correctResponsesPattern, ["a[.]a[,]b[.]b"]);
  assert.deepEqual(of("k.2").target[2], { id: "c", description: { en: "Tre", "zh-CN": "叁" } });
  assert.deepEqual(of("k.2").description, { en: "Match & tell", "zh-CN": "配对" });
  assert.deepEqual(of("k.3").correctResponsesPattern, ["a[,]b"]);
  assert.deepEqual(of("k.4").correctResponsesPattern, ["0.9[:]1.3"]);
  assert.deepEqual(of("k.5").description, {
    en: "Fill in Eat an ____ and a ____.",
    "zh-CN": "填空 吃____和____。",
  });
  assert.deepEqual(of("k.5").correctResponsesPattern, [
    "{case_matters=false}{order_matters=true}apple[,]pear",
    "{case_matters=false}{order_matters=true}苹果[,]梨",
  ]);
  assert.equal(of("k.6").correctResponsesPattern, undefined);
});

/**
 * Opens a launch on a device, and waits for the course.
 * @param {string} query
 * @param {import("playwright-core").BrowserContext} [device] a new one if none is given
 */
async function launch(query, device) {
  const context = device ?? (await web.context({ viewport: { width: 1000, height: 800 }, locale: "en-GB" }));
  const page = await context.newPage();
  await page.goto(`${course.url}launch.html${query}`);
  const site = page.frameLocator("#site");
  await site.locator("form.start, .attempt").first().waitFor();
  const frame = /** @type {import("playwright-core").Frame} */ (page.frames()[1]);
  const hands = /** @type {any} */ ({
    locator: (/** @type {string} */ what) => frame.locator(what),
    keyboard: page.keyboard,
  });
  return { context, page, site, hands };
}

/** Answers from the beginning. @param {any} learner @param {boolean[]} rightly */
async function answerAll({ site, hands }, rightly) {
  await site.locator("#quiz-count").selectOption("all");
  await site.locator("form.start button").click();
  const made = [];
  for (const one of rightly) made.push(await answer(hands, quiz, one));
  return made;
}

/** Waits until something holds. @param {() => unknown} holds @param {() => string} [what] */
async function until(holds, what = () => "nothing came") {
  const end = Date.now() + 60_000;
  while (!(await holds())) {
    assert.ok(Date.now() < end, `${what()} ${lms.refusals.join("; ")}`);
    await new Promise((go) => setTimeout(go, 50));
  }
}

const RIGHT = [true, true, true, true, true, true];
const WRONG = RIGHT.map(() => false);

/** @param {string} registration @param {string} word */
const said = (registration, word) =>
  lms.statements.filter(
    (one) => one.context.registration === registration && one.verb.id.endsWith(`/${word}`),
  );

const ONE = "11111111-1111-4111-8111-111111111111";

test("failed, gone on with on another device, closed in the midst, and passed at last", async () => {
  const own = { learner: "ada", masteryScore: 0.6, returnURL: deskUrl };
  const first = await launch(lms.launch(ONE, own));
  await answerAll(first, WRONG);
  await until(() => said(ONE, "completed").length === 1);
  assert.deepEqual(lms.verbs(0), ["initialized", ...WRONG.map(() => "answered"), "completed"]);
  await first.page.locator("#leave").click();
  await first.page.waitForURL(deskUrl);
  assert.deepEqual(lms.verbs(0).slice(-2), ["failed", "terminated"]);
  const [failed] = said(ONE, "failed");
  assert.deepEqual(failed.result.score, { scaled: 0, raw: 0, min: 0, max: 100 });
  await first.context.close();

  const second = await launch(lms.launch(ONE, own));
  await answerAll(second, [true, true]);
  await until(() => lms.verbs(1).length === 3);
  // What was answered last is still on its way when the window goes.
  await answer(second.hands, quiz, true);
  await second.page.close({ runBeforeUnload: true });
  await until(() => lms.verbs(1).includes("terminated"));
  assert.deepEqual(lms.verbs(1), ["initialized", "answered", "answered", "answered", "terminated"]);
  await until(() => lms.kept("ada", ONE).record);
  await second.context.close();

  const third = await launch(lms.launch(ONE, own));
  await answerAll(third, RIGHT);
  await until(() => said(ONE, "passed").length === 1);
  await third.page.locator("#leave").click();
  await third.page.waitForURL(deskUrl);
  assert.deepEqual(lms.verbs(2), ["initialized", ...RIGHT.map(() => "answered"), "passed", "terminated"]);
  const [passed] = said(ONE, "passed");
  assert.equal(passed.result.score.scaled, 1);
  await third.context.close();
  assert.deepEqual(lms.refusals, []);

  // Whether the second window comes to it is a matter of its order.
  const numbers = said(ONE, "answered").filter((one) => one.object.id.endsWith("/k.4"));
  const [before, ...rightly] = numbers.map((one) => one.result.response);
  assert.equal(before, "-987654");
  assert.deepEqual([...new Set(rightly)], ["1.1"]);
  for (const one of said(ONE, "answered")) {
    assert.deepEqual(Object.keys(one.object.definition.description), ["en", "zh-CN"]);
    assert.equal(one.context.language, "en");
    assert.match(one.result.duration, /^PT\d+H\d+M[\d.]+S$/);
    const groups = one.context.contextActivities.grouping.map((/** @type {any} */ a) => a.id);
    assert.ok(groups.includes("https://example.com/play/id/quiz/kinds"));
    assert.ok(groups.includes("https://example.com/play/id/stage/s1"));
    const { correctResponsesPattern: [pattern] = [], interactionType } = one.object.definition;
    if (one.result.success && /true|match|seq/.test(interactionType))
      assert.equal(one.result.response, pattern);
  }
});

/** What this browser keeps of a learner. @param {import("playwright-core").Page} page @param {string} name */
const here = (page, name) =>
  page.evaluate((name) => {
    const key = Object.keys(localStorage).find((key) => key.endsWith(`/${name}`));
    return JSON.parse(localStorage.getItem(key ?? "") ?? "null");
  }, name);

/** The network is back, or so the browser thinks. @param {import("playwright-core").Page} page */
const online = (page) => page.evaluate("dispatchEvent(new Event('online'))");

test("a store that fails for a while gets everything, once and in order; deals stay here", async () => {
  const registration = "22222222-2222-4222-8222-222222222222";
  const query = lms.launch(registration, { learner: "bea" });
  const device = await web.context({ locale: "en-GB" });
  await device.addInitScript(() => {
    if (location.protocol === "about:") return;
    const key = "twotrack-course:/:kinds:https%3A%2F%2Flms.test%20bea/records";
    const records = { "deal/d1": { at: 1, v: { name: "Secret GmbH" } } };
    if (!localStorage.getItem(key)) localStorage.setItem(key, JSON.stringify({ version: 1, records }));
  });
  const { page, site, hands } = await launch(query, device);
  await until(() => said(registration, "initialized").length === 1);
  lms.manner = "down";
  await site.locator("form.start button").click();
  await answer(hands, quiz, true);
  await answer(hands, quiz, true);
  await page.locator("#state:not([hidden])").waitFor();
  assert.match(String(await page.locator("#state").textContent()), /does not take your progress/);
  assert.equal((await here(page, "outbox")).queue.length, 2);
  lms.manner = "lossy";
  await online(page);
  await until(() => said(registration, "answered").length === 2);
  assert.equal((await here(page, "outbox")).queue.length, 2);
  await answer(hands, quiz, true);
  lms.manner = "";
  await until(async () => {
    await online(page);
    return (await here(page, "outbox")).queue.length === 0;
  });
  await page.locator("#state").waitFor({ state: "hidden" });
  const n = lms.sessions.length - 1;
  assert.deepEqual(lms.verbs(n), ["initialized", "answered", "answered", "answered"]);
  assert.equal(new Set(lms.sessions[n].statements.map(({ id }) => id)).size, 4);
  await until(() => lms.kept("bea", registration));
  assert.equal((await here(page, "records")).records["deal/d1"].v.name, "Secret GmbH");
  assert.ok(lms.requests.every(({ url, body }) => !`${url}${body}`.includes("Secret")));
  assert.deepEqual(lms.refusals, []);
});

test("who only looks leaves no trace", async () => {
  const registration = "33333333-3333-4333-8333-333333333333";
  const own = { learner: "cyd", mode: /** @type {const} */ ("Browse"), returnURL: deskUrl };
  const learner = await launch(lms.launch(registration, own));
  await answerAll(learner, RIGHT);
  await learner.page.locator("#leave").click();
  await learner.page.waitForURL(deskUrl);
  assert.deepEqual(lms.verbs(lms.sessions.length - 1), ["initialized", "terminated"]);
  assert.equal(lms.kept("cyd", registration), null);
  const again = await launch(lms.launch(registration, { learner: "cyd" }), learner.context);
  await until(() => lms.kept("cyd", registration));
  const { records } = await here(again.page, "records");
  assert.deepEqual(
    Object.keys(records).filter((key) => /^(answer|result|attempt)/.test(key)),
    [],
  );
  assert.deepEqual(lms.refusals, []);
});

test("one session at a time: the first of two windows stops, and a page loaded again has ended", async () => {
  const registration = "44444444-4444-4444-8444-444444444444";
  lms.preferences.dee = { languagePreference: "fr, zh-CN", audioPreference: "off" };
  const first = await launch(lms.launch(registration, { learner: "dee" }));
  assert.match(String(first.page.frames()[1].url()), /\/zh\//);
  await until(() => lms.verbs(lms.sessions.length - 1).length === 1);
  // What it still writes when the second begins is refused, and it can't know.
  await until(() => lms.kept("dee", registration));
  const second = await launch(lms.launch(registration, { learner: "dee" }), first.context);
  const n = lms.sessions.length - 1;
  await until(() => lms.verbs(n).length === 1);
  await first.site.locator("form.start button").click();
  await answer(first.hands, quiz, true);
  await until(async () => /本次学习已结束/.test(String(await first.page.locator("#state").textContent())));
  assert.deepEqual(lms.verbs(n - 1), ["initialized"]);
  // The second window says it.
  await until(async () => {
    await online(second.page);
    return lms.verbs(n).includes("answered");
  });
  await second.page.reload();
  await until(async () => /本次学习已结束/.test(String(await second.page.locator("#state").textContent())));
  assert.deepEqual(lms.verbs(n), ["initialized", "answered", "terminated"]);
  assert.deepEqual(lms.refusals, []);
});

test("a record that another device wrote in between is not written over", async () => {
  lms.isTagged = true;
  const registration = "55555555-5555-4555-8555-555555555555";
  const { site, hands } = await launch(lms.launch(registration, { learner: "eve" }));
  await site.locator("form.start button").click();
  await answer(hands, quiz, true);
  await until(() => lms.kept("eve", registration)?.claims);
  await until(() => said(registration, "answered").length === 1);
  const theirs = { ...lms.kept("eve", registration), spent: 5000 };
  lms.put("eve", registration, "twotrack", JSON.stringify(theirs));
  await answer(hands, quiz, true);
  await until(() => lms.kept("eve", registration).record !== theirs.record);
  assert.ok(lms.kept("eve", registration).spent >= 5000);
  assert.deepEqual(lms.refusals.splice(0), ["412 PUT /xapi/activities/state: another document"]);
  lms.isTagged = false;
});

test("outside of a learning system the course is a site like any other", async () => {
  const { page, site } = await launch("");
  assert.match(String(await page.locator("#state").textContent()), /No learning system was found/);
  assert.ok(await page.locator("#bar").isHidden());
  assert.ok(await site.locator("form.start").isVisible());
});
