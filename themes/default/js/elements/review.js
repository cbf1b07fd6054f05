/**
 * The learner's own page: what is due, what comes, what has changed, how far each quiz is, files.
 *
 *     <tt-review></tt-review>
 */
import { load } from "../kit/data.js";
import { h } from "../kit/dom.js";
import { patch } from "../kit/patch.js";
import { announce, download } from "../kit/page.js";
import { UP } from "../kit/root.js";
import { say, showDate, speak } from "../kit/words.js";
import { store, watch } from "../store/here.js";
import { day } from "../logic/deals.js";
import { standing, testing } from "../logic/progress.js";
import { shuffle } from "../logic/shuffle.js";
import { keepAndSay } from "../views/again.js";
import { Attempt } from "../views/attempt.js";
import { changedSince, changedList } from "../views/changed.js";
import { answers, due, knows, today } from "../store/records.js";
import { results } from "../views/results.js";

/** @typedef {import("../logic/grade.js").Question} Question */

/** From this stability on, in days, a memory counts as firm. */
const FIRM = 21;

export class Review extends HTMLElement {
  async connectedCallback() {
    const [index, items] = await Promise.all([load("quizzes"), load("items"), speak()]);
    /** @type {any} */
    this.index = index;
    /** @type {{ [id: string]: [number, string, string] }} */
    this.items = items;
    /** @type {any} */
    this.names = null;
    this.show();
    watch(() => {
      if (!this.busy) this.show();
    });
  }

  show() {
    this.changes = changedSince(this.items ?? {});
    // What every item is called is much to load; only a list of changes needs it.
    if (this.changes.live.length + this.changes.gone.length > 0 && !this.names) {
      load("names").then(
        (names) => {
          this.names = names;
          if (!this.busy) this.show();
        },
        () => {},
      );
      return;
    }
    patch(
      this,
      this.dueSection(),
      this.changedSection(),
      this.memorySection(),
      this.quizSection(),
      this.fileSection(),
    );
  }

  /** @returns {{ id: string, rev: number, hash: string, tests: string[] }[]} */
  questions() {
    return this.index.quizzes.flatMap((/** @type {any} */ quiz) => quiz.questions);
  }

  dueSection() {
    const ids = due(this.index);
    const made = answers();
    const later = this.questions()
      .flatMap((q) => made.get(q.id)?.due ?? [])
      .filter((d) => d > today())
      .sort()[0];
    return h(
      "section.due",
      {},
      h("h2", { tabindex: "-1" }, say("today.due", { n: ids.length })),
      ids.length
        ? h(
            "p.actions-row",
            {},
            h("button", { type: "button", onclick: () => this.ask(ids) }, say("review.start")),
          )
        : h("p.quiet", {}, later ? say("review.next", { date: showDate(later) }) : say("review.nothing")),
    );
  }

  /**
   * Asks questions, whichever quizzes they stand in now, mixed.
   * @param {string[]} ids
   */
  async ask(ids) {
    this.busy = true;
    const quizzes = this.index.quizzes.filter((/** @type {any} */ quiz) =>
      quiz.questions.some((/** @type {any} */ q) => ids.includes(q.id)),
    );
    const loaded = await Promise.all(quizzes.map((/** @type {any} */ quiz) => load(`quiz-${quiz.id}`)));
    const seed = `review/${today()}`;
    /** @type {Question[]} */
    const questions = shuffle(
      loaded.flatMap((quiz) => quiz.questions).filter((q) => ids.includes(q.id)),
      seed,
    );
    const state = { seed, exam: false, at: 0, answers: {}, grades: {} };
    const over = () => this.finish(questions, attempt.state, loaded[0].gates);
    const attempt = new Attempt(questions, state, loaded[0].gates, {
      graded: keepAndSay,
      moved: () => {},
      ended: over,
      stop: over,
    });
    this.replaceChildren(attempt.element);
    attempt.view?.stem.focus();
  }

  /**
   * The page again, headed by how it went.
   * @param {Question[]} questions
   * @param {import("../views/attempt.js").State} state
   * @param {import("../views/question.js").Process} process
   */
  finish(questions, state, process) {
    this.busy = false;
    this.show();
    const asked = questions.filter((q) => state.grades[q.id]);
    const wrong = asked.filter((q) => !state.grades[q.id].right);
    if (asked.length > 0) {
      const said = `${say("review.done")} ${say("quiz.right_of", { n: asked.length - wrong.length, count: asked.length })}`;
      this.querySelector(".due")?.prepend(h("p.result.right", {}, said));
      this.querySelector(".due")?.append(
        ...(wrong.length
          ? [
              h(
                "p.actions-row",
                {},
                h(
                  "button.plain",
                  { type: "button", onclick: () => this.ask(wrong.map((q) => q.id)) },
                  say("quiz.retry_wrong", { n: wrong.length }),
                ),
              ),
            ]
          : []),
        ...results(asked, state, process, this.index.misconceptions),
      );
      announce(said);
    }
    /** @type {HTMLElement | null} */ (this.querySelector(".due h2"))?.focus();
  }

