/**
 * How an attempt went: the score, by stage, by misconception, and question by question.
 */
import { h } from "../kit/dom.js";
import { say } from "../kit/words.js";
import { QuestionView } from "./question.js";
import { linkTo, plain, readUp } from "./text.js";

/** @typedef {import("../kit/contract.js").Question} Question */
/** @typedef {import("./attempt.js").State} State */
/** @typedef {import("../kit/contract.js").CountedStage} CountedStage */
/** @typedef {import("../kit/contract.js").Misconceptions} Misconceptions */

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
 * The stages by which the questions of several quizzes are counted, each once, in order.
 * @param {{ stages: CountedStage[] }[]} quizzes
 */
export function countedStages(quizzes) {
  const all = new Map(quizzes.flatMap((quiz) => quiz.stages).map((stage) => [stage.id, stage]));
  return [...all.values()].sort((a, b) => a.number - b.number);
}

/**
 * @param {Question[]} questions
 * @param {State} state
 * @param {CountedStage[]} stages
 * @param {Misconceptions} misconceptions
 * @returns {HTMLElement[]}
 */
export function results(questions, state, stages, misconceptions) {
  const right = (/** @type {Question} */ q) => !!state.grades[q.id]?.right;
  const one = (/** @type {Question} */ question) => again(question, state);
  const wrong = questions.filter((q) => !right(q));
  const fine = questions.filter(right);
  return [
    byStage(questions, state.grades, stages),
    byMisconception(questions, state.grades, misconceptions),
    wrong.length ? h("section", {}, h("h3", {}, say("quiz.to_look_at")), wrong.map(one)) : null,
    // In practice the right ones have been talked about; after an exam nothing has.
    state.exam && fine.length ? h("section", {}, h("h3", {}, say("quiz.known")), fine.map(one)) : null,
  ].filter((node) => node !== null);
}

/**
 * @param {Question[]} questions
 * @param {State["grades"]} grades
 * @param {CountedStage[]} stages
 */
function byStage(questions, grades, stages) {
  const rows = stages.flatMap((stage) => {
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
 * @param {Misconceptions} misconceptions
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
 */
function again(question, state) {
  const grade = state.grades[question.id];
  const view = new QuestionView(question, state.seed, state.answers[question.id], {
    hints: false,
    used: state.hints?.[question.id],
  });
  if (grade) {
    view.judge(() => {});
    view.show(grade);
  }
  return h(
    "details.fold",
    {},
    h("summary", {}, h("span", { "aria-hidden": "true" }, grade?.right ? "✓ " : "✕ "), plain(question.stem)),
    view.element,
  );
}
