/** What an author's edit does to a learner's record. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { audit, counts, standing, takeUp, testing } from "../../themes/default/js/logic/progress.js";

const item = { revision: 2, hash: "aa", path: "stages/s1.html#s1.k1" };

test("unchanged keeps, reworded keeps with a mark, revised asks again, removed is set aside", () => {
  assert.equal(standing({ rev: 2, hash: "aa" }, item), "kept");
  assert.equal(standing({ rev: 2, hash: "bb" }, item), "reworded");
  assert.equal(standing({ rev: 1, hash: "aa" }, item), "revised");
  assert.equal(standing({ rev: 2, hash: "aa" }, undefined), "removed");
  assert.equal(standing(undefined, item), "none");
  assert.deepEqual(/** @type {const} */ (["none", "kept", "reworded", "revised", "removed"]).map(counts), [
    false,
    true,
    true,
    false,
    false,
  ]);
});

test("an item moved to another stage or page keeps its record", () => {
  assert.equal(standing({ rev: 2, hash: "aa" }, { ...item, path: "stages/s5.html#s1.k1" }), "kept");
});

test("an item inserted before others changes none of their records", () => {
  const records = new Map([
    ["a", { rev: 1, hash: "1" }],
    ["b", { rev: 1, hash: "2" }],
  ]);
  const items = {
    a: { revision: 1, hash: "1" },
    fresh: { revision: 1, hash: "9" },
    b: { revision: 1, hash: "2" },
  };
  assert.deepEqual(audit(records, items), { changed: [], removed: [] });
});

test("an audit lists what changed and what is gone, with the record", () => {
  const records = new Map([
    ["a", { rev: 1, hash: "old" }],
    ["b", { rev: 1, hash: "2" }],
    ["c", { rev: 1, hash: "3" }],
  ]);
  const { changed, removed } = audit(records, {
    a: { revision: 1, hash: "new" },
    b: { revision: 3, hash: "2" },
  });
  assert.deepEqual(
    changed.map((c) => [c.id, c.standing]),
    [
      ["a", "reworded"],
      ["b", "revised"],
    ],
  );
  assert.deepEqual(removed, [{ id: "c", record: { rev: 1, hash: "3" } }]);
});

test("questions that test an item or a heading of a page are found", () => {
  const questions = [
    { id: 1, tests: ["s1.k1"] },
    { id: 2, tests: ["milestones#gate", "s2.k1"] },
    { id: 3, tests: ["s3.k1"] },
  ];
  assert.deepEqual(
    testing(questions, ["s1.k1", "milestones"]).map((q) => q.id),
    [1, 2],
  );
});

/** An attempt at three questions, the first answered, as it was begun. */
const begun = () => ({
  ids: ["a", "b", "c"],
  at: 1,
  exam: false,
  revs: { a: 1, b: 1, c: 1 },
  answers: { a: "x", b: "half typed" },
  grades: { a: { right: true } },
});

test("an attempt goes on as it was when nothing of it has changed", () => {
  const now = [
    { id: "new", rev: 1 },
    { id: "c", rev: 1 },
    { id: "b", rev: 1 },
    { id: "a", rev: 1 },
  ];
  assert.deepEqual(takeUp(begun(), now), { attempt: begun(), touched: 0 });
});

test("a question removed under an attempt is no longer asked, and the walk stays where it was", () => {
  const { attempt, touched } = takeUp(begun(), [
    { id: "b", rev: 1 },
    { id: "c", rev: 1 },
  ]);
  assert.deepEqual(
    [attempt.ids, attempt.at, attempt.answers, attempt.grades, touched],
    [["b", "c"], 0, { b: "half typed" }, {}, 1],
  );
});

test("a question revised under an attempt is asked again, the others are not", () => {
  const { attempt, touched } = takeUp(begun(), [
    { id: "a", rev: 2 },
    { id: "b", rev: 1 },
    { id: "c", rev: 1 },
  ]);
  assert.deepEqual(
    [attempt.at, attempt.answers, attempt.grades, attempt.revs.a, touched],
    [0, { b: "half typed" }, {}, 2, 1],
  );
});

test("in an exam an edit moves nobody from the question that is open", () => {
  const exam = { ...begun(), exam: true, at: 2, grades: {} };
  const { attempt } = takeUp(exam, [
    { id: "b", rev: 2 },
    { id: "c", rev: 1 },
  ]);
  assert.deepEqual([attempt.ids[attempt.at], attempt.answers], ["c", {}]);
});
