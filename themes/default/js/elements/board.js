/**
 * All deals at a glance, and one of them in full when its address asks for it.
 *
 *     <tt-deals></tt-deals>       deals.html#<id> shows that deal, #deal=… takes one in
 */
import { load } from "../kit/data.js";
import { h } from "../kit/dom.js";
import { announce, download } from "../kit/page.js";
import { UP } from "../kit/root.js";
import { say, showDate, speak } from "../kit/words.js";
import { store } from "../store/here.js";
import { actions, appraise, day, daysBetween } from "../logic/deals.js";
import { VERSION } from "../store/store.js";
import { carries, decode, fromCsv, fromFragment, fromJson, plan, toCsv, toJson } from "../logic/travel.js";
import { deals, newDeal, parcelOf, removed, restore, ticks, today } from "../store/records.js";
import { bars, showSoon, verdictChip } from "../views/figure.js";
import { DealView } from "../views/deal.js";

/** How long ago something was, in days or weeks. @param {number} at */
function ago(at) {
  const days = daysBetween(day(at), today());
  const words = new Intl.RelativeTimeFormat(document.documentElement.lang, { numeric: "auto" });
  return days < 14 ? words.format(-days, "day") : words.format(-Math.round(days / 7), "week");
}

export class Board extends HTMLElement {
  /** @type {any} */
  process = null;
  filter = "open";
  sort = "changed";
  search = "";

  async connectedCallback() {
    if (this.process) return;
    [this.process] = await Promise.all([load("deals"), speak()]);
    // A field tells of its change before the focus has moved on; drawn anew at once, the page would
    // take away the field that the focus is moving to.
    store.addEventListener("change", () => setTimeout(() => this.refresh()));
    addEventListener("hashchange", () => this.route());
    this.route();
  }

  async route() {
    const asked = location.hash;
    const parcel = carries(asked) ? await fromFragment(asked) : null;
    if (parcel) return this.offer([parcel]);
    const id = decodeURIComponent(asked.slice(1));
    this.view = id && store.get(`deal/${id}`) ? new DealView(id, this.process) : null;
    if (this.view) {
      store.set("set/deal", id);
      this.replaceChildren(this.view.element);
      /** @type {HTMLElement | null} */ (this.view.element.querySelector("h2"))?.focus({
        preventScroll: true,
      });
      scrollTo(0, 0);
    } else {
      this.board();
      if (carries(asked)) this.prepend(h("p.notice.warn", { role: "alert" }, say("deal.broken_link")));
    }
  }

  refresh() {
    if (this.view) this.view.show();
    else if (this.rows?.isConnected) this.list();
  }

  /**
   * Deals that came by a link or a file are taken in only when the person says so, who sees before
   * what that will do.
   * @param {import("../logic/travel.js").Parcel[]} parcels
   */
  offer(parcels) {
    this.view = null;
    const { arrivals } = plan(parcels, store.data.records, Date.now());
    const news = arrivals.some((a) => a.taken > 0);
    const take = () => {
      const { records } = plan(parcels, store.data.records, Date.now());
      store.absorb({ version: VERSION, records });
      announce(say("deal.taken", { n: parcels.length }));
      this.leave(parcels.length === 1 ? parcels[0].id : "");
    };
    this.replaceChildren(
      h(
        "section.offer",
        { "aria-labelledby": "offer-title" },
        h("h2", { id: "offer-title", tabindex: "-1" }, say("deal.offer", { n: parcels.length })),
        h(
          "ul.items",
          {},
          arrivals.map((a, n) =>
            h(
              "li",
              {},
              h("b", {}, a.name),
              " ",
              h(
                "span.quiet",
                {},
                say(`deal.arrival.${a.kind}`, {
                  n: a.kind === "new" ? Object.keys(parcels[n].ticks).length : a.taken,
                }),
                a.kept ? ` ${say("deal.kept", { n: a.kept })}` : "",
              ),
            ),
          ),
        ),
        h("p.quiet", {}, say(news ? "deal.later_wins" : "deal.nothing_new")),
        h(
          "p.actions-row",
          {},
          news ? h("button", { type: "button", onclick: take }, say("deal.take")) : null,
          h(
            "button.plain",
            { type: "button", onclick: () => this.leave("") },
            say(news ? "deal.leave" : "deal.board"),
          ),
        ),
      ),
    );
    /** @type {HTMLElement | null} */ (this.querySelector("h2"))?.focus({ preventScroll: true });
  }

