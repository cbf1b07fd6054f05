/**
 * Before the first paint: the shade that the reader has chosen, so that no page flashes, and
 * how much there is to show of what is kept here, so that none jumps.
 */

import { keptShade, paint } from "./kit/paint.js";
import { named } from "./kit/root.js";

/** So many deals, at the most, stand on the front page. */
const MOST = 3;

const WEEK = 6.5 * 24 * 60 * 60 * 1000;

/**
 * How many cards the front page will have: for questions, for the step to go on with, and for
 * the deals that meet this week, or the chosen one.
 * @param {{ [key: string]: { v: import("./logic/deals.js").Deal } }} records of which only deals are looked into
 */
function cards(records) {
  const all = (/** @type {string} */ prefix) =>
    Object.keys(records)
      .filter((key) => key.startsWith(prefix) && records[key].v)
      .map((key) => records[key].v);
  const today = new Date().setHours(0, 0, 0, 0);
  const deals = all("deal/").filter((deal) => !deal.archived);
  const soon = deals
    .map(({ next }) => Date.parse(`${next}T00:00`) - today)
    .filter((time) => time >= 0 && time < WEEK);
  const hasLearnt = all("answer/").length + all("read/").length > 0;
  const isLed = document.documentElement.dataset.way !== undefined;
  return Number(hasLearnt) + Number(isLed) + (deals.length && Math.min(MOST, soon.length || 1));
}

const root = document.documentElement.dataset;

try {
  const shade = keptShade();
  if (shade) paint(shade);
  const kept = JSON.parse(localStorage.getItem(named()) ?? "null");
  if (kept) {
    root.returning = "";
    root.cards = String(cards(kept.records));
    // On a phone a round that waits fills the screen from the first.
    if (kept.records[`attempt/${root.quiz}`]?.v) root.asked = "";
  }
} catch {
  // A browser that keeps nothing, or what nobody can read, shows the system's shade.
}
