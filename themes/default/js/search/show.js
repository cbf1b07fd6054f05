/** Results as HTML: grouped by kind, with the words marked in a true excerpt. */
import { excerpt, pieces, places } from "./mark.js";

/**
 * @typedef {import("./engine.js").Hit} Hit
 * @typedef {import("./engine.js").Marks} Marks
 * Words and addresses of the page around. `groups`: names by group; `options`: whether results are
 * options of a list box rather than plain links; `names`: of languages; `prefixes`: of their pages.
 * @typedef {{
 *   root: string, lang: string, options: boolean, best: string, foundIn: string,
 *   groups: Map<string, string>, names: Map<string, string>, prefixes: Map<string, string>, stages: string[],
 * }} Setting
 */

/** How many answers stand on top, whatever their kind. */
const BEST = 3;

/**
 * The groups of results, the best first; each is made when it is asked for.
 * @param {Hit[]} hits
 * @param {Marks} marks
 * @param {Setting} setting
 * @returns {Generator<HTMLElement>}
 */
export function* show(hits, marks, setting) {
  /** @type {Map<string, Hit[]>} */
  const groups = new Map(hits.length ? [["", hits.slice(0, BEST)]] : []);
  for (const hit of hits.slice(BEST)) {
    groups.set(hit.group, [...(groups.get(hit.group) ?? []), hit]);
  }
  let number = 0;
  for (const [group, list] of groups) {
    const name = group ? (setting.groups.get(group) ?? group) : setting.best;
    const heading = element(setting.options ? "div" : "h2", "finder-kind", name);
    heading.id = `finder-kind-${group}`;
    const links = list.map((hit) => result(hit, marks, setting, !group));
    const rows = setting.options ? links.map((link) => option(link, number++)) : links.map(listed);
    const part = element(setting.options ? "div" : "ul", "finder-group");
    part.setAttribute("role", setting.options ? "group" : "list");
    part.setAttribute("aria-labelledby", heading.id);
    part.append(...rows);
    const whole = element("div", "finder-part");
    whole.append(heading, part);
    yield whole;
  }
}

/**
 * A result as an option of a list box.
 * @param {HTMLAnchorElement} link
 * @param {number} number
 */
function option(link, number) {
  link.id = `finder-option-${number}`;
  link.setAttribute("role", "option");
  link.setAttribute("aria-selected", "false");
  link.tabIndex = -1;
  return link;
}

/** @param {HTMLElement} link */
function listed(link) {
  const item = element("li");
  item.append(link);
  return item;
}

/**
 * @param {Hit} hit
 * @param {Marks} marks
 * @param {Setting} setting
 * @param {boolean} isMixed  the group does not say the kind
 */
function result(hit, marks, setting, isMixed) {
  const { line } = hit;
  const isOther = hit.lang !== setting.lang;
  // The page of the reader's language, if it is there, whatever language the words were found in.
  const own = hit.own ?? line;
  const prefix = setting.prefixes.get(hit.own ? setting.lang : hit.lang) ?? "";
  const link = /** @type {HTMLAnchorElement} */ (element("a", "finder-result"));
  link.href = `${setting.root}${prefix}${own.slug}${own.anchor ? `#${encodeURIComponent(own.anchor)}` : ""}`;
  const title = element("span", "finder-title");
  title.append(...marked(pieces(own.title, places(own.title, marks))));
  link.append(title);
  const body = isOther && line.title !== own.title ? join(line.title, line.text) : line.text;
  if (body) {
    const text = element("span", "finder-text");
    text.append(...marked(excerpt(body, marks)));
    if (isOther) text.lang = hit.lang;
    link.append(text);
  }
  const facts = [
    isMixed ? setting.groups.get(hit.group) : "",
    hit.stage >= 0 ? `${hit.stage + 1} ${setting.stages[hit.stage] ?? ""}` : "",
    // A stage's page is named by its stage.
    hit.stage >= 0 && own.slug.startsWith("stages/") ? "" : own.page,
    isOther ? setting.foundIn.replace("{language}", setting.names.get(hit.lang) ?? hit.lang) : "",
  ];
  link.append(element("span", "finder-facts", facts.filter(Boolean).join(" · ")));
  return link;
}

/**
 * @param {string} title
 * @param {string} text
 */
function join(title, text) {
  return text ? `${title} — ${text}` : title;
}

/** @param {import("./mark.js").Pieces} all */
function marked(all) {
  return all.map(({ text, marked }) => (marked ? element("mark", "", text) : document.createTextNode(text)));
}

/**
 * @param {string} name
 * @param {string} [style]
 * @param {string} [text]
 */
function element(name, style = "", text = "") {
  const made = document.createElement(name);
  if (style) made.className = style;
  if (text) made.textContent = text;
  return made;
}
