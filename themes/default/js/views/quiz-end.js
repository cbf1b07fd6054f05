/**
 * The end of a round: how it went, how far the quiz is now, and the ways on.
 */
import { h } from "../kit/dom.js";
import { UP } from "../kit/root.js";
import { say } from "../kit/words.js";
import { nextLink, opened, standsAt } from "./way.js";

/** @typedef {import("../kit/contract.js").Question} Question */
/** @typedef {import("../logic/mastery.js").Mastery} Mastery */

/**
 * What can be done next: other questions, the wrong ones, the same ones again, another choice.
 * @typedef {{ quiz: string, wrong: number, more: () => void, mend: () => void, same: (() => void) | null,
 *   over: () => void }} Ways
 */

/**
 * @param {Question[]} questions those of the round
 * @param {import("./attempt.js").State} state
 * @param {Mastery} found
 * @param {string} said how far the quiz is, in words
 * @param {Ways} ways
 */
export function ended(questions, state, found, said, ways) {
  const right = questions.filter((q) => state.grades[q.id]?.right).length;
  const head = h("h2", { tabindex: "-1" }, say("quiz.right_of", { n: right, count: questions.length }));
  const missed =
    right < questions.length
      ? h(
          "p",
          {},
          say("again.wrong", { n: questions.length - right }),
          " ",
          h("a", { href: `${UP}review.html` }, say("again.where")),
        )
      : "";
  const tone = found.passed ? "right" : found.open.length ? "quiet" : "wrong";
  const row = actions(found, questions.length, ways);
  if (found.passed)
    opened().then((path) => {
      const now = path && standsAt(path, ways.quiz);
      if (now) row.before(h("p", {}, nextLink(path, now.next, "a.way-next.wide")));
    });
  return { head, list: [head, h(`p.result.${tone}`, {}, said), missed, row] };
}

/**
 * @param {Mastery} found
 * @param {number} asked
 * @param {Ways} ways
 */
function actions(found, asked, ways) {
  const size = Math.min(asked, found.open.length);
  const button = (
    /** @type {boolean} */ first,
    /** @type {() => void} */ onclick,
    /** @type {string} */ words,
  ) => h(first ? "button" : "button.plain", { type: "button", onclick }, words);
  return h(
    "p.actions-row",
    {},
    size ? button(true, ways.more, say("quiz.more", { n: size })) : null,
    ways.wrong ? button(!size, ways.mend, say("quiz.retry_wrong", { n: ways.wrong })) : null,
    ways.same ? button(false, ways.same, say("quiz.retry_same")) : null,
    button(false, ways.over, say("quiz.again")),
  );
}
