/**
 * A meeting card as it is shown and printed: whom, what for, what to settle, ask, answer and bring.
 */
import { h } from "../kit/dom.js";
import { say, showDate } from "../kit/words.js";
import { bars, verdictChip } from "./figure.js";

/**
 * `card` is what `fill` of `logic/card.js` puts together.
 * @typedef {{ stage: import("../kit/contract.js").DealStage, deal: import("../logic/deals.js").Deal | null,
 *   found: import("../logic/deals.js").Standing | null, role: string, aim: string,
 *   card: ReturnType<import("../logic/card.js").fill>, process: import("../kit/contract.js").Deals }} Sheet
 */

/** @param {Sheet} sheet */
export function meetingCard(sheet) {
  const { card } = sheet;
  return h(
    "article.meeting-card",
    {},
    head(sheet),
    h("div.take", {}, settle(card.settle), card.leave ? leave(card.leave) : null),
    h("div.say", {}, ask(card.questions), objections(card.objections)),
    h("section.notes", { "aria-hidden": "true" }, h("h3", {}, say("card.notes"))),
  );
}

/** @param {Sheet} sheet */
function head({ stage, deal, found, role, aim, process }) {
  const about = [
    say("card.stage", { n: stage.number, stage: stage.short }),
    deal?.next ? showDate(deal.next) : "",
  ];
  const whom = [role, deal?.role].filter(Boolean).join(" · ");
  return h(
    "header",
    {},
    h("h2", {}, deal?.name ?? stage.title),
    h("p.quiet", {}, about.filter(Boolean).join(" · ")),
    whom ? h("p", {}, h("b.label", {}, say("card.contact")), " ", whom) : null,
    aim ? h("p.aim", {}, h("b.label", {}, say("card.aim")), " ", aim) : null,
    deal && found ? h("div.card-bars", {}, bars(process, deal, found), verdictChip(found.verdict)) : null,
  );
}

/** @param {string[]} texts */
function settle(texts) {
  const items = texts.map((text) =>
    h("li", {}, h("span.box", { "aria-hidden": "true" }), h("div", {}, text)),
  );
  return h("section.settle", {}, h("h3", {}, say("card.settle")), h("ul.boxes", {}, items));
}

/** @param {{ text: string, done_when?: string }} action */
function leave({ text, done_when }) {
  const sign = done_when ? h("p.quiet", {}, done_when) : null;
  return h("section.leave-with", {}, h("h3", {}, say("card.leave")), h("p", {}, text), sign);
}

/** @param {string[]} questions */
function ask(questions) {
  if (!questions.length) return null;
  const items = questions.map((html) => h("li", { html }));
  return h("section.ask", {}, h("h3", {}, say("card.ask")), h("ol.asks", {}, items));
}

/** @param {{ says: string, respond: string }[]} objections */
function objections(objections) {
  if (!objections.length) return null;
  const items = objections.map((o) => h("div", {}, h("dt", { html: o.says }), h("dd", { html: o.respond })));
  return h("section.objections", {}, h("h3", {}, say("card.objections")), h("dl.pairs", {}, items));
}
