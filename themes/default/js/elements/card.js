/**
 * The meeting card: one screen and one printed page to take along.
 *
 *     <tt-card></tt-card>       card.html#<deal, stage or meeting>
 *
 * Who is met and what for come from the stage's meetings; where a stage has none, its scripts give
 * the roles, the questions and the objections.
 */
import { fragment } from "../kit/address.js";
import { load } from "../kit/data.js";
import { h } from "../kit/dom.js";
import { patch } from "../kit/patch.js";
import { UP } from "../kit/root.js";
import { say, showDate, speak } from "../kit/words.js";
import { store, watch } from "../store/here.js";
import { appraise, counts } from "../logic/deals.js";
import { aims, fill, roles } from "../logic/card.js";
import { chosen, deals, ticks, today } from "../store/records.js";
import { bars, verdictChip } from "../views/figure.js";

/** The aim that the person types. */
const OWN = "own";

export class Card extends HTMLElement {
  /** @type {any} */
  cards = null;

  /** @type {any} */
  process = null;

  /** The deal or stage that the card is for. */
  about = "";
  role = "";
  /** The meeting's id, `own`, or nothing. */
  aim = "";
  words = "";

  async connectedCallback() {
    if (this.process) return;
    [this.process, this.cards] = await Promise.all([load("deals"), load("cards"), speak()]);
    watch(() => this.show());
    addEventListener("hashchange", () => this.route());
    this.route();
  }

