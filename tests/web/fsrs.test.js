/** The scheduler gives what the reference implementation of FSRS-6 gives. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { FSRSAlgorithm, default_w, get_fuzz_range } from "ts-fsrs";
import { pause, recall, review, spread } from "../../themes/default/js/logic/fsrs.js";
import { random } from "../../themes/default/js/logic/shuffle.js";

/** @typedef {import("../../themes/default/js/logic/fsrs.js").Rating} Rating */

test("20,000 random reviews end in the reference's intervals", () => {
  assert.equal(default_w.length, 21, "the reference is FSRS-6");
  const reference = new FSRSAlgorithm({ enable_fuzz: false });
  const next = random("reviews");
  for (let learner = 0; learner < 2000; learner++) {
    let ours = null;
    let theirs = null;
    for (let step = 0; step < 10; step++) {
      const rating = /** @type {Rating} */ (1 + Math.floor(next() * 4));
      const days = step === 0 || next() < 0.2 ? 0 : Math.floor(next() * 60) + 1;
      ours = review(ours, days, rating);
      theirs = reference.next_state(theirs, days, rating);
      assert.ok(
        Math.abs(ours.stability - theirs.stability) < 1e-4 * theirs.stability,
        `stability ${ours.stability}, not ${theirs.stability}`,
      );
      assert.ok(
        Math.abs(ours.difficulty - theirs.difficulty) < 1e-4,
        `difficulty ${ours.difficulty}, not ${theirs.difficulty}`,
      );
      assert.equal(pause(ours), reference.next_interval(theirs.stability, 0));
    }
  }
});

test("recall falls to nine in ten after a stability's days", () => {
  assert.ok(Math.abs(recall(12, 12) - 0.9) < 1e-9);
  assert.equal(recall(0, 12), 1);
});

test("forgetting shortens, knowing lengthens, hard on the same day does not harm", () => {
  const known = review(null, 0, 3);
  assert.ok(review(known, 3, 1).stability < known.stability);
  assert.ok(review(known, 3, 3).stability > known.stability);
  assert.ok(review(known, 3, 4).stability > review(known, 3, 3).stability);
  assert.ok(review(known, 0, 2).stability >= known.stability);
});

test("an interval is spread over the days of the reference, and over all of them", () => {
  for (let days = 1; days <= 400; days++) {
    for (const elapsed of [0, 1, days - 1, days, days + 30]) {
      if (days < 2.5) {
        assert.equal(spread(days, elapsed, 0.9), days, "a short one is kept");
        continue;
      }
      const { min_ivl, max_ivl } = get_fuzz_range(days, elapsed, 36500);
      assert.equal(spread(days, elapsed, 0), min_ivl, `${days} after ${elapsed}`);
      assert.equal(spread(days, elapsed, 0.999999), max_ivl, `${days} after ${elapsed}`);
    }
  }
  const next = random("spread");
  const seen = new Set(Array.from({ length: 400 }, () => spread(30, 12, next())));
  const { min_ivl, max_ivl } = get_fuzz_range(30, 12, 36500);
  assert.equal(seen.size, max_ivl - min_ivl + 1, "each of them comes up");
});
