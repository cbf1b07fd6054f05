/**
 * The meeting card: one screen and one printed page to take along.
 *
 *     <tt-card></tt-card>       card.html#<deal, stage or meeting>
 *
 * Who is met and what for come from the stage's meetings; where a stage has none, its scripts give
 * the roles, the questions and the objections.
 */
import { fragment, unused } from "../kit/address.js";
import { load } from "../kit/data.js";
import { h } from "../kit/dom.js";
import { patch } from "../kit/patch.js";
import { printPage } from "../kit/page.js";
import { UP } from "../kit/root.js";
import { soon } from "../kit/press.js";
import { listen } from "../kit/told.js";
import { say, speak } from "../kit/words.js";
import { store, watch } from "../store/here.js";
import { appraise, counts } from "../logic/deals.js";
import { aims, fill, roles } from "../logic/card.js";
import { chosen, deals, ticks, today } from "../store/records.js";
import { meetingCard } from "../views/card.js";

/** The aim that the person types. */
const OWN = "own";

export class Card extends HTMLElement {
  cards = /** @type {import("../kit/contract.js").Cards} */ (
    /** @type {import("../kit/contract.js").Cards | null} */ (null)
  );

  process = /** @type {import("../kit/contract.js").Deals} */ (
    /** @type {import("../kit/contract.js").Deals | null} */ (null)
  );

  /** The deal or stage that the card is for. */
  about = "";
  role = "";
  /** The meeting's id, `own`, or nothing. */
  aim = "";
  words = "";

  draw = () => this.show();

  async connectedCallback() {
    if (this.process) return;
    [this.process, this.cards] = await Promise.all([load("deals"), load("cards"), speak()]);
    watch(this.draw);
    listen(window, "hashchange", () => this.route());
    this.route();
  }

  /** Takes up what the address asks for. */
  route() {
    const asked = fragment();
    const { stages } = this.process;
    const now = chosen();
    const of = this.cards.stages.find((c) => c.meetings.some((m) => m.id === asked));
    const known = of || store.get(`deal/${asked}`) || stages.some((s) => s.id === asked);
    unused(known ? "" : asked);
    if (of) {
      this.about = now && this.stage(now.id)?.id === of.id ? now.id : of.id;
      this.role = of.meetings.find((m) => m.id === asked)?.role ?? "";
      this.aim = asked;
    } else {
      this.choose(known ? asked : (now?.id ?? stages[0].id));
    }
    this.show();
  }

  /** @param {string} about */
  choose(about) {
    this.about = about;
    this.words = "";
    const { stage, missing } = this.open();
    const { meetings } = this.card(stage.id);
    // The meeting that may bring what is missing comes first.
    const first = meetings.find((m) => missing.some((a) => a.id === m.leave_with)) ?? meetings[0];
    this.role = first?.role ?? "";
    this.aim = first?.id ?? OWN;
  }

  /** @param {string} role */
  meet(role) {
    this.role = role;
    const list = aims(this.card(this.open().stage.id), role);
    if (!list.some((m) => m.id === this.aim)) this.aim = list[0]?.id ?? OWN;
  }

  /** @param {string} stage @returns {import("../kit/contract.js").StageCard} */
  card(stage) {
    return this.cards.stages[this.process.stages.findIndex((s) => s.id === stage)];
  }

  /** The stage whose gate is open for a deal. @param {string} id @returns {import("../kit/contract.js").DealStage} */
  stage(id) {
    const { process } = this;
    const deal = store.get(`deal/${id}`);
    if (!deal)
      return /** @type {import("../kit/contract.js").DealStage} */ (process.stages.find((s) => s.id === id));
    const found = appraise(process.stages, process.buyer, deal, ticks(id), today());
    const open = process.stages.find((s) => s.id === found.position.open?.stage);
    return open ?? process.stages[process.stages.length - 1];
  }

