/**
 * The reviews of today in words, and the learner's days.
 */
import { h } from "../kit/dom.js";
import { say, showDate, showNumber } from "../kit/words.js";
import { day } from "../logic/deals.js";
import { store } from "../store/here.js";
import { daily, DAILIES, learntOn, minutesFor } from "../store/reviews.js";

/** The days that are looked back on. */
const BACK = 28;

/** How many questions are due, and how long they take. @param {number} n */
export function dueWords(n) {
  return `${say("today.due", { n })} · ${say("path.minutes", { n: minutesFor(n) })}`;
}

/** How many reviews a day the learner wants. */
export function dailyChoice() {
  const own = daily();
  const numbers = [...new Set([...DAILIES, own])].sort((a, b) => a - b);
  const options = numbers.map((n) =>
    h("option", { value: n, selected: n === own }, say("review.a_day", { n, minutes: minutesFor(n) })),
  );
  const choose = (/** @type {import("../kit/dom.js").Changed<"select">} */ event) =>
    store.set("set/daily", Number(event.target.value));
  return h(
    "p.daily",
    {},
    h("label", { for: "daily" }, say("review.daily")),
    " ",
    h("select", { id: "daily", onchange: choose }, options),
  );
}

/** The last weeks, a mark for each day on which something was learnt; none of them breaks anything. */
export function dayRecord() {
  const learnt = learntOn();
  if (learnt.size === 0) return null;
  const days = Array.from({ length: BACK }, (_, at) => {
    const date = new Date();
    date.setDate(date.getDate() - (BACK - 1 - at));
    return day(date.getTime());
  });
  const n = days.filter((on) => learnt.has(on)).length;
  const cells = days.map((on) => h(`li${learnt.has(on) ? ".learnt" : ""}`, { title: showDate(on) }));
  return h(
    "section",
    { "data-key": "days" },
    h("h2", {}, say("review.days")),
    h("p", {}, say("review.days_of", { n, count: showNumber(BACK) })),
    h("ol.days", { "aria-hidden": "true" }, cells),
  );
}
