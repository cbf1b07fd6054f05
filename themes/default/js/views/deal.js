/**
 * One deal in full: where it stands and why, what is missing and what helps, every gate with
 * date, evidence and note, the customer card, and the ways out (link, card, file, archive).
 */
import { h } from "../kit/dom.js";
import { announce, download, printOnly } from "../kit/page.js";
import { UP } from "../kit/root.js";
import { say, showDate } from "../kit/words.js";
import { store } from "../store/here.js";
import { actions, addDays, appraise, counts, daysBetween, freshUntil, history } from "../logic/deals.js";
import { csv, toFragment, toJson } from "../logic/travel.js";
import { parcelOf, remove, setTick, ticks, today } from "../store/records.js";
import { figure, where } from "./figure.js";

/** @typedef {import("../logic/deals.js").Deal} Deal */
/** @typedef {import("../logic/deals.js").Standing} Standing */

export class DealView {
  /**
   * @param {string} id
   * @param {any} process
   */
  constructor(id, process) {
    this.id = id;
    this.process = process;
    this.element = h("div.deal-page");
    /** Gates that the person has opened, so that a change does not close them. @type {Set<string>} */
    this.opened = new Set();
    this.show();
  }

  /** @returns {Deal} */
  get deal() {
    return store.get(`deal/${this.id}`);
  }

  /** @param {Partial<Deal>} change */
  change(change) {
    store.set(`deal/${this.id}`, { ...this.deal, ...change });
  }

  show() {
    const { deal, process } = this;
    if (!deal) return;
    this.made = ticks(this.id);
    const found = appraise(process.stages, process.buyer, deal, this.made, today());
    const active = document.activeElement;
    const focused = active?.id;
    // What somebody is typing while another tab changes the deal stays.
    const typed =
      active instanceof HTMLTextAreaElement || (active instanceof HTMLInputElement && active.type === "text")
        ? active.value
        : null;
    this.element.replaceChildren(
      h("p.crumbs", {}, h("a", { href: "#" }, say("deal.board"))),
      h("h2.deal-name", { tabindex: "-1" }, deal.name),
      figure(process, deal, found),
      this.alarm(found) ?? "",
      this.missing(found),
      this.advice(found),
      this.ahead(found) ?? "",
      this.facts(),
      this.gates(found),
      this.warnings(found) ?? "",
      this.history(found) ?? "",
      this.customer(),
      this.out(),
      this.gone(found) ?? "",
      this.foot(found) ?? "",
    );
    // What was just ticked leaves the list of what is missing; the next one takes its place.
    const next = focused?.startsWith("m-") ? this.element.querySelector(".missing input") : null;
    const there = focused ? (document.getElementById(focused) ?? next) : null;
    if (typed !== null && there?.id === focused) /** @type {HTMLInputElement} */ (there).value = typed;
    /** @type {HTMLElement | null} */ (there)?.focus();
  }

  /** Evidence that has grown old, and what that does. @param {Standing} found */
  alarm(found) {
    const old = [...found.marks].filter(([, mark]) => mark === "expired").map(([id]) => id);
    if (!old.length) return null;
    const known = actions(this.process.stages);
    return h(
      "div.notice.warn",
      { role: "note" },
      h(
        "div",
        {},
        h(
          "p",
          {},
          h("b", {}, say("deal.expired", { n: old.length })),
          " ",
          found.lowered
            ? say("deal.fell", {
                from: where(found.lowered, this.process),
                until: showDate(found.until ?? ""),
                to: where(found.position, this.process),
              })
            : "",
        ),
        h(
          "ul",
          {},
          old.map((id) => h("li", {}, known.get(id)?.text ?? id, " ", this.again(id))),
        ),
      ),
    );
  }

  /** @param {string} id */
  again(id) {
    const action = actions(this.process.stages).get(id);
    return action
      ? h(
          "button.small",
          {
            type: "button",
            "aria-label": `${say("deal.confirm")}${say("colon")}${action.text}`,
            onclick: () => setTick(this.id, action, true),
          },
          say("deal.confirm"),
        )
      : null;
  }

