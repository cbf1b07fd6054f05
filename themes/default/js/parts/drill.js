/**
 * Deals made up to be judged: where does this one stand, and what is the verdict?
 *
 *     <tt-drill></tt-drill>
 *
 * Each kind of snapshot is a typical trap. The right answer comes from the same rule that judges
 * real deals.
 */
import { announce, h, load, say, speak } from "./kit.js";
import { store } from "./here.js";
import { random } from "../logic/shuffle.js";
import { gates } from "../logic/deals.js";
import { Attempt } from "./attempt.js";

const KINDS = ["one_missing", "next_gate", "buyer_on", "work_ahead", "plain", "unknown"];
const ROUND = 6;

/**
 * A deal of some kind.
 * @param {any} process
 * @param {string} kind
 * @param {() => number} next
 * @param {number} at
 */
export function snapshot(process, kind, next, at) {
  const stages = gates(process.stages);
  const pick = (/** @type {number} */ n) => Math.floor(next() * n);
  const number = 1 + pick(stages.length - 1);
  const before = stages.slice(0, number - 1).flatMap((s) => [...s.milestone, ...s.success]);
  const stage = stages[number - 1];
  const after = stages[number];
  const done = [...before];
  let buyer = /** @type {number | null} */ (number);
  if (kind === "one_missing") done.push(...drop(stage.milestone, pick), ...stage.success);
  else if (kind === "next_gate") done.push(...stage.milestone, ...stage.success, ...drop(after.milestone, pick));
  else if (kind === "work_ahead") done.push(...stage.milestone, ...drop(stage.success, pick), ...after.milestone);
  else done.push(...stage.milestone, ...drop(stage.success, pick));
  if (kind === "next_gate") buyer = number + 1;
  if (kind === "buyer_on") buyer = Math.min(stages.length, number + 2);
  if (kind === "unknown") buyer = null;
  const ask = kind === "buyer_on" || kind === "unknown" || (kind === "plain" && next() < 0.5) ? "verdict" : "position";
  const question = {
    id: `drill-${at}`, rev: 1, hash: "", type: "position", difficulty: 2, tests: [], hints: [], explanation: "", done, buyer, ask,
    stem: say("drill.stem"), feedback: say(`drill.${kind}`), situation: shown(process, new Set(done), number, buyer),
  };
  return /** @type {any} */ (question);
}

/**
 * All but one.
 * @param {string[]} ids
 * @param {(n: number) => number} pick
 */
function drop(ids, pick) {
  const out = pick(ids.length);
  return ids.filter((_, at) => at !== out);
}

/**
 * @param {any} process
 * @param {Set<string>} done
 * @param {number} number
 * @param {number | null} buyer
 */
function shown(process, done, number, buyer) {
  const escape = (/** @type {string} */ text) => text.replace(/&/g, "&amp;").replace(/</g, "&lt;");
  const gate = (/** @type {any[]} */ list) => list.map((a) => ({ text: escape(a.text), done: done.has(a.id) }));
  const stage = process.buyer.find((/** @type {any} */ b) => b.number === buyer);
  const open = process.stages.slice(number - 1, number + 1);
  return {
    through: number - 1,
    buyer: stage ? say("deal.buyer_in", { n: stage.number, stage: stage.title }) : say("deal.buyer_unknown"),
    stages: open.map((/** @type {any} */ s) => ({ number: s.number, title: escape(s.title), milestone: gate(s.milestone), success: gate(s.success) })),
  };
}

export class Drill extends HTMLElement {
  /** @type {any} */
  process = null;

  async connectedCallback() {
    [this.process] = await Promise.all([load("deals"), speak()]);
    this.offer();
  }

  offer() {
    const best = store.get("drill/best");
    this.replaceChildren(
      best ? h("p", {}, say("drill.best", { n: best.right, count: best.count })) : "",
      h("p.actions-row", {}, h("button", { type: "button", onclick: () => this.go() }, say("drill.start", { n: ROUND }))));
  }

  go() {
    const seed = `drill/${Date.now()}`;
    const next = random(seed);
    const first = Math.floor(next() * KINDS.length);
    const questions = Array.from({ length: ROUND }, (_, at) => snapshot(this.process, KINDS[(first + at) % KINDS.length], next, at));
    const attempt = new Attempt(questions, { seed, exam: false, at: 0, answers: {}, grades: {} }, this.process, {
      graded: () => {},
      moved: () => {},
      ended: (state) => {
        const right = Object.values(state.grades).filter((grade) => grade.right).length;
        const best = store.get("drill/best");
        if (!best || right > best.right) store.set("drill/best", { right, count: ROUND });
        this.offer();
        const said = say("quiz.right_of", { n: right, count: ROUND });
        this.prepend(h("h2", {}, said));
        announce(said);
      },
    });
    this.replaceChildren(attempt.element);
    attempt.view?.stem.focus();
  }
}

