/**
 * The site's data is what its scripts take it for: every built file is held against
 * `kit/contract.d.ts` by the type checker, key by key, so that a name or a shape that one side
 * changes alone is found. A key too many is found as well.
 */
import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { before, test } from "node:test";
import { build, data } from "./support/site.js";
import { faults } from "./support/types.js";

/** The kinds of files, each by one of its files. */
const KINDS = [
  "cards",
  "deals",
  "gates",
  "items",
  "names",
  "path-path.new-hire",
  "quiz-q1",
  "quizzes",
  "script-s1.c1",
  "words",
];

/** What has the author's ids, the addresses of pages or the names of words for keys. */
const DICTIONARIES = [
  "items",
  "names.items",
  "names.pages",
  "quiz-q1.misconceptions",
  "quizzes.misconceptions",
  /^words(?!\.tracks\.)/,
];

/** @type {string} */
let site;
/** Every file of data with its type. @type {import("./support/types.js").Typed[]} */
let all;
/** What one side alone could do to a file of each kind. @type {import("./support/types.js").Typed[]} */
let changed;
/** What the type checker says to the built data, and to what was changed. @type {{ [group: string]: string }} */
let found;

before(() => {
  site = build();
  all = [...described(site), ...described(join(site, "zh"))];
  const samples = KINDS.map((name) => ({ name, whole: small(data(site, name), name) }));
  changed = samples.flatMap(({ name, whole }) => changes(name, whole));
  const same = samples.map(({ name, whole }) => typed(name, whole));
  found = faults({ built: all, same, changed });
});

/**
 * Every file of data by its type.
 * @param {string} root of a language
 * @returns {import("./support/types.js").Typed[]}
 */
function described(root) {
  const names = readdirSync(join(root, "data")).filter((name) => name.endsWith(".js"));
  return names.map((file) => {
    const name = file.slice(0, -3);
    return typed(name, data(root, name));
  });
}

/**
 * @param {string} name
 * @param {any} value
 * @param {string} [wrong]
 * @returns {import("./support/types.js").Typed}
 */
function typed(name, value, wrong) {
  return [`DataOf<${JSON.stringify(name)}>`, value, wrong];
}

/** The first of each list, few of each dictionary. @param {any} value @param {string} path @returns {any} */
function small(value, path) {
  if (!value || typeof value !== "object") return value;
  if (Array.isArray(value)) return isPlain(value[0]) ? [small(value[0], path)] : value;
  const entries = Object.entries(value);
  const kept = isDictionary(path) && !path.startsWith("words") ? entries.slice(0, 1) : entries;
  return Object.fromEntries(kept.map(([key, part]) => [key, small(part, `${path}.${key}`)]));
}

/** @param {any} value */
function isPlain(value) {
  return value !== null && typeof value === "object" && !Array.isArray(value);
}

/** @param {string} path */
function isDictionary(path) {
  return DICTIONARIES.some((one) => (typeof one === "string" ? one === path : one.test(`${path}.`)));
}

/**
 * Takes away any key, or brings along one more, in any object of a file.
 * @param {string} name
 * @param {any} whole
 */
function changes(name, whole) {
  /** @type {import("./support/types.js").Typed[]} */
  const all = [];
  const change = (/** @type {string} */ what, /** @type {(copy: any) => void} */ act) => {
    const copy = structuredClone(whole);
    act(copy);
    all.push(typed(name, copy, what));
  };
  const walk = (/** @type {any} */ value, /** @type {string[]} */ way) => {
    const path = [name, ...way.filter((step) => !/^\d+$/.test(step))].join(".");
    const at = (/** @type {any} */ copy) => way.reduce((part, step) => part[step], copy);
    if (isPlain(value) && !isDictionary(path)) {
      for (const key of Object.keys(value)) change(`${path}.${key}`, (copy) => delete at(copy)[key]);
      change(`${path}.more`, (copy) => (at(copy).more = ""));
    }
    if (value && typeof value === "object")
      for (const [key, part] of Object.entries(value)) walk(part, [...way, key]);
  };
  walk(whole, []);
  if (name === "items") change("items.place", (copy) => Object.values(copy)[0].pop());
  if (name === "names") change("names.items.words", (copy) => Object.values(copy.items)[0].pop());
  if (name === "quiz-q1") change("quiz-q1.form", (copy) => (copy.questions[0].form = "essay"));
  return all;
}

test("every built file of data has the type of the contract", () => {
  for (const kind of KINDS)
    assert.equal(all.filter(([type]) => type === typed(kind, null)[0]).length, 2, kind);
  const forms = new Set(
    all.flatMap(([, file]) => (file.questions ?? []).map((/** @type {any} */ q) => q.form)),
  );
  assert.deepEqual([...forms].sort(), ["choose", "order", "pair", "rate", "write"]);
  assert.equal(found.built, "");
});

test("a key that goes or comes on one side is found, in every kind of file", () => {
  assert.equal(found.same, "");
  assert.equal(found.changed, "");
  for (const kind of KINDS)
    assert.ok(
      changed.some(([, , what]) => what?.startsWith(`${kind}.`)),
      `nothing was changed in ${kind}`,
    );
});

test("a quiz carries the stages that its questions count for, and no gates", () => {
  for (const [type, quiz] of described(site)) {
    if (!type.includes('"quiz-')) continue;
    const counted = new Set(quiz.questions.flatMap((/** @type {any} */ q) => q.stage ?? []));
    assert.deepEqual(
      quiz.stages.map((/** @type {any} */ stage) => stage.id),
      [...counted].sort(),
    );
    assert.doesNotMatch(JSON.stringify(quiz), /"milestone":\[\{"id"/);
  }
});
