/**
 * What came of an act: done, or refused and why; with a way out where there is one.
 *
 * A browser may refuse nearly anything that a page asks of it, for reasons of its own: a clipboard,
 * paper, a place to keep things. Who acts returns one of these; `told.js` says it beside the button.
 */

export class Outcome {
  /**
   * @param {boolean} ok
   * @param {string} words
   * @param {Node | null} way what the reader can do instead, or besides
   */
  constructor(ok, words, way) {
    this.ok = ok;
    this.words = words;
    this.way = way;
  }
}

/** @param {string} words @param {Node | null} [way] */
export function done(words, way = null) {
  return new Outcome(true, words, way);
}

/** @param {string} words @param {Node | null} [way] */
export function refused(words, way = null) {
  return new Outcome(false, words, way);
}

/** A part of the site that did not come: the network is gone, or something keeps it away. */
export class Unloaded extends Error {}
