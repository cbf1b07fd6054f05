/** What stands on a meeting card. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { aims, fill, roles } from "../../themes/default/js/logic/card.js";

const action = (/** @type {string} */ id, commitment = false) => ({
  id,
  rev: 1,
  hash: "",
  text: `Text of ${id}`,
  valid_for: null,
  evidence: [],
  help: [],
  commitment,
});
const wish = (/** @type {string} */ id) => ({ id, rev: 1, hash: "", text: `Text of ${id}`, overlaps: [] });
const stage = {
  id: "s1",
  number: 1,
  title: "",
  short: "",
  href: "",
  buyer_stage: "b1",
  milestone: [action("m1")],
  success: [action("k1"), action("k2", true)],
  conditions: ["p1", "p2", "p3", "p4"].map(wish),
};
const objection = (/** @type {string} */ id) => ({ id, says: `“${id}”`, respond: `To ${id}` });
const meeting = {
  id: "t1",
  role: "Point person",
  aim: "Agree to meet.",
  questions: ["A?", "B?", "C?"],
  settle: ["k1", "p1"],
  objections: ["o2"],
  leave_with: "k1",
};
const talk = {
  id: "c1",
  contact: "Clerk",
  questions: ["D?", "E?", "F?", "G?"],
  objections: [objection("o1"), objection("o2")],
};
const card = {
  id: "s1",
  recommended: ["Worth it"],
  meetings: [meeting, { ...meeting, id: "t2", aim: "Agree again." }],
  talks: [talk],
};
const missing = [...stage.milestone, ...stage.success];
const all = { stage, card, cards: [card], stages: [stage], role: "Point person", missing, marks: new Map() };

test("roles come from meetings and scripts, each once", () => {
  assert.deepEqual(roles(card), ["Point person", "Clerk"]);
  assert.deepEqual(
    aims(card, "Point person").map((m) => m.id),
    ["t1", "t2"],
  );
  assert.deepEqual(aims(card, "Clerk"), []);
});

test("a meeting fills the card: its things to settle first, its questions, its objections, its end", () => {
  const found = fill({ ...all, meeting });
  assert.deepEqual(found.settle.slice(0, 2), ["Text of k1", "Text of p1"]);
  assert.ok(found.settle.length >= 5 && found.settle.length <= 9);
  assert.equal(new Set(found.settle).size, found.settle.length, "nothing stands twice");
  assert.deepEqual(found.questions, ["A?", "B?", "C?"]);
  assert.deepEqual(
    found.objections.map((o) => o.id),
    ["o2"],
  );
  assert.equal(found.leave?.id, "k1");
});

test("what the deal has done already is not settled again, and another end takes its place", () => {
  const found = fill({
    ...all,
    meeting,
    missing: [action("k2", true)],
    marks: new Map([
      ["k1", "done"],
      ["m1", "done"],
      ["p1", "reworded"],
    ]),
  });
  assert.ok(!found.settle.includes("Text of k1") && !found.settle.includes("Text of p1"));
  assert.equal(found.settle[0], "Text of k2");
  assert.equal(found.leave?.id, "k2");
});

test("without a meeting the scripts give three questions and what may be said", () => {
  const found = fill({ ...all, meeting: null, role: "Clerk" });
  assert.deepEqual(found.questions, ["D?", "E?", "F?"]);
  assert.deepEqual(
    found.objections.map((o) => o.id),
    ["o1", "o2"],
  );
  assert.equal(found.leave?.id, "k2", "the commitment");
});

test("a meeting with too few questions borrows from the scripts, and nobody settles more than nine things", () => {
  const many = Array.from({ length: 12 }, (_, n) => action(`x${n}`));
  const found = fill({ ...all, meeting: { ...meeting, questions: ["A?"] }, missing: many });
  assert.deepEqual(found.questions, ["A?", "D?", "E?"]);
  assert.equal(found.settle.length, 9);
});
