/**
 * How an attempt went: the score, by stage, by misconception, and question by question.
 */
import { h } from "../kit/dom.js";
import { say } from "../kit/words.js";
import { QuestionView } from "./question.js";
import { linkTo, plain, readUp } from "./text.js";

/** @typedef {import("../logic/grade.js").Question} Question */
/** @typedef {import("./attempt.js").State} State */

/**
 * The share of right answers in percent, whole.
 * @param {Question[]} questions
 * @param {{ [id: string]: { right: boolean } }} grades
 */
export function percent(questions, grades) {
  const right = questions.filter((q) => grades[q.id]?.right).length;
  return questions.length ? Math.floor((right / questions.length) * 100) : 0;
}

/**
 * @param {Question[]} questions
 * @param {State} state
 * @param {import("./question.js").Process} process
 * @param {{ [id: string]: any }} misconceptions
 * @returns {HTMLElement[]}
 */
export function results(questions, state, process, misconceptions) {
  const right = (/** @type {Question} */ q) => !!state.grades[q.id]?.right;
  const one = (/** @type {Question} */ question) => again(question, state, process);
  const wrong = questions.filter((q) => !right(q));
  const fine = questions.filter(right);
  return [
    byStage(questions, state.grades, process),
    byMisconception(questions, state.grades, misconceptions),
    wrong.length ? h("section", {}, h("h3", {}, say("quiz.to_look_at")), wrong.map(one)) : null,
    // In practice the right ones have been talked about; after an exam nothing has.
    state.exam && fine.length ? h("section", {}, h("h3", {}, say("quiz.known")), fine.map(one)) : null,
  ].filter((node) => node !== null);
}

/**
 * @param {Question[]} questions
 * @param {State["grades"]} grades
 * @param {import("./question.js").Process} process
 */
function byStage(questions, grades, process) {
  const rows = process.stages.flatMap((stage) => {
    const own = questions.filter((q) => q.stage === stage.id);
    if (!own.length) return [];
    const right = own.filter((q) => grades[q.id]?.right).length;
    const said = say("quiz.right_of", { n: right, count: own.length });
    return [
      h(
        "tr",
        {},
        h("th", { scope: "row" }, linkTo({ href: stage.href, name: `${stage.number} ${stage.short}` })),
        h("td", {}, said),
        h("td.share-bar", {}, h("meter", { max: own.length, value: right, "aria-label": said })),
      ),
    ];
  });
  return rows.length
    ? h("table.plain", {}, h("caption", {}, say("quiz.by_stage")), h("tbody", {}, rows))
    : null;
}

/**
 * What the learner believed that is not so, and where the questions say to read up on it.
 * @param {Question[]} questions
 * @param {State["grades"]} grades
 * @param {{ [id: string]: any }} misconceptions
 */
function byMisconception(questions, grades, misconceptions) {
  /** @type {Map<string, Question[]>} */
  const fell = new Map();
  for (const question of questions) {
    for (const id of grades[question.id]?.mis ?? [])
      if (misconceptions[id]) fell.set(id, [...(fell.get(id) ?? []), question]);
  }
  const list = [...fell].sort((a, b) => b[1].length - a[1].length);
  if (!list.length) return null;
  return h(
    "section",
    {},
    h("h3", {}, say("quiz.by_misconception")),
    h(
      "dl.pairs",
      {},
      list.map(([id, own]) =>
        h(
          "div",
          {},
          h("dt", {}, misconceptions[id].title, h("span.quiet", {}, ` × ${own.length}`)),
          h("dd", {}, h("div", { html: misconceptions[id].text }), readUp(own)),
        ),
      ),
    ),
  );
}

/**
 * A question with the answer given and all that is said to it, folded.
 * @param {Question} question
 * @param {State} state
 * @param {import("./question.js").Process} process
 */
function again(question, state, process) {
  const grade = state.grades[question.id];
  const view = new QuestionView(question, state.seed, process, state.answers[question.id], {
    hints: false,
    used: state.hints?.[question.id],
  });
  if (grade) {
    if (question.type === "open") view.rate(() => {});
    view.show(grade);
  }
  return h(
    "details.fold",
    {},
    h("summary", {}, h("span", { "aria-hidden": "true" }, grade?.right ? "✓ " : "✕ "), plain(question.stem)),
    view.element,
  );
}
