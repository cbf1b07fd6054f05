/**
 * How far a learner is in a course, by the playbook's own rules.
 *
 * A chapter is done when its pages are studied, its conversations practised and its quiz passed; a
 * course when all chapters of one of its ways are.
 */
import { left } from "../logic/path.js";
import { counts, standing } from "../logic/progress.js";

/** @typedef {import("./plan.js").Plan} Plan */

/**
 * `progress` from 0 to 1; `score` in percent, null before there is any; `isPassed` null while
 * nothing is decided; `isDone`: nothing more is asked for.
 * @typedef {{ progress: number, score: number | null, isDone: boolean, isPassed: boolean | null,
 *   isBegun: boolean }} Standing
 */

/**
 * @param {Plan} plan
 * @param {import("../store/kept.js").Get} get a record
 * @returns {Standing}
 */
export function reckon(plan, get) {
  const ways = plan.ways.map((way) => ofWay(way, get));
  // The way on which the learner is farthest speaks for the course.
  const best = ways.reduce((a, b) => (b.progress > a.progress ? b : a));
  if (plan.mark === null) return best;
  // A quiz that was not passed is done too: it has a result.
  const isTried = best.score !== null;
  return { ...best, isDone: isTried, isPassed: isTried ? best.isDone : null };
}

/**
 * @param {import("./plan.js").Way} way
 * @param {import("../store/kept.js").Get} get
 * @returns {Standing}
 */
function ofWay(way, get) {
  const states = way.chapters.map((chapter) => left(chapter, get));
  const done = states.filter((state) => state.done).length;
  const marks = way.chapters.flatMap(({ quiz }) => (quiz ? [mark(quiz, get)] : []));
  const isTried = marks.some((share) => share !== null);
  const sum = marks.reduce((/** @type {number} */ all, share) => all + (share ?? 0), 0);
  const isDone = done === states.length || (way.path !== null && !!get(`path/${way.path}`));
  return {
    progress: isDone ? 1 : done / states.length,
    score: isTried ? Math.round(sum / marks.length) : null,
    isDone,
    isPassed: isDone && marks.length > 0 ? true : null,
    isBegun: states.some((state) => state.begun),
  };
}

/**
 * The best result of a quiz as it stands now, in percent.
 * @param {import("../kit/contract.js").Item} quiz
 * @param {import("../store/kept.js").Get} get
 * @returns {number | null}
 */
function mark(quiz, get) {
  const result = get(`result/${quiz.id}`);
  return counts(standing(result, { revision: quiz.rev, hash: quiz.hash })) ? (result?.percent ?? null) : null;
}

/**
 * How each stage stands: of the course's questions about it, the share answered rightly.
 * @param {Plan} plan
 * @param {import("../store/kept.js").Get} get
 * @returns {{ id: string, names: { [tag: string]: string }, score: number,
 *   state: "untouched" | "begun" | "passed" | "failed" }[]}
 */
export function byStage(plan, get) {
  return plan.stages.flatMap(({ id, names }) => {
    const own = plan.quizzes.flatMap((quiz) =>
      quiz.questions.filter((q) => q.stage === id).map((q) => ({ q, pass: quiz.pass })),
    );
    if (own.length === 0) return [];
    const made = own.flatMap(({ q }) => {
      const answer = get(`answer/${q.id}`);
      return counts(standing(answer, { revision: q.rev, hash: q.hash })) && answer ? [answer] : [];
    });
    const score = Math.floor((made.filter((answer) => answer.right).length / own.length) * 100);
    const pass = own.reduce((sum, { pass }) => sum + pass, 0) / own.length;
    const state =
      made.length === 0
        ? "untouched"
        : score >= pass
          ? "passed"
          : made.length < own.length
            ? "begun"
            : "failed";
    return [{ id, names, score, state }];
  });
}
