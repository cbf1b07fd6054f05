/**
 * Deals: where one stands given its ticks, and how it travels as a file or a link.
 *
 * In the store a deal is one record `deal/<id>` and a record `tick/<deal>/<action>` for each tick,
 * so that two devices may tick the same deal and merge. A tick counts while its item is what it
 * was or was only reworded, and while its evidence is not older than the action allows.
 */
import { position, verdict } from "./position.js";
import { standing } from "./progress.js";

/**
 * @typedef {{ id: string, rev: number, hash: string, text: string, valid: number | null, commitment?: boolean,
 *   done?: string, evidence: string[], help: { name: string, href: string, kind: string }[] }} Action
 * @typedef {{ id: string, number: number, title: string, short: string, href: string, buyer: string,
 *   milestone: Action[], success: Action[], conditions?: Condition[] }} Stage
 * @typedef {{ id: string, rev: number, hash: string, text?: string, overlaps: string[] }} Condition
 * @typedef {{ id: string, number: number, title: string, short: string, href: string, signs: string[] }} BuyerStage
 * @typedef {{ name: string, buyer: string | null, next?: string, note?: string, archived?: boolean,
 *   created: string, role?: string, decision?: string, card?: { [id: string]: any } }} Deal
 * @typedef {{ rev: number, hash: string, date: string, evidence?: string, note?: string }} Tick
 * @typedef {"open" | "done" | "reworded" | "revised" | "expired"} Mark
 * @typedef {{
 *   position: import("./position.js").Position,
 *   verdict: import("./position.js").Verdict,
 *   marks: Map<string, Mark>,
 *   lowered: import("./position.js").Position | null,
 *   until: string | null,
 *   unmet: string[],
 *   gone: string[],
 * }} Standing
 */

/** @param {Stage[]} stages @returns {import("./position.js").Gates[]} */
export function gates(stages) {
  const ids = (/** @type {Action[]} */ actions) => actions.map((action) => action.id);
  return stages.map((s) => ({ id: s.id, number: s.number, milestone: ids(s.milestone), success: ids(s.success) }));
}

/** @param {Stage[]} stages @returns {Map<string, Action>} */
export function actions(stages) {
  return new Map(stages.flatMap((s) => [...s.milestone, ...s.success]).map((action) => [action.id, action]));
}

/** @param {Stage[]} stages @returns {Map<string, Condition>} */
export function conditions(stages) {
  return new Map(stages.flatMap((s) => s.conditions ?? []).map((condition) => [condition.id, condition]));
}

/** @param {Mark | undefined} mark */
export function counts(mark) {
  return mark === "done" || mark === "reworded";
}

/**
 * What a tick is worth today.
 * @param {Tick | undefined} tick
 * @param {{ rev: number, hash: string, valid?: number | null }} action
 * @param {string} today `YYYY-MM-DD`
 * @returns {Mark}
 */
export function mark(tick, action, today) {
  const now = standing(tick, { revision: action.rev, hash: action.hash });
  if (!tick || now === "none") return "open";
  if (now === "revised") return "revised";
  if (typeof action.valid === "number" && daysBetween(tick.date, today) > action.valid) return "expired";
  return now === "reworded" ? "reworded" : "done";
}

/**
 * Where a deal stands today.
 * @param {Stage[]} stages
 * @param {BuyerStage[]} buyer
 * @param {Deal} deal
 * @param {Map<string, Tick>} ticks
 * @param {string} today
 * @returns {Standing}
 */
export function appraise(stages, buyer, deal, ticks, today) {
  const known = actions(stages);
  const marks = new Map([...known].map(([id, action]) => [id, mark(ticks.get(id), action, today)]));
  const having = (/** @type {Mark[]} */ ...wanted) =>
    new Set([...marks].filter(([, m]) => wanted.includes(m)).map(([id]) => id));
  const found = position(gates(stages), having("done", "reworded"));
  const before = position(gates(stages), having("done", "reworded", "expired"));
  const fell = before.number !== found.number || before.state !== found.state;
  const wishes = conditions(stages);
  for (const [id, condition] of wishes) {
    // What its actions say in the gates need not be said twice.
    const said = condition.overlaps.length > 0 && condition.overlaps.every((action) => counts(marks.get(action)));
    marks.set(id, said ? "done" : mark(ticks.get(id), condition, today));
  }
  const reached = stages.filter((s) => s.number <= found.number);
  const stage = buyer.find((b) => b.id === deal.buyer);
  return {
    position: found,
    verdict: verdict(found, stage ? stage.number : null),
    marks,
    lowered: fell ? before : null,
    until: fell ? lastDay(stages, before, marks, ticks) : null,
    unmet: reached.flatMap((s) => s.conditions ?? []).map((c) => c.id).filter((id) => !counts(marks.get(id))),
    gone: [...ticks.keys()].filter((id) => !known.has(id) && !wishes.has(id)),
  };
}

