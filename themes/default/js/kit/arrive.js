/**
 * Shows the very item that an address names: whatever is folded around it opens, and so does what
 * the item itself folds away, for a search may have found just that.
 */
import { fragment, unused } from "./address.js";

/** Elements that know themselves what an address names on their page. */
const READERS = "tt-deals, tt-card, tt-quiz";

function show() {
  const name = fragment();
  const item = document.getElementById(name);
  if (!document.querySelector(READERS)) unused(item ? "" : name);
  if (!item) return;
  let isMoved = false;
  for (let fold = item.closest("details"); fold; fold = fold.parentElement?.closest("details") ?? null) {
    isMoved ||= !fold.open;
    fold.open = true;
  }
  // A hint is asked for, a fault is to be found; neither opens by itself.
  const own = item.querySelectorAll("details.more:not(.hint)");
  if (own.length === 1 && item.matches("li, .line")) /** @type {HTMLDetailsElement} */ (own[0]).open = true;
  if (isMoved) item.scrollIntoView();
}

export function arrive() {
  show();
  addEventListener("hashchange", show);
}
