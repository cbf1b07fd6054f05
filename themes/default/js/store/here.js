/**
 * The store of this site in this browser, in step with other tabs.
 *
 * A site is told from others on the same host by its root folder, so both languages share.
 */
import { course } from "../kit/course.js";
import { soon } from "../kit/press.js";
import { named } from "../kit/root.js";
import { Store } from "./store.js";

/** A drawer for browsers that keep nothing: it lasts as long as the page. */
function memory() {
  /** @type {Map<string, string>} */
  const kept = new Map();
  return {
    getItem: (/** @type {string} */ key) => kept.get(key) ?? null,
    setItem: (/** @type {string} */ key, /** @type {string} */ value) => void kept.set(key, value),
  };
}

function drawer() {
  try {
    localStorage.getItem("");
    return localStorage;
  } catch {
    return memory();
  }
}

const key = named();

const place = course?.drawer ?? drawer();

/** Whether this browser keeps anything beyond the page. */
export const keeps = !!course || place instanceof Storage;

export const store = new Store(place, key);

function catchUp() {
  if (store.reload()) store.dispatchEvent(new Event("change"));
}

addEventListener("storage", (event) => {
  if (event.key === key || event.key === null) catchUp();
});
addEventListener("pageshow", catchUp);

try {
  const channel = new BroadcastChannel(key);
  let heard = false;
  channel.onmessage = () => {
    heard = true;
    catchUp();
    heard = false;
  };
  store.addEventListener("change", () => {
    if (!heard) channel.postMessage("changed");
  });
} catch {
  // The storage event does the same, a little later.
}

/**
 * Draws anew whenever a record has changed, in this tab or another; never under a press.
 * @param {() => void} draw
 */
export function watch(draw) {
  store.addEventListener("change", () => soon(draw));
}

/** Asks once that the browser does not clear what a person has put in. */
export function keepForGood() {
  if (store.get("set/kept")) return;
  navigator.storage?.persist?.().then(
    (granted) => {
      if (granted) store.set("set/kept", true);
    },
    () => {},
  );
}
