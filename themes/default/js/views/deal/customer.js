/**
 * The customer card: what is known in each dimension, rated for benefit and risk.
 */
import { h } from "../../kit/dom.js";
import { download, printOnly } from "../../kit/page.js";
import { say, showDate } from "../../kit/words.js";
import { csv } from "../../logic/travel/cells.js";
import { store } from "../../store/here.js";
import { today } from "../../store/records.js";
import { fileName } from "./out.js";

/** @typedef {import("./scene.js").Scene} Scene */

/** @param {Scene} scene */
export function customer(scene) {
  const { dimensions } = scene.process;
  if (!dimensions.length) return null;
  const known = dimensions.filter((d) => scene.deal.card?.[d.id]?.text).length;
  const save = () => download(`${fileName(scene.deal)}-card.csv`, "text/csv", table(scene));
  const print = (/** @type {import("../../kit/dom.js").Clicked<"button">} */ event) =>
    printOnly(/** @type {Element} */ (event.target.closest("details")));
  return h(
    "details.fold.customer",
    { "data-key": "customer" },
    h(
      "summary",
      {},
      say("customer.title"),
      h("span.quiet", {}, ` ${say("deal.count", { n: known, count: dimensions.length })}`),
    ),
    h("p.paper", {}, h("b", {}, scene.deal.name), ` · ${showDate(today())}`),
    dimensions.map((dimension) => row(scene, dimension)),
    h(
      "p.actions-row.no-print",
      {},
      h("button", { type: "button", onclick: print }, say("print")),
      h("button.plain", { type: "button", onclick: save }, say("deal.csv")),
    ),
  );
}

/** @param {Scene} scene @param {import("../../kit/contract.js").Dimension} dimension */
function row(scene, dimension) {
  const { id, title, questions, benefit, risk } = dimension;
  const text = scene.deal.card?.[id]?.text ?? "";
  const field = h("textarea", {
    id: `card-${id}`,
    rows: "2",
    value: text,
    onchange: (event) => keep(scene, id, { text: event.target.value }),
  });
  const asked = questions.slice(0, 3).map((question) => h("li", {}, question));
  const how = h(
    "details.more",
    {},
    h("summary", {}, say("customer.how")),
    h("p", {}, benefit),
    h("p", {}, risk),
  );
  return h(
    "div.dimension",
    { role: "group", "aria-label": title, "data-key": id },
    h("label", { for: `card-${id}` }, h("b", {}, title)),
    h("ul.asked", {}, asked),
    field,
    h("p.paper.lines", {}, text),
    h("p.rate", {}, rating(scene, id, "benefit"), " ", rating(scene, id, "risk")),
    how,
  );
}

/** @param {Scene} scene @param {string} id @param {"benefit" | "risk"} what */
function rating(scene, id, what) {
  const now = scene.deal.card?.[id]?.[what] ?? "";
  const onchange = (/** @type {import("../../kit/dom.js").Changed<"select">} */ event) =>
    keep(scene, id, { [what]: event.target.value });
  const options = ["", "0", "1", "2", "3"].map((value) =>
    h("option", { value, selected: now === value }, value || "–"),
  );
  return h(
    "label",
    {},
    say(`customer.${what}`),
    " ",
    h("select", { id: `card-${what}-${id}`, onchange }, options),
  );
}

/** @param {Scene} scene @param {string} dimension @param {object} change */
function keep(scene, dimension, change) {
  const now = store.get(`deal/${scene.id}`)?.card ?? {};
  scene.change({ card: { ...now, [dimension]: { ...now[dimension], ...change } } });
}

/** The customer card for a spreadsheet; the deal's own file carries it too. @param {Scene} scene */
function table({ deal, process }) {
  const rows = process.dimensions.map((d) => {
    const known = deal.card?.[d.id];
    return [deal.name, d.title, d.id, known?.text, known?.benefit, known?.risk];
  });
  return csv([["deal", "dimension", "id", "known", "benefit", "risk"], ...rows]);
}
