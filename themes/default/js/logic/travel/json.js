/**
 * Deals as a JSON file.
 */
import { parcel } from "./parcel.js";

/** @typedef {import("./parcel.js").Parcel} Parcel */

/**
 * @param {Parcel[]} parcels
 */
export function toJson(parcels) {
  return `${JSON.stringify({ what: "twotrack-deals", version: 1, deals: parcels }, null, 1)}\n`;
}

/**
 * @param {string} text
 * @returns {Parcel[]}
 * @throws {Error} `unreadable`
 */
export function fromJson(text) {
  let data;
  try {
    data = JSON.parse(text);
  } catch {
    throw new Error("unreadable");
  }
  if (data?.what !== "twotrack-deals" || data.version !== 1 || !Array.isArray(data.deals))
    throw new Error("unreadable");
  return data.deals.map(parcel);
}
