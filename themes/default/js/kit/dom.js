/**
 * Elements made by a call, and custom elements defined once.
 */
import { inTheirLanguage } from "./borrowed.js";
import { UP } from "./root.js";
import { come } from "./come.js";
import { listen as hear } from "./told.js";

/** @typedef {Node | string | number | null | undefined | false} Child */

/**
 * The element that a tag with classes makes.
 * @template {string} Tag
 * @typedef {Tag extends `${infer Name}.${string}` ? Made<Name>
 *   : Tag extends keyof HTMLElementTagNameMap ? HTMLElementTagNameMap[Tag] : HTMLElement} Made
 */

/** What an attribute may be. @typedef {string | number | boolean | null | undefined} Value */

/** What is run at an event; who gives it knows which. @typedef {{ run(event: Event): unknown }["run"]} Run */

/**
 * A change of a field, told to the field itself.
 * @template {string} Tag
 * @typedef {Event & { target: Made<Tag>, currentTarget: Made<Tag> }} Changed
 */

/**
 * A click on an element or in it.
 * @template {string} Tag
 * @typedef {MouseEvent & { target: Element, currentTarget: Made<Tag> }} Clicked
 */

/**
 * @template {string} Tag
 * @typedef {{ onchange?: (event: Changed<Tag>) => unknown, oninput?: (event: Changed<Tag>) => unknown,
 *   onsubmit?: (event: Changed<Tag>) => unknown,
 *   onclick?: (event: Clicked<Tag>) => unknown,
 *   onkeydown?: (event: KeyboardEvent) => unknown,
 *   [name: string]: Value | Run }} Attributes
 */

/**
 * An element with attributes and children. `on…` listens, `html` is HTML of the site's own.
 * @template {string} Tag
 * @param {Tag} tag with classes: `p.quiet`
 * @param {Attributes<NoInfer<Tag>>} [attributes]
 * @param {...(Child | Child[])} children
 * @returns {Made<Tag>}
 */
export function h(tag, attributes = {}, ...children) {
  const [name, ...classes] = tag.split(".");
  const element = /** @type {Made<Tag>} */ (document.createElement(name || "div"));
  if (classes.length) element.className = classes.join(" ");
  for (const [key, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (typeof value === "function") listen(element, key.slice(2), value);
    else if (key === "html") fill(element, /** @type {string} */ (value));
    else if (key === "value") {
      /** @type {HTMLElement & { value?: Value }} */ (element).value = value;
      drawn.set(element, value);
    } else if (key === "checked" || key === "selected")
      /** @type {HTMLElement & { checked?: Value, selected?: Value }} */ (element)[key] = value;
    else element.setAttribute(key, value === true ? "" : String(value));
  }
  const there = children.flat().filter((child) => child || child === 0);
  element.append(.../** @type {(Node | string)[]} */ (inTheirLanguage(element, there)));
  return element;
}

/** What fields were drawn with, which tells what somebody has typed since. @type {WeakMap<Element, Value>} */
export const drawn = new WeakMap();

/** What the elements made here listen to. @type {WeakMap<Element, { [type: string]: Run }>} */
const listeners = new WeakMap();

/**
 * @param {Element} element
 * @param {string} type
 * @param {Run} run
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
