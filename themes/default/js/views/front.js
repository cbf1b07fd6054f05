/**
 * Brings a new question before the reader, so that nothing of it is out of view if it fits.
 */

/** Where a question fills the screen. */
const PHONE = "(max-width: 47.99rem)";

/**
 * @param {HTMLElement} attempt
 * @param {HTMLElement} stem takes the focus
 */
export function front(attempt, stem) {
  stem.focus({ preventScroll: true });
  toTop(attempt);
}

/**
 * Lets the question begin at the top of the screen, above all that was said to its answer.
 * @param {HTMLElement} attempt
 */
export function toTop(attempt) {
  const isAbove = attempt.getBoundingClientRect().top < 0;
  if (isAbove || matchMedia(PHONE).matches) attempt.scrollIntoView({ block: "start", behavior: "instant" });
}
