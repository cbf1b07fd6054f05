/** How far a learner is on a path, and what an author's edit does to that. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { left, under } from "../../themes/default/js/logic/path.js";

const page = (/** @type {string} */ id, rev = 1, hash = "h") => ({
  id,
  rev,
  hash,
  href: `${id}.html`,
  name: id,
  kind: "page",
});
const quiz = { id: "q", rev: 1, hash: "h", link: { id: "q", href: "q.html", name: "Q", kind: "quiz" } };
/** @type {import("../../themes/default/js/logic/path.js").Chapter} */
const chapter = {
  id: "c1",
  rev: 1,
  hash: "h",
  title: "One",
  read: [page("guide")],
  practise: [page("call")],
  quiz,
  pass: 80,
};
const full = {
  "read/guide": { rev: 1, hash: "h" },
  "talk/call": { rev: 1, hash: "h" },
  "result/q": { rev: 1, hash: "h", percent: 85 },
};

/** @param {{ [key: string]: any }} records */
const store = (records) => (/** @type {string} */ key) => records[key];

test("a chapter asks for what is not read, practised or passed", () => {
  const none = left(chapter, store({}));
  assert.deepEqual(
    [none.pages.map((p) => p.id), none.quiz, none.done, none.begun],
    [["guide", "call"], true, false, false],
  );
  const all = left(chapter, store(full));
  assert.deepEqual([all.pages, all.quiz, all.done, all.begun], [[], false, true, true]);
  const low = left(chapter, store({ ...full, "result/q": { rev: 1, hash: "h", percent: 79 } }));
  assert.deepEqual([low.quiz, low.done], [true, false]);
});

test("a script counts as practised when it was read or talked through", () => {
  const { "talk/call": _, ...others } = full;
  assert.equal(left(chapter, store(others)).done, false);
  assert.equal(left(chapter, store({ ...others, "read/call": { rev: 1, hash: "h" } })).done, true);
});

test("other words keep a chapter done, a new meaning opens it again", () => {
  const reworded = { ...chapter, read: [page("guide", 1, "other")] };
  const revised = { ...chapter, read: [page("guide", 2, "other")] };
  assert.equal(left(reworded, store(full)).done, true);
  assert.deepEqual(
    left(revised, store(full)).pages.map((p) => p.id),
    ["guide"],
  );
  assert.equal(left({ ...chapter, quiz: { ...quiz, rev: 2 } }, store(full)).quiz, true);
});

test("the way goes on in the path that was begun, at its first open chapter", () => {
  const other = { ...chapter, id: "c2", read: [page("guide2")], practise: [], quiz: null };
  const untouched = { name: "a", chapters: [{ ...other, read: [page("x")] }] };
  const begun = { name: "b", chapters: [chapter, other] };
  assert.equal(under([untouched, begun], store({}))?.path.name, "a", "none is begun");
  const now = under([untouched, begun], store(full));
  assert.deepEqual([now?.path.name, now?.at], ["b", 1]);
  assert.equal(under([begun], store({ ...full, "read/guide2": { rev: 1, hash: "h" } })), null, "all done");
});
