/**
 * What `check` tells systems that show faults beside the lines of a change, held by types of those
 * formats that are not ours, and from the top of a repository in which the playbook is a folder.
 */
import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, test } from "node:test";
import { ROOT, TWOTRACK } from "./support/site.js";

const here = join(ROOT, "tests/web");
// Below this folder, so that the compiler finds the types.
const folder = mkdtempSync(join(here, "node_modules/.twotrack-reports-"));
after(() => rmSync(folder, { recursive: true, force: true }));

const top = join(folder, "repository");
const book = join(top, "sales 销售");
cpSync(join(ROOT, "tests/base"), book, { recursive: true });
mkdirSync(join(top, ".git"));
const path = "content/stages/01-s1/stage.yaml";
const stage = readFileSync(join(book, path), "utf8");
/** With a reference that leads nowhere, behind Chinese. */
const broken = stage.replace(/^purpose: .*$/m, 'purpose: {en: Win a meeting., zh: "约到见面，见[[s9]]。"}');
assert.notEqual(broken, stage);
writeFileSync(join(book, path), broken);

/** @param {string} format @param {string} [cwd] */
function check(format, cwd = join(book, "content")) {
  const run = spawnSync(TWOTRACK, ["check", "--format", format], { cwd, encoding: "utf8" });
  assert.equal(run.status, 1, run.stderr);
  return run.stdout;
}

const line = broken.split("\n").findIndex((text) => text.startsWith("purpose:")) + 1;
const column = [...broken.split("\n")[line - 1].split("s9]]")[0]].length + 1;

test("GitHub shows a fault at its line, with what to do", () => {
  const [first] = check("github").split("\n");
  const place = `file=sales 销售/${path},line=${line},col=${column}`;
  assert.ok(first.startsWith(`::error ${place},endColumn=`), first);
  assert.match(first, /,title=unknown-id::.*`s9`/);
});

test("GitLab knows a fault again after lines were put before it", () => {
  const before = JSON.parse(check("gitlab"));
  writeFileSync(join(book, path), `# A line more.\n${broken}`);
  const after = JSON.parse(check("gitlab"));
  writeFileSync(join(book, path), broken);
  assert.equal(before[0].location.path, `sales 销售/${path}`);
  assert.equal(before[0].location.lines.begin, line);
  assert.equal(after[0].location.lines.begin, line + 1);
  assert.ok(["info", "minor", "major", "critical", "blocker"].includes(before[0].severity));
  const prints = (/** @type {{ fingerprint: string }[]} */ issues) => issues.map((it) => it.fingerprint);
  assert.deepEqual(prints(after), prints(before));
  assert.equal(new Set(prints(before)).size, before.length);
});

test("a reader of SARIF finds the fault, its rule and its place", () => {
  const text = check("sarif");
  const { rules } = JSON.parse(text).runs[0].tool.driver;
  const [result] = JSON.parse(text).runs[0].results;
  assert.equal(rules[result.ruleIndex].id, result.ruleId);
  assert.match(rules[result.ruleIndex].help.markdown, /```/);
  const { artifactLocation, region } = result.locations[0].physicalLocation;
  assert.equal(decodeURIComponent(artifactLocation.uri), `sales 销售/${path}`);
  assert.equal(new URL(artifactLocation.uri, "file:///x/").hash, "");
  assert.deepEqual([region.startLine, region.startColumn], [line, column]);
  // The types of the format, which know every key.
  const file = join(folder, "log.ts");
  writeFileSync(file, `import type { Log } from "sarif";\nexport const log: Log = ${text};\n`);
  const tsc = join(here, "node_modules/typescript/bin/tsc");
  execFileSync(process.execPath, [tsc, "--noEmit", "--strict", "--types", "sarif", file], { stdio: "pipe" });
});
