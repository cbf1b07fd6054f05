/**
 * A quiz that is answered here, in short rounds: practice or exam, all questions or some, again or only
 * the wrong. A round that was stopped waits until it is gone on with or thrown away.
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
import { listen } from "../kit/told.js";
import { say, speak } from "../kit/words.js";
import { store } from "../store/here.js";
import { mastery, round } from "../logic/mastery.js";
import { takeUp } from "../logic/progress.js";
import { draw, shuffle } from "../logic/shuffle.js";
import { answers, keepAnswer, knows, rating, settle } from "../store/records.js";
import { keepAndSay } from "../views/again.js";
import { Attempt } from "../views/attempt.js";
import { front } from "../views/front.js";
import { ended } from "../views/quiz-end.js";
import { masteryLine, startForm, stopped } from "../views/quiz-start.js";
import { results } from "../views/results.js";

/** @typedef {import("../kit/contract.js").Question} Question */
/** @typedef {import("../store/kept.js").Begun} Begun */

/** How many questions a round may have. */
const ROUNDS = [5, 10, 20];

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
    // A window may have been closed in the midst of a round.
    settle(this.quiz);
    const kept = store.get(`attempt/${this.quiz.id}`);
    if (kept) this.resume(kept);
    else this.offer();
  }

  /**
   * Goes on where the learner stopped, whatever an author has changed since.
   * @param {Begun} kept
   * @param {boolean} [focus]
   */
  resume(kept, focus = false) {
    const { attempt, touched } = takeUp(kept, this.quiz.questions);
    if (attempt.ids.length === 0) return this.offer();
    this.go(attempt);
    if (focus && this.attempt?.view) front(this.attempt.element, this.attempt.view.stem);
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
      graded: (question, grade, hints) => this.graded(question, grade, hints),
      moved: () => {},
      ended: () => this.open(),
      stop: () => this.open(),
    });
    this.stageElement?.replaceChildren(this.attempt.element);
    this.attempt.view?.stem.focus();
    return true;
  }

  /** @param {readonly string[]} ids @returns {Question[]} */
  list(ids) {
    return ids.flatMap((id) => this.quiz.questions.find((q) => q.id === id) ?? []);
  }

  /** Questions whose last answer was wrong or no longer counts. */
  wrong() {
    const made = answers();
    return this.quiz.questions.filter((q) => made.has(q.id) && !knows(made.get(q.id), q));
  }

  /** How far the quiz is. */
  mastery() {
    return mastery(this.quiz, (id) => store.get(`answer/${id}`));
  }

  offer() {
    const { questions, pass } = this.quiz;
    const amounts = ROUNDS.filter((n) => n < questions.length);
    const last = store.get(`result/${this.quiz.id}`);
    const start = (/** @type {HTMLFormElement} */ form) => this.start(form);
    const offered = { pass, amounts, wrong: this.wrong().length, last, found: this.mastery() };
    this.stageElement?.replaceChildren(startForm(offered, start));
  }

  /** Where a round was stopped, with the ways on. */
  paused() {
    const kept = store.get(`attempt/${this.quiz.id}`);
    settle(this.quiz);
    if (!kept) return this.offer();
    const drop = () => {
      store.set(`attempt/${this.quiz.id}`, null);
      this.offer();
      this.stageElement?.querySelector("button")?.focus();
    };
    const far = masteryLine(this.mastery(), this.quiz.pass);
    this.stageElement?.replaceChildren(...stopped(kept, far, () => this.resume(kept, true), drop));
    this.stageElement?.querySelector("button")?.focus();
  }

  /** @param {HTMLFormElement} form */
  start(form) {
    const data = new FormData(form);
    const seed = `${this.quiz.id}/${Date.now()}`;
    const count = String(data.get("count"));
    const some = (/** @type {readonly Question[]} */ list, /** @type {number} */ n) => draw(list, n, seed);
    const from =
      count === "wrong"
        ? this.wrong()
        : count === "all"
          ? this.quiz.questions
          : round(this.quiz.questions, Number(count), this.mastery(), some);
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
    if (this.attempt?.view) front(this.attempt.element, this.attempt.view.stem);
  }

  /** @param {Begun} state */
  go(state) {
    const key = `attempt/${this.quiz.id}`;
    this.attempt = new Attempt(this.list(state.ids), state, {
      graded: (question, grade, hints) => this.graded(question, grade, hints, state.exam),
      moved: (now) => store.set(key, { ...now }),
      ended: () => this.finish(state),
      stop: () => this.paused(),
    });
    // With nothing left to ask the results stand there already.
    if (this.attempt.question) this.stageElement?.replaceChildren(this.attempt.element);
  }

  /**
   * @param {Question} question
   * @param {import("../logic/grade.js").Grade} grade
   * @param {number} hints
   * @param {boolean} [exam] nothing is said
   */
  graded(question, grade, hints, exam = false) {
    if (!exam) return keepAndSay(question, grade, hints);
    keepAnswer(question, grade, rating(grade, hints));
  }

  /** @param {Begun} state */
  finish(state) {
    const questions = this.list(state.ids);
    store.set(`attempt/${this.quiz.id}`, null);
    const found = settle(this.quiz);
    const said = masteryLine(found, this.quiz.pass);
    const { list, head } = ended(questions, state, found, said, this.waysOn(found, state));
    const { stages, misconceptions } = this.quiz;
    this.stageElement?.replaceChildren(...list, ...results(questions, state, stages, misconceptions));
    head.focus();
    announce(said);
  }

  /**
   * What to do after a round.
   * @param {import("../logic/mastery.js").Mastery} found
   * @param {Begun} state
   */
  waysOn(found, state) {
    const again = (/** @type {Question[]} */ list, exam = false) =>
      this.begin(list, exam, `${this.quiz.id}/${Date.now()}`);
    const isPart = state.ids.length < found.count;
    return {
      quiz: this.quiz.id,
      wrong: this.wrong().length,
      more: () => this.more(Math.min(state.ids.length, found.open.length)),
      mend: () => again(this.wrong()),
      same: isPart ? () => again(this.list(state.ids), state.exam) : null,
      over: () => this.offer(),
    };
  }

  /** Asks some of the questions that were never answered. @param {number} size */
  more(size) {
    const seed = `${this.quiz.id}/${Date.now()}`;
    const some = (/** @type {readonly Question[]} */ list, /** @type {number} */ n) => draw(list, n, seed);
    this.begin(round(this.quiz.questions, size, this.mastery(), some), false, seed);
  }
}
