/**
 * What stands behind `#` and `?` in the address: written by us, by a person, or by a program that
 * cut it, escaped it once more or put its own behind it.
 *
 * Here it is read, for every page, and nothing that stands there is a fault of the page: it goes on
 * as if nothing were asked, and says above its text what it found no use for.
 */
import { unescaped } from "../logic/escape.js";
import { h } from "./dom.js";
import { say, speak } from "./words.js";

/** The most of an address that is repeated to the reader. */
const MOST = 60;

/** What browsers themselves understand: the top of the page, and words to look for. */
const BROWSERS = /^(top$|:~:)/i;

/** The fragment as text. */
export function fragment() {
  return unescaped(location.hash.slice(1));
}

/**
 * A part of the query as text, without what stood for no character.
 * @param {string} name
 */
export function query(name) {
  return (new URLSearchParams(location.search).get(name) ?? "").replaceAll("\uFFFD", "");
}

/** The page's address as others may have it: without what was put behind it on the way here. */
export function clean() {
  return location.href.split(/[?#]/)[0];
}

/** @type {HTMLElement | undefined} */
let notice;

/**
 * Says that the page found no use for a part of its address; nothing takes back what was said.
 * @param {string} [part]
 */
export async function unused(part = "") {
  notice?.remove();
  notice = undefined;
  if (!part || BROWSERS.test(part)) return;
  const made = (notice = h("p.notice.warn.unused.no-print", { role: "status" }));
  await speak();
  const name = part.length > MOST ? `${part.slice(0, MOST)}…` : part;
  made.textContent = say("address_unused", { name });
  if (notice === made) document.querySelector("main .body")?.prepend(made);
}
