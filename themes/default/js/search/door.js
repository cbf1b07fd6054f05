/**
 * Opens the search from anywhere: by its link in the bar, by Ctrl-K or ⌘K, and by `/` unless the
 * reader has turned that off.
 *
 *     <a class="search" href="search/index.html" data-code="assets/search.js"
 *        data-box="search/box.js">Search</a>
 *
 * This is all of the search that every page loads. The rest comes with the first use: `data-box`
 * calls `twotrackSearchBox(html)` with the form in the page's language, `data-code` makes it work.
 * Without scripts the link leads to the page of results.
 */

import { appraise } from "../logic/deals.js";
import { load } from "../kit/data.js";
import { chosen, ticks, today } from "../store/records.js";
import { showSlash, slashOpens } from "./slash.js";

/** @type {HTMLDialogElement | null} */
let dialog = null;

/** @param {string} address */
function run(address) {
  const script = document.createElement("script");
  script.src = address;
  document.head.append(script);
  return script;
}

/** @param {HTMLAnchorElement} link */
function make(link) {
  const made = document.createElement("dialog");
  made.className = "finder-dialog";
  made.setAttribute("aria-label", link.querySelector("span")?.textContent ?? "");
  // A click beside the dialog closes it.
  made.addEventListener("click", (event) => {
    if (event.target === made) made.close();
  });
  document.body.append(made);
  const box = new URL(link.dataset.box ?? "", location.href).href;
  /** @type {Window & { twotrackSearchBox?: (html: string) => void }} */ (window).twotrackSearchBox = (
    html,
  ) => {
    const template = document.createElement("template");
    template.innerHTML = html;
    const finder = template.content.querySelector("twotrack-search");
    finder?.setAttribute("data-base", box);
    made.append(template.content);
    focus(made);
  };
  run(box).onerror = () => {
    made.remove();
    dialog = null;
    // Without its parts the search may still be found on its own page.
    location.assign(link.href);
  };
  run(link.dataset.code ?? "");
  return made;
}

/** @param {ParentNode} place */
function focus(place) {
  const field = /** @type {HTMLInputElement | null} */ (place.querySelector(".finder-field"));
  field?.focus();
  field?.select();
}

/**
 * Tells the search in which stage the chosen deal has its open gate: what stands there comes first
 * of equals. `data-deal-stage` of the page is the stage's place, from 1.
 */
async function markStage() {
  const root = document.documentElement;
  delete root.dataset.dealStage;
  const now = chosen();
  if (!now) return;
  const { stages, buyer } = await load("gates");
  const { position } = appraise(stages, buyer, now.deal, ticks(now.id), today());
  const place = stages.findIndex(
    (/** @type {{ id: string }} */ stage) => stage.id === (position.open?.stage ?? position.stage),
  );
  if (place >= 0) root.dataset.dealStage = String(place + 1);
}

/** @param {HTMLAnchorElement} link */
function open(link) {
  markStage().catch(() => {});
  // On the page of results the form is there.
  if (document.querySelector("main twotrack-search")) return focus(document);
  dialog ??= make(link);
  if (!dialog.open) dialog.showModal();
  focus(dialog);
}

/** Where a key makes a letter; a box that is ticked or a button takes none. */
const TYPED = "textarea, select, input:not([type=checkbox], [type=radio], [type=button], [type=submit])";

/** @param {EventTarget | null} target */
function isTyping(target) {
  return target instanceof HTMLElement && (target.isContentEditable || target.matches(TYPED));
}

/** Makes the link in the bar a door. */
export function searchDoor() {
  const link = /** @type {HTMLAnchorElement | null} */ (document.querySelector("a.search"));
  if (!link) return;
  showSlash();
  const form = document.querySelector("main twotrack-search form");
  // What a plain link asks for was looked up before the deal was known.
  if (form && chosen())
    markStage().then(
      () => form.dispatchEvent(new Event("change")),
      () => {},
    );
  link.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    open(link);
  });
  document.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    const isSlash =
      event.key === "/" && !event.ctrlKey && !event.metaKey && !event.altKey && !isTyping(event.target);
    const isK =
      event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey;
    if (!isK && !(isSlash && slashOpens())) return;
    event.preventDefault();
    open(link);
  });
}
