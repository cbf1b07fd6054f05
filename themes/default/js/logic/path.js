/**
 * How far a learner is on a path.
 *
 * A chapter is done when its pages are read, its conversations practised and its quiz passed. What
 * an author has since given a new meaning asks to be read or passed again; other words do not.
 */
import { counts, standing } from "./progress.js";

/**
 * @typedef {import("../kit/contract.js").Chapter} Chapter
 * @typedef {import("../kit/contract.js").Item} Item
 */

/**
 * @template {Item} [P=Chapter["read"][number]]
 * @typedef {{ pages: P[], quiz: boolean, done: boolean, begun: boolean }} Left
 */

/**
 * What a chapter still asks for.
 * @template {Item} P
 * @param {{ read: P[], practise: P[], quiz: Item | null, pass: number | null }} chapter
 * @param {import("../store/kept.js").Get} get a record of the store
 * @returns {Left<P>}
 */
export function left(chapter, get) {
  const holds = (
    /** @type {`${"read" | "talk" | "result"}/${string}`} */ key,
    /** @type {{ rev: number, hash: string }} */ now,
  ) => counts(standing(get(key), { revision: now.rev, hash: now.hash }));
  const done = (/** @type {Item} */ page) => holds(`read/${page.id}`, page) || holds(`talk/${page.id}`, page);
  const all = [...chapter.read, ...chapter.practise];
  const pages = all.filter((page) => !done(page));
  const result = chapter.quiz ? get(`result/${chapter.quiz.id}`) : null;
  const passed =
    !chapter.quiz ||
    (holds(`result/${chapter.quiz.id}`, chapter.quiz) && (result?.percent ?? 0) >= (chapter.pass ?? 0));
  return {
    pages,
    quiz: !passed,
    done: pages.length === 0 && passed,
    begun: pages.length < all.length || !!result,
  };
}

/**
 * Where a learner goes on: of the paths that have something left the one that was begun, else the
 * first.
 * @template {{ chapters: Chapter[] }} P
 * @param {readonly P[]} paths
 * @param {import("../store/kept.js").Get} get
 * @returns {{ path: P, at: number } | null} and the chapter to go on with
 */
export function under(paths, get) {
  let next = null;
  for (const path of paths) {
    const states = path.chapters.map((chapter) => left(chapter, get));
    const at = states.findIndex((state) => !state.done);
    if (at < 0) continue;
    if (states.some((state) => state.begun)) return { path, at };
    next ??= { path, at };
  }
  return next;
}
