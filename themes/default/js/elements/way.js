/**
 * On every page of the path that the learner has opened: where that is, how many minutes the chapter
 * still takes, what is done, and the next step at one tap.
 *
 *     <tt-way></tt-way>
 *
 * It is made by the script of every page, since which path it is about stands in no page.
 */
import { h } from "../kit/dom.js";
import { patch } from "../kit/patch.js";
import { UP } from "../kit/root.js";
import { say, speak } from "../kit/words.js";
import { store, watch } from "../store/here.js";
import { hereOn, nextLink, opened, standsAt, stepLine } from "../views/way.js";

export class Way extends HTMLElement {
  async connectedCallback() {
    this.path = await opened();
    if (!this.path) return;
    await speak();
    watch(() => this.show());
    this.show();
  }

  show() {
    const now = this.path && standsAt(this.path, hereOn());
    if (!this.path || !now) return;
    const { when, title } = this.path.chapters[now.chapter];
    const done = now.steps.filter((step) => step.done).length;
    const left = now.minutes ? say("path.minutes_left", { n: now.minutes }) : `✓ ${say("path.chapter_done")}`;
    const place = `${when || title} · ${say("path.place", { n: done, count: now.steps.length })}`;
    patch(
      this,
      h(
        "nav.way-bar",
        { "aria-label": this.path.title },
        h(
          "details",
          {},
          h("summary", {}, h("span", {}, place), " ", h("span.quiet", {}, left)),
          h(
            "div.way-list",
            {},
            h("p", {}, h("a", { href: UP + this.path.link.href }, this.path.title), " · ", title),
            h(
              "ol",
              {},
              now.steps.map((step) =>
                h("li", { "aria-current": step.id === hereOn() ? "step" : null }, stepLine(step)),
              ),
            ),
          ),
        ),
        nextLink(this.path, now.next),
      ),
    );
  }
}

/** Shows the way at the foot of a page that may be on it. */
export function showWay() {
  if (!store.get("set/path") || !hereOn()) return;
  document.querySelector("main")?.append(document.createElement("tt-way"));
}
