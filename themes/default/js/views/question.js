/**
 * One question on the page: the controls of its type, the learner's answer, and what is said to it.
 *
 * Every type works by keyboard alone: radio buttons, check boxes, selects, text fields, and
 * buttons that move an item up or down. Hints come one after the other, and what is shown is
 * counted, because an answer found with help is not yet known by heart.
 */
import { h } from "../kit/dom.js";
import { announce } from "../kit/page.js";
import { say } from "../kit/words.js";
import { matching, ordering } from "./arrange.js";
import { readUp } from "./text.js";
import { gates } from "../logic/deals.js";
import { grade, judgement } from "../logic/grade.js";
import { shuffle } from "../logic/shuffle.js";

/** @typedef {import("../logic/grade.js").Question} Question */
/** @typedef {import("../logic/grade.js").Grade} Grade */
/** @typedef {{ stages: any[], buyer: any[], start: string }} Process */

/** What may vary with the place where a question is asked. @typedef {{ hints?: boolean, used?: number, level?: number }} Manner */

export class QuestionView {
  /**
   * @param {Question} question
   * @param {string} seed fixes the order of options
   * @param {Process} process
   * @param {any} [answer] one given before
   * @param {Manner} [manner] whether hints are to be had, and how many were shown before
   */
  constructor(question, seed, process, answer, manner = {}) {
    this.question = question;
    this.seed = `${seed}/${question.id}`;
    this.process = process;
    this.name = `q-${question.id}`;
    this.answer = answer;
    /** How many hints the learner has seen. */
    this.used = manner.used ?? 0;
    this.stem = h("div.stem", { id: `${this.name}-stem`, tabindex: "-1", html: question.stem });
    this.controls = h("div.controls", { role: "group", "aria-labelledby": this.stem.id }, this.build());
    this.verdict = h("div.verdict");
    this.element = h(
      "div.question",
      { "data-question": question.id },
      h("p.kind", {}, say(`quiz.types.${question.type}`)),
      this.stem,
      this.controls,
      manner.hints === false ? null : this.hints(),
      this.verdict,
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

  /** @returns {any} */
  build() {
    switch (this.question.type) {
      case "single":
      case "true-false":
        return this.options("radio");
      case "multiple":
        return this.options("checkbox");
      case "matching":
        return matching(this.question, this.name, this.seed, this.answer);
      case "ordering":
        return ordering(this.question, this.seed, this.answer);
      case "short":
      case "numeric":
        return this.field();
      case "gap":
        return this.gaps();
      case "position":
        return this.deal();
      default:
        return this.open();
    }
  }

  /** @param {"radio" | "checkbox"} type */
  options(type) {
    const { question } = this;
    const all = question.options ?? [];
    const list = question.type === "true-false" ? all : shuffle(all, this.seed);
    const chosen = [this.answer ?? []].flat();
    return h(
      "ul.choices",
      {},
      list.map((option) =>
        h(
          "li",
          { "data-part": option.id },
          h(
            "label",
            {},
            h("input", { type, name: this.name, value: option.id, checked: chosen.includes(option.id) }),
            h("span", { html: option.text }),
          ),
        ),
      ),
    );
  }

  field() {
    const { question } = this;
    return h(
      "p.write",
      {},
      h("input", {
        type: "text",
        autocomplete: "off",
        "aria-labelledby": this.stem.id,
        value: this.answer ?? "",
        inputmode: question.type === "numeric" ? "decimal" : null,
      }),
      question.unit ? ` ${question.unit}` : null,
    );
  }

  gaps() {
    const text = h("div.gaps", { html: this.question.text ?? "" });
    for (const gap of this.question.gaps ?? []) {
      const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const mark = `{${gap.id}}`;
        const at = node.textContent?.indexOf(mark) ?? -1;
        if (at < 0) continue;
        const rest = /** @type {Text} */ (node).splitText(at);
        rest.textContent = rest.textContent?.slice(mark.length) ?? "";
        rest.before(
          h(
            "span",
            { "data-part": gap.id },
            h("input.blank", {
              type: "text",
              autocomplete: "off",
              "data-id": gap.id,
              value: this.answer?.[gap.id] ?? "",
              "aria-label": say("quiz.gap", { n: gap.id }),
            }),
          ),
        );
        break;
      }
    }
    return text;
  }

  deal() {
    const { question, process } = this;
    /** @type {[string, string][]} */
    const choices = [];
    if (question.ask === "verdict") {
      const most = process.stages.length;
      const counted = (/** @type {string} */ kind) =>
        Array.from(
          { length: most },
          (_, at) =>
            /** @type {[string, string]} */ ([`${kind} ${at + 1}`, say(`verdict.${kind}`, { n: at + 1 })]),
        );
      choices.push(["in-sync", say("verdict.in-sync")], ...counted("behind"), ...counted("ahead"), [
        "unknown",
        say("verdict.unknown"),
      ]);
    } else {
      choices.push(["not-started", process.start]);
      for (const stage of process.stages) {
        for (const state of ["reached", "completed"]) {
          choices.push([
            `${state} ${stage.id}`,
            say(`deal.state.${state}`, { n: stage.number, stage: stage.short }),
          ]);
        }
      }
    }
    return [
      situation(/** @type {any} */ (question).situation),
      h(
        "p",
        {},
        h(
          "label",
          { for: `${this.name}-deal` },
          say(question.ask === "verdict" ? "quiz.ask_verdict" : "quiz.ask_position"),
        ),
        " ",
        h(
          "select",
          { id: `${this.name}-deal` },
          h("option", { value: "" }, say("quiz.choose")),
          choices.map(([value, words]) => h("option", { value, selected: this.answer === value }, words)),
        ),
      ),
    ];
  }

  open() {
    return h("textarea", { rows: "5", "aria-labelledby": this.stem.id, value: this.answer?.text ?? "" });
  }

  /** The learner's answer in the shape of the type; undefined if there is none. @returns {any} */
  value() {
    const all = (/** @type {string} */ selector) => [...this.controls.querySelectorAll(selector)];
    const byId = (/** @type {any[]} */ fields) =>
      Object.fromEntries(fields.map((f) => [f.dataset.id, f.value]).filter(([, v]) => v));
    switch (this.question.type) {
      case "single":
      case "true-false":
        return all("input:checked").map((input) => input.value)[0];
      case "multiple":
        return all("input:checked").map((input) => input.value);
      case "matching":
        return byId(all("select"));
      case "ordering":
        return all(".movable > li").map((item) => item.dataset.part);
      case "gap":
        return byId(all("input"));
      case "position":
        return all("select")[0].value || undefined;
      case "open":
        return {
          text: all("textarea")[0].value,
          met: [...this.verdict.querySelectorAll("input:checked")].map((/** @type {any} */ i) => i.value),
        };
      default:
        return all("input")[0].value || undefined;
    }
  }

  /** @returns {Grade} */
  grade() {
    return grade(this.question, this.value(), gates(this.process.stages));
  }

  /** The model answer of an open question with boxes to rate one's own. @param {(grade: Grade) => void} rated */
  rate(rated) {
    const criteria = this.question.criteria?.length ? this.question.criteria : [say("quiz.met")];
    const met = this.answer?.met ?? [];
    const single = !this.question.criteria?.length;
    this.verdict.replaceChildren(
      h("p.label", {}, say("quiz.model")),
      h("div.explanation", { html: this.question.model }),
      h(
        "fieldset.criteria",
        {},
        h("legend", {}, say("quiz.rate")),
        criteria.map((html, at) =>
          h(
            "label",
            {},
            h("input", {
              type: "checkbox",
              value: single ? "" : String(at),
              checked: met.includes(String(at)),
            }),
            h("span", { html }),
          ),
        ),
      ),
      h("button", { type: "button", onclick: () => rated(this.grade()) }, say("quiz.rated")),
    );
    this.verdict.querySelector("input")?.focus();
  }

  /** Says what was right and what was not. @param {Grade} found */
  show(found) {
    for (const field of this.element.querySelectorAll(
      ":is(.controls, .help) :is(input, select, textarea, button)",
    ))
      /** @type {any} */ (field).disabled = true;
    for (const area of this.controls.querySelectorAll(".movable, .matching"))
      /** @type {HTMLElement} */ (area).dataset.done = "";
    const { question } = this;
    const label = h(
      `p.result.${found.right ? "right" : "wrong"}`,
      {},
      `${found.right ? "✓" : "✕"} ${this.judged(found)}`,
    );
    const said =
      question.type === "open"
        ? [...this.verdict.childNodes].filter((n) => n instanceof HTMLElement && n.tagName !== "BUTTON")
        : [];
    for (const field of this.verdict.querySelectorAll("input")) field.disabled = true;
    this.verdict.replaceChildren(
      label,
      ...this.solution(found),
      ...said,
      question.explanation ? h("div.explanation", { html: question.explanation }) : "",
      readUp([question]) ?? "",
    );
    for (const part of found.parts) this.mark(part);
  }

  /** In one sentence how the answer was. @param {Grade} found */
  judged(found) {
    const right = found.parts.filter((part) => part.ok).length;
    if (found.right) return say(this.used > 0 ? "quiz.right_hint" : "quiz.right");
    const partly = right > 0 && !this.question.options;
    return partly ? say("quiz.partly", { n: right, count: found.parts.length }) : say("quiz.wrong");
  }

  /** What is said to a part, where the part stands. @param {import("../logic/grade.js").Part} part */
  mark(part) {
    const item = this.controls.querySelector(`[data-part="${CSS.escape(part.id)}"]`);
    if (!item) return;
    item.classList.add(part.ok ? "ok" : "not-ok");
    const option = this.question.options?.find((o) => o.id === part.id);
    if (option) {
      // Chosen rightly or wrongly, or missed; what was rightly left out is told too, but quietly.
      const key = part.chosen
        ? part.ok
          ? "chosen_right"
          : "chosen_wrong"
        : part.ok
          ? "left_right"
          : "missed";
      item.append(
        h(`p.remark.${key}`, {}, h("b", {}, say(`quiz.${key}`)), " ", h("span", { html: part.feedback })),
      );
      return;
    }
    const sign = h(
      "b.sign",
      {},
      h("span", { "aria-hidden": "true" }, part.ok ? "✓ " : "✕ "),
      h("span.sr", {}, say(part.ok ? "quiz.right" : "quiz.wrong")),
    );
    (item.querySelector("label, .words") ?? item).prepend(sign);
    if (part.feedback) item.append(h("span.remark", { html: part.feedback }));
  }

  /**
   * The right answer, for types whose parts don't show it.
   * @param {Grade} found
   * @returns {Node[]}
   */
  solution(found) {
    const { question, process } = this;
    const said = found.parts
      .filter((part) => part.id === "" && part.feedback)
      .map((part) => h("p", { html: part.feedback }));
    const right = (/** @type {string} */ words) => h("p", {}, h("b", {}, say("quiz.answer")), " ", words);
    const shown = (/** @type {any} */ part) => (part.shown?.length ? part.shown : part.accept).join(" / ");
    if (found.right) return said;
    switch (question.type) {
      case "matching":
        return [
          h("p.label", {}, say("quiz.answer")),
          h(
            "ul.solution-list",
            {},
            (question.pairs ?? []).map((p) => h("li", { html: `${p.left} → <b>${p.text}</b>` })),
          ),
        ];
      case "ordering":
        return [
          h("p.label", {}, say("quiz.answer")),
          h(
            "ol.ordered",
            {},
            (question.items ?? []).map((i) => h("li", { html: i.text })),
          ),
          h("p", { html: question.feedback ?? "" }),
        ];
      case "short":
        return [right(shown(question)), ...said];
      case "numeric":
        return [
          right(
            `${question.answer}${question.tolerance ? ` ± ${question.tolerance}` : ""} ${question.unit ?? ""}`,
          ),
          ...said,
        ];
      case "gap":
        return (question.gaps ?? []).map((gap) => h("p", {}, h("b", {}, `${gap.id} `), shown(gap)));
      case "position": {
        const [kind, which] = judgement(question, gates(process.stages)).split(" ");
        const stage = process.stages.find((s) => s.id === which);
        const words =
          question.ask === "verdict"
            ? say(`verdict.${kind}`, { n: Number(which) })
            : stage
              ? say(`deal.state.${kind}`, { n: stage.number, stage: stage.short })
              : process.start;
        return [right(words), ...said];
      }
      default:
        return said;
    }
  }
}

/**
 * What is ticked in a deal to judge, gate by gate.
 * @param {{ buyer: string, through: number, stages: any[] }} deal
 */
function situation(deal) {
  const gate = (/** @type {string} */ name, /** @type {any[]} */ list) => [
    h("p.label", {}, say(`gate.${name}`)),
    h(
      "ul.ticks",
      {},
      list.map((a) =>
        h(
          `li.${a.done ? "done" : "open"}`,
          {},
          h("span.sr", {}, say(a.done ? "quiz.done" : "quiz.open")),
          h("span", { html: a.text }),
          a.note ? h("small.warn", {}, ` ${a.note}`) : null,
        ),
      ),
    ),
  ];
  return h(
    "dl.situation",
    {},
    h("div", {}, h("dt", {}, say("tracks.buyer")), h("dd", {}, deal.buyer)),
    deal.through > 0
      ? h("div", {}, h("dt", {}, say("quiz.done")), h("dd", {}, say("quiz.through", { n: deal.through })))
      : null,
    deal.stages.map((s) =>
      h(
        "div",
        {},
        h("dt", {}, `${s.number} `, h("span", { html: s.title })),
        h("dd", {}, gate("milestone", s.milestone), gate("success", s.success)),
      ),
    ),
  );
}
