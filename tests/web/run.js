/**
 * Runs the tests: as many files at a time as there are processors, those that take longest first,
 * on sites that are built once for all.
 *
 *     node run.js [--test-timeout=MS] [WORD…]
 *
 * A WORD chooses the files that have it in their names. What a file prints is shown only if a test
 * of it failed, and what a failed test leaves open keeps nobody waiting. `node --test FILE` runs one
 * file alone.
 */
import { spawn } from "node:child_process";
import { readdirSync, rmSync } from "node:fs";
import { mkdtemp } from "node:fs/promises";
import { availableParallelism, tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { argv, execPath, exit, stdout } from "node:process";
import { fileURLToPath } from "node:url";
import { buildShared } from "./support/site.js";

const HERE = dirname(fileURLToPath(import.meta.url));

/** What takes longest, so that no processor waits at the end for the other. */
const LONGEST = [
  "position",
  "everyone",
  "paper",
  "search",
  "shift",
  "lighthouse",
  "scorm",
  "cmi5",
  "refused",
];

/** @typedef {{ name: string, seconds: number, tests: number, output: string, failed: boolean }} Outcome */

/** @param {string[]} words */
function chosen(words) {
  const all = readdirSync(HERE).filter((name) => name.endsWith(".test.js"));
  const names = all.filter((name) => words.length === 0 || words.some((word) => name.includes(word)));
  const rank = (/** @type {string} */ name) => {
    const at = LONGEST.indexOf(name.replace(".test.js", ""));
    return at < 0 ? LONGEST.length : at;
  };
  return names.sort((a, b) => rank(a) - rank(b));
}

/**
 * @param {string} name
 * @param {string[]} options
 * @param {string} sites
 * @returns {Promise<Outcome>}
 */
function runFile(name, options, sites) {
  const start = performance.now();
  const run = spawn(execPath, ["--test", "--test-force-exit", "--test-reporter=spec", ...options, name], {
    cwd: HERE,
    env: { ...process.env, TWOTRACK_SITES: sites },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [run.stdout, run.stderr]) {
    stream.setEncoding("utf8").on("data", (text) => {
      output += text;
    });
  }
  return new Promise((done) => {
    run.on("close", (code) => {
      const tests = Number(/^ℹ tests (\d+)$/m.exec(output)?.[1] ?? 0);
      const seconds = (performance.now() - start) / 1000;
      done({ name, seconds, tests, output, failed: code !== 0 || tests === 0 });
    });
  });
}

/** @param {Outcome} outcome */
function tell({ name, seconds, tests, output, failed }) {
  const mark = failed ? "FAILED" : "ok";
  stdout.write(
    `${mark.padEnd(7)}${seconds.toFixed(1).padStart(6)} s  ${String(tests).padStart(3)}  ${name}\n`,
  );
  if (failed) stdout.write(`${output.trimEnd()}\n\n`);
}

/** @param {string[]} names @param {string[]} options */
async function runAll(names, options) {
  const sites = await mkdtemp(join(tmpdir(), "twotrack-sites-"));
  /** @type {Outcome[]} */
  const outcomes = [];
  const waiting = [...names];
  const work = async () => {
    for (let name = waiting.shift(); name; name = waiting.shift()) {
      const outcome = await runFile(name, options, sites);
      tell(outcome);
      outcomes.push(outcome);
    }
  };
  try {
    buildShared(sites);
    await Promise.all(Array.from({ length: availableParallelism() }, work));
  } finally {
    rmSync(sites, { recursive: true, force: true });
  }
  return outcomes;
}

const options = argv.slice(2).filter((word) => word.startsWith("--"));
const names = chosen(argv.slice(2).filter((word) => !word.startsWith("--")));
const start = performance.now();
const outcomes = await runAll(names, options);
const failed = outcomes.filter((outcome) => outcome.failed).map(({ name }) => name);
const tests = outcomes.reduce((sum, outcome) => sum + outcome.tests, 0);
const minutes = ((performance.now() - start) / 60_000).toFixed(1);
stdout.write(`${tests} tests in ${names.length} files, ${minutes} minutes\n`);
if (failed.length) stdout.write(`failed: ${failed.join(", ")}\n`);
exit(failed.length || names.length === 0 ? 1 : 0);
