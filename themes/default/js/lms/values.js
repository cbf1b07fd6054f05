/**
 * Values as SCORM 2004 writes them, and xAPI after it.
 */

/** @typedef {import("./plan.js").Interaction} Interaction */

/** A span of time: `PT1H2M3.4S`. @param {number} seconds */
export function span(seconds) {
  const whole = Math.floor(Math.max(seconds, 0));
  const rest = Math.round((Math.max(seconds, 0) - whole) * 100) / 100;
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60];
  return `PT${hours}H${minutes}M${Number(((whole % 60) + rest).toFixed(2))}S`;
}

/** An id of at most `most` signs that needs no quotes. @param {string} id @param {number} [most] */
export const short = (id, most = Infinity) => id.replace(/[^\w.-]/gu, "_").slice(0, most);

/** Words in a language. @param {string} lang @param {string} words @param {number} [most] */
export const said = (lang, words, most = Infinity) => `{lang=${lang}}${words.slice(0, most)}`;

/** The number in an answer, if it is one. @param {string[] | [string, string][]} answer */
export function decimal([words]) {
  const plain = String(words).normalize("NFKC").replace(/[−–]/g, "-").replace(/[\s,]/g, "");
  return /^[+-]?\d+(\.\d+)?$/.test(plain) ? plain.replace("+", "") : null;
}

/** How much of a text every system keeps. @typedef {{ text: number, long: number }} Room */

/**
 * @param {Interaction} made
 * @param {Interaction["type"]} kind
 * @param {string[] | [string, string][]} answer
 * @param {Room} [room]
 */
export function response(made, kind, answer, room = { text: Infinity, long: Infinity }) {
  const id = (/** @type {string} */ id) => short(id, room.text);
  switch (kind) {
    case "true-false":
      return String(answer[0]);
    case "choice":
    case "sequencing":
      return /** @type {string[]} */ (answer).map(id).join("[,]");
    case "matching":
      return /** @type {[string, string][]} */ (answer).map((pair) => pair.map(id).join("[.]")).join("[,]");
    case "numeric":
      return decimal(answer) ?? "";
    case "long":
      return said(made.lang, String(answer[0]), room.long);
    default:
      return answer.map((words, n) => (n ? words : said(made.lang, String(words), room.text))).join("[,]");
  }
}
