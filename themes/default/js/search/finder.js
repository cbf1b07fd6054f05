/**
 * The search box, in the dialog and on the page of results:
 *
 *     <twotrack-search data-data="search/data/" data-lang="en" data-langs="en=English;zh=中文;" …>
 *       <form role="search"> a field `q`, a button to close, the filters `kind` and `stage` </form>
 *       <p role="status"></p>
 *       <div class="finder-scroll"> <div class="finder-recent">…</div> <div class="finder-found"></div>
 *         <button class="finder-more"></button> </div>
 *     </twotrack-search>
 *
 * In a dialog the field is a combobox whose list is moved through by the arrow keys; on the page
 * results are plain links, so that a reader finds headings and lists. A query that is still being
 * composed by an input method is left alone until its characters stand.
 */
import { Box } from "./box.js";
import { Engine } from "./engine.js";
import { press } from "./keys.js";
import { loader } from "./loader.js";
import { forget, remember } from "./recent.js";
import { show } from "./show.js";
import { listen } from "../kit/told.js";

/** @typedef {import("./engine.js").Answer} Answer */

const MORE = 20;

export class Finder extends Box {
  /** @type {Engine | null} */
  engine = null;
  /** The last search, done when its results stand there. @type {Promise<void>} */
  looking = Promise.resolve();
  /** Counts searches, so that a late answer does not overwrite a later one. */
  turn = 0;
  /** The index was loaded anew once. */
  isAgain = false;
  /** What is shown. @type {import("./engine.js").Hit[]} */
  hits = [];
  text = "";
  /** The result that Enter opens. */
  chosen = -1;
  /** The groups of results, made one after the other. @type {Generator<HTMLElement> | null} */
  parts = null;
  /** Whether the page's language puts no spaces between words. */
  isJoined = true;
  /** @type {import("./show.js").Setting | null} */
  known = null;

  connectedCallback() {
    if (this.root) return;
    // Addresses are seen from the page of results, wherever the box is opened.
    const base = this.dataset.base ?? location.href;
    this.root = new URL(this.dataset.root ?? "", base).href;
    if (this.dataset.base) this.form.action = new URL(this.form.getAttribute("action") ?? "", base).href;
    this.start(base);
    this.listen();
    if (this.dialog) this.beCombobox();
    else this.fromAddress();
    // The head is there before the first key.
    const again = () => void (this.isComposedAlways() && this.look());
    this.setting().then(again, () => {});
    this.look();
  }

  /**
   * @param {string} base
   * @param {string} [again]
   */
  start(base, again) {
    const data = new URL(this.dataset.data ?? "", base).href;
    this.engine = new Engine(loader(data, again), this.reader, [...this.names.keys()]);
    this.known = null;
  }

  listen() {
    const { form, field, more, last } = this;
    field.addEventListener("input", (event) => {
      if (!(/** @type {InputEvent} */ (event).isComposing) || this.isComposedAlways()) this.look();
    });
    field.addEventListener("compositionend", () => this.look());
    // The field tells of a change when it loses the focus, as to a press on a result: what it holds
    // has been looked up key by key, and drawn anew the result would go from under the finger.
    form.addEventListener("change", (event) => {
      if (event.target !== field) this.look();
    });
    form.addEventListener("submit", (event) => {
      remember(field.value);
      if (this.dialog) return;
      // The results stand here already; only the address has to follow.
      event.preventDefault();
      this.toAddress();
    });
    this.addEventListener("keydown", (event) => press(this, event));
    this.addEventListener("click", (event) => {
      const link = /** @type {HTMLElement} */ (event.target).closest(".finder-result, .answer-whole");
      if (!link) return;
      remember(field.value);
      this.dialog?.close();
    });
    listen(more, "click", () => this.showMore());
    listen(last, "click", (event) => {
      const button = /** @type {HTMLElement} */ (event.target).closest("button");
      if (!button) return;
      const isOver = button.className === "finder-forget";
      const came = isOver ? forget() : undefined;
      if (!isOver) field.value = button.textContent ?? "";
      field.focus();
      this.look();
      return came;
    });
  }

  /**
   * Keyboards of phones compose every word, of English too, until a space is typed. Where readers
   * write in words, what stands there so far counts; on a Chinese page it may be half a syllable.
   */
  isComposedAlways() {
    return !this.isJoined && matchMedia("(pointer: coarse)").matches;
  }

