/**
 * The playbook's questions as their author wrote them, and how a test has them exported.
 */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "yaml";
import { ROOT, TWOTRACK } from "./site.js";

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

/**
 * A copy of the playbook with its quizzes taken out, to bring questions into.
 */
export function emptied() {
  const root = folder();
  for (const part of ["playbook.yaml", "content"])
    cpSync(join(ROOT, part), join(root, part), { recursive: true });
  mkdirSync(join(root, "quizzes"));
  const known = "quizzes/misconceptions.yaml";
  cpSync(join(ROOT, known), join(root, known));
  return root;
}

/**
 * Brings a file into a playbook; what is told of it.
 * @param {string} root
 * @param {string} format
 * @param {string} file
 * @param {string[]} [more]
 * @returns {{fate: string, id: string, why: string, line: number}[]}
 */
export function imported(root, format, file, more = []) {
  const call = ["-C", root, "import", format, file, "--report", "json", ...more];
  return JSON.parse(execFileSync(TWOTRACK, call, { encoding: "utf8" })).losses;
}

/** @param {any} text @param {string} lang */
const inLang = (text, lang) => (text && typeof text === "object" ? text[lang] : text) ?? "";

/** @param {any} words @returns {string[]} */
const every = (words) =>
  [...new Set([Array.isArray(words) ? words : Object.values(words)].flat(2))].map(String);

/**
 * What a question asks and says in a language, without ids of its parts and what its author notes.
 * @param {Written} q
 * @param {string} lang
 */
export function essence(q, lang) {
  const say = (/** @type {any} */ text) => inLang(text, lang).trim();
  const side = (/** @type {any} */ p) => [say(p.left), say(p.right ?? p.text), say(p.feedback)];
  return {
    type: q.type,
    stem: say(q.stem),
    explanation: say(q.explanation),
    hints: (q.hints ?? []).map(say),
    // One that leads to a quiz leads nowhere where the quizzes were taken out.
    tests: (q.tests ?? []).filter((/** @type {string} */ id) => !/^q\d/.test(id)),
    options: q.options?.map((/** @type {any} */ o) => [say(o.text), o.right ?? false, say(o.feedback)]),
    answer: q.answer,
    tolerance: q.tolerance ?? 0,
    said: [say(q.if_true), say(q.if_false), say(q.feedback)],
    pairs: q.pairs?.map(side),
    distractors: q.pairs && (q.distractors ?? []).map(side),
    items: q.items?.map((/** @type {any} */ item) => say(item.text)),
    accept: q.accept && every(q.accept).sort(),
    reject:
      q.accept &&
      (q.reject ?? []).flatMap((/** @type {any} */ r) =>
        every(r.words).map((word) => [word, say(r.feedback)]),
      ),
    text: say(q.text),
    gaps: q.gaps?.map((/** @type {any} */ g) => [every(g.accept).sort(), say(g.feedback)]),
    model: say(q.model_answer),
    criteria: (q.criteria ?? []).map(say),
  };
}

/** Whether a text is words alone, so that it must come back as it was. */
const isPlain = (/** @type {string} */ text) => !/\[\[|[*`<\\|]|\n/.test(text);

/**
 * Holds what came back against what was written; texts with markup are left to other tests. Gives
 * how many texts were held.
 * @param {any} was
 * @param {any} is
 * @param {string} where
 * @returns {number}
 */
export function same(was, is, where) {
  if (typeof was === "string" && typeof is === "string") {
    if (!isPlain(was)) return 0;
    assert.equal(is.replace(/\\(?=\W)/g, ""), was, where);
    return 1;
  }
  if (was === null || typeof was !== "object") {
    assert.equal(is, was, where);
    return 1;
  }
  assert.equal(Object.keys(is ?? {}).length, Object.keys(was).length, `${where}: ${JSON.stringify(is)}`);
  return Object.keys(was).reduce((n, key) => n + same(was[key], is[key], `${where}.${key}`), 0);
}
