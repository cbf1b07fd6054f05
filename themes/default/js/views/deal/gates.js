/**
 * Every gate of a deal, stage by stage, with the conditions and the appraisal of its work.
 */
import { h } from "../../kit/dom.js";
import { UP } from "../../kit/root.js";
import { say } from "../../kit/words.js";
import { counts } from "../../logic/deals.js";
import { setTick } from "../../store/records.js";
import { actionItem } from "./action.js";
import { share } from "./scene.js";

/** @typedef {import("./scene.js").Scene} Scene */
/** @typedef {import("../../kit/contract.js").DealStage["conditions"][number]} Wish */

/** @param {Scene} scene */
export function gates(scene) {
  const stages = scene.process.stages.map((stage) => stageFold(scene, stage));
  return h("section.all-gates", {}, h("h3", {}, say("deal.gates")), stages);
}

/** @param {Scene} scene @param {import("../../kit/contract.js").DealStage} stage */
function stageFold(scene, stage) {
  const gate = (/** @type {"milestone" | "success"} */ name) => [
    h("p.label", {}, say(`gate.${name}`)),
    h(
      "ul.actions",
      {},
      stage[name].map((action) => actionItem(scene, action, "g")),
    ),
  ];
  return h(
    "details.fold",
    { open: scene.opened.has(stage.id), "data-key": stage.id },
    h("summary", {}, `${stage.number} ${stage.title}`, share(scene, [...stage.milestone, ...stage.success])),
    h("p", {}, h("a", { href: UP + stage.href }, say("deal.stage_page"))),
    gate("milestone"),
    gate("success"),
    conditions(scene, stage),
    work(scene, stage),
  );
}

/**
 * A stage's conditions: a quieter list to tick, which never moves the deal.
 * @param {Scene} scene
 * @param {import("../../kit/contract.js").DealStage} stage
 */
function conditions(scene, stage) {
  if (!stage.conditions.length) return null;
  return h(
    "details.more.conditions",
    { "data-key": `${stage.id}-conditions` },
    h("summary", {}, say("deal.conditions"), share(scene, stage.conditions)),
    h("p.quiet", {}, say("deal.conditions_note")),
    wishes(scene, stage.conditions, "c"),
  );
}

/**
 * What the rep's own work is appraised by, with its evidence; the scorecard counts it.
 * @param {Scene} scene
 * @param {import("../../kit/contract.js").DealStage} stage
 */
function work(scene, stage) {
  if (!stage.appraisal.length) return null;
  const items = stage.appraisal.map((item) =>
    actionItem(
      scene,
      { valid_for: null, help: [], commitment: false, done_when: item.evidence[0], ...item },
      "a",
    ),
  );
  return h(
    "details.more.conditions",
    { "data-key": `${stage.id}-appraisal` },
    h("summary", {}, say("deal.appraisal"), share(scene, stage.appraisal)),
    h("p.quiet", {}, say("deal.appraisal_note")),
    h("ul.actions", {}, items),
  );
}

/** Conditions of reached stages that are not met: worth a look, never counted. @param {Scene} scene */
export function warnings(scene) {
  const { unmet } = scene.found;
  if (!unmet.length) return null;
  const lists = scene.process.stages.flatMap((stage) => {
    const own = stage.conditions.filter((c) => unmet.includes(c.id));
    return own.length ? [h("p.label", {}, `${stage.number} ${stage.short}`), wishes(scene, own, "w")] : [];
  });
  return h(
    "details.fold.warnings",
    { "data-key": "warnings" },
    h(
      "summary",
      {},
      h("span.warn", { "aria-hidden": "true" }, "△"),
      " ",
      say("deal.unmet", { n: unmet.length }),
    ),
    h("p.quiet", {}, say("deal.conditions_note")),
    lists,
  );
}

/**
 * @param {Scene} scene
 * @param {Wish[]} conditions
 * @param {string} place
 */
function wishes(scene, conditions, place) {
  return h(
    "ul.wishes",
    {},
    conditions.map((condition) => wish(scene, condition, place)),
  );
}

/**
 * @param {Scene} scene
 * @param {Wish} condition
 * @param {string} place
 */
function wish({ id: deal, found, made }, condition, place) {
  const mark = found.marks.get(condition.id);
  // What the gates say already is ticked there.
  const isSaid = mark === "done" && !made.has(condition.id);
  const box = h("input.box", {
    type: "checkbox",
    id: `${place}-${condition.id}`,
    checked: counts(mark),
    disabled: isSaid,
    onchange: (event) => setTick(deal, condition, event.target.checked),
  });
  const words = h("span", {}, condition.text, isSaid ? h("small", {}, " ", say("deal.said")) : null);
  return h("li", { "data-key": `${place}-${condition.id}` }, h("label", {}, box, words));
}
