/**
 * Pairing two sides: left sides with a select each, and the right sides once more to be dragged
 * onto them.
 *
 * It can be done with the keyboard alone; what counts as the answer is always what the selects
 * say: for each left side, by the id of its pair, the id of the right one.
 */
import { h } from "../kit/dom.js";
import { announce } from "../kit/page.js";
import { listen } from "../kit/told.js";
import { say } from "../kit/words.js";
import { answered, sum } from "../logic/grade.js";
import { shuffle } from "../logic/shuffle.js";
import { drags, grip } from "../views/drag.js";
import { plain } from "../views/text.js";

/** @typedef {import("../kit/contract.js").PairQuestion} PairQuestion */
/** @typedef {{ id: string, text: string, feedback: string, distracts: boolean }} Side */
/** @typedef {{ [id: string]: string }} Paired */

/** @type {import("./forms.js").Form<PairQuestion, Paired>} */
export const pair = { partly: true, draw, read, grade, solve, lacks };

/** All right sides. @param {PairQuestion} question @returns {Side[]} */
function sidesOf({ pairs, distractors }) {
  return [
    ...pairs.map(({ id, right, feedback }) => ({ id, text: right, feedback, distracts: false })),
    ...distractors.map(({ id, text, feedback }) => ({ id, text, feedback, distracts: true })),
  ];
}

/**
 * @param {PairQuestion} question
 * @param {import("./forms.js").Place} place
 * @param {Paired | undefined} answer
 */
function draw(question, place, answer) {
  const sides = shuffle(sidesOf(question), place.seed);
  const rows = h(
    "ul.matches",
    {},
    question.pairs.map(({ id, left }, at) => {
      const name = `${place.name}-${at}`;
      const options = sides.map((side) =>
        h("option", { value: side.id, selected: answer?.[id] === side.id }, plain(side.text)),
      );
      const none = h("option", { value: "" }, say("quiz.choose"));
      const select = h("select", { id: name, "data-id": id }, none, options);
      return h("li", { "data-part": id }, h("label", { for: name, html: left }), select);
    }),
  );
  // The pool is a way for the pointer; the selects hold the same answers for everybody.
  const pool = h(
    "ul.pool",
    { "aria-hidden": "true" },
    sides.map((side) => h("li", { "data-side": side.id }, grip(), h("span", { html: side.text }))),
  );
  for (const link of pool.querySelectorAll("a")) link.replaceWith(...link.childNodes);
  const board = h("div.matching", {}, rows, pool);
  dragged(board, rows, pool);
  return [board];
}

/**
 * Lets the sides of the pool be dragged onto the rows, and shows which are used.
 * @param {HTMLElement} board
 * @param {HTMLElement} rows
 * @param {HTMLElement} pool
 */
function dragged(board, rows, pool) {
  const selects = [...rows.querySelectorAll("select")];
  const used = () => {
    const taken = new Set(selects.map((select) => select.value));
    for (const side of pool.children)
      side.classList.toggle("used", taken.has(/** @type {HTMLElement} */ (side).dataset.side ?? ""));
  };
  listen(rows, "change", used);
  used();
  const over = (/** @type {HTMLElement} */ _, /** @type {number} */ x, /** @type {number} */ y) => {
    for (const row of rows.children) row.classList.remove("drop");
    const below = document.elementsFromPoint(x, y).map((at) => at.closest(".matches li"));
    const place = below.find((row) => row && rows.contains(row)) ?? null;
    place?.classList.add("drop");
    return place;
  };
  drags(board, ".pool li", over, (side, place) => {
    if (place) put(side, place, selects);
  });
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

/**
 * @param {PairQuestion} _
 * @param {import("./forms.js").Place} place
 * @returns {Paired}
 */
function read(_, { controls }) {
  const selects = [...controls.querySelectorAll("select")];
  return Object.fromEntries(selects.filter((s) => s.value).map((s) => [s.dataset.id ?? "", s.value]));
}

/**
 * @param {PairQuestion} question
 * @param {Paired} [chosen]
 */
function grade(question, chosen = {}) {
  const sides = sidesOf(question);
  const parts = question.pairs.map(({ id, right, feedback }) => {
    const given = sides.find((side) => side.id === chosen[id]);
    // Two pairs may end in the same words; either of them is right then.
    const ok = given?.id === id || given?.text === right;
    const said = (!ok && given?.distracts && given.feedback) || feedback;
    return { id, chosen: given !== undefined, ok, feedback: said };
  });
  return { ...sum(parts), mis: [] };
}

/**
 * @param {PairQuestion} question
 * @param {import("../logic/grade.js").Grade} found
 */
function solve({ pairs }, found) {
  if (found.right) return [];
  const sign = document.documentElement.dir === "rtl" ? "←" : "→";
  const list = pairs.map(({ left, right }) => h("li", { html: `${left} ${sign} <b>${right}</b>` }));
  return [h("p.label", {}, say("quiz.answer")), h("ul.solution-list", {}, list)];
}

/**
 * Nothing is chosen yet.
 * @param {PairQuestion} _
 * @param {Paired | undefined} answer
 */
function lacks(_, answer) {
  return answered(answer) ? null : say("quiz.first.pair");
}
