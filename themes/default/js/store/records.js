/**
 * What the store holds, in the words of those who use it: answers, reading, deals, ticks.
 */
import { pause, review, spread } from "../logic/fsrs.js";
import { day, daysBetween } from "../logic/deals.js";
import { mastery } from "../logic/mastery.js";
import { counts, standing } from "../logic/progress.js";
import { random } from "../logic/shuffle.js";
import { onToday } from "./reviews.js";
import { keepForGood, store } from "./here.js";
import { MOST, plain } from "../views/text.js";

/** @typedef {import("../kit/contract.js").Item} Item */
/** @typedef {import("../logic/deals.js").Deal} Deal */
/** @typedef {import("../logic/deals.js").Tick} Tick */

/**
 * The last answer to a question and the memory of it; `due` is a day.
 * @typedef {{ rev: number, hash: string, quiz: string, right: boolean, score: number, mis: string[], day: string,
 *   due: string, stability: number, difficulty: number, tries: number, words?: string, lang?: string }} Answered
 */

/** Today, where the person is. */
export function today() {
  return day(Date.now());
}

/** @returns {Map<string, Answered>} */
export function answers() {
  return new Map(store.all("answer/"));
}

/**
 * How well a question was known: wrong is forgotten, found with a hint was hard.
 * @param {{ right: boolean }} grade
 * @param {number} hints
 * @returns {import("../logic/fsrs.js").Rating}
 */
export function rating(grade, hints) {
  if (!grade.right) return 1;
  return hints > 0 ? 2 : 3;
}

/**
 * The memory after an answer, and the day to ask again.
 * @param {Answered | null | undefined} before
 * @param {import("../logic/fsrs.js").Rating} rated
 * @param {string} id of the question: of those learnt together each comes back on a day of its own
 */
export function next(before, rated, id) {
  const now = today();
  const memory = before ? { stability: before.stability, difficulty: before.difficulty } : null;
  const elapsed = before ? Math.max(0, daysBetween(before.day, now)) : 0;
  const after = review(memory, elapsed, rated);
  const chance = random(`${id}/${before?.tries ?? 0}`)();
  const due = new Date(`${now}T12:00:00`);
  const days = rated === 1 ? 1 : spread(pause(after), elapsed, chance);
  due.setDate(due.getDate() + days);
  return { after, days, due: day(due.getTime()) };
}

/**
 * Keeps an answer and when to ask again.
 * @param {{ id: string, rev: number, hash: string, quiz?: string, stem: string }} question
 * @param {{ right: boolean, score: number, mis: string[] }} grade
 * @param {import("../logic/fsrs.js").Rating} [rated]
 * @param {Answered | null} [before] the record that this answer follows; null: it is the first
 */
export function keepAnswer(
  question,
  grade,
  rated = rating(grade, 0),
  before = store.get(`answer/${question.id}`),
) {
  const { after, due } = next(before, rated, question.id);
  const key = /** @type {const} */ (`answer/${question.id}`);
  // Who only says how well it was known has answered no more.
  const isFirst = store.get(key) === (before ?? undefined);
  const isAsked = !!before && before.due <= today();
  /** @type {Answered} */
  const made = {
    rev: question.rev,
    hash: question.hash,
    quiz: question.quiz ?? before?.quiz ?? "",
    right: grade.right,
    score: grade.score,
    mis: grade.mis,
    day: today(),
    due,
    ...after,
    tries: (before?.tries ?? 0) + 1,
    // Should the question go or change, this is what it was.
    words: plain(question.stem).slice(0, MOST),
    lang: document.documentElement.lang,
  };
  store.change({ [key]: made, ...(isFirst ? onToday(isAsked) : {}) });
  keepForGood();
}

/**
 * How far a quiz is; once all its questions have been answered its result is kept. What was passed
 * stays so, until the quiz gets a new meaning.
 * @param {Item & { pass: number, questions: readonly Item[] }} quiz
 */
