/**
 * A quiz that is answered here: practice or exam, all questions or some, again or only the wrong.
 *
 *     <tt-quiz data-quiz="q1"> the questions on paper </tt-quiz>
 *
 * The questions on paper give way; a link brings them back for printing. An address that names a
 * question asks it.
 */
import { fragment, unused } from "../kit/address.js";
import { formOf } from "../answer/forms.js";
import { load } from "../kit/data.js";
import { h } from "../kit/dom.js";
import { announce } from "../kit/page.js";
import { UP } from "../kit/root.js";
import { listen } from "../kit/told.js";
import { say, speak } from "../kit/words.js";
import { store } from "../store/here.js";
import { takeUp } from "../logic/progress.js";
import { draw, shuffle } from "../logic/shuffle.js";
import { answers, keepAnswer, knows, rating, today } from "../store/records.js";
import { keepAndSay } from "../views/again.js";
import { Attempt } from "../views/attempt.js";
import { startForm } from "../views/quiz-start.js";
import { percent, results } from "../views/results.js";

/** @typedef {import("../kit/contract.js").Question} Question */
/** @typedef {import("../store/kept.js").Begun} Begun */

export class Quiz extends HTMLElement {
  quiz = /** @type {import("../kit/contract.js").Quiz} */ (
    /** @type {import("../kit/contract.js").Quiz | null} */ (null)
  );

  async connectedCallback() {
    if (this.quiz) return;
    const id = this.dataset.quiz ?? "";
    const [quiz] = await Promise.all([load(`quiz-${id}`), speak()]);
    // Before the paper gives way: a question that can't be asked leaves it as it is.
    quiz.questions.forEach(formOf);
    this.quiz = quiz;
    this.paper = [...this.childNodes];
    this.stageElement = h("div.quiz-stage");
    this.prepend(this.stageElement);
    this.classList.add("armed");
    for (const node of this.paper) if (node instanceof HTMLElement) node.classList.add("on-paper");
    listen(window, "hashchange", () => this.ask());
    if (!this.ask()) this.open();
  }

  /** The attempt that was begun, or the offer to begin one. */
  open() {
    const kept = store.get(`attempt/${this.quiz.id}`);
    if (kept) this.resume(kept);
    else this.offer();
  }

  /** Goes on where the learner stopped, whatever an author has changed since. @param {Begun} kept */
  resume(kept) {
    const { attempt, touched } = takeUp(kept, this.quiz.questions);
    if (attempt.ids.length === 0) return this.offer();
    this.go(attempt);
    if (touched)
      this.stageElement?.prepend(h("p.notice", { role: "note" }, say("quiz.edited", { n: touched })));
  }

  /**
   * Asks the one question that the address names, such as a search has found; an attempt that was
   * begun waits.
   */
  ask() {
    const name = fragment();
    const asked = this.list([name]);
    unused(asked.length || document.getElementById(name) ? "" : name);
    if (!asked.length) return false;
    const state = {
      seed: `${this.quiz.id}/${Date.now()}`,
      exam: false,
      at: 0,
      answers: {},
      grades: {},
      hints: {},
    };
    this.attempt = new Attempt(asked, state, {
      graded: keepAndSay,
      moved: () => {},
      ended: () => this.open(),
      stop: () => this.open(),
    });
    this.stageElement?.replaceChildren(this.attempt.element);
    this.attempt.view?.stem.focus();
    return true;
  }

  /** @param {string[]} ids @returns {Question[]} */
  list(ids) {
    return ids.flatMap((id) => this.quiz.questions.find((q) => q.id === id) ?? []);
  }

  /** Questions whose last answer was wrong or no longer counts. */
  wrong() {
    const made = answers();
    return this.quiz.questions.filter((q) => made.has(q.id) && !knows(made.get(q.id), q));
  }

  offer() {
    const { questions } = this.quiz;
    const wrong = this.wrong().length;
    const amounts = [10, 20].filter((n) => n < questions.length);
    const last = store.get(`result/${this.quiz.id}`);
    const start = (/** @type {HTMLFormElement} */ form) => this.start(form);
    const offered = { questions: questions.length, pass: this.quiz.pass, amounts, wrong, last };
    this.stageElement?.replaceChildren(startForm(offered, start));
  }

