/**
 * Which neighbours in a run of Chinese belong together. The index has every pair, so a run is found
 * whatever its words are; but a question in a whole sentence has pairs that stand nowhere else,
 * half of one word and half of the next, and they must not outweigh what is asked for.
 */

/** What a pair tells: in a word, from a word to the next, with a filler in it. */
const INSIDE = 1;
export const ACROSS = 0.4;
const FILLER = 0.05;

/** @type {Intl.Segmenter | null} */
const words = typeof Intl.Segmenter === "function" ? new Intl.Segmenter("zh", { granularity: "word" }) : null;

/**
 * @param {string[]} letters  folded characters
 * @param {Set<string>} fillers
 * @param {boolean} isSentence  a short run by itself is a word, and 会 in 会面 is no filler
 * @returns {{ pairs: number[], tells: boolean[] }}  for each pair what it tells,
 *   for each letter whether it is no filler's
 */
export function runs(letters, fillers, isSentence) {
  const { starts, lengths } = segments(letters);
  const isFiller = fillersIn(letters, starts, lengths, fillers, isSentence);
  const pairs = [];
  for (let i = 1; i < letters.length; i++) {
    const isAcross = starts[i] === i;
    // What a dictionary splits into single characters is most often a word that it does not know.
    const isLoose = isAcross && lengths[i] === 1 && lengths[i - 1] === 1;
    if (isFiller[i - 1] || isFiller[i]) pairs.push(FILLER);
    else pairs.push(isAcross && !isLoose ? ACROSS : INSIDE);
  }
  return { pairs, tells: isFiller.map((is) => !is) };
}

/**
 * For each letter where its word starts and how long it is.
 * @param {string[]} letters
 */
function segments(letters) {
  const starts = letters.map(() => 0);
  const lengths = letters.map(() => letters.length);
  if (!words) return { starts, lengths };
  let at = 0;
  for (const { segment } of words.segment(letters.join(""))) {
    const length = [...segment].length;
    starts.fill(at, at, at + length);
    lengths.fill(length, at, at + length);
    at += length;
  }
  return { starts, lengths };
}

/**
 * A filler of several characters counts wherever it stands, the longest first; one of a single
 * character only in a sentence, as a word or beside others in one: both of 要到, not 会 in 会面.
 * @param {string[]} letters
 * @param {number[]} starts
 * @param {number[]} lengths
 * @param {Set<string>} fillers
 * @param {boolean} isSentence
 */
function fillersIn(letters, starts, lengths, fillers, isSentence) {
  const is = letters.map(() => false);
  for (let i = 0; i < letters.length; i++) {
    for (let length = 4; length > 1; length--) {
      if (i + length > letters.length || !fillers.has(letters.slice(i, i + length).join(""))) continue;
      is.fill(true, i, i + length);
      i += length - 1;
      break;
    }
  }
  if (!isSentence) return is;
  letters.forEach((_, i) => {
    const word = letters.slice(starts[i], starts[i] + lengths[i]);
    if (word.every((c, n) => is[starts[i] + n] || fillers.has(c))) is[i] = true;
  });
  return is;
}
