/**
 * What a learner does with a question: the five forms, and what each of them can do.
 *
 * The site says of every question which form it has (`src/exercise/`). A form draws the controls,
 * reads the learner's answer from them, grades it, and shows the right one. A form that is not in
 * the table is an error: a question that nobody can grade must not be asked.
 */
import { answered } from "../logic/grade.js";
import { choose } from "./choose.js";
import { order } from "./order.js";
import { pair } from "./pair.js";
import { rate } from "./rate.js";
import { write } from "./write.js";

/** @typedef {import("../kit/contract.js").Question} Question */
/** @typedef {import("../logic/grade.js").Grade} Grade */
/** @typedef {import("../logic/grade.js").Part} Part */
/** @typedef {import("../logic/grade.js").Answer} Answer */

/**
 * Where a question stands: `name` for its fields, `seed` for an order by chance that stays, the
 * element with the stem, by which a field is called, and the one that tells how it went.
 * @typedef {{ name: string, seed: string, stem: HTMLElement, controls: HTMLElement, verdict: HTMLElement }} Place
 */

/**
 * `partly`: an answer may be right in parts. `told` is the right answer in
 * words, where words can say it. `mark` speaks to a part where it stands, instead of a
 * sign and its feedback. `lacks` says why an answer can't be judged yet, if it can't. `judge` lets
 * the learner judge the answer, when no machine can.
 * @template {Question} Q
 * @template A
 * @typedef {{
 *   partly: boolean,
 *   draw(question: Q, place: Place, answer: A | undefined): import("../kit/dom.js").Child[],
 *   read(question: Q, place: Place): A | undefined,
 *   grade(question: Q, answer: A | undefined): Grade,
 *   solve(question: Q, found: Grade, place: Place): Node[],
 *   told?(question: Q): string,
 *   mark?(item: Element, part: Part): void,
 *   lacks?(question: Q, answer: A | undefined): string | null,
 *   judge?(question: Q, place: Place, answer: A | undefined, judged: () => void): void,
 * }} Form
 */

/** @type {{ [form: string]: Form<Question, Answer> }} */
const FORMS = { choose, pair, order, write, rate };

/**
 * The form of a question.
 * @param {Question} question
 * @returns {Form<Question, Answer>}
 */
export function formOf(question) {
  if (!Object.hasOwn(FORMS, question.form))
    throw new Error(
      `Question ${question.id} has the form “${question.form}”, which these scripts don't know.`,
    );
  return FORMS[question.form];
}

/**
 * Whether an answer is right, and what to say to it.
 * @param {Question} question
 * @param {Answer | undefined} answer in the shape of the question's form; undefined: none was given
 * @returns {Grade}
 */
export function grade(question, answer) {
  return formOf(question).grade(question, answer);
}

/**
 * Whether there is an answer that can be judged.
 * @param {Question} question
 * @param {Answer | undefined} answer
 */
export function isReady(question, answer) {
  return answered(answer) && !formOf(question).lacks?.(question, answer);
}
