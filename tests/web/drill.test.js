/** Made-up deals hold the trap that they are named after, in playbooks of any length. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { kinds, round, snapshot } from "../../themes/default/js/logic/drill.js";
import { position, verdict } from "../../themes/default/js/logic/position.js";

/**
 * A process of some stages with two actions in each gate; evidence of the first runs out.
 * @param {number} count
 */
function process(count) {
  const act = (/** @type {string} */ id, days = 0) => ({ id, valid_for: days || null });
  return Array.from({ length: count }, (_, at) => ({
    id: `s${at + 1}`,
    number: at + 1,
    milestone: [act(`m${at}a`, 90), act(`m${at}b`)],
    success: [act(`k${at}a`), act(`k${at}b`)],
  }));
}

/**
 * @param {string} kind
 * @param {number} count
 * @param {string} seed
 */
function judged(kind, count, seed) {
  const stages = process(count);
  const snap = snapshot(stages, kind, seed);
  const ids = (/** @type {{ id: string }[]} */ acts) => acts.map((a) => a.id);
  const gates = stages.map((s) => ({ ...s, milestone: ids(s.milestone), success: ids(s.success) }));
  const found = position(gates, new Set(snap.done));
  return { snap, found, verdict: verdict(found, snap.buyer) };
}

for (const count of [1, 2, 3, 8]) {
  test(`every kind holds its trap with ${count} stages`, () => {
    const all = kinds(process(count));
    assert.ok(all.length >= (count === 1 ? 5 : 8), `${all}`);
    for (const kind of all) {
      for (let n = 0; n < 60; n++) {
        const { snap, found, verdict: said } = judged(kind, count, `${kind}/${n}`);
        const at = `${kind} ${n}: ${JSON.stringify({ found, said, snap })}`;
        assert.ok(snap.buyer === null || (snap.buyer >= 1 && snap.buyer <= count), at);
        if (kind === "not_started") assert.equal(found.state, "not-started", at);
        if (kind === "one_missing") assert.ok(found.missing.length === 1 && found.ahead.length > 0, at);
        if (kind === "next_gate") assert.ok(found.state === "completed" && found.number === snap.number, at);
        if (kind === "work_ahead") assert.ok(found.state === "reached" && found.ahead.length >= 2, at);
        if (kind === "buyer_on") assert.ok(said.kind === "behind" && said.gap >= 2, at);
        if (kind === "buyer_back") assert.ok(said.kind === "ahead" && said.gap >= 1, at);
        if (kind === "expired")
          assert.ok(
            snap.expired && !snap.done.includes(snap.expired) && found.missing.includes(snap.expired),
            at,
          );
        if (kind === "unknown") assert.equal(said.kind, "unknown", at);
      }
    }
  });
}

test("the same seed makes the same deal, another seed another", () => {
  const of = (/** @type {string} */ seed) => JSON.stringify(judged("plain", 8, seed).snap);
  assert.equal(of("a"), of("a"));
  assert.ok(new Set(["a", "b", "c", "d", "e", "f"].map(of)).size > 2);
});

test("a round brings what the learner falls for, and something else too", () => {
  const all = kinds(process(8));
  for (let n = 0; n < 50; n++) {
    const list = round(all, { next_gate: [0, 3], expired: [1, 4], plain: [5, 5] }, 6, `${n}`);
    assert.equal(list.length, 6);
    assert.ok(list.includes("next_gate") && list.includes("expired"), `${list}`);
    assert.equal(new Set(list).size, 6, `${list}`);
  }
  assert.equal(round(["plain"], {}, 6, "x").length, 6, "a playbook with few kinds repeats them");
});
