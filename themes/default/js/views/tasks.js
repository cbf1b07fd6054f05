/**
 * What a chapter has a learner do in the world: boxes to tick.
 *
 * A task has no id. Its tick is kept under the hash of its words with its place; other words in the
 * same place keep it.
 */
import { h } from "../kit/dom.js";
import { store } from "../store/here.js";
import { today } from "../store/records.js";

export class Tasks {
  /** @param {import("../kit/contract.js").Chapter} chapter */
  constructor(chapter) {
    this.chapter = chapter;
    this.key = /** @type {const} */ (`do/${chapter.id}`);
    /** @type {HTMLInputElement[]} */
    this.boxes = [];
    const lines = document.getElementById(chapter.id)?.querySelectorAll("[data-task]") ?? [];
    for (const line of lines) this.arm(/** @type {HTMLElement} */ (line));
  }

  /** @param {HTMLElement} line */
  arm(line) {
    const words = line.querySelector("div");
    const sign = line.querySelector(".box");
    if (!words || !sign) return;
    const id = `${this.chapter.id}-${line.dataset.task}`;
    words.id = id;
    const box = h("input.box", {
      type: "checkbox",
      "aria-labelledby": id,
      "data-task": line.dataset.task,
      onchange: (event) => this.tick(event.target),
    });
    sign.replaceWith(h("label.tap", {}, box));
    line.addEventListener("click", (event) => {
      if (!(event.target instanceof Element) || event.target.closest("a, label")) return;
      box.click();
    });
    this.boxes.push(box);
  }

  /** The tick of a task, if it has one. @param {string} hash @param {number} at */
  ticked(hash, at) {
    const made = store.get(this.key)?.tasks ?? {};
    const gone = Object.entries(made).find(
      ([old, [, place]]) => place === at && !this.chapter.tasks.includes(old),
    );
    return hash in made ? hash : gone?.[0];
  }

  /** @param {HTMLInputElement} box */
  tick(box) {
    const hash = box.dataset.task ?? "";
    const at = this.chapter.tasks.indexOf(hash);
    const { [this.ticked(hash, at) ?? ""]: _, ...others } = store.get(this.key)?.tasks ?? {};
    store.set(this.key, { tasks: box.checked ? { ...others, [hash]: [today(), at] } : others });
  }

  show() {
    for (const box of this.boxes) {
      const hash = box.dataset.task ?? "";
      box.checked = !!this.ticked(hash, this.chapter.tasks.indexOf(hash));
    }
  }
}
