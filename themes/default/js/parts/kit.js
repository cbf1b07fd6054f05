/**
 * What the elements share: building nodes, loading data, the interface's words, the live region.
 *
 * Data comes as scripts, because browsers refuse `fetch` on `file://`; each hands its data to its
 * own element as an event.
 */

const root = document.documentElement.dataset;

/** The way from this page to its language's root. */
export const UP = root.up ?? "";

/** The way to the site's root. */
export const TOP = root.top ?? "";

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
    if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else if (key === "html") fill(element, value);
    else if (key === "value" || key === "checked" || key === "selected") /** @type {any} */ (element)[key] = value;
    else element.setAttribute(key, value === true ? "" : String(value));
  }
  for (const child of children.flat()) if (child || child === 0) element.append(/** @type {any} */ (child));
  return element;
}

/**
 * Puts the site's own HTML into an element; its links start at the language's root.
 * @param {Element} element
 * @param {string} text
 */
function fill(element, text) {
  element.innerHTML = text;
  for (const link of element.querySelectorAll("a[href]")) {
    const href = link.getAttribute("href") ?? "";
    if (!/^([a-z]+:|\/|#)/i.test(href)) link.setAttribute("href", UP + href);
  }
}

/** @type {Map<string, Promise<any>>} */
const loaded = new Map();

/**
 * The data of `data/<name>.js` in the page's language.
 * @param {string} name
 * @returns {Promise<any>}
 */
export function load(name) {
  const known = loaded.get(name);
  if (known) return known;
  const coming = new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = `${UP}data/${encodeURIComponent(name)}.js`;
    script.addEventListener("data", (event) => resolve(unpack(/** @type {CustomEvent} */ (event).detail)));
    script.addEventListener("error", () => reject(new Error(`data/${name}.js`)));
    document.head.append(script);
  });
  coming.catch(() => loaded.delete(name));
  loaded.set(name, coming);
  return coming;
}

/** @param {any} data */
function unpack(data) {
  if (typeof data !== "string") return data;
  const bytes = Uint8Array.from(atob(data), (char) => char.charCodeAt(0));
  return JSON.parse(new TextDecoder().decode(bytes));
}

/** @type {any} */
let words = {};

/** The interface's words, before an element says anything. */
export async function speak() {
  words = await load("words");
}

/**
 * A word of the interface by its dotted name, with values put in; `n` chooses the form.
 * @param {string} key
 * @param {{ [name: string]: string | number }} [values]
 * @returns {string}
 */
export function say(key, values = {}) {
  let found = key.split(".").reduce((tree, name) => tree?.[name], words);
  if (found && typeof found === "object") found = (values.n === 1 && found.one) || found.other;
  if (typeof found !== "string") return key;
  return found.replace(/\{(\w+)\}/g, (whole, name) => String(values[name] ?? whole));
}

/**
 * Tells a screen reader what has happened. It listens to the paragraph that every page ends with;
 * the pause lets it hear the same words twice.
 * @param {string} text
 */
export function announce(text) {
  const region = document.getElementById("said");
  if (!region) return;
  region.textContent = "";
  setTimeout(() => (region.textContent = text), 50);
}

/**
 * Defines an element once, whichever script comes first.
 * @param {string} name
 * @param {CustomElementConstructor} element
 */
export function define(name, element) {
  if (!customElements.get(name)) customElements.define(name, element);
}

/**
 * Hands a file to the reader.
 * @param {string} name
 * @param {string} type
 * @param {string} text
 */
export function download(name, type, text) {
  const url = URL.createObjectURL(new Blob([text], { type }));
  const link = h("a", { href: url, download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

/**
 * Prints one part of the page, and nothing around it.
 * @param {Element} part
 */
export function printOnly(part) {
  const root = document.documentElement;
  part.classList.add("printed");
  root.classList.add("printing");
  addEventListener("afterprint", () => {
    part.classList.remove("printed");
    root.classList.remove("printing");
  }, { once: true });
  print();
}

/**
 * A date as the page's language writes it.
 * @param {string} date `YYYY-MM-DD`
 */
export function showDate(date) {
  const time = Date.parse(`${date}T12:00:00`);
  if (Number.isNaN(time)) return date;
  return new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: "medium" }).format(time);
}
