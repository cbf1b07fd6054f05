/**
 * Elements made by a call, and custom elements defined once.
 */
import { inTheirLanguage } from "./borrowed.js";
import { UP } from "./root.js";
import { come } from "./come.js";
import { listen as hear } from "./told.js";

/** @typedef {Node | string | number | null | undefined | false} Child */

/**
 * An element with attributes and children. `on…` listens, `html` is HTML of the site's own.
 * @param {string} tag with classes: `p.quiet`
 * @param {{ [name: string]: any }} [attributes]
 * @param {...(Child | Child[])} children
 * @returns {any}
 */
export function h(tag, attributes = {}, ...children) {
  const [name, ...classes] = tag.split(".");
  const element = document.createElement(name || "div");
  if (classes.length) element.className = classes.join(" ");
  for (const [key, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (key.startsWith("on")) listen(element, key.slice(2), value);
    else if (key === "html") fill(element, value);
    else if (key === "value") {
      /** @type {any} */ (element).value = value;
      drawn.set(element, value);
    } else if (key === "checked" || key === "selected")
      /** @type {any} */ (element)[key] = value;
    else element.setAttribute(key, value === true ? "" : String(value));
  }
  const there = children.flat().filter((child) => child || child === 0);
  element.append(.../** @type {any[]} */ (inTheirLanguage(element, there)));
  return element;
}

/** What fields were drawn with, which tells what somebody has typed since. @type {WeakMap<Element, string>} */
export const drawn = new WeakMap();

/** What the elements made here listen to. @type {WeakMap<Element, { [type: string]: (event: any) => void }>} */
const listeners = new WeakMap();

/**
 * @param {Element} element
 * @param {string} type
 * @param {(event: any) => void} run
 */
function listen(element, type, run) {
  const own = listeners.get(element) ?? {};
  listeners.set(element, own);
  if (!(type in own)) hear(element, type, (event) => own[type](event));
  own[type] = run;
}

/**
 * Lets one element listen as another does.
 * @param {Element} from
 * @param {Element} to
 */
export function handOn(from, to) {
  for (const [type, run] of Object.entries(listeners.get(from) ?? {})) listen(to, type, run);
  for (const type of Object.keys(listeners.get(to) ?? {}))
    if (!listeners.get(from)?.[type]) listen(to, type, () => {});
}

/**
 * Puts the site's own HTML into an element; its links and pictures start at the language's root.
 * @param {Element} element
 * @param {string} text
 */
function fill(element, text) {
  // In a template nothing is loaded yet, from wherever it may be.
  const made = document.createElement("template");
  made.innerHTML = text;
  for (const name of ["href", "src"])
    for (const part of made.content.querySelectorAll(`[${name}]`)) {
      const address = part.getAttribute(name) ?? "";
      if (!/^([a-z][a-z+.-]*:|\/|#)/i.test(address)) part.setAttribute(name, UP + address);
    }
  element.replaceChildren(made.content);
}

/**
 * Defines an element once, whichever script comes first. One whose data does not come says so.
 * @param {string} name
 * @param {CustomElementConstructor} element
 */
export function define(name, element) {
  if (customElements.get(name)) return;
  const connected = element.prototype.connectedCallback;
  element.prototype.connectedCallback = function () {
    return come(this, () => connected.call(this));
  };
  customElements.define(name, element);
}