  /** What the rule says, and what may be done: both ways side by side, never chosen for anyone. @param {Standing} found */
  advice(found) {
    const { policy } = this.process;
    const { kind, gap } = found.verdict;
    const list = (/** @type {string[]} */ texts) =>
      h(
        "ul.items",
        {},
        texts.map((html) => h("li", { html })),
      );
    const fresh = freshUntil(this.process.stages, found, this.made ?? new Map(), policy, today());
    if (fresh && policy.fresh.length) {
      const title = h("h3", {}, say("deal.advice.fresh", { n: gap }));
      const until = h("p.quiet", {}, say("deal.fresh_until", { date: showDate(fresh) }));
      return h("section.advice", {}, title, list(policy.fresh), until);
    }
    const name = kind.replace("-", "_");
    const parts = [policy[name]?.length ? list(policy[name]) : null];
    if (kind === "behind") {
      const over = policy.give_up_gap !== null && gap >= policy.give_up_gap;
      parts.push(
        h(
          "div.two-ways",
          {},
          h("section", {}, h("h4", {}, say("deal.catch_up")), list(policy.catch_up)),
          h("section", {}, h("h4", {}, say("deal.give_up")), list(policy.give_up)),
        ),
        over ? h("p.notice", {}, say("deal.policy", { n: policy.give_up_gap })) : null,
        h(
          "p",
          {},
          h("label", { for: "deal-decision" }, say("deal.decision")),
          " ",
          h("textarea", {
            id: "deal-decision",
            rows: "2",
            value: this.deal.decision ?? "",
            onchange: (/** @type {any} */ e) => this.change({ decision: e.target.value }),
          }),
        ),
      );
    }
    return h("section.advice", {}, h("h3", {}, say(`deal.advice.${kind}`, { n: gap })), parts);
  }

  /** @param {Standing} found */
  missing(found) {
    const { position } = found;
    const known = actions(this.process.stages);
    const stage = this.process.stages.find((/** @type {any} */ s) => s.id === position.open?.stage);
    if (!stage) return h("section", {}, h("p", {}, say("deal.all_done")));
    return h(
      "section.missing",
      {},
      h(
        "h3",
        {},
        say(`deal.open.${position.open?.gate}`, { n: position.missing.length, stage: stage.number }),
      ),
      h(
        "ul.actions",
        {},
        position.missing.map((id) => {
          const action = known.get(id);
          return action ? this.action(action, found, "m") : null;
        }),
      ),
      h("p.no-print", {}, h("a", { href: `${UP}card.html#${this.id}` }, say("deal.card"))),
    );
  }

  /** @param {Standing} found */
  ahead(found) {
    if (!found.position.ahead.length) return null;
    const known = actions(this.process.stages);
    return h(
      "section",
      {},
      h("h3", {}, say("deal.ahead")),
      h("p.quiet", {}, say("deal.ahead_note")),
      h(
        "ul.items",
        {},
        found.position.ahead.map((id) => h("li", {}, known.get(id)?.text ?? id)),
      ),
    );
  }

  /**
   * An action with its box, what helps, and once ticked its date, evidence and note.
   * @param {import("../logic/deals.js").Action} action
   * @param {Standing} found
   * @param {string} place tells the two boxes of one action apart
   */
  action(action, found, place) {
    const tick = this.made?.get(action.id);
    const mark = found.marks.get(action.id) ?? "open";
    const id = `${place}-${action.id}`;
    const box = h("input.box", {
      type: "checkbox",
      id,
      checked: mark === "done" || mark === "reworded",
      onchange: (/** @type {any} */ e) => {
        // Its date and evidence stand with its gate, which opens for them.
        const stage = this.process.stages.find((/** @type {any} */ s) =>
          [...s.milestone, ...s.success].includes(action),
        );
        if (e.target.checked && stage) this.opened.add(stage.id);
        setTick(this.id, action, e.target.checked);
      },
    });
    return h(
      "li.action",
      { "data-mark": mark },
      h("label.tap", {}, box),
      h(
        "label.what",
        { for: id },
        action.text,
        action.commitment ? [" ", h("span.chip.seal", {}, say("deal.commitment"))] : null,
      ),
      action.done ? h("p.sign", {}, action.done) : null,
      tick && mark !== "done"
        ? h(
            `p.mark.${mark}`,
            {},
            say(`deal.mark.${mark}`, { date: showDate(tick.date) }),
            " ",
            this.again(action.id),
          )
        : null,
      tick && mark !== "revised" ? this.proof(action, tick, id) : null,
      !tick && action.help.length
        ? h(
            "p.help",
            {},
            say("deal.help"),
            action.help.map((to) => [" ", h("a", { href: UP + to.href }, to.name)]).flat(),
          )
        : null,
    );
  }

