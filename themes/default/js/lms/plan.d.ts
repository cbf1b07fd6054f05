/**
 * The contract between a course's launch page and its scripts; `src/export/course/plan.rs` writes it.
 */
import type { Item } from "../kit/contract.js";

export interface Plan {
  standard: "scorm12" | "scorm2004" | "cmi5";
  /** How many characters the learning system keeps of a learner's record, if that has an end. */
  limit: number | null;
  /** Tells this course from others of the same playbook. */
  id: string;
  /** What tells the codes of items apart. */
  salt: number;
  langs: Language[];
  /** The paths of all pages. */
  pages: string[];
  /** Done when all chapters of any one are. */
  ways: Way[];
  /** The mark of the one quiz that the course is about, in percent. */
  mark: number | null;
  quizzes: PlannedQuiz[];
  /** Pages that can be studied. */
  read: Item[];
  /** Scripts that can be practised. */
  talk: Item[];
  paths: Item[];
  /** Those by which questions are counted; names by language tag. */
  stages: { id: string; names: { [tag: string]: string } }[];
}

export interface Language {
  id: string;
  tag: string;
  dir: string;
  title: string;
  /** The way to the language's root. */
  up: string;
  /** The page on which a learner begins. */
  start: string;
  words: {
    connecting: string;
    outside: string;
    failing: string;
    newer: string;
    over: string;
    leave: string;
  };
}

export interface Way {
  path: string | null;
  chapters: { read: Item[]; practise: Item[]; quiz: Item | null; pass: number }[];
}

export interface PlannedQuiz extends Item {
  pass: number;
  questions: (Item & { stage: string | null })[];
}

/** A question that was answered, in the words of no standard. */
export interface Interaction {
  id: string;
  /** In xAPI: the name of its statement. */
  uuid?: string;
  /** When, in milliseconds since 1970. */
  at: number;
  /** How long the learner took. */
  seconds: number;
  stage: string | null;
  right: boolean;
  /** The question's words and their language. */
  words: string;
  lang: string;
  type: "true-false" | "choice" | "matching" | "sequencing" | "fill-in" | "numeric" | "long";
  /** What was given; null: nothing. Of a match pairs. */
  given: string[] | [string, string][] | null;
  /** What is right: several ways, each in the shape of what is given. */
  right_answers: (string[] | [string, string][])[];
  /** All ids that an answer may name, in order: of a match the left and the right sides. */
  options: string[];
  sides?: string[];
  tolerance?: number;
}
