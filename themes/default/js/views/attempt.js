/**
 * Answering a list of questions one by one: the walk that quiz, review and drill share.
 *
 * In practice each answer is spoken to at once. In an exam the learner goes back and forth and
 * changes answers, sees what is still unanswered, and hands all in at the end. An attempt is told
 * to whoever started it at every step, so that a reload goes on where it was, in the same order.
 */
import { isReady } from "../answer/forms.js";
import { h } from "../kit/dom.js";
import { patch } from "../kit/patch.js";
import { announce, report } from "../kit/page.js";
import { soon } from "../kit/press.js";
import { say } from "../kit/words.js";
import { examMap } from "./exam-map.js";
import { byKeys } from "./enter.js";
import { front, toTop } from "./front.js";
import { handedIn } from "./handed-in.js";
import { progress } from "./progress.js";
import { QuestionView } from "./question.js";
import { answered } from "../logic/grade.js";

/** @typedef {import("../kit/contract.js").Question} Question */
/** @typedef {import("../logic/grade.js").Grade} Grade */
/** @typedef {import("../logic/grade.js").Answer} Answer */

/**
 * `hints`: how many were shown; `handed`: an exam whose open answers are still to be rated.
 * @typedef {{ seed: string, exam: boolean, at: number, answers: { [id: string]: Answer | undefined },
 *   grades: { [id: string]: Grade }, hints?: { [id: string]: number }, handed?: boolean }} State
 */

/**
 * `graded` may return what to show below an answer that was spoken to.
 * @typedef {{ graded: (question: Question, grade: Grade, hints: number) => (Node | null | void),
 *   moved: (state: State) => void, ended: (state: State) => void, stop: () => void }} Tell
 */

export class Attempt {
  /**
   * @param {Question[]} questions
   * @param {State} state
   * @param {Tell} tell
   */
  constructor(questions, state, tell) {
    this.questions = questions;
    this.state = state;
    this.tell = tell;
    this.element = h("div.attempt", {
      onchange: () => this.note(),
    });
    byKeys(this.element, () => this.entered());
    // What is half typed stays, whatever happens to the page.
    addEventListener("pagehide", () => {
      if (this.element.querySelector(":is(textarea, input[type=text]):enabled")) this.note();
    });
    this.show(false);
  }

  /** The answer that could not be judged, if the last one could not. */
  refused = "";

  get question() {
    return this.questions[this.state.at];
  }

  /** Keeps what the learner has put in so far. */
  note() {
    const { state, question, view } = this;
    if (!question || !view || state.grades[question.id]) return;
    state.answers[question.id] = view.value();
    (state.hints ??= {})[question.id] = view.used;
    soon(this.warn);
    this.tell.moved(state);
    this.drawMap();
  }

  /** Says at once what an exam can't read, but not under the press that ends the typing. */
  warn = () => {
    const { state, question, view } = this;
    if (!question || !view || view.form.judge || state.grades[question.id]) return;
    // What was said of this very answer at the press that ended the typing holds.
    if (!state.exam && this.refused === JSON.stringify(view.value())) return;
    view.tell(state.exam && answered(view.value()) ? view.lack() : null);
  };

  // Enter in the last field, or where nothing else takes it; it never hands in.
  entered() {
    if (this.question && this.state.grades[this.question.id])
      return this.row?.querySelector("button")?.click();
    if (!this.state.exam) return this.check();
    this.note();
    if (this.state.at < this.questions.length - 1) this.to(this.state.at + 1);
  }

  /** @param {boolean} [focus] */
  show(focus = true) {
    const { state, question } = this;
    if (!question) return this.end();
    const used = state.hints?.[question.id];
    const help = { hints: !state.exam, used };
    this.view = new QuestionView(question, state.seed, state.answers[question.id], help);
    this.below = h("div.below");
    this.brief = h("p.brief", { "aria-hidden": "true" });
    this.row = h("p.actions-row");
    this.map = state.exam && !state.handed ? h("nav.exam-map", { "aria-label": say("quiz.overview") }) : null;
    const stop = this.go("quiz.stop", () => this.tell.stop(), "button.plain.small");
    const done = state.exam ? this.answeredIds().length : Object.keys(state.grades).length;
    this.element.replaceChildren(
      h("div.attempt-head", {}, progress(state.at, done, this.questions.length), h("p.way-out", {}, stop)),
      this.view.element,
      this.below,
      h("div.attempt-foot", {}, this.brief, this.row),
      ...(this.map ? [this.map] : []),
    );
    report(this.element, "tt-asked", { question });
    this.drawMap();
    const known = state.grades[question.id];
    if (state.handed) this.rateLate();
    else if (state.exam) this.steps();
    else if (known) this.reveal(known);
    else this.row.replaceChildren(this.go("quiz.check", () => this.check()));
    if (focus) front(this.element, this.view.stem);
  }

