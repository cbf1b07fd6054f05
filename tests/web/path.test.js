/** How far a learner is on a path, and what an author's edit does to that. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { left, place, steps } from "../../themes/default/js/logic/path.js";

const page = (/** @type {string} */ id, rev = 1, hash = "h") => ({
  id,
  rev,
  hash,
  href: `${id}.html`,
  name: id,
  kind: "page",
  minutes: 10,
});
const quiz = {
  id: "q",
  rev: 1,
  hash: "h",
  minutes: 20,
  link: { id: "q", href: "q.html", name: "Q", kind: "quiz" },
};
/** @type {import("../../themes/default/js/logic/path.js").Chapter} */
const chapter = {
  id: "c1",
  rev: 1,
  hash: "h",
  title: "One",
  when: "Day 1",
  minutes: 80,
  tasks: [],
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

test("the steps of a chapter say what is done, how well, and how long the rest takes", () => {
  const some = { "read/guide": full["read/guide"], "result/q": { rev: 1, hash: "h", percent: 70 } };
  assert.deepEqual(
    steps(chapter, 3, store(some)).map((s) => [s.id, s.kind, s.done, s.percent, s.minutes, s.chapter]),
    [
      ["guide", "read", true, null, 10, 3],
      ["call", "practise", false, null, 10, 3],
      ["q", "quiz", false, 70, 20, 3],
    ],
  );
});

test("the next step is the next open one behind this page, then any before it, then none", () => {
  const second = { ...chapter, id: "c2", read: [page("guide2"), page("guide")], practise: [], quiz: null };
  const path = { chapters: [chapter, second] };
  const at = (/** @type {{ [key: string]: any }} */ records, /** @type {string | null} */ here = null) => {
    const now = place(path, store(records), here);
    return now && [now.chapter, now.done, now.count, now.minutes, now.next?.id ?? null];
  };
  assert.deepEqual(at({}), [0, 0, 5, 80, "guide"]);
  assert.deepEqual(at({}, "call"), [0, 0, 5, 80, "q"]);
  assert.deepEqual(at({}, "guide2"), [1, 0, 5, 80, "guide"]);
  assert.deepEqual(at(full, "q"), [0, 4, 5, 0, "guide2"]);
  assert.deepEqual(at(full), [1, 4, 5, 40, "guide2"]);
  assert.deepEqual(at({ ...full, "read/guide2": { rev: 1, hash: "h" } }, "q"), [0, 5, 5, 0, null]);
  assert.equal(at({}, "elsewhere"), null, "no page of the path");
});
