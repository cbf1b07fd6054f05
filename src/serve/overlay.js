/**
 * Shows over the page what is wrong with the playbook, with a way into the author's editor; and
 * says so when the page itself is gone. It lives in a shadow tree with a sheet of its own, so
 * neither the theme nor the page's policy stands in its way, and it takes no focus: the author
 * may be typing.
 */

import { openPlace } from "./places.js";

/** @type {Record<string, Record<string, string>>} */
const WORDS = {
  en: {
    title: "The playbook has errors. This is the last good version.",
    none: "The playbook has errors, so this page cannot be shown yet.",
    open: "Open in the editor",
    hide: "Hide",
    gone: "This page is no longer in the playbook.",
    home: "To the first page",
    desk: "The trainer’s desk",
    help: "help",
  },
  zh: {
    title: "内容有错误，下面是上一个正确的版本。",
    none: "内容有错误，这个页面暂时无法显示。",
    open: "在编辑器中打开",
    hide: "隐藏",
    gone: "这个页面已不在内容中。",
    home: "回到首页",
    desk: "培训师工作台",
    help: "提示",
  },
};

/**
 * @typedef {{start: number, end: number}} Caret columns from 1, the end excluded
 * @typedef {object} Fault
 * @property {string} code
 * @property {'error' | 'warning'} severity
 * @property {string} message
 * @property {string | null} [hint]
 * @property {string} [file]
 * @property {number} [line]
 * @property {number} [column]
 * @property {string} [source]
 * @property {Caret} [caret]
 * @property {Fault[]} [also]
 */

/** The overlay of one page. */
export class Overlay {
  #home;
  #host = document.createElement("div");
  #faults = element("section", { className: "faults", hidden: true });
  #gone = element("p", { className: "gone", hidden: true });
  #words = WORDS[document.documentElement.lang.slice(0, 2)] ?? WORDS.en;
  #opening = { editor: false, token: "" };
  #title;
  #good;

  /**
   * @param {URL} home where the preview's own files lie
   * @param {boolean} good whether there is a good version to show under the overlay
   */
  constructor(home, good) {
    this.#home = home;
    this.#good = good;
    this.#title = good ? this.#words.title : this.#words.none;
    const first = element("a", { href: new URL("..", home).href, textContent: this.#words.home });
    this.#gone.append(`${this.#words.gone} `, first);
    this.#gone.role = "status";
    this.#faults.role = "alert";
    const sheet = element("link", { rel: "stylesheet", href: new URL("live.css", home).href });
    const root = this.#host.attachShadow({ mode: "open" });
    root.append(sheet, this.#gone, this.#faults);
    this.#host.id = "twotrack-overlay";
    this.#host.popover = "manual";
    root.addEventListener("keydown", (event) => {
      if (/** @type {KeyboardEvent} */ (event).key === "Escape") this.#hide();
    });
  }

  /**
   * Shows or hides the notice that the page is gone.
   * @param {boolean} gone
   */
  gone(gone) {
    this.#gone.hidden = !gone;
    this.#settle();
  }

  /**
   * Shows all faults if there are errors, and nothing once there are none.
   * @param {{errors: number}} state
   */
  async faults({ errors }) {
    if (errors === 0) {
      this.#hide();
      return;
    }
    const read = (/** @type {string} */ name) =>
      fetch(new URL(name, this.#home)).then((response) => response.json());
    const [greeting, report] = await Promise.all([read("state.json"), read("diagnostics.json")]);
    // Mended while we asked: the next state is on its way.
    if (report.errors === 0) return;
    this.#opening = greeting;
    const hide = element("button", { type: "button", textContent: this.#words.hide });
    hide.addEventListener("click", () => this.#hide());
    const title = element("header", {});
    title.append(element("h2", { textContent: this.#title }), ...this.#desk(), hide);
    const list = element("ol", {});
    // Errors first: they are what keeps the page from changing.
    const errorsFirst = (/** @type {Fault} */ a, /** @type {Fault} */ b) =>
      a.severity.localeCompare(b.severity);
    for (const fault of report.diagnostics.sort(errorsFirst)) list.append(this.#fault(fault));
    this.#faults.replaceChildren(title, list);
    this.#faults.hidden = false;
    this.#settle();
  }

  /** A link to the page that gathers what is open, if the playbook has one. */
  #desk() {
    if (!this.#good) return [];
    return [element("a", { href: new URL("desk.html", this.#home).href, textContent: this.#words.desk })];
  }

  #hide() {
    this.#faults.hidden = true;
    this.#settle();
  }

  /** The host is there only while it has something to say. */
  #settle() {
    const silent = this.#gone.hidden && this.#faults.hidden;
    if (silent) {
      this.#host.remove();
    } else if (!this.#host.isConnected) {
      document.documentElement.append(this.#host);
      this.#host.showPopover?.();
    }
  }

  /** @param {Fault} fault */
  #fault(fault) {
    const item = element("li", { className: fault.severity });
    const head = element("p", { className: "message" });
    head.append(
      element("b", { textContent: fault.severity }),
      ` ${fault.message} `,
      element("code", { textContent: fault.code }),
    );
    item.append(head, ...this.#place(fault));
    if (fault.source !== undefined) item.append(sourceLine(fault.source, fault.caret));
    if (fault.hint) {
      item.append(element("p", { textContent: `${this.#words.help}: ${fault.hint}` }));
    }
    for (const other of fault.also ?? []) {
      item.append(element("p", { textContent: other.message }), ...this.#place(other));
    }
    return item;
  }

  /** @param {Fault} fault */
  #place(fault) {
    const { file, line = 1, column = 1 } = fault;
    if (!file) return [];
    const words = `${file}:${line}:${column}`;
    if (!this.#opening.editor) return [element("p", { className: "place", textContent: words })];
    const link = element("button", { type: "button", className: "place", textContent: words });
    link.title = this.#words.open;
    const place = { file, line, column };
    link.addEventListener("click", () => openPlace(this.#home, this.#opening, link, place));
    return [link];
  }
}

/**
 * The line with the fault marked in it. Columns count characters, not code units.
 * @param {string} source @param {Caret} [caret]
 */
function sourceLine(source, caret = { start: 1, end: 1 }) {
  const letters = [...source];
  const [start, end] = [caret.start - 1, caret.end - 1];
  const mark = element("mark", { textContent: letters.slice(start, end).join("") || " " });
  const line = element("pre", {});
  line.append(letters.slice(0, start).join(""), mark, letters.slice(end).join(""));
  return line;
}

/**
 * @template {keyof HTMLElementTagNameMap} Name
 * @param {Name} name @param {Partial<HTMLElementTagNameMap[Name]>} properties
 */
function element(name, properties) {
  return Object.assign(document.createElement(name), properties);
}