  /** @param {HTMLFormElement} form */
  start(form) {
    const data = new FormData(form);
    const seed = `${this.quiz.id}/${Date.now()}`;
    const count = String(data.get("count"));
    const from =
      count === "wrong"
        ? this.wrong()
        : count === "all"
          ? this.quiz.questions
          : draw(this.quiz.questions, Number(count), seed);
    this.begin(from, data.get("mode") === "exam", seed);
  }

  /**
   * @param {Question[]} questions
   * @param {boolean} exam
   * @param {string} seed
   */
  begin(questions, exam, seed) {
    const asked = shuffle(questions, seed);
    const revs = Object.fromEntries(asked.map((q) => [q.id, q.rev]));
    const whole = questions.length === this.quiz.questions.length;
    this.go({
      seed,
      exam,
      at: 0,
      ids: asked.map((q) => q.id),
      revs,
      answers: {},
      grades: {},
      hints: {},
      whole,
    });
    this.attempt?.view?.stem.focus();
  }

  /** @param {Begun} state */
  go(state) {
    const key = `attempt/${this.quiz.id}`;
    this.attempt = new Attempt(this.list(state.ids), state, {
      graded: (question, grade, hints) =>
        state.exam ? keepAnswer(question, grade, rating(grade, hints)) : keepAndSay(question, grade, hints),
      moved: (now) => store.set(key, { ...now }),
      ended: () => this.finish(state),
      stop: () => {
        store.set(key, null);
        this.offer();
      },
    });
    // With nothing left to ask the results stand there already.
    if (this.attempt.question) this.stageElement?.replaceChildren(this.attempt.element);
  }

  /** @param {Begun} state */
  finish(state) {
    const questions = this.list(state.ids);
    const share = percent(questions, state.grades);
    const passed = share >= this.quiz.pass;
    /** @type {import("../store/kept.js").Changes} */
    const changes = { [`attempt/${this.quiz.id}`]: null };
    // Part of a quiz, such as its wrong questions again, neither passes nor fails the whole.
    if (state.whole) {
      const before = store.get(`result/${this.quiz.id}`);
      changes[`result/${this.quiz.id}`] = {
        percent: Math.max(share, before?.percent ?? 0),
        last: share,
        passed: passed || !!before?.passed,
        day: today(),
        rev: this.quiz.rev,
        hash: this.quiz.hash,
      };
    }
    store.change(changes);
    const right = questions.filter((q) => state.grades[q.id]?.right).length;
    const head = h("h2", { tabindex: "-1" }, say("quiz.right_of", { n: right, count: questions.length }));
    const said = state.whole
      ? say(passed ? "quiz.passed" : "quiz.failed", { percent: share, pass: this.quiz.pass })
      : say("quiz.part", { percent: share });
    const left = this.wrong();
    this.stageElement?.replaceChildren(
      head,
      h(`p.result.${passed ? "right" : "wrong"}`, {}, said),
      right < questions.length
        ? h(
            "p",
            {},
            say("again.wrong", { n: questions.length - right }),
            " ",
            h("a", { href: `${UP}review.html` }, say("again.where")),
          )
        : "",
      h(
        "p.actions-row",
        {},
        left.length
          ? h(
              "button",
              { type: "button", onclick: () => this.begin(left, false, `${this.quiz.id}/${Date.now()}`) },
              say("quiz.retry_wrong", { n: left.length }),
            )
          : null,
        state.whole
          ? null
          : h(
              "button.plain",
              {
                type: "button",
                onclick: () => this.begin(questions, state.exam, `${this.quiz.id}/${Date.now()}`),
              },
              say("quiz.retry_same"),
            ),
        h("button.plain", { type: "button", onclick: () => this.offer() }, say("quiz.again")),
      ),
      ...results(questions, state, this.quiz.stages, this.quiz.misconceptions),
    );
    head.focus();
    announce(said);
  }
}
