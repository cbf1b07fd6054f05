/**
 * The escapes of addresses, read with patience.
 */

/**
 * Escapes that make text become that text; any other percent sign stands for itself.
 * @param {string} text
 */
export function unescaped(text) {
  return text.replace(/(%[0-9a-f]{2})+/gi, (bytes) => {
    try {
      return decodeURIComponent(bytes);
    } catch {
      return bytes;
    }
  });
}
