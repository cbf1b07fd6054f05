/**
 * An exam that is handed in: everything is graded at once, but what its learner has to rate.
 */
import { formOf, grade } from "../answer/forms.js";
import { answered } from "../logic/grade.js";

/** @typedef {import("../kit/contract.js").Question} Question */
/** @typedef {import("../logic/grade.js").Grade} Grade */

/**
 * @param {Question[]} questions
 * @param {import("./attempt.js").State} state
 * @param {(question: Question, answer: import("../logic/grade.js").Answer | undefined, found: Grade) => void} tell
 */
export function handedIn(questions, state, tell) {
  for (const question of questions) {
    const given = state.answers[question.id];
    if (formOf(question).judge && answered(given)) continue;
    const found = grade(question, answered(given) ? given : undefined);
    state.grades[question.id] = found;
    tell(question, given, found);
  }
  state.handed = true;
}
