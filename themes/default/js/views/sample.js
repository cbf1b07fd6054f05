/**
 * A deal to play with, before there is one: press where the buyer stands and where we stand, and the
 * rule says what that means. It is kept nowhere.
 */
import { h } from "../kit/dom.js";
import { patch } from "../kit/patch.js";
import { UP } from "../kit/root.js";
import { say } from "../kit/words.js";
import { appraise } from "../logic/deals.js";
import { today } from "../store/records.js";
import { figure } from "./figure.js";

export class Sample {
  /** The number of the stage that we have reached, its success criteria still open. */
  at = 1;

  /** @param {import("../kit/contract.js").Gates} process the stages of both tracks, with their gates */
  constructor(process) {
    this.process = process;
    /** Two steps ahead of us, which is what the rule is there to show. @type {string | null} */
    this.buyer = (process.buyer[2] ?? process.buyer.at(-1))?.id ?? null;
    this.element = h("section.sample", { "aria-labelledby": "sample-title" });
    this.show();
  }

  /** As if every gate before had been passed, and the milestone of this stage. */
  ticks() {
    const date = today();
    const done = this.process.stages.flatMap((stage) => {
      if (stage.number > this.at) return [];
      return stage.number < this.at ? [...stage.milestone, ...stage.success] : stage.milestone;
    });
    return new Map(done.map((action) => [action.id, { rev: action.rev, hash: action.hash, date }]));
  }

  show() {
    const { stages, buyer } = this.process;
    const deal = { name: "", buyer: this.buyer, created: today() };
    const found = appraise(stages, buyer, deal, this.ticks(), today());
    patch(
      this.element,
      h("h2", { id: "sample-title" }, say("sample.title")),
      h("p.quiet", {}, say("sample.how")),
      figure(this.process, deal, found, {
        name: "sample",
        buyer: (id) => {
          this.buyer = id;
          this.show();
        },
        ours: (number) => {
          this.at = number;
          this.show();
        },
      }),
      h("p", {}, say(`deal.advice.${found.verdict.kind}`, { n: found.verdict.gap })),
      h("p.no-print", {}, h("a", { href: `${UP}deals.html` }, say("sample.own"))),
    );
  }
}
