/**
 * Taking hold of things by mouse, pen or finger, and putting them elsewhere.
 *
 * A mouse or a pen takes a thing anywhere, a finger by its grip (`.grip`), so that the rest of the
 * page still scrolls under the finger. The place to drop is marked with the class `drop`. This is
 * one way among others: whoever uses it keeps buttons or a select beside it.
 */
import { h } from "../kit/dom.js";

/** A pointer that wanders less than this has clicked. */
const SLACK = 5;
/** How near to an edge of the window the page begins to scroll, and by how much at a time. */
const EDGE = 80;
const STEP = 9;

/** The place by which a finger takes hold; the keyboard has its own ways. */
export function grip() {
  return h("span.grip", { "aria-hidden": "true" }, "⠿");
}

/**
 * Lets things inside an area be dragged.
 * @param {HTMLElement} area
 * @param {string} things a selector
 * @param {(thing: HTMLElement, x: number, y: number) => Element
 *   | null} over marks and returns the place below the pointer
 * @param {(thing: HTMLElement, place: Element | null) => void} dropped with no place: nothing happens to it
 */
export function drags(area, things, over, dropped) {
  area.addEventListener("pointerdown", (event) => {
    const target = /** @type {HTMLElement} */ (event.target);
    const thing = /** @type {HTMLElement | null} */ (target.closest(things));
    const own = target.closest("button, a, select, input, textarea");
    const held = event.pointerType === "touch" ? target.closest(".grip") : thing;
    if (!thing || own || !held || event.button !== 0 || area.dataset.done !== undefined) return;
    follow(thing, event, over, dropped);
  });
}

/**
 * @param {HTMLElement} thing
 * @param {PointerEvent} from
 * @param {Parameters<typeof drags>[2]} over
 * @param {Parameters<typeof drags>[3]} dropped
 */
function follow(thing, from, over, dropped) {
  const start = { x: from.clientX, y: from.clientY + scrollY };
  let [x, y] = [from.clientX, from.clientY];
  let moving = false;
  /** @type {Element | null} */
  let place = null;
  const done = new AbortController();

  const shift = () => {
    thing.style.translate = `${x - start.x}px ${y + scrollY - start.y}px`;
    place = over(thing, x, y);
  };
  const scroll = () => {
    if (done.signal.aborted) return;
    const by = y < EDGE ? -STEP : y > innerHeight - EDGE ? STEP : 0;
    if (by && moving) {
      scrollBy({ top: by, behavior: "instant" });
      shift();
    }
    requestAnimationFrame(scroll);
  };
  const end = (/** @type {boolean} */ keep) => {
    done.abort();
    thing.classList.remove("held");
    thing.style.translate = "";
    for (const marked of document.querySelectorAll(".drop, .drop-after"))
      marked.classList.remove("drop", "drop-after");
    if (moving) dropped(thing, keep ? place : null);
  };
  /** @template {"pointermove" | "pointerup" | "pointercancel" | "keydown"} Name
   * @param {Name} name @param {(event: WindowEventMap[Name]) => void} act */
  const on = (name, act) => addEventListener(name, act, { signal: done.signal });

  on("pointermove", (event) => {
    if (event.pointerId !== from.pointerId) return;
    [x, y] = [event.clientX, event.clientY];
    if (!moving && Math.hypot(x - start.x, y + scrollY - start.y) < SLACK) return;
    if (!moving) thing.classList.add("held");
    moving = true;
    shift();
  });
  on("pointerup", (event) => {
    if (event.pointerId === from.pointerId) end(true);
  });
  on("pointercancel", (event) => {
    if (event.pointerId === from.pointerId) end(false);
  });
  on("keydown", (event) => {
    if (event.key === "Escape") end(false);
  });
  scroll();
}

/**
 * Lets the items of a list be put in another order.
 * @param {HTMLElement} list
 * @param {(item: HTMLElement) => void} moved
 */
export function sortable(list, moved) {
  const others = (/** @type {HTMLElement} */ item) => [...list.children].filter((other) => other !== item);
  const clear = () => {
    for (const other of list.children) other.classList.remove("drop", "drop-after");
  };
  drags(
    list,
    "li",
    (item, _, y) => {
      clear();
      const middle = (/** @type {Element} */ other) => {
        const box = other.getBoundingClientRect();
        return box.top + box.height / 2;
      };
      const next = others(item).find((other) => middle(other) > y);
      const place = next ?? others(item).at(-1) ?? null;
      place?.classList.add(next ? "drop" : "drop-after");
      return next ?? list;
    },
    (item, place) => {
      if (!place) return;
      if (place === list) list.append(item);
      else place.before(item);
      moved(item);
    },
  );
}
