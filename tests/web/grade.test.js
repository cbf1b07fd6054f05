/** Every form of question, answered rightly, wrongly and in the many ways people write. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { answered, fold } from "../../themes/default/js/logic/grade.js";

// The forms also draw, and as soon as they are loaded ask the page where it stands and listen to it.
Object.assign(globalThis, {
  addEventListener: () => {},
  document: { documentElement: { dataset: {} } },
  location: { href: "https://host.example/play/" },
});
const { formOf, grade } = await import("../../themes/default/js/answer/forms.js");

/** @typedef {import("../../themes/default/js/kit/contract.js").Question} Question */
/** @typedef {import("../../themes/default/js/logic/grade.js").Answer} Answer */

/**
 * @param {Question["form"]} form
 * @param {object} more
 * @returns {Question}
 */
function question(form, more) {
  const asked = { id: "q", rev: 1, hash: "h", quiz: "", type: "t", stem: "", difficulty: 1 };
  const rest = { bank: null, stage: null, tests: [], see: null, hints: [], explanation: "" };
  return /** @type {any} */ ({ ...asked, ...rest, form, ...more });
}

const options = [
  { id: "a", text: "A", right: true, feedback: "yes", misconception: null },
  { id: "b", text: "B", right: false, feedback: "no", misconception: "mis.x" },
  { id: "c", text: "C", right: true, feedback: "also", misconception: null },
];

/** @param {object} more */
const choose = (more) => question("choose", { many: false, fixed: false, kept: [], deal: null, ...more });

test("choose: one option is right, a wrong one names its misconception", () => {
  const q = choose({ options: options.slice(0, 2) });
  assert.equal(grade(q, "a").right, true);
  const wrong = grade(q, "b");
  assert.equal(wrong.right, false);
  assert.deepEqual(wrong.mis, ["mis.x"]);
  assert.deepEqual(
    wrong.parts.map((p) => [p.id, p.chosen, p.ok]),
    [
      ["a", false, false],
      ["b", true, false],
    ],
  );
  assert.equal(grade(q, undefined).right, false);
});

test("choose many: all right ones and no other", () => {
  const q = choose({ options, many: true });
  assert.equal(grade(q, ["c", "a"]).right, true);
  assert.equal(grade(q, ["a"]).right, false);
  assert.equal(grade(q, ["a", "b", "c"]).right, false);
  assert.equal(grade(q, ["a"]).score, 2 / 3);
});

test("choose in a deal: one outcome is right, and every answer is told why", () => {
  const outcomes = ["reached s1", "completed s1"].map((id) => ({
    id,
    text: id,
    right: id === "completed s1",
    feedback: "",
    misconception: null,
  }));
  const q = choose({ options: outcomes, fixed: true, deal: { ask: "position", feedback: "why" } });
  assert.deepEqual(grade(q, "completed s1"), {
    right: true,
    score: 1,
    parts: [{ id: "", chosen: true, ok: true, feedback: "why" }],
    mis: [],
  });
  assert.equal(grade(q, "reached s1").right, false);
  assert.equal(grade(q, "reached s1").score, 0);
  assert.equal(grade(q, undefined).parts[0].feedback, "why");
});

test("pair: by side, and equal words are equal", () => {
  const q = question("pair", {
    pairs: [
      { id: "a", left: "1", right: "X", feedback: "fa" },
      { id: "b", left: "2", right: "X", feedback: "" },
      { id: "c", left: "3", right: "Y", feedback: "fc" },
    ],
    distractors: [{ id: "z", text: "Z", feedback: "fz" }],
  });
  assert.equal(grade(q, { a: "b", b: "a", c: "c" }).right, true);
  const wrong = grade(q, { a: "a", b: "b", c: "z" });
  assert.equal(wrong.right, false);
  assert.equal(wrong.parts[2].feedback, "fz");
  assert.equal(grade(q, { a: "c" }).parts[0].feedback, "fa");
  assert.equal(grade(q, undefined).right, false);
});

test("order: every place counts", () => {
  const items = ["a", "b", "c"].map((id) => ({ id, text: "" }));
  const q = question("order", { items, feedback: "" });
  assert.equal(grade(q, ["a", "b", "c"]).right, true);
  assert.deepEqual(
    grade(q, ["b", "a", "c"]).parts.map((p) => p.ok),
    [false, false, true],
  );
});

/** @param {string[]} accept */
const short = (...accept) =>
  question("write", {
    text: null,
    gaps: [
      {
        id: "",
        accept,
        reject: [{ words: ["boss"], feedback: "not the boss" }],
        shown: "",
        feedback: "think",
      },
    ],
  });

