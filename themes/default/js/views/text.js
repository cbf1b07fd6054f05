/**
 * Small pieces of text that questions, results and the review share.
 */
import { h } from "../kit/dom.js";
import { UP } from "../kit/root.js";
import { say } from "../kit/words.js";

/** HTML as plain words, for places that hold no markup. @param {string} html */
export function plain(html) {
  return h("i", { html }).textContent ?? "";
}

/** Plain words as HTML. @param {string} text */
export function escape(text) {
  return text.replace(/&/g, "&amp;").replace(/</g, "&lt;");
}

/** A link that the site's data names. @param {{ href: string, name: string }} link */
export function linkTo(link) {
  return h("a", { href: UP + link.href }, link.name);
}

/**
 * The pages to which questions point, each once.
 * @param {{ see?: { name: string, href: string } | null }[]} questions
 */
export function readUp(questions) {
  const pages = new Map(questions.flatMap((q) => (q.see ? [[q.see.href, q.see]] : [])));
  const links = [...pages.values()].map(linkTo);
  return links.length
    ? h(
        "p.see",
        {},
        say("quiz.see"),
        links.flatMap((link, at) => (at ? [" · ", link] : [link])),
      )
    : null;
}

/** How much of an item's words a record keeps. */
export const MOST = 160;

/**
 * The words by which an element's item is known: of an action the sentence, of a line what is
 * said, of a page its title.
 * @param {Element} element
 */
export function wordsOf(element) {
  const page = element.matches(".lede, article") ? document.querySelector("h1") : null;
  const own = element.querySelector(".what, blockquote, h2, h3, dt");
  const words = /** @type {Element} */ ((page ?? own ?? element).cloneNode(true));
  // Where a line comes from is no part of what it says.
  for (const mark of words.querySelectorAll(".origin")) mark.remove();
  return (words.textContent ?? "").trim().replace(/\s+/g, " ").slice(0, MOST);
}

/** Where a line came from, behind the words of records that were kept with it. */
const MARKS = /(\s+([A-Z]\d+([–,-]\s?[A-Z]?\d+)*|ours|我们的?))+$/u;

/** An item's words without the marks that older records kept with them. @param {string} words */
export function unmarked(words) {
  return words.replace(MARKS, "");
}
