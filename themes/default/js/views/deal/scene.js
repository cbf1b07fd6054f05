/**
 * What the parts of a deal's page are drawn from.
 */
import { actions, appraise, counts } from "../../logic/deals.js";
import { h } from "../../kit/dom.js";
import { say } from "../../kit/words.js";
import { store } from "../../store/here.js";
import { ticks, today } from "../../store/records.js";

/** @typedef {import("../../kit/contract.js").Action} Action */
/** @typedef {import("../../kit/contract.js").Deals} Deals */
/** @typedef {import("../../logic/deals.js").Deal} Deal */
/** @typedef {import("../../logic/deals.js").Standing} Standing */
/** @typedef {import("../../logic/deals.js").Tick} Tick */

/**
 * `opened`: stages whose gates the page opens by itself; `change` keeps a change of the deal.
 * @typedef {{ id: string, deal: Deal, process: Deals, made: Map<string, Tick>, found: Standing,
 *   known: Map<string, Action>, opened: Set<string>, change: (change: Partial<Deal>) => void }} Scene
 */

/**
 * A deal as it stands today, or nothing if there is none.
 * @param {string} id
 * @param {import("../../kit/contract.js").Deals} process
 * @param {Set<string>} opened
 * @returns {Scene | null}
 */
export function sceneOf(id, process, opened) {
  const deal = store.get(`deal/${id}`);
  if (!deal) return null;
  const made = ticks(id);
  const found = appraise(process.stages, process.buyer, deal, made, today());
  // From the store, and not from what was drawn: two fields may change before it is drawn anew.
  const change = (/** @type {Partial<Deal>} */ now) =>
    store.set(`deal/${id}`, /** @type {Deal} */ ({ ...store.get(`deal/${id}`), ...now }));
  return { id, deal, process, made, found, known: actions(process.stages), opened, change };
}

/** The stage whose gate is open. @param {Scene} scene */
export function openStage({ process, found }) {
  return process.stages.find((s) => s.id === found.position.open?.stage);
}

/** What the open gate still asks for, in a sentence. @param {Scene} scene */
export function openWords(scene) {
  const { open, missing } = scene.found.position;
  return say(`deal.open.${open?.gate}`, { n: missing.length, stage: openStage(scene)?.number ?? "" });
}

/** How many of some items count. @param {Scene} scene @param {{ id: string }[]} items */
export function share({ found }, items) {
  const n = items.filter((item) => counts(found.marks.get(item.id))).length;
  return h("span.quiet", {}, ` ${say("deal.count", { n, count: items.length })}`);
}

/** The text of an action, or its id if the playbook no longer has it. @param {Scene} scene @param {string} id */
export function textOf({ known }, id) {
  return known.get(id)?.text ?? id;
}
