/**
 * All deals at a glance, and one of them in full when its address asks for it.
 *
 *     <tt-deals></tt-deals>       deals.html#<id> shows that deal, #deal=… takes one in
 */
import { announce, download, h, load, say, showDate, speak } from "./kit.js";
import { store } from "./here.js";
import { actions, appraise, fromCsv, fromFragment, fromJson, toCsv, toJson } from "../logic/deals.js";
import { deals, newDeal, ticks, today } from "./records.js";
import { bars, verdictChip } from "./figure.js";
import { DealView } from "./deal.js";

export class Board extends HTMLElement {
  /** @type {any} */
  process = null;
  filter = "open";
  sort = "changed";
  search = "";

  async connectedCallback() {
    if (this.process) return;
    [this.process] = await Promise.all([load("deals"), speak()]);
    store.addEventListener("change", () => this.refresh());
    addEventListener("hashchange", () => this.route());
    this.route();
  }

  route() {
    const parcel = fromFragment(location.hash);
    if (parcel) return this.offer(parcel);
    const id = decodeURIComponent(location.hash.slice(1));
    this.view = id && store.get(`deal/${id}`) ? new DealView(id, this.process) : null;
    if (this.view) {
      store.set("set/deal", id);
      this.replaceChildren(this.view.element);
      /** @type {HTMLElement | null} */ (this.view.element.querySelector("h2"))?.focus({ preventScroll: true });
      scrollTo(0, 0);
    } else {
      this.board();
    }
  }

  refresh() {
    if (this.view) this.view.show();
    else if (!fromFragment(location.hash)) this.list();
  }

  /** A deal that came by a link is taken in only when the person says so. @param {import("../logic/deals.js").Parcel} parcel */
  offer(parcel) {
    this.view = null;
    const there = store.get(`deal/${parcel.id}`);
    this.replaceChildren(h("div.notice", {}, h("div", {},
      h("p", {}, h("b", {}, parcel.deal.name)), h("p", {}, say(there ? "deal.offer_again" : "deal.offer", { n: Object.keys(parcel.ticks).length })),
      h("p.actions-row", {},
        h("button", { type: "button", onclick: () => { this.take([parcel]); location.hash = parcel.id; } }, say("deal.take")),
        h("button.plain", { type: "button", onclick: () => { location.hash = ""; } }, say("deal.leave"))))));
  }

  /** @param {import("../logic/deals.js").Parcel[]} parcels */
  take(parcels) {
    /** @type {{ [key: string]: any }} */
    const changes = {};
    for (const { id, deal, ticks: list } of parcels) {
      const own = store.get(`deal/${id}`);
      changes[`deal/${id}`] = { ...own, ...deal };
      for (const [action, tick] of Object.entries(list)) changes[`tick/${id}/${action}`] = tick;
    }
    store.change(changes);
    announce(say("deal.taken", { n: parcels.length }));
  }

  board() {
    const name = h("input", { type: "text", id: "new-deal", required: true, maxlength: "200" });
    const form = h("form.new-deal", { onsubmit: (/** @type {any} */ e) => { e.preventDefault(); if (name.value.trim()) location.hash = newDeal(name.value.trim()); } },
      h("label", { for: "new-deal" }, say("deal.new")), " ", name, " ", h("button", { type: "submit" }, say("deal.add")));
    const choice = (/** @type {"filter" | "sort"} */ what, /** @type {string[]} */ values) => h("label", {}, say(`deal.${what}`), " ",
      h("select", { onchange: (/** @type {any} */ e) => { this[what] = e.target.value; this.list(); } }, values.map((value) => h("option", { value, selected: this[what] === value }, say(`deal.${what}_${value}`)))));
    const find = h("label", {}, say("deal.find"), " ", h("input", { type: "search", value: this.search, oninput: (/** @type {any} */ e) => { this.search = e.target.value; this.list(); } }));
    this.rows = h("ul.deal-list");
    this.tools = h("p.board-tools", {}, choice("filter", ["open", "behind", "expired", "archived", "all"]), choice("sort", ["changed", "gap", "next", "name"]), find);
    this.replaceChildren(form, this.tools, this.rows, this.files());
    this.list();
  }

