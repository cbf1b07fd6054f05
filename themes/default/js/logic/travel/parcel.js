/**
 * A deal as it travels, and what of foreign data belongs to one. Whatever comes in may have been made
 * by anybody.
 */
import { readDay } from "./day.js";

/** @typedef {import("../deals.js").Deal} Deal */
/** @typedef {import("../deals.js").Tick} Tick */

/**
 * A deal with its ticks, as it travels; `at` is the moment of the last change, in milliseconds
 * since 1970, so that the later of two wins where they meet.
 * @typedef {{ id: string, deal: Deal, at?: number, ticks: { [action: string]: Tick & { at?: number } } }} Parcel
 */

/** What anybody may have put under some names. @typedef {{ [name: string]: unknown }} Loose */
/** @typedef {Loose & { rev: number }} LooseTick */

/** The parts of the customer card, for each dimension. @type {(keyof import("../deals.js").Noted)[]} */
export const PARTS = ["text", "benefit", "risk"];

/**
 * Only what belongs to a deal, from data that anybody may have made.
 * @param {{ id?: unknown, at?: unknown, deal?: Loose, ticks?: { [action: string]: LooseTick } }} data
 * @returns {Parcel}
 * @throws {Error} `unreadable`
 */
export function parcel(data) {
  const id = data?.id;
  const deal = data?.deal;
  if (typeof id !== "string" || !/^[\w.-]{1,64}$/.test(id) || typeof deal?.name !== "string")
    throw new Error("unreadable");
  const ticks = Object.entries(data.ticks ?? {}).filter(([action]) => /^[\w.-]{1,128}$/.test(action));
  return {
    id,
    ...instant(data.at),
    deal: {
      name: deal.name.slice(0, 200),
      buyer: typeof deal.buyer === "string" ? deal.buyer : null,
      created: date(deal.created) ?? "",
      ...words({ ...deal, next: date(deal.next) }, ["next", "note", "role", "decision"]),
      ...(deal.archived ? { archived: true } : {}),
      ...card(deal.card),
    },
    ticks: Object.fromEntries(ticks.map(([action, t]) => [action, tick(t)])),
  };
}

/**
 * The customer card: a few words on each dimension.
 * @param {unknown} data
 */
function card(data) {
  if (!data || typeof data !== "object" || Array.isArray(data)) return {};
  const filled = Object.entries(data).filter(
    ([id, part]) => /^[\w.-]{1,128}$/.test(id) && part && typeof part === "object",
  );
  return filled.length
    ? { card: Object.fromEntries(filled.map(([id, part]) => [id, words(part, PARTS)])) }
    : {};
}

/** A moment that has been; a clock far ahead must not win for ever. @param {unknown} at */
function instant(at) {
  return typeof at === "number" && at > 0 && at < Date.now() + 86_400_000 ? { at } : {};
}

/** @param {LooseTick} t @returns {Tick & { at?: number }} */
function tick(t) {
  const when = date(t?.date);
  if (when === null) throw new Error("unreadable");
  const rev = Number.isInteger(t.rev) && t.rev > 0 ? t.rev : 1;
  return {
    rev,
    hash: typeof t.hash === "string" ? t.hash : "",
    date: when,
    ...words(t, ["evidence", "note"]),
    ...instant(t.at),
  };
}

/**
 * A day that there is, in whatever way it is written that can be read in one way only.
 * @param {unknown} value
 * @returns {string | null}
 */
function date(value) {
  const read = typeof value === "string" ? readDay(value) : null;
  return read && "day" in read ? read.day : null;
}

/**
 * @param {Loose} from
 * @param {string[]} names
 * @returns {{ [name: string]: string }}
 */
function words(from, names) {
  const kept = names.filter((name) => typeof from[name] === "string" && from[name] !== "");
  return Object.fromEntries(kept.map((name) => [name, String(from[name]).slice(0, 4000)]));
}
