/**
 * A deal as the part of an address behind `#`: no server ever sees it.
 */
import { unescaped } from "../escape.js";
import { parcel } from "./parcel.js";

/** @typedef {import("./parcel.js").Parcel} Parcel */
/**
 * @typedef {[action: string, rev: number, hash: string, date: string, evidence: string, note: string,
 *   at: number]} Packed
 */

/** The most that a link may unfold to. */
const LARGEST = 2_000_000;

/** How often a link may have been escaped on its way. */
const ESCAPES = 3;

/** The kind of packing, and all that stands behind it. */
const DEAL = /(?:^|[#?&!/])deal(z?)=(.*)/s;

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
 * What a link carries, whatever mail and chat programs have made of it: they escape it, break its
 * lines, and put dots, brackets and marks of their own around it.
 * @param {string} fragment
 */
function taken(fragment) {
  let text = fragment;
  for (let n = 0; n < ESCAPES && !DEAL.test(text); n++) text = unescaped(text);
  const [, packed, letters] = text.match(DEAL) ?? [];
  return letters === undefined ? null : { packed, letters: unescaped(letters) };
}

/**
 * Whether an address carries a deal, or what is left of one.
 * @param {string} fragment
 */
export function carries(fragment) {
  return taken(fragment) !== null;
}

/**
 * @param {string} fragment with or without `#`
 * @returns {Promise<Parcel | null>} null if it carries no deal
 */
export async function fromFragment(fragment) {
  const { packed, letters } = taken(fragment) ?? { packed: "", letters: "" };
  // First what stands there without a break, then with what a broken line has parted.
  const whole = letters.replace(/[\s\u00ad\u200b-\u200d\u2060\ufeff]+/g, "");
  for (const text of new Set([letters, whole])) {
    const [run] = text.match(/^[\w+/-]+/) ?? [];
    const found = run ? await read(run, packed !== "") : null;
    if (found) return found;
  }
  return null;
}

/**
 * @param {string} text
 * @param {boolean} packed
 * @returns {Promise<Parcel | null>}
 */
async function read(text, packed) {
  try {
    const raw = Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (c) => c.charCodeAt(0));
    const bytes = packed ? await unpack(raw) : raw;
    const [version, id, deal, list, at] = JSON.parse(new TextDecoder().decode(bytes));
    if (version !== 1) return null;
    const ticks = list.map((/** @type {Packed} */ [action, rev, hash, date, evidence, note, when]) => [
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
