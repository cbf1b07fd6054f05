/**
 * The keys of a question. A number takes the option of that place; Enter checks, or goes on.
 *
 * What Enter does in the fields of an answer: from one empty gap to the next, then it checks, or in an
 * exam goes on. It never hands an exam in, and
 * belongs to the input method while one composes.
 */

/**
 * Listens to the keys for as long as an attempt stands on the page, wherever the focus is.
 * @param {HTMLElement} attempt
 * @param {() => void} done what Enter asks for
 */
export function byKeys(attempt, done) {
  let wasShown = false;
  const keys = (/** @type {KeyboardEvent} */ event) => {
    if (!attempt.isConnected) {
      if (wasShown) document.removeEventListener("keydown", keys);
      return;
    }
    wasShown = true;
    const inside = attempt.contains(/** @type {Node} */ (event.target));
    if (!inside && event.target !== document.body) return;
    if (/^[1-9]$/.test(event.key)) take(attempt, event);
    else enter(event, done);
  };
  document.addEventListener("keydown", keys);
}

/**
 * Chooses the option of a number, unless the number is being typed.
 * @param {HTMLElement} attempt
 * @param {KeyboardEvent} event
 */
function take(attempt, event) {
  const target = /** @type {Element} */ (event.target);
  if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
  if (target.matches("textarea, select, input:not([type=radio], [type=checkbox])")) return;
  const options = attempt.querySelectorAll(".choices input:enabled");
  const option = /** @type {HTMLInputElement | undefined} */ (options[Number(event.key) - 1]);
  if (!option) return;
  event.preventDefault();
  option.focus();
  option.click();
}

/**
 * @param {KeyboardEvent} event
 * @param {() => void} done what the last field asks for
 */
function enter(event, done) {
  const target = /** @type {HTMLInputElement} */ (event.target);
  // With 229 some browsers say late that an input method had the key.
  if (event.key !== "Enter" || event.isComposing || event.keyCode === 229) return;
  if (event.shiftKey || event.ctrlKey || event.altKey || event.metaKey || target.matches("textarea")) return;
  // Held down it would press the button that got the focus.
  if (event.repeat) return event.preventDefault();
  // A button, a link or a fold takes Enter itself.
  if (target.closest("button, a, summary, select")) return;
  if (target.matches("input") && !target.matches(".controls input")) return;
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
