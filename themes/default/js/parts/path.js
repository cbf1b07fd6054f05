/**
 * How far a learner is on a path: what is read, what is passed, where to go on; at the end a
 * certificate to print.
 *
 *     <tt-path data-path="path.new-hire"><div class="path-head"></div> … <li id="path.new-hire.1"> … </tt-path>
 */
import { h, load, say, showDate, speak, UP } from "./kit.js";
import { store } from "./here.js";
import { today } from "./records.js";

/**
 * What a chapter still asks for.
 * @param {any} chapter
 * @returns {{ pages: any[], quiz: boolean, done: boolean }}
 */
export function left(chapter) {
  const pages = [...chapter.read, ...chapter.practise].filter((page) => !store.get(`read/${page.id}`));
  const result = chapter.quiz ? store.get(`result/${chapter.quiz}`) : null;
  const quiz = !!chapter.quiz && !(result && result.percent >= (chapter.pass ?? 0));
  return { pages, quiz, done: pages.length === 0 && !quiz };
}

export class LearningPath extends HTMLElement {
  async connectedCallback() {
    const [data] = await Promise.all([load("paths"), speak()]);
    this.playbook = data.title;
    this.path = data.paths.find((/** @type {any} */ p) => p.id === this.dataset.path);
    if (!this.path) return;
    this.head = /** @type {any} */ (this.querySelector(".path-head"));
    store.addEventListener("change", () => this.show());
    this.show();
  }

  show() {
    const chapters = this.path.chapters;
    const states = chapters.map(left);
    const done = states.filter((/** @type {any} */ s) => s.done).length;
    const at = states.findIndex((/** @type {any} */ s) => !s.done);
    this.head.replaceChildren(
      h("p.progress", {}, say("path.done", { n: done, count: chapters.length }),
        h("progress", { max: chapters.length, value: done, "aria-label": say("path.progress") })),
      at >= 0 ? h("p", {}, say("path.go_on"), " ", h("a", { href: `#${chapters[at].id}` }, chapters[at].title)) : this.certificate());
    chapters.forEach((/** @type {any} */ chapter, /** @type {number} */ n) => this.mark(chapter, states[n]));
  }

  /**
   * @param {any} chapter
   * @param {ReturnType<typeof left>} state
   */
  mark(chapter, state) {
    const item = document.getElementById(chapter.id);
    if (!item) return;
    item.classList.toggle("done", state.done);
    item.querySelector(".chapter-state")?.remove();
    const words = state.done
      ? h("b", {}, `✓ ${say("path.chapter_done")}`)
      : [say("path.left"), " ", state.pages.map((page) => [h("a", { href: UP + page.href }, page.name), " · "]).flat(), state.quiz ? say("path.quiz") : say("path.quiz_done")].flat();
    item.lastElementChild?.append(h("p.chapter-state", {}, words));
  }

  certificate() {
    const name = store.get("set/name") ?? "";
    const field = h("input", { type: "text", id: "learner", autocomplete: "name", value: name, onchange: () => store.set("set/name", field.value) });
    const day = store.get(`path/${this.path.id}`)?.day ?? today();
    if (!store.get(`path/${this.path.id}`)) queueMicrotask(() => store.set(`path/${this.path.id}`, { day, rev: 1, hash: "" }));
    return h("section.certificate", {},
      h("p.eyebrow", {}, this.playbook), h("h2", {}, say("path.certificate")),
      h("p.learner", {}, name || "…"), h("p", {}, say("path.completed", { path: this.path.title, date: showDate(day) })),
      h("p.no-print", {}, h("label", { for: "learner" }, say("path.name")), " ", field, " ",
        h("button", { type: "button", onclick: () => print() }, say("print"))));
  }
}
