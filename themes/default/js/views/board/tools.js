/**
 * What stands around the deals of the board: a new one, the week's meetings, filters, undo.
 */
import { h } from "../../kit/dom.js";
import { UP } from "../../kit/root.js";
import { say, showDate } from "../../kit/words.js";
import { daysBetween } from "../../logic/deals.js";
import { deals, newDeal, removed, restore, today } from "../../store/records.js";
import { showSoon } from "../figure.js";
import { FILTERS, SORTS } from "./rows.js";

/** A form to begin a deal, which is opened at once. */
export function newForm() {
  const onsubmit = (/** @type {import("../../kit/dom.js").Changed<"form">} */ event) => {
    event.preventDefault();
    const name = event.target.querySelector("input")?.value.trim();
    if (name) location.hash = newDeal(name);
  };
  return h(
    "form.new-deal",
    { onsubmit },
    h("label", { for: "new-deal" }, say("deal.new")),
    " ",
    h("input", { type: "text", id: "new-deal", required: true, maxlength: "200" }),
    " ",
    h("button", { type: "submit" }, say("deal.add")),
  );
}

/**
 * @param {import("./rows.js").Wish} wish
 * @param {(change: Partial<import("./rows.js").Wish>) => void} change
 */
export function tools(wish, change) {
  const choice = (/** @type {"filter" | "sort"} */ what, /** @type {string[]} */ values) => {
    const onchange = (/** @type {import("../../kit/dom.js").Changed<"select">} */ event) =>
      change({ [what]: event.target.value });
    const options = values.map((value) =>
      h("option", { value, selected: wish[what] === value }, say(`deal.${what}_${value}`)),
    );
    return h("label", {}, say(`deal.${what}`), " ", h("select", { id: `board-${what}`, onchange }, options));
  };
  const oninput = (/** @type {import("../../kit/dom.js").Changed<"input">} */ event) =>
    change({ search: event.target.value });
  const find = h("input", { type: "search", id: "board-find", value: wish.search, oninput });
  const label = h("label", {}, say("deal.find"), " ", find);
  return h("p.board-tools", {}, choice("filter", FILTERS), choice("sort", SORTS), label);
}

/** The meetings of this week, and those of the last that have left no trace yet. */
export function week() {
  const now = today();
  const near = deals()
    .filter(([, deal]) => !deal.archived && deal.next && Math.abs(daysBetween(now, deal.next)) < 7)
    .sort(([, a], [, b]) => (a.next ?? "").localeCompare(b.next ?? ""));
  if (!near.length) return null;
  const items = near.map(([id, deal]) => {
    const date = deal.next ?? "";
    const isPast = date < now;
    const when = isPast ? say("deal.past", { date: showDate(date) }) : showSoon(date, now);
    const card = isPast ? null : h("a.quiet", { href: `${UP}card.html#${id}` }, say("deal.card"));
    const link = h("a", { href: `#${id}` }, deal.name);
    return h("li", { "data-key": id }, h("b", {}, when), " ", link, " ", card);
  });
  return h("section.week", {}, h("h2", {}, say("deal.week")), h("ul.items", {}, items));
}

/** A way back for the deal that was deleted last. */
export function undo() {
  const gone = removed();
  if (!gone) return null;
  const back = h("button.small", { type: "button", onclick: () => restore() }, say("deal.undo"));
  return h("p.notice", { role: "status" }, say("deal.deleted", { name: gone }), " ", back);
}
