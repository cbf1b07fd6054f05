/**
 * From a query to ranked entries.
 *
 * 1. Every term of the query is looked up in the languages it may stand in: the reader's own, and
 *    those of its script. An entry has one number in all of them, so what is found in another
 *    language is found.
 * 2. A term's share of an entry's score is its rarity times its impact there; exact forms count
 *    more than beginnings, beginnings more than slips of the pen. An entry that lacks terms of the
 *    query loses more than their share.
 * 3. The texts of the best are loaded. Where the words stand together as they were typed, above
 *    all in a title, an entry rises; without the words of a phrase in quotes it goes.
 *
 * Nothing here knows the page: the tests run it as it is.
 */
import { flat, scan } from "./fold.js";
import { formsOf, nearest } from "./near.js";
import { parse } from "./query.js";
import { Index } from "./shards.js";

/**
 * @typedef {import("./shards.js").Line} Line
 * @typedef {import("./shards.js").List} List
 * @typedef {import("./shards.js").Term} Term
 * @typedef {import("./query.js").Wish} Wish
 * @typedef {import("./query.js").Query} Query
 */

/**
 * An entry found: its kind's letter, its stage's place or -1, its words, and the language in which
 * the words of the query stand.
 * @typedef {{ entry: number, kind: string, stage: number, score: number, line: Line, lang: string, own: Line | null }} Hit
 * `total`: how many entries hold the query, all of it if any does.
 * @typedef {{ hits: Hit[], total: number, marks: Marks, more: boolean }} Answer
 * What to mark in a text: words, beginnings of words, runs of characters.
 * @typedef {{ words: Set<string>, starts: string[], pairs: Set<string>, singles: Set<string>, simplified: Map<string, string> | null }} Marks
 * `kinds`: letters; `stage`: place; `prefer`: the stage of the deal at hand.
 * @typedef {{ kinds?: string, stage?: number, prefer?: number, from?: number, count?: number }} Options
 */

/** How much a match counts. */
const WEIGHT = { exact: 1, start: 0.6, form: 0.8, slip: 0.5, other: 0.85, bridge: 0.6 };
/** Which kinds a rep wants before others: terms and pages, questions of self-checks last. */
const KINDS = /** @type {Record<string, number>} */ ({ t: 1.25, S: 1.15, C: 1.1, G: 1.15, L: 1.1, o: 1.05, q: 0.8, b: 0.85, p: 0.9, h: 0.9, l: 0.95 });
/** Texts loaded to look at, and how many entries to look through for a phrase. */
const LOOK = 10;
const PHRASE_LOOK = 60;
/** A page of results for a phrase is shown once it has this many. */
const PHRASE_ENOUGH = 3;
/** With fewer entries than this that hold all of the query, the glossary's bridge is tried. */
const FEW = 5;

export class Engine {
  /**
   * @param {(name: string) => Promise<any>} load  gives a file of the index
   * @param {string} lang  the reader's
   * @param {string[]} langs  all
   */
  constructor(load, lang, langs) {
    this.load = load;
    this.lang = lang;
    this.langs = [lang, ...langs.filter((other) => other !== lang)];
    /** @type {Promise<Index>[]} */
    this.opened = [];
  }

  /**
   * An opened language, by its place in `langs`.
   * @param {number} n
   */
  index(n) {
    return (this.opened[n] ??= this.load(this.langs[n]).then((head) => new Index(this.load, head)));
  }

