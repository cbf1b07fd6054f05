/**
 * How far a learner is on a path: what is read, what is passed, where to go on; at the end a
 * certificate to print.
 *
 *     <tt-path data-path="path.new-hire"><div class="path-head"></div> … <li id="path.new-hire.1"> … </tt-path>
 */
import { load } from "../kit/data.js";
import { h } from "../kit/dom.js";
import { patch } from "../kit/patch.js";
import { printPage } from "../kit/page.js";
import { say, showDate, speak } from "../kit/words.js";
import { store, watch } from "../store/here.js";
import { left } from "../logic/path.js";
import { linkTo } from "../views/text.js";
import { today } from "../store/records.js";

export class LearningPath extends HTMLElement {
  path = /** @type {import("../kit/contract.js").LearningPath} */ (
    /** @type {import("../kit/contract.js").LearningPath | null} */ (null)
  );

  async connectedCallback() {
    const [data] = await Promise.all([load("paths"), speak()]);
    this.playbook = data.title;
    const path = data.paths.find((p) => p.id === this.dataset.path);
    if (!path) return;
    this.path = path;
    /** @type {Element | null} */
    this.head = this.querySelector(".path-head");
    watch(() => this.show());
    this.show();
  }

  show() {
    const chapters = this.path.chapters;
    const states = chapters.map((chapter) => left(chapter, (key) => store.get(key)));
    const done = states.filter((state) => state.done).length;
    const at = states.findIndex((state) => !state.done);
    if (at < 0) this.complete();
    const completed = store.get(`path/${this.path.id}`);
    if (!this.head) return;
    patch(
      this.head,
      h(
        "p.progress",
        {},
        say("path.done", { n: done, count: chapters.length }),
        h("progress", { max: chapters.length, value: done, "aria-label": say("path.progress") }),
      ),
      at >= 0 ? this.goOn(chapters[at], states[at], at) : "",
      // What was completed stays so, even if an author adds a chapter later.
      completed ? this.certificate(completed.day, at >= 0) : "",
    );
    chapters.forEach((chapter, n) => this.mark(chapter, states[n]));
  }

  /**
   * @param {import("../logic/path.js").Chapter} chapter
   * @param {import("../logic/path.js").Left} state
   * @param {number} at
   */
  goOn(chapter, state, at) {
    const next = state.pages[0] ?? (state.quiz && chapter.quiz ? chapter.quiz.link : null);
    return h(
      "p",
      {},
      say("path.go_on"),
      " ",
      h("a", { href: `#${chapter.id}` }, say("path.chapter", { n: at + 1, title: chapter.title })),
      next ? [" · ", linkTo(next)] : null,
    );
  }

  /**
   * @param {import("../logic/path.js").Chapter} chapter
   * @param {import("../logic/path.js").Left} state
   */
  mark(chapter, state) {
    const item = document.getElementById(chapter.id);
    if (!item) return;
    item.classList.toggle("done", state.done);
    const open = [
      ...state.pages.map(linkTo),
      ...(state.quiz && chapter.quiz
        ? [h("span", {}, say("path.to_pass"), " ", linkTo(chapter.quiz.link))]
        : []),
    ];
    const words = state.done
      ? h("b", {}, `✓ ${say("path.chapter_done")}`)
      : [say("path.left"), " ", open.flatMap((link, at) => (at ? [" · ", link] : [link]))].flat();
    const line = item.querySelector(".chapter-state") ?? h("p.chapter-state");
    item.lastElementChild?.append(line);
    patch(line, words);
  }

  complete() {
    const key = `path/${this.path.id}`;
    if (store.get(key)) return;
    queueMicrotask(() =>
      store.set(key, {
        day: today(),
        rev: this.path.rev,
        hash: this.path.hash,
        title: this.path.title,
      }),
    );
  }

  /**
   * @param {string} day
   * @param {boolean} more whether chapters have come since
   */
  certificate(day, more) {
    const name = store.get("set/name") ?? "";
    const field = h("input", {
      type: "text",
      id: "learner",
      autocomplete: "name",
      value: name,
      onchange: (event) => store.set("set/name", event.target.value),
    });
    return h(
      "section.certificate",
      {},
      h("p.eyebrow", {}, this.playbook),
      h("h2", {}, say("path.certificate")),
      h("p.learner", {}, name || "…"),
      h("p", {}, say("path.completed", { path: this.path.title, date: showDate(day) })),
      more ? h("p.quiet.no-print", {}, say("path.more")) : null,
      h(
        "p.no-print",
        {},
        h("label", { for: "learner" }, say("path.name")),
        " ",
        field,
        " ",
        h("button", { type: "button", onclick: () => printPage() }, say("print")),
      ),
    );
  }
}
