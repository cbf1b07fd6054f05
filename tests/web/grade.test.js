/** Every type of question, answered rightly, wrongly and in the many ways people write. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { answered, fold, grade, judgement, number } from "../../themes/default/js/logic/grade.js";

/**
 * @param {string} type
 * @param {object} more
 * @returns {import("../../themes/default/js/logic/grade.js").Question}
 */
function question(type, more) {
  return {
    id: "q",
    rev: 1,
    hash: "h",
    type,
    stem: "",
    difficulty: 1,
    tests: [],
    hints: [],
    explanation: "",
    ...more,
  };
}

const options = [
  { id: "a", text: "A", right: true, feedback: "yes" },
  { id: "b", text: "B", feedback: "no", mis: "mis.x" },
  { id: "c", text: "C", right: true, feedback: "also" },
];

test("single: one option is right, a wrong one names its misconception", () => {
  const q = question("single", { options: options.slice(0, 2) });
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

test("multiple: all right ones and no other", () => {
  const q = question("multiple", { options });
  assert.equal(grade(q, ["c", "a"]).right, true);
  assert.equal(grade(q, ["a"]).right, false);
  assert.equal(grade(q, ["a", "b", "c"]).right, false);
  assert.equal(grade(q, ["a"]).score, 2 / 3);
});

test("matching: by side, and equal words are equal", () => {
  const q = question("matching", {
    pairs: [
      { id: "a", left: "1", text: "X", feedback: "fa" },
      { id: "b", left: "2", text: "X" },
      { id: "c", left: "3", text: "Y", feedback: "fc" },
    ],
    extra: [{ id: "z", text: "Z", feedback: "fz" }],
  });
  assert.equal(grade(q, { a: "b", b: "a", c: "c" }).right, true);
  const wrong = grade(q, { a: "a", b: "b", c: "z" });
  assert.equal(wrong.right, false);
  assert.equal(wrong.parts[2].feedback, "fz");
});

test("ordering: every place counts", () => {
  const q = question("ordering", {
    items: [
      { id: "a", text: "" },
      { id: "b", text: "" },
      { id: "c", text: "" },
    ],
  });
  assert.equal(grade(q, ["a", "b", "c"]).right, true);
  assert.deepEqual(
    grade(q, ["b", "a", "c"]).parts.map((p) => p.ok),
    [false, false, true],
  );
});

test("short: width, case, spaces and closing marks do not matter", () => {
  const q = question("short", {
    accept: ["Point person", "经手人"],
    reject: [{ words: ["boss"], feedback: "not the boss" }],
  });
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
  assert.equal(grade(q, "").right, false);
  assert.equal(grade(question("short", { accept: ["?"] }), "").right, false);
  assert.equal(fold("「里程碑」"), "里程碑");
});

test("numeric: as people write numbers, within the tolerance", () => {
  assert.deepEqual(
    ["8", "８", "1,200", "１２．５", "−3", "80 %", "12 天", "+.5", "about 8", "", "1.2.3", "8 or 9"].map(
      number,
    ),
    [8, 8, 1200, 12.5, -3, 80, 12, 0.5, null, null, null, null],
  );
  const q = question("numeric", { answer: 0.3, tolerance: 0, feedback: "count again" });
  assert.equal(grade(q, String(0.1 + 0.2)).right, true);
  assert.equal(grade(q, "0.31").parts[0].feedback, "count again");
  assert.equal(grade(question("numeric", { answer: 10, tolerance: 2 }), "12").right, true);
  assert.equal(grade(question("numeric", { answer: 10, tolerance: 2 }), "12.1").right, false);
});

test("gap: each blank by itself", () => {
  const q = question("gap", {
    gaps: [
      { id: "1", accept: ["all"], feedback: "f1" },
      { id: "2", accept: ["next", "following"], feedback: "f2" },
    ],
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

test("a deal is judged by the rule, never by a written answer", () => {
  const stages = [
    { id: "s1", number: 1, milestone: ["m1"], success: ["k1"] },
    { id: "s2", number: 2, milestone: ["m2"], success: ["k2"] },
  ];
  const q = question("position", { done: ["m1", "k1", "k2"], buyer: 2, ask: "position", feedback: "why" });
  assert.equal(judgement(q, stages), "completed s1");
  assert.equal(grade(q, "completed s1", stages).right, true);
  assert.equal(grade(q, "completed s2", stages).right, false);
  assert.equal(grade({ ...q, ask: "verdict" }, "behind 1", stages).right, true);
  assert.equal(grade({ ...q, ask: "verdict", buyer: null }, "unknown", stages).right, true);
  assert.equal(judgement({ ...q, done: [] }, stages), "not-started");
});

test("open: right when the learner finds every criterion met", () => {
  const q = question("open", { model: "…", criteria: ["one", "two"] });
  assert.equal(grade(q, { text: "x", met: ["0", "1"] }).right, true);
  assert.equal(grade(q, { text: "x", met: ["0"] }).score, 0.5);
  assert.equal(grade(question("open", { model: "…", criteria: [] }), { text: "x", met: [""] }).right, true);
});

test("what is put in counts as an answer, an empty field does not", () => {
  for (const none of [undefined, "", "  ", [], {}, { text: " ", met: [] }])
    assert.equal(answered(none), false, JSON.stringify(none));
  for (const some of ["a", ["a"], { p: "b" }, { text: "words", met: [] }])
    assert.equal(answered(some), true, JSON.stringify(some));
});
