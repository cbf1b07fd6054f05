/** What the languages of an index have for each term of a query. */
import { formsOf, nearest } from "./near.js";
import { ACROSS } from "./runs.js";

/**
 * @typedef {import("./shards.js").Index} Index
 * @typedef {import("./shards.js").Term} Term
 * @typedef {import("./query.js").Wish} Wish
 * @typedef {import("./query.js").Query} Query
 */

/** How much a match counts. */
const WEIGHT = { exact: 1, start: 0.6, form: 0.8, slip: 0.5, other: 0.85, bridge: 0.6 };

/**
 * A list of a term with what it counts, and the place of its language.
 * @typedef {{ term: Term, weight: number, lang: number }} Found
 */

/**
 * What the languages have for each term.
 * @param {Index[]} indexes
 * @param {Query} query
 * @param {boolean} [exact]  no beginnings and no slips
 * @returns {Promise<Found[][]>}
 */
export function lookUp(indexes, query, exact = false) {
  return Promise.all(
    query.wishes.map(async (wish) => {
      const parts = await Promise.all(
        indexes.map(async (index, lang) => {
          const weight = lang === 0 ? 1 : WEIGHT.other;
          const found = await inIndex(index, wish, exact);
          return found.map((f) => ({ term: f.term, weight: f.weight * weight, lang }));
        }),
      );
      const all = parts.flat();
      if (all.length || wish.kind !== "word" || exact) return all;
      return slipsOf(indexes, wish, query.asked ? "near" : "all");
    }),
  );
}

/**
 * @param {Index} index
 * @param {Wish} wish
 * @param {boolean} exact
 */
async function inIndex(index, wish, exact) {
  /** @type {{ term: Term, weight: number }[]} */
  const found = [];
  const term = wish.kind === "single" ? await index.single(wish.text) : await index.term(wish.text);
  if (term) found.push({ term, weight: WEIGHT.exact });
  if (wish.kind === "word" && wish.open && !wish.must && !exact && wish.text.length > 1) {
    for (const longer of await index.beginning(wish.text, 24)) {
      if (longer.name === term?.name) continue;
      const rest =
        Math.min(...longer.forms.filter((f) => f.startsWith(wish.text)).map((f) => f.length)) -
        wish.text.length;
      found.push({ term: longer, weight: (WEIGHT.start * wish.text.length) / (wish.text.length + rest / 2) });
    }
  }
  return found;
}

/**
 * Adds what stems keep apart and people do not: `clarify` and `clarification`.
 * @param {Index[]} indexes
 * @param {Query} query
 * @param {Found[][]} found
 * @returns {Promise<Found[][]>}
 */
export function withForms(indexes, query, found) {
  return Promise.all(
    query.wishes.map(async (wish, n) => {
      if (wish.kind !== "word" || wish.must || wish.text.length < 5 || !found[n].length) return found[n];
      const more = await slipsOf(indexes, wish, "forms");
      const known = new Set(found[n].map((f) => `${f.lang} ${f.term.name}`));
      return [...found[n], ...more.filter((f) => !known.has(`${f.lang} ${f.term.name}`))];
    }),
  );
}

/**
 * What a word that stands nowhere may mean: `forms` of it only, words that begin as it does
 * (`near`), then any (`all`). In a sentence other words tell what is meant.
 * @param {Index[]} indexes
 * @param {Wish} wish
 * @param {"forms" | "near" | "all"} how
 * @returns {Promise<Found[]>}
 */
async function slipsOf(indexes, wish, how) {
  for (const all of how === "all" ? [false, true] : [false]) {
    const found = await Promise.all(
      indexes.map(async (index, lang) => {
        const words = await index.words(wish.text, all);
        const near =
          how === "forms" ? formsOf(wish.text, words) : nearest(wish.text, words, how === "all" ? 8 : 3);
        const terms = near.map(async ({ word, cost }) => {
          const term = await index.term(word);
          const weight = (cost === 0 ? WEIGHT.form : WEIGHT.slip / cost) * (lang === 0 ? 1 : WEIGHT.other);
          return term ? [{ term, weight, lang }] : [];
        });
        return (await Promise.all(terms)).flat();
      }),
    );
    if (found.flat().length) return found.flat();
  }
  return [];
}

/**
 * Entries that have all terms of a translated form, as one list for each language.
 * @param {Found[][]} lists
 * @param {number} langs
 * @returns {Found[]}
 */
export function together(lists, langs) {
  /** @type {Found[]} */
  const both = [];
  for (let lang = 0; lang < langs; lang++) {
    const terms = lists.map((list) => list.find((f) => f.lang === lang));
    if (!terms.length || terms.some((term) => !term)) continue;
    /** @type {Map<number, [number, number]>} */
    const seen = new Map();
    for (const found of terms) {
      const { entries, impacts } = /** @type {Found} */ (found).term.list;
      entries.forEach((entry, n) => {
        const [times, least] = seen.get(entry) ?? [0, 15];
        seen.set(entry, [times + 1, Math.min(least, impacts[n])]);
      });
    }
    const kept = [...seen].filter(([, [times]]) => times === terms.length);
    const list = {
      entries: Uint32Array.from(kept, ([entry]) => entry),
      impacts: Uint8Array.from(kept, ([, [, least]]) => least),
    };
    const forms = terms.flatMap((term) => /** @type {Found} */ (term).term.forms);
    both.push({ term: { name: forms[0], list, forms }, weight: WEIGHT.bridge, lang });
  }
  return both;
}

/**
 * Looks by themselves for the characters of runs that no pair has found: 嫌贵 stands nowhere, 贵 does.
 * @param {Index[]} indexes
 * @param {Query} query
 * @param {Found[][]} found
 * @returns {Promise<[Query, Found[][]]>}
 */
export async function singles(indexes, query, found) {
  const known = new Set(
    query.wishes.flatMap((wish, n) =>
      wish.kind === "pair" && wish.weight >= ACROSS && found[n].length ? [...wish.text] : [],
    ),
  );
  const wishes = query.singles.filter((wish) => !known.has(wish.text));
  if (!wishes.length) return [query, found];
  const more = await lookUp(indexes, { ...query, wishes }, true);
  return [{ ...query, wishes: [...query.wishes, ...wishes] }, [...found, ...more]];
}
