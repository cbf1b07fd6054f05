/**
 * Words that the page's language borrows from English, so that elements can say whose they are.
 */

/** What was said in English here. @type {Set<unknown>} */
const said = new Set();

/** @param {string} word */
export function borrow(word) {
  said.add(word);
  return word;
}

/**
 * The children of an element, each borrowed word in an element that names its language; a new
 * element without another child does so itself.
 * @template T
 * @param {Element | null} element if it is new
 * @param {T[]} children
 * @returns {(T | Element)[]}
 */
export function inTheirLanguage(element, children) {
  if (!said.size || !children.some((child) => said.has(child))) return children;
  if (element && children.length === 1) {
    english(element);
    return children;
  }
  return children.map((child) => {
    if (!said.has(child)) return child;
    const word = english(document.createElement("span"));
    word.append(String(child));
    return word;
  });
}

/** @param {Element} element */
function english(element) {
  element.setAttribute("lang", "en");
  if (getComputedStyle(document.documentElement).direction === "rtl") element.setAttribute("dir", "ltr");
  return element;
}
