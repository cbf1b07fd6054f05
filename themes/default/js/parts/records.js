/**
 * What the store holds, in the words of those who use it: answers, reading, deals, ticks.
 */
import { pause, review } from "../logic/fsrs.js";
import { day, daysBetween } from "../logic/deals.js";
import { keepForGood, store } from "./here.js";

/** @typedef {import("../logic/deals.js").Deal} Deal */
/** @typedef {import("../logic/deals.js").Tick} Tick */

/**
 * The last answer to a question and the memory of it; `due` is a day.
 * @typedef {{ rev: number, hash: string, quiz: string, right: boolean, score: number, mis: string[], day: string,
 *   due: string, stability: number, difficulty: number, tries: number }} Answered
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
 * Keeps an answer and says when to ask again.
 * @param {{ id: string, rev: number, hash: string, quiz?: string }} question
 * @param {{ right: boolean, score: number, mis: string[] }} grade
 * @param {import("../logic/fsrs.js").Rating} [rating]
 */
export function keepAnswer(question, grade, rating = grade.right ? 3 : 1) {
  const now = today();
  /** @type {Answered | undefined} */
  const before = store.get(`answer/${question.id}`);
  const memory = before ? { stability: before.stability, difficulty: before.difficulty } : null;
  const next = review(memory, before ? Math.max(0, daysBetween(before.day, now)) : 0, rating);
  const due = new Date(`${now}T12:00:00`);
  due.setDate(due.getDate() + (grade.right ? pause(next) : 1));
  store.set(`answer/${question.id}`, {
    rev: question.rev, hash: question.hash, quiz: question.quiz ?? before?.quiz ?? "", right: grade.right,
    score: grade.score, mis: grade.mis, day: now, due: day(due.getTime()), ...next, tries: (before?.tries ?? 0) + 1,
  });
  keepForGood();
}

/** The ids of questions that are due. */
export function due() {
  const now = today();
  return [...answers()].filter(([, answer]) => answer.due <= now).map(([id]) => id);
}

/** @returns {[string, Deal][]} */
export function deals() {
  return store.all("deal/");
}

/** Deals with a meeting from today to six days on, the next one first. */
export function thisWeek() {
  const now = today();
  const within = (/** @type {string | undefined} */ date) => date && date >= now && daysBetween(now, date) < 7;
  return deals().filter(([, deal]) => !deal.archived && within(deal.next))
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
 * @returns {import("../logic/travel.js").Parcel}
 */
export function parcelOf(id) {
  const made = [...ticks(id)].map(([action, tick]) => [action, { ...tick, at: store.at(`tick/${id}/${action}`) }]);
  return { id, deal: store.get(`deal/${id}`), at: store.at(`deal/${id}`), ticks: Object.fromEntries(made) };
}

/** What was deleted last on this page, until it is taken back. @type {{ name: string, records: { [key: string]: any } } | null} */
let deleted = null;

/** Deletes a deal with its ticks. @param {string} id */
export function remove(id) {
  const keys = [`deal/${id}`, ...[...ticks(id).keys()].map((action) => `tick/${id}/${action}`)];
  deleted = { name: store.get(`deal/${id}`).name, records: Object.fromEntries(keys.map((key) => [key, store.get(key)])) };
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