  list() {
    if (!this.rows) return;
    const all = deals().map(([id, deal]) => {
      const made = ticks(id);
      const found = appraise(this.process.stages, this.process.buyer, deal, made, today());
      const changed = Math.max(store.at(`deal/${id}`), ...[...made.keys()].map((action) => store.at(`tick/${id}/${action}`)));
      const expired = [...found.marks.values()].filter((mark) => mark === "expired").length;
      return { id, deal, found, changed, expired };
    });
    const shown = all.filter((row) => this.wanted(row)).sort((a, b) => this.order(a, b));
    if (this.tools) this.tools.hidden = all.length === 0;
    this.rows.replaceChildren(...(shown.length ? shown.map((row) => this.row(row)) : [h("li.quiet", {}, say(all.length ? "deal.none_shown" : "deal.empty"))]));
  }

  /** @param {any} row */
  wanted({ deal, found, expired }) {
    if (this.search && !deal.name.toLowerCase().includes(this.search.toLowerCase())) return false;
    if (this.filter === "all") return true;
    if (this.filter === "archived") return !!deal.archived;
    if (deal.archived) return false;
    return this.filter === "open" || (this.filter === "behind" ? found.verdict.kind === "behind" : expired > 0);
  }

  /**
   * @param {any} a
   * @param {any} b
   */
  order(a, b) {
    const gap = (/** @type {any} */ row) => (row.found.verdict.kind === "behind" ? row.found.verdict.gap : -1);
    if (this.sort === "gap") return gap(b) - gap(a) || b.changed - a.changed;
    if (this.sort === "next") return (a.deal.next || "9").localeCompare(b.deal.next || "9");
    if (this.sort === "name") return a.deal.name.localeCompare(b.deal.name, document.documentElement.lang);
    return b.changed - a.changed;
  }

  /** @param {any} row */
  row({ id, deal, found, changed, expired }) {
    const known = actions(this.process.stages);
    const names = found.position.missing.map((/** @type {string} */ action) => (known.get(action)?.text ?? action).replace(/[.。]$/, ""));
    const about = [say("deal.changed", { date: new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: "medium" }).format(changed) }),
      deal.next ? say("deal.next_on", { date: showDate(deal.next) }) : "", expired ? say("deal.expired", { n: expired }) : ""].filter(Boolean).join(" · ");
    return h("li", {},
      h("div", {}, h("h2", {}, h("a", { href: `#${id}` }, deal.name)), h("small", {}, about)),
      bars(this.process, deal, found),
      h("div", {}, verdictChip(found.verdict), h("p.quiet.short", {}, names.length ? say("deal.missing", { list: names.slice(0, 2).join(say("deal.and")), more: names.length > 2 ? say("deal.more", { n: names.length - 2 }) : "" }) : say("deal.all_done"))));
  }

  files() {
    const parcels = () => deals().map(([id, deal]) => ({ id, deal, ticks: Object.fromEntries(ticks(id)) }));
    const pick = h("input", { type: "file", id: "deals-in", accept: ".json,.csv", onchange: async () => {
      const file = pick.files?.[0];
      if (!file) return;
      try {
        const text = await file.text();
        this.take(file.name.endsWith(".csv") ? fromCsv(text) : fromJson(text));
      } catch {
        announce(say("store.file_unreadable"));
        pick.after(h("p.notice.warn", { role: "alert" }, say("store.file_unreadable")));
      }
    } });
    return h("details.fold", {}, h("summary", {}, say("deal.files")),
      h("p.actions-row", {},
        h("button", { type: "button", onclick: () => download(`deals-${today()}.json`, "application/json", toJson(parcels())) }, say("deal.json")),
        h("button.plain", { type: "button", onclick: () => download(`deals-${today()}.csv`, "text/csv", toCsv(parcels(), this.process.stages)) }, say("deal.csv"))),
      h("p", {}, h("label", { for: "deals-in" }, say("deal.take_file")), " ", pick));
  }
}
