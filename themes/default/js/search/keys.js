/**
 * The keys of the search: arrows move through the results, Enter opens one, Escape closes.
 */

/**
 * @param {import("./finder.js").Finder} finder
 * @param {KeyboardEvent} event
 */
export function press(finder, event) {
  // Keys that an input method uses are its own.
  if (event.isComposing || event.keyCode === 229) return;
  if (event.key === "Escape" && finder.dialog) {
    event.preventDefault();
    finder.dialog.close();
  }
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key] ?? 0;
  const inList =
    event.target === finder.field || /** @type {HTMLElement} */ (event.target).matches(".finder-result");
  if (!inList) return;
  const links = finder.results();
  if (step && links.length) {
    event.preventDefault();
    if (finder.dialog) return finder.choose((finder.chosen + step + links.length) % links.length);
    const at = links.indexOf(/** @type {HTMLAnchorElement} */ (document.activeElement)) + step;
    if (at < 0) finder.field.focus();
    else links[Math.min(at, links.length - 1)].focus();
  }
  if (event.key !== "Enter" || !finder.dialog || event.ctrlKey || event.metaKey) return;
  // Whoever types faster than the network means what stands in the field, not what is shown yet.
  const isLate = finder.text !== finder.field.value && finder.field.value.trim() !== "";
  if (isLate || links[finder.chosen]) event.preventDefault();
  if (isLate) finder.looking.then(() => finder.results()[finder.chosen]?.click());
  else links[finder.chosen]?.click();
}
