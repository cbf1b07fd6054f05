/**
 * The weighted total of an appraisal, which exists only when every perspective has evidence: so
 * that nobody is ever judged by results alone.
 */

/** The best rating of a line. */
const MOST = 3;

/**
 * The weighted total in percent; null while any perspective has no rated line with evidence.
 * @param {any[]} perspectives
 * @param {{ [item: string]: { rating?: string, evidence?: string } }} lines
 * @returns {number | null}
 */
export function total(perspectives, lines) {
  let sum = 0;
  for (const perspective of perspectives) {
    const rated = perspective.items.map((/** @type {any} */ item) => lines[item.id]).filter((/** @type {any} */ line) => line?.rating && line.evidence?.trim());
    if (!rated.length) return null;
    const mean = rated.reduce((/** @type {number} */ all, /** @type {any} */ line) => all + Number(line.rating), 0) / rated.length;
    sum += (mean / MOST) * perspective.weight;
  }
  return Math.round(sum);
}
