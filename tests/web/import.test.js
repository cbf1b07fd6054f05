/**
 * Questions out of the playbook and in again: the same but for what was told. And files of other
 * programs, read by us as by readers that we did not write.
 */
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { parse } from "gift-pegjs";
import { emptied, essence, exported, folder, imported, same, written } from "./support/questions.js";

const asked = written();

/**
 * Out and in again, in a language; the questions that came back, by their ids.
 * @param {string} format
 * @param {string} lang
 */
function roundTrip(format, lang) {
  const out = exported(format, ["--lang", lang]);
  const root = emptied();
  // All versions of QTI come in the same way.
  const losses = imported(root, format.replace(/^qti.*/, "qti"), out.file, ["--lang", lang]);
  assert.deepEqual(
    losses.filter((loss) => loss.fate === "dropped"),
    [],
  );
  return { out, losses, back: new Map(written(root).map((q) => [q.id, q])) };
}

/**
 * @param {string} format
 * @param {string} lang
 * @param {(was: ReturnType<typeof essence>, told: boolean) => object | null} expected What of a
 *   question must come back; `told` if the export told of it.
 * @param {number} least How many texts and marks are held at least.
 */
function holds(format, lang, expected, least) {
  const { out, back } = roundTrip(format, lang);
  let held = 0;
  for (const q of asked.filter((q) => !out.dropped.includes(q.id))) {
    const told = out.losses.some((loss) => loss.id === q.id);
    const was = expected(essence(q, lang), told);
    if (!was) continue;
    const is = back.get(q.id) ?? assert.fail(`${format} ${lang}: ${q.id} did not come back`);
    const all = /** @type {any} */ (essence(is, lang));
    const part = Object.fromEntries(Object.keys(was).map((key) => [key, all[key]]));
    held += same(was, part, `${format} ${lang} ${q.id}`);
  }
  assert.ok(held > least, `only ${held} were held`);
  return back;
}

for (const lang of ["en", "zh"]) {
  test(`GIFT out and in again is the same but for what was told, in ${lang}`, () => {
    holds(
      "gift",
      lang,
      (was, told) => {
        const { hints: _, ...rest } = was;
        const { type, stem, explanation, tests } = was;
        // These change their type, and were told of.
        if (["gap", "ordering", "position", "open"].includes(type)) {
          assert.ok(told || type === "gap", `${stem} was not told of`);
          return type === "gap" ? null : { tests };
        }
        if (type === "numeric" && told) {
          // The unit stands behind it.
          const { stem: _, ...others } = rest;
          return others;
        }
        const alone = (/** @type {any[]} */ [left, right]) => [left, right, ""];
        if (type === "matching")
          return {
            type,
            stem,
            explanation,
            tests,
            pairs: was.pairs.map(alone),
            distractors: was.distractors.map(alone),
          };
        return rest;
      },
      3000,
    );
  });
}

test("Moodle XML out and in again is the same but for what was told", () => {
  const alone = (/** @type {any[]} */ [left, right]) => [left, right, ""];
  holds(
    "moodle",
    "en",
    (was, told) => {
      const { type, tests, hints } = was;
      if (type === "position") return told ? { tests, hints } : null;
      if (type === "matching")
        return { ...was, pairs: was.pairs.map(alone), distractors: was.distractors.map(alone) };
      return was;
    },
    3500,
  );
});

for (const [format, lang] of [
  ["qti22", "en"],
  ["qti3", "zh"],
])
  test(`${format} out and in again is the same but for what was told, in ${lang}`, () => {
    const back = holds(
      format,
      lang,
      (was, told) => {
        const { type, tests, hints } = was;
        if (type === "position") return told ? { tests, hints } : null;
        return was;
      },
      4000,
    );
    for (const { id, bank, difficulty } of asked)
      assert.deepEqual([back.get(id)?.bank, back.get(id)?.difficulty ?? 1], [bank, difficulty ?? 1], id);
  });

