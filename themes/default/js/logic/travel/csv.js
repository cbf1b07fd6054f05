/**
 * Deals as CSV for spreadsheets, one row per tick, and back.
 */
import { csv, table, unguard } from "./cells.js";
import { readDay } from "./day.js";
import { decode } from "./letters.js";
import { PARTS, parcel } from "./parcel.js";

export { decode };

/** @typedef {{ id: string, text: string }} Item */
/** @typedef {{ milestone: Item[], success: Item[], conditions?: Item[], appraisal?: Item[] }} Stage */
/** @typedef {import("./parcel.js").Parcel} Parcel */

/** @typedef {import("./day.js").Order} Order */

/** What the rows so far say of a deal. @typedef {{ id: string, deal: ReturnType<typeof dealOf>,
 *   at: number, ticks: { [action: string]: import("./parcel.js").LooseTick } }} Draft */

/**
 * A row that can't be taken, and why: a cell that is no day, that has letters which were lost, or
 * that must not be empty.
 * @typedef {{ row: number, deal: string, why: "date" | "letters" | "missing", column: string, value: string }} Refused
 */

/**
 * `unsure`: a day that could be two, and the two; it is asked once for the whole file.
 * @typedef {{ parcels: Parcel[], refused: Refused[], unsure: { value: string, both: [string, string] } | null }} Sheet
 */

/** The columns without which it is no file of deals. */
export const NEEDED = ["deal_id", "deal", "action_id"];

/** What a row says of the deal, then of one of its ticks. */
const OF_DEAL = [
  "deal_id",
  "deal",
  "buyer_stage",
  "next_meeting",
  "contact_role",
  "deal_note",
  "decision",
  "archived",
  "created",
  "deal_changed",
];
const OF_TICK = ["action_id", "action", "date", "evidence", "note", "revision", "hash", "changed"];

/**
 * One row per tick, and one for a deal without any.
 * @param {Parcel[]} parcels
 * @param {Stage[]} stages
 */
export function toCsv(parcels, stages) {
  const items = stages.flatMap((s) => [
    ...s.milestone,
    ...s.success,
    ...(s.conditions ?? []),
    ...(s.appraisal ?? []),
  ]);
  const all = new Map(items.map((item) => [item.id, item.text]));
  const dimensions = [...new Set(parcels.flatMap(({ deal }) => Object.keys(deal.card ?? {})))].sort();
  const cards = dimensions.flatMap((id) => PARTS.map((part) => /** @type {const} */ ([id, part])));
  const rows = parcels.flatMap(({ id, deal, at, ticks }) => {
    const head = [
      id,
      deal.name,
      deal.buyer,
      deal.next,
      deal.role,
      deal.note,
      deal.decision,
      deal.archived ? "yes" : "",
      deal.created,
      moment(at),
    ];
    const tail = cards.map(([dimension, part]) => deal.card?.[dimension]?.[part]);
    const list = Object.entries(ticks);
    if (list.length === 0) return [[...head, ...OF_TICK.map(() => ""), ...tail]];
    return list.map(([action, t]) => [
      ...head,
      action,
      all.get(action),
      t.date,
      t.evidence,
      t.note,
      t.rev,
      `#${t.hash}`,
      moment(t.at),
      ...tail,
    ]);
  });
  return csv([[...OF_DEAL, ...OF_TICK, ...cards.map(([id, part]) => `card.${id}.${part}`)], ...rows]);
}

/** @param {number | undefined} at */
function moment(at) {
  return at ? new Date(at).toISOString() : "";
}

/**
 * @param {string} text
 * @returns {Parcel[]}
 * @throws {Error} `unreadable`
 */
export function fromCsv(text) {
  return readCsv(text).parcels;
}

/**
 * Deals from a file, row by row: one that is wrong does not keep the others out.
 * @param {string} text
 * @param {Order | null} [order] what stands first in `2/1/2026`, if somebody has said so
 * @returns {Sheet}
 * @throws {Error} `unreadable`
 */
