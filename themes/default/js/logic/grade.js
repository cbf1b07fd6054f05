/**
 * What grading answers of every form has in common: whether there is one, words and numbers as
 * people write them, and the sum of an answer's parts.
 *
 * Grading yields one part per option, side or blank, so that what was chosen wrongly and what was
 * missed are both spoken to. The forms themselves are in `answer/`.
 */

/**
 * @typedef {{ id: string, ok: boolean, chosen: boolean, feedback: string }} Part
 * @typedef {{ right: boolean, score: number, parts: Part[], mis: string[] }} Grade
 */

/**
 * Whether anything was put in at all.
 * @param {any} answer
 */
export function answered(answer) {
  if (answer && typeof answer === "object" && typeof answer.text === "string")
    return answer.text.trim() !== "";
  if (answer && typeof answer === "object") return Object.keys(answer).length > 0;
  return typeof answer === "string" && answer.trim() !== "";
}

/**
 * Words as they are compared: full-width forms, case, spaces and closing marks do not count.
 * @param {string} words
 */
export function fold(words) {
  const plain = words.normalize("NFKC").toLowerCase().replace(/\s+/g, " ").trim();
  const bare = plain.replace(/^["'“”‘’「」《》(]+|["'“”‘’「」《》).,;:!?。、…]+$/gu, "").trim();
  // Between Chinese characters a space is a matter of taste.
  return (bare || plain).replace(/(?<=\p{Script=Han}) (?=\p{Script=Han})/gu, "");
}

/**
 * A number as people write it: `8`, `８`, `1,200`, `−3`, `80 %`, `12 天`; null if it is none.
 * @param {string} words
 * @returns {number | null}
 */
export function number(words) {
  const plain = words.normalize("NFKC").replace(/[−–]/g, "-").replace(/\s/g, "");
  const found = plain.match(/^([+-]?(?:\d{1,3}(?:,\d{3})+|\d+)?(?:\.\d+)?)\D*$/u);
  const digits = found?.[1].replaceAll(",", "") ?? "";
  return /\d/.test(digits) ? Number(digits) : null;
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
