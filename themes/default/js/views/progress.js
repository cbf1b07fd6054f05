/**
 * How far a list of questions is done.
 */
import { h } from "../kit/dom.js";
import { say } from "../kit/words.js";

/**
 * @param {number} at which question is shown, from 0
 * @param {number} done
 * @param {number} count
 */
export function progress(at, done, count) {
  const bar = h("progress", { max: count, value: done, "aria-label": say("quiz.progress") });
  return h("p.progress", {}, say("quiz.of", { n: at + 1, count }), bar);
}
