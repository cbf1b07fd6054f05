/**
 * The site's data is what its scripts take it for: the built files are held against
 * `kit/contract.d.ts` by the type checker, key by key, so that a name or a shape that one side
 * changes alone is found. A key too many is found as well.
 */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { ROOT, build } from "./support.js";
import { data } from "./answering.js";

const CONTRACT = join(ROOT, "themes/default/js/kit/contract.js");
const TSC = join(ROOT, "tests/web/node_modules/typescript/bin/tsc");

/** @type {string} */
let site;
/** @type {string} */
let folder;

before(() => {
  site = build();
  folder = mkdtempSync(join(tmpdir(), "twotrack-contract-"));
});
after(() => rmSync(folder, { recursive: true, force: true }));

/**
 * What the type checker says to values that are written out as their type's.
 * @param {string} name
 * @param {[type: string, value: any][]} values
 */
function faults(name, values) {
  const lines = values.map(
    ([type, value], at) => `export const v${at}: ${type} = ${JSON.stringify(value, null, 1)};`,
  );
  const head = `import type * as contract from ${JSON.stringify(CONTRACT)};`;
  writeFileSync(join(folder, `${name}.mts`), [head, ...lines, ""].join("\n"));
  const compilerOptions = { noEmit: true, strict: true, module: "nodenext", target: "es2022", types: [] };
  const project = join(folder, `${name}.json`);
  writeFileSync(project, JSON.stringify({ compilerOptions, files: [`${name}.mts`] }));
  const run = spawnSync(process.execPath, [TSC, "--project", project], { encoding: "utf8" });
  assert.equal(run.stderr, "");
  return run.stdout;
}

/**
 * Every file of data that the contract speaks of, by its type.
 * @param {string} root of a language
 * @returns {[string, any][]}
 */
function described(root) {
  const quizzes = readdirSync(join(root, "data")).filter((name) => name.startsWith("quiz-"));
  return [
    ["contract.Quizzes", data(root, "quizzes")],
    ["contract.Paths", data(root, "paths")],
    ...quizzes.map((name) => /** @type {[string, any]} */ (["contract.Quiz", data(root, name.slice(0, -3))])),
  ];
}

test("the built data of every quiz and path has the types of the contract", () => {
  const all = [...described(site), ...described(join(site, "zh"))];
  assert.ok(all.length > 10);
  const forms = new Set(
    all.flatMap(([, file]) => (file.questions ?? []).map((/** @type {any} */ q) => q.form)),
  );
  assert.deepEqual([...forms].sort(), ["choose", "order", "pair", "rate", "write"]);
  assert.equal(faults("built", all), "");
});

test("a name that changes, goes or comes on one side is found", () => {
  const quiz = data(site, "quiz-q1");
  /** @type {{ [what: string]: (quiz: any) => void }} */
  const changes = {
    renamed: (q) => {
      q.questions[0].mis = q.questions[0].hints;
      delete q.questions[0].hints;
    },
    gone: (q) => delete q.stages,
    more: (q) => (q.gates = {}),
    unknown: (q) => (q.questions[0].form = "essay"),
  };
  const small = { ...quiz, questions: quiz.questions.slice(0, 1) };
  assert.equal(faults("same", [["contract.Quiz", small]]), "");
  for (const [what, change] of Object.entries(changes)) {
    const copy = structuredClone(small);
    change(copy);
    assert.match(faults(what, [["contract.Quiz", copy]]), /error TS2/, what);
  }
});

test("a quiz carries the stages that its questions count for, and no gates", () => {
  for (const [type, quiz] of described(site)) {
    if (type !== "contract.Quiz") continue;
    const counted = new Set(quiz.questions.flatMap((/** @type {any} */ q) => q.stage ?? []));
    assert.deepEqual(
      quiz.stages.map((/** @type {any} */ stage) => stage.id),
      [...counted].sort(),
    );
    assert.doesNotMatch(JSON.stringify(quiz), /"milestone":\[\{"id"/);
  }
});
