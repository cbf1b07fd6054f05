/**
 * On the front page's map: where the chosen deal stands.
 *
 *     <tt-map> … the two tracks … <p class="shown"></p></tt-map>
 *
 * Without scripts, or without a deal, it is the plain map.
 */
import { load } from "../kit/data.js";
import { h } from "../kit/dom.js";
import { patch } from "../kit/patch.js";
import { UP } from "../kit/root.js";
import { say, speak } from "../kit/words.js";
import { store, watch } from "../store/here.js";
import { appraise } from "../logic/deals.js";
import { chosen, deals, ticks, today } from "../store/records.js";
import { stops, verdictChip } from "../views/figure.js";
import { Sample } from "../views/sample.js";

export class TrackMap extends HTMLElement {
  process = /** @type {import("../kit/contract.js").Gates} */ (
    /** @type {import("../kit/contract.js").Gates | null} */ (null)
  );

  async connectedCallback() {
    // Until there is a deal the map stays as it was sent, and loads no gates.
    await (chosen() ? this.show() : this.invite());
    watch(() => {
      if (this.process || chosen()) this.show();
    });
  }

  /** Offers a deal to play with. */
  async invite() {
    await speak();
    const onclick = () => this.play();
    const line = this.querySelector(".shown");
    if (line && !chosen()) patch(line, h("button.plain", { type: "button", onclick }, say("sample.try")));
  }

  async play() {
    const sample = new Sample(await load("gates"));
    this.querySelector(".tracks")?.setAttribute("hidden", "");
    this.querySelector(".shown")?.replaceChildren();
    this.append(sample.element);
    sample.element.querySelector("input")?.focus({ preventScroll: true });
  }

  async show() {
    [this.process] = await Promise.all([load("gates"), speak()]);
    this.querySelector(".sample")?.remove();
    this.querySelector(".tracks")?.removeAttribute("hidden");
    const { process } = this;
    const now = chosen();
    const found = now && appraise(process.stages, process.buyer, now.deal, ticks(now.id), today());
    const list = now && found ? stops(process, now.deal, found) : [];
    for (const [n, stop] of [...this.querySelectorAll(".tracks li")].entries()) {
      for (const [side, state] of [
        [".buyer", list[n]?.theirs],
        [".ours", list[n]?.ours],
      ]) {
        const mark = stop.querySelector(`.stop${side}`);
        mark?.classList.remove("done", "here");
        if (state) mark?.classList.add(state);
      }
    }
    const line = this.querySelector(".shown");
    if (!line) return;
    if (!now || !found) return patch(line);
    const buyer = process.buyer.find((b) => b.id === now.deal.buyer);
    const { state, number } = found.position;
    patch(
      line,
      h("label", { for: "map-deal" }, say("map.shown")),
      " ",
      this.choice(now.id),
      " ",
      h(
        "span",
        {},
        say(buyer ? "map.buyer" : "map.buyer_unknown", { n: buyer?.number ?? "" }),
        say(`map.${state}`, { n: number }),
        " ",
      ),
      verdictChip(found.verdict),
      " ",
      h("a", { href: `${UP}deals.html#${now.id}` }, say("deal.to")),
    );
  }

  /** @param {string} id */
  choice(id) {
    const open = deals().filter(([other, deal]) => !deal.archived || other === id);
    if (open.length < 2) return h("b", {}, open[0]?.[1].name);
    return h(
      "select",
      { id: "map-deal", onchange: (e) => store.set("set/deal", e.target.value) },
      open.map(([value, deal]) => h("option", { value, selected: value === id }, deal.name)),
    );
  }
}
