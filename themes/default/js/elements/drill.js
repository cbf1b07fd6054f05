/**
 * Deals made up to be judged: where does this one stand, and what is the verdict?
 *
 *     <tt-drill></tt-drill>
 *
 * Each kind of snapshot is a typical trap. The right answer comes from the same rule that judges
 * real deals; a running count says which traps the learner falls for, and those come more often.
 */
import { load } from "../kit/data.js";
import { h } from "../kit/dom.js";
import { announce } from "../kit/page.js";
import { say, speak } from "../kit/words.js";
import { store } from "../store/here.js";
import { kinds, round, snapshot } from "../logic/drill.js";
import { Attempt } from "../views/attempt.js";
import { outcomes } from "../views/outcomes.js";
import { results } from "../views/results.js";
import { escape, linkTo } from "../views/text.js";

/** @typedef {import("../kit/contract.js").ChooseQuestion} ChooseQuestion */

const ROUND = 6;

/**
 * A snapshot as a question.
 * @param {import("../kit/contract.js").Deals} process
 * @param {import("../logic/drill.js").Snapshot} snap
 * @param {number} at
 * @returns {ChooseQuestion}
 */
function asked(process, snap, at) {
  return {
    id: `drill-${at}`,
    rev: 1,
    hash: "",
    quiz: "",
    type: "position",
    form: "choose",
    stem: say("drill.stem"),
    difficulty: 2,
    // The trap, which is what the count goes by.
    bank: snap.kind,
    stage: null,
    tests: [],
    see: process.explained[snap.ask],
    hints: [],
    explanation: "",
    many: false,
    fixed: true,
    kept: [],
    options: outcomes(process, snap),
    deal: { ask: snap.ask, feedback: say(`drill.${snap.kind}`), situation: shown(process, snap) },
  };
}

/**
 * @param {import("../kit/contract.js").Deals} process
 * @param {import("../logic/drill.js").Snapshot} snap
 */
function shown(process, snap) {
  const done = new Set(snap.done);
  const action = (/** @type {import("../kit/contract.js").Action} */ a) => {
    const expired = a.id === snap.expired;
    const note = expired ? say("drill.evidence", { n: (a.valid_for ?? 0) * 2, valid: a.valid_for ?? 0 }) : "";
    return { text: escape(a.text), done: expired || done.has(a.id), note };
  };
  const stage = process.buyer.find((b) => b.number === snap.buyer);
  const open = process.stages.slice(snap.number - 1, snap.number + 1);
  return {
    through: snap.number - 1,
    buyer: stage ? say("deal.buyer_in", { n: stage.number, stage: stage.title }) : say("deal.buyer_unknown"),
    stages: open.map((s) => ({
      number: s.number,
      title: escape(s.title),
      milestone: s.milestone.map(action),
      success: s.success.map(action),
    })),
  };
}

export class Drill extends HTMLElement {
  process = /** @type {import("../kit/contract.js").Deals} */ (
    /** @type {import("../kit/contract.js").Deals | null} */ (null)
  );

  async connectedCallback() {
    [this.process] = await Promise.all([load("deals"), speak()]);
    this.offer();
  }

  /** @returns {import("../logic/drill.js").Tally} */
  tally() {
    return store.get("drill/kinds") ?? {};
  }

  offer() {
    const best = store.get("drill/best");
    this.replaceChildren(
      best ? h("p", {}, say("drill.best", { n: best.right, count: best.count })) : "",
      h(
        "p.actions-row",
        {},
        h("button", { type: "button", onclick: () => this.go() }, say("drill.start", { n: ROUND })),
      ),
      this.traps() ?? "",
    );
  }

  /** Trap by trap how often the learner saw it, the worst first. */
  traps() {
    const all = Object.entries(this.tally()).sort(([, a], [, b]) => a[0] / a[1] - b[0] / b[1]);
    if (all.length === 0) return null;
    const rows = all.map(([kind, [right, count]]) =>
      h(
        "tr",
        {},
        h(
          "th",
          { scope: "row" },
          h("b", {}, say(`drill.kind.${kind}`)),
          h("p.quiet", {}, say(`drill.${kind}`)),
        ),
        h("td", {}, say("quiz.right_of", { n: right, count })),
        h("td.share-bar", {}, h("meter", { max: count, value: right, "aria-hidden": "true" })),
      ),
    );
    const see = Object.values(this.process.explained).flatMap((link) => link ?? []);
    return h(
      "section",
      {},
      h("h2", {}, say("drill.traps")),
      h("table.plain", {}, h("tbody", {}, rows)),
      see.length
        ? h(
            "p.see",
            {},
            say("quiz.see"),
            see.flatMap((link, at) => (at ? [" · ", linkTo(link)] : [linkTo(link)])),
          )
        : null,
    );
  }

  go() {
    const seed = `drill/${Date.now()}`;
    // A verdict needs a stage of the buyer for each of ours.
    const stages = this.process.stages.slice(0, Math.max(1, this.process.buyer.length));
    const questions = round(kinds(stages), this.tally(), ROUND, seed).map((kind, at) =>
      asked(this.process, snapshot(stages, kind, `${seed}/${at}`), at),
    );
    const over = () => this.finish(questions, attempt.state);
    const attempt = new Attempt(
      questions,
      { seed, exam: false, at: 0, answers: {}, grades: {} },
      {
        graded: (question, grade) => this.count(question.bank ?? "", grade.right),
        moved: () => {},
        ended: over,
        stop: over,
      },
    );
    this.replaceChildren(attempt.element);
    attempt.view?.stem.focus();
  }

  /**
   * @param {string} kind
   * @param {boolean} right
   */
  count(kind, right) {
    const tally = this.tally();
    const [was, asked] = tally[kind] ?? [0, 0];
    store.set("drill/kinds", { ...tally, [kind]: [was + Number(right), asked + 1] });
  }

  /**
   * @param {import("../kit/contract.js").Question[]} questions
   * @param {import("../views/attempt.js").State} state
   */
  finish(questions, state) {
    const judged = questions.filter((q) => state.grades[q.id]);
    const right = judged.filter((q) => state.grades[q.id].right).length;
    const best = store.get("drill/best");
    if (judged.length === ROUND && (!best || right > best.right))
      store.set("drill/best", { right, count: ROUND });
    this.offer();
    if (judged.length === 0) return;
    const said = say("quiz.right_of", { n: right, count: judged.length });
    const head = h("h2", { tabindex: "-1" }, said);
    this.prepend(head);
    this.append(...results(judged, state, [], {}));
    head.focus();
    announce(said);
  }
}
