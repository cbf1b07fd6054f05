/** The last searches on this device. They are a convenience: a full or closed storage is no fault. */

const MOST = 6;

/** One host may carry several playbooks. @param {string} root */
const key = (root) => `twotrack/recent-searches${new URL(root, location.href).pathname}`;

/**
 * @param {string} root
 * @returns {string[]}
 */
export function recent(root) {
  try {
    const known = JSON.parse(localStorage.getItem(key(root)) ?? "[]");
    return Array.isArray(known) ? known.filter((text) => typeof text === "string") : [];
  } catch {
    return [];
  }
}

/**
 * @param {string} root
 * @param {string} text
 */
export function remember(root, text) {
  const words = text.trim();
  if (!words) return;
  const all = [words, ...recent(root).filter((other) => other !== words)].slice(0, MOST);
  write(root, JSON.stringify(all));
}

/** @param {string} root */
export function forget(root) {
  write(root, "[]");
}

/**
 * @param {string} root
 * @param {string} text
 */
function write(root, text) {
  try {
    localStorage.setItem(key(root), text);
  } catch {
    // Without storage nothing is remembered.
  }
}
