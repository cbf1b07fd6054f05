/**
 * The playbook's questions as their author wrote them, and how a test has them exported.
 */
import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "yaml";
import { ROOT, TWOTRACK } from "./support.js";

/**
 * As it stands in YAML; which of the keys there are, its type says.
 * @typedef {{[key: string]: any, id: string, type: string, quiz: string}} Written
 */

/**
 * The questions below a folder's `quizzes/`.
 * @param {string} [root]
 * @returns {Written[]}
 */
export function written(root = ROOT) {
  const folder = join(root, "quizzes");
  return readdirSync(folder).flatMap((file) => {
    const quiz = parse(readFileSync(join(folder, file), "utf8"));
    return (quiz.questions ?? []).map((/** @type {object} */ q) => ({ ...q, quiz: quiz.id }));
  });
}

/** A folder that goes with the system's own. */
export const folder = () => mkdtempSync(join(tmpdir(), "twotrack-bank-"));

/**
 * Exports the playbook: the file, and what is told of it.
 * @param {string} format
 * @param {string[]} [more]
 * @param {string} [root]
 */
export function exported(format, more = [], root = ROOT) {
  const file = join(folder(), `all.${format}`);
  const call = ["-C", root, "export", format, "--report", "json", "-o", file, ...more];
  /** @type {{losses: {fate: string, id: string, why: string}[]}} */
  const report = JSON.parse(execFileSync(TWOTRACK, call, { encoding: "utf8" }));
  const dropped = report.losses.filter((loss) => loss.fate === "dropped").map((loss) => loss.id);
  return { file, bytes: readFileSync(file), losses: report.losses, dropped };
}
