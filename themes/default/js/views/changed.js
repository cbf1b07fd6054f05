/**
 * What has changed since the learner studied: item by item in its own words, page by page.
 *
 * A record of reading keeps an item's words too, so that the list can show what they were.
 */
import { h } from "../kit/dom.js";
import { UP } from "../kit/root.js";
import { say } from "../kit/words.js";
import { store } from "../store/here.js";
import { fold } from "../logic/grade.js";
import { standing } from "../logic/progress.js";
import { MOST, unmarked } from "./text.js";
import { answers } from "../store/records.js";

/**
 * `was`: the words when it was read, if they were kept in this language.
 * @typedef {{ id: string, now: "added" | "reworded" | "revised" | "removed", path: string, was: string }} Change
 */

/**
 * Items that were read or answered and are no longer what they were.
 * @param {import("../kit/contract.js").Items} items revision, hash and place of each
 * @returns {{ live: Change[], gone: Change[] }}
 */
export function changedSince(items) {
  /** @type {Map<string, Change>} */
  const found = new Map();
  const lang = document.documentElement.lang;
  const see = (/** @type {string} */ id, /** @type {number} */ rev, /** @type {string} */ hash, was = "") => {
    const item = items[id];
    const now = standing({ rev, hash }, item && { revision: item[0], hash: item[1] });
    // Seen twice, the graver change is told.
    if (now === "kept" || now === "none" || (found.get(id)?.now === "revised" && now === "reworded")) return;
    found.set(id, { id, now, path: item?.[2] ?? "", was: was || (found.get(id)?.was ?? "") });
  };
  for (const [page, read] of store.all("read/")) {
    for (const [id, [rev, hash, words]] of Object.entries(read.items ?? {}))
      see(id, rev, hash, read.lang === lang ? words : "");
    for (const id of added(page, read, items))
      found.set(id, { id, now: "added", path: items[id][2], was: "" });
  }
  for (const [id, answer] of answers())
    see(id, answer.rev, answer.hash, answer.lang === lang ? answer.words : "");
  const all = [...found.values()];
  const order = Object.keys(items);
  const live = all
    .filter((change) => change.now !== "removed")
    .sort((a, b) => order.indexOf(a.id) - order.indexOf(b.id));
  const told = new Set(store.get("set/gone") ?? []);
  return { live, gone: all.filter((change) => change.now === "removed" && !told.has(change.id)) };
}

/**
 * What stands on a studied page and did not then. A record of the page alone, as a learning system keeps
 * it, can't tell.
 * @param {string} page
 * @param {import("../store/kept.js").Reading} read
 * @param {import("../kit/contract.js").Items} items
 */
function added(page, read, items) {
  const known = read.items ?? {};
  const place = items[page]?.[2];
  if (!place || Object.keys(known).length < 2) return [];
  return Object.keys(items).filter((id) => items[id][2].startsWith(`${place}#`) && !(id in known));
}

/**
 * How many changes of each sort there are, in words; nothing if there are none.
 * @param {{ live: Change[], gone: Change[] }} changes
 */
export function inWords({ live, gone }) {
  const all = [...live, ...gone];
  return /** @type {const} */ (["added", "reworded", "revised", "removed"])
    .map((sort) => ({ sort, n: all.filter((change) => change.now === sort).length }))
    .filter(({ n }) => n > 0)
    .map(({ sort, n }) => say(`changes.${sort}`, { n }))
    .join(say("quiz.comma"));
}

/**
 * The list to show.
 * @param {{ live: Change[], gone: Change[] }} changes
 * @param {import("../kit/contract.js").Names} names of every item
 * @returns {HTMLElement[]}
 */
export function changedList({ live, gone }, names) {
  /** @type {Map<string, Change[]>} */
  const pages = new Map();
  for (const change of live) {
    const page = change.path.split("#")[0];
    pages.set(page, [...(pages.get(page) ?? []), change]);
  }
  const lists = [...pages].map(([page, changes]) =>
    h(
      "section.changed-page",
      {},
      h("h3", {}, h("a", { href: UP + page }, names.pages[page] ?? page)),
      h(
        "ul.items",
        {},
        changes.map((change) => entry(change, names.items[change.id] ?? ["", change.id])),
      ),
    ),
  );
  if (gone.length === 0) return lists;
  return [
    ...lists,
    h(
      "details.more",
      {},
      h("summary", {}, say("review.gone", { n: gone.length })),
      h(
        "ul.items",
        {},
        gone.map((change) => h("li", {}, unmarked(change.was) || change.id)),
      ),
    ),
  ];
}

/**
 * @param {Change} change
 * @param {[string, string]} name its kind and its words now
 */
function entry(change, [kind, words]) {
  const was = unmarked(change.was);
  const other = was && !same(was, words);
  return h(
    "li",
    {},
    h("a", { href: UP + change.path }, words),
    " ",
    h(
      "span.tags",
      {},
      kind ? h("span", {}, say(`kind.${kind}`)) : null,
      h(`span.${change.now}`, {}, say(`review.${change.now}`)),
    ),
    other ? h("p.was", {}, say("review.was"), " ", h("del", {}, was)) : null,
  );
}

/**
 * Whether two texts say the same, as far as both were kept.
 * @param {string} was
 * @param {string} now
 */
function same(was, now) {
  const [x, y] = [was, now.replace(/…$/, "")].map((text) => fold(text).replace(/\s/g, ""));
  if (now.endsWith("…")) return x.startsWith(y);
  return was.length < MOST ? x === y : y.startsWith(x);
}

/**
 * The learner has looked at the changes: reading takes up the present state, answers that were
 * revised stay open, and what is gone is kept but no longer told.
 * @param {Change[]} gone
 * @param {import("../kit/contract.js").Items} items revision, hash and place of each
 * @param {import("../kit/contract.js").Names | null} names
 */
export function seen(gone, items, names) {
  const lang = document.documentElement.lang;
  const told = gone.map((change) => change.id);
  /** @type {import("../store/kept.js").Changes} */
  const changes = { "set/gone": [...new Set([...(store.get("set/gone") ?? []), ...told])] };
  for (const [page, read] of store.all("read/")) {
    /** @param {string} id @returns {typeof read.items[string]} */
    const now = (id) => {
      const item = items[id];
      const words = read.lang === lang ? names?.items[id]?.[1] : "";
      const [rev, hash] = read.items[id];
      return item && (rev !== item[0] || hash !== item[1]) ? [item[0], item[1], words] : read.items[id];
    };
    const fresh = added(page, read, items).map((id) => [
      id,
      [items[id][0], items[id][1], names?.items[id]?.[1]],
    ]);
    changes[`read/${page}`] = {
      ...read,
      items: Object.fromEntries([...Object.keys(read.items ?? {}).map((id) => [id, now(id)]), ...fresh]),
    };
  }
  for (const [id, answer] of answers()) {
    const item = items[id];
    if (item && item[0] === answer.rev && item[1] !== answer.hash)
      changes[`answer/${id}`] = { ...answer, hash: item[1] };
  }
  store.change(changes);
}
