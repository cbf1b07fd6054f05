/**
 * On the front page: what is due today, where the learner and the chosen deal stand.
 *
 *     <tt-today></tt-today>
 */
import { h, load, say, speak, UP } from "./kit.js";
import { store } from "./here.js";
import { appraise } from "../logic/deals.js";
import { answers, chosen, due, ticks, today } from "./records.js";
import { bars, verdictChip } from "./figure.js";

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
      const found = appraise(process.stages, process.buyer, now.deal, ticks(now.id), today());
      cells.push(h("a.today-card.wide", { href: `${UP}deals.html#${now.id}` },
        h("b", {}, now.deal.name), bars(process, now.deal, found), verdictChip(found.verdict)));
    }
    this.replaceChildren(...cells);
    this.hidden = cells.length === 0;
  }
}
