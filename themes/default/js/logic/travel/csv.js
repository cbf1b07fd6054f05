/**
 * Deals as CSV for spreadsheets, one row per tick, and back.
 */
import { PARTS, parcel } from "./parcel.js";

/** @typedef {import("../deals.js").Stage} Stage */
/** @typedef {import("./parcel.js").Parcel} Parcel */

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
  const cards = dimensions.flatMap((id) => PARTS.map((part) => [id, part]));
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

/**
 * Rows as a file that spreadsheets read, Chinese too; no cell is taken for a formula.
 * @param {any[][]} rows
 */
export function csv(rows) {
  // The mark in front says that this is UTF-8.
  return `\ufeff${rows.map((row) => row.map((value) => cell(String(value ?? ""))).join(",")).join("\r\n")}\r\n`;
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
  const [head, ...rows] = table(text.replace(/^\ufeff/, ""), separator(text));
  if (!head || !["deal_id", "deal", "action_id"].every((name) => head.includes(name)))
    throw new Error("unreadable");
  const cards = head.map((name) => name.match(/^card\.(.+)\.(text|benefit|risk)$/));
  /** @type {Map<string, any>} */
  const found = new Map();
  for (const row of rows) {
    const get = (/** @type {string} */ name) => plain(row[head.indexOf(name)] ?? "");
    const id = get("deal_id");
    if (!id) continue;
    /** @type {{ [id: string]: any }} */
    const card = {};
    for (const [n, match] of cards.entries()) {
      const value = match && plain(row[n] ?? "");
      if (match && value) card[match[1]] = { ...card[match[1]], [match[2]]: value };
    }
    const deal = {
      name: get("deal"),
      buyer: get("buyer_stage") || null,
      next: get("next_meeting"),
      role: get("contact_role"),
      note: get("deal_note"),
      decision: get("decision"),
      archived: get("archived") === "yes",
      created: get("created"),
      ...(Object.keys(card).length ? { card } : {}),
    };
    const own = found.get(id) ?? { id, deal, at: Date.parse(get("deal_changed")), ticks: {} };
    const action = get("action_id");
    if (action) {
      own.ticks[action] = {
        rev: Number(get("revision") || 1),
        hash: get("hash").replace("#", ""),
        date: get("date"),
        evidence: get("evidence"),
        note: get("note"),
        at: Date.parse(get("changed")),
      };
    }
    found.set(id, own);
  }
  return [...found.values()].map(parcel);
}

/**
 * A cell that no spreadsheet takes for a formula.
 * @param {string} text
 */
function cell(text) {
  const safe = /^[=+\-@\t\r']/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** @param {string} text */
function plain(text) {
  return /^'[=+\-@\t\r']/.test(text) ? text.slice(1) : text;
}

/**
 * The words of a file: UTF-8, or what spreadsheets write on a Chinese Windows.
 * @param {ArrayBuffer} bytes
 */
export function decode(bytes) {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("gb18030").decode(bytes);
  }
}

/** What stands between the cells: spreadsheets follow their country. @param {string} text */
function separator(text) {
  const [line] = text.split("\n");
  return [",", ";", "\t"].sort((a, b) => line.split(b).length - line.split(a).length)[0];
}

/**
 * Separated values, quoted cells over several lines too.
 * @param {string} text
 * @param {string} mark
 * @returns {string[][]}
 */
function table(text, mark) {
  /** @type {string[][]} */
  const rows = [];
  /** @type {string[]} */
  let row = [];
  for (const match of text.matchAll(
    new RegExp(`(?:"((?:[^"]|"")*)"|([^"${mark}\\r\\n]*))(${mark}|\\r?\\n|$)`, "g"),
  )) {
    row.push(match[1]?.replaceAll('""', '"') ?? match[2] ?? "");
    if (match[3] === mark) continue;
    if (row.length > 1 || row[0] !== "") rows.push(row);
    row = [];
  }
  return rows;
}
