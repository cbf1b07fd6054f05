/**
 * One deal in full: where it stands and why, what is missing and what helps, every gate with
 * date, evidence and note, the customer card, and the ways out (link, card, file, archive).
 */
import { h } from "../kit/dom.js";
import { patch } from "../kit/patch.js";
import { say } from "../kit/words.js";
import { about } from "./deal/about.js";
import { customer } from "./deal/customer.js";
import { gates, warnings } from "./deal/gates.js";
import { out } from "./deal/out.js";
import { sceneOf } from "./deal/scene.js";
import { advice, ahead, alarm, foot, gone, missing, past } from "./deal/standing.js";
import { figure } from "./figure.js";

export class DealView {
  /** The link to hand the deal on, once it was asked for. */
  link = "";

  /** Stages whose gates open by themselves, since something was just ticked there. @type {Set<string>} */
  opened = new Set();

  /**
   * @param {string} id
   * @param {import("../kit/contract.js").Deals} process
   */
  constructor(id, process) {
    this.id = id;
    this.process = process;
    this.element = h("div.deal-page");
    this.show();
  }

  show() {
    const scene = sceneOf(this.id, this.process, this.opened);
    if (!scene) return;
    patch(
      this.element,
      h("p.crumbs", {}, h("a", { href: "#" }, say("deal.board"))),
      h("h2.deal-name", { tabindex: "-1" }, scene.deal.name),
      figure(this.process, scene.deal, scene.found, {
        name: "deal",
        buyer: (buyer) => scene.change({ buyer }),
      }),
      alarm(scene),
      missing(scene),
      advice(scene),
      ahead(scene),
      about(scene),
      gates(scene),
      warnings(scene),
      past(scene),
      customer(scene),
      out(scene, this.link, (link) => this.share(link)),
      gone(scene),
      foot(scene),
    );
    this.opened.clear();
  }

  /** Shows the link to copy by hand. @param {string} link */
  share(link) {
    this.link = link;
    this.show();
    /** @type {HTMLInputElement | null} */ (this.element.querySelector(".link-field input"))?.select();
  }
}
