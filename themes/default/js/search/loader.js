/**
 * Files of the index by script tags: they load from a server and from `file://` alike. Each calls
 * `twotrackSearch(name, data)`.
 */

/** @type {Map<string, { done: (data: never) => void, failed: (why: Error) => void }>} */
const waiting = new Map();

/** @type {Window & { twotrackSearch?: (name: string, data: never) => void }} */ (window).twotrackSearch = (
  name,
  data,
) => {
  waiting.get(name)?.done(data);
};

/**
 * @param {string} folder  address of the index, with a slash at its end
 * @param {string} [again]  put behind addresses, to get past what a browser has kept
 * @returns {import("./shards.js").Load}
 */
export function loader(folder, again = "") {
  /** @type {Map<string, Promise<never>>} */
  const loaded = new Map();
  return (name) => {
    const known = loaded.get(name);
    if (known) return known;
    const made = /** @type {Promise<never>} */ (
      new Promise((done, failed) => {
        waiting.set(name, { done, failed });
        const script = document.createElement("script");
        script.src = `${folder}${name}.js${again}`;
        script.onload = () => script.remove();
        script.onerror = () => {
          script.remove();
          loaded.delete(name);
          failed(new Error(name));
        };
        document.head.append(script);
      })
    );
    loaded.set(name, made);
    return made;
  };
}
