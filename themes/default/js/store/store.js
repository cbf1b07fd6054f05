/**
 * The one store of everything a person does here: answers, ticks, deals, reading, settings.
 *
 * It is a flat list of records under keys such as `tick/<deal>/<action>`, each with the moment of
 * its last change. That makes merging two devices or two tabs one rule: the later record wins; a
 * removed record stays as an empty one, so that it does not come back. It lives in localStorage
 * under one key per site, since one host may carry several playbooks.
 */

/**
 * `at`: milliseconds since 1970 of the last change; `v` null: removed.
 * @typedef {{ at: number, v: unknown }} Entry
 * @typedef {{ version: number, records: { [key: string]: Entry } }} Data
 * @typedef {(data: Partial<Data>) => Partial<Data>} Step
 * @typedef {{ getItem(key: string): string | null, setItem(key: string, value: string): void }} Drawer
 */

/** @template {string} Key @typedef {import("./kept.js").RecordOf<Key>} RecordOf */

/** The version that this file writes. */
export const VERSION = 1;

/**
 * One function per version that turns its data into the next one's.
 * @type {Step[]}
 */
const STEPS = [
  // Before there was a version there was nothing but records.
  (data) => ({ version: 1, records: data.records ?? {} }),
];

/**
 * Brings data to the present version.
 * @param {Partial<Data> | null} data
 * @param {Step[]} [steps]
 * @returns {Data}
 * @throws {Error} `newer` if a later program wrote it, `unreadable` if it is something else
 */
export function migrate(data, steps = STEPS) {
  if (!data || typeof data !== "object" || Array.isArray(data)) throw new Error("unreadable");
  let version = data.version ?? 0;
  if (typeof version !== "number" || typeof (data.records ?? {}) !== "object") throw new Error("unreadable");
  if (version > steps.length) throw new Error("newer");
  for (; version < steps.length; version++) data = steps[version](data);
  return { ...data, version, records: data.records ?? {} };
}

/**
 * Both together: of each key the later record. The same whichever comes first.
 * @param {Data} mine
 * @param {Data} theirs
 * @returns {Data}
 */
export function merge(mine, theirs) {
  const records = { ...mine.records };
  for (const [key, entry] of Object.entries(theirs.records)) {
    if (!isEntry(entry)) continue;
    const own = records[key];
    if (!own || later(entry, own)) records[key] = entry;
  }
  return { version: VERSION, records };
}

/** @param {Entry} entry */
function isEntry(entry) {
  return entry && typeof entry === "object" && typeof entry.at === "number" && "v" in entry;
}

/**
 * At the same moment the words decide, so that every device decides alike.
 * @param {Entry} a
 * @param {Entry} b
 */
function later(a, b) {
  return a.at === b.at ? JSON.stringify(a.v) > JSON.stringify(b.v) : a.at > b.at;
}

export class Store extends EventTarget {
  /**
   * @param {Drawer} drawer
   * @param {string} key
   * @param {() => number} [now]
   */
  constructor(drawer, key, now = Date.now) {
    super();
    this.drawer = drawer;
    this.key = key;
    this.now = now;
    /** Why nothing can be kept, if so. @type {"" | "newer" | "unreadable" | "full" | "private"} */
    this.trouble = "";
    /** What was last read or written, as text. */
    this.raw = "";
    /** @type {Data} */
    this.data = { version: VERSION, records: {} };
    this.reload();
  }

  /** Takes up what another tab has written; returns whether there was anything new. */
  reload() {
    const raw = this.read();
    if (raw === this.raw) return false;
    this.raw = raw;
    try {
      this.data = raw ? migrate(JSON.parse(raw)) : { version: VERSION, records: {} };
      this.trouble = "";
    } catch (error) {
      this.trouble = error instanceof Error && error.message === "newer" ? "newer" : "unreadable";
    }
    return true;
  }

  /** What stands in the drawer; one that has been closed since has nothing new. */
  read() {
    try {
      return this.drawer.getItem(this.key) ?? "";
    } catch {
      return this.raw;
    }
  }

  /**
   * @template {string} Key
   * @param {Key} key
   * @returns {RecordOf<Key> | undefined} undefined if there is none
   */
  get(key) {
    return /** @type {RecordOf<Key> | null} */ (this.data.records[key]?.v) ?? undefined;
  }

  /**
   * The records whose keys begin so, by the rest of the key.
   * @template {string} Prefix
   * @param {Prefix} prefix
   * @returns {[string, RecordOf<`${Prefix}${string}`>][]}
   */
  all(prefix) {
    return Object.entries(this.data.records)
      .filter(([key, entry]) => key.startsWith(prefix) && entry.v !== null)
      .map(([key, { v }]) => [key.slice(prefix.length), /** @type {RecordOf<`${Prefix}${string}`>} */ (v)]);
  }

  /**
   * When a record was last changed, in milliseconds since 1970; 0 if never.
   * @param {string} key
   */
  at(key) {
    return this.data.records[key]?.at ?? 0;
  }

  /**
   * @template {string} Key
   * @param {Key} key
   * @param {RecordOf<Key> | null} value null removes
   */
  set(key, value) {
    this.change({ [key]: value });
  }

  /**
   * Several at once: one write, one event.
   * @param {{ [key: string]: unknown }} values
   */
  change(values) {
    this.reload();
    const at = this.now();
    /** @type {Data["records"]} */
    const records = { ...this.data.records };
    for (const [key, value] of Object.entries(values)) {
      // A clock set back must not make a change lose against what it changes.
      records[key] = { at: Math.max(at, (records[key]?.at ?? 0) + 1), v: value };
    }
    this.keep({ version: VERSION, records });
  }

  /** Everything, for a file. */
  export() {
    return `${JSON.stringify({ what: "twotrack", ...this.data }, null, 1)}\n`;
  }

  /**
   * Adds a file's records to those here; of each the later stays.
   * @param {string} text
   * @returns {number} records that are new or newer
   * @throws {Error} `newer` or `unreadable`
   */
  import(text) {
    let parsed;
    try {
      parsed = JSON.parse(text);
    } catch {
      throw new Error("unreadable");
    }
    if (parsed?.what !== "twotrack") throw new Error("unreadable");
    const theirs = migrate(parsed);
    return this.absorb(theirs);
  }

  /**
   * Takes in records with the moments of their changes; of each the later stays.
   * @param {Data} theirs
   * @returns {number} records that are new or newer
   */
  absorb(theirs) {
    this.reload();
    const merged = merge(this.data, theirs);
    const news = Object.keys(merged.records).filter((key) => merged.records[key] !== this.data.records[key]);
    if (news.length > 0) this.keep(merged);
    return news.length;
  }

  /** @param {Data} data */
  keep(data) {
    // What a newer program or a stranger has written is not ours to overwrite.
    if (this.trouble === "newer" || this.trouble === "unreadable") {
      this.data = data;
      this.dispatchEvent(new Event("unkept"));
      this.dispatchEvent(new Event("change"));
      return;
    }
    this.data = data;
    const raw = JSON.stringify(data);
    try {
      this.drawer.setItem(this.key, raw);
      // Some drawers take nothing, and do not say so.
      if (this.drawer.getItem(this.key) !== raw) throw new Error("nothing is kept");
      this.raw = raw;
      this.trouble = "";
    } catch (error) {
      this.trouble = /quota/i.test(String(error)) ? "full" : "private";
      this.dispatchEvent(new Event("unkept"));
    }
    this.dispatchEvent(new Event("change"));
  }
}
