/**
 * How far a learner is on a path.
 *
 * A chapter is a list of steps: pages to read, conversations to practise, a quiz to pass. It is done
 * when all of them are. What an author has since given a new meaning asks to be read or passed again;
 * other words do not. What a chapter has a learner do in the world is ticked, but holds nobody up.
 */
import { counts, standing } from "./progress.js";

/**
 * What the rule needs of a chapter; a course's plan has no more.
 * @typedef {import("../kit/contract.js").Item} Item
 * @typedef {{ read: Item[], practise: Item[], quiz: Item | null, pass: number | null }} Asks
 * @typedef {import("../kit/contract.js").Chapter} Chapter
 * @typedef {Chapter["read"][number]} Page
 */

/**
 * @template {Item} [P=Page]
 * @typedef {{ pages: P[], quiz: boolean, done: boolean, begun: boolean }} Left
 */

/**
 * One thing to do on a path; `percent`: the best result of a quiz.
 * @typedef {{ id: string, kind: "read" | "practise" | "quiz", link: { href: string, name: string },
 *   minutes: number, done: boolean, percent: number | null, chapter: number }} Step
 */

/**
 * Where somebody is on a path: the steps of the chapter, how many of all are done, the minutes that
 * the chapter's open steps take, and the next open one; null when all are done.
 * @typedef {{ chapter: number, steps: Step[], done: number, count: number, minutes: number,
 *   next: Step | null }} Place
 */

/** @typedef {import("../store/kept.js").Get} Get */

/**
 * Whether a record of an item is there and still counts.
 * @param {Get} get
 * @param {`${"read" | "talk" | "result"}/${string}`} key
 * @param {Item} now
 */
function holds(get, key, now) {
  return counts(standing(get(key), { revision: now.rev, hash: now.hash }));
}

/** @param {Get} get @param {Item} page */
function isRead(get, page) {
  return holds(get, `read/${page.id}`, page) || holds(get, `talk/${page.id}`, page);
}

/** @param {Get} get @param {Asks} chapter */
function isPassed(get, { quiz, pass }) {
  if (!quiz) return true;
  return holds(get, `result/${quiz.id}`, quiz) && (get(`result/${quiz.id}`)?.percent ?? 0) >= (pass ?? 0);
}

/**
 * What a chapter still asks for.
 * @template {Item} P
 * @param {{ read: P[], practise: P[], quiz: Item | null, pass: number | null }} chapter
 * @param {import("../store/kept.js").Get} get a record of the store
 * @returns {Left<P>}
 */
export function left(chapter, get) {
  const all = [...chapter.read, ...chapter.practise];
  const pages = all.filter((page) => !isRead(get, page));
  const passed = isPassed(get, chapter);
  return {
    pages,
    quiz: !passed,
    done: pages.length === 0 && passed,
    begun: pages.length < all.length || !!(chapter.quiz && get(`result/${chapter.quiz.id}`)),
  };
}

/**
 * The steps of a chapter, in order.
 * @param {Chapter} chapter
 * @param {number} at its place on the path, from 0
 * @param {Get} get
 * @returns {Step[]}
 */
export function steps(chapter, at, get) {
  const { read, practise, quiz } = chapter;
  const page = (/** @type {Page} */ to, /** @type {"read" | "practise"} */ kind) => {
    const { id, minutes } = to;
    return { id, kind, link: to, minutes, done: isRead(get, to), percent: null, chapter: at };
  };
  /** @type {Step[]} */
  const all = [...read.map((to) => page(to, "read")), ...practise.map((to) => page(to, "practise"))];
  if (!quiz) return all;
  const { id, link, minutes } = quiz;
  const percent = holds(get, `result/${id}`, quiz) ? (get(`result/${id}`)?.percent ?? null) : null;
  return [...all, { id, kind: "quiz", link, minutes, done: isPassed(get, chapter), percent, chapter: at }];
}

/**
 * Where somebody is on a path who looks at one of its pages, or at none.
 * @param {{ chapters: Chapter[] }} path
 * @param {Get} get
 * @param {string | null} [here] the page's id
 * @returns {Place | null} null if the page is none of the path's
 */
export function place(path, get, here = null) {
  const all = path.chapters.flatMap((chapter, at) => steps(chapter, at, get));
  const own = all.filter((step) => step.id === here);
  const now = own.find((step) => !step.done) ?? own[0];
  if (here !== null && !now) return null;
  const from = now ? all.indexOf(now) + 1 : 0;
  const open = [...all.slice(from), ...all.slice(0, from)].filter((step) => !step.done);
  // A page that stands in two chapters is no way on from itself.
  const next = open.find((step) => step.id !== here) ?? null;
  const chapter = now?.chapter ?? next?.chapter ?? 0;
  const mine = all.filter((step) => step.chapter === chapter);
  const minutes = minutesLeft(path.chapters[chapter], mine);
  const done = all.filter((step) => step.done).length;
  return { chapter, steps: mine, done, count: all.length, minutes, next };
}

/**
 * The minutes that a chapter still takes: of its time the share of the open steps.
 * @param {{ minutes: number }} chapter
 * @param {Step[]} steps its own
 */
export function minutesLeft(chapter, steps) {
  const sum = (/** @type {Step[]} */ list) => list.reduce((all, step) => all + step.minutes, 0);
  const open = sum(steps.filter((step) => !step.done));
  return open ? Math.max(1, Math.round((chapter.minutes * open) / sum(steps))) : 0;
}
