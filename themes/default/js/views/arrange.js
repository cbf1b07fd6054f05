/**
 * The questions whose answer is an arrangement: an order, or pairs.
 *
 * Both can be dragged; both can be done with the keyboard alone, by buttons and selects, and what
 * counts as the answer is always what those say.
 */
import { h } from "../kit/dom.js";
import { announce } from "../kit/page.js";
import { say } from "../kit/words.js";
import { drags, grip, sortable } from "./drag.js";
import { plain } from "./text.js";
import { disorder, shuffle } from "../logic/shuffle.js";

/** @typedef {import("../logic/grade.js").Question} Question */

/**
 * Items to bring into order.
 * @param {Question} question
 * @param {string} seed
 * @param {string[] | undefined} answer
 */
export function ordering(question, seed, answer) {
  const items = question.items ?? [];
  const known = new Set(items.map((item) => item.id));
  // An order from before an edit is no order of these items any more.
  const kept = answer?.length === items.length && answer.every((id) => known.has(id)) ? answer : null;
  const order = kept?.map((id) => items.find((item) => item.id === id)) ?? disorder(items, seed);
  const list = h(
    "ol.movable",
    {},
    order.map((/** @type {any} */ item) => {
      const words = plain(item.text);
      const move = (/** @type {-1 | 1} */ by) =>
        h(
          "button.move",
          {
            type: "button",
            "aria-label": say(by < 0 ? "quiz.up" : "quiz.down", { item: words }),
            onclick: (/** @type {any} */ event) => shift(event.currentTarget, by),
          },
          by < 0 ? "↑" : "↓",
        );
      return h(
        "li",
        { "data-part": item.id },
        grip(),
        h("span.words", { html: item.text }),
        move(-1),
        move(1),
      );
    }),
  );
  sortable(list, moved);
  return list;
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
 * Left sides with a select each, and the right sides once more to be dragged onto them.
 * @param {Question} question
 * @param {string} name
 * @param {string} seed
 * @param {{ [id: string]: string } | undefined} answer
 */
export function matching(question, name, seed, answer) {
  const pairs = question.pairs ?? [];
  const sides = shuffle([...pairs, ...(question.extra ?? [])], seed);
  const rows = h(
    "ul.matches",
    {},
    pairs.map((pair, at) =>
      h(
        "li",
        { "data-part": pair.id },
        h("label", { for: `${name}-${at}`, html: pair.left }),
        h(
          "select",
          { id: `${name}-${at}`, "data-id": pair.id },
          h("option", { value: "" }, say("quiz.choose")),
          sides.map((side) =>
            h("option", { value: side.id, selected: answer?.[pair.id] === side.id }, plain(side.text)),
          ),
        ),
      ),
    ),
  );
  // The pool is a way for the pointer; the selects hold the same answers for everybody.
  const pool = h(
    "ul.pool",
    { "aria-hidden": "true" },
    sides.map((side) => h("li", { "data-side": side.id }, grip(), h("span", { html: side.text }))),
  );
  const board = h("div.matching", {}, rows, pool);
  for (const link of pool.querySelectorAll("a")) link.replaceWith(...link.childNodes);
  const selects = /** @type {HTMLSelectElement[]} */ ([...rows.querySelectorAll("select")]);
  const used = () => {
    const taken = new Set(selects.map((select) => select.value));
    for (const side of pool.children) side.classList.toggle("used", taken.has(side.dataset.side));
  };
  rows.addEventListener("change", used);
  used();
  drags(
    board,
    ".pool li",
    (_, x, y) => {
      for (const row of rows.children) row.classList.remove("drop");
      const place =
        document
          .elementsFromPoint(x, y)
          .map((at) => at.closest(".matches li"))
          .find((row) => row && rows.contains(row)) ?? null;
      place?.classList.add("drop");
      return place;
    },
    (side, place) => {
      if (place) put(side, place, selects);
    },
  );
  return board;
}

/**
 * Puts a side into a row, and takes it out of the one that had it.
 * @param {HTMLElement} side
 * @param {Element} place
 * @param {HTMLSelectElement[]} selects
 */
function put(side, place, selects) {
  const id = side.dataset.side ?? "";
  const select = place.querySelector("select");
  if (!select) return;
  for (const other of selects) if (other.value === id) other.value = "";
  select.value = id;
  announce(
    say("quiz.matched", {
      left: place.querySelector("label")?.textContent ?? "",
      right: side.querySelector("span:last-child")?.textContent ?? "",
    }),
  );
  select.dispatchEvent(new Event("change", { bubbles: true }));
}