  /** @param {string} word @param {() => void} onclick @param {string} [tag] */
  go(word, onclick, tag = "button") {
    return h(tag, { type: "button", onclick }, say(word));
  }

  // In practice.

  check() {
    const { state, question, view } = this;
    if (!view || !question) return;
    state.answers[question.id] = view.value();
    const lack = view.lack();
    this.refused = lack ? JSON.stringify(view.value()) : "";
    if (lack) return view.tell(lack, true);
    if (view.form.judge) this.rate();
    else this.judged(view.grade());
  }

  /** What no machine can judge is judged by the one who gave it, with the model answer in sight. */
  rate() {
    this.view?.judge((found) => this.judged(found));
    this.row?.replaceChildren();
  }

  /** @param {Grade} found */
  judged(found) {
    const { state, question, view } = this;
    if (!question || !view) return;
    state.answers[question.id] = view.value();
    state.grades[question.id] = found;
    report(this.element, "tt-answered", { question, answer: state.answers[question.id], grade: found });
    const more = this.tell.graded(question, found, view.used);
    if (state.handed) return this.nextToRate();
    this.tell.moved(state);
    this.reveal(found);
    if (more) this.below?.append(more);
    announce(view.judged(found));
    /** @type {HTMLElement | null | undefined} */ (this.row?.querySelector("button"))?.focus({
      preventScroll: true,
    });
    toTop(this.element);
  }

  /** @param {Grade} found */
  reveal(found) {
    this.view?.show(found);
    this.brief?.replaceChildren(...(this.view?.brief(found) ?? []));
    this.brief?.classList.add(found.right ? "right" : "wrong");
    const last = this.state.at === this.questions.length - 1;
    this.row?.replaceChildren(this.go(last ? "quiz.finish" : "quiz.next", () => this.to(this.state.at + 1)));
  }

  /** @param {number} at */
  to(at) {
    this.state.at = at;
    this.tell.moved(this.state);
    this.show();
  }

  // In an exam.

  /** @returns {string[]} */
  answeredIds() {
    return this.questions.filter((q) => isReady(q, this.state.answers[q.id])).map((q) => q.id);
  }

  /** Back, on, and the end. */
  steps() {
    const { state, questions } = this;
    const last = state.at === questions.length - 1;
    this.row?.replaceChildren(
      state.at > 0 ? this.go("quiz.back", () => this.to(state.at - 1), "button.plain") : "",
      last ? "" : this.go("quiz.next", () => this.to(state.at + 1)),
      this.go("quiz.hand_in", () => this.handIn(), last ? "button" : "button.plain"),
    );
  }

  drawMap() {
    const { map, questions, state } = this;
    if (map) patch(map, ...examMap(questions, new Set(this.answeredIds()), state.at, (at) => this.to(at)));
  }

  handIn() {
    const open = this.questions.flatMap((q, at) => (isReady(q, this.state.answers[q.id]) ? [] : [at]));
    if (open.length === 0) return this.grade();
    this.ask(
      say("quiz.unanswered", { n: open.length, list: open.map((at) => at + 1).join(say("quiz.comma")) }),
      this.go("quiz.hand_in_open", () => this.grade(), "button.plain"),
      this.go("quiz.first_open", () => this.to(open[0])),
    );
  }

  /** What is asked before something that can't be undone. @param {string} words @param {...HTMLElement} ways */
  ask(words, ...ways) {
    this.row?.replaceChildren(h("span.notice.warn", { role: "alert" }, words), ...ways);
    ways.at(-1)?.focus();
  }

  /** Grades everything; open answers wait for their own rating. */
  grade() {
    handedIn(this.questions, this.state, (question, answer, found) => {
      report(this.element, "tt-answered", { question, answer, grade: found });
      // What was not understood says nothing of what somebody knows.
      if (!answered(answer) || isReady(question, answer)) this.tell.graded(question, found, 0);
    });
    this.nextToRate();
  }

  nextToRate() {
    const at = this.questions.findIndex((q) => !this.state.grades[q.id]);
    this.to(at < 0 ? this.questions.length : at);
  }

  rateLate() {
    this.rate();
    for (const field of this.view?.controls.querySelectorAll("textarea") ?? []) field.disabled = true;
    this.element.querySelector(".progress")?.replaceChildren(say("quiz.rate_late"));
  }

  end() {
    this.element.replaceChildren();
    this.tell.ended(this.state);
  }
}