test("write: width, case, spaces and closing marks do not matter", () => {
  const q = short("Point person", "经手人");
  for (const words of [
    "point person",
    " ＰＯＩＮＴ　ＰＥＲＳＯＮ ",
    "Point  person.",
    "经手人。",
    "“经手人”",
    "经 手 人",
  ]) {
    assert.equal(grade(q, words).right, true, words);
  }
  assert.equal(grade(q, "Boss").parts[0].feedback, "not the boss");
  assert.equal(grade(q, "nobody").parts[0].feedback, "think");
  assert.equal(grade(q, "").right, false);
  assert.equal(grade(short("?"), "").right, false);
  assert.equal(fold("「里程碑」"), "里程碑");
});

/**
 * @param {number} answer
 * @param {number} tolerance
 */
const numeric = (answer, tolerance) =>
  question("write", {
    text: null,
    gaps: [{ id: "", answer, tolerance, unit: "", units: [], feedback: "count again" }],
  });

test("write a number: as people write numbers, within the tolerance", () => {
  assert.equal(grade(numeric(0.3, 0), String(0.1 + 0.2)).right, true);
  assert.equal(grade(numeric(0.3, 0), "0.31").parts[0].feedback, "count again");
  assert.equal(grade(numeric(10, 2), "12").right, true);
  assert.equal(grade(numeric(10, 2), "12.1").right, false);
  assert.equal(grade(numeric(0.8, 0), "80 %").right, true);
  assert.equal(grade(numeric(80, 0), "80 %").right, true);
  assert.equal(grade(numeric(37.2e5, 0), "37.2 lakh").right, true);
});

test("what is not there or not understood is told, and not judged", () => {
  const lacks = (/** @type {Question} */ q, /** @type {any} */ answer) => !!formOf(q).lacks?.(q, answer);
  assert.equal(lacks(numeric(8, 0), undefined), true);
  assert.equal(lacks(numeric(8, 0), "eight or so"), true);
  assert.equal(lacks(numeric(8, 0), "9"), false);
  assert.equal(lacks(short("x"), "  "), true);
  assert.equal(lacks(short("x"), "y"), false);
  for (const none of [undefined, [], ""]) assert.equal(lacks(choose({ options }), none), true);
  assert.equal(lacks(choose({ options }), "b"), false);
  const q = question("pair", { pairs: [], distractors: [] });
  assert.equal(lacks(q, {}), true);
  assert.equal(lacks(q, { a: "b" }), false);
});

test("write into gaps: each by itself", () => {
  const gap = (/** @type {string} */ id, /** @type {string[]} */ accept) => {
    return { id, accept, reject: [], shown: "", feedback: `f${id}` };
  };
  const q = question("write", {
    text: "{1} {2}",
    gaps: [gap("1", ["all"]), gap("2", ["next", "following"])],
  });
  assert.equal(grade(q, { 1: "ALL", 2: "following" }).right, true);
  const half = grade(q, { 1: "some", 2: "next" });
  assert.deepEqual(
    half.parts.map((p) => [p.ok, p.feedback]),
    [
      [false, "f1"],
      [true, ""],
    ],
  );
  assert.equal(half.score, 0.5);
});

test("rate: right when the learner finds every criterion met", () => {
  const q = question("rate", { model_answer: "…", criteria: ["one", "two"] });
  assert.equal(grade(q, { text: "x", met: ["0", "1"] }).right, true);
  assert.equal(grade(q, { text: "x", met: ["0"] }).score, 0.5);
  const whole = question("rate", { model_answer: "…", criteria: [] });
  assert.equal(grade(whole, { text: "x", met: [""] }).right, true);
  assert.equal(grade(whole, { text: "x", met: [] }).right, false);
});

test("a form that nobody knows is an error, whatever its name", () => {
  for (const form of ["essay", "open", "", "toString", "constructor", undefined]) {
    const q = question(/** @type {any} */ (form), { model_answer: "…", criteria: [] });
    assert.throws(() => grade(q, { text: "x", met: [""] }), /Question q has the form/);
    assert.throws(() => formOf(q), /Question q has the form/);
  }
});

const OPEN = { text: " ", met: [] };

test("what is put in counts as an answer, an empty field does not", () => {
  for (const none of /** @type {(Answer | undefined)[]} */ ([undefined, "", " ", [], {}, { 1: " " }, OPEN]))
    assert.equal(answered(none), false, JSON.stringify(none));
  for (const some of /** @type {Answer[]} */ (["a", ["a"], { p: "b" }, { ...OPEN, text: "words" }]))
    assert.equal(answered(some), true, JSON.stringify(some));
});
