/**
 * Tells the reader, on the page where it happens, that what they do is not kept.
 *
 * On pages that keep something a notice stands above the text: because the data here can't be read
 * or written, or because the browser keeps nothing at all. Where nothing is kept it would only be
 * noise.
 */
import { h } from "./dom.js";
import { soon } from "./press.js";
import { say, speak } from "./words.js";
import { saveAll, store, whyUnkept } from "../store/here.js";

const KEEPERS = "tt-ticks, tt-quiz, tt-review, tt-drill, tt-path, tt-deals, tt-card, tt-score, tt-read";

/** @type {HTMLElement | undefined} */
let notice;
/** What there is to tell now. */
let words = "";

/** Each script of a page has a store of its own, so each of them watches. */
export function watchTrouble() {
  if (!document.querySelector(KEEPERS)) return;
  store.addEventListener("change", look);
  look();
}

async function look() {
  // A browser that keeps nothing is told of when there is something to lose.
  const why = whyUnkept();
  if (why) await speak();
  words = why ? say(`store.${why}`) : "";
  soon(draw);
}

/** It moves the page down, so never under a press: that press may be what made the trouble known. */
function draw() {
  if (notice?.isConnected && says(notice)) return;
  notice?.remove();
  if (!words || [...document.querySelectorAll(".trouble")].some(says)) return;
  const save = h("button.small", { type: "button", onclick: saveAll }, say("review.export"));
  notice = h("p.notice.warn.trouble.no-print", {}, h("span", { role: "alert" }, words), save);
  document.querySelector("main .body")?.prepend(/** @type {HTMLElement} */ (notice));
}

/** Whether a notice has the present words. @param {Element} notice */
function says(notice) {
  return notice.firstElementChild?.textContent === words;
}
