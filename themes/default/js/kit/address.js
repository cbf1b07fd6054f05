/**
 * What stands behind `#` in the address: written by us, by a person, or by a program that cut it.
 */

/** The fragment as text; one that is no proper encoding stands as it is. */
export function fragment() {
  const text = location.hash.slice(1);
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
