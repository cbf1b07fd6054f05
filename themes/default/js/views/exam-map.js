/**
 * What an exam shows of itself: every question by its number, and whether it is answered.
 */
import { h } from "../kit/dom.js";
import { say } from "../kit/words.js";

/**
 * @param {{ id: string }[]} questions
 * @param {Set<string>} done the ids of those that are answered
 * @param {number} at the place of the one that is shown
 * @param {(at: number) => void} go
 * @returns {HTMLElement[]}
 */
export function examMap(questions, done, at, go) {
  const items = questions.map(({ id }, n) => {
    const filled = done.has(id);
    const attributes = {
      type: "button",
      onclick: () => go(n),
      "aria-current": n === at ? "step" : null,
      "aria-label": say(filled ? "quiz.nth_answered" : "quiz.nth_open", { n: n + 1 }),
    };
    return h("li", {}, h(`button.plain${filled ? ".filled" : ""}`, attributes, n + 1));
  });
  const told = say("quiz.answered_of", { n: done.size, count: questions.length });
  return [h("p.label", {}, told), h("ol", {}, items)];
}
