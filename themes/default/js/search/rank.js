/** The order of what was found: the sum of a query's terms, by their rarity and weight. */

/**
 * @typedef {import("./shards.js").Index} Index
 * @typedef {import("./query.js").Query} Query
 * @typedef {import("./lookup.js").Found} Found
 * `group`: of kinds; `stage`: place; `prefer`: the stage of the deal at hand.
 * @typedef {{ group?: string, stage?: number, prefer?: number }} Filters
 * An entry with its score and the place of the language in which most was found.
 * @typedef {{ entry: number, score: number, lang: number, stage: number, kind: string }} Ranked
 * The best, how many there are, and how many of them hold all of the query.
 * @typedef {{ best: Ranked[], total: number, full: number }} Ranking
 */

/** With fewer entries than this that hold all of the query, those that hold a part are shown too. */
export const FEW = 5;
/** What the least impact is worth of the highest. */
const FLOOR = 0.1;
/** The share of a query that an entry must hold; less if nothing holds as much. */
const LEAST = { words: 0.4, asked: 0.25 };
/**
 * By which power of that share an entry counts: it should have all of a few words, but nobody
 * writes down a whole question.
 */
const POWER = { words: 2.5, asked: 0.5 };

/**
 * Adds up scores. Its tables are as long as the index, so they are kept from key to key, and only
 * what a query touched is looked at and cleared.
 */
export class Ranker {
  /** @param {Index} own  the index of the reader's language */
  constructor(own) {
    this.own = own;
    this.score = new Float32Array(own.size);
    this.covered = new Float32Array(own.size);
    this.musts = new Uint8Array(own.size);
    /** What the term at hand has for an entry. */
    this.value = new Float32Array(own.size);
    /** Entries with a score. */
    this.touched = new Uint32Array(own.size);
    this.count = 0;
    /** Scores by language, only if there are several. @type {Float32Array[]} */
    this.byLang = [];
    /** Entries of the term at hand. */
    this.seen = new Uint32Array(own.size);
  }

  /**
   * @param {number} langs
   * @param {Query} query
   * @param {Found[][]} found
   * @param {Filters} filters
   * @param {number} most  how many of the best are wanted
   * @returns {Ranking}
   */
  rank(langs, query, found, filters, most) {
    while (langs > 1 && this.byLang.length < langs) this.byLang.push(new Float32Array(this.own.size));
    let [all, musts] = [0, 0];
    found.forEach((list, n) => {
      const { must, weight } = query.wishes[n];
      if (must) musts++;
      if (!list.length) return;
      all += this.add(list, weight, must, langs > 1);
    });
    const ranking = this.order(langs, { all, musts, how: query.asked ? "asked" : "words" }, filters, most);
    this.clear();
    return ranking;
  }

  /**
   * Adds a term; returns how much of the query it is.
   * @param {Found[]} list
   * @param {number} weight
   * @param {boolean} must
   * @param {boolean} several  languages
   */
  add(list, weight, must, several) {
    const { own, score, covered, musts, value, touched, seen } = this;
    let count = 0;
    for (const { term, weight, lang } of list) {
      const { entries, impacts } = term.list;
      for (let i = 0; i < entries.length; i++) {
        const entry = entries[i];
        const here = weight * (FLOOR + ((1 - FLOOR) * impacts[i]) / 15);
        if (value[entry] === 0) seen[count++] = entry;
        if (here > value[entry]) value[entry] = here;
        if (several) this.byLang[lang][entry] += here;
      }
    }
    const tells = weight * Math.log(1 + (own.size - count + 0.5) / (count + 0.5));
    for (let i = 0; i < count; i++) {
      const entry = seen[i];
      if (score[entry] === 0) touched[this.count++] = entry;
      score[entry] += tells * value[entry];
      covered[entry] += tells;
      if (must) musts[entry]++;
      value[entry] = 0;
    }
    return tells;
  }

  /**
   * @param {number} langs
   * @param {{ all: number, musts: number, how: "asked" | "words" }} query
   * @param {Filters} filters
   * @param {number} most
   * @returns {Ranking}
   */
  order(langs, { all, musts, how }, filters, most) {
    const { own, score, covered, touched } = this;
    const { stages, head } = own;
    const kinds = filters.group ? own.letters(filters.group) : "";
    let [full, kept, largest] = [0, 0, 0];
    for (let i = 0; i < this.count; i++) {
      const entry = touched[i];
      if (this.musts[entry] < musts) continue;
      if (kinds && !kinds.includes(head.kinds[entry])) continue;
      if (filters.stage !== undefined && stages[entry] !== filters.stage) continue;
      if (covered[entry] > largest) largest = covered[entry];
      if (covered[entry] > 0.999 * all) full++;
      this.seen[kept++] = entry;
    }
    // Where enough entries hold all of a few words, those that hold a part only stand in the way.
    const least = full < FEW || how === "asked" ? Math.min(LEAST[how] * all, 0.6 * largest) : 0.999 * all;
    const top = new Top(most);
    let total = 0;
    for (let i = 0; i < kept; i++) {
      const entry = this.seen[i];
      if (covered[entry] < least) continue;
      total++;
      let factor = (covered[entry] / all) ** POWER[how] * (head.weights[head.kinds[entry]] ?? 1);
      if (filters.prefer !== undefined && stages[entry] === filters.prefer) factor *= 1.1;
      top.add(entry, score[entry] * factor);
    }
    const best = top.list.map(({ entry, score }) => {
      let lang = 0;
      for (let n = 1; n < langs; n++) if (this.byLang[n][entry] > this.byLang[lang][entry]) lang = n;
      return { entry, score, lang, stage: stages[entry], kind: head.kinds[entry] };
    });
    return { best, total, full };
  }

  clear() {
    for (let i = 0; i < this.count; i++) {
      const entry = this.touched[i];
      this.score[entry] = this.covered[entry] = this.musts[entry] = 0;
      for (const of of this.byLang) of[entry] = 0;
    }
    this.count = 0;
  }
}

/** The best of many, best first; of equals the earlier entry. */
class Top {
  /** @type {{ entry: number, score: number }[]} */
  list = [];

  /** @param {number} most */
  constructor(most) {
    this.most = most;
  }

  /**
   * @param {number} entry
   * @param {number} score
   */
  add(entry, score) {
    const { list, most } = this;
    let at = list.length;
    const isAfter = (/** @type {{ entry: number, score: number }} */ other) =>
      other.score < score || (other.score === score && other.entry > entry);
    while (at > 0 && isAfter(list[at - 1])) at--;
    if (at >= most) return;
    list.splice(at, 0, { entry, score });
    if (list.length > most) list.pop();
  }
}
