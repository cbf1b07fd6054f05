/**
 * From a query to ranked entries.
 *
 * 1. `query` takes it apart. In a question in a whole sentence, the words of every question tell
 *    little, and so do pairs of characters that reach from one word to the next (`runs`).
 * 2. `lookup` finds every term in the languages it may stand in: the reader's own, and those of its
 *    script. An entry has one number in all of them, so what is found in another language is found.
 * 3. `rank` adds up: a term's share of an entry's score is its rarity times its impact there; exact
 *    forms count more than beginnings, beginnings more than slips of the pen. An entry that lacks
 *    terms of a few words loses more than their share, of a sentence less.
 * 4. The texts of the best are loaded. Where the words stand together as they were typed, above all
 *    in a title, an entry rises; without the words of a phrase in quotes it goes (`close`).
 * Nothing here knows the page: the tests run it as it is.
 */
import { closeness, contains } from "./close.js";
import { hasRare, scan } from "./fold.js";
import { lookUp, singles, together, withForms } from "./lookup.js";
import { parse } from "./query.js";
import { FEW, Ranker } from "./rank.js";
import { ACROSS } from "./runs.js";
import { said } from "./said.js";
import { Index } from "./shards.js";

/**
 * @typedef {import("./shards.js").Line} Line
 * @typedef {import("./query.js").Query} Query
 * @typedef {import("./query.js").Common} Common
 * @typedef {import("./lookup.js").Found} Found
 * @typedef {import("./rank.js").Filters} Filters
 * @typedef {import("./rank.js").Ranked} Ranked
 * @typedef {import("./rank.js").Ranking} Ranking
 */

/**
 * An entry found: its kind's letter and group, its stage's place or -1, its words, and the language
 * in which the words of the query stand.
 * @typedef {{ entry: number, kind: string, group: string, stage: number, score: number, line: Line,
 *   lang: string, own: Line | null }} Hit
 * `total`: how many entries hold the query, all of it if any does.
 * @typedef {{ hits: Hit[], total: number, marks: Marks, more: boolean, said: import("./said.js").Said }} Answer
 * What to mark in a text: words, beginnings of words, runs of characters.
 * @typedef {{ words: Set<string>, starts: string[], pairs: Set<string>, singles: Set<string>,
 *   simplified: Map<string, string> | null }} Marks
 * @typedef {Filters & { from?: number, count?: number }} Options
 */

/** Texts loaded to look at, and how many entries to look through for a phrase. */
const LOOK = 10;
const PHRASE_LOOK = 60;
/** A page of results for a phrase is shown once it has this many. */
const PHRASE_ENOUGH = 3;

export class Engine {
  /**
   * @param {import("./shards.js").Load} load  gives a file of the index
   * @param {string} lang  the reader's
   * @param {string[]} langs  all
   */
  constructor(load, lang, langs) {
    this.load = load;
    this.lang = lang;
    this.langs = [lang, ...langs.filter((other) => other !== lang)];
    /** @type {Promise<Index>[]} */
    this.opened = [];
    /** @type {Ranker | null} */
    this.ranker = null;
  }

