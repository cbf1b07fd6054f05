/**
 * Whether an answer is right, and what to say to it: one function for every type of question.
 *
 * A question comes as the site writes it (`data/quiz-*.js`). An answer is what the learner chose:
 * option ids, an order of ids, sides by id, or words. Grading yields one part per option, side or
 * blank, so that what was chosen wrongly and what was missed are both spoken to.
 */
import { position, verdict } from "./position.js";

/**
 * @typedef {{ id: string, text: string, right?: boolean, feedback?: string, mis?: string | null }} Option
 * @typedef {{ id: string, left?: string, text: string, feedback?: string }} Side
 * @typedef {{
 *   id: string, rev: number, hash: string, type: string, stem: string, difficulty: number,
 *   bank?: string | null, stage?: string | null, quiz?: string, tests: string[],
 *   see?: { name: string, href: string } | null, hints: string[], explanation: string,
 *   options?: Option[], pairs?: Side[], extra?: Side[], items?: { id: string, text: string }[],
 *   accept?: string[], reject?: { words: string[], feedback: string }[],
 *   answer?: number, tolerance?: number, unit?: string, feedback?: string,
 *   text?: string, gaps?: { id: string, accept: string[], feedback: string }[],
 *   done?: string[], buyer?: number | null, ask?: "position" | "verdict",
 *   model?: string, criteria?: string[],
 * }} Question
 * @typedef {string | string[] | { [id: string]: string } | { text: string, met: string[] }} Answer
 * @typedef {{ id: string, ok: boolean, chosen: boolean, feedback: string }} Part
 * @typedef {{ right: boolean, score: number, parts: Part[], mis: string[] }} Grade
 */

/**
 * @param {Question} question
 * @param {any} answer in the shape of the question's type; undefined: none was given
 * @param {import("./position.js").Gates[]} [stages] for a deal to judge
 * @returns {Grade}
 */
export function grade(question, answer, stages = []) {
  switch (question.type) {
    case "single":
    case "multiple":
    case "true-false":
      return options(question, answer === undefined ? [] : [answer].flat());
    case "matching":
      return matching(question, answer ?? {});
    case "ordering":
      return ordering(question, answer ?? []);
    case "short":
      return short(question, answer ?? "");
    case "numeric":
      return numeric(question, answer ?? "");
    case "gap":
      return gaps(question, answer ?? {});
    case "position":
      return judged(question, answer ?? "", stages);
    default:
      return open(question, answer ?? { text: "", met: [] });
  }
}

/**
 * Whether anything was put in at all.
 * @param {any} answer
 */
export function answered(answer) {
  if (answer && typeof answer === "object" && typeof answer.text === "string")
    return answer.text.trim() !== "";
  if (answer && typeof answer === "object") return Object.keys(answer).length > 0;
  return typeof answer === "string" && answer.trim() !== "";
}

/**
 * Words as they are compared: full-width forms, case, spaces and closing marks do not count.
 * @param {string} words
 */