  /**
   * @param {import("../logic/deals.js").Action} action
   * @param {import("../logic/deals.js").Tick} tick
   * @param {string} id
   */
  proof(action, tick, id) {
    const key = `tick/${this.id}/${action.id}`;
    // From the store: two fields may change before the deal is drawn anew.
    const keep = (/** @type {object} */ change) => store.set(key, { ...store.get(key), ...change });
    return h(
      "div.proof",
      { role: "group", "aria-label": action.text },
      h(
        "label",
        {},
        say("deal.date"),
        h("input", {
          type: "date",
          id: `${id}-date`,
          value: tick.date,
          max: today(),
          onchange: (/** @type {any} */ e) => e.target.value && keep({ date: e.target.value }),
        }),
      ),
      h(
        "label",
        {},
        say("deal.evidence"),
        h("input", {
          type: "text",
          id: `${id}-evidence`,
          list: `${id}-kinds`,
          value: tick.evidence ?? "",
          onchange: (/** @type {any} */ e) => keep({ evidence: e.target.value }),
        }),
      ),
      h(
        "datalist",
        { id: `${id}-kinds` },
        (action.evidence ?? []).map((value) => h("option", { value })),
      ),
      h(
        "label",
        {},
        say("deal.note"),
        h("input", {
          type: "text",
          id: `${id}-note`,
          value: tick.note ?? "",
          onchange: (/** @type {any} */ e) => keep({ note: e.target.value }),
        }),
      ),
      typeof action.valid === "number"
        ? h("p.quiet", {}, say("deal.until", { date: showDate(addDays(tick.date, action.valid)) }))
        : null,
    );
  }

  facts() {
    const { deal, process } = this;
    const text = (/** @type {"name" | "role" | "note"} */ name) =>
      h("input", {
        type: "text",
        id: `deal-${name}`,
        value: deal[name] ?? "",
        onchange: (/** @type {any} */ e) =>
          (name !== "name" || e.target.value.trim()) && this.change({ [name]: e.target.value }),
      });
    const row = (/** @type {string} */ name, /** @type {any} */ field) =>
      h(
        "div",
        {},
        h("dt", {}, h("label", { for: `deal-${name}` }, say(`deal.field.${name}`))),
        h("dd", {}, field),
      );
    const buyer = process.buyer.find((/** @type {any} */ b) => b.id === deal.buyer);
    return h(
      "section.about",
      {},
      h("h3", {}, say("deal.facts")),
      h(
        "dl.facts",
        {},
        row("name", text("name")),
        row("buyer", [
          h(
            "select",
            {
              id: "deal-buyer",
              onchange: (/** @type {any} */ e) => this.change({ buyer: e.target.value || null }),
            },
            h("option", { value: "" }, say("deal.unknown")),
            process.buyer.map((/** @type {any} */ b) =>
              h("option", { value: b.id, selected: b.id === deal.buyer }, `${b.number} ${b.title}`),
            ),
          ),
          buyer
            ? h(
                "details.more",
                {},
                h("summary", {}, say("deal.signs")),
                h(
                  "ul",
                  {},
                  buyer.signs.map((/** @type {string} */ s) => h("li", {}, s)),
                ),
              )
            : h("p.quiet", {}, h("a", { href: `${UP}buyer.html` }, say("deal.signs"))),
        ]),
        row(
          "next",
          h("input", {
            type: "date",
            id: "deal-next",
            value: deal.next ?? "",
            onchange: (/** @type {any} */ e) => this.change({ next: e.target.value }),
          }),
        ),
        row("role", text("role")),
        row("note", text("note")),
      ),
    );
  }

