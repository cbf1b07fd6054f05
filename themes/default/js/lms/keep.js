/**
 * What a course keeps in this browser: the learner's records and what is still to be sent.
 *
 * Both belong to one learner of one course. Where the browser keeps nothing they last as long as
 * the course is open.
 */

/** @typedef {import("./plan.js").Interaction} Interaction */
/** @typedef {import("./pack.js").Records} Records */

/**
 * `attempt`: the learner's attempt that the records are of; `isKnown`: the learning system has
 * confirmed something of it; `sent`: the packed records that it has confirmed, and when; `queue`:
 * answers that it has not confirmed. In cmi5 also the `registration` that all this belongs to,
 * the `claims` on verbs, the seconds `spent`, and the last result that claims have `seen`.
 * @typedef {{ attempt: string, isKnown: boolean, sent: string, sentAt: number,
 *   queue: Interaction[], registration?: string, claims?: import("./xapi/types.js").Claims,
 *   spent?: number, seen?: number }} Outbox
 */

export class Keep extends EventTarget {
  /**
   * @param {string} key of the learner and the course; none: nothing outlives the page
   */
  constructor(key) {
    super();
    this.key = key;
    /** @type {Map<string, string>} */
    this.memory = new Map();
  }

  /** @param {string} name */
  read(name) {
    const key = `${this.key}/${name}`;
    try {
      return this.memory.get(key) ?? localStorage.getItem(key);
    } catch {
      return this.memory.get(key) ?? null;
    }
  }

  /** @param {string} name @param {string} text @returns {void} */
  write(name, text) {
    const key = `${this.key}/${name}`;
    if (!this.key) return void this.memory.set(key, text);
    try {
      localStorage.setItem(key, text);
      this.memory.delete(key);
    } catch {
      // Full, or closed: the page remembers, and the learning system gets it all the same.
      this.memory.set(key, text);
    }
  }

  /** What the site in the frame reads and writes. @returns {import("../store/store.js").Drawer} */
  get drawer() {
    return {
      getItem: () => this.read("records"),
      setItem: (_, text) => {
        this.write("records", text);
        this.dispatchEvent(new Event("change"));
      },
    };
  }

  /** @returns {Records} */
  records() {
    try {
      return JSON.parse(this.read("records") ?? "").records ?? {};
    } catch {
      return {};
    }
  }

  /** @param {Records} records */
  replace(records) {
    this.write("records", JSON.stringify({ version: 1, records }));
  }

  /** @returns {Outbox | null} */
  outbox() {
    try {
      return JSON.parse(this.read("outbox") ?? "null");
    } catch {
      return null;
    }
  }

  /** @param {Outbox} outbox */
  put(outbox) {
    this.write("outbox", JSON.stringify(outbox));
  }
}
