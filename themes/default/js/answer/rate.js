/**
 * An answer in one's own words, judged by the one who gave it, criterion by criterion, with a good
 * answer in sight.
 *
 * The answer is the text and the numbers of the criteria that it meets; without criteria, the
 * empty word for the whole.
 */
import { h } from "../kit/dom.js";
import { say } from "../kit/words.js";
import { sum } from "../logic/grade.js";

/** @typedef {import("../kit/contract.js").RateQuestion} RateQuestion */
/** @typedef {{ text: string, met: string[] }} Rated */

/** @type {import("./forms.js").Form<RateQuestion, Rated>} */
export const rate = { partly: true, draw, read, grade, solve, judge };

/** The names of the criteria. @param {RateQuestion} question */
function names({ criteria }) {
  return criteria.length ? criteria.map((_, at) => String(at)) : [""];
}

/**
 * @param {RateQuestion} _
 * @param {import("./forms.js").Place} place
 * @param {Rated | undefined} answer
 */
function draw(_, place, answer) {
  return [h("textarea", { rows: "5", "aria-labelledby": place.stem.id, value: answer?.text ?? "" })];
}

/**
 * @param {RateQuestion} _
 * @param {import("./forms.js").Place} place
 */
function read(_, { controls, verdict }) {
  const boxes = [...verdict.querySelectorAll("input")];
  return {
    text: controls.querySelector("textarea")?.value ?? "",
    met: boxes.filter((box) => box.checked).map((box) => box.value),
  };
}

/**
 * Right when the learner finds every criterion met.
 * @param {RateQuestion} question
 * @param {Rated | undefined} answer
 */
function grade(question, answer) {
  const parts = names(question).map((id) => {
    const met = answer?.met.includes(id) ?? false;
    return { id, chosen: question.criteria.length ? met : true, ok: met, feedback: "" };
  });
  return { ...sum(parts), mis: [] };
}

/**
 * A good answer, and boxes to judge one's own by.
 * @param {RateQuestion} question
 * @param {import("./forms.js").Place} place
 * @param {Rated | undefined} answer
 * @param {() => void} judged
 */
function judge(question, { verdict }, answer, judged) {
  const words = question.criteria.length ? question.criteria : [say("quiz.met")];
  const boxes = names(question).map((value, at) => {
    const box = h("input", { type: "checkbox", value, checked: answer?.met.includes(value) ?? false });
    return h("label", {}, box, h("span", { html: words[at] }));
  });
  verdict.replaceChildren(
    h("p.label", {}, say("quiz.model")),
    h("div.explanation", { html: question.model_answer }),
    h("fieldset.criteria", {}, h("legend", {}, say("quiz.rate")), boxes),
    h("button", { type: "button", onclick: judged }, say("quiz.rated")),
  );
  verdict.querySelector("input")?.focus();
}

/**
 * The good answer and the boxes stay as they are.
 * @param {RateQuestion} _
 * @param {import("../logic/grade.js").Grade} __
 * @param {import("./forms.js").Place} place
 */
function solve(_, __, { verdict }) {
  return [...verdict.childNodes].filter((node) => !(node instanceof HTMLButtonElement));
}
