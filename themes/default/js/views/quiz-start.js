/**
 * What a quiz offers before it begins: practice or exam, and how many of its questions.
 */
import { h } from "../kit/dom.js";
import { say } from "../kit/words.js";

/** How many questions are asked if nobody chooses. */
const ROUND = 10;

/**
 * In words how far a quiz is.
 * @param {import("../logic/mastery.js").Mastery} found
 * @param {number} pass
 */
export function masteryLine({ open, right, count, percent, passed }, pass) {
  if (open.length) return say("quiz.mastery", { n: count - open.length, count, right, pass });
  return say(passed ? "quiz.passed" : "quiz.failed", { percent, pass });
}

/**
 * `pass`: percent; `amounts`: how many may be drawn; `wrong`: how many were not known last time.
 * @param {{ pass: number, amounts: number[], wrong: number, last?: { passed: boolean, percent: number },
 *   found: import("../logic/mastery.js").Mastery }} quiz
 * @param {(form: HTMLFormElement) => void} start
 */
export function startForm({ pass, amounts, wrong, last, found }, start) {
  const onsubmit = (/** @type {import("../kit/dom.js").Changed<"form">} */ event) => {
    event.preventDefault();
    start(event.target);
  };
  const isNew = found.open.length === found.count;
  const before = last?.passed ? say("quiz.passed_before", { percent: last.percent }) : null;
  const options = [
    ...amounts.map((n) => h("option", { value: n, selected: n === ROUND }, say("quiz.some", { n }))),
    h("option", { value: "all", selected: !amounts.includes(ROUND) }, say("quiz.all", { n: found.count })),
    wrong ? h("option", { value: "wrong" }, say("quiz.only_wrong", { n: wrong })) : null,
  ];
  return h(
    "form.start",
    { onsubmit },
    before ? h("p.result.right", {}, `✓ ${before}`) : null,
    h("p", {}, isNew ? say("quiz.how", { percent: pass }) : masteryLine(found, pass)),
    isNew
      ? null
      : h("progress", { max: found.count, value: found.right, "aria-label": say("quiz.progress") }),
    h(
      "fieldset",
      {},
      h("legend", {}, say("quiz.mode")),
      mode("practice", say("quiz.practice_note"), true),
      mode("exam", say("quiz.exam_note", { percent: pass }), false),
    ),
    h(
      "p",
      {},
      h("label", { for: "quiz-count" }, say("quiz.which")),
      " ",
      h("select", { id: "quiz-count", name: "count" }, options),
    ),
    h("p.actions-row", {}, h("button", { type: "submit" }, say("quiz.start"))),
  );
}

/** @param {"practice" | "exam"} value @param {string} note @param {boolean} checked */
function mode(value, note, checked) {
  const words = h("span", {}, h("b", {}, say(`quiz.${value}`)), " ", note);
  return h("label", {}, h("input", { type: "radio", name: "mode", value, checked }), words);
}

/**
 * A round that waits, and the two ways on; to throw it away asks first.
 * @param {import("../store/kept.js").Begun} kept
 * @param {string} far how far the quiz is
 * @param {() => void} go
 * @param {() => void} drop
 */
export function stopped(kept, far, go, drop) {
  const on = () => h("button", { type: "button", onclick: go }, say("quiz.go_on"));
  const away = (/** @type {() => void} */ onclick) =>
    h("button.plain", { type: "button", onclick }, say("quiz.drop"));
  const row = h("p.actions-row", {}, on(), away(ask));
  function ask() {
    const stay = on();
    const words = say(kept.exam ? "quiz.give_up_sure" : "quiz.drop_sure");
    row.replaceChildren(h("span.notice.warn", { role: "alert" }, words), away(drop), stay);
    stay.focus();
  }
  const words = say("quiz.stopped", { n: kept.at + 1, count: kept.ids.length });
  return [h("p.notice", { role: "status" }, words), h("p", {}, far), row];
}