export function settle(quiz) {
  const found = mastery(quiz, (id) => store.get(`answer/${id}`));
  if (found.open.length > 0) return found;
  const { rev, hash } = quiz;
  const kept = store.get(`result/${quiz.id}`);
  const before = counts(standing(kept, { revision: rev, hash })) ? kept : null;
  const percent = Math.max(found.percent, before?.percent ?? 0);
  const passed = found.passed || !!before?.passed;
  const isSame =
    before && before.percent === percent && before.last === found.percent && before.passed === passed;
  if (!isSame)
    store.set(`result/${quiz.id}`, { percent, last: found.percent, passed, day: today(), rev, hash });
  return found;
}

/**
 * Whether a learner has answered a question rightly, as it stands now.
 * @param {Answered | undefined} answer
 * @param {{ rev: number, hash: string }} question
 */
export function knows(answer, question) {
  return !!answer?.right && counts(standing(answer, { revision: question.rev, hash: question.hash }));
}

/** @returns {[string, Deal][]} */
export function deals() {
  return store.all("deal/");
}

/** Deals with a meeting from today to six days on, the next one first. */
export function thisWeek() {
  const now = today();
  const within = (/** @type {string | undefined} */ date) =>
    date && date >= now && daysBetween(now, date) < 7;
  return deals()
    .filter(([, deal]) => !deal.archived && within(deal.next))
    .sort(([, a], [, b]) => (a.next ?? "").localeCompare(b.next ?? ""));
}

/** The deal that ticks belong to. */
export function chosen() {
  const id = store.get("set/deal");
  const deal = id && store.get(`deal/${id}`);
  if (deal) return { id, deal };
  const [first] = deals().filter(([, d]) => !d.archived);
  return first ? { id: first[0], deal: first[1] } : null;
}

/**
 * @param {string} name
 * @returns {string} its id
 */
export function newDeal(name) {
  const id = `d${Date.now().toString(36)}${Math.floor(Math.random() * 1296).toString(36)}`;
  store.change({ [`deal/${id}`]: { name, buyer: null, created: today() }, "set/deal": id });
  keepForGood();
  return id;
}

/**
 * A deal with its ticks and the moments of their last changes, as it travels.
 * @param {string} id
 * @returns {import("../logic/travel/parcel.js").Parcel}
 */
export function parcelOf(id) {
  const made = [...ticks(id)].map(([action, tick]) => [
    action,
    { ...tick, at: store.at(`tick/${id}/${action}`) },
  ]);
  const deal = /** @type {Deal} */ (store.get(`deal/${id}`));
  return { id, deal, at: store.at(`deal/${id}`), ticks: Object.fromEntries(made) };
}

/**
 * What was deleted last on this page, until it is taken back.
 * @type {{ name: string, records: { [key: string]: unknown } } | null}
 */
let deleted = null;

/** Deletes a deal with its ticks. @param {string} id */
export function remove(id) {
  const keys = [`deal/${id}`, ...[...ticks(id).keys()].map((action) => `tick/${id}/${action}`)];
  deleted = {
    name: store.get(`deal/${id}`)?.name ?? "",
    records: Object.fromEntries(keys.map((key) => [key, store.get(key)])),
  };
  store.change(Object.fromEntries(keys.map((key) => [key, null])));
}

/** The name of the deal that was deleted last, if it can come back. */
export function removed() {
  return deleted?.name ?? null;
}

export function restore() {
  const back = deleted?.records ?? {};
  deleted = null;
  store.change(back);
}

/**
 * @param {string} deal
 * @returns {Map<string, Tick>}
 */
export function ticks(deal) {
  return new Map(store.all(`tick/${deal}/`));
}

/**
 * @param {string} deal
 * @param {{ id: string, rev: number, hash: string }} action
 * @param {boolean} done
 */
export function setTick(deal, action, done) {
  store.set(`tick/${deal}/${action.id}`, done ? { rev: action.rev, hash: action.hash, date: today() } : null);
  keepForGood();
}
