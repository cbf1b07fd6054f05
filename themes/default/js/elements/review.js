/**
 * The learner's own page: what is due, what comes, what has changed, how far each quiz is, files.
 *
 *     <tt-review></tt-review>
 */
import { load } from "../kit/data.js";
import { h } from "../kit/dom.js";
import { patch } from "../kit/patch.js";
import { announce } from "../kit/page.js";
import { say, showDate, speak } from "../kit/words.js";
import { watch } from "../store/here.js";
import { testing } from "../logic/progress.js";
import { shuffle } from "../logic/shuffle.js";
import { keepAndSay } from "../views/again.js";
import { Attempt } from "../views/attempt.js";
import { changedSince, changedList, inWords, seen } from "../views/changed.js";
import { front } from "../views/front.js";
import { memory, quizTable } from "../views/memory.js";
import { fileSection } from "../views/own-data.js";
import { answers, settle, today } from "../store/records.js";
import { daily, reviews } from "../store/reviews.js";
import { dailyChoice, dayRecord, dueWords } from "../views/due.js";
import { countedStages, results } from "../views/results.js";

/** @typedef {import("../kit/contract.js").Question} Question */

export class Review extends HTMLElement {
  index = /** @type {import("../kit/contract.js").Quizzes} */ (
    /** @type {import("../kit/contract.js").Quizzes | null} */ (null)
  );

  async connectedCallback() {
    const [index, items] = await Promise.all([load("quizzes"), load("items"), speak()]);
    this.index = index;
    /** @type {import("../kit/contract.js").Items} */
    this.items = items;
    /** @type {import("../kit/contract.js").Names | null} */
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
      dayRecord(),
      memory(this.questions()),
      quizTable(this.index.quizzes),
      fileSection(),
    );
  }

  /** @returns {{ id: string, rev: number, hash: string, tests: string[] }[]} */
  questions() {
    return this.index.quizzes.flatMap((quiz) => quiz.questions);
  }

  dueSection() {
    const { now, later, done } = reviews(this.index);
    const made = answers();
    const next = this.questions()
      .flatMap((q) => made.get(q.id)?.due ?? [])
      .filter((d) => d > today())
      .sort()[0];
    const n = now.length;
    const head = n ? dueWords(n) : done ? `✓ ${say("review.done")}` : say("today.nothing");
    const more = later.slice(0, daily());
    return h(
      "section.due",
      {},
      h("h2", { tabindex: "-1" }, head),
      n
        ? h(
            "p.actions-row",
            {},
            h("button", { type: "button", onclick: () => this.ask(now) }, say("review.start")),
          )
        : later.length
          ? null
          : h("p.quiet", {}, next ? say("review.next", { date: showDate(next) }) : say("review.nothing")),
      later.length ? h("p.quiet", {}, say("review.later", { n: later.length })) : null,
      !n && more.length
        ? h(
            "p.actions-row",
            {},
            h(
              "button.plain",
              { type: "button", onclick: () => this.ask(more) },
              say("review.more", { n: more.length }),
            ),
          )
        : null,
      made.size ? dailyChoice() : null,
    );
  }

  /**
   * Asks questions, whichever quizzes they stand in now, mixed.
   * @param {string[]} ids
   */
  async ask(ids) {
    this.busy = true;
    const quizzes = this.index.quizzes.filter((quiz) => quiz.questions.some((q) => ids.includes(q.id)));
    const loaded = await Promise.all(quizzes.map((quiz) => load(`quiz-${quiz.id}`)));
    const seed = `review/${today()}`;
    const questions = shuffle(
      loaded.flatMap((quiz) => quiz.questions).filter((q) => ids.includes(q.id)),
      seed,
    );
    const state = { seed, exam: false, at: 0, answers: {}, grades: {} };
    const over = () => this.finish(questions, attempt.state, countedStages(loaded));
    const attempt = new Attempt(questions, state, {
      graded: (question, grade, hints) => {
        const said = keepAndSay(question, grade, hints);
        const quiz = quizzes.find(({ id }) => id === question.quiz);
        if (quiz) settle(quiz);
        return said;
      },
      moved: () => {},
      ended: over,
      stop: over,
    });
    this.replaceChildren(attempt.element);
    if (attempt.view) front(attempt.element, attempt.view.stem);
  }

  /**
   * The page again, headed by how it went.
   * @param {Question[]} questions
   * @param {import("../views/attempt.js").State} state
   * @param {import("../kit/contract.js").CountedStage[]} stages
   */
  finish(questions, state, stages) {
    this.busy = false;
    this.show();
    const asked = questions.filter((q) => state.grades[q.id]);
    const wrong = asked.filter((q) => !state.grades[q.id].right);
    if (asked.length > 0) {
      const right = say("quiz.right_of", { n: asked.length - wrong.length, count: asked.length });
      const said = `${say("review.done")} ${right}`;
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
        ...results(asked, state, stages, this.index.misconceptions),
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
      { id: "changes" },
      h("h2", {}, say("review.changed")),
      h("p", {}, inWords({ live, gone })),
      h("div.changed", {}, this.names && changedList({ live, gone }, this.names)),
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
        h(
          "button.plain",
          {
            type: "button",
            onclick: () => seen(this.changes?.gone ?? [], this.items ?? {}, this.names ?? null),
          },
          say("review.seen"),
        ),
      ),
    );
  }
}
