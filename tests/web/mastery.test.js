/** When a quiz is mastered: everything answered, enough of the last answers right. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { mastery, round } from "../../themes/default/js/logic/mastery.js";

const questions = ["a", "b", "c", "d", "e"].map((id) => ({ id, rev: 1, hash: "h" }));
const quiz = { pass: 80, questions };

/** @param {string} rights the questions last right @param {string} wrongs those last wrong */
const answers =
  (rights, wrongs = "") =>
  (/** @type {string} */ id) =>
    rights.includes(id) || wrongs.includes(id) ? { rev: 1, hash: "h", right: rights.includes(id) } : null;

test("all must be answered, and the pass mark counts last answers", () => {
  assert.equal(mastery(quiz, answers("abcd")).passed, false, "one is open, whatever the share");
  assert.deepEqual(mastery(quiz, answers("abcd")).open, ["e"]);
  assert.equal(mastery(quiz, answers("abcd", "e")).passed, true);
  assert.equal(mastery(quiz, answers("abc", "de")).passed, false);
  assert.deepEqual(mastery(quiz, answers("abc", "de")).wrong, ["d", "e"]);
  assert.equal(
    mastery({ pass: 0, questions: [] }, answers("")).passed,
    false,
    "nothing asked is nothing mastered",
  );
});

test("a question with a new meaning is open again, one with other words is not", () => {
  const asked = questions.map((q) => (q.id === "a" ? { ...q, rev: 2 } : { ...q, hash: "other" }));
  assert.deepEqual(mastery({ pass: 80, questions: asked }, answers("abcde")).open, ["a"]);
});

test("a round takes what is open first, then what was wrong, then the rest", () => {
  const first = (
    /** @type {readonly { id: string, rev: number, hash: string }[]} */ from,
    /** @type {number} */ n,
  ) => from.slice(0, n);
  const of = (/** @type {number} */ size) =>
    round(questions, size, mastery(quiz, answers("a", "bd")), first).map((q) => q.id);
  assert.deepEqual(of(1), ["c"]);
  assert.deepEqual(of(3), ["c", "e", "b"]);
  assert.deepEqual(of(9), ["c", "e", "b", "d"], "what is known is left alone");
  const known = round(questions, 2, mastery(quiz, answers("abcde")), first);
  assert.deepEqual(
    known.map((q) => q.id),
    ["a", "b"],
    "unless all of it is",
  );
});
