/** Chance that can be repeated. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { disorder, draw, shuffle } from "../../themes/default/js/logic/shuffle.js";

const letters = [..."abcdefghij"];

test("a seed fixes the order, another seed gives another, nothing is lost", () => {
  assert.deepEqual(shuffle(letters, "one"), shuffle(letters, "one"));
  assert.notDeepEqual(shuffle(letters, "one"), shuffle(letters, "two"));
  assert.deepEqual([...shuffle(letters, "one")].sort(), letters);
});

test("what is kept stays in its place, whatever the others do", () => {
  for (let seed = 0; seed < 50; seed++) {
    const mixed = shuffle(letters, String(seed), (letter) => letter === "c" || letter === "j");
    assert.deepEqual([mixed[2], mixed[9]], ["c", "j"]);
    assert.deepEqual([...mixed].sort(), letters);
  }
});

test("every letter comes first about as often as any other", () => {
  const firsts = new Map(letters.map((letter) => [letter, 0]));
  for (let seed = 0; seed < 5000; seed++) {
    const first = shuffle(letters, `seed ${seed}`)[0];
    firsts.set(first, (firsts.get(first) ?? 0) + 1);
  }
  for (const [letter, count] of firsts) assert.ok(count > 400 && count < 600, `${letter}: ${count}`);
});

test("a list to put in order never comes in order", () => {
  for (let seed = 0; seed < 500; seed++) assert.notDeepEqual(disorder(["a", "b"], String(seed)), ["a", "b"]);
  assert.deepEqual(disorder(["a"], "x"), ["a"]);
});

test("a draw takes from every bank, as many as asked, in the given order", () => {
  const things = [..."aaaaaab"].map((bank, at) => ({ bank, at }));
  for (let seed = 0; seed < 50; seed++) {
    const drawn = draw(things, 3, String(seed));
    assert.equal(drawn.length, 3);
    assert.ok(drawn.some((thing) => thing.bank === "b"));
    assert.deepEqual(
      drawn.map((t) => t.at),
      drawn.map((t) => t.at).sort((a, b) => a - b),
    );
  }
  assert.equal(draw(things, 99, "x").length, 7);
});
