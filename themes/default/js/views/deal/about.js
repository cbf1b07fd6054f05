/**
 * What a rep notes of a deal itself: its name, where the buyer is, the next meeting, the contact.
 */
import { h } from "../../kit/dom.js";
import { UP } from "../../kit/root.js";
import { say } from "../../kit/words.js";
import { dateField } from "../field.js";

/** @typedef {import("./scene.js").Scene} Scene */
/** @typedef {import("../../kit/dom.js").Child} Child */

/** @param {Scene} scene */
export function about(scene) {
  const { deal, change } = scene;
  const row = (/** @type {string} */ name, /** @type {Child | Child[]} */ field) =>
    h(
      "div",
      {},
      h("dt", {}, h("label", { for: `deal-${name}` }, say(`deal.field.${name}`))),
      h("dd", {}, field),
    );
  const text = (/** @type {"name" | "role" | "note"} */ name) =>
    h("input", {
      type: "text",
      id: `deal-${name}`,
      value: deal[name] ?? "",
      onchange: ({ target: { value } }) => (name !== "name" || value.trim()) && change({ [name]: value }),
    });
  return h(
    "section.about",
    {},
    h("h3", {}, say("deal.facts")),
    h(
      "dl.facts",
      {},
      row("name", text("name")),
      row("buyer", buyer(scene)),
      row(
        "next",
        dateField("deal-next", deal.next ?? "", (next) => change({ next })),
      ),
      row("role", text("role")),
      row("note", text("note")),
    ),
  );
}

/** The buyer's stage, and the signs by which one tells it. @param {Scene} scene */
function buyer({ deal, process, change }) {
  const stages = process.buyer;
  const now = stages.find((stage) => stage.id === deal.buyer);
  const onchange = (/** @type {import("../../kit/dom.js").Changed<"select">} */ event) =>
    change({ buyer: event.target.value || null });
  const options = stages.map(({ id, number, title }) =>
    h("option", { value: id, selected: id === deal.buyer }, `${number} ${title}`),
  );
  const signs = now
    ? h(
        "details.more",
        {},
        h("summary", {}, say("deal.signs")),
        h(
          "ul",
          {},
          now.signs.map((sign) => h("li", {}, sign)),
        ),
      )
    : h("p.quiet", {}, h("a", { href: `${UP}buyer.html` }, say("deal.signs")));
  const unknown = h("option", { value: "" }, say("deal.unknown"));
  return [h("select", { id: "deal-buyer", onchange }, unknown, options), signs];
}
