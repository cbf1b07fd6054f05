/**
 * What grading answers of every form has in common: whether there is one, words and numbers as
 * people write them, and the sum of an answer's parts.
 *
 * Grading yields one part per option, side or blank, so that what was chosen wrongly and what was
 * missed are both spoken to. The forms themselves are in `answer/`.
 */
import { digit } from "./digits.js";
import { number } from "./number.js";

export { number };

/**
 * @typedef {{ id: string, ok: boolean, chosen: boolean, feedback: string }} Part
 * An answer in the shape of its question's form.
 * @typedef {string | string[] | { [id: string]: string } | { text: string, met: string[] }} Answer
 * @typedef {{ right: boolean, score: number, parts: Part[], mis: string[] }} Grade
 */

/**
 * Whether anything was put in at all.
 * @param {Answer | undefined} answer
 */
export function answered(answer) {
  if (answer && typeof answer === "object" && "text" in answer && typeof answer.text === "string")
    return answer.text.trim() !== "";
  if (answer && typeof answer === "object") return Object.values(answer).some(answered);
  return typeof answer === "string" && answer.trim() !== "";
}

/** How a language writes letters that another keyboard lacks. @type {{ [language: string]: string }} */
const SPELLED = {
  de: "ä=ae ö=oe ü=ue",
  sv: "å=aa ä=ae ö=oe",
  da: "å=aa ø=oe",
  nb: "å=aa ø=oe",
  nn: "å=aa ø=oe",
};

/**
 * Words as they are compared. Width, case, blanks, hyphens and closing marks do not count, nor what
 * an input method, a phone or another keyboard makes of a letter or mark.
 * @param {string} words
 * @param {string} [lang] the page's
 */
export function fold(words, lang = "en") {
  const seen = words
    .replace(/[\p{Cf}\u034f\ufe0e\ufe0f\u0640]/gu, "")
    .replace(/[‘’‚‛´`ʼ′]/gu, "'")
    .normalize("NFKC");
  // Upwards first, which makes ß, ſ and the dotless ı what others type for them.
  let plain = seen
    .toUpperCase()
    .toLowerCase()
    .replace(/i\u0307/g, "i")
    .replace(/œ/g, "oe")
    .replace(/æ/g, "ae");
  for (const pair of SPELLED[lang.split("-")[0]]?.split(" ") ?? [])
    plain = plain.replaceAll(pair[0], pair.slice(2));
  plain = plain
    .replace(/[\u0591-\u05bd\u064b-\u0652]/gu, "")
    .replace(/\p{Nd}/gu, digit)
    .replace(/[“”„‟«»″「」『』《》〈〉]/gu, '"')
    .replace(/。/gu, ".")
    .replace(/、/gu, ",")
    .replace(/\.{2,}/gu, " ")
    .replace(/[−–—‐‑‒―]|-{2,}/gu, "-")
    .replace(/\s*-\s*(?!\d)|(?<=\p{L})\s*-\s*(?=\d)/gu, " ")
    .replace(/\s*([,;:/])\s*(?!\d)/gu, "$1 ")
    .replace(/\s+/gu, " ")
    .trim();
  const bare = plain.replace(/^["'(¿¡\s]+|["').,;:!?…\s]+$/gu, "");
  // Beside Chinese characters a blank is a matter of taste.
  return (bare || plain).replace(
    /(?<=[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}ー,]) | (?=[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}])/gu,
    "",
  );
}

/**
 * Right when every part is; the score is the share of the parts that are.
 * @param {Part[]} parts
 */
export function sum(parts) {
  const ok = parts.filter((part) => part.ok).length;
  return {
    right: ok === parts.length && parts.length > 0,
    score: parts.length ? ok / parts.length : 0,
    parts,
  };
}
