/** An appraisal by a card's weights. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { total } from "../../themes/default/js/logic/score.js";

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
