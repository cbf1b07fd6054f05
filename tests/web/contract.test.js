/**
 * The site's data is what its scripts take it for: the built files are held against
 * `kit/contract.d.ts` by the type checker, key by key, so that a name or a shape that one side
 * changes alone is found. A key too many is found as well.
 */
import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { before, test } from "node:test";
import { build, data } from "./support/site.js";
import { faults } from "./support/types.js";

/** What one side alone could do to the quiz of one question, and how it is found. */
const CHANGES = /** @type {{ [what: string]: (quiz: any) => void }} */ ({
  same: () => {},
  renamed: (q) => {
    q.questions[0].mis = q.questions[0].hints;
    delete q.questions[0].hints;
  },
  gone: (q) => delete q.stages,
  more: (q) => (q.gates = {}),
  unknown: (q) => (q.questions[0].form = "essay"),
});

/** @type {string} */
let site;
/** Every file of data with its type. @type {import("./support/types.js").Typed[]} */
let all;
/** What the type checker says to the built data, and to each change. @type {{ [group: string]: string }} */
let found;

before(() => {
  site = build();
  all = [...described(site), ...described(join(site, "zh"))];
  const quiz = data(site, "quiz-q1");
  const small = { ...quiz, questions: quiz.questions.slice(0, 1) };
  const changed = Object.entries(CHANGES).map(([what, change]) => {
    const copy = structuredClone(small);
    change(copy);
    return [what, [["Quiz", copy]]];
  });
  found = faults({ built: all, ...Object.fromEntries(changed) });
});

/**
 * Every file of data that the contract speaks of, by its type.
 * @param {string} root of a language
 * @returns {import("./support/types.js").Typed[]}
 */
function described(root) {
  const quizzes = readdirSync(join(root, "data")).filter((name) => name.startsWith("quiz-"));
  return [
    ["Quizzes", data(root, "quizzes")],
    ["Paths", data(root, "paths")],
    ...quizzes.map(
      (name) => /** @type {import("./support/types.js").Typed} */ (["Quiz", data(root, name.slice(0, -3))]),
    ),
  ];
}

test("the built data of every quiz and path has the types of the contract", () => {
  assert.ok(all.length > 10);
  const forms = new Set(
    all.flatMap(([, file]) => (file.questions ?? []).map((/** @type {any} */ q) => q.form)),
  );
  assert.deepEqual([...forms].sort(), ["choose", "order", "pair", "rate", "write"]);
  assert.equal(found.built, "");
});

test("a name that changes, goes or comes on one side is found", () => {
  const { built: _, same, ...changed } = found;
  assert.equal(same, "");
  for (const [what, said] of Object.entries(changed)) assert.match(said, /TS2/, what);
  assert.equal(Object.keys(changed).length, Object.keys(CHANGES).length - 1);
});

test("a quiz carries the stages that its questions count for, and no gates", () => {
  for (const [type, quiz] of described(site)) {
    if (type !== "Quiz") continue;
    const counted = new Set(quiz.questions.flatMap((/** @type {any} */ q) => q.stage ?? []));
    assert.deepEqual(
      quiz.stages.map((/** @type {any} */ stage) => stage.id),
      [...counted].sort(),
    );
    assert.doesNotMatch(JSON.stringify(quiz), /"milestone":\[\{"id"/);
  }
});
