/**
 * What a quiz offers before it begins: practice or exam, and how many of its questions.
 */
import { h } from "../kit/dom.js";
import { say } from "../kit/words.js";

/**
 * `pass`: percent; `amounts`: how many may be drawn; `wrong`: how many were not known last time.
 * @param {{ questions: number, pass: number, amounts: number[], wrong: number,
 *   last?: { passed: boolean, percent: number } }} quiz
 * @param {(form: HTMLFormElement) => void} start
 */
export function startForm({ questions, pass, amounts, wrong, last }, start) {
  const onsubmit = (/** @type {import("../kit/dom.js").Changed<"form">} */ event) => {
    event.preventDefault();
    start(event.target);
  };
  const before =
    last && say(last.passed ? "quiz.passed_before" : "quiz.failed_before", { percent: last.percent });
  const options = [
    h("option", { value: "all" }, say("quiz.all", { n: questions })),
    ...amounts.map((n) => h("option", { value: n }, say("quiz.some", { n }))),
    wrong ? h("option", { value: "wrong" }, say("quiz.only_wrong", { n: wrong })) : null,
  ];
  return h(
    "form.start",
    { onsubmit },
    before ? h("p", {}, before) : null,
    h(
      "fieldset",
      {},
      h("legend", {}, say("quiz.mode")),
      mode("practice", say("quiz.practice_note"), true),
      mode("exam", say("quiz.exam_note", { percent: pass }), false),
    ),
    h(
      "p",
      {},
      h("label", { for: "quiz-count" }, say("quiz.which")),
      " ",
      h("select", { id: "quiz-count", name: "count" }, options),
    ),
    h("p.actions-row", {}, h("button", { type: "submit" }, say("quiz.start"))),
  );
}

/** @param {"practice" | "exam"} value @param {string} note @param {boolean} checked */
function mode(value, note, checked) {
  const words = h("span", {}, h("b", {}, say(`quiz.${value}`)), " ", note);
  return h("label", {}, h("input", { type: "radio", name: "mode", value, checked }), words);
}
