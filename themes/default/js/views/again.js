/**
 * After an answer: when the question comes back, and a word from the learner on how it went.
 *
 * Right counts as known, right with a hint as hard, wrong as forgotten. Whoever knows better says
 * so, and the pause is reckoned anew from the same record.
 */
import { h } from "../kit/dom.js";
import { announce } from "../kit/page.js";
import { say } from "../kit/words.js";
import { keepAnswer, next, rating } from "../store/records.js";
import { store } from "../store/here.js";

/** @typedef {import("../logic/fsrs.js").Rating} Rating */

/** Which other ways there are to have known it. @type {{ [rated: number]: Rating[] }} */
const OTHERS = { 1: [], 2: [3], 3: [2, 4] };

/** @type {{ [rated: number]: string }} */
const WORDS = { 2: "hard", 3: "good", 4: "easy" };

/**
 * Keeps an answer and returns what is said about it.
 * @param {import("../kit/contract.js").Question} question
 * @param {{ right: boolean, score: number, mis: string[] }} grade
 * @param {number} hints
 * @returns {HTMLElement}
 */
export function keepAndSay(question, grade, hints) {
  const before = store.get(`answer/${question.id}`) ?? null;
  const first = rating(grade, hints);
  keepAnswer(question, grade, first, before);
  const said = h("span", {}, comes(next(before, first, question.id).days));
  const ways = OTHERS[first].map((rated) =>
    h(
      "button.small",
      {
        type: "button",
        onclick: () => {
          keepAnswer(question, grade, rated, before);
          said.textContent = comes(next(before, rated, question.id).days);
          for (const way of ways)
            way.setAttribute("aria-pressed", String(way === ways[OTHERS[first].indexOf(rated)]));
          announce(said.textContent ?? "");
        },
        "aria-pressed": "false",
      },
      say(`again.${WORDS[rated]}`, { n: next(before, rated, question.id).days }),
    ),
  );
  return h("p.again", {}, said, ...ways);
}

/** @param {number} days */
function comes(days) {
  return say("again.in", { n: days });
}
