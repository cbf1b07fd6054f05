/**
 * The playbook's questions as Moodle XML: read by an XML parser that we did not write, held against
 * what Moodle documents of each type, and answered as Moodle would mark it.
 */
import assert from "node:assert/strict";
import test from "node:test";
import { XMLParser, XMLValidator } from "fast-xml-parser";
import { exported, written } from "./support/questions.js";

/** Elements of which a question may have several. */
const LISTS = ["question", "answer", "subquestion", "hint", "tag", "unit"];
const parser = new XMLParser({
  ignoreAttributes: false,
  isArray: (name, _, isLeaf) => LISTS.includes(name) && !(name === "answer" && isLeaf),
  parseTagValue: false,
  trimValues: false,
});

/** @typedef {any} Parsed */

/**
 * @param {string} lang
 * @returns {{all: Parsed[], categories: Parsed[], dropped: string[]}}
 */
function read(lang) {
  const { bytes, dropped } = exported("moodle", ["--lang", lang]);
  assert.equal(XMLValidator.validate(bytes.toString()), true);
  const found = parser.parse(bytes.toString()).quiz.question;
  const is = (/** @type {Parsed} */ q) => q["@_type"] === "category";
  return { all: found.filter((/** @type {Parsed} */ q) => !is(q)), categories: found.filter(is), dropped };
}

/** What Moodle calls each type of ours. */
const TYPES = {
  single: "multichoice",
  multiple: "multichoice",
  "true-false": "truefalse",
  matching: "matching",
  ordering: "ordering",
  short: "shortanswer",
  numeric: "numerical",
  gap: "cloze",
  position: "multichoice",
  open: "essay",
};

/** The shares of a mark that Moodle knows. */
const SHARES = [
  100, 90, 83.33333, 80, 75, 70, 66.66667, 60, 50, 40, 33.33333, 30, 25, 20, 16.66667, 14.28571, 12.5,
  11.11111, 10, 5, 0,
];

/** Where an answer stands in a cloze text, by Moodle's own pattern. */
const CLOZE = /\{([0-9]*):(SHORTANSWER|SA|NUMERICAL|NM):((?:\\.|[^\\}])*)\}/g;

const { all, categories, dropped } = read("en");
const asked = written();
const get = (/** @type {string} */ id) =>
  all.find((q) => q.idnumber === id) ?? assert.fail(`${id} is not there`);

test("every question is there or told of, once, as the type that fits", () => {
  for (const { id, type } of asked) {
    const found = all.filter((q) => q.idnumber === id);
    assert.equal(found.length, dropped.includes(id) ? 0 : 1, id);
    if (found.length) assert.equal(found[0]["@_type"], TYPES[/** @type {"gap"} */ (type)], id);
  }
  assert.equal(all.length + dropped.length, asked.length);
});

test("each has what Moodle documents of its type, and full marks for the key", () => {
  for (const q of all) {
    for (const name of ["name", "questiontext", "generalfeedback"])
      assert.equal(typeof q[name].text, "string", `${q.idnumber} ${name}`);
    const marks = (q.answer ?? []).map((/** @type {Parsed} */ a) => Number(a["@_fraction"]));
    const sum = marks.filter((/** @type {number} */ m) => m > 0).reduce((a = 0, b = 0) => a + b, 0);
    switch (q["@_type"]) {
      case "multichoice":
        assert.ok(Math.abs(sum - 100) < 0.001, `${q.idnumber}: ${sum}`);
        for (const mark of marks) assert.ok(SHARES.includes(Math.abs(mark)), `${q.idnumber}: ${mark}`);
        break;
      case "truefalse":
        assert.deepEqual(
          q.answer.map((/** @type {Parsed} */ a) => a.text),
          ["true", "false"],
        );
        assert.equal(sum, 100);
        break;
      case "ordering":
        assert.deepEqual(
          marks,
          marks.map((/** @type {number} */ _, /** @type {number} */ n) => n + 1),
        );
        break;
      case "matching":
        assert.ok(q.subquestion.filter((/** @type {Parsed} */ s) => s.text).length >= 2, q.idnumber);
        break;
      case "essay":
        assert.ok(q.graderinfo.text, q.idnumber);
        break;
      case "cloze":
        for (const [, weight, , answers] of q.questiontext.text.matchAll(CLOZE))
          assert.ok(weight === "1" && answers.startsWith("="), q.idnumber);
        break;
      default:
        assert.ok(marks.includes(100), q.idnumber);
    }
  }
});

test("feedback, gaps, tolerance, order, tags and hints come through", () => {
  const one = get("q0.1");
  assert.match(one.answer[2].feedback.text, /Eight and eight, paired one to one/);
  assert.match(one.generalfeedback.text, /stages with the same number belong together/);
  const number = asked.find((q) => q.type === "numeric" && q.tolerance > 0) ?? assert.fail();
  const key = get(number.id).answer[0];
  assert.deepEqual([Number(key.text), Number(key.tolerance)], [number.answer, number.tolerance]);
  for (const q of asked.filter((q) => q.type === "gap")) {
    const gaps = [...get(q.id).questiontext.text.matchAll(CLOZE)];
    assert.equal(gaps.length, q.gaps.length, q.id);
    for (const [n, gap] of q.gaps.entries())
      for (const word of gap.accept.en) assert.ok(gaps[n][3].includes(`=${word}`), `${q.id} ${word}`);
  }
  for (const q of asked) {
    const there = get(q.id);
    const tags = there.tags.tag.map((/** @type {{text: string}} */ tag) => tag.text);
    for (const id of q.tests) assert.ok(tags.includes(id), `${q.id}: ${id}`);
    assert.equal((there.hint ?? []).length, (q.hints ?? []).length, q.id);
    if (q.type === "ordering") assert.equal(there.answer.length, q.items.length, q.id);
  }
});

test("questions stand below their stage, quiz and bank", () => {
  const paths = categories.map((c) => [c.idnumber, c.category.text]);
  const quiz = paths.find(([id]) => id === "q1") ?? assert.fail();
  assert.match(quiz[1], /^\$course\$\/top\/Project Sales Playbook\/1 [^/]+\/Stage 1: planning/);
  for (const { quiz, bank } of asked.filter((q) => q.bank)) {
    assert.equal(paths.filter(([id]) => id === `${quiz}/${bank}`).length, 1, `${quiz}/${bank}`);
  }
});

test("the other language is whole too, and the same file comes out again", () => {
  assert.equal(read("zh").all.length, all.length);
  const again = () => exported("moodle", ["--only", "q3"]).bytes;
  assert.deepEqual(again(), again());
});
