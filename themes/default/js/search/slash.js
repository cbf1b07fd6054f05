/**
 * Whether the key `/` by itself opens the search. Who dictates or presses keys by accident turns
 * it off in the search box; Ctrl-K and ⌘K stay.
 *
 *     <p class="finder-key" hidden><label><input type="checkbox" name="slash"> …</label></p>
 */
import { keepChoice } from "../kit/choice.js";
import { named } from "../kit/root.js";
import { listen } from "../kit/told.js";

const KEY = named("slash");

const OFF = "off";

export function slashOpens() {
  // Where a browser keeps nothing the choice holds for this page, for all of its scripts.
  if (document.documentElement.dataset.slash === OFF) return false;
  try {
    return localStorage.getItem(KEY) !== OFF;
  } catch {
    return true;
  }
}

/** The key stands beside the link in the bar for as long as it works. */
export function showSlash() {
  const sign = /** @type {HTMLElement | null} */ (document.querySelector("a.search kbd"));
  if (sign) sign.hidden = !slashOpens();
}

/** Makes the switch in the search box work. @param {HTMLElement} box */
export function armSlash(box) {
  const choice = /** @type {HTMLInputElement | null} */ (box.querySelector("[name=slash]"));
  const line = choice?.closest("p");
  if (!choice || !line) return;
  choice.checked = slashOpens();
  line.hidden = false;
  listen(choice, "change", () => {
    const value = choice.checked ? "on" : OFF;
    document.documentElement.dataset.slash = value;
    showSlash();
    return keepChoice(KEY, value);
  });
}
