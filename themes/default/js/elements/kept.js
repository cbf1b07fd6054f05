/**
 * `<tt-kept>`: how much of the playbook this device has for days without a network.
 *
 * The service worker tells it to every open page. Where there is none, as in a folder or behind an
 * address without https, it says nothing.
 */
import { h } from "../kit/dom.js";
import { say, speak } from "../kit/words.js";

/**
 * How many pages of this language are kept, and whether all files are.
 * @typedef {{ kept: number, all: number, whole: boolean }} Told
 */

export class Kept extends HTMLElement {
  async connectedCallback() {
    await speak();
    navigator.serviceWorker?.addEventListener("message", this.hear);
  }

  disconnectedCallback() {
    navigator.serviceWorker?.removeEventListener("message", this.hear);
  }

  /** @param {MessageEvent<Partial<Told>>} event */
  hear = ({ data }) => {
    const { kept, all, whole } = data;
    if (kept === undefined || all === undefined) return;
    const some = kept < all ? say("offline.some", { n: kept, all }) : say("offline.language", { all });
    this.replaceChildren(h("p.quiet", {}, whole ? say("offline.whole") : some));
  };
}
