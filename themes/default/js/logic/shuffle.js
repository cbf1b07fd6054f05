/**
 * Order by chance that can be repeated: the same seed gives the same order, so that a quiz keeps
 * its shape within an attempt, over reloads too.
 */

/**
 * A source of numbers in [0, 1) that a text determines.
 * @param {string} seed
 * @returns {() => number}
 */
export function random(seed) {
  let state = 0x811c9dc5;
  for (const char of seed) state = Math.imul(state ^ (char.codePointAt(0) ?? 0), 0x01000193);
  return () => {
    state = (state + 0x9e3779b9) | 0;
    let mixed = Math.imul(state ^ (state >>> 16), 0x21f0aaad);
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
    return ((mixed ^ (mixed >>> 15)) >>> 0) / 2 ** 32;
  };
}

/**
 * The same things in another order, those that are kept in their places; the list itself stays as
 * it is.
 * @template T
 * @param {readonly T[]} things
 * @param {string} seed
 * @param {(thing: T) => boolean} [isKept]
 * @returns {T[]}
 */
export function shuffle(things, seed, isKept = () => false) {
  const next = random(seed);
  const mixed = things.filter((thing) => !isKept(thing));
  for (let last = mixed.length - 1; last > 0; last--) {
    const other = Math.floor(next() * (last + 1));
    [mixed[last], mixed[other]] = [mixed[other], mixed[last]];
  }
  return things.map((thing) => (isKept(thing) ? thing : /** @type {T} */ (mixed.shift())));
}

/**
 * Shuffled, and surely in another order than given if that is possible: a list to put in order
 * must not come in order.
 * @template T
 * @param {readonly T[]} things
 * @param {string} seed
 * @returns {T[]}
 */
export function disorder(things, seed) {
  const mixed = shuffle(things, seed);
  const same = mixed.every((thing, at) => thing === things[at]);
  return same && mixed.length > 1 ? [...mixed.slice(1), mixed[0]] : mixed;
}

/**
 * Some of many, spread over the banks as evenly as their sizes allow, in the order given.
 * @template {{ bank?: string | null }} T
 * @param {readonly T[]} things
 * @param {number} count
 * @param {string} seed
 * @returns {T[]}
 */
export function draw(things, count, seed) {
  /** @type {Map<string, T[]>} */
  const banks = new Map();
  for (const thing of shuffle(things, seed)) {
    const bank = banks.get(thing.bank ?? "") ?? [];
    banks.set(thing.bank ?? "", [...bank, thing]);
  }
  /** @type {Set<T>} */
  const drawn = new Set();
  const queues = [...banks.values()];
  while (drawn.size < Math.min(count, things.length)) {
    for (const queue of queues) {
      const thing = queue.shift();
      if (thing && drawn.size < count) drawn.add(thing);
    }
  }
  return things.filter((thing) => drawn.has(thing));
}
