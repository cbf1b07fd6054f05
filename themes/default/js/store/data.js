/**
 * The records of the store as data: its versions, and how two of them become one.
 */
import { isSound } from "./shape.js";

/**
 * `at`: milliseconds since 1970 of the last change; `v` null: removed.
 * @typedef {{ at: number, v: unknown }} Entry
 * @typedef {{ version: number, records: { [key: string]: Entry } }} Data
 * @typedef {(data: Partial<Data>) => Partial<Data>} Step
 */

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
    if (!isSound(key, entry)) continue;
    const own = records[key];
    if (!own || later(entry, own)) records[key] = entry;
  }
  return { version: VERSION, records };
}

/**
 * At the same moment the words decide, so that every device decides alike.
 * @param {Entry} a
 * @param {Entry} b
 */
function later(a, b) {
  return a.at === b.at ? JSON.stringify(a.v) > JSON.stringify(b.v) : a.at > b.at;
}