  /** @param {Standing} found */
  gates(found) {
    const gate = (/** @type {string} */ name, /** @type {any[]} */ list) => [
      h("p.label", {}, say(`gate.${name}`)),
      h(
        "ul.actions",
        {},
        list.map((action) => this.action(action, found, "g")),
      ),
    ];
    return h(
      "section.all-gates",
      {},
      h("h3", {}, say("deal.gates")),
      this.process.stages.map((/** @type {any} */ stage) => {
        const all = [...stage.milestone, ...stage.success];
        const done = all.filter((a) => ["done", "reworded"].includes(found.marks.get(a.id) ?? "")).length;
        return h(
          "details.fold",
          {
            open: this.opened.has(stage.id),
            ontoggle: (/** @type {any} */ e) =>
              e.target.open ? this.opened.add(stage.id) : this.opened.delete(stage.id),
          },
          h(
            "summary",
            {},
            `${stage.number} ${stage.title}`,
            h("span.quiet", {}, ` ${say("deal.count", { n: done, count: all.length })}`),
          ),
          h("p", {}, h("a", { href: UP + stage.href }, say("deal.stage_page"))),
          gate("milestone", stage.milestone),
          gate("success", stage.success),
          this.conditions(stage, found),
          this.work(stage, found),
        );
      }),
    );
  }

  /**
   * A stage's conditions: a quieter list to tick, which never moves the deal.
   * @param {any} stage
   * @param {Standing} found
   */
  conditions(stage, found) {
    if (!stage.conditions.length) return null;
    const done = stage.conditions.filter((/** @type {any} */ c) => counts(found.marks.get(c.id))).length;
    const key = `${stage.id}-conditions`;
    return h(
      "details.more.conditions",
      {
        open: this.opened.has(key),
        ontoggle: (/** @type {any} */ e) => (e.target.open ? this.opened.add(key) : this.opened.delete(key)),
      },
      h(
        "summary",
        {},
        say("deal.conditions"),
        ` ${say("deal.count", { n: done, count: stage.conditions.length })}`,
      ),
      h("p.quiet", {}, say("deal.conditions_note")),
      h(
        "ul.wishes",
        {},
        stage.conditions.map((/** @type {any} */ c) => this.condition(c, found, "c")),
      ),
    );
  }

  /**
   * What the rep's own work is appraised by, with its evidence; the scorecard counts it.
   * @param {any} stage
   * @param {Standing} found
   */
  work(stage, found) {
    if (!stage.appraisal.length) return null;
    const done = stage.appraisal.filter((/** @type {any} */ a) => counts(found.marks.get(a.id))).length;
    const key = `${stage.id}-appraisal`;
    return h(
      "details.more.conditions",
      {
        open: this.opened.has(key),
        ontoggle: (/** @type {any} */ e) => (e.target.open ? this.opened.add(key) : this.opened.delete(key)),
      },
      h(
        "summary",
        {},
        say("deal.appraisal"),
        ` ${say("deal.count", { n: done, count: stage.appraisal.length })}`,
      ),
      h("p.quiet", {}, say("deal.appraisal_note")),
      h(
        "ul.actions",
        {},
        stage.appraisal.map((/** @type {any} */ a) =>
          this.action({ valid: null, help: [], done: a.evidence[0], ...a }, found, "a"),
        ),
      ),
    );
  }

  /**
   * @param {import("../logic/deals.js").Condition} condition
   * @param {Standing} found
   * @param {string} place
   */
  condition(condition, found, place) {
    const mark = found.marks.get(condition.id);
    // What the gates say already is ticked there.
    const said = mark === "done" && !this.made?.has(condition.id);
    const id = `${place}-${condition.id}`;
    return h(
      "li",
      {},
      h(
        "label",
        {},
        h("input.box", {
          type: "checkbox",
          id,
          checked: counts(mark),
          disabled: said,
          onchange: (/** @type {any} */ e) => setTick(this.id, condition, e.target.checked),
        }),
        h("span", {}, condition.text, said ? h("small", {}, " ", say("deal.said")) : null),
      ),
    );
  }

