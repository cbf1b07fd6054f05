/**
 * One action of a deal with its box, what helps, and once ticked its date, evidence and note.
 */
import { h } from "../../kit/dom.js";
import { UP } from "../../kit/root.js";
import { say, showDate } from "../../kit/words.js";
import { addDays, counts } from "../../logic/deals.js";
import { store } from "../../store/here.js";
import { setTick, today } from "../../store/records.js";
import { dateField } from "../field.js";

/** @typedef {import("./scene.js").Scene} Scene */
/** @typedef {import("./scene.js").Action} Action */

/**
 * @param {Scene} scene
 * @param {Action} action
 * @param {string} place tells the two boxes of one action apart
 */
export function actionItem(scene, action, place) {
  const tick = scene.made.get(action.id);
  const mark = scene.found.marks.get(action.id) ?? "open";
  const id = `${place}-${action.id}`;
  const box = h("input.box", {
    type: "checkbox",
    id,
    checked: counts(mark),
    onchange: (event) => toggle(scene, action, event.target.checked),
  });
  const commitment = h("span.chip.commitment", {}, say("deal.commitment"));
  return h(
    "li.action",
    { "data-mark": mark, "data-key": id },
    h("label.tap", {}, box),
    h("label.what", { for: id }, action.text, action.commitment ? [" ", commitment] : null),
    action.done_when ? h("p.sign", {}, action.done_when) : null,
    tick && mark !== "done" ? marked(scene, action, mark) : null,
    tick && mark !== "revised" ? proof(scene, action, id) : null,
    tick ? null : help(action),
  );
}

/**
 * @param {Scene} scene
 * @param {Action} action
 * @param {boolean} isDone
 */
function toggle(scene, action, isDone) {
  // Its date and evidence stand with its gate, which opens for them.
  const has = (/** @type {import("../../kit/contract.js").DealStage} */ stage) =>
    [...stage.milestone, ...stage.success].includes(action);
  const stage = scene.process.stages.find(has);
  if (isDone && stage) scene.opened.add(stage.id);
  setTick(scene.id, action, isDone);
}

/** @param {Scene} scene @param {Action} action @param {string} mark */
function marked(scene, action, mark) {
  const date = showDate(scene.made.get(action.id)?.date ?? "");
  return h(`p.mark.${mark}`, {}, say(`deal.mark.${mark}`, { date }), " ", confirm(scene, action.id));
}

/** A button that ticks an action anew, as of today. @param {Scene} scene @param {string} id */
export function confirm(scene, id) {
  const action = scene.known.get(id);
  if (!action) return null;
  const label = `${say("deal.confirm")}${say("colon")}${action.text}`;
  const onclick = () => setTick(scene.id, action, true);
  return h("button.small", { type: "button", "aria-label": label, onclick }, say("deal.confirm"));
}

/** @param {Action} action */
function help(action) {
  if (!action.help.length) return null;
  const links = action.help.flatMap((to) => [" ", h("a", { href: UP + to.href }, to.name)]);
  return h("p.help", {}, say("deal.help"), links);
}

/** @param {Scene} scene @param {Action} action @param {string} id */
function proof(scene, action, id) {
  const key = /** @type {const} */ (`tick/${scene.id}/${action.id}`);
  const tick = scene.made.get(action.id);
  // From the store: two fields may change before the deal is drawn anew.
  const keep = (/** @type {object} */ change) =>
    store.set(key, /** @type {import("./scene.js").Tick} */ ({ ...store.get(key), ...change }));
  const text = (/** @type {"evidence" | "note"} */ name, /** @type {object} */ more = {}) =>
    h("input", {
      type: "text",
      id: `${id}-${name}`,
      value: tick?.[name] ?? "",
      onchange: (event) => keep({ [name]: event.target.value }),
      ...more,
    });
  const date = dateField(`${id}-date`, tick?.date ?? "", (date) => date && keep({ date }), { max: today() });
  const until = typeof action.valid_for === "number" ? addDays(tick?.date ?? "", action.valid_for) : "";
  return h(
    "div.proof",
    { role: "group", "aria-label": action.text },
    h("label", {}, say("deal.date"), date),
    h("label", {}, say("deal.evidence"), text("evidence", { list: `${id}-kinds` })),
    h(
      "datalist",
      { id: `${id}-kinds` },
      action.evidence.map((value) => h("option", { value })),
    ),
    h("label", {}, say("deal.note"), text("note")),
    until ? h("p.quiet", {}, say("deal.until", { date: showDate(until) })) : null,
  );
}
