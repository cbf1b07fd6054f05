/**
 * How firm what was answered sits, what the next days bring, and how far each quiz is.
 */
import { h } from "../kit/dom.js";
import { UP } from "../kit/root.js";
import { say, showDate } from "../kit/words.js";
import { day } from "../logic/deals.js";
import { standing } from "../logic/progress.js";
import { store } from "../store/here.js";
import { answers, knows, today } from "../store/records.js";

/** From this stability on, in days, a memory counts as firm. */
const FIRM = 21;

/** The coming days that are told. */
const DAYS = 7;

/** @param {{ id: string, rev: number, hash: string }[]} all every question of the playbook */
export function memory(all) {
  const made = answers();
  const known = all.filter((q) => made.has(q.id));
  if (known.length === 0) return null;
  const isFirm = (/** @type {typeof all[0]} */ q) =>
    knows(made.get(q.id), q) && (made.get(q.id)?.stability ?? 0) >= FIRM;
  const firm = known.filter(isFirm).length;
  const cells = Object.entries({ firm, learning: known.length - firm, fresh: all.length - known.length });
  const counts = cells.map(([name, n]) =>
    h("div", {}, h("dt", {}, say(`review.${name}`)), h("dd.figure", {}, n)),
  );
  return h(
    "section",
    { "data-key": "memory" },
    h("h2", {}, say("review.memory")),
    h("dl.counts-row", {}, counts),
    h("p.quiet", {}, say("review.memory_note", { n: FIRM })),
    forecast(known.map((q) => made.get(q.id)?.due ?? "")),
  );
}

/** How many questions come on each of the next days. @param {string[]} dues */
function forecast(dues) {
  const days = Array.from({ length: DAYS }, (_, at) => {
    const date = new Date(`${today()}T12:00:00`);
    date.setDate(date.getDate() + at + 1);
    const on = day(date.getTime());
    return { on, n: dues.filter((due) => due === on).length };
  });
  const most = Math.max(...days.map(({ n }) => n), 1);
  const rows = days.map(({ on, n }) =>
    h(
      "tr",
      {},
      h("th", { scope: "row" }, showDate(on)),
      h("td", {}, n),
      h("td.share-bar", {}, h("meter", { max: most, value: n, "aria-label": String(n) })),
    ),
  );
  return h("table.plain.forecast", {}, h("caption", {}, say("review.forecast")), h("tbody", {}, rows));
}

/** @param {import("../kit/contract.js").QuizEntry[]} quizzes */
export function quizTable(quizzes) {
  const made = answers();
  const rows = quizzes.map((quiz) => {
    const right = quiz.questions.filter((q) => knows(made.get(q.id), q)).length;
    const said = say("quiz.right_of", { n: right, count: quiz.questions.length });
    const link = h("a", { href: UP + quiz.link.href }, quiz.title);
    return h("tr", {}, h("th", { scope: "row" }, link), h("td", {}, said), h("td", {}, passed(quiz)));
  });
  return h(
    "section",
    { "data-key": "quizzes" },
    h("h2", {}, say("review.quizzes")),
    h("table.plain", {}, h("tbody", {}, rows)),
  );
}

/** @param {import("../kit/contract.js").QuizEntry} quiz */
function passed(quiz) {
  const result = store.get(`result/${quiz.id}`);
  if (!result?.passed) return "";
  const now = standing(result, { revision: quiz.rev, hash: quiz.hash });
  return say(now === "revised" ? "review.passed_before" : "review.passed", { percent: result.percent });
}
