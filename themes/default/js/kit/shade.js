/**
 * The switch between light, dark and what the system says.
 *
 *     <button class="shade" disabled>◐</button>
 */
import { announce } from "./page.js";
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
    if (next) root.dataset.shade = next;
    else delete root.dataset.shade;
    try {
      localStorage.setItem("twotrack-shade", next);
    } catch {
      // It holds for this page only.
    }
    name();
    announce(button.title);
  });
  name();
  button.disabled = false;
}
