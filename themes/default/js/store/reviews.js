/**
 * Which questions are to be asked today, and on which days something was learnt.
 *
 * Whoever learns much would soon have more to repeat than a day holds. So a day has a number; what is most
 * likely to be forgotten comes first, and the rest waits for the next day without a reproach.
 */
import { day, daysBetween } from "../logic/deals.js";
import { recall } from "../logic/fsrs.js";
import { standing } from "../logic/progress.js";
import { store } from "./here.js";

/** @typedef {import("../kit/contract.js").Item} Item */

/** So many reviews a day, unless the learner wants another number. */
const DAILY = 20;

/** The numbers to choose from. */
export const DAILIES = [5, 10, 20, 30, 50];

/** Seconds that a question takes in a review. */
const SECONDS = 40;

/** The learner's number of reviews a day. */
export function daily() {
  return store.get("set/daily") ?? DAILY;
}

/** Whole minutes for so many questions. @param {number} n */
export function minutesFor(n) {
  return Math.ceil((n * SECONDS) / 60);
}

/**
 * The record of today with one more answer in it.
 * @param {boolean} isReview whether the question was due
 */
export function onToday(isReview) {
  const key = /** @type {const} */ (`day/${day(Date.now())}`);
  const { answers = 0, reviews = 0 } = store.get(key) ?? {};
  return { [key]: { answers: answers + 1, reviews: reviews + Number(isReview) } };
}

/**
 * The reviews of today: `now` to ask, the most urgent first; `later` for another day; how many were
 * `done`. Due is what has its day, and what an author has given a new meaning; what is no longer in the
 * playbook is not asked.
 * @param {{ quizzes: { questions: Item[] }[] }} index
 */
export function reviews(index) {
  const today = day(Date.now());
  const made = new Map(store.all("answer/"));
  const due = index.quizzes
    .flatMap((quiz) => quiz.questions)
    .flatMap((q) => {
      const answer = made.get(q.id);
      if (!answer) return [];
      const isNew = standing(answer, { revision: q.rev, hash: q.hash }) === "revised";
      if (answer.due > today && !isNew) return [];
      const days = Math.max(0, daysBetween(answer.day, today));
      return [{ id: q.id, urgent: isNew ? 0 : recall(days, answer.stability) }];
    });
  // Of equals the first in the playbook, so that the choice is the same all day.
  const ids = due.sort((a, b) => a.urgent - b.urgent).map(({ id }) => id);
  const done = store.get(`day/${today}`)?.reviews ?? 0;
  const room = Math.max(0, daily() - done);
  return { now: ids.slice(0, room), later: ids.slice(room), done };
}

/** Every day on which something was learnt, as far as records tell. @returns {Set<string>} */
export function learntOn() {
  const days = new Set(store.all("day/").map(([day]) => day));
  for (const kind of /** @type {const} */ (["answer/", "read/", "talk/", "result/"]))
    for (const [, record] of store.all(kind)) days.add(record.day);
  return days;
}
