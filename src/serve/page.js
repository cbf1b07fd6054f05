/**
 * One page of the preview: asks for its own route when something has changed, and shows what
 * came of it. A page that a change does not concern gets "not modified" and is left alone.
 */
import { patch } from "./morph.js";
import { Overlay } from "./overlay.js";
import { armPlaces } from "./places.js";
import { listen } from "./stream.js";

/**
 * @typedef {{version: string, errors: number, warnings: number}} State where the preview stands
 * @typedef {import('./morph.js').Twin} Twin
 */

/**
 * Begins to keep this page fresh.
 * @param {HTMLScriptElement} script the element that brought us here
 * @param {Twin} twin the page as it was sent
 */
export function keepFresh(script, twin) {
  const home = new URL(".", script.src);
  const tag = script.dataset.etag ?? "";
  const overlay = new Overlay(home, tag !== "");
  const page = new Page(tag, twin, overlay);
  let known = "";
  /** @param {State} state */
  const tell = async (state) => {
    if (state.version === known) return;
    known = state.version;
    page
      .check()
      .then(() => armPlaces(home))
      .catch(() => {});
    await overlay.faults(state);
  };
  dropOldWorkers();
  listen(home, tell);
}

/** A page, and whether it is what the preview has. */
class Page {
  #tag;
  #twin;
  #overlay;
  #busy = false;
  #again = false;

  /** @param {string} tag @param {Twin} twin @param {Overlay} overlay */
  constructor(tag, twin, overlay) {
    this.#tag = tag;
    this.#twin = twin;
    this.#overlay = overlay;
    document.addEventListener("visibilitychange", () => this.#again && this.check());
    addEventListener("pageshow", (event) => event.persisted && this.check());
  }

  /** Asks for the page again, unless nobody looks; then when somebody does. */
  async check() {
    this.#again = true;
    if (this.#busy || document.hidden) return;
    this.#busy = true;
    try {
      while (this.#again) {
        this.#again = false;
        await this.#fetch();
      }
    } catch {
      // The preview has stopped. The stream will tell when it is back.
    } finally {
      this.#busy = false;
    }
  }

  async #fetch() {
    const response = await fetch(location.pathname + location.search, {
      headers: { "If-None-Match": `"${this.#tag}"`, Accept: "text/html" },
      cache: "no-store",
    });
    if (response.redirected) {
      const there = new URL(response.url);
      there.hash ||= location.hash;
      location.replace(there);
    } else if (response.status === 404) {
      // A page that never was stays as it is, silently.
      if (this.#tag) this.#overlay.gone(true);
    } else if (response.ok) {
      await this.#show(response);
    } else if (response.status === 304) {
      this.#overlay.gone(false);
    }
  }

  /** @param {Response} response */
  async #show(response) {
    const next = new DOMParser().parseFromString(await response.text(), "text/html");
    const wasMissing = !this.#tag;
    this.#tag = (response.headers.get("etag") ?? "").replaceAll('"', "");
    if (wasMissing || !patch(this.#twin, next.documentElement)) location.reload();
    this.#overlay.gone(false);
  }
}

/** A published site works offline by a service worker; in the preview one would show old pages. */
async function dropOldWorkers() {
  const workers = (await navigator.serviceWorker?.getRegistrations().catch(() => [])) ?? [];
  for (const worker of workers) await worker.unregister();
}
