/**
 * What a learner's records hold, by their keys. `store.js` keeps them; browsers and files have them
 * from years ago, so no name here changes.
 */
import type { Outcome } from "../kit/contract.js";
import type { Deal, Tick } from "../logic/deals.js";
import type { Tally } from "../logic/drill.js";
import type { State } from "../views/attempt.js";
import type { Answered } from "./records.js";

/** The item that a record is about, as it was on that day, `YYYY-MM-DD`. */
interface Kept {
  rev: number;
  hash: string;
  day: string;
}

/** A page that was studied, with its items' revisions, hashes and words in a language. */
export interface Reading extends Kept {
  items: { [id: string]: [rev: number, hash: string, words?: string] };
  lang?: string;
}

/** A conversation that was practised; `weak`: how many choices were. */
export interface Practised extends Kept {
  weak: number;
  end: Outcome;
}

/** How many questions were answered on a day, and how many of them were due. */
export interface Day {
  answers: number;
  reviews: number;
}

/** What was ticked of a chapter's tasks: by the hash of its words the day, and its place from 0. */
export interface Done {
  tasks: { [hash: string]: [day: string, at: number] };
}

/** A path that was completed. */
export interface Completed extends Kept {
  title: string;
}

/** The best and the last result of a quiz, in percent. */
export interface Result extends Kept {
  percent: number;
  last: number;
  passed: boolean;
}

/** An attempt at a quiz that is not over. */
export interface Begun extends State {
  ids: string[];
  revs?: { [id: string]: number };
  whole?: boolean;
}

/** What a person has written into the scorecard. */
export interface Card {
  name: string;
  lines: { [item: string]: { rating?: string; evidence?: string } };
  day?: string;
}

interface Named {
  "drill/best": { right: number; count: number };
  "drill/kinds": Tally;
  "score/card": Card;
  "set/daily": number;
  "set/deal": string;
  "set/gone": string[];
  "set/kept": boolean;
  "set/name": string;
  "set/path": string;
}

interface Numbered {
  answer: Answered;
  attempt: Begun;
  day: Day;
  deal: Deal;
  do: Done;
  path: Completed;
  read: Reading;
  result: Result;
  talk: Practised;
  tick: Tick;
}

/** What the record with a key holds. */
export type RecordOf<Key extends string> = Key extends keyof Named
  ? Named[Key]
  : Key extends `${infer Kind extends keyof Numbered}/${string}`
    ? Numbered[Kind]
    : unknown;

/** Gives a record; undefined if there is none. */
export type Get = <Key extends string>(key: Key) => RecordOf<Key> | undefined;

/** Records to keep, by their keys; null removes. */
export type Changes = { [key: string]: Named[keyof Named] | Numbered[keyof Numbered] | null };