/**
 * The actions up to a position, in the order of the gates.
 * @param {Stage[]} stages
 * @param {import("./position.js").Position} at
 */
function passed(stages, at) {
  return stages.filter((s) => s.number <= at.number)
    .flatMap((s) => (s.number < at.number || at.state === "completed" ? [...s.milestone, ...s.success] : s.milestone));
}

/**
 * The last day on which a position held: the first of its pieces of evidence ran out then.
 * @param {Stage[]} stages
 * @param {import("./position.js").Position} before
 * @param {Map<string, Mark>} marks
 * @param {Map<string, Tick>} ticks
 */
function lastDay(stages, before, marks, ticks) {
  const days = passed(stages, before).filter((a) => marks.get(a.id) === "expired")
    .map((a) => addDays(ticks.get(a.id)?.date ?? "", a.valid ?? 0));
  return days.sort()[0] ?? null;
}

/**
 * When each stage was reached and completed, by the dates of the ticks that still count: a gate is
 * passed on the day of its last action, never before the gates in front of it.
 * @param {Stage[]} stages
 * @param {import("./position.js").Position} at
 * @param {Map<string, Tick>} ticks
 * @returns {{ stage: Stage, reached: string, completed: string | null }[]}
 */
export function history(stages, at, ticks) {
  let last = "";
  const pass = (/** @type {Action[]} */ gate) => {
    for (const action of gate) last = [last, ticks.get(action.id)?.date ?? ""].sort()[1];
    return last;
  };
  return stages.filter((s) => s.number <= at.number).map((stage) => {
    const through = stage.number < at.number || at.state === "completed";
    return { stage, reached: pass(stage.milestone), completed: through ? pass(stage.success) : null };
  });
}

/**
 * @param {string} date
 * @param {number} days
 */
export function addDays(date, days) {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

/**
 * Whole days from one date to another.
 * @param {string} from
 * @param {string} to
 */
export function daysBetween(from, to) {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000);
}

/**
 * The day of a moment where the person is, `YYYY-MM-DD`.
 * @param {number} at
 */
