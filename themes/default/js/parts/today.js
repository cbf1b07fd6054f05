/**
 * On the front page: what is due today, where the learner and the chosen deal stand.
 *
 *     <tt-today></tt-today>
 */
import { h, load, say, speak, UP } from "./kit.js";
import { store } from "./here.js";
import { appraise } from "../logic/deals.js";
import { answers, chosen, due, thisWeek, ticks, today } from "./records.js";
import { showSoon, verdictChip } from "./figure.js";

/** So many meetings fit above the map. */
const MOST = 3;

export class Today extends HTMLElement {
  async connectedCallback() {
    await speak();
    store.addEventListener("change", () => this.show());
    await this.show();
  }

  async show() {
    const now = chosen();
    const count = due().length;
    /** @type {Node[]} */
    const cells = [];
    if (answers().size > 0) {
      cells.push(h("a.today-card", { href: `${UP}review.html` },
        h("b.figure", {}, count), h("span", {}, say("today.due", { n: count }))));
    }
    if (now) {
      const process = await load("gates");
      const verdict = (/** @type {string} */ id, /** @type {any} */ deal) => verdictChip(appraise(process.stages, process.buyer, deal, ticks(id), today()).verdict);
      const soon = thisWeek();
      cells.push(...soon.slice(0, MOST).map(([id, deal]) => h("a.today-card", { href: `${UP}card.html#${id}` },
        h("span.quiet", {}, showSoon(deal.next ?? "", today())), h("b", {}, deal.name), verdict(id, deal))));
      if (!soon.length) cells.push(h("a.today-card", { href: `${UP}deals.html#${now.id}` }, h("b", {}, now.deal.name), verdict(now.id, now.deal)));
    }
    this.replaceChildren(...cells);
    this.hidden = cells.length === 0;
  }
}
