/**
 * Draws a part of the page anew so that what did not change stays the same element.
 *
 * A view makes all that it shows, as if for the first time; `patch` puts into the page only what
 * differs. Elements are told by their `id` or `data-key`, others by their kind and order. So no
 * drawing takes a button from under a press, a field from under a hand, or a fold from its reader:
 * what somebody types stays, and what has the focus keeps it or hands it to its neighbour.
 *
 * What an element made by `h` listens to goes along. A listener must not hold on to other elements
 * that are drawn with it, since those that are shown may be older: it asks its event for them.
 */
import { inTheirLanguage } from "./borrowed.js";
import { drawn, handOn } from "./dom.js";
import { isTold } from "./told.js";

/** @typedef {import("./dom.js").Child} Child */

const FOCUSABLE = "a[href], button, input, select, textarea, summary, [tabindex]";

/**
 * Gives an element its children.
 * @param {Element} parent
 * @param {...(Child | Child[])} children
 */
export function patch(parent, ...children) {
  const focused = document.activeElement;
  const inside = focused && focused !== parent && parent.contains(focused);
  const around = inside ? [...parent.querySelectorAll(FOCUSABLE)] : [];
  draw(parent, inTheirLanguage(null, children.flat()).flatMap(nodeOf));
  if (inside && document.activeElement !== focused) refocus(/** @type {HTMLElement} */ (focused), around);
}

/**
 * The element that had the focus takes it again, or if it is gone the next one that stayed.
 * @param {HTMLElement} focused
 * @param {Element[]} around what could have the focus before, in order
 */
function refocus(focused, around) {
  const at = around.indexOf(focused);
  const near = [focused, ...around.slice(at + 1), ...around.slice(0, at).reverse()];
  const able = (/** @type {Element & { disabled?: boolean }} */ element) =>
    element.isConnected && !element.disabled && element.checkVisibility();
  /** @type {HTMLElement | undefined} */ (near.find(able))?.focus({ preventScroll: true });
}

/** @param {Child} child @returns {ChildNode[]} */
function nodeOf(child) {
  if (child instanceof DocumentFragment) return [...child.childNodes];
  if (child instanceof Node) return [/** @type {ChildNode} */ (child)];
  return child || child === 0 ? [document.createTextNode(String(child))] : [];
}

/**
 * @param {Element} parent
 * @param {ChildNode[]} wanted
 */
function draw(parent, wanted) {
  // What was told at a button stays with it.
  const told = [...parent.childNodes].filter(isTold);
  const free = new Set([...parent.childNodes].filter((node) => !told.includes(node)));
  for (const node of wanted) free.delete(node);
  const keyed = new Map([...free].flatMap((node) => (key(node) ? [[key(node), node]] : [])));
  const nodes = wanted.map((node) => {
    if (node.parentNode === parent) return node;
    const old = key(node)
      ? keyed.get(key(node))
      : [...free].find((other) => !key(other) && alike(other, node));
    if (!old || !alike(old, node) || !free.delete(old)) return node;
    renew(old, node);
    return old;
  });
  for (const node of free) node.remove();
  let next = parent.firstChild;
  for (const node of nodes) {
    while (next && told.includes(next)) next = next.nextSibling;
    if (node === next) next = node.nextSibling;
    else parent.insertBefore(node, next);
  }
}

/** @param {Node} node */
function key(node) {
  return node instanceof HTMLElement ? node.id || node.dataset.key || "" : "";
}

/**
 * Whether one node may take up what another shows.
 * @param {Node} old
 * @param {Node} node
 */
function alike(old, node) {
  if (old.nodeName !== node.nodeName) return false;
  if (!(old instanceof Element && node instanceof Element)) return true;
  return old.classList[0] === node.classList[0] && old.getAttribute("type") === node.getAttribute("type");
}

/**
 * Brings an element that is shown to what a new one shows.
 * @param {ChildNode} old
 * @param {ChildNode} node
 */
function renew(old, node) {
  if (!(old instanceof Element && node instanceof Element)) {
    if (old.nodeValue !== node.nodeValue) old.nodeValue = node.nodeValue;
    return;
  }
  for (const { name, value } of node.attributes) {
    if (old.getAttribute(name) !== value) old.setAttribute(name, value);
  }
  for (const { name } of [...old.attributes]) {
    // What the reader has opened stays open.
    if (!node.hasAttribute(name) && name !== "open") old.removeAttribute(name);
  }
  handOn(node, old);
  if (!(old instanceof HTMLTextAreaElement)) draw(old, [...node.childNodes]);
  put(old, node);
}

/** @param {Element} element @returns {element is HTMLInputElement} or another field */
function isField(element) {
  return element.matches("input, textarea, select");
}

/**
 * What a field holds; a field that somebody is typing in is theirs.
 * @param {Element} old
 * @param {Element} node
 */
function put(old, node) {
  if (!isField(old) || !isField(node)) return;
  if (old.type === "checkbox" || old.type === "radio") old.checked = node.checked;
  else {
    const isTyped = old === document.activeElement && drawn.has(old) && old.value !== drawn.get(old);
    if (!isTyped && old.value !== node.value) old.value = node.value;
    drawn.set(old, node.value);
  }
}
