/**
 * The words of a file, by the evidence of its bytes: which letters they stand for it seldom says.
 */

/** How spreadsheets write text, by what `TextDecoder` calls it. */
export const LETTERS = ["utf-8", "gb18030", "windows-1252", "utf-16le", "utf-16be", "big5", "shift_jis"];

/**
 * `sure`: nothing else it could be.
 * @typedef {{ letters: string, sure: boolean }} Guess
 */

/**
 * @param {ArrayBuffer} bytes
 * @param {string} [letters] one of `LETTERS`; else what the bytes speak for
 */
export function decode(bytes, letters = guess(bytes).letters) {
  return new TextDecoder(letters).decode(bytes);
}

/**
 * How a file writes its letters.
 * @param {ArrayBuffer} buffer
 * @returns {Guess}
 */
export function guess(buffer) {
  const bytes = new Uint8Array(buffer);
  const [a, b, c] = bytes;
  if (a === 0xef && b === 0xbb && c === 0xbf) return { letters: "utf-8", sure: true };
  if (a === 0xff && b === 0xfe) return { letters: "utf-16le", sure: true };
  if (a === 0xfe && b === 0xff) return { letters: "utf-16be", sure: true };
  const wide = zeros(bytes);
  if (wide) return { letters: wide, sure: true };
  if (reads(buffer, "utf-8")) return { letters: "utf-8", sure: true };
  return { letters: isChinese(bytes) && reads(buffer, "gb18030") ? "gb18030" : "windows-1252", sure: false };
}

/** @param {ArrayBuffer} buffer @param {string} letters */
function reads(buffer, letters) {
  try {
    new TextDecoder(letters, { fatal: true }).decode(buffer);
    return true;
  } catch {
    return false;
  }
}

/** In UTF-16 every second byte of plain letters is nought. @param {Uint8Array} bytes */
function zeros(bytes) {
  const start = bytes.subarray(0, 4096);
  const count = [0, 0];
  for (const [at, byte] of start.entries()) if (byte === 0) count[at % 2] += 1;
  if (count[0] + count[1] < start.length / 8) return null;
  return count[1] > count[0] ? "utf-16le" : "utf-16be";
}

/**
 * Chinese characters are pairs of high bytes, in rare ones of a high and a low one; a letter with an
 * accent is a high byte alone among low ones.
 * @param {Uint8Array} bytes
 */
function isChinese(bytes) {
  let [pairs, alone] = [0, 0];
  for (let at = 0; at < bytes.length; at++) {
    if (bytes[at] < 0x80) continue;
    if (bytes[at] >= 0xa1 && bytes[at] <= 0xf7 && bytes[at + 1] >= 0xa1) [pairs, at] = [pairs + 1, at + 1];
    else alone += 1;
  }
  return pairs > alone;
}
