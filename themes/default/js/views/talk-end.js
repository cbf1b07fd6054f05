/**
 * What a conversation's end tells: the choices that could have been better, and why.
 */
import { h } from "../kit/dom.js";
import { say } from "../kit/words.js";

/** @typedef {import("../kit/contract.js").Line} Line */

/** Why a line is good or not. @param {Line} node */
export function reason(node) {
  return [node.fault, node.note].filter(Boolean).join(" ");
}

/** What is said to a choice. @param {Line} node */
export function judged(node) {
  return h(
    `p.why.${node.quality}`,
    {},
    h("b", {}, say(`talk.${node.quality}`)),
    " ",
    h("span", { html: reason(node) }),
  );
}

/**
 * The choices that could have been better, each with the reason and with what was better.
 * @param {{ node: Line, among: Line[] }[]} weak
 */
export function summary(weak) {
  const one = (/** @type {{ node: Line, among: Line[] }} */ { node, among }) => {
    const better = among.find((other) => other.quality === "good");
    const told =
      better && h("p.better", {}, h("b", {}, say("talk.better")), " ", h("span", { html: better.line }));
    return h("li", {}, h("blockquote", { html: node.line }), judged(node), told);
  };
  return h("section.talk-summary", {}, h("h3", {}, say("talk.summary")), h("ol", {}, weak.map(one)));
}