  options() {
    const group = this.kind.value || undefined;
    const stage = this.stage.selectedIndex - 1;
    const deal = Number(document.documentElement.dataset.dealStage ?? 0) - 1;
    return { group, stage: stage < 0 ? undefined : stage, prefer: deal < 0 ? undefined : deal };
  }

  /** Searches for what stands in the field. */
  look() {
    return (this.looking = this.search());
  }

  /** Of two searches at once the later one counts. */
  async search() {
    const { engine } = this;
    if (!engine) return;
    const text = this.field.value;
    const turn = ++this.turn;
    this.showRecent(text.trim() === "");
    if (text.trim() === "") return this.clear("");
    try {
      const answer = await engine.search(text, this.options());
      const setting = await this.setting();
      if (turn !== this.turn) return;
      this.text = text;
      this.hits = answer.hits;
      this.render(answer, setting);
      this.say(this.count(answer.total));
    } catch {
      if (turn !== this.turn) return;
      if (this.isAgain) return this.clear(this.dataset.lost ?? "");
      // The site may have been published anew since this page was opened; its index is another.
      this.isAgain = true;
      this.start(this.dataset.base ?? location.href, `?${Date.now()}`);
      await this.look();
    }
  }

  async showMore() {
    const { engine, hits, text } = this;
    if (!engine) return;
    const turn = this.turn;
    const answer = await engine.search(text, { ...this.options(), from: hits.length, count: MORE });
    const setting = await this.setting();
    if (turn !== this.turn) return;
    const next = hits.length;
    this.hits = [...hits, ...answer.hits];
    this.render({ ...answer, hits: this.hits }, setting, true);
    const links = this.results();
    if (this.dialog) this.choose(Math.min(next, links.length - 1));
    else links[Math.min(next, links.length - 1)]?.focus();
  }

  /** @returns {Promise<import("./show.js").Setting>} */
  async setting() {
    if (this.known) return this.known;
    const { engine, reader: lang, root, names } = this;
    const head = (await engine?.index(0))?.head;
    /** @type {[string, string, boolean][]} */
    const langs = head?.langs ?? [];
    this.isJoined = langs.some(([id, , joined]) => id === lang && joined);
    const prefixes = new Map(langs.map(([lang, prefix]) => [lang, prefix]));
    const groups = new Map([...this.kind.options].map((option) => [option.value, option.text]));
    return (this.known = {
      root,
      lang,
      prefixes,
      groups,
      names,
      options: Boolean(this.dialog),
      best: this.dataset.best ?? "",
      foundIn: this.dataset.in ?? "",
      stages: head?.stageNames ?? [],
    });
  }

  /**
   * Shows the best at once and the rest when they are painted, so that a slow phone answers a key
   * before it lays out what stands below its edge.
   * @param {Answer} answer
   * @param {import("./show.js").Setting} setting
   * @param {boolean} [isWhole]  all at once
   */
  render(answer, setting, isWhole = false) {
    const parts = (this.parts = show(answer.hits, answer.marks, setting));
    const best = parts.next().value;
    this.found.replaceChildren(...(best ? [best] : []));
    const rest = () => {
      if (this.parts === parts) this.found.append(...parts);
    };
    if (isWhole || document.hidden) rest();
    else requestAnimationFrame(() => setTimeout(rest));
    this.more.hidden = !answer.more;
    if (!isWhole) this.answer(answer.said, setting);
    if (!this.dialog) return;
    this.field.setAttribute("aria-expanded", String(answer.hits.length > 0));
    this.choose(answer.hits.length ? 0 : -1);
  }

  /** @param {string} message */
  clear(message) {
    this.parts = null;
    this.text = this.field.value;
    for (const part of [this.found, this.said]) part.replaceChildren();
    this.more.hidden = true;
    if (this.dialog) this.choose(-1);
    if (this.dialog) this.field.setAttribute("aria-expanded", "false");
    this.hits = [];
    this.say(message);
  }

  /** @returns {HTMLAnchorElement[]} */
  results() {
    return [...this.querySelectorAll(/** @type {"a"} */ (".finder-result"))];
  }

  /**
   * Makes a result the one that Enter opens.
   * @param {number} n
   */
  choose(n) {
    this.chosen = n;
    this.results().forEach((link, m) => link.setAttribute("aria-selected", String(m === n)));
    const link = this.results()[n];
    if (link) this.field.setAttribute("aria-activedescendant", link.id);
    else this.field.removeAttribute("aria-activedescendant");
    if (link && n > 0) link.scrollIntoView({ block: "nearest" });
    if (n === 0) this.within(".finder-scroll").scrollTo(0, 0);
  }
}
