/**
 * The binary under test, and the sites that it builds.
 *
 * Most tests look at the same few sites. `run.js` builds those once for all files and says where
 * they are in `TWOTRACK_SITES`; a test file that runs alone builds its own. Nobody changes them.
 */
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { isDeepStrictEqual } from "node:util";

/** The repository. */
export const ROOT = fileURLToPath(new URL("../../..", import.meta.url));

/** The playbook that cases and explanations change. */
export const BASE = join(ROOT, "tests/base");

/** The binary under test. */
export const TWOTRACK = process.env.TWOTRACK ?? join(ROOT, "target/release/twotrack");

/** A page for unknown addresses, canonical links and feeds need to know where the site stands. */
export const AT_HOME = ["--base-url", "https://example.com/play"];

/** What several test files look at. @type {[playbook: string, options: string[]][]} */
const SHARED = [
  [ROOT, []],
  [ROOT, AT_HOME],
  [BASE, []],
];

/** @param {string} playbook @param {string[]} options @param {string} out */
function write(playbook, options, out) {
  execFileSync(TWOTRACK, ["-C", playbook, "build", "--out", out, ...options]);
}

/** Builds what several test files look at. @param {string} room */
export function buildShared(room) {
  SHARED.forEach(([playbook, options], at) => write(playbook, options, join(room, String(at))));
}

/**
 * The site of a playbook, which goes when the process ends.
 * @param {string} [playbook]
 * @param {string[]} [options]
 */
export function build(playbook = ROOT, options = []) {
  const at = SHARED.findIndex((shared) => isDeepStrictEqual(shared, [playbook, options]));
  if (process.env.TWOTRACK_SITES && at >= 0) return join(process.env.TWOTRACK_SITES, String(at));
  const out = join(folder("site"), "site");
  write(playbook, options, out);
  return out;
}

/**
 * An empty folder, which goes when the process ends.
 * @param {string} name what it is for
 */
export function folder(name) {
  const made = mkdtempSync(join(tmpdir(), `twotrack-${name}-`));
  process.on("exit", () => rmSync(made, { recursive: true, force: true }));
  return made;
}

/**
 * All files below a folder, as `/`-separated relative paths, sorted.
 * @param {string} folder
 * @returns {string[]}
 */
export function files(folder) {
  const found = readdirSync(folder, { recursive: true, withFileTypes: true });
  return found
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath ?? entry.path, entry.name)).replaceAll("\\", "/"))
    .sort();
}

/**
 * The data that a page loads, read from the built site.
 * @param {string} site
 * @param {string} name
 */
export function data(site, name) {
  const text = readFileSync(join(site, `data/${name}.js`), "utf8");
  const detail = JSON.parse(text.slice(text.indexOf("{detail:") + 8, text.lastIndexOf("}))")));
  return typeof detail === "string" ? JSON.parse(Buffer.from(detail, "base64").toString()) : detail;
}
