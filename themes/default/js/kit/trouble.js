/**
 * Tells the reader, on the page where it happens, that what they do is not kept.
 *
 * On pages that keep something a notice stands above the text: because the data here can't be read
 * or written, or because the browser keeps nothing at all. Where nothing is kept it would only be
 * noise. Data that can't be read can be saved as it is, and left behind.
 */
import { h } from "./dom.js";
import { soon } from "./press.js";
import { say, speak } from "./words.js";
import { saveAll, saveRaw, store, whyUnkept } from "../store/here.js";

const KEEPERS = "tt-ticks, tt-quiz, tt-review, tt-drill, tt-path, tt-deals, tt-card, tt-score, tt-read";

/** @type {HTMLElement | undefined} */
let notice;
/** What there is to tell now. */
let words = "";
/** Puts back what was left behind on this page. @type {(() => void) | null} */
let back = null;

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
  if (why) back = null;
  words = why ? say(`store.${why}`) : back ? say("store.renewed") : "";
  soon(draw);
}

/** It moves the page down, so never under a press: that press may be what made the trouble known. */
function draw() {
  if (notice?.isConnected && says(notice)) return;
  notice?.remove();
  if (!words || [...document.querySelectorAll(".trouble")].some(says)) return;
  const tone = back ? "" : ".warn";
  notice = h(`p.notice${tone}.trouble.no-print`, {}, h("span", { role: "alert" }, words), ...ways());
  document.querySelector("main .body")?.prepend(/** @type {HTMLElement} */ (notice));
}

/** What can be done about it. */
function ways() {
  const way = (/** @type {string} */ word, /** @type {() => unknown} */ onclick) =>
    h("button.small", { type: "button", onclick }, say(word));
  if (back) return [way("deal.undo", putBack)];
  if (whyUnkept() !== "unreadable") return [way("review.export", saveAll)];
  return [way("store.save_raw", saveRaw), way("store.renew", renew), way("review.export", saveAll)];
}

/** A person who has not saved the old data can still take this back. */
function renew() {
  back = store.renew();
  look();
}

function putBack() {
  back?.();
}

/** Whether a notice has the present words. @param {Element} notice */
function says(notice) {
  return notice.firstElementChild?.textContent === words;
}
