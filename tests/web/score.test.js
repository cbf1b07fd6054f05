/** An appraisal by a card's weights. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { gather, total } from "../../themes/default/js/logic/score.js";

const card = [
  { weight: 30, items: [{ id: "r1" }] },
  { weight: 70, items: [{ id: "p1" }, { id: "p2" }] },
];
const line = (/** @type {string} */ rating, evidence = "Minutes of 3 March") => ({ rating, evidence });

test("results alone give no total", () => {
  assert.equal(total(card, { r1: line("3") }), null);
  assert.equal(total(card, {}), null);
});

test("a rating without evidence counts for nothing", () => {
  assert.equal(total(card, { r1: line("3"), p1: line("3", "  ") }), null);
  assert.equal(total(card, { r1: line("3"), p1: line("3"), p2: line("0", "") }), 100);
});

test("weights and means make the total", () => {
  assert.equal(total(card, { r1: line("0"), p1: line("3"), p2: line("0") }), 35);
});

test("what is proposed follows the evidence of the ticks, in deals whose stage is reached", () => {
  const action = (/** @type {string} */ id) => ({
    id,
    rev: 1,
    hash: "",
    text: id,
    valid_for: null,
    evidence: [],
    help: [],
  });
  const stages = [1, 2].map((n) => ({
    id: `s${n}`,
    number: n,
    title: "",
    short: "",
    href: "",
    buyer_stage: "",
    milestone: [action(`s${n}.m1`)],
    success: [action(`s${n}.k1`)],
    appraisal: [{ id: `s${n}.a1`, rev: 1, hash: "", evidence: [] }],
  }));
  const deal = (
    /** @type {string} */ name,
    /** @type {number} */ reached,
    /** @type {{ [id: string]: string }} */ made,
  ) => ({
    name,
    reached,
    ticks: new Map(
      Object.entries(made).map(([id, evidence]) => [id, { rev: 1, hash: "", date: "2026-03-01", evidence }]),
    ),
    marks: new Map(Object.keys(made).map((id) => [id, /** @type {const} */ ("done")])),
  });
  const worked = [
    deal("Harbour", 2, { "s2.a1": "Minutes" }),
    deal("Mill", 2, { "s2.a1": " " }),
    deal("Young", 1, { "s2.a1": "Too early" }),
  ];
  assert.deepEqual(gather(["s2.a1"], stages, worked), {
    due: 2,
    done: 2,
    proofs: ["Harbour: Minutes"],
    rating: "2",
  });
  assert.deepEqual(gather(["s1.a1", "s9.x"], stages, worked), { due: 3, done: 0, proofs: [], rating: "" });
});
