/**
 * The switch between light, dark and what the system says.
 *
 *     <button class="shade" disabled>◐</button>
 */
import { keepChoice } from "./choice.js";
import { announce } from "./page.js";
import { SHADE_KEY, paint } from "./paint.js";
import { listen } from "./told.js";
import { say, speak } from "./words.js";

const SHADES = ["", "light", "dark"];

/** @param {HTMLButtonElement} button */
export async function armShade(button) {
  // Without the words the button works, under the name that the page gives it.
  const isSpoken = await speak().then(
    () => true,
    () => false,
  );
  const root = document.documentElement;
  const name = () => {
    if (!isSpoken) return;
    const words = say(`shade.${root.dataset.shade || "system"}`);
    button.setAttribute("aria-label", words);
    button.title = words;
  };
  listen(button, "click", () => {
    const next = SHADES[(SHADES.indexOf(root.dataset.shade ?? "") + 1) % SHADES.length];
    paint(next);
    name();
    announce(button.title);
    return keepChoice(SHADE_KEY, next);
  });
  // Another page of the site, open beside this one.
  addEventListener("storage", (event) => {
    if (event.key !== SHADE_KEY) return;
    paint(event.newValue ?? "");
    name();
  });
  name();
  button.disabled = false;
}
