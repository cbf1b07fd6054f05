/**
 * Files of an index that stand in a row, found by what each begins with.
 */

/** @typedef {import("./shards.js").Load} Load */

/**
 * Files of one sort, each beginning at a known place.
 * @template File
 */
export class Row {
  /**
   * @param {Load} load
   * @param {string} lang
   * @param {string} names
   */
  constructor(load, lang, names) {
    this.names = names ? names.split(" ").map((name) => `${lang}-${name}`) : [];
    this.load = load;
    /** @type {Map<number, Promise<unknown>>} */
    this.read = new Map();
  }

  /**
   * @template T
   * @param {number} n
   * @param {(data: File) => T} make
   * @returns {Promise<T>}
   */
  get(n, make) {
    const known = /** @type {Promise<T> | undefined} */ (this.read.get(n));
    if (known) return known;
    const made = this.load(this.names[n]).then(make);
    this.read.set(n, made);
    // What could not be loaded is tried again when the network is back.
    made.catch(() => this.read.delete(n));
    return made;
  }
}

/**
 * The last place whose first is not after the one looked for.
 * @template T
 * @param {T[]} firsts
 * @param {T} sought
 */
export function before(firsts, sought) {
  let [low, high] = [0, firsts.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (firsts[middle] <= sought) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
