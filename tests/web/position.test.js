/** The browser's strict rule: the shared table of cases, and the Rust rule's word on random deals. */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { position, verdict } from "../../themes/default/js/logic/position.js";
import { random } from "../../themes/default/js/logic/shuffle.js";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

/**
 * @param {import("../../themes/default/js/logic/position.js").Gates[]} stages
 * @param {{ done: string[], buyer: number | null }} deal
 */
function judge(stages, deal) {
  const found = position(stages, new Set(deal.done));
  const { kind, gap } = verdict(found, deal.buyer);
  return {
    state: found.state,
    stage: found.stage,
    missing: found.missing,
    ahead: found.ahead,
    verdict: kind,
    gap,
  };
}

test("the rule passes the shared table", () => {
  const table = JSON.parse(readFileSync(`${ROOT}/tests/position.json`, "utf8"));
  assert.ok(table.cases.length >= 15);
  for (const entry of table.cases) assert.deepEqual(judge(table.stages, entry), entry.expect, entry.name);
});

test("both rules agree on random deals", () => {
  const next = random("deals");
  const below = (/** @type {number} */ n) => Math.floor(next() * n);
  const ids = (/** @type {string} */ stem) =>
    Array.from({ length: 1 + below(4) }, (_, at) => `${stem}${at + 1}`);
  const stages = Array.from({ length: 8 }, (_, at) => {
    const id = `s${at + 1}`;
    return { id, number: at + 1, milestone: ids(`${id}.m`), success: ids(`${id}.k`) };
  });
  const all = stages.flatMap((stage) => [...stage.milestone, ...stage.success]);
  const deals = Array.from({ length: 1000 }, () => {
    // Done up to some point but for a few, and a few beyond: what real deals look like.
    const reach = below(all.length + 1);
    const done = all.filter((_, at) => (at < reach ? next() > 0.08 : next() > 0.9));
    return { done, buyer: next() < 0.1 ? null : 1 + below(8) };
  });
  const said = execFileSync("cargo", ["run", "--quiet", "--release", "--example", "position"], {
    cwd: ROOT,
    input: JSON.stringify({ stages, deals }),
    maxBuffer: 1 << 26,
  });
  assert.deepEqual(
    deals.map((deal) => judge(stages, deal)),
    JSON.parse(said.toString()),
  );
});
