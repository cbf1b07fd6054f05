/**
 * When to ask a question again: FSRS-6 with its published default parameters.
 *
 * A memory has a stability (days until recall falls to nine in ten) and a difficulty (1 to 10).
 * Each review changes both. `tests/web/fsrs.test.js` holds this against the reference
 * implementation.
 */

/** @typedef {{ stability: number, difficulty: number }} Memory */

/** How a review went: 1 forgotten, 2 hard, 3 good, 4 easy. @typedef {1 | 2 | 3 | 4} Rating */

const W = [
  0.212, 1.2931, 2.3065, 8.2956, 6.4133, 0.8334, 3.0194, 0.001, 1.8722, 0.1666, 0.796, 1.4835, 0.0614, 0.2629,
  1.6483, 0.6014, 1.8729, 0.5425, 0.0912, 0.0658, 0.1542,
];
const DECAY = -W[20];
const FACTOR = 0.9 ** (1 / DECAY) - 1;
/** The longest pause, in days. */
const LONGEST = 36500;

/**
 * The chance to remember after some days.
 * @param {number} days
 * @param {number} stability
 */
export function recall(days, stability) {
  return (1 + (FACTOR * days) / stability) ** DECAY;
}

/**
 * The memory after a review.
 * @param {Memory | null} memory null before the first
 * @param {number} days since the last review
 * @param {Rating} rating
 * @returns {Memory}
 */
export function review(memory, days, rating) {
  if (!memory) return { stability: Math.max(W[rating - 1], 0.001), difficulty: clamp(first(rating), 1, 10) };
  const stability =
    days < 1
      ? sameDay(memory, rating)
      : rating === 1
        ? forgotten(memory, days)
        : recalled(memory, days, rating);
  return { stability: clamp(stability, 0.001, LONGEST), difficulty: harder(memory.difficulty, rating) };
}

/**
 * Days until the next review.
 * @param {Memory} memory
 */
export function pause(memory) {
  return clamp(Math.round(memory.stability), 1, LONGEST);
}

/** How far an interval is spread: of what lies between two days this share, on either side. */
const SPREAD = [
  { from: 2.5, to: 7, share: 0.15 },
  { from: 7, to: 20, share: 0.1 },
  { from: 20, to: Infinity, share: 0.05 },
];

/**
 * An interval a little longer or shorter, so that what was learnt together does not come back together.
 * @param {number} days
 * @param {number} elapsed days since the last review
 * @param {number} chance from 0 up to, but not, 1
 * @returns {number} whole days
 */
export function spread(days, elapsed, chance) {
  if (days < 2.5) return Math.round(days);
  const width = SPREAD.reduce(
    (sum, { from, to, share }) => sum + share * Math.max(Math.min(days, to) - from, 0),
    1,
  );
  const most = Math.min(Math.round(days + width), LONGEST);
  const least = Math.max(2, Math.round(days - width), days > elapsed ? elapsed + 1 : 0);
  const start = Math.min(least, most);
  return Math.floor(chance * (most - start + 1)) + start;
}

/** @param {Rating} rating */
function first(rating) {
  return W[4] - Math.exp((rating - 1) * W[5]) + 1;
}

/**
 * @param {number} difficulty
 * @param {Rating} rating
 */
function harder(difficulty, rating) {
  const moved = difficulty + (-W[6] * (rating - 3) * (10 - difficulty)) / 9;
  return clamp(W[7] * first(4) + (1 - W[7]) * moved, 1, 10);
}

/**
 * @param {Memory} memory
 * @param {number} days
 * @param {Rating} rating
 */
function recalled({ stability, difficulty }, days, rating) {
  const forgetting = Math.exp((1 - recall(days, stability)) * W[10]) - 1;
  const effort = (rating === 2 ? W[15] : 1) * (rating === 4 ? W[16] : 1);
  return stability * (1 + Math.exp(W[8]) * (11 - difficulty) * stability ** -W[9] * forgetting * effort);
}

/**
 * @param {Memory} memory
 * @param {number} days
 */
function forgotten({ stability, difficulty }, days) {
  const left = W[11] * difficulty ** -W[12] * ((stability + 1) ** W[13] - 1);
  const after = left * Math.exp((1 - recall(days, stability)) * W[14]);
  return Math.min(after, stability / Math.exp(W[17] * W[18]));
}

/**
 * @param {Memory} memory
 * @param {Rating} rating
 */
function sameDay({ stability }, rating) {
  const change = Math.exp(W[17] * (rating - 3 + W[18])) * stability ** -W[19];
  // Whoever recalls on the same day, however slowly, has not forgotten.
  return stability * (rating >= 2 ? Math.max(change, 1) : change);
}

/**
 * @param {number} value
 * @param {number} least
 * @param {number} most
 */
function clamp(value, least, most) {
  return Math.min(Math.max(value, least), most);
}
