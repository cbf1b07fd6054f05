/**
 * Every outcome that the strict rule can have in a process, as options of a question; the same as
 * `src/exercise/choose.rs` makes for the questions of a quiz.
 */
import { say } from "../kit/words.js";
import { gates } from "../logic/deals.js";
import { position, verdict } from "../logic/position.js";
import { escape } from "./text.js";

/** @typedef {import("../kit/contract.js").Alternative} Alternative */

/**
 * @param {{ stages: import("../logic/deals.js").Stage[], buyer: { number: number }[], not_started: string }} process
 * @param {{ done: string[], buyer: number | null, ask: "position" | "verdict" }} deal
 * @returns {Alternative[]}
 */
export function outcomes(process, deal) {
  const found = position(gates(process.stages), new Set(deal.done));
  const option = (/** @type {string} */ id, /** @type {string} */ words, /** @type {boolean} */ right) => {
    return { id, text: escape(words), right, feedback: "", misconception: null };
  };
  if (deal.ask === "position") {
    const at = (/** @type {import("../logic/deals.js").Stage} */ s, /** @type {string} */ state) => {
      const words = say(`deal.state.${state}`, { n: s.number, stage: s.short });
      return option(`${state} ${s.id}`, words, found.stage === s.id && found.state === state);
    };
    const none = option("not-started", process.not_started, found.state === "not-started");
    return [none, ...process.stages.flatMap((s) => [at(s, "reached"), at(s, "completed")])];
  }
  const { kind, gap } = verdict(found, deal.buyer);
  const judged = (/** @type {string} */ name, n = 0) =>
    option(n ? `${name} ${n}` : name, say(`verdict.${name}`, { n }), kind === name && gap === n);
  const counted = (/** @type {string} */ name, /** @type {{ number: number }[]} */ stages) =>
    Array.from({ length: Math.max(0, ...stages.map((s) => s.number)) }, (_, at) => judged(name, at + 1));
  return [
    judged("in-sync"),
    ...counted("behind", process.buyer),
    ...counted("ahead", process.stages),
    judged("unknown"),
  ];
}
