/**
 * Choosing options: radio buttons or check boxes; a menu for a deal to judge, whose outcomes are
 * many.
 *
 * The answer is an option's id, or a list of them where several may be right.
 */
import { h } from "../kit/dom.js";
import { say } from "../kit/words.js";
import { answered, sum } from "../logic/grade.js";
import { shuffle } from "../logic/shuffle.js";
import { solution } from "../views/solution.js";
import { situation } from "../views/situation.js";
import { plain } from "../views/text.js";

/** @typedef {import("../kit/contract.js").ChooseQuestion} ChooseQuestion */
/** @typedef {string | string[]} Chosen */

/** @type {import("./forms.js").Form<ChooseQuestion, Chosen>} */
export const choose = { partly: false, draw, read, grade, solve, told, mark, lacks };

/**
 * @param {ChooseQuestion} question
 * @param {import("./forms.js").Place} place
 * @param {Chosen | undefined} answer
 */
function draw(question, place, answer) {
  if (question.deal) return [situation(question.deal.situation), menu(question, place, answer)];
  const type = question.many ? "checkbox" : "radio";
  const { options, kept } = question;
  const list = question.fixed ? options : shuffle(options, place.seed, (option) => kept.includes(option.id));
  const chosen = [answer ?? []].flat();
  const items = list.map(({ id, text }) => {
    const input = h("input", { type, name: place.name, value: id, checked: chosen.includes(id) });
    return h("li", { "data-part": id }, h("label", {}, input, h("span", { html: text })));
  });
  return [h("ul.choices", {}, items)];
}

/**
 * @param {ChooseQuestion} question
 * @param {import("./forms.js").Place} place
 * @param {Chosen | undefined} answer
 */
function menu(question, place, answer) {
  const id = `${place.name}-deal`;
  const options = question.options.map((option) =>
    h("option", { value: option.id, selected: answer === option.id }, plain(option.text)),
  );
  return h(
    "p",
    {},
    h("label", { for: id }, say(question.deal?.ask === "verdict" ? "quiz.ask_verdict" : "quiz.ask_position")),
    " ",
    h("select", { id }, h("option", { value: "" }, say("quiz.choose")), options),
  );
}

/**
 * @param {ChooseQuestion} question
 * @param {import("./forms.js").Place} place
 * @returns {Chosen | undefined}
 */
function read(question, { controls }) {
  if (question.deal) return controls.querySelector("select")?.value || undefined;
  /** @type {HTMLInputElement[]} */
  const checked = [...controls.querySelectorAll("input")].filter((input) => input.checked);
  const ids = checked.map((input) => input.value);
  return question.many ? ids : ids[0];
}

/**
 * One part for each option; for a deal, whose options share their feedback, one for all.
 * @param {ChooseQuestion} question
 * @param {Chosen | undefined} answer
 */
function grade(question, answer) {
  const chosen = [answer ?? []].flat();
  const { deal, options } = question;
  if (deal) {
    const ok = options.some((o) => o.right && chosen.includes(o.id));
    return { ...sum([{ id: "", chosen: chosen.length > 0, ok, feedback: deal.feedback }]), mis: [] };
  }
  const parts = options.map((option) => {
    const picked = chosen.includes(option.id);
    return { id: option.id, chosen: picked, ok: picked === option.right, feedback: option.feedback };
  });
  const wrong = options.filter((o) => chosen.includes(o.id) && !o.right);
  return { ...sum(parts), mis: [...new Set(wrong.flatMap((o) => o.misconception ?? []))] };
}

/** The right options. @param {ChooseQuestion} question */
function told(question) {
  const right = question.options.filter((option) => option.right);
  return right.map((option) => plain(option.text)).join(" / ");
}

/**
 * Options say themselves which are right; of a deal's it is told.
 * @param {ChooseQuestion} question
 * @param {import("../logic/grade.js").Grade} found
 */
function solve(question, found) {
  return solution(found, question.deal ? told(question) : null);
}

/**
 * Right ones are told as right, whether chosen or missed; a wrong choice as wrong. What was rightly left
 * out stays quiet: why it is wrong stands behind a fold.
 * @param {Element} item
 * @param {import("../logic/grade.js").Part} part
 */
function mark(item, part) {
  const [yes, no] = part.chosen ? ["chosen_right", "chosen_wrong"] : ["left_right", "missed"];
  const key = part.ok ? yes : no;
  item.classList.add(`is-${key}`);
  const words = h("span", { html: part.feedback });
  const label = say(`quiz.${key}`);
  item.append(
    key === "left_right"
      ? h("details.remark.left_right", {}, h("summary", {}, label), words)
      : h(`p.remark.${key}`, {}, h("b", {}, label), " ", words),
  );
}

/**
 * Nothing is chosen yet.
 * @param {ChooseQuestion} _
 * @param {Chosen | undefined} answer
 */
function lacks(_, answer) {
  return answered(answer) ? null : say("quiz.first.choose");
}
