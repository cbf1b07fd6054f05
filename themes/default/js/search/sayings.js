/**
 * What a buyer said, found among all that buyers say (`src/search/sayings.rs` writes it).
 *
 * What is typed is compared with each wording by itself: a wording that says all of it, in few words
 * more, is the same thing said. Words that every sentence has tell next to nothing, and what a theme
 * of the talk is called in many ways counts as one (`themes`).
 */
import { scan } from "./fold.js";
import { themeOf } from "./themes.js";

/**
 * An objection: how it is worded, and what to say then.
 * @typedef {{ id: string, slug: string, page: string, stage: number | null, says: string, heard: string[],
 *   ask: string, respond: string, avoid: string }} Saying
 * `place`: in the list of the language, the same in every language.
 * @typedef {{ place: number, score: number }} Match
 */

/** What a word tells that stands in no wording. */
const UNKNOWN = 0.8;
/** The share of what was typed that a wording must have for it to be the answer. */
const LEAST = 0.4;
/** What words weigh that a wording has beyond what was typed. */
const BEYOND = 0.25;
/** How much a part of a wording's score counts that comes from a theme, not from the word. */
const THEME = 0.75;
/** Of a score, how much less the next answers may have. */
const NEAR = 0.35;

export class Sayings {
  /**
   * @param {Saying[]} list
   */
  constructor(list) {
    this.list = list;
    /** Wordings by their features, with the place of their objection. */
    this.wordings = list.flatMap((one, place) =>
      [one.says, ...one.heard].map((text) => ({ place, features: featuresOf(text) })),
    );
    /** @type {Map<string, number>} */
    this.counts = new Map();
    for (const { features } of this.wordings)
      for (const name of features.keys()) this.counts.set(name, (this.counts.get(name) ?? 0) + 1);
  }

  /** How rare a feature is. @param {string} name */
  tells(name) {
    const count = this.counts.get(name) ?? 0;
    // What nobody says in any wording says nothing of which one is meant.
    if (count === 0) return UNKNOWN;
    return Math.log(1 + this.wordings.length / (count + 1));
  }

  /**
   * The objections that may be meant, best first.
   * @param {string} text
   * @param {{ prefer?: number, stage?: number }} options
   * @returns {Match[]}
   */
  match(text, { prefer, stage } = {}) {
    const typed = featuresOf(text);
    if (!typed.size) return [];
    const all = this.sum(typed);
    /** @type {Map<number, number>} */
    const best = new Map();
    for (const { place, features } of this.wordings) {
      if (stage !== undefined && this.list[place].stage !== stage) continue;
      let shared = 0;
      for (const [name, weight] of typed) if (features.has(name)) shared += weight * this.tells(name);
      const share = shared / all;
      if (share < LEAST) continue;
      const more = Math.max(this.sum(features) - shared, 0);
      let score = share * share * (all / (all + BEYOND * more));
      if (prefer !== undefined && this.list[place].stage === prefer) score *= 1.1;
      if (score > (best.get(place) ?? 0)) best.set(place, score);
    }
    const matches = [...best].map(([place, score]) => ({ place, score }));
    matches.sort((a, b) => b.score - a.score || a.place - b.place);
    return matches.filter(({ score }) => score >= NEAR * matches[0].score);
  }

  /** @param {Map<string, number>} features */
  sum(features) {
    let sum = 0;
    for (const [name, weight] of features) sum += weight * this.tells(name);
    return sum;
  }
}

/**
 * What a text has to compare, each with its weight: themes, stems of words, characters and pairs.
 * @param {string} text
 * @returns {Map<string, number>}
 */
function featuresOf(text) {
  /** @type {Map<string, number>} */
  const features = new Map();
  for (const { joined, letters } of scan(text)) {
    const word = letters.join("");
    if (joined) ofRun(word, features);
    else {
      const theme = themeOf(word) ?? themeOf(stem(word));
      if (theme) features.set(`#${theme}`, THEME);
      if (TURNS.has(word)) features.set("not", TURN);
      else if (!STOP.has(word)) features.set(stem(word), theme ? 1 - THEME : 1);
    }
  }
  return features;
}

/** Words that every sentence may have. */
const STOP = new Set(
  (
    "a an the to of is are be been it its that this these we you i us me our your my for on in at with do does " +
    "did will would can could have has had just really very so and or but if there then than as by from too up out " +
    "off down over back go get got give want wants need take make put handle handles"
  ).split(" "),
);
/** Words that turn a sentence round; what else it says counts more. */
const TURNS = new Set("no not dont doesnt didnt wont cant isnt arent hasnt havent never nothing".split(" "));
const TURN = 0.4;

/** What a character counts, and a pair of them. */
const CHARACTER = 0.35;
/** Characters that every sentence may have. */
const PARTICLES = new Set("了吧的啊呢吗呗嘛呀哦你我他她您们这那就也是在个得地把跟和与对还都很太");

/**
 * @param {string} run
 * @param {Map<string, number>} features
 */
function ofRun(run, features) {
  const letters = [...run];
  const isThemed = letters.map(() => false);
  for (let at = 0; at < letters.length; at++)
    for (let length = Math.min(4, letters.length - at); length > 0; length--) {
      const theme = themeOf(letters.slice(at, at + length).join(""));
      if (!theme) continue;
      features.set(`#${theme}`, THEME);
      isThemed.fill(true, at, at + length);
      at += length - 1;
      break;
    }
  letters.forEach((c, n) => {
    const before = letters[n - 1];
    const weight = CHARACTER * (isThemed[n] ? 1 - THEME : 1);
    if (!PARTICLES.has(c)) features.set(c, 0.5 * weight);
    if (before && !(PARTICLES.has(c) && PARTICLES.has(before))) features.set(before + c, weight);
  });
}

/**
 * A word without the endings of its forms; only compared with others made the same way.
 * @param {string} word
 */
export function stem(word) {
  if (word.length < 4) return word;
  return word.replace(/(?:ies|ing|ed|es|er|ly|s|e|y)$/, "");
}
