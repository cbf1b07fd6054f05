/**
 * Putting items in order: by dragging, or by buttons that move an item up or down.
 *
 * The answer is the list of ids as they stand.
 */
import { h } from "../kit/dom.js";
import { announce } from "../kit/page.js";
import { say } from "../kit/words.js";
import { sum } from "../logic/grade.js";
import { disorder } from "../logic/shuffle.js";
import { grip, sortable } from "../views/drag.js";
import { plain } from "../views/text.js";

/** @typedef {import("../kit/contract.js").OrderQuestion} OrderQuestion */

/** @type {import("./forms.js").Form<OrderQuestion, string[]>} */
export const order = { partly: true, draw, read, grade, solve };

/**
 * @param {OrderQuestion} question
 * @param {import("./forms.js").Place} place
 * @param {string[] | undefined} answer
 */
function draw({ items }, place, answer) {
  const known = new Map(items.map((item) => [item.id, item]));
  // An order from before an edit is no order of these items any more.
  const kept = answer?.length === items.length ? answer.flatMap((id) => known.get(id) ?? []) : [];
  const shown = kept.length === items.length ? kept : disorder(items, place.seed);
  const list = h("ol.movable", {}, shown.map(movable));
  sortable(list, moved);
  return [list];
}

/** @param {OrderQuestion["items"][number]} item */
function movable(item) {
  const words = plain(item.text);
  const move = (/** @type {-1 | 1} */ by) =>
    h(
      "button.move",
      {
        type: "button",
        "aria-label": say(by < 0 ? "quiz.up" : "quiz.down", { item: words }),
        onclick: (event) => shift(event.currentTarget, by),
      },
      by < 0 ? "↑" : "↓",
    );
  return h("li", { "data-part": item.id }, grip(), h("span.words", { html: item.text }), move(-1), move(1));
}

/**
 * @param {HTMLElement} button
 * @param {-1 | 1} by
 */
function shift(button, by) {
  const item = button.closest("li");
  if (!item) return;
  if (by < 0) item.previousElementSibling?.before(item);
  else item.nextElementSibling?.after(item);
  button.focus();
  moved(item);
}

/** Says where an item stands now. @param {HTMLElement} item */
function moved(item) {
  const all = [...(item.parentElement?.children ?? [])];
  announce(
    say("quiz.moved", {
      item: item.querySelector(".words")?.textContent ?? "",
      n: all.indexOf(item) + 1,
      count: all.length,
    }),
  );
  item.dispatchEvent(new Event("change", { bubbles: true }));
}

/**
 * @param {OrderQuestion} _
 * @param {import("./forms.js").Place} place
 */
function read(_, { controls }) {
  /** @type {NodeListOf<HTMLElement>} */
  const items = controls.querySelectorAll(".movable > li");
  return [...items].map((item) => item.dataset.part ?? "");
}

/**
 * Every place counts.
 * @param {OrderQuestion} question
 * @param {string[]} [ids]
 */
function grade({ items }, ids = []) {
  const parts = items.map(({ id }, at) => ({ id, chosen: true, ok: ids[at] === id, feedback: "" }));
  return { ...sum(parts), mis: [] };
}

/**
 * @param {OrderQuestion} question
 * @param {import("../logic/grade.js").Grade} found
 */
function solve({ items, feedback }, found) {
  if (found.right) return [];
  const list = items.map((item) => h("li", { html: item.text }));
  return [h("p.label", {}, say("quiz.answer")), h("ol.ordered", {}, list), h("p", { html: feedback })];
}
