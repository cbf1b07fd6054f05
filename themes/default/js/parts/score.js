/**
 * The appraisal of one person by the card's weights, from deals' ticks and written evidence.
 *
 *     <tt-score></tt-score>
 *
 * A line counts only with its evidence, and there is no total while a perspective is empty: so
 * nobody is ever judged by results alone.
 */
import { download, h, load, say, speak } from "./kit.js";
import { store } from "./here.js";
import { total } from "../logic/score.js";
import { deals, ticks, today } from "./records.js";

export class Score extends HTMLElement {
  /** @type {any} */
  process = null;

  async connectedCallback() {
    if (this.process) return;
    [this.process] = await Promise.all([load("deals"), speak()]);
    store.addEventListener("change", () => this.sum());
    this.show();
  }

  /** @returns {{ name: string, lines: { [item: string]: any } }} */
  get record() {
    return store.get("score/card") ?? { name: "", lines: {} };
  }

  /**
   * @param {string} item
   * @param {object} change
   */
  keep(item, change) {
    const { name, lines } = this.record;
    store.set("score/card", { name, lines: { ...lines, [item]: { ...lines[item], ...change } }, day: today() });
  }

  /** How often the actions behind a line are ticked in the deals here. @param {string[]} from */
  counted(from) {
    const known = new Set(this.process.stages.flatMap((/** @type {any} */ s) => [...s.milestone, ...s.success]).map((/** @type {any} */ a) => a.id));
    const wanted = from.filter((id) => known.has(id));
    if (!wanted.length) return null;
    const all = deals().map(([id]) => ticks(id));
    const done = all.flatMap((made) => wanted.filter((id) => made.has(id)));
    const proved = all.flatMap((made) => wanted.filter((id) => made.get(id)?.evidence));
    return say("score.ticks", { n: done.length, count: wanted.length * all.length, proved: proved.length });
  }

  show() {
    const { name, lines } = this.record;
    const field = h("input", { type: "text", id: "score-name", value: name, onchange: () => store.set("score/card", { ...this.record, name: field.value, day: today() }) });
    this.output = h("p.score-total", { role: "status" });
    this.replaceChildren(h("h2", {}, say("score.title")), h("p.quiet", {}, say("score.note")),
      h("p", {}, h("label", { for: "score-name" }, say("score.name")), " ", field),
      ...this.process.scorecard.map((/** @type {any} */ p) => h("fieldset", {}, h("legend", {}, `${p.title} · ${p.weight}%`), p.items.map((/** @type {any} */ item) => this.line(item, lines[item.id])))),
      this.output, h("p.actions-row.no-print", {},
        h("button", { type: "button", onclick: () => print() }, say("print")),
        h("button.plain", { type: "button", onclick: () => download(`appraisal-${today()}.csv`, "text/csv", this.csv()) }, say("deal.csv"))));
    this.sum();
  }

  /**
   * @param {any} item
   * @param {any} line
   */
  line(item, line) {
    const counted = this.counted(item.from);
    return h("div.score-line", {}, h("p", { id: `score-${item.id}` }, item.text), counted ? h("p.quiet", {}, counted) : null,
      h("p", {}, h("label", {}, say("score.rating"), " ", h("select", { "aria-describedby": `score-${item.id}`, onchange: (/** @type {any} */ e) => this.keep(item.id, { rating: e.target.value }) },
        ["", "0", "1", "2", "3"].map((value) => h("option", { value, selected: (line?.rating ?? "") === value }, value || "–")))), " ",
        h("label", {}, say("score.evidence"), " ", h("input", { type: "text", value: line?.evidence ?? "", placeholder: item.evidence.slice(0, 60), "aria-describedby": `score-${item.id}`, onchange: (/** @type {any} */ e) => this.keep(item.id, { evidence: e.target.value }) }))));
  }

  sum() {
    const found = total(this.process.scorecard, this.record.lines);
    if (this.output) this.output.textContent = found === null ? say("score.no_total") : say("score.total", { n: found });
  }

  csv() {
    const { name, lines } = this.record;
    const cell = (/** @type {any} */ v) => `"${String(v ?? "").replace(/^([=+\-@])/, "'$1").replaceAll('"', '""')}"`;
    const rows = this.process.scorecard.flatMap((/** @type {any} */ p) => p.items.map((/** @type {any} */ item) => [name, p.title, p.weight, item.id, item.text, lines[item.id]?.rating, lines[item.id]?.evidence]));
    return `\ufeff${[["name", "perspective", "weight", "id", "line", "rating", "evidence"], ...rows].map((row) => row.map(cell).join(",")).join("\r\n")}\r\n`;
  }
}
