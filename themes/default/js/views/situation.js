/**
 * What is ticked in a deal to judge, gate by gate; the same as `situation` in the template
 * `components/answer.html`.
 */
import { h } from "../kit/dom.js";
import { say } from "../kit/words.js";

/** @param {import("../kit/contract.js").Situation} deal */
export function situation(deal) {
  const through = h("dd", {}, say("quiz.through", { n: deal.through }));
  return h(
    "dl.situation",
    {},
    h("div", {}, h("dt", {}, say("quiz.buyer")), h("dd", {}, deal.buyer)),
    deal.through > 0 ? h("div", {}, h("dt", {}, say("quiz.done")), through) : null,
    deal.stages.map((s) =>
      h(
        "div",
        {},
        h("dt", {}, `${s.number} `, h("span", { html: s.title })),
        h("dd", {}, gate("milestone", s.milestone), gate("success", s.success)),
      ),
    ),
  );
}

/**
 * @param {"milestone" | "success"} name
 * @param {import("../kit/contract.js").ShownAction[]} actions
 */
function gate(name, actions) {
  const items = actions.map((action) =>
    h(
      `li.${action.done ? "done" : "open"}`,
      {},
      h("span.sr", {}, say(action.done ? "task.done" : "task.open"), say("colon")),
      h("span", { html: action.text }),
      action.note ? h("small.warn", {}, ` ${action.note}`) : null,
    ),
  );
  return [h("p.label", {}, say(`gate.${name}`)), h("ul.ticks", {}, items)];
}
