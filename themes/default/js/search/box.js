/**
 * The parts of the search box that the template promises, and what does not search: the address,
 * the words last looked for, what a screen reader is told. `finder.js` makes it search.
 */
import { query, unused } from "../kit/address.js";
import { draw } from "./answers.js";
import { recent } from "./recent.js";
import { armSlash } from "./slash.js";

/** Milliseconds before a count is announced, so that a reader is not interrupted at every key. */
const QUIET = 350;

/** So much of an address is looked up. */
const LONGEST = 300;

export class Box extends HTMLElement {
  root = "";
  timer = 0;

  /**
   * A part of the box that the template promises.
   * @template {Element} E
   * @param {string} selector
   * @returns {E}
   */
  within(selector) {
    return /** @type {E} */ (this.querySelector(selector));
  }

  /** @returns {HTMLFormElement} */
  get form() {
    return this.within("form");
  }

  /** @returns {HTMLInputElement} */
  get field() {
    return this.within("[name=q]");
  }

  /** @returns {HTMLSelectElement} */
  get kind() {
    return this.within("[name=kind]");
  }

  /** @returns {HTMLSelectElement} */
  get stage() {
    return this.within("[name=stage]");
  }

  /** @returns {HTMLElement} */
  get found() {
    return this.within(".finder-found");
  }

  /** @returns {HTMLElement} */
  get said() {
    return this.within(".finder-said");
  }

  /** @returns {HTMLButtonElement} */
  get more() {
    return this.within(".finder-more");
  }

  /** @returns {HTMLElement} */
  get last() {
    return this.within(".finder-recent");
  }

  get dialog() {
    return this.closest("dialog");
  }

  get reader() {
    return this.dataset.lang ?? "";
  }

  /** Language names by id. @returns {Map<string, string>} */
  get names() {
    const pairs = (this.dataset.langs ?? "").split(";").map((pair) => pair.split("="));
    return new Map(pairs.flatMap(([id, name]) => (name ? [[id, name]] : [])));
  }

  beCombobox() {
    armSlash(this);
    /** @type {HTMLButtonElement} */
    const close = this.within(".finder-close");
    close.hidden = false;
    close.addEventListener("click", () => this.dialog?.close());
    this.found.id = "finder-list";
    this.found.setAttribute("role", "listbox");
    this.found.setAttribute("aria-label", this.field.getAttribute("aria-label") ?? "");
    const marks = {
      role: "combobox",
      "aria-controls": "finder-list",
      "aria-autocomplete": "list",
      "aria-expanded": "false",
    };
    for (const [name, value] of Object.entries(marks)) this.field.setAttribute(name, value);
  }

  /** What the address asks for: `?q=…&kind=…&stage=…`. */
  fromAddress() {
    armSlash(this);
    for (const part of [this.field, this.kind, this.stage]) {
      const asked = query(part.name).slice(0, LONGEST);
      if (!part.value) part.value = asked;
      // A choice takes only what it offers, and then stands at nothing at all.
      if (part instanceof HTMLSelectElement && part.selectedIndex < 0) {
        part.selectedIndex = 0;
        unused(asked);
      }
    }
    if (!this.field.value) this.field.focus();
  }

  toAddress() {
    const parts = [this.field, this.kind, this.stage].filter((part) => part.value);
    const asked = new URLSearchParams(parts.map((part) => [part.name, part.value]));
    try {
      history.replaceState(null, "", `?${asked}`);
    } catch {
      // Some browsers let no file change its address.
    }
  }

  /**
   * Shows what to say to what was typed.
   * @param {import("./said.js").Said} said
   * @param {import("./show.js").Setting} setting
   */
  answer({ answers, isFirst }, { root, prefixes, lang }) {
    const {
      ask = "",
      respond = "",
      avoid = "",
      copy = "",
      copied = "",
      uncopied = "",
      whole = "",
    } = this.said.dataset;
    const names = { ask, respond, avoid, copy, copied, uncopied, whole };
    const addressOf = (/** @type {import("./sayings.js").Saying} */ { slug, id }) =>
      `${root}${prefixes.get(lang) ?? ""}${slug}#${encodeURIComponent(id)}`;
    this.said.replaceChildren(...draw(answers, names, addressOf));
    this.found[isFirst ? "before" : "after"](this.said);
  }

  /** @param {number} n */
  count(n) {
    const form = new Intl.PluralRules(document.documentElement.lang || "en").select(n);
    const words = n === 0 ? this.dataset.none : (this.dataset[form] ?? this.dataset.other);
    return (words ?? "").replace("{n}", String(n));
  }

  /** @param {string} message */
  say(message) {
    clearTimeout(this.timer);
    this.timer = window.setTimeout(
      () => {
        this.within("[role=status]").textContent = message;
        // Browsers count how often an address changes.
        if (message && !this.dialog) this.toAddress();
      },
      message ? QUIET : 0,
    );
  }

  /** @param {boolean} isAsked */
  showRecent(isAsked) {
    const all = isAsked ? recent() : [];
    this.last.hidden = all.length === 0;
    this.last.querySelector("ul")?.replaceChildren(
      ...all.map((text) => {
        const item = document.createElement("li");
        const button = document.createElement("button");
        button.type = "button";
        button.textContent = text;
        item.append(button);
        return item;
      }),
    );
  }
}
