/**
 * Where a deal stands: evidence that has run out, what is missing, what the rule advises, what was
 * ticked ahead of it, and what the playbook no longer has.
 */
import { h } from "../../kit/dom.js";
import { UP } from "../../kit/root.js";
import { say, showDate } from "../../kit/words.js";
import { daysBetween, freshUntil, history } from "../../logic/deals.js";
import { today } from "../../store/records.js";
import { where } from "../figure.js";
import { actionItem, confirm } from "./action.js";
import { openStage, openWords, textOf } from "./scene.js";

/** @typedef {import("./scene.js").Scene} Scene */

/** Evidence that has grown old, and what that does. @param {Scene} scene */
export function alarm(scene) {
  const { found, process } = scene;
  const old = [...found.marks].filter(([, mark]) => mark === "expired").map(([id]) => id);
  if (!old.length) return null;
  const fell = found.lowered && {
    from: where(found.lowered, process),
    until: showDate(found.until ?? ""),
    to: where(found.position, process),
  };
  const list = old.map((id) => h("li", { "data-key": id }, textOf(scene, id), " ", confirm(scene, id)));
  return h(
    "div.notice.warn",
    { role: "note" },
    h(
      "div",
      {},
      h("p", {}, h("b", {}, say("deal.expired", { n: old.length })), " ", fell ? say("deal.fell", fell) : ""),
      h("ul", {}, list),
    ),
  );
}

/** @param {Scene} scene */
export function missing(scene) {
  if (!openStage(scene)) return h("section.missing", {}, h("p", {}, say("deal.all_done")));
  const items = scene.found.position.missing.map((id) => {
    const action = scene.known.get(id);
    return action ? actionItem(scene, action, "m") : null;
  });
  return h(
    "section.missing",
    {},
    h("h3", {}, openWords(scene)),
    h("ul.actions", {}, items),
    h("p.no-print", {}, h("a", { href: `${UP}card.html#${scene.id}` }, say("deal.card"))),
  );
}

/** What the rule says, and what may be done: both ways side by side, never chosen for anyone. @param {Scene} scene */
export function advice(scene) {
  const { policy, stages } = scene.process;
  const { kind, gap } = scene.found.verdict;
  const fresh = freshUntil(stages, scene.found, scene.made, policy, today());
  if (fresh && policy.fresh.length) {
    const title = h("h3", {}, say("deal.advice.fresh", { n: gap }));
    const until = h("p.quiet", {}, say("deal.fresh_until", { date: showDate(fresh) }));
    return h("section.advice", {}, title, list(policy.fresh), until);
  }
  const texts = policy[kind === "in-sync" ? "in_sync" : kind];
  return h(
    "section.advice",
    {},
    h("h3", {}, say(`deal.advice.${kind}`, { n: gap })),
    texts.length ? list(texts) : null,
    kind === "behind" ? twoWays(scene) : null,
  );
}

/** @param {string[]} texts */
function list(texts) {
  return h(
    "ul.items",
    {},
    texts.map((html) => h("li", { html })),
  );
}

/** @param {Scene} scene */
function twoWays({ process: { policy }, found, deal, change }) {
  const isOver = policy.give_up_gap !== null && found.verdict.gap >= policy.give_up_gap;
  const way = (/** @type {"catch_up" | "give_up"} */ name) =>
    h("section", {}, h("h4", {}, say(`deal.${name}`)), list(policy[name]));
  const decision = h("textarea", {
    id: "deal-decision",
    rows: "2",
    value: deal.decision ?? "",
    onchange: (event) => change({ decision: event.target.value }),
  });
  return [
    h("div.two-ways", {}, way("catch_up"), way("give_up")),
    isOver ? h("p.notice", {}, say("deal.policy", { n: policy.give_up_gap ?? 0 })) : null,
    h("p.decision", {}, h("label", { for: "deal-decision" }, say("deal.decision")), " ", decision),
  ];
}

/** @param {Scene} scene */
export function ahead(scene) {
  const ids = scene.found.position.ahead;
  if (!ids.length) return null;
  const items = ids.map((id) => h("li", { "data-key": id }, textOf(scene, id)));
  return h(
    "section.ahead",
    {},
    h("h3", {}, say("deal.ahead")),
    h("p.quiet", {}, say("deal.ahead_note")),
    h("ul.items", {}, items),
  );
}

/** When each stage was reached and completed, and how long the deal has stood where it is. @param {Scene} scene */
export function past({ process, found, made }) {
  const stages = history(process.stages, found.position, made);
  const last = stages.at(-1);
  if (!last) return null;
  const items = stages.map(({ stage, reached, completed }) => {
    const end = completed ? ` · ${say("deal.completed", { date: showDate(completed) })}` : "";
    const dates = `${say("deal.reached", { date: showDate(reached) })}${end}`;
    return h("li", {}, h("b", {}, `${stage.number} ${stage.short}`), " ", h("span.quiet", {}, dates));
  });
  return h(
    "section.history",
    {},
    h("h3", {}, say("deal.history")),
    h("p", {}, say("deal.stands", { n: daysBetween(last.completed ?? last.reached, today()) })),
    h("ol.plain", {}, items),
  );
}

/** Ticks whose actions the playbook no longer has. @param {Scene} scene */
export function gone({ found, made }) {
  if (!found.gone.length) return null;
  const items = found.gone.map((id) =>
    h("li", { "data-key": id }, id, " ", h("span.quiet", {}, showDate(made.get(id)?.date ?? ""))),
  );
  return h(
    "section.gone",
    {},
    h("h3", {}, say("deal.gone")),
    h("p.quiet", {}, say("deal.gone_note")),
    h("ul.items", {}, items),
  );
}

/** On a phone what is missing stays in sight, one tap away. @param {Scene} scene */
export function foot(scene) {
  if (!scene.found.position.missing.length) return null;
  const onclick = (/** @type {import("../../kit/dom.js").Clicked<"button">} */ event) =>
    event.target.closest(".deal-page")?.querySelector(".missing")?.scrollIntoView();
  return h("p.deal-foot", {}, h("button.plain", { type: "button", onclick }, openWords(scene)));
}