  /**
   * @param {string} text
   * @param {Options} [options]
   * @returns {Promise<Answer>}
   */
  async search(text, options = {}) {
    const own = await this.index(0);
    const stop = new Set(own.head.stop.split(" "));
    let query = parse(text, stop, null);
    let indexes = await this.indexes(query);
    let found = await lookUp(indexes, query);
    /** @type {Map<string, string> | null} */
    let simplified = null;
    const lost = query.wishes.some((wish, n) => wish.kind !== "word" && !found[n].length);
    if (lost) {
      simplified = await this.simplified(indexes);
      const other = parse(text, stop, simplified);
      if (other.whole !== query.whole) {
        query = other;
        found = await lookUp(indexes, query);
      } else simplified = null;
    }
    let ranking = rank(own, indexes, query, found, options);
    if (ranking.full < FEW) {
      found = await withForms(indexes, query, found);
      ranking = rank(own, indexes, query, found, options);
    }
    if (ranking.full < FEW && query.wishes.length) {
      const bridged = await this.bridge(indexes, query, found);
      if (bridged) ranking = rank(own, indexes, query, bridged, options);
    }
    const marks = marksOf(query, found, simplified);
    return this.look(indexes, query, ranking, marks, options);
  }

  /**
   * The languages that may hold the query, the reader's first.
   * @param {Query} query
   */
  async indexes(query) {
    const own = await this.index(0);
    /** @type {[string, string, boolean][]} */
    const langs = own.head.langs;
    const joined = new Map(langs.map(([lang, , joined]) => [lang, joined]));
    const may = (/** @type {string} */ lang) => (joined.get(lang) ? query.hasJoined : query.hasWord && !query.hasJoined);
    const others = this.langs.flatMap((lang, n) => (n > 0 && may(lang) ? [this.index(n)] : []));
    return [own, ...(await Promise.all(others))];
  }

  /** @param {Index[]} indexes */
  async simplified(indexes) {
    const tables = await Promise.all(indexes.map((index) => index.simplified()));
    return new Map(tables.flatMap((table) => [...table]));
  }

  /**
   * What the glossary says for the query in other words and languages.
   * @param {Index[]} indexes
   * @param {Query} query
   * @param {Found[][]} found
   */
  async bridge(indexes, query, found) {
    const terms = await indexes[0].bridge();
    const bridged = found.map((list) => [...list]);
    let any = false;
    for (const forms of terms) {
      const all = forms.flat();
      const folded = all.map((form) => flat(scan(form)));
      const at = folded.findIndex((form) => form && contains(query.whole, form));
      if (at < 0) continue;
      const covered = query.wishes.flatMap((wish, n) => (folded[at].includes(wish.text) ? [n] : []));
      if (!covered.length) continue;
      for (const form of all.filter((_, n) => folded[n] && folded[n] !== folded[at])) {
        const other = parse(`"${form}"`, new Set(), null);
        const lists = await lookUp(indexes, other, true);
        const both = together(lists, indexes.length);
        if (!both.length) continue;
        any = true;
        for (const n of covered) bridged[n].push(...both);
      }
    }
    return any ? bridged : null;
  }

  /**
   * Loads what the best results show, and lets those rise that say it as it was typed.
   * @param {Index[]} indexes
   * @param {Query} query
   * @param {Ranking} ranking
   * @param {Marks} marks
   * @param {Options} options
   * @returns {Promise<Answer>}
   */
  async look(indexes, query, ranking, marks, options) {
    const { order, total } = ranking;
    const from = options.from ?? 0;
    const count = options.count ?? LOOK;
    const entry = (/** @type {number} */ entry) => this.hit(indexes, query, ranking, marks, entry);
    const byScore = (/** @type {Hit} */ a, /** @type {Hit} */ b) => b.score - a.score || a.entry - b.entry;
    if (!query.phrases.length) {
      const looked = await Promise.all(order.slice(from, from + count).map(entry));
      const hits = looked.flatMap((hit) => hit ?? []).sort(byScore);
      return { hits, total, marks, more: order.length > from + count };
    }
    /** @type {Hit[]} */
    const hits = [];
    let seen = 0;
    const end = Math.min(order.length, Math.max(PHRASE_LOOK, from + count));
    while (seen < end && hits.length < from + (from ? count : PHRASE_ENOUGH)) {
      const looked = await Promise.all(order.slice(seen, seen + LOOK).map(entry));
      hits.push(...looked.flatMap((hit) => hit ?? []).sort(byScore));
      seen += LOOK;
    }
    return { hits: hits.slice(from, from + count), total: hits.length, marks, more: seen < end };
  }