export function fold(words) {
  const plain = words.normalize("NFKC").toLowerCase().replace(/\s+/g, " ").trim();
  const bare = plain.replace(/^["'“”‘’「」《》(]+|["'“”‘’「」《》).,;:!?。、…]+$/gu, "").trim();
  // Between Chinese characters a space is a matter of taste.
  return (bare || plain).replace(/(?<=\p{Script=Han}) (?=\p{Script=Han})/gu, "");
}

/**
 * A number as people write it: `8`, `８`, `1,200`, `−3`, `80 %`, `12 天`; null if it is none.
 * @param {string} words
 * @returns {number | null}
 */
export function number(words) {
  const plain = words.normalize("NFKC").replace(/[−–]/g, "-").replace(/\s/g, "");
  const found = plain.match(/^([+-]?(?:\d{1,3}(?:,\d{3})+|\d+)?(?:\.\d+)?)\D*$/u);
  const digits = found?.[1].replaceAll(",", "") ?? "";
  return /\d/.test(digits) ? Number(digits) : null;
}

/**
 * The answer to a deal question, as the select of the question names it.
 * @param {Question} question
 * @param {import("./position.js").Gates[]} stages
 */
export function judgement(question, stages) {
  const found = position(stages, new Set(question.done));
  if (question.ask === "verdict") {
    const { kind, gap } = verdict(found, question.buyer ?? null);
    return gap ? `${kind} ${gap}` : kind;
  }
  return found.stage ? `${found.state} ${found.stage}` : found.state;
}

/**
 * @param {Question} question
 * @param {string[]} chosen
 * @returns {Grade}
 */
function options(question, chosen) {
  const parts = (question.options ?? []).map((option) => {
    const picked = chosen.includes(option.id);
    return { id: option.id, chosen: picked, ok: picked === !!option.right, feedback: option.feedback ?? "" };
  });
  const wrong = (question.options ?? []).filter((o) => chosen.includes(o.id) && !o.right);
  const mis = wrong.flatMap((option) => (option.mis ? [option.mis] : []));
  return { ...sum(parts), mis: [...new Set(mis)] };
}

/**
 * @param {Question} question
 * @param {{ [id: string]: string }} chosen
 * @returns {Grade}
 */
function matching(question, chosen) {
  const pairs = question.pairs ?? [];
  const sides = [...pairs, ...(question.extra ?? [])];
  const parts = pairs.map((pair) => {
    const given = sides.find((side) => side.id === chosen[pair.id]);
    // Two pairs may end in the same words; either of them is right then.
    const ok = given?.id === pair.id || (given !== undefined && given.text === pair.text);
    const feedback = ok
      ? (pair.feedback ?? "")
      : (given && !given.left && given.feedback) || (pair.feedback ?? "");
    return { id: pair.id, chosen: given !== undefined, ok, feedback };
  });
  return { ...sum(parts), mis: [] };
}

/**
 * @param {Question} question
 * @param {string[]} order
 * @returns {Grade}
 */
function ordering(question, order) {
  const items = question.items ?? [];
  const parts = items.map((item, at) => ({
    id: item.id,
    chosen: true,
    ok: order[at] === item.id,
    feedback: "",
  }));
  return { ...sum(parts), mis: [] };
}

/**
 * @param {Question} question
 * @param {string} words
 * @returns {Grade}
 */
function short(question, words) {
  const given = fold(words);
  const known = (/** @type {string[]} */ list) => list.some((word) => fold(word) === given);
  const ok = given !== "" && known(question.accept ?? []);
  const reject = question.reject?.find((r) => known(r.words));
  return {
    ...sum([{ id: "", chosen: given !== "", ok, feedback: ok ? "" : (reject?.feedback ?? "") }]),
    mis: [],
  };
}

/**
 * @param {Question} question
 * @param {string} words
 * @returns {Grade}
 */
function numeric(question, words) {
  const given = number(words);
  // A thousandth of a millionth lets 0.1 + 0.2 be 0.3.
  const ok = given !== null && Math.abs(given - (question.answer ?? NaN)) <= (question.tolerance ?? 0) + 1e-9;
  return {
    ...sum([{ id: "", chosen: words !== "", ok, feedback: ok ? "" : (question.feedback ?? "") }]),
    mis: [],
  };
}

/**
 * @param {Question} question
 * @param {{ [id: string]: string }} words
 * @returns {Grade}
 */
function gaps(question, words) {
  const parts = (question.gaps ?? []).map((gap) => {
    const given = fold(words[gap.id] ?? "");
    const ok = given !== "" && gap.accept.some((word) => fold(word) === given);
    return { id: gap.id, chosen: given !== "", ok, feedback: ok ? "" : gap.feedback };
  });
  return { ...sum(parts), mis: [] };
}

/**
 * @param {Question} question
 * @param {string} words
 * @param {import("./position.js").Gates[]} stages
 * @returns {Grade}
 */
function judged(question, words, stages) {
  const ok = words === judgement(question, stages);
  return { ...sum([{ id: "", chosen: words !== "", ok, feedback: question.feedback ?? "" }]), mis: [] };
}

/**
 * An open question is rated by the learner, criterion by criterion.
 * @param {Question} question
 * @param {{ text: string, met: string[] }} answer
 * @returns {Grade}
 */
function open(question, answer) {
  const ids = (question.criteria ?? []).map((_, at) => String(at));
  const parts = ids.map((id) => ({
    id,
    chosen: answer.met.includes(id),
    ok: answer.met.includes(id),
    feedback: "",
  }));
  if (parts.length === 0) parts.push({ id: "", chosen: true, ok: answer.met.includes(""), feedback: "" });
  return { ...sum(parts), mis: [] };
}

/** @param {Part[]} parts */
function sum(parts) {
  const ok = parts.filter((part) => part.ok).length;
  return {
    right: ok === parts.length && parts.length > 0,
    score: parts.length ? ok / parts.length : 0,
    parts,
  };
}
