/**
 * The store of this site in this browser, in step with other tabs.
 *
 * A site is told from others on the same host by its root folder, so both languages share.
 */
import { course } from "../kit/course.js";
import { h } from "../kit/dom.js";
import { refused } from "../kit/outcome.js";
import { download } from "../kit/page.js";
import { soon } from "../kit/press.js";
import { named } from "../kit/root.js";
import { attempt, judged } from "../kit/told.js";
import { say } from "../kit/words.js";
import { day } from "../logic/deals.js";
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

/** Whether something was done since this was asked that will be lost with the page. */
let isUnkept = false;

store.addEventListener("unkept", () => (isUnkept = true));
store.addEventListener("change", () => (isUnkept ||= isPassing()));

/** Whether there is something that this browser forgets with the page. */
function isPassing() {
  return !keeps && Object.keys(store.data.records).length > 0;
}

/** Why nothing is kept, as the name of a word of the interface; empty if all is well. */
export function whyUnkept() {
  return store.trouble || (isPassing() ? "private" : "");
}

/** The person's own data as a file. */
export function saveAll() {
  return download(`twotrack-${day(Date.now())}.json`, "application/json", store.export());
}

/** What stands in this browser and can't be read, as it stands there. */
export function saveRaw() {
  return download(`twotrack-old-${day(Date.now())}.txt`, "text/plain", store.raw);
}

judged(() => {
  const why = isUnkept && whyUnkept();
  isUnkept = false;
  if (!why) return null;
  const save = h("button.small", { type: "button", onclick: saveAll }, say("review.export"));
  return refused(say(`store.${why}`), save);
});

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
 * @param {() => unknown} draw
 */
export function watch(draw) {
  const careful = () => void attempt(null, draw);
  store.addEventListener("change", () => soon(careful));
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