  /**
   * An entry with its words; null without the words of a phrase.
   * @param {Index[]} indexes
   * @param {Query} query
   * @param {Ranking} ranking
   * @param {Marks} marks
   * @param {number} entry
   * @returns {Promise<Hit | null>}
   */
  async hit(indexes, query, ranking, marks, entry) {
    const index = indexes[ranking.lang[entry]];
    const [line, own] = await Promise.all([index.line(entry), indexes[0].line(entry)]);
    if (!line) return null;
    const near = closeness(query, line, marks.simplified);
    if (near === 0) return null;
    const score = ranking.score[entry] * near;
    return { entry, kind: ranking.kind(entry), stage: ranking.stage[entry], score, line, own, lang: index.lang };
  }
}

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
function lookUp(indexes, query, exact = false) {
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
      return slipsOf(indexes, wish);
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
      const rest = Math.min(...longer.forms.filter((f) => f.startsWith(wish.text)).map((f) => f.length)) - wish.text.length;
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
function withForms(indexes, query, found) {
  return Promise.all(
    query.wishes.map(async (wish, n) => {
      if (wish.kind !== "word" || wish.must || wish.text.length < 5 || !found[n].length) return found[n];
      const more = await slipsOf(indexes, wish, true);
      const known = new Set(found[n].map((f) => `${f.lang} ${f.term.name}`));
      return [...found[n], ...more.filter((f) => !known.has(`${f.lang} ${f.term.name}`))];
    }),
  );
}

/**
 * What a word that stands nowhere may mean.
 * @param {Index[]} indexes
 * @param {Wish} wish
 * @param {boolean} [formsOnly]
 * @returns {Promise<Found[]>}
 */
async function slipsOf(indexes, wish, formsOnly = false) {
  for (const all of formsOnly ? [false] : [false, true]) {
    const found = await Promise.all(
      indexes.map(async (index, lang) => {
        const words = await index.words(wish.text, all);
        const near = formsOnly ? formsOf(wish.text, words) : nearest(wish.text, words, 8);
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
function together(lists, langs) {
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
    const list = { entries: Uint32Array.from(kept, ([entry]) => entry), impacts: Uint8Array.from(kept, ([, [, least]]) => least) };
    const forms = terms.flatMap((term) => /** @type {Found} */ (term).term.forms);
    both.push({ term: { name: forms[0], list, forms }, weight: WEIGHT.bridge, lang });
  }
  return both;
}

/**
 * @typedef {{ order: number[], score: Float32Array, lang: Uint8Array, stage: Int16Array, kind: (entry: number) => string, total: number, full: number }} Ranking
 */

/**
 * @param {Index} own
 * @param {Index[]} indexes
 * @param {Query} query
 * @param {Found[][]} found
 * @param {Options} options
 * @returns {Ranking}
 */
function rank(own, indexes, query, found, options) {
  const size = own.size;
  const score = new Float32Array(size);
  const covered = new Float32Array(size);
  const lang = new Uint8Array(size);
  const byLang = indexes.map(() => new Float32Array(size));
  const best = new Float32Array(size);
  let all = 0;
  let must = new Uint8Array(size);
  let musts = 0;
  found.forEach((list, n) => {
    if (!list.length) {
      if (query.wishes[n].must) musts++;
      return;
    }
    best.fill(0);
    for (const { term, weight, lang } of list) {
      const { entries, impacts } = term.list;
      const of = byLang[lang];
      for (let i = 0; i < entries.length; i++) {
        const value = weight * (0.3 + (0.7 * impacts[i]) / 15);
        if (value > best[entries[i]]) best[entries[i]] = value;
        of[entries[i]] += value;
      }
    }
    let count = 0;
    for (let entry = 0; entry < size; entry++) if (best[entry] > 0) count++;
    const rarity = Math.log(1 + (size - count + 0.5) / (count + 0.5));
    all += rarity;
    if (query.wishes[n].must) musts++;
    for (let entry = 0; entry < size; entry++) {
      if (best[entry] === 0) continue;
      score[entry] += rarity * best[entry];
      covered[entry] += rarity;
      if (query.wishes[n].must) must[entry]++;
    }
  });
  const stage = spread(own.head.stages, size);
  const kind = (/** @type {number} */ entry) => own.head.kinds[entry];
  /** @type {number[]} */
  const order = [];
  let full = 0;
  for (let entry = 0; entry < size; entry++) {
    if (score[entry] === 0 || must[entry] < musts) continue;
    if (options.kinds && !options.kinds.includes(kind(entry))) continue;
    if (options.stage !== undefined && stage[entry] !== options.stage) continue;
    const share = covered[entry] / all;
    if (share > 0.999) full++;
    else if (share < 0.4) continue;
    let factor = share * share * share * (KINDS[kind(entry)] ?? 1);
    if (options.prefer !== undefined && stage[entry] === options.prefer) factor *= 1.1;
    score[entry] *= factor;
    for (let n = 1; n < indexes.length; n++) if (byLang[n][entry] > byLang[lang[entry]][entry]) lang[entry] = n;
    order.push(entry);
  }
  // Where enough entries hold all of the query, those that hold a part only stand in the way.
  const shown = full < FEW ? order : order.filter((entry) => covered[entry] / all > 0.999);
  shown.sort((a, b) => score[b] - score[a] || a - b);
  return { order: shown, score, lang, stage, kind, total: shown.length, full };
}

/**
 * Values that stand in runs.
 * @param {number[]} runs
 * @param {number} size
 */
function spread(runs, size) {
  const values = new Int16Array(size);
  let at = 0;
  for (let n = 0; n < runs.length; n += 2) {
    values.fill(runs[n], at, at + runs[n + 1]);
    at += runs[n + 1];
  }
  return values;
}

/**
 * How much an entry gains because the words stand together; 0 if a phrase in quotes is missing.
 * @param {Query} query
 * @param {Line} line
 * @param {Map<string, string> | null} simplified
 */
function closeness(query, line, simplified) {
  const title = flat(scan(line.title), simplified);
  const text = () => flat(scan(line.text), simplified);
  if (query.phrases.some((phrase) => !contains(title, phrase) && !contains(text(), phrase))) return 0;
  if (query.wishes.length < 1) return 1;
  if (title === query.whole) return 2;
  if (contains(title, query.whole)) return title.startsWith(query.whole) ? 1.45 : 1.35;
  const spaceless = query.whole.replaceAll(" ", "");
  if (title.replaceAll(" ", "").includes(spaceless)) return 1.3;
  if (query.wishes.length < 2) return 1;
  return contains(text(), query.whole) || text().replaceAll(" ", "").includes(spaceless) ? 1.2 : 1;
}

/**
 * Whether a folded text has a folded phrase, not in the middle of a word.
 * @param {string} text
 * @param {string} phrase
 */
function contains(text, phrase) {
  const isLatin = (/** @type {string} */ c) => c !== undefined && c < "\u3000" && c !== " ";
  for (let at = text.indexOf(phrase); at >= 0; at = text.indexOf(phrase, at + 1)) {
    const cutBefore = isLatin(phrase[0]) && isLatin(text[at - 1]);
    const cutAfter = isLatin(phrase[phrase.length - 1]) && isLatin(text[at + phrase.length]);
    if (!cutBefore && !cutAfter) return true;
  }
  return false;
}

/**
 * @param {Query} query
 * @param {Found[][]} found
 * @param {Map<string, string> | null} simplified
 * @returns {Marks}
 */
function marksOf(query, found, simplified) {
  /** @type {Marks} */
  const marks = { words: new Set(), starts: [], pairs: new Set(), singles: new Set(), simplified };
  query.wishes.forEach((wish, n) => {
    if (wish.kind === "pair") marks.pairs.add(wish.text);
    else if (wish.kind === "single") marks.singles.add(wish.text);
    else {
      if (wish.open) marks.starts.push(wish.text);
      for (const { term } of found[n]) for (const form of term.forms) marks.words.add(form);
    }
  });
  return marks;
}
