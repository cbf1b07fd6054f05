/**
 * The index of one language, read shard by shard as queries need it. `src/search/shards.rs` writes
 * it and tells its form.
 */

import { list, spread, words, wordSet } from "./code.js";
import { flat, takeApart } from "./fold.js";
import { before, Row } from "./row.js";
import { Sayings } from "./sayings.js";

/**
 * Entries of a term, best first, with impacts from 1 to 15.
 * @typedef {{ entries: Uint32Array, impacts: Uint8Array }} List
 * What a shard has under a name, and all names of the same list.
 * @typedef {{ name: string, list: List, forms: string[] }} Term
 * `forms`: the forms whose list stands under another name of the shard.
 * @typedef {{ names: string[], places: Map<string, number>, lists: (string | List)[], forms: Map<string,
 *   string[]> }} Shard
 * A result's words; `tag` if they are in another language than the index.
 * @typedef {{ slug: string, page: string, anchor: string, title: string, text: string, tag?: string }} Line
 * A file of the index, by its name: the head, or one of the sorts that the rows of `Index` hold.
 * @typedef {<File>(name: string) => Promise<File>} Load
 * The head: letters of the entries' kinds; of each row the firsts and the names of its files.
 * @typedef {{ lang: string, kinds: string, terms: [string, string], singles: [string, string],
 *   words: [string, string], texts: [number[], string], bridge: string, sayings: string | null,
 *   groups: [string, string][],
 *   langs: [string, string, boolean][], stages: number[], stageNames: string[], weights: { [kind: string]: number },
 *   stop: string, fillers: string,
 *   simplified: string }} Head
 * A result's words as they stand in a file: what is as in the line before is left out.
 * @typedef {[slug: string, page: string | 0, anchor: string, title: string, text: string, tag?: string]} Packed
 */

/** How many entries an expansion of a prefix may draw in. */
const MOST_SHARDS = 3;

/** One language. */
export class Index {
  /**
   * @param {Load} load
   * @param {Head} head
   */
  constructor(load, head) {
    this.head = head;
    this.load = load;
    /** @type {string} */
    this.lang = head.lang;
    /** @type {number} */
    this.size = head.kinds.length;
    const row = (/** @type {[unknown, string]} */ [, names]) => new Row(load, head.lang, names);
    /** @type {Row<[string, string]>} */
    this.termRow = row(head.terms);
    /** @type {Row<[string, string]>} */
    this.singleRow = row(head.singles);
    /** @type {Row<string>} */
    this.wordRow = row(head.words);
    /** @type {Row<(Packed | null)[]>} */
    this.textRow = row(head.texts);
    /** @type {Row<string[][][]>} */
    this.bridgeRow = new Row(load, head.lang, head.bridge);
    /** @type {Row<import("./sayings.js").Saying[]>} */
    this.sayingRow = new Row(load, head.lang, head.sayings ?? "");
    this.termFirsts = head.terms[0].split(" ");
    this.singleFirsts = head.singles[0].split(" ");
    this.wordFirsts = head.words[0].split(" ");
    /** The letters of each group's kinds. @type {Map<string, string>} */
    this.groups = new Map(head.groups);
    /** Whether the language puts no spaces between words. */
    this.isJoined = head.langs.some(([lang, , joined]) => lang === head.lang && joined);
    /** The stage of each entry. */
    this.stages = spread(head.stages, this.size);
    /** Words that tell nothing, and those that tell little. */
    this.common = { stop: wordSet(head.stop), fillers: wordSet(head.fillers) };
    let start = 0;
    this.textFirsts = head.texts[0].map((count) => (start += count) - count);
  }

  /**
   * The letters of the kinds of a group.
   * @param {string} group
   */
  letters(group) {
    return this.groups.get(group) ?? "";
  }

  /**
   * The group of a kind, by its letter.
   * @param {string} kind
   */
  groupOf(kind) {
    for (const [group, letters] of this.groups) if (letters.includes(kind)) return group;
    throw new Error(`the index has a kind \`${kind}\` in no group`);
  }

  /**
   * @param {Row<[string, string]>} row
   * @param {number} n
   * @returns {Promise<Shard>}
   */
  shard(row, n) {
    return row.get(n, ([coded, lists]) => {
      const names = words(coded);
      const places = new Map(names.map((name, place) => [name, place]));
      const all = lists.split(" ");
      /** @type {Map<string, string[]>} */
      const forms = new Map();
      all.forEach((found, place) => {
        if (!found.startsWith("=")) return;
        const under = found.slice(1);
        forms.set(under, [...(forms.get(under) ?? []), names[place]]);
      });
      return { names, places, lists: all, forms };
    });
  }

