/**
 * A term opens where one reads: a tap shows what it means, and from there leads to the glossary.
 *
 * Without scripts, or where a browser knows no popovers, the link leads there at once.
 */
import { listen } from "./told.js";

/** How far the note stays from the edges of the screen, in pixels. */
const EDGE = 12;

export function openTerms() {
  if (!("popover" in HTMLElement.prototype)) return;
  listen(document, "click", (event) => {
    const { target, ctrlKey, metaKey, shiftKey, altKey } = /** @type {MouseEvent} */ (event);
    const link = target instanceof Element ? target.closest("a.term[title]") : null;
    if (!(link instanceof HTMLAnchorElement) || ctrlKey || metaKey || shiftKey || altKey) return;
    event.preventDefault();
    show(link);
  });
}

/** @param {HTMLAnchorElement} link */
function show(link) {
  const note = document.createElement("span");
  note.className = "term-note";
  note.popover = "auto";
  note.setAttribute("role", "status");
  const more = document.createElement("a");
  more.href = link.href;
  more.textContent = link.textContent;
  link.after(note);
  note.showPopover();
  // What comes into a status that stands there is read out.
  note.append(more, " ", link.title);
  place(note, link.getBoundingClientRect());
  note.addEventListener("toggle", (event) => {
    if (/** @type {ToggleEvent} */ (event).newState === "closed") note.remove();
  });
}

/**
 * Below the term, or above it where there is no room.
 * @param {HTMLElement} note
 * @param {DOMRect} term
 */
function place(note, term) {
  const { width, height } = note.getBoundingClientRect();
  const left = Math.max(EDGE, Math.min(term.left, innerWidth - width - EDGE));
  const isRoom = term.bottom + height + EDGE < innerHeight;
  note.style.left = `${left}px`;
  note.style.top = `${isRoom ? term.bottom + 4 : Math.max(EDGE, term.top - height - 4)}px`;
}
