/**
 * What a page does for the reader beyond its text: tells a screen reader, hands out a file, prints.
 */
import { h } from "./dom.js";

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
 * Tells whoever listens to the page, such as a course, what happens at an element.
 * @param {Element} element
 * @param {string} what
 * @param {any} detail
 */
export function report(element, what, detail) {
  element.dispatchEvent(new CustomEvent(what, { bubbles: true, detail }));
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
  addEventListener(
    "afterprint",
    () => {
      part.classList.remove("printed");
      root.classList.remove("printing");
    },
    { once: true },
  );
  print();
}
