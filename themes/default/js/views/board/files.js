/**
 * All deals as a file, and deals from one.
 */
import { h } from "../../kit/dom.js";
import { download, opened } from "../../kit/page.js";
import { refused } from "../../kit/outcome.js";
import { say } from "../../kit/words.js";
import { NEEDED, readCsv, toCsv } from "../../logic/travel/csv.js";
import { fromJson, toJson } from "../../logic/travel/json.js";
import { decode, guess } from "../../logic/travel/letters.js";
import { deals, parcelOf, today } from "../../store/records.js";

/** @typedef {import("../../logic/travel/parcel.js").Parcel} Parcel */

/**
 * What was read of a file, and what that rests on.
 * @typedef {{ parcels: Parcel[], letters?: import("../../logic/travel/letters.js").Guess,
 *   sheet?: import("../../logic/travel/csv.js").Sheet, again?: (told: Told) => Reading }} Reading
 */

/**
 * What the person says of a file that does not say it.
 * @typedef {{ letters?: string, order?: import("../../logic/travel/csv.js").Order | null }} Told
 */

/**
 * @param {import("../../kit/contract.js").Deals} process
 * @param {(reading: Reading) => void} offer
 */
export function files(process, offer) {
  const parcels = () => deals().map(([id]) => parcelOf(id));
  const json = () => download(`deals-${today()}.json`, "application/json", toJson(parcels()));
  const csv = () => download(`deals-${today()}.csv`, "text/csv", toCsv(parcels(), process.stages));
  const pick = h("input", {
    type: "file",
    id: "deals-in",
    accept: ".json,.csv,.tsv,.txt,application/json,text/csv,text/tab-separated-values,text/plain",
    onchange: (event) => take(event.target, offer),
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
 * @param {(reading: Reading) => void} offer
 */
async function take(pick, offer) {
  const file = pick.files?.[0];
  if (!file) return;
  const bytes = await opened(file);
  if (!bytes) return refused(say("store.file_closed"));
  try {
    offer(read(bytes, {}));
  } catch {
    pick.value = "";
    // Workbooks are packed, and begin with these letters.
    const isWorkbook = /^(?:PK|\xd0\xcf)/.test(String.fromCharCode(...new Uint8Array(bytes.slice(0, 2))));
    const list = NEEDED.join(say("quiz.comma"));
    const words = isWorkbook
      ? say("deal.workbook")
      : `${say("store.file_unreadable")} ${say("deal.columns", { list })}`;
    return refused(words);
  }
}

/**
 * By what it holds; a name says little.
 * @param {ArrayBuffer} bytes
 * @param {Told} told
 * @returns {Reading}
 * @throws {Error} `unreadable`
 */
function read(bytes, told) {
  const found = guess(bytes);
  const letters = told.letters ? { letters: told.letters, sure: false } : found;
  const text = decode(bytes, letters.letters);
  if (/^\ufeff?\s*[{[]/.test(text)) return { parcels: fromJson(text.replace(/^\ufeff/, "")) };
  const sheet = readCsv(text, told.order);
  const again = (/** @type {Told} */ more) => read(bytes, { ...told, ...more });
  return { parcels: sheet.parcels, letters, sheet, again };
}
