/**
 * The schemas that `twotrack schema` writes, held by a validator that is not ours: the shipped
 * playbook is valid, and every wrong example of `explain` that is about a key or a type is not.
 */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { Ajv } from "ajv";
import { parse } from "yaml";
import { files, ROOT, TWOTRACK } from "./support/site.js";

const folder = mkdtempSync(join(tmpdir(), "twotrack-schema-"));
after(() => rmSync(folder, { recursive: true, force: true }));
const schemas = join(folder, "schema");
execFileSync(TWOTRACK, ["schema", "--out", schemas]);

const ajv = new Ajv({ allErrors: true, strict: true, strictTypes: false, allowUnionTypes: true });
const names = readdirSync(schemas).map((name) => name.replace(".json", ""));
const validators = new Map(
  names.map((name) => [name, ajv.compile(JSON.parse(readFileSync(join(schemas, `${name}.json`), "utf8")))]),
);

/** Places as `twotrack keys` lists them, each as a pattern with its kind. */
const places = execFileSync(TWOTRACK, ["keys"], { encoding: "utf8" })
  .trim()
  .split("\n")
  .map((line) => line.split(/\s+/, 2))
  .map(([kind, place]) => ({ kind, is: new RegExp(`^${place.replace(/NN-ID|NAME/g, "[^/]+")}$`) }));

/** @param {string} path */
const kindOf = (path) => places.find((place) => place.is.test(path))?.kind;

/**
 * What is wrong with a file, or nothing.
 * @param {string} kind
 * @param {unknown} data
 */
function faults(kind, data) {
  const validate = validators.get(kind);
  assert.ok(validate, `no schema for ${kind}`);
  return validate(data) ? "" : ajv.errorsText(validate.errors?.slice(0, 5));
}

/** @param {string} root */
function checkAll(root) {
  const yaml = files(root).filter((path) => /^(playbook|(content|quizzes)\/.*)\.yaml$/.test(path));
  const wrong = yaml.map((path) => {
    const kind = kindOf(path);
    assert.ok(kind, `no kind for ${path}`);
    return [path, faults(kind, parse(readFileSync(join(root, path), "utf8")))];
  });
  assert.deepEqual(
    wrong.filter(([, text]) => text),
    [],
  );
  return yaml.length;
}

test("the shipped playbook is valid", () => {
  assert.ok(checkAll(ROOT) > 50);
});

test("a new playbook is valid, and each of its files names its schema", () => {
  const root = join(folder, "new");
  execFileSync(TWOTRACK, ["new", root]);
  assert.ok(checkAll(root) > 5);
  for (const path of files(root).filter((name) => name.endsWith(".yaml"))) {
    const [first] = readFileSync(join(root, path), "utf8").split("\n");
    const named = first.match(/^# yaml-language-server: \$schema=(.*)$/)?.[1] ?? "";
    const schema = JSON.parse(readFileSync(join(root, path, "..", named), "utf8"));
    assert.equal(schema.title, JSON.parse(readFileSync(join(schemas, `${kindOf(path)}.json`), "utf8")).title);
  }
});

/** Codes that are about the keys of one file and what stands behind them. */
const SHAPE = [
  "bad-base-url",
  "bad-id",
  "bad-language",
  "bad-number",
  "bad-origin",
  "bad-switch",
  "empty-list",
  "empty-text",
  "missing-key",
  "name-too-long",
  "unknown-choice",
  "unknown-key",
  "wrong-type",
];

/**
 * The YAML examples below a heading, laid over the base as `tests/explain.rs` does.
 * @param {string} page
 * @param {string} heading
 */
function examples(page, heading) {
  const part = page.split(/^## /m).find((text) => text.startsWith(`${heading}\n`)) ?? "";
  return [...part.matchAll(/^```yaml (\S+)\n([\s\S]*?)^```$/gm)].map(([, path, text]) => {
    const base = join(ROOT, "tests/base", path);
    const whole = files(join(ROOT, "tests/base")).includes(path) ? parse(readFileSync(base, "utf8")) : {};
    return { path, data: { ...whole, ...parse(text) } };
  });
}

for (const code of SHAPE) {
  test(`the examples of ${code}`, () => {
    const page = readFileSync(join(ROOT, "src/diagnostic/explain", `${code}.md`), "utf8");
    const [wrong, right] = [examples(page, "Wrong"), examples(page, "Right")];
    assert.ok(wrong.length > 0 && right.length > 0);
    const told = wrong.map(({ path, data }) => faults(kindOf(path) ?? "", data));
    assert.ok(told.some(Boolean), `the schema accepts ${JSON.stringify(wrong)}`);
    for (const { path, data } of right) assert.equal(faults(kindOf(path) ?? "", data), "");
  });
}
