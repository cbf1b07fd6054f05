/**
 * Keeps what a reader has chosen for this device, and says so where the browser does not.
 */
import { refused } from "./outcome.js";
import { say, speak } from "./words.js";

/**
 * @param {string} key
 * @param {string} value
 */
export async function keepChoice(key, value) {
  try {
    localStorage.setItem(key, value);
    if (localStorage.getItem(key) === value) return undefined;
  } catch {
    // Full, or closed, or not there at all.
  }
  await speak();
  return refused(say("told.choice"));
}
