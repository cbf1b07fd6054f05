/**
 * The contract between the site's data and its scripts: what stands in `data/quiz-*.js`,
 * `data/quizzes.js` and `data/paths.js`.
 *
 * `src/render/data/` writes them, with the names of the author's files, and
 * `tests/web/contract.test.js` holds the built files against these types.
 */

/** HTML of the site's own; its links start at the language's root. */
export type Html = string;

/** What every item carries: its id, its revision, and the hash of its words. */
export interface Item {
  id: string;
  rev: number;
  hash: string;
}

/** A way to another page or item; `href` starts at the language's root. */
export interface Link {
  id: string;
  href: string;
  name: string;
  kind: string;
}

/** A typical wrong idea. */
export interface Misconception {
  title: string;
  text: Html;
  link: Link | null;
}

export interface Misconceptions {
  [id: string]: Misconception;
}

/** A stage by which results are counted. */
export interface CountedStage {
  id: string;
  number: number;
  short: string;
  href: string;
}

/** `data/quiz-<id>.js`. */
export interface Quiz extends Item {
  title: string;
  /** Percent of right answers that pass. */
  pass: number;
  stage: string | null;
  questions: Question[];
  misconceptions: Misconceptions;
  /** Those of its questions, in order. */
  stages: CountedStage[];
}

/** A question in one of its forms; `src/exercise/` says which type has which. */
export type Question = ChooseQuestion | PairQuestion | OrderQuestion | WriteQuestion | RateQuestion;

/** What questions of every form carry. */
export interface Asked extends Item {
  /** The quiz that it stands in. */
  quiz: string;
  /** The word under `type:` in the author's file; it only names the question. */
  type: string;
  stem: Html;
  /** 1 easy to 3 hard. */
  difficulty: number;
  bank: string | null;
  /** The stage by which a result is counted. */
  stage: string | null;
  /** Ids of what it tests. */
  tests: string[];
  see: Link | null;
  hints: Html[];
  explanation: Html;
}

export interface ChooseQuestion extends Asked {
  form: "choose";
  /** All right options are to be chosen, not one. */
  many: boolean;
  /** The options are never shuffled. */
  fixed: boolean;
  /** Options that keep their places when the others are shuffled, by id. */
  kept: string[];
  options: Alternative[];
  /** The deal that the options speak about. */
  deal: JudgedDeal | null;
}

export interface Alternative {
  id: string;
  text: Html;
  right: boolean;
  feedback: Html;
  /** The id of the wrong idea that makes it look right. */
  misconception: string | null;
}

/** A deal to judge; its feedback is said to every answer. */
export interface JudgedDeal {
  ask: "position" | "verdict";
  feedback: Html;
  situation: Situation;
}

/** What is ticked in a deal, action by action for the stages in question. */
export interface Situation {
  /** Where the buyer is, in words. */
  buyer: string;
  /** Everything up to the stage of this number is done; 0: of none. */
  through: number;
  stages: { number: number; title: Html; milestone: ShownAction[]; success: ShownAction[] }[];
}

export interface ShownAction {
  text: Html;
  done: boolean;
  /** In a drill: how old its evidence is. */
  note?: string;
}

export interface PairQuestion extends Asked {
  form: "pair";
  pairs: { id: string; left: Html; right: Html; feedback: Html }[];
  /** Right sides that belong nowhere. */
  distractors: { id: string; text: Html; feedback: Html }[];
}

export interface OrderQuestion extends Asked {
  form: "order";
  /** In the right order. */
  items: { id: string; text: Html }[];
  feedback: Html;
}

export interface WriteQuestion extends Asked {
  form: "write";
  /** Where each gap stands as `{id}`; null: one gap below the stem, without an id. */
  text: Html | null;
  gaps: Gap[];
}

export type Gap = WordGap | NumberGap;

export interface WordGap {
  id: string;
  /** In every language. */
  accept: string[];
  /** Known wrong answers. */
  reject: { words: string[]; feedback: Html }[];
  /** What is shown as the right answer. */
  shown: string;
  feedback: Html;
}

export interface NumberGap {
  id: string;
  answer: number;
  tolerance: number;
  unit: string;
  /** The unit in every language. */
  units: string[];
  feedback: Html;
}

export interface RateQuestion extends Asked {
  form: "rate";
  model_answer: Html;
  criteria: Html[];
}

/** `data/quizzes.js`: every quiz with the ids of its questions. */
export interface Quizzes {
  quizzes: QuizEntry[];
  misconceptions: Misconceptions;
}

export interface QuizEntry extends Item {
  title: string;
  pass: number;
  link: Link;
  questions: (Item & { tests: string[] })[];
}

/** `data/paths.js`: what each chapter has a learner read, practise and pass. */
export interface Paths {
  /** Of the playbook. */
  title: string;
  paths: LearningPath[];
}

export interface LearningPath extends Item {
  title: string;
  audience: string;
  link: Link;
  chapters: Chapter[];
}

export interface Chapter extends Item {
  title: string;
  read: (Link & Item)[];
  practise: (Link & Item)[];
  quiz: (Item & { link: Link }) | null;
  pass: number | null;
}

/** What `data/<name>.js` holds. */
export type DataOf<Name extends string> = Name extends `quiz-${string}`
  ? Quiz
  : Name extends "quizzes"
    ? Quizzes
    : Name extends "paths"
      ? Paths
      : any;