  changedSection() {
    const { live, gone } = this.changes ?? { live: [], gone: [] };
    if (live.length === 0 && gone.length === 0) return null;
    const all = this.questions();
    const ids = live.map((change) => change.id);
    const again = new Set([...testing(all, ids), ...all.filter((q) => ids.includes(q.id))].map((q) => q.id));
    return h(
      "section",
      {},
      h("h2", {}, say("review.changed")),
      h("div.changed", {}, changedList({ live, gone }, this.names)),
      h(
        "p.actions-row",
        {},
        again.size
          ? h(
              "button",
              { type: "button", onclick: () => this.ask([...again]) },
              say("review.check", { n: again.size }),
            )
          : null,
        h("button.plain", { type: "button", onclick: () => this.seen() }, say("review.seen")),
      ),
    );
  }

  /**
   * The learner has looked at the changes: reading takes up the present state, answers that were
   * revised stay open, and what is gone is kept but no longer told.
   */
  seen() {
    const lang = document.documentElement.lang;
    const gone = (this.changes?.gone ?? []).map((change) => change.id);
    /** @type {{ [key: string]: any }} */
    const changes = { "set/gone": [...new Set([...(store.get("set/gone") ?? []), ...gone])] };
    for (const [page, read] of store.all("read/")) {
      const now = (/** @type {string} */ id) => {
        const item = this.items?.[id];
        const words = read.lang === lang ? this.names?.items[id]?.[1] : "";
        const [rev, hash] = read.items[id];
        return item && (rev !== item[0] || hash !== item[1]) ? [item[0], item[1], words] : read.items[id];
      };
      changes[`read/${page}`] = {
        ...read,
        items: Object.fromEntries(Object.keys(read.items ?? {}).map((id) => [id, now(id)])),
      };
    }
    for (const [id, answer] of answers()) {
      const item = this.items?.[id];
      if (item && item[0] === answer.rev && item[1] !== answer.hash)
        changes[`answer/${id}`] = { ...answer, hash: item[1] };
    }
    store.change(changes);
  }

  /** How firm what was answered sits, and what the next days bring. */
  memorySection() {
    const made = answers();
    const all = this.questions();
    const known = all.filter((q) => made.has(q.id));
    if (known.length === 0) return null;
    const firm = known.filter(
      (q) => knows(made.get(q.id), q) && (made.get(q.id)?.stability ?? 0) >= FIRM,
    ).length;
    const cells = [
      ["firm", firm],
      ["learning", known.length - firm],
      ["fresh", all.length - known.length],
    ];
    const days = this.forecast(known.map((q) => made.get(q.id)?.due ?? ""));
    const most = Math.max(...days.map(([, n]) => n), 1);
    return h(
      "section",
      {},
      h("h2", {}, say("review.memory")),
      h(
        "dl.counts-row",
        {},
        cells.map(([name, n]) => h("div", {}, h("dt", {}, say(`review.${name}`)), h("dd.figure", {}, n))),
      ),
      h("p.quiet", {}, say("review.memory_note", { n: FIRM })),
      h(
        "table.plain.forecast",
        {},
        h("caption", {}, say("review.forecast")),
        h(
          "tbody",
          {},
          days.map(([date, n]) =>
            h(
              "tr",
              {},
              h("th", { scope: "row" }, showDate(date)),
              h("td", {}, n),
              h("td.share-bar", {}, h("meter", { max: most, value: n, "aria-label": String(n) })),
            ),
          ),
        ),
      ),
    );
  }

  /**
   * How many questions come on each of the next seven days.
   * @param {string[]} dues
   * @returns {[string, number][]}
   */
  forecast(dues) {
    return Array.from({ length: 7 }, (_, at) => {
      const date = new Date(`${today()}T12:00:00`);
      date.setDate(date.getDate() + at + 1);
      const on = day(date.getTime());
      return [on, dues.filter((d) => d === on).length];
    });
  }

  quizSection() {
    const made = answers();
    const rows = this.index.quizzes.map((/** @type {any} */ quiz) => {
      const right = quiz.questions.filter((/** @type {any} */ q) => knows(made.get(q.id), q)).length;
      const result = store.get(`result/${quiz.id}`);
      const now = standing(result, { revision: quiz.rev ?? 1, hash: quiz.hash ?? result?.hash ?? "" });
      return h(
        "tr",
        {},
        h("th", { scope: "row" }, h("a", { href: UP + quiz.link.href }, quiz.title)),
        h("td", {}, say("quiz.right_of", { n: right, count: quiz.questions.length })),
        h(
          "td",
          {},
          result?.passed
            ? say(now === "revised" ? "review.passed_before" : "review.passed", { percent: result.percent })
            : "",
        ),
      );
    });
    return h("section", {}, h("h2", {}, say("review.quizzes")), h("table.plain", {}, h("tbody", {}, rows)));
  }

  fileSection() {
    const pick = h("input", {
      type: "file",
      accept: ".json,application/json",
      id: "take-in",
      onchange: (/** @type {any} */ event) => this.takeIn(event.target),
    });
    return h(
      "section",
      {},
      h("h2", {}, say("review.file")),
      h("p.quiet", {}, say("review.file_note")),
      h(
        "p.actions-row",
        {},
        h(
          "button",
          {
            type: "button",
            onclick: () => download(`twotrack-${today()}.json`, "application/json", store.export()),
          },
          say("review.export"),
        ),
      ),
      h("p", {}, h("label", { for: "take-in" }, say("review.import")), " ", pick),
    );
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
