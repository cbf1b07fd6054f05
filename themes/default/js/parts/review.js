/**
 * The learner's own page: what is due, what has changed, how far each quiz is, files in and out.
 *
 *     <tt-review></tt-review>
 */
import { announce, download, h, load, say, showDate, speak, UP } from "./kit.js";
import { store } from "./here.js";
import { standing, testing } from "../logic/progress.js";
import { answers, due, keepAnswer, today } from "./records.js";
import { Attempt } from "./attempt.js";

/** @typedef {import("../logic/grade.js").Question} Question */

export class Review extends HTMLElement {
  async connectedCallback() {
    const [index, items] = await Promise.all([load("quizzes"), load("items"), speak()]);
    /** @type {any} */
    this.index = index;
    /** @type {{ [id: string]: [number, string, string] }} */
    this.items = items;
    this.show();
    store.addEventListener("change", () => { if (!this.busy) this.show(); });
  }

  show() {
    this.replaceChildren(this.dueSection(), this.changedSection() ?? "", this.quizSection(), this.fileSection());
  }

  /** Due questions that the playbook still has. */
  due() {
    return due().filter((id) => this.items?.[id]);
  }

  dueSection() {
    const ids = this.due();
    const later = [...answers()].filter(([id]) => this.items?.[id]).map(([, a]) => a.due).filter((d) => d > today()).sort()[0];
    return h("section", {}, h("h2", {}, say("today.due", { n: ids.length })),
      ids.length
        ? h("p.actions-row", {}, h("button", { type: "button", onclick: () => this.ask(ids) }, say("review.start")))
        : h("p.quiet", {}, later ? say("review.next", { date: showDate(later) }) : say("review.nothing")));
  }

  /**
   * Asks questions, whichever quizzes they stand in now.
   * @param {string[]} ids
   */
  async ask(ids) {
    this.busy = true;
    const quizzes = this.index.quizzes.filter((/** @type {any} */ quiz) => quiz.questions.some((/** @type {any} */ q) => ids.includes(q.id)));
    const loaded = await Promise.all(quizzes.map((/** @type {any} */ quiz) => load(`quiz-${quiz.id}`)));
    /** @type {Question[]} */
    const questions = loaded.flatMap((quiz) => quiz.questions).filter((q) => ids.includes(q.id));
    const state = { seed: `review/${today()}`, exam: false, at: 0, answers: {}, grades: {} };
    const attempt = new Attempt(questions, state, loaded[0].gates, {
      graded: (question, grade) => keepAnswer(question, grade),
      moved: () => {},
      ended: () => {
        this.busy = false;
        this.show();
        announce(say("review.done"));
        /** @type {HTMLElement | null} */ (this.querySelector("h2"))?.focus();
      },
    });
    this.replaceChildren(attempt.element);
    attempt.view?.stem.focus();
  }

  /** Items that the learner has read or answered and that an author has changed since. */
  changed() {
    /** @type {Map<string, string>} */
    const found = new Map();
    const see = (/** @type {string} */ id, /** @type {number} */ rev, /** @type {string} */ hash) => {
      const item = this.items?.[id];
      const now = standing({ rev, hash }, item && { revision: item[0], hash: item[1] });
      if (now !== "kept") found.set(id, now);
    };
    for (const [, read] of store.all("read/")) for (const [id, [rev, hash]] of Object.entries(read.items ?? {})) see(id, rev, hash);
    for (const [id, answer] of answers()) see(id, answer.rev, answer.hash);
    return found;
  }

  changedSection() {
    const found = this.changed();
    if (found.size === 0) return null;
    const live = [...found].filter(([, now]) => now !== "removed");
    const gone = [...found].filter(([, now]) => now === "removed");
    const all = this.index.quizzes.flatMap((/** @type {any} */ quiz) => quiz.questions);
    const ids = live.map(([id]) => id);
    const again = new Set([...testing(all, ids).map((/** @type {any} */ q) => q.id), ...ids.filter((id) => all.some((/** @type {any} */ q) => q.id === id))]);
    return h("section", {}, h("h2", {}, say("review.changed")),
      live.length ? h("ul.shelf", {}, live.map(([id, now]) => h("li", {}, h("a", { href: UP + (this.items?.[id]?.[2] ?? "") }, id), " ", h("span.tags", {}, h("span", {}, say(`review.${now}`)))))) : null,
      again.size ? h("p.actions-row", {}, h("button", { type: "button", onclick: () => this.ask([...again]) }, say("review.check", { n: again.size }))) : null,
      gone.length ? h("p.quiet", {}, say("review.gone", { n: gone.length })) : null,
      h("p", {}, h("button.plain", { type: "button", onclick: () => this.seen() }, say("review.seen"))));
  }

  /** The learner has looked at the changes: reading takes up the present state; answers that were revised stay open. */
  seen() {
    /** @type {{ [key: string]: any }} */
    const changes = {};
    for (const [page, read] of store.all("read/")) {
      const items = Object.fromEntries(Object.keys(read.items ?? {}).map((id) => {
        const item = this.items?.[id];
        return [id, item ? [item[0], item[1]] : read.items[id]];
      }));
      changes[`read/${page}`] = { ...read, items };
    }
    for (const [id, answer] of answers()) {
      const item = this.items?.[id];
      if (item && item[0] === answer.rev && item[1] !== answer.hash) changes[`answer/${id}`] = { ...answer, hash: item[1] };
    }
    store.change(changes);
  }

  quizSection() {
    const made = answers();
    const rows = this.index.quizzes.map((/** @type {any} */ quiz) => {
      const right = quiz.questions.filter((/** @type {any} */ q) => made.get(q.id)?.right).length;
      const result = store.get(`result/${quiz.id}`);
      return h("tr", {}, h("th", { scope: "row" }, h("a", { href: UP + quiz.link.href }, quiz.title)),
        h("td", {}, say("quiz.right_of", { n: right, count: quiz.questions.length })),
        h("td", {}, result?.passed ? say("review.passed", { percent: result.percent }) : ""));
    });
    return h("section", {}, h("h2", {}, say("review.quizzes")), h("table.plain", {}, h("tbody", {}, rows)));
  }

  fileSection() {
    const pick = h("input", { type: "file", accept: ".json,application/json", id: "take-in", onchange: () => this.takeIn(pick) });
    return h("section", {}, h("h2", {}, say("review.file")), h("p.quiet", {}, say("review.file_note")),
      store.trouble ? h("p.notice.warn", { role: "alert" }, say(`store.${store.trouble}`)) : null,
      h("p.actions-row", {},
        h("button", { type: "button", onclick: () => download(`twotrack-${today()}.json`, "application/json", store.export()) }, say("review.export"))),
      h("p", {}, h("label", { for: "take-in" }, say("review.import")), " ", pick));
  }

  /** @param {HTMLInputElement} pick */
  async takeIn(pick) {
    const [file] = pick.files ?? [];
    if (!file) return;
    try {
      const n = store.import(await file.text());
      announce(say("review.imported", { n }));
    } catch (error) {
      const why = error instanceof Error && error.message === "newer" ? "newer" : "unreadable";
      pick.after(h("p.notice.warn", { role: "alert" }, say(`store.file_${why}`)));
    }
  }
}
