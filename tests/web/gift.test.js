/**
 * The playbook's questions as GIFT, read by a parser of that format that we did not write.
 */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test from "node:test";
import { parse } from "gift-pegjs";
import { ROOT, TWOTRACK } from "./support/site.js";

/**
 * @param {string} lang
 * @param {string[]} [more]
 */
function exported(lang, more = []) {
  const call = ["-C", ROOT, "export", "gift", "--lang", lang, "-o", "-", ...more];
  return execFileSync(TWOTRACK, call, { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
}

/**
 * What a question of the parser has; which of it, its type says.
 * @typedef {{id: string, type: string, globalFeedback: Text, matchPairs: {subanswer: string}[],
 *   choices: {isCorrect: boolean, weight: number, text: Text & {number: number}, feedback: Text}[]}} Question
 * @typedef {{text: string}} Text
 */

/**
 * @param {string} lang
 * @param {string[]} [more]
 */
function questions(lang, more) {
  const all = /** @type {Question[]} */ (/** @type {unknown} */ (parse(exported(lang, more))));
  return all.filter((question) => question.type !== "Category");
}

/** The ids of questions that the export says it left out. */
function dropped() {
  const out = join(mkdtempSync(join(tmpdir(), "twotrack-gift-")), "all.gift");
  const call = ["-C", ROOT, "export", "gift", "--report", "json", "-o", out];
  /** @type {{losses: {fate: string, id: string}[]}} */
  const report = JSON.parse(execFileSync(TWOTRACK, call, { encoding: "utf8" }));
  return report.losses.filter((loss) => loss.fate === "dropped").map((loss) => loss.id);
}

/** Every id of a question in the author's files. */
const ASKED = readdirSync(join(ROOT, "quizzes")).flatMap((file) => {
  const text = readFileSync(join(ROOT, "quizzes", file), "utf8");
  return [...text.matchAll(/^ *- id: (\S+)\n(?:.*\n)?.* type: /gm)].map((found) => found[1]);
});

for (const lang of ["en", "zh"]) {
  test(`every question of the playbook is there or told of, in ${lang}`, () => {
    const there = questions(lang).map((question) => question.id);
    const told = new Set(dropped());
    assert.ok(ASKED.length > 200, "the author's questions were not found");
    for (const id of ASKED) {
      // One with several gaps is asked gap by gap: `q0.18.1`, `q0.18.2`.
      const found = there.some((other) => other === id || other.startsWith(`${id}.`));
      assert.ok(found !== told.has(id), `${id} is ${found ? "there and told of" : "lost"}`);
    }
    assert.equal(new Set(there).size, there.length, "an id stands twice");
  });
}

test("right and wrong, feedback and explanation come through", () => {
  const all = questions("en", ["--only", "q0"]);
  const get = (/** @type {string} */ id) => {
    const found = all.find((question) => question.id === id);
    return found ?? assert.fail(`${id} is not there`);
  };
  const one = get("q0.1");
  assert.equal(one.type, "MC");
  assert.deepEqual(
    one.choices.map((choice) => choice.isCorrect),
    [false, false, true, false],
  );
  assert.match(one.choices[2].feedback.text, /Eight and eight, paired one to one/);
  assert.match(one.globalFeedback.text, /the stages with the same number belong together/);
  const places = get("q0.2").matchPairs.map((pair) => pair.subanswer);
  assert.deepEqual(places, ["1", "2", "3", "4", "5", "6", "7", "8"]);
  assert.deepEqual(
    get("q0.3").choices.map((choice) => choice.weight),
    [50, -100, 50, -100],
  );
  const number = get("q0.23");
  assert.deepEqual([number.type, number.choices[0].text.number], ["Numerical", 2]);
});
