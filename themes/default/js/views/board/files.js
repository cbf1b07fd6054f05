/**
 * All deals as a file, and deals from one.
 */
import { h } from "../../kit/dom.js";
import { download } from "../../kit/page.js";
import { say } from "../../kit/words.js";
import { decode, fromCsv, toCsv } from "../../logic/travel/csv.js";
import { fromJson, toJson } from "../../logic/travel/json.js";
import { deals, parcelOf, today } from "../../store/records.js";

/**
 * @param {any} process
 * @param {(parcels: import("../../logic/travel/parcel.js").Parcel[]) => void} offer
 */
export function files(process, offer) {
  const parcels = () => deals().map(([id]) => parcelOf(id));
  const json = () => download(`deals-${today()}.json`, "application/json", toJson(parcels()));
  const csv = () => download(`deals-${today()}.csv`, "text/csv", toCsv(parcels(), process.stages));
  const pick = h("input", {
    type: "file",
    id: "deals-in",
    accept: ".json,.csv",
    onchange: (/** @type {any} */ event) => take(event.target, offer),
  });
  return h(
    "details.fold",
    { "data-key": "files" },
    h("summary", {}, say("deal.files")),
    h(
      "p.actions-row",
      {},
      h("button", { type: "button", onclick: json }, say("deal.json")),
      h("button.plain", { type: "button", onclick: csv }, say("deal.csv")),
    ),
    h("p", {}, h("label", { for: "deals-in" }, say("deal.take_file")), " ", pick),
  );
}

/**
 * @param {HTMLInputElement} pick
 * @param {(parcels: import("../../logic/travel/parcel.js").Parcel[]) => void} offer
 */
async function take(pick, offer) {
  const file = pick.files?.[0];
  if (!file) return;
  try {
    const text = decode(await file.arrayBuffer());
    offer(/\.csv$/i.test(file.name) ? fromCsv(text) : fromJson(text));
  } catch {
    pick.value = "";
    pick.parentElement?.querySelector(".notice")?.remove();
    pick.after(h("p.notice.warn", { role: "alert" }, say("store.file_unreadable")));
  }
}