export function day(at) {
  const date = new Date(at);
  const two = (/** @type {number} */ n) => String(n).padStart(2, "0");
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

/**
 * A deal with its ticks, as it travels.
 * @typedef {{ id: string, deal: Deal, ticks: { [action: string]: Tick } }} Parcel
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
  if (data?.what !== "twotrack-deals" || data.version !== 1 || !Array.isArray(data.deals)) throw new Error("unreadable");
  return data.deals.map(parcel);
}

const COLUMNS = [
  "deal_id", "deal", "buyer_stage", "next_meeting", "deal_note", "archived", "created",
  "action_id", "action", "date", "evidence", "note", "revision", "hash",
];

/**
 * One row per tick, and one for a deal without any.
 * @param {Parcel[]} parcels
 * @param {Stage[]} stages
 */
export function toCsv(parcels, stages) {
  const known = actions(stages);
  const rows = parcels.flatMap(({ id, deal, ticks }) => {
    const head = [id, deal.name, deal.buyer ?? "", deal.next ?? "", deal.note ?? "", deal.archived ? "yes" : "", deal.created];
    const list = Object.entries(ticks);
    if (list.length === 0) return [[...head, "", "", "", "", "", "", ""]];
    return list.map(([action, t]) => [
      ...head, action, known.get(action)?.text ?? "", t.date, t.evidence ?? "", t.note ?? "", String(t.rev), t.hash,
    ]);
  });
  // The mark in front lets spreadsheets read Chinese.
  return `\ufeff${[COLUMNS, ...rows].map((row) => row.map(cell).join(",")).join("\r\n")}\r\n`;
}

/**
 * @param {string} text
 * @returns {Parcel[]}
 * @throws {Error} `unreadable`
 */
export function fromCsv(text) {
  const [head, ...rows] = table(text.replace(/^\ufeff/, ""));
  if (!head || !["deal_id", "deal", "action_id"].every((name) => head.includes(name))) throw new Error("unreadable");
  /** @type {Map<string, Parcel>} */
  const parcels = new Map();
  for (const row of rows) {
    const get = (/** @type {string} */ name) => plain(row[head.indexOf(name)] ?? "");
    const id = get("deal_id");
    if (!id) continue;
    const deal = {
      name: get("deal"), buyer: get("buyer_stage") || null, next: get("next_meeting"), note: get("deal_note"),
      archived: get("archived") === "yes", created: get("created"),
    };
    const found = parcels.get(id) ?? parcel({ id, deal, ticks: {} });
    const action = get("action_id");
    if (action) {
      found.ticks[action] = tick({
        rev: Number(get("revision") || 1), hash: get("hash"), date: get("date"), evidence: get("evidence"), note: get("note"),
      });
    }
    parcels.set(id, found);
  }
  return [...parcels.values()];
}

/**
 * The deal as the part of an address behind `#`: no server ever sees it.
 * @param {Parcel} parcel
 */
export function toFragment({ id, deal, ticks }) {
  const list = Object.entries(ticks).map(([action, t]) => [action, t.rev, t.hash, t.date, t.evidence ?? "", t.note ?? ""]);
  const bytes = new TextEncoder().encode(JSON.stringify([1, id, deal, list]));
  const text = btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
  return `deal=${text.replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "")}`;
}

/**
 * @param {string} fragment with or without `#`
 * @returns {Parcel | null} null if it carries no deal
 */
export function fromFragment(fragment) {
  const text = fragment.match(/^#?deal=([A-Za-z0-9_-]+)$/)?.[1];
  if (!text) return null;
  try {
    const bytes = Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (c) => c.charCodeAt(0));
    const [version, id, deal, list] = JSON.parse(new TextDecoder().decode(bytes));
    if (version !== 1) return null;
    /** @type {{ [action: string]: Tick }} */
    const ticks = {};
    for (const [action, rev, hash, date, evidence, note] of list) ticks[action] = { rev, hash, date, evidence, note };
    return parcel({ id, deal, ticks });
  } catch {
    return null;
  }
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
  if (typeof id !== "string" || !/^[\w.-]{1,64}$/.test(id) || typeof deal?.name !== "string") throw new Error("unreadable");
  const ticks = Object.entries(data.ticks ?? {}).filter(([action]) => /^[\w.-]{1,128}$/.test(action));
  return {
    id,
    deal: {
      name: deal.name.slice(0, 200),
      buyer: typeof deal.buyer === "string" ? deal.buyer : null,
      created: date(deal.created) ?? "",
      ...words(deal, ["next", "note", "role", "decision"]),
      ...(deal.archived ? { archived: true } : {}),
      ...(deal.card && typeof deal.card === "object" && !Array.isArray(deal.card) ? { card: deal.card } : {}),
    },
    ticks: Object.fromEntries(ticks.map(([action, t]) => [action, tick(t)])),
  };
}

/** @param {any} t @returns {Tick} */
function tick(t) {
  const when = date(t?.date);
  if (when === null) throw new Error("unreadable");
  const rev = Number.isInteger(t.rev) && t.rev > 0 ? t.rev : 1;
  return { rev, hash: typeof t.hash === "string" ? t.hash : "", date: when, ...words(t, ["evidence", "note"]) };
}

/** @param {any} value @returns {string | null} */
function date(value) {
  return typeof value === "string" && /^\d{4}-\d\d-\d\d$/.test(value) ? value : null;
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
 * Comma-separated values, quoted cells over several lines too.
 * @param {string} text
 * @returns {string[][]}
 */
function table(text) {
  /** @type {string[][]} */
  const rows = [];
  /** @type {string[]} */
  let row = [];
  for (const match of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/g)) {
    row.push(match[1]?.replaceAll('""', '"') ?? match[2] ?? "");
    if (match[3] === ",") continue;
    if (row.length > 1 || row[0] !== "") rows.push(row);
    row = [];
  }
  return rows;
}
