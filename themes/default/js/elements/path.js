/**
 * How far a learner is on a path: what is done and with which score, where to go on; at the end a
 * certificate to print, and the path that follows.
 *
 *     <tt-path data-path="path.new-hire"><div class="path-head"></div> … <li id="path.new-hire.1"> … </tt-path>
 *
 * Whoever looks at a path has opened it; only then is it theirs.
 */
import { load } from "../kit/data.js";
import { h } from "../kit/dom.js";
import { patch } from "../kit/patch.js";
import { UP } from "../kit/root.js";
import { say, speak } from "../kit/words.js";
import { minutesLeft, steps } from "../logic/path.js";
import { store, watch } from "../store/here.js";
import { today } from "../store/records.js";
import { certificate } from "../views/certificate.js";
import { Tasks } from "../views/tasks.js";
import { nextLink, standsAt } from "../views/way.js";

export class LearningPath extends HTMLElement {
  path = /** @type {import("../kit/contract.js").LearningPath} */ (
    /** @type {import("../kit/contract.js").LearningPath | null} */ (null)
  );

  async connectedCallback() {
    const [path] = await Promise.all([load(`path-${this.dataset.path}`), speak()]);
    this.path = path;
    /** @type {Element | null} */
    this.head = this.querySelector(".path-head");
    if (store.get("set/path") !== path.id) store.set("set/path", path.id);
    this.tasks = path.chapters.map((chapter) => new Tasks(chapter));
    this.fold();
    watch(() => this.show());
    this.show();
    this.classList.add("armed");
  }

  /** Opens the chapter to go on with; one that the address names stays open. */
  fold() {
    const at = standsAt(this.path)?.chapter;
    this.path.chapters.forEach((chapter, n) => {
      const fold = document.getElementById(chapter.id)?.querySelector("details");
      if (fold) fold.open = n === at || location.hash === `#${chapter.id}`;
    });
  }

  show() {
    const now = standsAt(this.path);
    if (!now) return;
    if (!now.next) this.complete();
    const completed = store.get(`path/${this.path.id}`);
    const { next } = this.path;
    if (this.head)
      patch(
        this.head,
        h(
          "p.progress",
          {},
          say("path.steps", { n: now.done, count: now.count }),
          h("progress", { max: now.count, value: now.done, "aria-label": say("path.progress") }),
        ),
        now.next ? this.goOn(now) : "",
        !now.next && next
          ? h("p", {}, say("path.leads"), " ", h("a", { href: UP + next.href }, next.name))
          : "",
        // What was completed stays so, even if an author adds a chapter later.
        completed ? certificate(this.path, completed.day, !!now.next) : "",
      );
    this.path.chapters.forEach((_, n) => this.mark(n));
    this.tasks?.forEach((tasks) => tasks.show());
  }

  /** @param {import("../logic/path.js").Place} now */
  goOn({ chapter, done, minutes, next }) {
    const { when, title } = this.path.chapters[chapter];
    const link = nextLink(this.path, next, "a.way-next.wide");
    patch(
      link,
      h("span.quiet", {}, say(done ? "path.go_on" : "path.start")),
      " ",
      h("b", {}, next?.link.name),
      " ",
      h("small", {}, `${when || title} · ${say("path.minutes_left", { n: minutes })}`),
    );
    return h("p", {}, link);
  }

  /** Gives the steps of a chapter their signs. @param {number} n */
  mark(n) {
    const chapter = this.path.chapters[n];
    const item = document.getElementById(chapter.id);
    if (!item) return;
    const all = steps(chapter, n, (key) => store.get(key));
    for (const step of all) {
      const line = item.querySelector(`[data-step="${CSS.escape(step.id)}"]`);
      line?.classList.toggle("done", step.done);
      const sign = line?.querySelector(".tick") ?? h("b.tick");
      line?.prepend(sign);
      const score = step.percent === null ? "" : `${step.percent}%`;
      patch(sign, step.done ? ["✓", h("span.sr", {}, say("path.step_done"))] : "○", score && ` ${score}`);
    }
    const open = all.filter((step) => !step.done);
    item.classList.toggle("done", open.length === 0);
    const state = item.querySelector(".chapter-state");
    const left = say("path.minutes_left", { n: minutesLeft(chapter, all) });
    const count = say("path.place", { n: all.length - open.length, count: all.length });
    if (state) patch(state, open.length ? `${count} · ${left}` : `✓ ${say("path.chapter_done")}`);
  }

  complete() {
    const key = /** @type {const} */ (`path/${this.path.id}`);
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
}