  /** Takes up what the address asks for. */
  route() {
    const asked = fragment();
    const { stages } = this.process;
    const now = chosen();
    const of = this.cards.stages.find((/** @type {any} */ c) =>
      c.meetings.some((/** @type {any} */ m) => m.id === asked),
    );
    if (of) {
      const meeting = of.meetings.find((/** @type {any} */ m) => m.id === asked);
      this.about = now && this.stage(now.id)?.id === of.id ? now.id : of.id;
      this.role = meeting.role;
      this.aim = asked;
    } else {
      const known = store.get(`deal/${asked}`) || stages.some((/** @type {any} */ s) => s.id === asked);
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
    const first =
      meetings.find((/** @type {any} */ m) => missing.some((/** @type {any} */ a) => a.id === m.leave)) ??
      meetings[0];
    this.role = first?.role ?? "";
    this.aim = first?.id ?? OWN;
  }

  /** @param {string} role */
  meet(role) {
    this.role = role;
    const list = aims(this.card(this.open().stage.id), role);
    if (!list.some((m) => m.id === this.aim)) this.aim = list[0]?.id ?? OWN;
  }

  /** @param {string} stage */
  card(stage) {
    return this.cards.stages.find((/** @type {any} */ c) => c.id === stage);
  }

  /** The stage whose gate is open for a deal. @param {string} id */
  stage(id) {
    const { process } = this;
    const deal = store.get(`deal/${id}`);
    if (!deal) return process.stages.find((/** @type {any} */ s) => s.id === id);
    const found = appraise(process.stages, process.buyer, deal, ticks(id), today());
    return (
      process.stages.find((/** @type {any} */ s) => s.id === found.position.open?.stage) ??
      process.stages.at(-1)
    );
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
    const meeting =
      all.meetings.find((/** @type {any} */ m) => m.id === this.aim) ?? aims(all, this.role)[0] ?? null;
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
    patch(
      this,
      this.controls(all, meeting),
      h(
        "article.meeting-card",
        {},
        h(
          "header",
          {},
          h("h2", {}, deal?.name ?? stage.title),
          h(
            "p.quiet",
            {},
            [
              say("card.stage", { n: stage.number, stage: stage.short }),
              deal?.next ? showDate(deal.next) : "",
            ]
              .filter(Boolean)
              .join(" · "),
          ),
          this.role || deal?.role
            ? h(
                "p",
                {},
                h("b.label", {}, say("card.contact")),
                " ",
                [this.role, deal?.role].filter(Boolean).join(" · "),
              )
            : null,
          aim ? h("p.aim", {}, h("b.label", {}, say("card.aim")), " ", aim) : null,
          deal && found
            ? h("div.card-bars", {}, bars(this.process, deal, found), verdictChip(found.verdict))
            : null,
        ),
        h(
          "div.take",
          {},
          h(
            "section.settle",
            {},
            h("h3", {}, say("card.settle")),
            h(
              "ul.boxes",
              {},
              card.settle.map((text) =>
                h("li", {}, h("span.box", { "aria-hidden": "true" }), h("div", {}, text)),
              ),
            ),
          ),
          card.leave
            ? h(
                "section.leave-with",
                {},
                h("h3", {}, say("card.leave")),
                h("p", {}, card.leave.text),
                card.leave.done ? h("p.quiet", {}, card.leave.done) : null,
              )
            : null,
        ),
        h(
          "div.say",
          {},
          card.questions.length
            ? h(
                "section.ask",
                {},
                h("h3", {}, say("card.ask")),
                h(
                  "ol.asks",
                  {},
                  card.questions.map((html) => h("li", { html })),
                ),
              )
            : null,
          card.objections.length
            ? h(
                "section.objections",
                {},
                h("h3", {}, say("card.objections")),
                h(
                  "dl.pairs",
                  {},
                  card.objections.map((o) =>
                    h("div", {}, h("dt", { html: o.says }), h("dd", { html: o.respond })),
                  ),
                ),
              )
            : null,
        ),
        h("section.notes", { "aria-hidden": "true" }, h("h3", {}, say("card.notes"))),
      ),
      h(
        "p.no-print",
        {},
        h(
          "a",
          { href: deal ? `${UP}deals.html#${this.about}` : UP + stage.href },
          say(deal ? "card.after" : "card.stage_page"),
        ),
      ),
    );
  }

  /**
   * @param {any} all
   * @param {any} meeting
   */
  controls(all, meeting) {
    const field = (/** @type {string} */ name, /** @type {any} */ input) =>
      h("label", { for: `card-${name}` }, h("span", {}, say(`card.${name}`)), " ", input);
    const select = (
      /** @type {string} */ name,
      /** @type {any[]} */ options,
      /** @type {(value: string) => void} */ choose,
    ) =>
      field(
        name,
        h(
          "select",
          {
            id: `card-${name}`,
            onchange: (/** @type {any} */ e) => {
              choose(e.target.value);
              this.show();
            },
          },
          options,
        ),
      );
    const option = (
      /** @type {string} */ value,
      /** @type {string} */ text,
      /** @type {boolean} */ selected,
    ) => h("option", { value, selected }, text);
    const open = deals().filter(([, d]) => !d.archived);
    const list = aims(all, this.role);
    return h(
      "div.card-tools.no-print",
      {},
      select(
        "about",
        [
          open.length
            ? h(
                "optgroup",
                { label: say("card.deals") },
                open.map(([id, d]) => option(id, d.name, id === this.about)),
              )
            : null,
          h(
            "optgroup",
            { label: say("card.stages") },
            this.process.stages.map((/** @type {any} */ s) =>
              option(s.id, `${s.number} ${s.short}`, s.id === this.about),
            ),
          ),
        ],
        (value) => this.choose(value),
      ),
      select(
        "contact",
        [
          all.meetings.length ? null : option("", say("card.anyone"), !this.role),
          ...roles(all).map((role) => option(role, role, role === this.role)),
        ],
        (value) => this.meet(value),
      ),
      list.length
        ? select(
            "aim",
            [
              ...list.map((m) => option(m.id, m.aim, this.aim !== OWN && m.id === meeting?.id)),
              option(OWN, say("card.own"), this.aim === OWN),
            ],
            (value) => {
              this.aim = value;
            },
          )
        : null,
      this.aim === OWN
        ? h(
            "label",
            { for: "card-words" },
            h("span", {}, say("card.words")),
            " ",
            h("input", {
              type: "text",
              id: "card-words",
              value: this.words,
              maxlength: "200",
              onchange: (/** @type {any} */ e) => {
                this.words = e.target.value;
                setTimeout(() => this.show());
              },
            }),
          )
        : null,
      h("button", { type: "button", onclick: () => print() }, say("print")),
    );
  }
}
