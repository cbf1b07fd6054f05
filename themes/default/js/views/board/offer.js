/**
 * Deals that came by a link or a file: what taking them in will do, and the choice.
 */
import { h } from "../../kit/dom.js";
import { announce } from "../../kit/page.js";
import { say } from "../../kit/words.js";
import { plan } from "../../logic/travel/plan.js";
import { store } from "../../store/here.js";
import { VERSION } from "../../store/store.js";

/**
 * @param {import("../../logic/travel/parcel.js").Parcel[]} parcels
 * @param {(id: string) => void} leave goes on to a deal, or to the board
 */
export function offer(parcels, leave) {
  const { arrivals } = plan(parcels, store.data.records, Date.now());
  const hasNews = arrivals.some((a) => a.taken > 0);
  const take = () => {
    const { records } = plan(parcels, store.data.records, Date.now());
    store.absorb({ version: VERSION, records });
    announce(say("deal.taken", { n: parcels.length }));
    leave(parcels.length === 1 ? parcels[0].id : "");
  };
  const items = arrivals.map((arrival, at) => {
    const n = arrival.kind === "new" ? Object.keys(parcels[at].ticks).length : arrival.taken;
    const kept = arrival.kept ? ` ${say("deal.kept", { n: arrival.kept })}` : "";
    const words = h("span.quiet", {}, say(`deal.arrival.${arrival.kind}`, { n }), kept);
    return h("li", {}, h("b", {}, arrival.name), " ", words);
  });
  const yes = h("button", { type: "button", onclick: take }, say("deal.take"));
  const no = h(
    "button.plain",
    { type: "button", onclick: () => leave("") },
    say(hasNews ? "deal.leave" : "deal.board"),
  );
  return h(
    "section.offer",
    { "aria-labelledby": "offer-title" },
    h("h2", { id: "offer-title", tabindex: "-1" }, say("deal.offer", { n: parcels.length })),
    h("ul.items", {}, items),
    h("p.quiet", {}, say(hasNews ? "deal.later_wins" : "deal.nothing_new")),
    h("p.actions-row", {}, hasNews ? yes : null, no),
  );
}
