/** The store: nothing is lost between tabs, devices, versions and clocks. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { VERSION, merge, migrate } from "../../themes/default/js/store/data.js";
import { Store } from "../../themes/default/js/store/store.js";

/** @param {string} [text] */
function drawer(text) {
  /** @type {Map<string, string>} */
  const kept = new Map(text === undefined ? [] : [["k", text]]);
  return {
    getItem: (/** @type {string} */ key) => kept.get(key) ?? null,
    setItem: (/** @type {string} */ key, /** @type {string} */ value) => void kept.set(key, value),
  };
}

test("what is set is there after a reload, what is removed is not", () => {
  const box = drawer();
  const store = new Store(box, "k");
  store.set("one/a", { name: "Harbour" });
  store.set("one/b", { name: "Mill" });
  store.set("one/b", null);
  const again = new Store(box, "k");
  assert.deepEqual(again.all("one/"), [["a", { name: "Harbour" }]]);
  assert.equal(again.get("one/b"), undefined);
});

test("two tabs that write in turn keep both changes", () => {
  const box = drawer();
  const one = new Store(box, "k");
  const two = new Store(box, "k");
  one.set("two/a/s1.m1", 1);
  two.set("two/a/s1.k1", 2);
  one.reload();
  assert.deepEqual(
    one
      .all("two/a/")
      .map(([key]) => key)
      .sort(),
    ["s1.k1", "s1.m1"],
  );
});

test("a file from another device adds and updates, whichever is taken in first", () => {
  let clock = 1000;
  const desk = new Store(drawer(), "k", () => clock);
  const phone = new Store(drawer(), "k", () => clock);
  desk.set("one/a", "old name");
  clock = 2000;
  phone.set("one/a", "new name");
  phone.set("one/b", "phone only");
  clock = 3000;
  desk.set("one/c", null);
  assert.equal(desk.import(phone.export()), 2);
  phone.import(desk.export());
  assert.deepEqual(desk.data.records, phone.data.records);
  assert.equal(desk.get("one/a"), "new name");
  assert.equal(desk.import(phone.export()), 0);
});

test("a removal travels too, and does not come back", () => {
  let clock = 1000;
  const desk = new Store(drawer(), "k", () => clock);
  desk.set("one/a", "x");
  const old = desk.export();
  clock = 2000;
  desk.set("one/a", null);
  desk.import(old);
  assert.equal(desk.get("one/a"), undefined);
});

test("merging is the same in both directions, at the same moment too", () => {
  const a = { version: 1, records: { x: { at: 5, v: "a" }, y: { at: 1, v: 1 } } };
  const b = { version: 1, records: { x: { at: 5, v: "b" }, z: { at: 2, v: 2 } } };
  assert.deepEqual(merge(a, b).records.x, merge(b, a).records.x);
  assert.deepEqual(Object.keys(merge(a, b).records).sort(), ["x", "y", "z"]);
});

test("a clock set back does not lose a change", () => {
  let clock = 5000;
  const store = new Store(drawer(), "k", () => clock);
  store.set("a", 1);
  const before = store.export();
  clock = 10;
  store.set("a", 2);
  store.import(before);
  assert.equal(store.get("a"), 2);
});

test("data climbs through every version; unversioned data begins at the first step", () => {
  const steps = [
    (/** @type {any} */ data) => ({ version: 1, records: data.records }),
    (/** @type {any} */ data) => ({ version: 2, records: { ...data.records, added: { at: 0, v: true } } }),
  ];
  assert.deepEqual(migrate({ records: {} }, steps).version, 2);
  assert.ok("added" in migrate({ version: 1, records: {} }, steps).records);
  assert.deepEqual(migrate({ records: { a: { at: 1, v: 1 } } }), {
    version: VERSION,
    records: { a: { at: 1, v: 1 } },
  });
});

test("what a newer program or a stranger wrote stays as it is", () => {
  for (const [text, trouble] of [
    ['{"version":99,"records":{}}', "newer"],
    ["not json", "unreadable"],
    ["[]", "unreadable"],
  ]) {
    const box = drawer(text);
    const store = new Store(box, "k");
    assert.equal(store.trouble, trouble);
    store.set("a", 1);
    assert.equal(box.getItem("k"), text);
    assert.equal(store.get("a"), 1, "the session goes on");
  }
});

test("a file that is no export is refused and changes nothing", () => {
  const store = new Store(drawer(), "k");
  store.set("a", 1);
  const before = store.export();
  for (const text of [
    "",
    "{}",
    '{"what":"other","version":1,"records":{}}',
    '{"what":"twotrack","version":99,"records":{}}',
  ]) {
    assert.throws(() => store.import(text));
  }
  assert.equal(store.export(), before);
});

test("a full disk is told, and the session goes on", () => {
  const box = drawer();
  box.setItem = () => {
    throw new Error("quota");
  };
  const store = new Store(box, "k");
  store.set("a", 1);
  assert.equal(store.trouble, "full");
  assert.equal(store.get("a"), 1);
});
