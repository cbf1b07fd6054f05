/**
 * The switch between light, dark and what the system says.
 *
 *     <button class="shade" disabled>◐</button>
 */
import { announce } from "./page.js";
import { SHADE_KEY, paint } from "./paint.js";
import { say, speak } from "./words.js";

const SHADES = ["", "light", "dark"];

/** @param {HTMLButtonElement} button */
export async function armShade(button) {
  await speak();
  const root = document.documentElement;
  const name = () => {
    const words = say(`shade.${root.dataset.shade || "system"}`);
    button.setAttribute("aria-label", words);
    button.title = words;
  };
  button.addEventListener("click", () => {
    const next = SHADES[(SHADES.indexOf(root.dataset.shade ?? "") + 1) % SHADES.length];
    paint(next);
    try {
      localStorage.setItem(SHADE_KEY, next);
    } catch {
      // It holds for this page only.
    }
    name();
    announce(button.title);
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
