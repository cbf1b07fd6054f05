/**
 * What happens where deals arrive.
 */
/** @typedef {import("./parcel.js").Parcel} Parcel */

/**
 * What taking parcels in would do. Of each record the later one stays; a deal that was deleted here
 * comes back, since the person asks for it.
 * @typedef {{ id: string, name: string, kind: "new" | "changed" | "same" | "older", taken: number,
 *   kept: number }} Arrival
 * @param {Parcel[]} parcels
 * @param {{ [key: string]: import("../../store/data.js").Entry }} here the store's records
 * @param {number} now
 * @returns {{ arrivals: Arrival[], records: { [key: string]: import("../../store/data.js").Entry } }}
 */
export function plan(parcels, here, now) {
  /** @type {{ [key: string]: import("../../store/data.js").Entry }} */
  const records = {};
  const arrivals = parcels.map(({ id, deal, at, ticks }) => {
    const theirs = Object.entries(ticks).map(([action, { at: when, ...tick }]) => ({
      key: `tick/${id}/${action}`,
      v: tick,
      at: when,
    }));
    const isNew = !here[`deal/${id}`]?.v;
    let [taken, kept] = [0, 0];
    for (const { key, v, at: when } of [{ key: `deal/${id}`, v: deal, at }, ...theirs]) {
      const own = here[key];
      if (own?.v && JSON.stringify(sorted(own.v)) === JSON.stringify(sorted(v))) continue;
      if (own?.v && !isNew && when !== undefined && when < own.at) {
        kept += 1;
        continue;
      }
      taken += 1;
      records[key] = { at: Math.max(when ?? now, (own?.at ?? -1) + 1), v };
    }
    const kind = isNew
      ? /** @type {const} */ ("new")
      : taken
        ? /** @type {const} */ ("changed")
        : kept
          ? /** @type {const} */ ("older")
          : /** @type {const} */ ("same");
    return { id, name: deal.name, kind, taken, kept };
  });
  return { arrivals, records };
}

/**
 * The same data, its keys in order and empty ones left out, so that equal things are equal.
 * @param {unknown} value
 * @returns {unknown}
 */
function sorted(value) {
  if (!value || typeof value !== "object") return value;
  const filled = Object.entries(value).filter(([, v]) => v !== "" && v !== undefined && v !== false);
  return Object.fromEntries(filled.sort().map(([key, v]) => [key, sorted(v)]));
}
