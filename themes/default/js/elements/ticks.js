/**
 * Ticks on a stage's page and its checklist, for the chosen deal.
 *
 *     <tt-ticks data-stage="s1">
 *       … <li class="action" id="s1.m1"><span class="box"></span> … </li> …
 *       <p class="rule"><span>All of a gate, or none of it.</span> …</p>
 *     </tt-ticks>
 *
 * Boxes to tick by hand become boxes to tick by a click; the rule's sentence says what it makes of
 * the ticks.
 */
import { load } from "../kit/data.js";
import { h } from "../kit/dom.js";
import { patch } from "../kit/patch.js";
import { announce } from "../kit/page.js";
import { UP } from "../kit/root.js";
import { say, showDate, speak } from "../kit/words.js";
import { store, watch } from "../store/here.js";
import { actions, appraise } from "../logic/deals.js";
import { chosen, deals, newDeal, setTick, ticks, today } from "../store/records.js";
import { verdictChip, where } from "../views/figure.js";

/** Where the words of an item stand. */
const WHAT = ".what, div";

export class Ticks extends HTMLElement {
  process = /** @type {import("../kit/contract.js").Gates} */ (
    /** @type {import("../kit/contract.js").Gates | null} */ (null)
  );

  async connectedCallback() {
    if (this.process) return;
    [this.process] = await Promise.all([load("gates"), speak()]);
    this.actions = actions(this.process.stages);
    this.bar = h("p.deal-bar");
    this.querySelector("[data-deal-bar]")?.replaceWith(this.bar);
    for (const item of this.querySelectorAll("li.action, li[data-item]"))
      this.arm(/** @type {HTMLElement} */ (item));
    watch(() => this.show());
    this.show();
  }

  /** @param {HTMLElement} item */
  arm(item) {
    const id = item.dataset.item ?? item.id;
    const action = this.actions?.get(id);
    const box = item.querySelector(".box");
    if (!action || !box) return;
    const text = item.querySelector(WHAT);
    if (text && !text.id) text.id = `${id}-what`;
    const input = h("input.box", {
      type: "checkbox",
      "data-action": id,
      "aria-labelledby": text?.id,
      onchange: (event) => this.tick(action, event.target.checked),
    });
    box.replaceWith(h("label.tap", {}, input));
  }

  /**
   * @param {import("../kit/contract.js").Item} action
   * @param {boolean} done
   */
  tick(action, done) {
    const id = chosen()?.id ?? newDeal(say("deal.first"));
    setTick(id, action, done);
    this.show();
    announce(this.querySelector(".rule span")?.textContent ?? "");
  }

  show() {
    const now = chosen();
    this.showBar(now);
    const made = now ? ticks(now.id) : new Map();
    const deal = now?.deal ?? { name: "", buyer: null, created: "" };
    const found = appraise(this.process.stages, this.process.buyer, deal, made, today());
    for (const input of this.querySelectorAll("input[data-action]")) {
      this.mark(/** @type {HTMLInputElement} */ (input), made, found);
    }
    const rule = this.querySelector(".rule span");
    if (rule && now) patch(rule, this.sentence(found, now));
  }

  /** @param {ReturnType<typeof chosen>} now */
  showBar(now) {
    if (!this.bar) return;
    const all = deals().filter(([, deal]) => !deal.archived);
    if (!now) {
      const make = h("a", { href: `${UP}deals.html` }, say("deal.make"));
      return patch(this.bar, h("span", {}, say("deal.none"), " ", make));
    }
    const select = h(
      "select",
      { id: "tick-deal", onchange: (e) => store.set("set/deal", e.target.value) },
      all.map(([id, deal]) => h("option", { value: id, selected: id === now.id }, deal.name)),
    );
    patch(
      this.bar,
      h("label", { for: "tick-deal" }, say("deal.ticking")),
      " ",
      select,
      " ",
      h("a", { href: `${UP}deals.html#${now.id}` }, say("deal.to")),
    );
  }

  /**
   * @param {HTMLInputElement} input
   * @param {Map<string, import("../logic/deals.js").Tick>} made
   * @param {import("../logic/deals.js").Standing} found
   */
  mark(input, made, found) {
    const id = input.dataset.action ?? "";
    const action = this.actions?.get(id);
    const mark = found.marks.get(id) ?? "open";
    const tick = made.get(id);
    input.checked = mark === "done" || mark === "reworded";
    const item = input.closest("li");
    const date = item?.querySelector(".date");
    if (date) date.textContent = tick ? tick.date : "";
    if (date || !item) return;
    const shown = item.querySelector(".mark");
    if (!tick) return shown?.remove();
    const again =
      mark === "done"
        ? null
        : h(
            "button.small",
            {
              type: "button",
              "aria-label": `${say("deal.confirm")}${say("colon")}${item.querySelector(WHAT)?.textContent ?? ""}`,
              onclick: () => action && this.tick(action, true),
            },
            say("deal.confirm"),
          );
    const line = shown ?? h("p");
    line.className = `mark ${mark}`;
    if (!shown) item.append(line);
    patch(line, say(`deal.mark.${mark}`, { date: showDate(tick.date) }), " ", again);
  }

  /**
   * @param {import("../logic/deals.js").Standing} found
   * @param {{ id: string, deal: import("../logic/deals.js").Deal }} now
   */
  sentence(found, now) {
    const fragment = document.createDocumentFragment();
    fragment.append(h("b", {}, now.deal.name), say("colon"), where(found.position, this.process), " ");
    if (found.position.missing.length) {
      const stage = this.process.stages.find((s) => s.id === found.position.open?.stage);
      fragment.append(
        say(`deal.open.${found.position.open?.gate}`, {
          n: found.position.missing.length,
          stage: stage?.number ?? "",
        }),
        " ",
      );
    }
    fragment.append(verdictChip(found.verdict));
    if (found.lowered) fragment.append(" ", h("span.warn", {}, say("deal.lowered")));
    return fragment;
  }
}
