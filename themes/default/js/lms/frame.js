/**
 * The site in the frame of the launch page: where it is, what is asked and answered in it.
 */
import { interaction } from "./interaction.js";

/** The folder of the course. */
const HOME = new URL(".", location.href).href;

/**
 * @param {HTMLIFrameElement} frame
 * @param {{ moved: (place: string, page: Document) => void,
 *   answered: (made: import("./plan.js").Interaction) => void }} tell
 */
export function watchFrame(frame, tell) {
  const clock = new Clock();
  frame.addEventListener("load", () => {
    const page = inside(frame);
    const window = frame.contentWindow;
    if (!page || !window) return;
    clock.see(null);
    const moved = () => {
      const { href } = window.location;
      if (href.startsWith(HOME)) tell.moved(href.slice(HOME.length), page);
    };
    moved();
    window.addEventListener("hashchange", moved);
    page.addEventListener("tt-asked", (event) =>
      clock.see(/** @type {CustomEvent} */ (event).detail.question.id),
    );
    page.addEventListener("tt-answered", (event) => {
      const { detail } = /** @type {CustomEvent} */ (event);
      const about = {
        seconds: clock.take(detail.question.id),
        at: Date.now(),
        lang: page.documentElement.lang,
      };
      tell.answered(interaction(detail, about));
    });
    page.addEventListener("click", outside, { capture: true });
  });
}

/** @param {HTMLIFrameElement} frame */
function inside(frame) {
  try {
    return frame.contentDocument;
  } catch {
    return null;
  }
}

/** Other sites open beside the course: many refuse to stand in a frame. @param {Event} event */
function outside(event) {
  const target = /** @type {Element | null} */ (event.target);
  const link = /** @type {HTMLAnchorElement | null | undefined} */ (target?.closest?.("a[href]"));
  if (!link || !/^https?:/.test(link.protocol) || link.href.startsWith(HOME)) return;
  link.target = "_blank";
  link.rel = "noopener";
}

/** How long each question has been looked at. */
class Clock {
  constructor() {
    /** @type {Map<string, number>} */
    this.spent = new Map();
    /** @type {string | null} */
    this.id = null;
    this.since = Date.now();
  }

  /** Another question is shown, or none. @param {string | null} id */
  see(id) {
    const now = Date.now();
    if (this.id) this.spent.set(this.id, (this.spent.get(this.id) ?? 0) + now - this.since);
    this.id = id;
    this.since = now;
  }

  /** The seconds for a question, which then count anew. @param {string} id */
  take(id) {
    if (!this.id) this.id = id;
    this.see(this.id);
    const spent = this.spent.get(id) ?? 0;
    this.spent.delete(id);
    return spent / 1000;
  }
}
