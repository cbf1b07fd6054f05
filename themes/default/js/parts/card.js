/**
 * The meeting card: one screen and one printed page to take along.
 *
 *     <tt-card></tt-card>       card.html#<deal or stage>
 */
import { h, load, say, speak } from "./kit.js";
import { store } from "./here.js";
import { actions, appraise } from "../logic/deals.js";
import { chosen, deals, ticks, today } from "./records.js";
import { figure } from "./figure.js";

/** As many things to settle as a meeting holds. */
const MOST = 9;

export class Card extends HTMLElement {
  /** @type {any} */
  cards = null;

  /** @type {any} */
  process = null;

  async connectedCallback() {
    if (this.process) return;
    [this.process, this.cards] = await Promise.all([load("deals"), load("cards"), speak()]);
    const asked = decodeURIComponent(location.hash.slice(1));
    this.about = store.get(`deal/${asked}`) || this.process.stages.some((/** @type {any} */ s) => s.id === asked) ? asked : (chosen()?.id ?? this.process.stages[0].id);
    this.contact = "";
    this.aim = "";
    store.addEventListener("change", () => this.show());
    this.show();
  }

  /** The stage that the card is for, and what is open in it. */
  open() {
    const { process, about } = this;
    const deal = store.get(`deal/${about}`);
    if (!deal) {
      const stage = process.stages.find((/** @type {any} */ s) => s.id === about);
      return { deal: null, found: null, stage, missing: [...stage.milestone, ...stage.success] };
    }
    const found = appraise(process.stages, process.buyer, deal, ticks(about ?? ""), today());
    const known = actions(process.stages);
    const stage = process.stages.find((/** @type {any} */ s) => s.id === found.position.open?.stage) ?? process.stages.at(-1);
    const missing = found.position.missing.map((id) => known.get(id));
    // Behind an open milestone its stage's success actions are what the same meeting may bring too.
    if (found.position.open?.gate === "milestone") missing.push(...stage.success.filter((/** @type {any} */ a) => !["done", "reworded"].includes(found.marks.get(a.id) ?? "")));
    return { deal, found, stage, missing };
  }

  show() {
    const { deal, found, stage, missing } = this.open();
    const card = this.cards.stages.find((/** @type {any} */ c) => c.id === stage.id);
    const contacts = [...new Set(card.talks.map((/** @type {any} */ t) => t.contact).filter(Boolean))];
    const talks = card.talks.filter((/** @type {any} */ t) => !this.contact || t.contact === this.contact);
    const settle = [...missing.map((/** @type {any} */ a) => a.text), ...card.information].slice(0, MOST);
    const criterion = missing.find((/** @type {any} */ a) => a.commitment) ?? missing[0];
    this.replaceChildren(this.controls(contacts), h("article.meeting-card", {},
      h("header", {}, h("h2", {}, deal?.name ?? stage.title), h("p", {}, [say("card.stage", { n: stage.number, stage: stage.short }), this.contact || deal?.role, this.aim].filter(Boolean).join(" · "))),
      deal && found ? figure(this.process, deal, found) : null,
      this.list("settle", settle, true),
      this.list("ask", talks.flatMap((/** @type {any} */ t) => t.questions).slice(0, 3)),
      this.objections(talks.flatMap((/** @type {any} */ t) => t.objections).slice(0, 4)),
      criterion ? h("section.leave-with", {}, h("h3", {}, say("card.leave")), h("p", {}, criterion.text), criterion.done ? h("p.quiet", {}, criterion.done) : null) : null));
  }

  /** @param {any[]} contacts */
  controls(contacts) {
    const field = (/** @type {string} */ name, /** @type {any} */ input) => h("label", {}, say(`card.${name}`), " ", input);
    return h("p.board-tools.no-print", {},
      field("about", h("select", { id: "card-about", onchange: (/** @type {any} */ e) => { this.about = e.target.value; this.contact = ""; this.show(); document.getElementById("card-about")?.focus(); } },
        h("optgroup", { label: say("card.deals") }, deals().filter(([, d]) => !d.archived).map(([id, d]) => h("option", { value: id, selected: id === this.about }, d.name))),
        h("optgroup", { label: say("card.stages") }, this.process.stages.map((/** @type {any} */ s) => h("option", { value: s.id, selected: s.id === this.about }, `${s.number} ${s.short}`))))),
      field("contact", h("select", { id: "card-contact", onchange: (/** @type {any} */ e) => { this.contact = e.target.value; this.show(); document.getElementById("card-contact")?.focus(); } },
        h("option", { value: "" }, say("card.anyone")), contacts.map((name) => h("option", { value: name, selected: name === this.contact }, name)))),
      field("aim", h("input", { type: "text", id: "card-aim", value: this.aim, onchange: (/** @type {any} */ e) => { this.aim = e.target.value; this.show(); } })),
      h("button", { type: "button", onclick: () => print() }, say("print")));
  }

  /**
   * @param {string} name
   * @param {string[]} items
   * @param {boolean} [boxes]
   */
  list(name, items, boxes = false) {
    if (!items.length) return null;
    return h(`section.${name}`, {}, h("h3", {}, say(`card.${name}`)),
      h(boxes ? "ul.boxes" : "ul.items", {}, items.map((text) => h("li", {}, boxes ? h("span.box", { "aria-hidden": "true" }) : null, h("div", {}, text)))));
  }

  /** @param {any[]} list */
  objections(list) {
    if (!list.length) return null;
    return h("section.objections", {}, h("h3", {}, say("card.objections")), h("dl.pairs", {}, list.map((o) => h("div", {}, h("dt", { html: o.says }), h("dd", { html: o.respond })))));
  }
}
