/**
 * How deals travel: as JSON, as CSV for spreadsheets, as the fragment of a link, and what happens
 * where they arrive. Whatever comes in may have been made by anybody.
 */
/** @typedef {import("./deals.js").Deal} Deal */
/** @typedef {import("./deals.js").Tick} Tick */
/** @typedef {import("./deals.js").Stage} Stage */

/**
 * A deal with its ticks, as it travels; `at` is the moment of the last change, in milliseconds
 * since 1970, so that the later of two wins where they meet.
 * @typedef {{ id: string, deal: Deal, at?: number, ticks: { [action: string]: Tick & { at?: number } } }} Parcel
 */

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

/** The parts of the customer card, each a column `card.<dimension>.<part>`. */
const PARTS = ["text", "benefit", "risk"];

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

/** The most that a link may unfold to. */
const LARGEST = 2_000_000;

/**
 * The deal as the part of an address behind `#`: no server ever sees it. It is packed where the
 * browser can.
 * @param {Parcel} parcel
 * @returns {Promise<string>}
 */
export async function toFragment({ id, deal, at, ticks }) {
  const list = Object.entries(ticks).map(([action, t]) => [
    action,
    t.rev,
    t.hash,
    t.date,
    t.evidence ?? "",
    t.note ?? "",
    t.at ?? 0,
  ]);
  const bytes = new TextEncoder().encode(JSON.stringify([1, id, deal, list, at ?? 0]));
  if (typeof CompressionStream === "undefined") return `deal=${letters(bytes)}`;
  const packed = new Blob([bytes]).stream().pipeThrough(new CompressionStream("deflate-raw"));
  return `dealz=${letters(new Uint8Array(await new Response(packed).arrayBuffer()))}`;
}

/**
 * Whether an address carries a deal.
 * @param {string} fragment
 */
export function carries(fragment) {
  return /^#?dealz?=/.test(fragment);
}

/**
 * @param {string} fragment with or without `#`
 * @returns {Promise<Parcel | null>} null if it carries no deal
 */
export async function fromFragment(fragment) {
  const [, packed, text] = fragment.match(/^#?deal(z?)=([A-Za-z0-9_-]+)$/) ?? [];
  if (!text) return null;
  try {
    const raw = Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (c) => c.charCodeAt(0));
    const bytes = packed ? await unpack(raw) : raw;
    const [version, id, deal, list, at] = JSON.parse(new TextDecoder().decode(bytes));
    if (version !== 1) return null;
    const ticks = list.map((/** @type {any[]} */ [action, rev, hash, date, evidence, note, when]) => [
      action,
      { rev, hash, date, evidence, note, at: when },
    ]);
    return parcel({ id, deal, at, ticks: Object.fromEntries(ticks) });
  } catch {
    return null;
  }
}

/** @param {Uint8Array} bytes */
function letters(bytes) {
  const text = btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
  return text.replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

/**
 * A few bytes may unfold to very many, so it stops where no deal goes on.
 * @param {Uint8Array<ArrayBuffer>} bytes
 */
async function unpack(bytes) {
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
  /** @type {Uint8Array<ArrayBuffer>[]} */
  const parts = [];
  let size = 0;
  for (const reader = stream.getReader(); ;) {
    const { done, value } = await reader.read();
    if (done) break;
    size += value.length;
    if (size > LARGEST) {
      await reader.cancel();
      throw new Error("unreadable");
    }
    parts.push(value);
  }
  return new Uint8Array(await new Blob(parts).arrayBuffer());
}

/**
 * What taking parcels in would do. Of each record the later one stays; a deal that was deleted here
 * comes back, since the person asks for it.
 * @typedef {{ id: string, name: string, kind: "new" | "changed" | "same" | "older", taken: number, kept: number }} Arrival
 * @param {Parcel[]} parcels
 * @param {{ [key: string]: import("../store/store.js").Entry }} here the store's records
 * @param {number} now
 * @returns {{ arrivals: Arrival[], records: { [key: string]: import("../store/store.js").Entry } }}
 */
export function plan(parcels, here, now) {
  /** @type {{ [key: string]: import("../store/store.js").Entry }} */
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
 * @param {any} value
 * @returns {any}
 */
function sorted(value) {
  if (!value || typeof value !== "object") return value;
  const filled = Object.keys(value).filter(
    (key) => value[key] !== "" && value[key] !== undefined && value[key] !== false,
  );
  return Object.fromEntries(filled.sort().map((key) => [key, sorted(value[key])]));
}

/**
 * Only what belongs to a deal, from data that anybody may have made.
 * @param {any} data
 * @returns {Parcel}
 * @throws {Error} `unreadable`
 */
function parcel(data) {
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
 * @param {any} data
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

/** A moment that has been; a clock far ahead must not win for ever. @param {any} at */
function instant(at) {
  return typeof at === "number" && at > 0 && at < Date.now() + 86_400_000 ? { at } : {};
}

/** @param {any} t @returns {Tick & { at?: number }} */
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
 * A day; spreadsheets like to write it as 2026/2/1.
 * @param {any} value
 * @returns {string | null}
 */
function date(value) {
  const [, year, month, day] =
    (typeof value === "string" && value.match(/^(\d{4})[-/.](\d\d?)[-/.](\d\d?)$/)) || [];
  return year ? `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}` : null;
}

/**
 * @param {any} from
 * @param {string[]} names
 * @returns {{ [name: string]: string }}
 */
function words(from, names) {
  const kept = names.filter((name) => typeof from[name] === "string" && from[name] !== "");
  return Object.fromEntries(kept.map((name) => [name, from[name].slice(0, 4000)]));
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