  /** Conditions of reached stages that are not met: worth a look, never counted. @param {Standing} found */
  warnings(found) {
    if (!found.unmet.length) return null;
    const stages = this.process.stages.filter((/** @type {any} */ s) =>
      s.conditions.some((/** @type {any} */ c) => found.unmet.includes(c.id)),
    );
    return h(
      "details.fold.warnings",
      {
        open: this.opened.has("warnings"),
        ontoggle: (/** @type {any} */ e) =>
          e.target.open ? this.opened.add("warnings") : this.opened.delete("warnings"),
      },
      h(
        "summary",
        {},
        h("span.warn", { "aria-hidden": "true" }, "△"),
        " ",
        say("deal.unmet", { n: found.unmet.length }),
      ),
      h("p.quiet", {}, say("deal.conditions_note")),
      stages
        .map((/** @type {any} */ stage) => [
          h("p.label", {}, `${stage.number} ${stage.short}`),
          h(
            "ul.wishes",
            {},
            stage.conditions
              .filter((/** @type {any} */ c) => found.unmet.includes(c.id))
              .map((/** @type {any} */ c) => this.condition(c, found, "w")),
          ),
        ])
        .flat(),
    );
  }

  /** When each stage was reached and completed, and how long the deal has stood where it is. @param {Standing} found */
  history(found) {
    const past = history(this.process.stages, found.position, this.made ?? new Map());
    const last = past.at(-1);
    if (!last) return null;
    const days = daysBetween(last.completed ?? last.reached, today());
    return h(
      "section.history",
      {},
      h("h3", {}, say("deal.history")),
      h("p", {}, say("deal.stands", { n: days })),
      h(
        "ol.plain",
        {},
        past.map(({ stage, reached, completed }) =>
          h(
            "li",
            {},
            h("b", {}, `${stage.number} ${stage.short}`),
            " ",
            h(
              "span.quiet",
              {},
              say("deal.reached", { date: showDate(reached) }),
              completed ? ` · ${say("deal.completed", { date: showDate(completed) })}` : "",
            ),
          ),
        ),
      ),
    );
  }

  /** The customer card: what is known in each dimension, rated for benefit and risk. */
  customer() {
    const { dimensions } = this.process;
    if (!dimensions.length) return "";
    const card = this.deal.card ?? {};
    const keep = (/** @type {string} */ id, /** @type {object} */ change) => {
      const now = this.deal.card ?? {};
      this.change({ card: { ...now, [id]: { ...now[id], ...change } } });
    };
    const rate = (/** @type {any} */ d, /** @type {"benefit" | "risk"} */ what) =>
      h(
        "label",
        {},
        say(`customer.${what}`),
        " ",
        h(
          "select",
          {
            id: `card-${what}-${d.id}`,
            onchange: (/** @type {any} */ e) => keep(d.id, { [what]: e.target.value }),
          },
          ["", "0", "1", "2", "3"].map((value) =>
            h("option", { value, selected: (card[d.id]?.[what] ?? "") === value }, value || "–"),
          ),
        ),
      );
    const known = dimensions.filter((/** @type {any} */ d) => card[d.id]?.text).length;
    const fold = h(
      "details.fold.customer",
      {
        open: this.opened.has("customer"),
        ontoggle: (/** @type {any} */ e) =>
          e.target.open ? this.opened.add("customer") : this.opened.delete("customer"),
      },
      h(
        "summary",
        {},
        say("customer.title"),
        h("span.quiet", {}, ` ${say("deal.count", { n: known, count: dimensions.length })}`),
      ),
      h("p.paper", {}, h("b", {}, this.deal.name), ` · ${showDate(today())}`),
      dimensions.map((/** @type {any} */ d) =>
        h(
          "div.dimension",
          { role: "group", "aria-label": d.title },
          h("label", { for: `card-${d.id}` }, h("b", {}, d.title)),
          h(
            "ul.asked",
            {},
            d.questions.slice(0, 3).map((/** @type {string} */ q) => h("li", {}, q)),
          ),
          h("textarea", {
            id: `card-${d.id}`,
            rows: "2",
            value: card[d.id]?.text ?? "",
            onchange: (/** @type {any} */ e) => keep(d.id, { text: e.target.value }),
          }),
          h("p.paper.lines", {}, card[d.id]?.text ?? ""),
          h("p.rate", {}, rate(d, "benefit"), " ", rate(d, "risk")),
          h(
            "details.more",
            {},
            h("summary", {}, say("customer.how")),
            h("p", {}, d.benefit),
            h("p", {}, d.risk),
          ),
        ),
      ),
      h(
        "p.actions-row.no-print",
        {},
        h("button", { type: "button", onclick: () => printOnly(fold) }, say("print")),
        h(
          "button.plain",
          { type: "button", onclick: () => download(`${this.file()}-card.csv`, "text/csv", this.cardCsv()) },
          say("deal.csv"),
        ),
      ),
    );
    return fold;
  }

