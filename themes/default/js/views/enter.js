/**
 * What Enter does in the fields of an answer: from one empty gap to the next, then it checks, or in an
 * exam goes on. It never hands an exam in, and belongs to the input method while one composes.
 */

/**
 * @param {KeyboardEvent} event
 * @param {() => void} done what the last field asks for
 */
export function enter(event, done) {
  const target = /** @type {HTMLInputElement} */ (event.target);
  // With 229 some browsers say late that an input method had the key.
  if (event.key !== "Enter" || event.isComposing || event.keyCode === 229) return;
  if (event.shiftKey || event.ctrlKey || event.altKey || event.metaKey || target.matches("textarea")) return;
  // Held down it would press the button that got the focus.
  if (event.repeat) return event.preventDefault();
  if (!target.matches(".controls input:enabled")) return;
  event.preventDefault();
  const gap = target.type === "text" && nextGap(target);
  if (gap) gap.focus();
  else done();
}

/** @param {HTMLInputElement} field */
function nextGap(field) {
  /** @type {HTMLInputElement[]} */
  const fields = [...(field.closest(".controls")?.querySelectorAll("input") ?? [])];
  return fields.slice(fields.indexOf(field) + 1).find((gap) => gap.value.trim() === "");
}