  /** The stage that the card is for, and what is open in it. */
  open() {
    const { process, about } = this;
    const deal = store.get(`deal/${about}`);
    const stage = this.stage(about);
    const both = [...stage.milestone, ...stage.success];
    if (!deal) return { deal: null, found: null, stage, missing: both };
    const found = appraise(process.stages, process.buyer, deal, ticks(about), today());
    return { deal, found, stage, missing: both.filter((a) => !counts(found.marks.get(a.id))) };
  }

  show() {
    const { deal, found, stage, missing } = this.open();
    const all = this.card(stage.id);
    const own = this.aim === OWN;
    const meeting = all.meetings.find((m) => m.id === this.aim) ?? aims(all, this.role)[0] ?? null;
    const card = fill({
      stage,
      card: all,
      cards: this.cards.stages,
      stages: this.process.stages,
      meeting,
      role: this.role,
      missing,
      marks: found?.marks ?? new Map(),
    });
    const aim = own ? this.words : (meeting?.aim ?? "");
    const { process, role } = this;
    const back = deal ? `${UP}deals.html#${this.about}` : UP + stage.href;
    patch(
      this,
      this.controls(all, meeting),
      meetingCard({ stage, deal, found, role, aim, card, process }),
      h("p.no-print", {}, h("a", { href: back }, say(deal ? "card.after" : "card.stage_page"))),
    );
  }

  /**
   * @param {import("../kit/contract.js").StageCard} all
   * @param {import("../kit/contract.js").Meeting | null} meeting
   */
  controls(all, meeting) {
    const open = deals().filter(([, deal]) => !deal.archived);
    const list = aims(all, this.role);
    const stages = this.process.stages.map((s) =>
      option(s.id, `${s.number} ${s.short}`, s.id === this.about),
    );
    const own = open.map(([id, deal]) => option(id, deal.name, id === this.about));
    const about = [group("card.deals", own), group("card.stages", stages)];
    const anyone = all.meetings.length ? null : option("", say("card.anyone"), !this.role);
    const contacts = [anyone, ...roles(all).map((role) => option(role, role, role === this.role))];
    const goals = list.map((m) => option(m.id, m.aim, this.aim !== OWN && m.id === meeting?.id));
    return h(
      "div.card-tools.no-print",
      {},
      this.select("about", about, (value) => this.choose(value)),
      this.select("contact", contacts, (value) => this.meet(value)),
      list.length
        ? this.select("aim", [...goals, option(OWN, say("card.own"), this.aim === OWN)], (value) => {
            this.aim = value;
          })
        : null,
      this.aim === OWN ? labelled("words", this.field()) : null,
      h("button", { type: "button", onclick: () => printPage() }, say("print")),
    );
  }

  /**
   * @param {string} name
   * @param {import("../kit/dom.js").Child[]} options
   * @param {(value: string) => void} choose
   */
  select(name, options, choose) {
    const onchange = (/** @type {import("../kit/dom.js").Changed<"select">} */ event) => {
      choose(event.target.value);
      this.show();
    };
    return labelled(name, h("select", { id: `card-${name}`, onchange }, options));
  }

  /** Where the person types an aim of their own. */
  field() {
    const onchange = (/** @type {import("../kit/dom.js").Changed<"input">} */ event) => {
      this.words = event.target.value;
      soon(this.draw);
    };
    return h("input", { type: "text", id: "card-words", value: this.words, maxlength: "200", onchange });
  }
}

/** @param {string} name @param {Node} input */
function labelled(name, input) {
  return h("label", { for: `card-${name}` }, h("span", {}, say(`card.${name}`)), " ", input);
}

/** @param {string} value @param {string} text @param {boolean} selected */
function option(value, text, selected) {
  return h("option", { value, selected }, text);
}

/** @param {string} name @param {Node[]} options */
function group(name, options) {
  return options.length ? h("optgroup", { label: say(name) }, options) : null;
}