  /** The customer card for a spreadsheet; the deal's own file carries it too. */
  cardCsv() {
    const card = this.deal.card ?? {};
    return csv([
      ["deal", "dimension", "id", "known", "benefit", "risk"],
      ...this.process.dimensions.map((/** @type {any} */ d) => [
        this.deal.name,
        d.title,
        d.id,
        card[d.id]?.text,
        card[d.id]?.benefit,
        card[d.id]?.risk,
      ]),
    ]);
  }

  /** The deal's name, fit for a file. */
  file() {
    return this.deal.name.replace(/[^\p{L}\p{N}]+/gu, "-");
  }

  out() {
    const parcel = () => parcelOf(this.id);
    const share = async () => {
      const url = `${location.href.split("#")[0]}#${await toFragment(parcel())}`;
      const field = h("input", { type: "text", readonly: true, value: url, "aria-label": say("deal.link") });
      this.element.querySelector(".link-field")?.replaceChildren(field);
      field.select();
      await navigator.clipboard?.writeText(url).then(
        () => announce(say("deal.copied")),
        () => {},
      );
    };
    const archived = this.deal.archived;
    return h(
      "section.no-print",
      {},
      h("h3", {}, say("deal.out")),
      h(
        "p.actions-row",
        {},
        h("button", { type: "button", onclick: share }, say("deal.share")),
        h(
          "button.plain",
          {
            type: "button",
            onclick: () => download(`${this.file()}.json`, "application/json", toJson([parcel()])),
          },
          say("deal.file"),
        ),
        h(
          "button.plain",
          { type: "button", onclick: () => this.change({ archived: !archived }) },
          say(archived ? "deal.unarchive" : "deal.archive"),
        ),
        h(
          "button.plain",
          {
            type: "button",
            onclick: () => {
              remove(this.id);
              location.hash = "";
            },
          },
          say("deal.delete"),
        ),
      ),
      h("p.link-field"),
      h("p.quiet", {}, say("deal.share_note")),
    );
  }

  /** On a phone what is missing stays in sight, one tap away. @param {Standing} found */
  foot(found) {
    if (!found.position.missing.length) return null;
    const stage = this.process.stages.find((/** @type {any} */ s) => s.id === found.position.open?.stage);
    const words = say(`deal.open.${found.position.open?.gate}`, {
      n: found.position.missing.length,
      stage: stage.number,
    });
    return h(
      "p.deal-foot",
      {},
      h(
        "button.plain",
        { type: "button", onclick: () => this.element.querySelector(".missing")?.scrollIntoView() },
        words,
      ),
    );
  }

  /** Ticks whose actions the playbook no longer has. @param {Standing} found */
  gone(found) {
    if (!found.gone.length) return null;
    return h(
      "section",
      {},
      h("h3", {}, say("deal.gone")),
      h("p.quiet", {}, say("deal.gone_note")),
      h(
        "ul.items",
        {},
        found.gone.map((id) =>
          h("li", {}, id, " ", h("span.quiet", {}, showDate(this.made?.get(id)?.date ?? ""))),
        ),
      ),
    );
  }
}
