/** The last searches on this device. They are a convenience: a full or closed storage is no fault. */
import { keepChoice } from "../kit/choice.js";
import { FOLDER, named } from "../kit/root.js";

const MOST = 6;

const KEY = named("searches");

/** Where they stood before. */
const FORMER = `twotrack/recent-searches${FOLDER}`;

/** @returns {string[]} */
export function recent() {
  try {
    const known = JSON.parse(localStorage.getItem(KEY) ?? localStorage.getItem(FORMER) ?? "[]");
    return Array.isArray(known) ? known.filter((text) => typeof text === "string") : [];
  } catch {
    return [];
  }
}

/** @param {string} text */
export function remember(text) {
  const words = text.trim();
  if (!words) return;
  const all = [words, ...recent().filter((other) => other !== words)].slice(0, MOST);
  write(JSON.stringify(all));
}

/** What came of it: others who use this device may see them. */
export function forget() {
  return keepChoice(KEY, "[]");
}

/** @param {string} text */
function write(text) {
  try {
    localStorage.setItem(KEY, text);
  } catch {
    // Without storage nothing is remembered.
  }
}
