/**
 * The learner's path as pages speak of it: which one it is, where this page stands on it, what comes
 * next.
 */
import { load } from "../kit/data.js";
import { h } from "../kit/dom.js";
import { UP } from "../kit/root.js";
import { say } from "../kit/words.js";
import { place } from "../logic/path.js";
import { store } from "../store/here.js";

/** @typedef {import("../kit/contract.js").LearningPath} LearningPath */
/** @typedef {import("../logic/path.js").Step} Step */

/**
 * The path that the learner has opened; null if there is none, or if it is no longer there.
 * @returns {Promise<LearningPath | null>}
 */
export async function opened() {
  const id = store.get("set/path");
  if (!id) return null;
  return load(`path-${id}`).catch(() => null);
}

/** Where the learner is on a path. @param {LearningPath} path @param {string | null} [here] */
export function standsAt(path, here = null) {
  return place(path, (key) => store.get(key), here);
}

/** The item that this page is about, as far as a path may name it. */
export function hereOn() {
  const own = /** @type {HTMLElement | null} */ (document.querySelector("tt-read, tt-quiz"));
  return own?.dataset.item ?? own?.dataset.quiz ?? null;
}

/**
 * The way to the next step; at a path's end to the path itself, which says how it leads on.
 * @param {LearningPath} path
 * @param {Step | null} next
 * @param {string} tag
 */
export function nextLink(path, next, tag = "a.way-next") {
  const to = next?.link ?? path.link;
  return h(
    tag,
    { href: UP + to.href },
    h("span.quiet", {}, say(next ? "path.next" : "path.all_done")),
    " ",
    h("b", {}, to.name),
  );
}

/**
 * A step with its sign: done, with the score of a quiz, or open, with its minutes.
 * @param {Step} step
 */
export function stepLine(step) {
  const link = h("a", { href: UP + step.link.href }, step.link.name);
  const score = step.percent === null ? "" : ` ${step.percent}%`;
  return step.done
    ? [h("b.tick", {}, "✓", h("span.sr", {}, say("path.step_done"))), link, h("small", {}, score)]
    : [
        h("span.tick", { "aria-hidden": "true" }, "○"),
        link,
        h("small", {}, `${score} ${say("path.minutes", { n: step.minutes })}`),
      ];
}
