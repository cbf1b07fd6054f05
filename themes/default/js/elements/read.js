/**
 * "I have studied this", at the end of a page.
 *
 *     <tt-read data-item="s1"></tt-read>
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
import { wordsOf } from "../views/text.js";

export class Read extends HTMLElement {
  async connectedCallback() {
    await speak();
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
    store.set(`read/${this.dataset.item}`, {
      rev,
      hash,
      day: today(),
      items,
      lang: document.documentElement.lang,
    });
    keepForGood();
    announce(say("read.done_now"));
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
      { type: "button", onclick: () => this.mark() },
      say(record ? "read.again" : "read.mark"),
    );
    const line = record ? h("p", {}, h("b", {}, say("read.on", { date: showDate(record.day) }))) : null;
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
    patch(this, line, list, button);
  }
}
