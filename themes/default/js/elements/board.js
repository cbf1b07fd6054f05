/**
 * All deals at a glance, and one of them in full when its address asks for it.
 *
 *     <tt-deals></tt-deals>       deals.html#<id> shows that deal, #deal=… takes one in
 */
import { fragment, unused } from "../kit/address.js";
import { load } from "../kit/data.js";
import { h } from "../kit/dom.js";
import { patch } from "../kit/patch.js";
import { listen } from "../kit/told.js";
import { say, speak } from "../kit/words.js";
import { carries, fromFragment } from "../logic/travel/link.js";
import { store, watch } from "../store/here.js";
import { files } from "../views/board/files.js";
import { offer } from "../views/board/offer.js";
import { allRows, rowItem, shownRows } from "../views/board/rows.js";
import { newForm, tools, undo, week } from "../views/board/tools.js";
import { DealView } from "../views/deal.js";
import { Sample } from "../views/sample.js";

export class Board extends HTMLElement {
  process = /** @type {import("../kit/contract.js").Deals} */ (
    /** @type {import("../kit/contract.js").Deals | null} */ (null)
  );

  /** The deal that is shown in full. @type {DealView | null} */
  view = null;

  /** What one can play with while there is no deal. @type {Sample | null} */
  sample = null;

  /** Whether deals wait for the person's word. */
  offered = false;

  /** @type {import("../views/board/rows.js").Wish} */
  wish = { filter: "open", sort: "changed", search: "" };

  async connectedCallback() {
    if (this.process) return;
    [this.process] = await Promise.all([load("deals"), speak()]);
    watch(() => this.show());
    listen(window, "hashchange", () => this.route());
    this.route();
  }

  /** Takes up what the address asks for. */
  async route() {
    const asked = fragment();
    const parcel = carries(asked) ? await fromFragment(asked) : null;
    // Somebody may have gone on while a large deal was unpacked.
    if (asked !== fragment()) return;
    unused(parcel || carries(asked) || store.get(`deal/${asked}`) ? "" : asked);
    if (parcel) return this.offer({ parcels: [parcel] });
    this.offered = false;
    const id = asked;
    this.view = id && store.get(`deal/${id}`) ? new DealView(id, this.process) : null;
    if (this.view) store.set("set/deal", id);
    this.show();
    if (this.view) {
      /** @type {HTMLElement | null} */ (this.querySelector("h2"))?.focus({ preventScroll: true });
      scrollTo(0, 0);
    }
  }

  show() {
    // Deleted in another tab, it is gone here too.
    if (this.view && !store.get(`deal/${this.view.id}`)) this.view = null;
    if (this.offered) return;
    if (!this.view) return this.board();
    this.view.show();
    patch(this, this.view.element);
  }

  /**
   * Deals that came by a link or a file are taken in only when the person says so, who sees before
   * what that will do.
   * @param {import("../views/board/files.js").Reading} reading
   */
  offer(reading) {
    this.view = null;
    this.offered = true;
    const leave = (/** @type {string} */ id) => this.leave(id);
    this.replaceChildren(offer(reading, leave, (other) => this.offer(other)));
    this.querySelector("h2")?.focus({ preventScroll: true });
  }

  /** On to a deal or the board, whatever the address was. @param {string} id */
  leave(id) {
    this.offered = false;
    if (fragment() === id) this.route();
    else location.hash = id;
  }

  board() {
    const all = allRows(this.process);
    const shown = shownRows(all, this.wish);
    const items = shown.map((row) => rowItem(row, this.process));
    const none = h("li.quiet", {}, say(all.length ? "deal.none_shown" : "deal.empty"));
    patch(
      this,
      carries(fragment()) ? h("p.notice.warn", { role: "alert" }, say("deal.broken_link")) : null,
      undo(),
      newForm(),
      week(),
      all.length ? tools(this.wish, (change) => this.wants(change)) : null,
      h("ul.deal-list", {}, items.length ? items : none),
      all.length ? null : (this.sample ??= new Sample(this.process)).element,
      files(this.process, (reading) => this.offer(reading)),
    );
  }

  /** @param {Partial<import("../views/board/rows.js").Wish>} change */
  wants(change) {
    this.wish = { ...this.wish, ...change };
    this.board();
  }
}
