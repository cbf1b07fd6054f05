/**
 * One question on the page: the controls of its form, the learner's answer, and what is said to it.
 *
 * Every form works by keyboard alone: radio buttons, check boxes, selects, text fields, and
 * buttons that move an item up or down. Hints come one after the other, and what is shown is
 * counted, because an answer found with help is not yet known by heart.
 */
import { formOf } from "../answer/forms.js";
import { h } from "../kit/dom.js";
import { announce } from "../kit/page.js";
import { say } from "../kit/words.js";
import { readUp } from "./text.js";

/** @typedef {import("../kit/contract.js").Question} Question */
/** @typedef {import("../logic/grade.js").Grade} Grade */

/** What may vary with the place where a question is asked. @typedef {{ hints?: boolean, used?: number }} Manner */

/** So many characters of an answer leave room for the question on a phone. */
const BRIEF = 90;

export class QuestionView {
  /**
   * @param {Question} question
   * @param {string} seed fixes the order of options
   * @param {import("../logic/grade.js").Answer} [answer] one given before
   * @param {Manner} [manner] whether hints are to be had, and how many were shown before
   */
  constructor(question, seed, answer, manner = {}) {
    this.question = question;
    this.form = formOf(question);
    this.answer = answer;
    /** How many hints the learner has seen. */
    this.used = manner.used ?? 0;
    const name = `q-${question.id}`;
    /** @type {HTMLElement} */
    this.stem = h("div.stem", { id: `${name}-stem`, tabindex: "-1", html: question.stem });
    /** @type {HTMLElement} */
    this.controls = h("div.controls", { role: "group", "aria-labelledby": this.stem.id });
    /** @type {HTMLElement} */
    this.verdict = h("div.verdict");
    const { stem, controls, verdict } = this;
    /** @type {import("../answer/forms.js").Place} */
    this.place = { name, seed: `${seed}/${question.id}`, stem, controls, verdict };
    controls.append(.../** @type {Node[]} */ (this.form.draw(question, this.place, answer)));
    /** @type {HTMLElement} */
    this.element = h(
      "div.question",
      { "data-question": question.id },
      h("p.kind", {}, say(`quiz.types.${question.type}`)),
      stem,
      controls,
      manner.hints === false ? null : this.hints(),
      verdict,
    );
  }

  /** A button that shows one hint after the other. */
  hints() {
    const { hints } = this.question;
    if (!hints.length) return null;
    const list = h("ol.hints", {});
    const more = h("button.plain.hint", {
      type: "button",
      onclick: () => {
        this.used += 1;
        show();
        announce(list.lastElementChild?.textContent ?? "");
        list.dispatchEvent(new Event("change", { bubbles: true }));
      },
    });
    const show = () => {
      list.replaceChildren(...hints.slice(0, this.used).map((html) => h("li", { html })));
      more.textContent = say(hints.length > 1 ? "quiz.hint_of" : "quiz.hint", {
        n: this.used + 1,
        count: hints.length,
      });
      more.hidden = this.used >= hints.length;
    };
    show();
    return h("div.help", {}, list, more);
  }

  /** The learner's answer in the shape of the form; undefined if there is none. */
  value() {
    return this.form.read(this.question, this.place);
  }

  /** Why the answer can't be judged yet; null if it can. @returns {string | null} */
  lack() {
    return this.form.lacks?.(this.question, this.value()) ?? null;
  }

  /**
   * Says what an answer lacks, or nothing more, and leads back to where it belongs.
   * @param {string | null} words
   * @param {boolean} [lead]
   */
  tell(words, lead = false) {
    this.verdict.replaceChildren(words ? h("p.notice.warn", { role: "alert" }, words) : "");
    /** @type {HTMLElement | null} */
    const field = this.controls.querySelector(":is(input:checked, input, select)");
    if (lead) field?.focus();
  }

  /** @returns {Grade} */
  grade() {
    return this.form.grade(this.question, this.value());
  }

  /** Lets the learner judge the answer, if its form asks for that. @param {(grade: Grade) => void} judged */
  judge(judged) {
    this.form.judge?.(this.question, this.place, this.answer, () => judged(this.grade()));
  }

  /** Says what was right and what was not. @param {Grade} found */
  show(found) {
    /** @type {NodeListOf<HTMLInputElement>} */
    const fields = this.element.querySelectorAll(
      ":is(.controls, .help) :is(input, select, textarea, button), .verdict input",
    );
    for (const field of fields) field.disabled = true;
    /** @type {NodeListOf<HTMLElement>} */
    const areas = this.controls.querySelectorAll(".movable, .matching");
    for (const area of areas) area.dataset.done = "";
    const { question } = this;
    const label = h(
      `p.result.${found.right ? "right" : "wrong"}`,
      {},
      `${found.right ? "✓" : "✕"} ${this.judged(found)}`,
    );
    this.verdict.replaceChildren(
      label,
      ...this.form.solve(question, found, this.place),
      question.explanation ? h("div.explanation", { html: question.explanation }) : "",
      readUp([question]) ?? "",
    );
    for (const part of found.parts) this.mark(part);
  }

  /** In one sentence how the answer was. @param {Grade} found */
  judged(found) {
    const right = found.parts.filter((part) => part.ok).length;
    if (found.right) return say(this.used > 0 ? "quiz.right_hint" : "quiz.right");
    const partly = right > 0 && this.form.partly;
    return partly ? say("quiz.partly", { n: right, count: found.parts.length }) : say("quiz.wrong");
  }

  /**
   * The same in a line, with the right answer if it was not given and is short; a long one stands above.
   * @param {Grade} found
   * @returns {string[]}
   */
  brief(found) {
    const words = `${found.right ? "✓" : "✕"} ${this.judged(found)}`;
    const told = found.right ? "" : (this.form.told?.(this.question) ?? "");
    if (!told || told.length > BRIEF) return [words];
    const label = say("quiz.answer");
    // A wide colon brings its own space.
    return [`${words} · ${label}${label.endsWith("：") ? "" : " "}`, told];
  }

  /** What is said to a part, where the part stands. @param {import("../logic/grade.js").Part} part */
  mark(part) {
    const item = this.controls.querySelector(`[data-part="${CSS.escape(part.id)}"]`);
    if (!item) return;
    item.classList.add(part.ok ? "ok" : "not-ok");
    if (this.form.mark) return this.form.mark(item, part);
    const sign = h(
      "b.sign",
      {},
      h("span", { "aria-hidden": "true" }, part.ok ? "✓ " : "✕ "),
      h("span.sr", {}, say(part.ok ? "quiz.right" : "quiz.wrong")),
    );
    (item.querySelector("label, .words") ?? item).prepend(sign);
    if (part.feedback) item.append(h("span.remark", { html: part.feedback }));
  }
}
