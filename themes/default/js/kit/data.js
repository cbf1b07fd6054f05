/**
 * The site's data, loaded when an element asks for it.
 *
 * Data comes as scripts, because browsers refuse `fetch` on `file://`; each hands its data to its
 * own element as an event.
 */
import { Unloaded } from "./outcome.js";
import { UP } from "./root.js";

/** @template {string} Name @typedef {import("./contract.js").DataOf<Name>} DataOf */

/** @type {Map<string, Promise<unknown>>} */
const loaded = new Map();

/**
 * The data of `data/<name>.js` in the page's language.
 * @template {string} Name
 * @param {Name} name
 * @returns {Promise<DataOf<Name>>}
 */
export function load(name) {
  const known = /** @type {Promise<DataOf<Name>> | undefined} */ (loaded.get(name));
  if (known) return known;
  /** @type {Promise<DataOf<Name>>} */
  const coming = new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = `${UP}data/${encodeURIComponent(name)}.js`;
    script.addEventListener("data", (event) => resolve(unpack(/** @type {CustomEvent} */ (event).detail)));
    // A host may answer with a page of its own where the file is missing.
    const lost = () => {
      script.remove();
      reject(new Unloaded(`data/${name}.js`));
    };
    script.addEventListener("error", lost);
    script.addEventListener("load", lost);
    document.head.append(script);
  });
  coming.catch(() => loaded.delete(name));
  loaded.set(name, coming);
  return coming;
}

/** @param {string | DataOf<"words">} data encoded or as it is */
function unpack(data) {
  if (typeof data !== "string") return data;
  const bytes = Uint8Array.from(atob(data), (char) => char.charCodeAt(0));
  return JSON.parse(new TextDecoder().decode(bytes));
}
