/**
 * The one store of everything a person does here: answers, ticks, deals, reading, settings.
 *
 * It is a flat list of records under keys such as `tick/<deal>/<action>`, each with the moment of
 * its last change. That makes merging two devices or two tabs one rule: the later record wins; a
 * removed record stays as an empty one, so that it does not come back. It lives in localStorage
 * under one key per site, since one host may carry several playbooks.
 */
import { merge, migrate, VERSION } from "./data.js";
import { sift } from "./shape.js";

/** @typedef {import("./data.js").Data} Data */

/**
 * What a file holds: what can be read of it, the keys of what can't, and of what is new or newer.
 * @typedef {{ data: Data, odd: string[], news: string[] }} Held
 * @typedef {{ getItem(key: string): string | null, setItem(key: string, value: string): void }} Drawer
 */

/** @template {string} Key @typedef {import("./kept.js").RecordOf<Key>} RecordOf */

export class Store extends EventTarget {
  /** The keys of one state of the data: a board asks for the ticks of each of its deals. */
  #listed = { of: /** @type {Data | null} */ (null), keys: /** @type {Map<string, string[]>} */ (new Map()) };

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
    /** What nobody can read; it stays where it is, and is not shown. @type {{ [key: string]: unknown }} */
    this.odd = {};
    this.reload();
  }

  /** Takes up what another tab has written; returns whether there was anything new. */
  reload() {
    const raw = this.read();
    if (raw === this.raw) return false;
    this.raw = raw;
    try {
      const data = raw ? migrate(JSON.parse(raw)) : { version: VERSION, records: {} };
      const { sound, odd } = sift(data.records);
      this.data = { ...data, records: sound };
      this.odd = odd;
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
   * The records whose keys begin so, by the rest of the key; a beginning ends in a slash.
   * @template {string} Prefix
   * @param {Prefix} prefix
   * @returns {[string, RecordOf<`${Prefix}${string}`>][]}
   */
  all(prefix) {
    const keys = this.#below().get(prefix) ?? [];
    return keys.map((key) => [
      key.slice(prefix.length),
      /** @type {RecordOf<`${Prefix}${string}`>} */ (this.data.records[key].v),
    ]);
  }

  /** The keys of what is there, by each beginning that ends in a slash. */
  #below() {
    if (this.#listed.of === this.data) return this.#listed.keys;
    /** @type {Map<string, string[]>} */
    const keys = new Map();
    for (const [key, { v }] of Object.entries(this.data.records)) {
      for (let end = key.indexOf("/"); v !== null && end >= 0; end = key.indexOf("/", end + 1)) {
        const prefix = key.slice(0, end + 1);
        const list = keys.get(prefix);
        if (list) list.push(key);
        else keys.set(prefix, [key]);
      }
    }
    this.#listed = { of: this.data, keys };
    return keys;
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
    return `${JSON.stringify({ what: "twotrack", ...this.#whole(this.data) }, null, 1)}\n`;
  }

  /** @param {Data} data @returns {Data} with the records that nobody can read */
  #whole(data) {
    return { ...data, records: { .../** @type {Data["records"]} */ (this.odd), ...data.records } };
  }

  /**
   * What a file holds, and what of it is new here. Nothing is taken in.
   * @param {string} text
   * @returns {Held}
   * @throws {Error} `newer` or `unreadable`
   */
  held(text) {
    let parsed;
    try {
      parsed = JSON.parse(text);
    } catch {
      throw new Error("unreadable");
    }
    if (parsed?.what !== "twotrack") throw new Error("unreadable");
    const theirs = migrate(parsed);
    const { sound, odd } = sift(theirs.records);
    this.reload();
    return { data: { ...theirs, records: sound }, odd: Object.keys(odd), news: this.#news(sound) };
  }

  /** The records that are new here, or newer. @param {Data["records"]} records */
  #news(records) {
    const merged = merge(this.data, { version: VERSION, records }).records;
    return Object.keys(merged).filter((key) => merged[key] !== this.data.records[key]);
  }

  /**
   * Adds a file's records to those here; of each the later stays.
   * @param {string} text
   * @returns {number} records that are new or newer
   * @throws {Error} `newer` or `unreadable`
   */
  import(text) {
    return this.absorb(this.held(text).data);
  }

  /**
   * Takes in records with the moments of their changes; of each the later stays.
   * @param {Data} theirs
   * @returns {number} records that are new or newer
   */
  absorb(theirs) {
    this.reload();
    const news = this.#news(theirs.records);
    if (news.length > 0) this.keep(merge(this.data, theirs));
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
    const raw = JSON.stringify(this.#whole(data));
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

  /**
   * Begins with nothing, whatever stands in the drawer.
   * @returns {() => void} puts back what stood there
   */
  renew() {
    const before = this.raw;
    const put = (/** @type {string} */ raw) => {
      this.drawer.setItem(this.key, raw);
      this.reload();
      this.dispatchEvent(new Event("change"));
    };
    put(JSON.stringify({ version: VERSION, records: {} }));
    return () => put(before);
  }
}