  /**
   * The term at a place of a shard; a form may send us to another shard.
   * @param {Shard} shard
   * @param {number} place
   * @returns {Promise<Term | null>}
   */
  async at(shard, place) {
    const name = shard.names[place];
    let found = shard.lists[place];
    if (typeof found === "string" && found.startsWith("=")) return this.term(found.slice(1), [name]);
    if (typeof found === "string") found = shard.lists[place] = list(found);
    return { name, list: found, forms: [name, ...(shard.forms.get(name) ?? [])] };
  }

  /**
   * A word or a pair of characters.
   * @param {string} name
   * @param {string[]} [forms]
   */
  async term(name, forms = []) {
    const n = before(this.termFirsts, name);
    if (n < 0 || !this.termRow.names.length) return null;
    const shard = await this.shard(this.termRow, n);
    const place = shard.places.get(name);
    if (place === undefined) return null;
    const term = await this.at(shard, place);
    return term && { ...term, forms: [...new Set([...term.forms, ...forms])] };
  }

  /**
   * A single character.
   * @param {string} c
   */
  async single(c) {
    const n = before(this.singleFirsts, c);
    if (n < 0 || !this.singleRow.names.length) return null;
    const shard = await this.shard(this.singleRow, n);
    const place = shard.places.get(c);
    return place === undefined ? null : this.at(shard, place);
  }

  /**
   * The terms that begin with some letters, at most `most` of them.
   * @param {string} start
   * @param {number} most
   */
  async beginning(start, most) {
    if (!this.termRow.names.length) return [];
    const from = Math.max(before(this.termFirsts, start), 0);
    const to = Math.min(before(this.termFirsts, `${start}\uffff`), from + MOST_SHARDS - 1);
    /** @type {Map<string, Term>} */
    const found = new Map();
    for (let n = from; n <= to; n++) {
      const shard = await this.shard(this.termRow, n);
      for (let place = 0; place < shard.names.length && found.size < most; place++) {
        if (!shard.names[place].startsWith(start)) continue;
        const term = await this.at(shard, place);
        if (term) found.set(term.name, term);
      }
    }
    return [...found.values()];
  }

  /**
   * The words that occur, from the files whose words begin like this one, or from all.
   * @param {string} word
   * @param {boolean} all
   * @returns {Promise<string[]>}
   */
  async words(word, all) {
    const last = this.wordRow.names.length - 1;
    if (last < 0) return [];
    const from = all ? 0 : Math.max(before(this.wordFirsts, word[0]), 0);
    const to = all ? last : Math.max(before(this.wordFirsts, `${word[0]}\uffff`), from);
    const parts = [];
    for (let n = from; n <= to; n++) parts.push(this.wordRow.get(n, words));
    return (await Promise.all(parts)).flat();
  }

  /**
   * What a result shows; null if its page is not there in this language.
   * @param {number} entry
   * @returns {Promise<Line | null>}
   */
  async line(entry) {
    const n = before(this.textFirsts, entry);
    const lines = await this.textRow.get(n, (data) => {
      let [slug, page] = ["", ""];
      return data.map((line) => {
        if (!line) return null;
        slug = line[0] || slug;
        page = line[1] === 0 ? page : line[1];
        return { slug, page, anchor: line[2], title: line[3], text: line[4], tag: line[5] };
      });
    });
    return lines[entry - this.textFirsts[n]];
  }

  /**
   * Traditional characters with their simplified ones.
   * @returns {Promise<Map<string, string>>}
   */
  async simplified() {
    if (!this.head.simplified) return new Map();
    const table = [...(await this.load(`${this.lang}-${this.head.simplified}`))];
    const pairs = new Map();
    for (let n = 0; n + 1 < table.length; n += 2) pairs.set(table[n], table[n + 1]);
    return pairs;
  }

  /**
   * What buyers say, and what to say then.
   * @returns {Promise<Sayings | null>}
   */
  async sayings() {
    const { head } = this;
    if (!head.sayings) return null;
    return this.sayingRow.get(0, (list) => new Sayings(list));
  }

  /**
   * Glossary terms: the forms of each in all languages, and the same folded.
   * @returns {Promise<{ forms: string[], folded: string[] }[]>}
   */
  bridge() {
    if (!this.head.bridge) return Promise.resolve([]);
    return this.bridgeRow.get(0, (terms) =>
      terms.map((term) => {
        const forms = term.flat();
        return { forms, folded: forms.map((form) => flat(takeApart(form))) };
      }),
    );
  }
}