  /** On to a deal or the board, whatever the address was. @param {string} id */
  leave(id) {
    if (location.hash.slice(1) === id) this.route();
    else location.hash = id;
  }

  board() {
    const name = h("input", { type: "text", id: "new-deal", required: true, maxlength: "200" });
    const form = h(
      "form.new-deal",
      {
        onsubmit: (/** @type {any} */ e) => {
          e.preventDefault();
          if (name.value.trim()) location.hash = newDeal(name.value.trim());
        },
      },
      h("label", { for: "new-deal" }, say("deal.new")),
      " ",
      name,
      " ",
      h("button", { type: "submit" }, say("deal.add")),
    );
    const choice = (/** @type {"filter" | "sort"} */ what, /** @type {string[]} */ values) =>
      h(
        "label",
        {},
        say(`deal.${what}`),
        " ",
        h(
          "select",
          {
            onchange: (/** @type {any} */ e) => {
              this[what] = e.target.value;
              this.list();
            },
          },
          values.map((value) =>
            h("option", { value, selected: this[what] === value }, say(`deal.${what}_${value}`)),
          ),
        ),
      );
    const find = h(
      "label",
      {},
      say("deal.find"),
      " ",
      h("input", {
        type: "search",
        value: this.search,
        oninput: (/** @type {any} */ e) => {
          this.search = e.target.value;
          this.list();
        },
      }),
    );
    this.rows = h("ul.deal-list");
    this.tools = h(
      "p.board-tools",
      {},
      choice("filter", ["open", "behind", "expired", "archived", "all"]),
      choice("sort", ["changed", "gap", "next", "name"]),
      find,
    );
    this.week = h("section.week");
    const gone = removed();
    const undo = gone
      ? h(
          "p.notice",
          { role: "status" },
          say("deal.deleted", { name: gone }),
          " ",
          h(
            "button.small",
            {
              type: "button",
              onclick: () => {
                restore();
                this.board();
              },
            },
            say("deal.undo"),
          ),
        )
      : "";
    this.replaceChildren(undo, form, this.week, this.tools, this.rows, this.files());
    this.list();
  }

  list() {
    if (!this.rows) return;
    const all = deals().map(([id, deal]) => {
      const made = ticks(id);
      const found = appraise(this.process.stages, this.process.buyer, deal, made, today());
      const changed = Math.max(
        store.at(`deal/${id}`),
        ...[...made.keys()].map((action) => store.at(`tick/${id}/${action}`)),
      );
      const expired = [...found.marks.values()].filter((mark) => mark === "expired").length;
      return { id, deal, found, changed, expired };
    });
    const shown = all.filter((row) => this.wanted(row)).sort((a, b) => this.order(a, b));
    if (this.tools) this.tools.hidden = all.length === 0;
    this.meetings();
    this.rows.replaceChildren(
      ...(shown.length
        ? shown.map((row) => this.row(row))
        : [h("li.quiet", {}, say(all.length ? "deal.none_shown" : "deal.empty"))]),
    );
  }

