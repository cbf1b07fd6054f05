/**
 * Writing words or numbers: into one field below the stem, or into gaps within a text.
 *
 * The answer is what was written; for gaps in a text, by their ids.
 */
import { h } from "../kit/dom.js";
import { LANG, say, showNumber } from "../kit/words.js";
import { answered, fold, sum } from "../logic/grade.js";
import { read as readNumber } from "../logic/number.js";
import { solution } from "../views/solution.js";

/** @typedef {import("../kit/contract.js").WriteQuestion} WriteQuestion */
/** @typedef {import("../kit/contract.js").Gap} Gap */
/** @typedef {string | { [id: string]: string }} Written */

/** @type {import("./forms.js").Form<WriteQuestion, Written>} */
export const write = { partly: true, draw, read, grade, solve, told, lacks };

/**
 * What was written into a gap.
 * @param {Written | undefined} answer
 * @param {Gap} gap
 */
function inGap(answer, gap) {
  return (typeof answer === "object" ? answer[gap.id] : answer) ?? "";
}

/**
 * @param {WriteQuestion} question
 * @param {import("./forms.js").Place} place
 * @param {Written | undefined} answer
 */
function draw({ text, gaps }, place, answer) {
  const field = (/** @type {Gap} */ gap) => ({
    type: "text",
    autocomplete: "off",
    value: inGap(answer, gap),
    inputmode: "answer" in gap && isShort(gap) ? "decimal" : null,
  });
  if (text === null)
    return gaps.map((gap) => {
      const input = h("input", { ...field(gap), "aria-labelledby": place.stem.id });
      return h("p.write", {}, input, "unit" in gap && gap.unit ? ` ${gap.unit}` : null);
    });
  const whole = h("div.gaps", { html: text });
  for (const gap of gaps) {
    const named = { "data-id": gap.id, "aria-label": say("quiz.gap", { n: gap.id }) };
    const input = h("input.blank", { ...field(gap), ...named });
    put(h("span", { "data-part": gap.id }, input), whole, gap.id);
  }
  return [whole];
}

/**
 * Whether digits alone do. A phone's keyboard of digits has no minus, and none of the words that make
 * many noughts few.
 * @param {import("../kit/contract.js").NumberGap} gap
 */
function isShort({ answer }) {
  return answer >= 0 && answer < 10_000;
}

/**
 * Puts a gap where the text has its sign.
 * @param {HTMLElement} gap
 * @param {HTMLElement} text
 * @param {string} id
 */
function put(gap, text, id) {
  const sign = `{${id}}`;
  const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const at = node.textContent?.indexOf(sign) ?? -1;
    if (at < 0) continue;
    const rest = /** @type {Text} */ (node).splitText(at);
    rest.textContent = rest.textContent?.slice(sign.length) ?? "";
    rest.before(gap);
    return;
  }
}

/**
 * @param {WriteQuestion} question
 * @param {import("./forms.js").Place} place
 * @returns {Written | undefined}
 */
function read({ text }, { controls }) {
  const fields = [...controls.querySelectorAll("input")];
  if (text === null) return fields[0]?.value || undefined;
  return Object.fromEntries(fields.filter((f) => f.value).map((f) => [f.dataset.id ?? "", f.value]));
}

/**
 * @param {WriteQuestion} question
 * @param {Written | undefined} answer
 */
function grade({ gaps }, answer) {
  const parts = gaps.map((gap) => {
    const words = inGap(answer, gap);
    const { ok, feedback } = "answer" in gap ? counted(gap, words) : worded(gap, words);
    return { id: gap.id, chosen: words.trim() !== "", ok, feedback: ok ? "" : feedback };
  });
  return { ...sum(parts), mis: [] };
}

/**
 * @param {import("../kit/contract.js").WordGap} gap
 * @param {string} words
 */
function worded({ accept, reject, feedback }, words) {
  const given = fold(words, LANG);
  const among = (/** @type {string[]} */ list) => list.some((word) => fold(word, LANG) === given);
  const known = reject.find((wrong) => among(wrong.words));
  return { ok: given !== "" && among(accept), feedback: known?.feedback ?? feedback };
}

/**
 * @param {import("../kit/contract.js").NumberGap} gap
 * @param {string} words
 */
function counted({ answer, tolerance, units, feedback }, words) {
  const given = readNumber(words, LANG, units);
  // A thousandth of a millionth lets 0.1 + 0.2 be 0.3.
  const isNear = (/** @type {number} */ n) =>
    Math.abs(n - answer) <= tolerance + 1e-9 * Math.max(1, Math.abs(answer));
  // Where no unit is asked for, 80 % is 0.8 as well as 80.
  const ok = given !== null && (isNear(given.value) || (!!given.percent && isNear(given.value / 100)));
  return { ok, feedback };
}

/**
 * Why an answer can't be judged: there is none, or what stands for a number is not understood.
 * @param {WriteQuestion} question
 * @param {Written | undefined} answer
 */
function lacks({ gaps }, answer) {
  if (!answered(answer)) return say("quiz.first.write");
  const isStrange = gaps.some((gap) => {
    const words = inGap(answer, gap);
    return "answer" in gap && words.trim() !== "" && readNumber(words, LANG, gap.units) === null;
  });
  return isStrange ? say("quiz.no_number", { example: showNumber(1234567.5) }) : null;
}

/** What fills a gap rightly. @param {Gap} gap */
function shown(gap) {
  if (!("answer" in gap)) return gap.shown;
  const about = gap.tolerance ? ` ± ${showNumber(gap.tolerance)}` : "";
  return `${showNumber(gap.answer)}${about} ${gap.unit}`;
}

/** What belongs in the gaps. @param {Pick<WriteQuestion, "gaps">} question */
function told({ gaps }) {
  return gaps.map(shown).join(" / ");
}

/**
 * @param {WriteQuestion} question
 * @param {import("../logic/grade.js").Grade} found
 */
function solve({ text, gaps }, found) {
  if (text === null) return solution(found, told({ gaps }));
  return found.right ? [] : gaps.map((gap) => h("p", {}, h("b", {}, `${gap.id} `), shown(gap)));
}
