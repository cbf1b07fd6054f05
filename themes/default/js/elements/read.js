/**
 * "I have studied this", at the end of a page.
 *
 *     <tt-read data-item="s1"></tt-read>
 *
 * Once it is said the next step of the learner's path stands there, and a way to take it back.
 *
 * The record keeps revision, hash and words of every item on the page, so that later a list can
 * say exactly what has changed since.
 */
import { h } from "../kit/dom.js";
import { patch } from "../kit/patch.js";
import { announce } from "../kit/page.js";
import { say, showDate, speak } from "../kit/words.js";
import { keepForGood, store, watch } from "../store/here.js";
import { standing } from "../logic/progress.js";
import { today } from "../store/records.js";
import { nextLink, opened, standsAt } from "../views/way.js";
import { wordsOf } from "../views/text.js";

export class Read extends HTMLElement {
  /** What was kept before this visit's "I have studied this"; undefined while nothing was said. */
  former = /** @type {import("../store/kept.js").Reading | null | undefined} */ (undefined);

  async connectedCallback() {
    const [path] = await Promise.all([opened(), speak()]);
    this.path = path;
    watch(() => this.show());
    this.show();
  }

  /** Every item on the page: id → [revision, hash, words]. @returns {{ [id: string]: [number, string, string] }} */
  items() {
    /** @type {{ [id: string]: [number, string, string] }} */
    const items = {};
    for (const element of document.querySelectorAll("main [data-hash]")) {
      const { rev, hash } = /** @type {HTMLElement} */ (element).dataset;
      items[element.id] = [Number(rev), hash ?? "", wordsOf(element)];
    }
    return items;
  }

  mark() {
    const items = this.items();
    const [rev, hash] = items[this.dataset.item ?? ""] ?? [1, ""];
    this.former = store.get(`read/${this.dataset.item}`) ?? null;
    store.set(`read/${this.dataset.item}`, {
      rev,
      hash,
      day: today(),
      items,
      lang: document.documentElement.lang,
    });
    keepForGood();
    announce(say("read.done_now"));
    /** @type {HTMLElement | null} */ (this.querySelector(".way-next"))?.focus({ preventScroll: true });
  }

  undo() {
    const key = /** @type {const} */ (`read/${this.dataset.item}`);
    store.set(key, this.former ?? null);
    this.former = undefined;
    announce(say("read.undone"));
    this.querySelector("button")?.focus({ preventScroll: true });
  }

  show() {
    const record = store.get(`read/${this.dataset.item}`);
    const items = this.items();
    const changed = record
      ? Object.entries(items).filter(([id, [revision, hash]]) => {
          const [rev, was] = record.items[id] ?? [];
          return rev === undefined || standing({ rev, hash: was }, { revision, hash }) !== "kept";
        })
      : [];
    const button = h(
      "button",
      { "data-key": "mark", type: "button", onclick: () => this.mark() },
      say(record ? "read.again" : "read.mark"),
    );
    const undo =
      this.former === undefined
        ? null
        : [" ", h("button.plain.small", { type: "button", onclick: () => this.undo() }, say("read.undo"))];
    const line = record
      ? h("p", { "data-key": "on" }, h("b", {}, `✓ ${say("read.on", { date: showDate(record.day) })}`), undo)
      : null;
    const now = record && this.path ? standsAt(this.path, this.dataset.item) : null;
    const next =
      now && this.path
        ? h("p", { "data-key": "next" }, nextLink(this.path, now.next, "a.way-next.wide"))
        : null;
    const list = changed.length
      ? h(
          "details.more",
          {},
          h("summary", {}, say("read.changed", { n: changed.length })),
          h(
            "ul.links",
            {},
            changed.map(([id]) => h("li", {}, h("a", { href: `#${id}` }, items[id][2]))),
          ),
        )
      : null;
    // On a path what was studied is done with; it can be said again if something has changed since.
    const isOver = !!next && changed.length === 0;
    patch(this, line, list, next, isOver ? null : button);
  }
}
