/**
 * How a file was read: what it left open is asked, and rows that can't be taken are named.
 */
import { h } from "../../kit/dom.js";
import { say, showDate } from "../../kit/words.js";
import { LETTERS } from "../../logic/travel/letters.js";

/** @typedef {import("./files.js").Reading} Reading */

/** More than these few are only counted. */
const SHOWN = 20;

/**
 * @param {Reading} reading
 * @param {(reading: Reading) => void} again
 */
export function howRead(reading, again) {
  return [letters(reading, again), days(reading, again), refused(reading)];
}

/** Whether something is left open without which nothing can be taken. @param {Reading} reading */
export function isOpen({ sheet }) {
  return !!sheet?.unsure;
}

/**
 * @param {Reading} reading
 * @param {(reading: Reading) => void} again
 */
function letters({ letters, again: read }, again) {
  if (!letters || letters.sure || !read) return null;
  const options = LETTERS.map((name) =>
    h(
      "option",
      { value: name, selected: name === letters.letters },
      `${say(`deal.letters.${name.replace("-", "_")}`)} (${name})`,
    ),
  );
  const onchange = (/** @type {import("../../kit/dom.js").Changed<"select">} */ event) =>
    again(read({ letters: event.target.value }));
  return h(
    "p.notice",
    {},
    h("label", { for: "read-letters" }, say("deal.letters_ask")),
    " ",
    h("select", { id: "read-letters", onchange }, options),
  );
}

/**
 * @param {Reading} reading
 * @param {(reading: Reading) => void} again
 */
function days({ sheet, again: read }, again) {
  if (!sheet?.unsure || !read) return null;
  const { value, both } = sheet.unsure;
  const ways = /** @type {const} */ (["day", "month"]).map((order, at) =>
    h("button.plain", { type: "button", onclick: () => again(read({ order })) }, showDate(both[at])),
  );
  return h(
    "div.notice.warn",
    { role: "group", "aria-labelledby": "read-days" },
    h("p", { id: "read-days" }, say("deal.days_ask", { value })),
    h("p.actions-row", {}, ways),
  );
}

/** @param {Reading} reading */
function refused({ sheet }) {
  const all = sheet?.refused ?? [];
  if (!all.length) return null;
  const items = all
    .slice(0, SHOWN)
    .map(({ row, deal, why, column, value }) =>
      h(
        "li",
        {},
        say(`deal.refused.${why}`, { row, name: deal.slice(0, 60), column, value: value.slice(0, 60) }),
      ),
    );
  const more = all.length > SHOWN ? h("li", {}, say("deal.refused.more", { n: all.length - SHOWN })) : null;
  return h(
    "div.notice.warn",
    { role: "alert" },
    h("p", {}, say("deal.refused.head", { n: all.length })),
    h("ul", {}, items, more),
  );
}