test("QTI 1.2 out and in again is the same but for what was told", () => {
  const alone = (/** @type {any[]} */ [left, right]) => [left, right, ""];
  holds(
    "qti12",
    "en",
    (was, told) => {
      const { hints: _, ...rest } = was;
      const { type, explanation, tests } = was;
      if (["position", "ordering", "open"].includes(type)) {
        assert.ok(told, `${was.stem} was not told of`);
        return { tests };
      }
      if (type === "matching")
        return { ...rest, pairs: was.pairs.map(alone), distractors: was.distractors.map(alone) };
      if (type === "gap") return { ...rest, gaps: was.gaps.map((/** @type {any} */ [words]) => [words, ""]) };
      if (type === "short") return { type, explanation, tests, accept: was.accept };
      // The unit stands behind the question.
      if (type === "numeric" && told) {
        const { stem: _, ...others } = rest;
        return others;
      }
      return rest;
    },
    3000,
  );
});

const FOREIGN = String.raw`// A bank of another's making. [id:skipped]

$CATEGORY: $course$/Road/Signs // and lights

// [id:road-1] [tag:traffic]
::Red::[html]What does <b>red</b> mean? {
  =Stop#Right, at the line.
  ~Go#No\: wait.
  ~%-50%Hurry
  ####Red is red.
}

::Two::Which are colours \{of lights\}? {~%50%Red ~%50%Green#Yes ~%-100%Plaid}

Grant is {~buried =entombed ~living} in Grant's tomb.

::Q3::Two plus two {=four =4 =%0%five#Nearly}

::Q4::When was Grant born? {#1822:5}

::Q5::Pi {#=3.141..3.142 ~#Off}

::Q6::Match. {=<i>cat</i> -> cat food =dog -> dog food = -> hay ####So.}

::Q7::It is so. {FALSE#No, it is not.#Right!}

::Q8::Write about it. {}

::Q9::The sky is {=blue =grey} at noon.
`;

test("a bank of another's making is read as its own parser reads it", () => {
  const file = join(folder(), "road.gift");
  writeFileSync(file, FOREIGN);
  const theirs = /** @type {any[]} */ (/** @type {unknown} */ (parse(FOREIGN))).filter(
    (q) => q.type !== "Category",
  );
  const root = emptied();
  const losses = imported(root, "gift", file, ["--into", "quizzes/road.yaml"]);
  const ours = written(root).filter((q) => q.quiz !== undefined);
  assert.equal(ours.length, theirs.length);
  const types = {
    MC: ["single", "multiple"],
    Short: ["short", "gap"],
    Numerical: ["numeric"],
    Matching: ["matching"],
    TF: ["true-false"],
    Essay: ["open"],
  };
  for (const [n, q] of ours.entries()) {
    const their = theirs[n];
    assert.ok(types[/** @type {"MC"} */ (their.type)].includes(q.type), `${q.id}: ${q.type}, ${their.type}`);
    if (their.type === "MC") {
      const right = their.choices.map((/** @type {any} */ c) => c.isCorrect || c.weight > 0);
      assert.deepEqual(
        q.options.map((/** @type {any} */ o) => o.right ?? false),
        right,
        q.id,
      );
    }
    if (their.type === "Matching")
      assert.equal(q.pairs.length + q.distractors.length, their.matchPairs.length);
    if (their.type === "TF") assert.equal(q.answer, their.isTrue);
  }
  const [one, two, grant, three, four, pi, match, so, write, sky] = ours;
  assert.deepEqual(
    [one.id, two.id, three.id],
    ["road-1", "signs-lights.two", "signs-lights.q3"].map((id) => id.replace("signs-lights", one.quiz)),
  );
  assert.equal(one.stem.en, "What does **red** mean?");
  assert.equal(one.options[1].feedback.en, "No: wait.");
  assert.equal(two.stem.en, "Which are colours {of lights}?");
  assert.equal(grant.stem.en.replaceAll("\\", ""), "Grant is _____ in Grant's tomb.");
  assert.deepEqual([three.accept.map(String), three.reject[0].words], [["four", "4"], ["five"]]);
  assert.deepEqual([four.answer, four.tolerance], [1822, 5]);
  assert.deepEqual([pi.answer, pi.tolerance, pi.feedback.en], [3.1415, 0.0005, "Off"]);
  assert.deepEqual([match.pairs[0].left.en, match.distractors[0].text.en], ["*cat*", "hay"]);
  assert.deepEqual([so.if_true.en, so.if_false.en], ["No, it is not.", "Right!"]);
  assert.deepEqual([sky.text.en, sky.gaps[0].accept], ["The sky is {1} at noon.", ["blue", "grey"]]);
  assert.equal(write.type, "open");
  assert.match(losses.find((loss) => /model answer/.test(loss.why))?.id ?? "", /Q8/);
});
