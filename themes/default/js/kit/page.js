/**
 * What a page does for the reader beyond its text: tells a screen reader, hands out a file, prints.
 */
import { h } from "./dom.js";
import { done, refused } from "./outcome.js";
import { say, speak } from "./words.js";

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
 * @param {object} detail
 */
export function report(element, what, detail) {
  element.dispatchEvent(new CustomEvent(what, { bubbles: true, detail }));
}

/**
 * Hands a file to the reader. Some browsers, such as those inside other programs, take none and do
 * not say so; then the text can be copied.
 * @param {string} name
 * @param {string} type
 * @param {string} text
 */
export function download(name, type, text) {
  try {
    const url = URL.createObjectURL(new Blob([text], { type }));
    const link = h("a", { href: url, download: name });
    link.click();
    setTimeout(() => URL.revokeObjectURL(url), 10_000);
  } catch {
    return refused(say("told.unsaved"), byHand(text));
  }
  const instead = (/** @type {import("./dom.js").Clicked<"button">} */ event) => {
    const field = byHand(text);
    event.currentTarget.replaceWith(field);
    field.select();
  };
  const way = h("button.small", { type: "button", onclick: instead }, say("told.nothing_saved"));
  return done(say("told.saved", { name }), way);
}

/** A text to be copied by hand. @param {string} text @returns {HTMLTextAreaElement} */
function byHand(text) {
  return h("textarea", { readonly: true, rows: "4", value: text, "aria-label": say("told.by_hand") });
}

/**
 * What a chosen file holds; null if it may not be read, or has gone since it was chosen.
 * @param {File} file
 */
export function opened(file) {
  return file.arrayBuffer().catch(() => null);
}

/**
 * Copies a text, or selects it for copying by hand.
 * @param {string} text
 * @param {() => HTMLInputElement | null} field where it stands
 */
export async function copy(text, field) {
  try {
    await navigator.clipboard.writeText(text);
    return done(say("told.copied"));
  } catch {
    // Refused, or not there: pages without encryption have no clipboard.
  }
  field()?.focus();
  field()?.select();
  return isCopied() ? done(say("told.copied")) : refused(say("told.uncopied"));
}

/** Copies what is selected, the old way. */
function isCopied() {
  try {
    return document.execCommand("copy");
  } catch {
    return false;
  }
}

/** A browser that prints has begun to after so many milliseconds. */
const BEGUN = 600;

/** Prints the page. A browser that does nothing at all leaves it to its own menu. */
export async function printPage() {
  let begun = false;
  const begin = () => (begun = true);
  addEventListener("beforeprint", begin, { once: true });
  try {
    print();
    if (!begun) await new Promise((over) => setTimeout(over, BEGUN));
  } catch {
    // Said below.
  }
  removeEventListener("beforeprint", begin);
  if (begun) return undefined;
  await speak();
  return refused(say("told.unprinted"));
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
  return printPage();
}
