/**
 * The right answer below a wrong one.
 */
import { h } from "../kit/dom.js";
import { say } from "../kit/words.js";

/**
 * The right answer in words, unless it was given, and what is said to the answer as a whole.
 * @param {import("../logic/grade.js").Grade} found
 * @param {string | null} words null: the parts of the question show it themselves
 * @returns {Node[]}
 */
export function solution(found, words) {
  const said = found.parts.filter((part) => part.id === "" && part.feedback);
  const told = said.map((part) => h("p", { html: part.feedback }));
  if (found.right || words === null) return told;
  return [h("p", {}, h("b", {}, say("quiz.answer")), " ", words), ...told];
}
