/**
 * The shade of a page: light, dark, or what the system says.
 *
 * Beside the page itself the browser paints from it what is no part of the page: its own bar, the
 * title of an installed app, scroll bars, and the ground before the first style has come.
 */
import { named } from "./root.js";

/** Where the choice is kept. It belongs to the device, so it does not travel with the records. */
export const SHADE_KEY = named("shade");

/** Where all playbooks of a host once kept theirs. */
const FORMER = "twotrack-shade";

/** What the reader has chosen: nothing for the system's, null if nobody has chosen. */
export function keptShade() {
  return localStorage.getItem(SHADE_KEY) ?? localStorage.getItem(FORMER);
}

/** @param {string} shade `light`, `dark`, or nothing for the system's */
export function paint(shade) {
  const root = document.documentElement;
  if (shade) root.dataset.shade = shade;
  else delete root.dataset.shade;
  /** @type {HTMLMetaElement | null} */
  const scheme = document.querySelector("meta[name=color-scheme]");
  if (scheme) scheme.content = shade || "light dark";
  // One bar's colour for each shade stands in the page; the other one is kept out of the way.
  for (const bar of document.querySelectorAll("meta[name=theme-color]")) {
    const own =
      bar.getAttribute("data-for") ?? (/dark/.test(bar.getAttribute("media") ?? "") ? "dark" : "light");
    bar.setAttribute("data-for", own);
    const when = shade ? (own === shade ? "all" : "not all") : `(prefers-color-scheme: ${own})`;
    bar.setAttribute("media", when);
  }
}
