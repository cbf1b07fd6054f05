/**
 * The interface that a learning system puts into a window above or behind this one.
 *
 * It may be slow, answer nonsense, throw, or come late; none of that may reach the learner. A call
 * returns what the system said, or null if it failed.
 */

/**
 * The names of a standard's calls.
 * @typedef {{ begin: string, end: string, get: string, set: string, commit: string, error: string }} Calls
 */

/** So many windows up; the standards name 7 and 500. */
const MOST = 500;

/**
 * The object of a name in this window's parents.
 * @param {Window} from
 * @param {string} name
 */
function above(from, name) {
  let window = from;
  for (let n = 0; n < MOST; n++) {
    try {
      /** @type {unknown} */
      const found = Reflect.get(window, name);
      if (found && typeof found === "object") return found;
    } catch {
      // A window of another host; one above it may be ours again.
    }
    if (window.parent === window) return null;
    window = window.parent;
  }
  return null;
}

/**
 * Looks above this window, then above the one that opened it, and those that opened that.
 * @param {string} name
 * @returns {object | null} null if there is none
 */
export function find(name) {
  let window = /** @type {Window | null} */ (self);
  for (let n = 0; window && n < 7; n++) {
    const found = above(window, name);
    if (found) return found;
    let opener = null;
    try {
      opener = /** @type {Window} */ (window.top).opener;
    } catch {
      // The top is another host's: our own opener is left.
    }
    window = opener ?? window.opener;
  }
  return null;
}

export class Api {
  /**
   * @param {object} object
   * @param {Calls} calls
   */
  constructor(object, calls) {
    this.object = object;
    this.calls = calls;
  }

  /**
   * @param {string} name
   * @param {...string} values
   * @returns {string | null}
   */
  call(name, ...values) {
    try {
      /** @type {unknown} */
      const said = Reflect.get(this.object, name).apply(this.object, values);
      return said === undefined || said === null ? null : String(said);
    } catch {
      return null;
    }
  }

  /** Whether a call was taken. @param {string} name @param {...string} values */
  done(name, ...values) {
    const said = this.call(name, ...values);
    return said === "true" || said === "1";
  }

  begin() {
    return this.done(this.calls.begin, "");
  }

  end() {
    return this.done(this.calls.end, "");
  }

  commit() {
    return this.done(this.calls.commit, "");
  }

  /** @param {string} key */
  get(key) {
    return this.call(this.calls.get, key) ?? "";
  }

  /**
   * @param {string} key
   * @param {string} value
   * @returns {"done" | "refused" | "failed"} refused: it will never be taken
   */
  set(key, value) {
    if (this.done(this.calls.set, key, value)) return "done";
    const error = Number(this.call(this.calls.error));
    // Not begun, already over, a general fault: that may pass. What is wrong with a value stays.
    return (error >= 201 && error < 300) || (error >= 351 && error < 500) ? "refused" : "failed";
  }
}