  /** The meetings of this week, and those of the last that have left no trace yet. */
  meetings() {
    const now = today();
    const near = deals()
      .filter(([, deal]) => !deal.archived && deal.next && Math.abs(daysBetween(now, deal.next)) < 7)
      .sort(([, a], [, b]) => (a.next ?? "").localeCompare(b.next ?? ""));
    this.week?.replaceChildren(
      ...(near.length
        ? [
            h("h2", {}, say("deal.week")),
            h(
              "ul.items",
              {},
              near.map(([id, deal]) =>
                h(
                  "li",
                  {},
                  h(
                    "b",
                    {},
                    (deal.next ?? "") < now
                      ? say("deal.past", { date: showDate(deal.next ?? "") })
                      : showSoon(deal.next ?? "", now),
                  ),
                  " ",
                  h("a", { href: `#${id}` }, deal.name),
                  " ",
                  (deal.next ?? "") < now
                    ? null
                    : h("a.quiet", { href: `${UP}card.html#${id}` }, say("deal.card")),
                ),
              ),
            ),
          ]
        : []),
    );
  }

  /** @param {any} row */
  wanted({ deal, found, expired }) {
    if (this.search && !deal.name.toLowerCase().includes(this.search.toLowerCase())) return false;
    if (this.filter === "all") return true;
    if (this.filter === "archived") return !!deal.archived;
    if (deal.archived) return false;
    return (
      this.filter === "open" || (this.filter === "behind" ? found.verdict.kind === "behind" : expired > 0)
    );
  }

  /**
   * @param {any} a
   * @param {any} b
   */
  order(a, b) {
    const gap = (/** @type {any} */ row) =>
      row.found.verdict.kind === "behind" ? row.found.verdict.gap : -1;
    if (this.sort === "gap") return gap(b) - gap(a) || b.changed - a.changed;
    if (this.sort === "next") return (a.deal.next || "9").localeCompare(b.deal.next || "9");
    if (this.sort === "name") return a.deal.name.localeCompare(b.deal.name, document.documentElement.lang);
    return b.changed - a.changed;
  }

  /** @param {any} row */
  row({ id, deal, found, changed, expired }) {
    const known = actions(this.process.stages);
    const names = found.position.missing.map((/** @type {string} */ action) =>
      (known.get(action)?.text ?? action).replace(/[.。]$/, ""),
    );
    const about = [
      say("deal.changed", { date: ago(changed) }),
      deal.next ? say("deal.next_on", { date: showDate(deal.next) }) : "",
      expired ? say("deal.expired", { n: expired }) : "",
    ]
      .filter(Boolean)
      .join(" · ");
    return h(
      "li",
      {},
      h("div", {}, h("h2", {}, h("a", { href: `#${id}` }, deal.name)), h("small", {}, about)),
      bars(this.process, deal, found),
      h(
        "div",
        {},
        verdictChip(found.verdict),
        h(
          "p.quiet.short",
          {},
          names.length
            ? say("deal.missing", {
                list: names.slice(0, 2).join(say("deal.and")),
                more: names.length > 2 ? say("deal.more", { n: names.length - 2 }) : "",
              })
            : say("deal.all_done"),
        ),
      ),
    );
  }

  files() {
    const parcels = () => deals().map(([id]) => parcelOf(id));
    const pick = h("input", {
      type: "file",
      id: "deals-in",
      accept: ".json,.csv",
      onchange: async () => {
        const file = pick.files?.[0];
        if (!file) return;
        try {
          const text = decode(await file.arrayBuffer());
          this.offer(file.name.endsWith(".csv") ? fromCsv(text) : fromJson(text));
        } catch {
          pick.value = "";
          pick.parentElement?.querySelector(".notice")?.remove();
          pick.after(h("p.notice.warn", { role: "alert" }, say("store.file_unreadable")));
        }
      },
    });
    return h(
      "details.fold",
      {},
      h("summary", {}, say("deal.files")),
      h(
        "p.actions-row",
        {},
        h(
          "button",
          {
            type: "button",
            onclick: () => download(`deals-${today()}.json`, "application/json", toJson(parcels())),
          },
          say("deal.json"),
        ),
        h(
          "button.plain",
          {
            type: "button",
            onclick: () =>
              download(`deals-${today()}.csv`, "text/csv", toCsv(parcels(), this.process.stages)),
          },
          say("deal.csv"),
        ),
      ),
      h("p", {}, h("label", { for: "deals-in" }, say("deal.take_file")), " ", pick),
    );
  }
}
