/**
 * On the front page: what is due today, where the learner and the chosen deal stand.
 *
 *     <tt-today></tt-today>
 */
import { load } from "../kit/data.js";
import { h } from "../kit/dom.js";
import { patch } from "../kit/patch.js";
import { UP } from "../kit/root.js";
import { listen } from "../kit/told.js";
import { say, speak } from "../kit/words.js";
import { store, watch } from "../store/here.js";
import { appraise } from "../logic/deals.js";
import { reviews } from "../store/reviews.js";
import { changedSince, inWords } from "../views/changed.js";
import { dueWords } from "../views/due.js";
import { answers, chosen, thisWeek, ticks, today } from "../store/records.js";
import { showSoon, verdictChip } from "../views/figure.js";
import { opened, standsAt } from "../views/way.js";

/** So many meetings fit above the map. */
const MOST = 3;

export class Today extends HTMLElement {
  async connectedCallback() {
    /** The card as it was sent. */
    this.sent = /** @type {HTMLElement | null} */ (this.querySelector(".way"));
    if (this.sent) listen(this.sent, "click", () => open(this.dataset.path));
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

  /** The step to go on with, and what is due today. */
  async learning() {
    const cells = [await this.way()];
    if (answers().size + store.all("read/").length > 0) cells.push(await this.due());
    return cells.flatMap((cell) => cell ?? []);
  }

  /** The reviews of today, and in words what has changed since the learner studied. */
  async due() {
    const [quizzes, items] = await Promise.all([load("quizzes"), load("items")]);
    const { now, done } = reviews(quizzes);
    const n = now.length;
    const words = n
      ? h("b", {}, dueWords(n))
      : h("b.right", {}, done ? `✓ ${say("review.done")}` : say("today.nothing"));
    const changed = inWords(changedSince(items));
    return h(
      "a.today-card",
      { href: `${UP}review.html${changed && !n ? "#changes" : ""}` },
      words,
      changed
        ? h("span.news", {}, h("span.quiet", {}, say("review.changed")), " ", h("b", {}, changed))
        : null,
    );
  }

  /** The button that leads on along the learner's path; for whoever has none, as it was sent. */
  async way() {
    const first = this.dataset.path;
    if (!first) return null;
    const path = (await opened()) ?? (isBegun() ? await load(`path-${first}`) : null);
    if (!path) return this.sent;
    const now = standsAt(path);
    if (!now?.next) {
      const { next } = path;
      return next && card(next.id, next.href, path.title, say("today.next", { step: next.name }));
    }
    const { next, done, count, minutes, chapter } = now;
    const { when, title } = path.chapters[chapter];
    const words = done ? say("today.go_on", { step: next.link.name }) : say("today.start");
    const bar = done ? h("progress", { max: count, value: done, "aria-hidden": "true" }) : null;
    const about = h("span", {}, `${when || title} · ${say("path.minutes", { n: minutes })}`);
    return card(path.id, next.link.href, path.title, words, about, bar);
  }
}

/** Whether something was learnt here, on whatever path. */
function isBegun() {
  return ["read/", "talk/", "result/"].some((prefix) => store.all(prefix).length > 0);
}

/** Opens a path. @param {string | undefined} path */
function open(path) {
  if (path) store.set("set/path", path);
}

/**
 * A card by which a path is opened.
 * @param {string} path
 * @param {string} href
 * @param {string} eyebrow
 * @param {string} words
 * @param {...import("../kit/dom.js").Child} more
 */
function card(path, href, eyebrow, words, ...more) {
  return h(
    "a.today-card.way",
    { href: UP + href, onclick: () => open(path) },
    h("span.quiet", {}, eyebrow),
    h("b", {}, words),
    more,
  );
}
