/**
 * Deals that came by a link or a file: what taking them in will do, and the choice.
 */
import { h } from "../../kit/dom.js";
import { announce } from "../../kit/page.js";
import { say } from "../../kit/words.js";
import { plan } from "../../logic/travel/plan.js";
import { store } from "../../store/here.js";
import { VERSION } from "../../store/data.js";
import { howRead, isOpen } from "./reading.js";

/**
 * @param {import("./files.js").Reading} reading
 * @param {(id: string) => void} leave goes on to a deal, or to the board
 * @param {(reading: import("./files.js").Reading) => void} again shows what was read otherwise
 */
export function offer(reading, leave, again) {
  const { parcels } = reading;
  const { arrivals } = plan(parcels, store.data.records, Date.now());
  const hasNews = arrivals.some((a) => a.taken > 0) && !isOpen(reading);
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
    const own = store.get(`deal/${arrival.id}`)?.name;
    const other = own && own !== arrival.name ? h("span", {}, say("deal.renamed", { name: own }), " ") : null;
    return h("li", {}, h("b", {}, arrival.name), " ", other, words);
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
    howRead(reading, again),
    h("ul.items", {}, items),
    isOpen(reading) ? null : h("p.quiet", {}, say(hasNews ? "deal.later_wins" : "deal.nothing_new")),
    h("p.actions-row", {}, hasNews ? yes : null, no),
  );
}
