/**
 * On the front page: what is due today, where the learner and the chosen deal stand.
 *
 *     <tt-today></tt-today>
 */
import { load } from "../kit/data.js";
import { h } from "../kit/dom.js";
import { patch } from "../kit/patch.js";
import { UP } from "../kit/root.js";
import { say, speak } from "../kit/words.js";
import { store, watch } from "../store/here.js";
import { appraise } from "../logic/deals.js";
import { under } from "../logic/path.js";
import { answers, chosen, due, thisWeek, ticks, today } from "../store/records.js";
import { showSoon, verdictChip } from "../views/figure.js";

/** So many meetings fit above the map. */
const MOST = 3;

export class Today extends HTMLElement {
  async connectedCallback() {
    await speak();
    await this.show();
    watch(() => this.show());
  }

  async show() {
    const now = chosen();
    /** @type {Node[]} */
    const cells = await this.learning();
    if (now) {
      const process = await load("gates");
      const verdict = (/** @type {string} */ id, /** @type {import("../logic/deals.js").Deal} */ deal) =>
        verdictChip(appraise(process.stages, process.buyer, deal, ticks(id), today()).verdict);
      const soon = thisWeek();
      cells.push(
        ...soon
          .slice(0, MOST)
          .map(([id, deal]) =>
            h(
              "a.today-card",
              { href: `${UP}card.html#${id}` },
              h("span.quiet", {}, showSoon(deal.next ?? "", today())),
              h("b", {}, deal.name),
              verdict(id, deal),
            ),
          ),
      );
      if (!soon.length)
        cells.push(
          h(
            "a.today-card",
            { href: `${UP}deals.html#${now.id}` },
            h("b", {}, now.deal.name),
            verdict(now.id, now.deal),
          ),
        );
    }
    patch(this, cells);
    this.hidden = cells.length === 0;
  }

  /** What is due today, and the chapter to go on with. */
  async learning() {
    const cells = [];
    if (answers().size > 0) {
      const count = due(await load("quizzes")).length;
      cells.push(
        h(
          "a.today-card",
          { href: `${UP}review.html` },
          h("b.figure", { "aria-hidden": "true" }, count),
          h("span", {}, say("today.due", { n: count })),
        ),
      );
    }
    const begun = store.all("result/").length > 0 || store.all("read/").length > 0;
    const paths = begun ? (await load("paths")).paths : [];
    const now = begun ? under(paths, (key) => store.get(key)) : null;
    if (now) {
      const { chapters, title, link } = now.path;
      cells.push(
        h(
          "a.today-card.way",
          { href: `${UP}${link.href}#${chapters[now.at].id}` },
          h("span.quiet", {}, title),
          h(
            "b",
            {},
            say("today.chapter", { n: now.at + 1, count: chapters.length, title: chapters[now.at].title }),
          ),
          h("progress", { max: chapters.length, value: now.at, "aria-hidden": "true" }),
        ),
      );
    }
    return cells;
  }
}
