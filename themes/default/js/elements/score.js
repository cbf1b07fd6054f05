/**
 * The appraisal of one person by the card's weights, from deals' ticks and written evidence.
 *
 *     <tt-score></tt-score>
 *
 * A line counts only with its evidence, and there is no total while a perspective is empty: so
 * nobody is ever judged by results alone.
 */
import { load } from "../kit/data.js";
import { h } from "../kit/dom.js";
import { download, printOnly } from "../kit/page.js";
import { say, speak } from "../kit/words.js";
import { store, watch } from "../store/here.js";
import { appraise } from "../logic/deals.js";
import { gather, total } from "../logic/score.js";
import { csv } from "../logic/travel/cells.js";
import { deals, ticks, today } from "../store/records.js";

/** @typedef {ReturnType<typeof gather> & { evidence: string }} Line */

export class Score extends HTMLElement {
  process = /** @type {import("../kit/contract.js").Deals} */ (
    /** @type {import("../kit/contract.js").Deals | null} */ (null)
  );

  async connectedCallback() {
    if (this.process) return;
    [this.process] = await Promise.all([load("deals"), speak()]);
    watch(() => this.sum());
    this.show();
  }

  /** @returns {import("../store/kept.js").Card} */
  get record() {
    return store.get("score/card") ?? { name: "", lines: {} };
  }

  /**
   * @param {string} item
   * @param {object} change
   */
  keep(item, change) {
    const { name, lines } = this.record;
    store.set("score/card", {
      name,
      lines: { ...lines, [item]: { ...lines[item], ...change } },
      day: today(),
    });
  }

  /** The deals here as the card needs them. @returns {import("../logic/score.js").Worked[]} */
  worked() {
    const { stages, buyer } = this.process;
    return deals().map(([id, deal]) => {
      const made = ticks(id);
      const found = appraise(stages, buyer, deal, made, today());
      return { name: deal.name, reached: found.position.number, ticks: made, marks: found.marks };
    });
  }

  /** Every line as it counts: what the person wrote, else what the deals' ticks propose. */
  lines() {
    const { lines } = this.record;
    const worked = this.worked();
    /** @type {{ [item: string]: Line }} */
    const all = {};
    for (const item of this.process.scorecard.flatMap((p) => p.items)) {
      const found = gather(item.from, this.process.stages, worked);
      const own = lines[item.id] ?? {};
      all[item.id] = {
        ...found,
        rating: own.rating ?? found.rating,
        evidence: own.evidence ?? found.proofs.join("; "),
      };
    }
    return all;
  }

  show() {
    const { name } = this.record;
    const lines = this.lines();
    const field = h("input", {
      type: "text",
      id: "score-name",
      value: name,
      onchange: (event) =>
        store.set("score/card", { ...this.record, name: event.target.value, day: today() }),
    });
    this.output = h("p.score-total", { role: "status" });
    this.replaceChildren(
      h("h2", {}, say("score.title")),
      h("p.quiet", {}, say("score.note")),
      h("p", {}, h("label", { for: "score-name" }, say("score.name")), " ", field),
      ...this.process.scorecard.map((p) =>
        h(
          "fieldset",
          {},
          h("legend", {}, `${p.title} · ${p.weight}%`),
          p.items.map((item) => this.line(item, lines[item.id])),
        ),
      ),
      this.output,
      h(
        "p.actions-row.no-print",
        {},
        h("button", { type: "button", onclick: () => printOnly(this) }, say("print")),
        h(
          "button.plain",
          { type: "button", onclick: () => download(`appraisal-${today()}.csv`, "text/csv", this.csv()) },
          say("deal.csv"),
        ),
      ),
    );
    this.sum();
  }

  /**
   * @param {import("../kit/contract.js").ScoreItem} item
   * @param {Line} line
   */
  line(item, line) {
    const at = `score-${item.id}`;
    return h(
      "div.score-line",
      {},
      h("p", { id: at }, item.text),
      h("p.quiet", {}, item.evidence),
      line.due
        ? h("p.quiet", {}, say("score.ticks", { n: line.done, count: line.due, proved: line.proofs.length }))
        : null,
      h(
        "p.rate",
        {},
        h(
          "label",
          {},
          say("score.rating"),
          " ",
          h(
            "select",
            {
              id: `${at}-rating`,
              "aria-describedby": at,
              onchange: (e) => this.keep(item.id, { rating: e.target.value }),
            },
            ["", "0", "1", "2", "3"].map((value) =>
              h("option", { value, selected: line.rating === value }, value || "–"),
            ),
          ),
        ),
        " ",
        h(
          "label",
          {},
          say("score.evidence"),
          " ",
          h("input", {
            type: "text",
            id: `${at}-evidence`,
            value: line.evidence,
            "aria-describedby": at,
            onchange: (e) => this.keep(item.id, { evidence: e.target.value }),
          }),
        ),
      ),
    );
  }

  sum() {
    const found = total(this.process.scorecard, this.lines());
    if (this.output)
      this.output.textContent = found === null ? say("score.no_total") : say("score.total", { n: found });
  }

  csv() {
    const { name } = this.record;
    const lines = this.lines();
    const row = (
      /** @type {import("../kit/contract.js").Perspective} */ p,
      /** @type {import("../kit/contract.js").ScoreItem} */ item,
    ) => {
      const { rating, evidence, due, done, proofs } = lines[item.id];
      return [name, p.title, p.weight, item.id, item.text, rating, evidence, due, done, proofs.length];
    };
    const sum = total(this.process.scorecard, lines);
    return csv([
      ["name", "perspective", "weight", "id", "line", "rating", "evidence", "due", "ticked", "with_evidence"],
      ...this.process.scorecard.flatMap((p) => p.items.map((item) => row(p, item))),
      ...(sum === null ? [] : [[name, say("score.total", { n: sum })]]),
    ]);
  }
}
