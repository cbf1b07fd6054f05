/**
 * Says beside a button what came of pressing it, so that none seems dead.
 *
 *     <button …>Print</button><span class="told" role="status">No dialog? …</span>
 *
 * Every listener of the site's elements runs through `attempt`: what it returns as an outcome is
 * said, and so is a fault that nobody thought of. Words for faults stand in the page itself, since
 * the file of words may be the very thing that did not come.
 */
import { Outcome, Unloaded, refused } from "./outcome.js";
import { soon } from "./press.js";

/** What was told at each element. @type {WeakMap<Element, HTMLElement>} */
const shown = new WeakMap();

/** The elements at which something was told. @type {WeakMap<Element, Element>} */
const anchors = new WeakMap();

/** What is to say of any act, such as that nothing is kept. @type {(() => Outcome | null)[]} */
const judges = [];

/** @type {Outcome | null} */
const NONE = null;

/** Where the last of these was said. @type {Element | null} */
let lately = null;

/** @param {() => Outcome | null} judge asked once after each act */
export function judged(judge) {
  judges.push(judge);
}

/**
 * Runs what a person asked for, and says what came of it.
 * @param {Element | null} near nothing: what runs by itself, of which only faults are told
 * @param {() => unknown} act
 */
export function attempt(near, act) {
  try {
    const made = act();
    if (made instanceof Promise)
      return made.then(
        (outcome) => settle(near, outcome),
        (error) => fault(near, error),
      );
    settle(near, made);
  } catch (error) {
    fault(near, error);
  }
}

/**
 * @param {Element | null} near
 * @param {unknown} made
 */
function settle(near, made) {
  if (!near) return;
  const found = made instanceof Outcome ? made : null;
  // Where the button has gone, a notice above the page says it.
  const late = near.isConnected ? judges.reduce((known, judge) => judge() ?? known, NONE) : null;
  const outcome = found && !found.ok ? found : (late ?? found);
  // What holds for all that is done here is said in one place, the last.
  if (late && lately !== near) {
    if (lately) shown.get(lately)?.replaceChildren();
    lately = near;
  }
  if (outcome) tell(near, outcome);
  else shown.get(near)?.replaceChildren();
}

/**
 * A fault is told to the reader, and to who looks into the browser's console.
 * @param {Element | null} near
 * @param {unknown} error
 */
function fault(near, error) {
  tell(near ?? document.querySelector("main .body"), refused(faultWords(error)));
  reportError(error);
}

/** @param {unknown} error */
export function faultWords(error) {
  if (error instanceof Unloaded) return pageWords("unloaded");
  const why = error instanceof Error ? error.message : String(error);
  return pageWords("fault").replace("{why}", why);
}

/** Words that every page brings along. @param {"fault" | "unloaded" | "again"} name */
export function pageWords(name) {
  return document.getElementById("said")?.dataset[name] ?? "";
}

/**
 * Says something at an element, in place of what was said there before.
 * @param {Element | null} near
 * @param {Outcome} outcome
 */
export function tell(near, { ok, words, way }) {
  if (!near?.isConnected) near = ok ? null : document.querySelector("main .body");
  if (!near) return;
  const known = shown.get(near);
  const told = known?.isConnected ? known : place(near);
  told.replaceChildren();
  // A region that is there before its words is read out; and nothing moves under a press.
  soon(() => {
    told.className = `told no-print${ok ? "" : " refused"}`;
    told.replaceChildren(words, ...(way ? [" ", way] : []));
    if (way instanceof HTMLTextAreaElement) way.select();
  });
}

/** @param {Element} near */
function place(near) {
  const told = document.createElement("span");
  told.className = "told no-print";
  told.setAttribute("role", "status");
  shown.set(near, told);
  anchors.set(told, near);
  // A field stands in its label, and a page's own part has a beginning.
  if (near.matches(".body")) near.prepend(told);
  else if (near.matches("form, tt-quiz")) near.append(told);
  else (near.closest("label") ?? near).after(told);
  return told;
}

/**
 * Whether a node is what was told at an element that is still there: whoever draws the part anew
 * leaves it.
 * @param {Node} node
 */
export function isTold(node) {
  return node instanceof Element && !!anchors.get(node)?.isConnected;
}

/**
 * Listens as an element of the site does.
 * @template {EventTarget} T
 * @param {T} target
 * @param {string} type
 * @param {import("./dom.js").Run} run
 */
export function listen(target, type, run) {
  const near = target instanceof Element ? target : null;
  target.addEventListener(type, (event) => void attempt(near, () => run(event)));
}
