/**
 * Answering a list of questions one by one: the walk that quiz, review and drill share.
 *
 * In practice each answer is spoken to at once, in an exam at the end. An attempt stands in the
 * store, so that a reload goes on where it was, in the same order.
 */
import { announce, h, say } from "./kit.js";
import { QuestionView } from "./question.js";

/** @typedef {import("../logic/grade.js").Question} Question */
/** @typedef {import("../logic/grade.js").Grade} Grade */
/** @typedef {{ seed: string, exam: boolean, at: number, answers: { [id: string]: any }, grades: { [id: string]: Grade } }} State */

export class Attempt {
  /**
   * @param {Question[]} questions
   * @param {State} state
   * @param {import("./question.js").Process} process
   * @param {{ graded: (question: Question, grade: Grade) => void, moved: (state: State) => void, ended: (state: State) => void }} tell
   */
  constructor(questions, state, process, tell) {
    this.questions = questions;
    this.state = state;
    this.process = process;
    this.tell = tell;
    this.element = h("div.attempt");
    this.show(false);
  }

  get question() {
    return this.questions[this.state.at];
  }

  /** @param {boolean} [focus] */
  show(focus = true) {
    const { state, question } = this;
    if (!question) return this.end();
    this.view = new QuestionView(question, state.seed, this.process, state.answers[question.id]);
    this.next = h("button", { type: "button", onclick: () => this.forward() }, say(state.exam ? "quiz.next" : "quiz.check"));
    const done = state.exam ? state.at : Object.keys(state.grades).length;
    this.element.replaceChildren(
      h("p.progress", {}, say("quiz.of", { n: state.at + 1, count: this.questions.length }),
        h("progress", { max: this.questions.length, value: done, "aria-label": say("quiz.progress") })),
      this.view.element, h("p.actions-row", {}, this.next));
    const known = state.grades[question.id];
    if (known && !state.exam) this.reveal(known);
    if (focus) this.view.stem.focus();
  }

  forward() {
    const { state, question, view } = this;
    if (!view || !question) return;
    const done = !state.exam && state.grades[question.id];
    if (done) return this.move();
    state.answers[question.id] = view.value();
    if (question.type === "open") {
      view.rate((grade) => this.judged(grade));
      this.next?.remove();
    } else {
      this.judged(view.grade());
    }
  }

  /** @param {Grade} grade */
  judged(grade) {
    const { state, question, view } = this;
    if (!question || !view) return;
    state.answers[question.id] = view.value();
    state.grades[question.id] = grade;
    this.tell.graded(question, grade);
    if (state.exam) return this.move();
    this.tell.moved(state);
    this.reveal(grade);
    announce(say(grade.right ? "quiz.right" : "quiz.wrong"));
    this.next?.focus();
  }

  /** @param {Grade} grade */
  reveal(grade) {
    this.view?.show(grade);
    const last = this.state.at === this.questions.length - 1;
    const next = h("button", { type: "button", onclick: () => this.forward() }, say(last ? "quiz.finish" : "quiz.next"));
    if (this.next?.isConnected) this.next.replaceWith(next);
    else this.element.lastElementChild?.append(next);
    this.next = next;
  }

  move() {
    this.state.at += 1;
    this.tell.moved(this.state);
    this.show();
  }

  end() {
    this.element.replaceChildren();
    this.tell.ended(this.state);
  }
}