  /** An opened language, by its place in `langs`. @param {number} n */
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
    const ranker = (this.ranker ??= new Ranker(own));
    const indexes = await this.indexes(own, text);
    const common = commonOf(indexes);
    const simplified = hasRare(scan(text)) ? await this.simplified(indexes) : null;
    let query = parse(text, common, simplified);
    let found = await lookUp(indexes, query);
    const isLost = query.wishes.some((wish, n) => wish.kind !== "word" && !found[n].length);
    if (isLost) [query, found] = await singles(indexes, query, found);
    const end = (options.from ?? 0) + (options.count ?? LOOK);
    const most = query.phrases.length ? Math.max(PHRASE_LOOK, end) : end + 1;
    const rank = (/** @type {Found[][]} */ found) => ranker.rank(indexes.length, query, found, options, most);
    let ranking = rank(found);
    if (ranking.full < FEW && query.wishes.length) {
      // In a sentence other words tell what is meant.
      if (!query.asked) found = await withForms(indexes, query, found);
      ranking = rank((await this.bridge(indexes, query, found)) ?? found);
    }
    const marks = marksOf(query, found, simplified);
    const answer = await this.look(indexes, query, ranking, marks, options);
    return { ...answer, said: await said(this, text, options, answer.hits) };
  }

  /**
   * The languages that may hold the query, the reader's first.
   * @param {Index} own
   * @param {string} text
   */
  async indexes(own, text) {
    const tokens = scan(text);
    const [hasJoined, hasWord] = [
      tokens.some((token) => token.joined),
      tokens.some((token) => !token.joined),
    ];
    const langs = own.head.langs;
    const joined = new Map(langs.map(([lang, , joined]) => [lang, joined]));
    const may = (/** @type {string} */ lang) => (joined.get(lang) ? hasJoined : hasWord && !hasJoined);
    const others = this.langs.flatMap((lang, n) => (n > 0 && may(lang) ? [this.index(n)] : []));
    return [own, ...(await Promise.all(others))];
  }

  /**
   * Traditional characters with their simplified ones.
   * @param {Index[]} indexes
   * @returns {Promise<Map<string, string>>}
   */
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
    const bridged = found.map((list) => [...list]);
    const common = { stop: indexes[0].common.stop, fillers: NONE };
    const scripts = new Set(indexes.map((index) => index.isJoined));
    let any = false;
    for (const { forms, folded } of await indexes[0].bridge()) {
      const at = folded.findIndex((form) => form && contains(query.whole, form));
      if (at < 0) continue;
      const covered = query.wishes.flatMap((wish, n) => (folded[at].includes(wish.text) ? [n] : []));
      if (!covered.length) continue;
      // What is written otherwise than these languages stands in none of them.
      const others = forms.filter(
        (form, n) => folded[n] !== folded[at] && scan(form).some((token) => scripts.has(token.joined)),
      );
      for (const form of others) {
        const other = parse(`"${form}"`, common, null);
        const both = together(await lookUp(indexes, other, true), indexes.length);
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
   * @returns {Promise<Omit<Answer, "said">>}
   */
  async look(indexes, query, ranking, marks, options) {
    const { best, total } = ranking;
    const from = options.from ?? 0;
    const count = options.count ?? LOOK;
    const hit = (/** @type {Ranked} */ ranked) => this.hit(indexes, query, ranked, marks);
    const byScore = (/** @type {Hit} */ a, /** @type {Hit} */ b) => b.score - a.score || a.entry - b.entry;
    if (!query.phrases.length) {
      const looked = await Promise.all(best.slice(from, from + count).map(hit));
      const hits = looked.flatMap((hit) => hit ?? []).sort(byScore);
      return { hits, total, marks, more: total > from + count };
    }
    /** @type {Hit[]} */
    const hits = [];
    let seen = 0;
    const end = Math.min(best.length, Math.max(PHRASE_LOOK, from + count));
    while (seen < end && hits.length < from + (from ? count : PHRASE_ENOUGH)) {
      const looked = await Promise.all(best.slice(seen, seen + LOOK).map(hit));
      hits.push(...looked.flatMap((hit) => hit ?? []).sort(byScore));
      seen += LOOK;
    }
    return { hits: hits.slice(from, from + count), total: hits.length, marks, more: seen < end };
  }

  /**
   * An entry with its words; null without the words of a phrase.
   * @param {Index[]} indexes
   * @param {Query} query
   * @param {Ranked} ranked
   * @param {Marks} marks
   * @returns {Promise<Hit | null>}
   */
  async hit(indexes, query, { entry, kind, stage, score, lang }, marks) {
    const index = indexes[lang];
    const [line, own] = await Promise.all([index.line(entry), indexes[0].line(entry)]);
    if (!line) return null;
    const near = closeness(query, line, marks.simplified);
    const group = index.groupOf(kind);
    return near ? { entry, kind, group, stage, score: score * near, line, own, lang: index.lang } : null;
  }
}

/** @type {Set<string>} */
const NONE = new Set();

/**
 * The words that all have in common.
 * @param {Index[]} indexes
 * @returns {Common}
 */
function commonOf(indexes) {
  if (indexes.length === 1) return indexes[0].common;
  return {
    stop: indexes[0].common.stop,
    fillers: new Set(indexes.flatMap((index) => [...index.common.fillers])),
  };
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
  // A filler is marked only if there is nothing else.
  const least = Math.min(ACROSS, Math.max(...query.wishes.map((wish) => wish.weight)));
  query.wishes.forEach((wish, n) => {
    if (wish.weight < least) return;
    if (wish.kind === "pair") marks.pairs.add(wish.text);
    else if (wish.kind === "single") marks.singles.add(wish.text);
    else {
      if (wish.open) marks.starts.push(wish.text);
      for (const { term } of found[n]) for (const form of term.forms) marks.words.add(form);
    }
  });
  return marks;
}
