/**
 * How an attempt went: the score, by stage, by misconception, and question by question.
 */
import { h, say } from "./kit.js";
import { plain, QuestionView } from "./question.js";

/** @typedef {import("../logic/grade.js").Question} Question */

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
 * @param {import("./attempt.js").State} state
 * @param {import("./question.js").Process} process
 * @param {{ [id: string]: any }} misconceptions
 */
export function results(questions, state, process, misconceptions) {
  return [byStage(questions, state.grades, process), byMisconception(state.grades, misconceptions), wrong(questions, state, process)];
}

/**
 * @param {Question[]} questions
 * @param {import("./attempt.js").State["grades"]} grades
 * @param {import("./question.js").Process} process
 */
function byStage(questions, grades, process) {
  const rows = process.stages.flatMap((stage) => {
    const own = questions.filter((q) => q.stage === stage.id);
    if (!own.length) return [];
    const right = own.filter((q) => grades[q.id]?.right).length;
    return [h("tr", {}, h("th", { scope: "row" }, `${stage.number} ${stage.short}`), h("td", {}, say("quiz.right_of", { n: right, count: own.length })))];
  });
  return rows.length ? h("table.plain", {}, h("caption", {}, say("quiz.by_stage")), h("tbody", {}, rows)) : null;
}

/**
 * @param {import("./attempt.js").State["grades"]} grades
 * @param {{ [id: string]: any }} misconceptions
 */
function byMisconception(grades, misconceptions) {
  /** @type {Map<string, number>} */
  const counts = new Map();
  for (const id of Object.values(grades).flatMap((grade) => grade.mis)) counts.set(id, (counts.get(id) ?? 0) + 1);
  const list = [...counts].filter(([id]) => misconceptions[id]).sort((a, b) => b[1] - a[1]);
  if (!list.length) return null;
  return h("section", {}, h("h3", {}, say("quiz.by_misconception")),
    h("dl.pairs", {}, list.map(([id, n]) => h("div", {}, h("dt", {}, misconceptions[id].title, h("span.quiet", {}, ` × ${n}`)), h("dd", { html: misconceptions[id].text })))));
}

/**
 * @param {Question[]} questions
 * @param {import("./attempt.js").State} state
 * @param {import("./question.js").Process} process
 */
function wrong(questions, state, process) {
  const list = questions.filter((q) => state.grades[q.id] && !state.grades[q.id].right);
  if (!list.length) return null;
  return h("section", {}, h("h3", {}, say("quiz.to_look_at")), list.map((question) => {
    const view = new QuestionView(question, state.seed, process, state.answers[question.id]);
    if (question.type === "open") view.rate(() => {});
    view.show(state.grades[question.id]);
    return h("details.fold", {}, h("summary", {}, plain(question.stem)), view.element);
  }));
}