export function readCsv(text, order = null) {
  const names = (/** @type {string[]} */ cells) => cells.map((name) => unguard(name.trim()).toLowerCase());
  const isHead = (/** @type {string[]} */ cells) => NEEDED.every((name) => names(cells).includes(name));
  const [first, ...rows] = table(text, isHead);
  if (!first || !isHead(first.cells)) throw new Error("unreadable");
  const head = names(first.cells);
  const all = rows.map(({ number, cells }) => ({
    number,
    get: (/** @type {string} */ name) => {
      const value = unguard(cells[head.indexOf(name)] ?? "");
      return BARE.has(name) ? value.trim() : value;
    },
  }));
  const days = all.flatMap(({ get }) => DAYS.map((name) => get(name)).filter((value) => value !== ""));
  const settled = order ?? inferred(days);
  /** @type {Sheet} */
  const sheet = { parcels: [], refused: [], unsure: null };
  /** @type {Map<string, Draft>} */
  const found = new Map();
  for (const row of all) {
    const wrong = fault(row.get, settled);
    if (!wrong) take(found, head, row.get, settled);
    else if ("why" in wrong) sheet.refused.push({ row: row.number, deal: row.get("deal"), ...wrong });
    else sheet.unsure ??= wrong;
  }
  sheet.parcels = [...found.values()].map(parcel);
  return sheet;
}

const DAYS = ["date", "next_meeting", "created"];

/** Columns in which blanks at the ends say nothing. */
const BARE = new Set([...DAYS, "deal_id", "action_id", "buyer_stage", "archived", "revision", "hash"]);

/** What the days that can be read in one way only say of the others. @param {string[]} days */
function inferred(days) {
  const orders = days.map((value) => {
    const [, a, b] = value.normalize("NFKC").match(/^(\d\d?)[-/](\d\d?)[-/]\d{2,4}\b/) ?? [];
    return Number(a) > 12 ? "day" : Number(b) > 12 ? "month" : null;
  });
  const [isDay, isMonth] = [orders.includes("day"), orders.includes("month")];
  return isDay === isMonth ? null : isDay ? /** @type {const} */ ("day") : /** @type {const} */ ("month");
}

/**
 * Why a row can't be taken, or not yet.
 * @param {(name: string) => string} get
 * @param {Order | null} order
 * @returns {Pick<Refused, "why" | "column" | "value"> | { value: string, both: [string, string] } | null}
 */
function fault(get, order) {
  if (!/^[\w.-]{1,64}$/.test(get("deal_id")))
    return { why: "missing", column: "deal_id", value: get("deal_id") };
  if (get("deal").trim() === "") return { why: "missing", column: "deal", value: "" };
  for (const column of [...OF_DEAL, ...OF_TICK])
    if (get(column).includes("\ufffd")) return { why: "letters", column, value: get(column) };
  for (const column of DAYS) {
    const value = get(column);
    const read = readDay(value);
    const isMissing = value === "" && !(column === "date" && get("action_id") !== "");
    if (isMissing) continue;
    if (!read) return { why: "date", column, value };
    if ("both" in read && !order) return { value, both: read.both };
  }
  return null;
}

/**
 * Adds what a row says.
 * @param {Map<string, Draft>} found
 * @param {string[]} head
 * @param {(name: string) => string} get
 * @param {Order | null} order
 */
function take(found, head, get, order) {
  const day = (/** @type {string} */ name) => {
    const read = readDay(get(name));
    if (!read) return "";
    return "day" in read ? read.day : read.both[order === "month" ? 1 : 0];
  };
  const id = get("deal_id");
  const own = found.get(id) ?? {
    id,
    deal: dealOf(head, get, day),
    at: Date.parse(get("deal_changed")),
    ticks: {},
  };
  found.set(id, own);
  const action = get("action_id");
  if (!action) return;
  own.ticks[action] = {
    rev: Number(get("revision") || 1),
    hash: get("hash").replace("#", ""),
    date: day("date"),
    evidence: get("evidence"),
    note: get("note"),
    at: Date.parse(get("changed")),
  };
}

/**
 * @param {string[]} head
 * @param {(name: string) => string} get
 * @param {(name: string) => string} day
 */
function dealOf(head, get, day) {
  /** @type {{ [id: string]: import("../deals.js").Noted }} */
  const card = {};
  for (const name of head) {
    const [, dimension, part] = name.match(/^card\.(.+)\.(text|benefit|risk)$/) ?? [];
    if (dimension && get(name)) card[dimension] = { ...card[dimension], [part]: get(name) };
  }
  return {
    name: get("deal"),
    buyer: get("buyer_stage") || null,
    next: day("next_meeting"),
    role: get("contact_role"),
    note: get("deal_note"),
    decision: get("decision"),
    archived: get("archived") === "yes",
    created: day("created"),
    ...(Object.keys(card).length ? { card } : {}),
  };
}
