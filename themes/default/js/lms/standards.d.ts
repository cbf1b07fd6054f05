/**
 * What a standard has to say about a course: names of data, and values as it writes them.
 */
import type { Calls } from "./api.js";
import type { Interaction } from "./plan.js";
import type { Standing } from "./rule.js";

/** Names and values, in the order in which they are to be written. */
export type Values = [string, string][];

export interface Standard {
  /** The name of the object that a learning system offers. */
  handle: string;
  calls: Calls;
  keys: { learner: string; language: string; mode: string; location: string; suspend: string };
  longest: { location: number };
  /** How long this session has been, and that it may go on later. */
  session(seconds: number): Values;
  /** What the system knew before. */
  before(get: (key: string) => string): { isDone: boolean; isPassed: boolean; score: number };
  standing(standing: Standing): Values;
  /** Names below `cmi.interactions.n.`. */
  interaction(made: Interaction): Values;
  /** Names below `cmi.objectives.n.`. */
  objective(stage: {
    id: string;
    names: { [tag: string]: string };
    score: number;
    state: "untouched" | "begun" | "passed" | "failed";
  }): Values;
}
