/**
 * Shows the very item that an address names: whatever is folded around it opens, and so does what
 * the item itself folds away, for a search may have found just that.
 */

/** The element that the address names. */
function target() {
  try {
    return document.getElementById(decodeURIComponent(location.hash.slice(1)));
  } catch {
    return null;
  }
}

function show() {
  const item = target();
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
