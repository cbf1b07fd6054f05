/** What an author's edit does to a learner's record. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { audit, counts, standing, testing } from "../../themes/default/js/logic/progress.js";

const item = { revision: 2, hash: "aa", path: "stages/s1.html#s1.k1" };

test("unchanged keeps, reworded keeps with a mark, revised asks again, removed is set aside", () => {
  assert.equal(standing({ rev: 2, hash: "aa" }, item), "kept");
  assert.equal(standing({ rev: 2, hash: "bb" }, item), "reworded");
  assert.equal(standing({ rev: 1, hash: "aa" }, item), "revised");
  assert.equal(standing({ rev: 2, hash: "aa" }, undefined), "removed");
  assert.equal(standing(undefined, item), "none");
  assert.deepEqual(/** @type {const} */ (["none", "kept", "reworded", "revised", "removed"]).map(counts), [false, true, true, false, false]);
});

test("an item moved to another stage or page keeps its record", () => {
  assert.equal(standing({ rev: 2, hash: "aa" }, { ...item, path: "stages/s5.html#s1.k1" }), "kept");
});

test("an item inserted before others changes none of their records", () => {
  const records = new Map([["a", { rev: 1, hash: "1" }], ["b", { rev: 1, hash: "2" }]]);
  const items = { a: { revision: 1, hash: "1" }, fresh: { revision: 1, hash: "9" }, b: { revision: 1, hash: "2" } };
  assert.deepEqual(audit(records, items), { changed: [], removed: [] });
});

test("an audit lists what changed and what is gone, with the record", () => {
  const records = new Map([["a", { rev: 1, hash: "old" }], ["b", { rev: 1, hash: "2" }], ["c", { rev: 1, hash: "3" }]]);
  const { changed, removed } = audit(records, { a: { revision: 1, hash: "new" }, b: { revision: 3, hash: "2" } });
  assert.deepEqual(changed.map((c) => [c.id, c.standing]), [["a", "reworded"], ["b", "revised"]]);
  assert.deepEqual(removed, [{ id: "c", record: { rev: 1, hash: "3" } }]);
});

test("questions that test an item or a heading of a page are found", () => {
  const questions = [{ id: 1, tests: ["s1.k1"] }, { id: 2, tests: ["milestones#gate", "s2.k1"] }, { id: 3, tests: ["s3.k1"] }];
  assert.deepEqual(testing(questions, ["s1.k1", "milestones"]).map((q) => q.id), [1, 2]);
});
