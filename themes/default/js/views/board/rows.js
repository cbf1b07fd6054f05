/**
 * The deals on the board, one row each: which are shown, in which order, and what a row says.
 */
import { h } from "../../kit/dom.js";
import { say, showDate } from "../../kit/words.js";
import { actions, appraise, day, daysBetween } from "../../logic/deals.js";
import { store } from "../../store/here.js";
import { deals, ticks, today } from "../../store/records.js";
import { bars, verdictChip } from "../figure.js";

/** @typedef {import("../../kit/contract.js").Deals} Deals */
/** @typedef {import("../../logic/deals.js").Deal} Deal */
/** @typedef {import("../../logic/deals.js").Standing} Standing */

/** `changed` in milliseconds since 1970; `expired`: how many ticks are too old to count.
 * @typedef {{ id: string, deal: Deal, found: Standing, changed: number, expired: number }} Row */

/** What the reader has asked to see. @typedef {{ filter: string, sort: string, search: string }} Wish */

export const FILTERS = ["open", "behind", "expired", "archived", "all"];
export const SORTS = ["changed", "gap", "next", "name"];

/** Every deal with where it stands today. @param {Deals} process @returns {Row[]} */
export function allRows(process) {
  return deals().map(([id, deal]) => {
    const made = ticks(id);
    const found = appraise(process.stages, process.buyer, deal, made, today());
    const moments = [...made.keys()].map((action) => store.at(`tick/${id}/${action}`));
    const changed = Math.max(store.at(`deal/${id}`), ...moments);
    const expired = [...found.marks.values()].filter((mark) => mark === "expired").length;
    return { id, deal, found, changed, expired };
  });
}

/** @param {Row[]} rows @param {Wish} wish */
export function shownRows(rows, wish) {
  return rows.filter((row) => isWanted(row, wish)).sort(ORDERS[wish.sort] ?? ORDERS.changed);
}

/** @param {Row} row @param {Wish} wish */
function isWanted({ deal, found, expired }, { filter, search }) {
  if (search && !deal.name.toLowerCase().includes(search.toLowerCase())) return false;
  if (filter === "all") return true;
  if (filter === "archived" || deal.archived) return filter === "archived" && !!deal.archived;
  if (filter === "behind") return found.verdict.kind === "behind";
  return filter === "open" || expired > 0;
}

/** @param {Row} row */
function gap({ found }) {
  return found.verdict.kind === "behind" ? found.verdict.gap : -1;
}

/** @type {{ [sort: string]: (a: Row, b: Row) => number }} */
const ORDERS = {
  changed: (a, b) => b.changed - a.changed,
  gap: (a, b) => gap(b) - gap(a) || b.changed - a.changed,
  next: (a, b) => (a.deal.next || "9").localeCompare(b.deal.next || "9"),
  name: (a, b) => a.deal.name.localeCompare(b.deal.name, document.documentElement.lang),
};

/** @param {Row} row @param {Deals} process */
export function rowItem(row, process) {
  const { id, deal, found } = row;
  const title = h("h2", {}, h("a", { href: `#${id}` }, deal.name));
  return h(
    "li",
    { "data-key": id },
    h("div", {}, title, h("small", {}, facts(row))),
    bars(process, deal, found),
    h("div", {}, verdictChip(found.verdict), h("p.quiet.short", {}, missing(found, process))),
  );
}

/** @param {Row} row */
function facts({ deal, changed, expired }) {
  const parts = [
    say("deal.changed", { date: ago(changed) }),
    deal.next ? say("deal.next_on", { date: showDate(deal.next) }) : "",
    expired ? say("deal.expired", { n: expired }) : "",
  ];
  return parts.filter(Boolean).join(" · ");
}

/** How long ago something was, in days or weeks. @param {number} at */
function ago(at) {
  const days = daysBetween(day(at), today());
  const words = new Intl.RelativeTimeFormat(document.documentElement.lang, { numeric: "auto" });
  return days < 14 ? words.format(-days, "day") : words.format(-Math.round(days / 7), "week");
}

/** What the next gate still asks for, in short. @param {Standing} found @param {Deals} process */
function missing(found, process) {
  const known = actions(process.stages);
  const names = found.position.missing.map((id) => (known.get(id)?.text ?? id).replace(/[.。]$/, ""));
  if (!names.length) return say("deal.all_done");
  const more = names.length > 2 ? say("deal.more", { n: names.length - 2 }) : "";
  return say("deal.missing", { list: names.slice(0, 2).join(say("deal.and")), more });
}
