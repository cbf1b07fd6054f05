/**
 * The contract between the site's data and its scripts: what stands in every file `data/*.js`, by
 * its name in `Files`, `Quiz` and `Script`.
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

/** `data/path-<id>.js`: what each chapter has a learner read, practise, pass and do. */
export interface LearningPath extends Item {
  title: string;
  /** The title of the playbook. */
  playbook: string;
  link: Link;
  chapters: Chapter[];
  /** The path to go on with. */
  next: Link | null;
}

export interface Chapter extends Item, Timed {
  title: string;
  /** "Day 1"; may be empty. */
  when: string;
  read: (Link & Item & Timed)[];
  practise: (Link & Item & Timed)[];
  quiz: (Item & Timed & { link: Link }) | null;
  pass: number | null;
  /** What to do in the world: a hash of the words of each. */
  tasks: string[];
}

/** How long something takes, in minutes. */
export interface Timed {
  minutes: number;
}

/** `data/gates.js`: what the strict rule needs, for pages that tick. */
export interface Gates {
  stages: Stage[];
  /** The buyer's stages. */
  buyer: BuyerStage[];
  /** What the state before the first stage is called. */
  not_started: string;
}

/** A stage with what is ticked in it: its two gates, which move a deal, and what does not. */
export interface Stage<A = Act, C = Condition> extends CountedStage {
  title: string;
  /** The id of the buyer's stage beside it. */
  buyer_stage: string;
  milestone: A[];
  success: A[];
  conditions: C[];
}

/** An action as the rule needs it. */
export interface Act extends Item {
  /** For how many days its evidence holds; null: for ever. */
  valid_for: number | null;
}

export interface Condition extends Item {
  /** Ids of the actions that say the same. */
  overlaps: string[];
}

export interface BuyerStage extends CountedStage {
  title: string;
  /** By which it is recognised, in words; none where only the rule is needed. */
  signs: string[];
}

/** `data/deals.js`: everything about every gate, and what to advise. */
export interface Deals extends Gates {
  stages: DealStage[];
  policy: Policy;
  /** Where judging deals is explained. */
  explained: { position: Link | null; verdict: Link | null };
  dimensions: Dimension[];
  scorecard: Perspective[];
}

export interface DealStage extends Stage<Action, Condition & { text: string }> {
  appraisal: Appraised[];
}

export interface Action extends Act {
  text: string;
  /** By what one sees that it is done. */
  done_when: string;
  /** Kinds of evidence that are accepted. */
  evidence: string[];
  help: Link[];
  commitment: boolean;
}

/** What the rep's work in a deal is appraised by. */
export interface Appraised extends Item {
  text: string;
  evidence: [string];
}

/** What is advised, by the verdict. */
export interface Policy {
  give_up_gap: number | null;
  fresh_days: number | null;
  fresh: Html[];
  in_sync: Html[];
  behind: Html[];
  catch_up: Html[];
  give_up: Html[];
  ahead: Html[];
  unknown: Html[];
}

/** One dimension of the customer card. */
export interface Dimension {
  id: string;
  title: string;
  text: string;
  questions: string[];
  benefit: string;
  risk: string;
}

/** One perspective of the scorecard. */
export interface Perspective {
  id: string;
  title: string;
  /** In percent of the whole. */
  weight: number;
  kind: "result" | "customer" | "process" | "learning";
  items: ScoreItem[];
}

export interface ScoreItem {
  id: string;
  text: string;
  evidence: string;
  /** Ids of the items whose ticks it counts. */
  from: string[];
}

/** `data/cards.js`: stage by stage what to take along to a meeting. */
export interface Cards {
  stages: StageCard[];
}

export interface StageCard {
  id: string;
  recommended: string[];
  signals: string[];
  risks: string[];
  meetings: Meeting[];
  talks: Talk[];
}

export interface Meeting {
  id: string;
  /** Whom the rep meets. */
  role: string;
  aim: string;
  questions: Html[];
  /** Ids of what to settle. */
  settle: string[];
  /** Ids of objections. */
  objections: string[];
  /** The id of the action to leave with. */
  leave_with: string;
}

/** A script as a meeting needs it. */
export interface Talk {
  id: string;
  title: string;
  link: Link | null;
  contact: string;
  goal: string;
  smallest_outcome: string;
  questions: Html[];
  objections: Objection[];
}

export interface Objection {
  id: string;
  says: Html;
  ask: Html;
  respond: Html;
}

/** `data/script-<id>.js`: a script as a graph to walk. */
export interface Script extends Item {
  goal: Html;
  smallest_outcome: Html;
  link: Link | null;
  nodes: Line[];
}

/** What somebody says, and what may follow. */
export interface Line {
  id: string;
  /** Said by the rep. */
  ours: boolean;
  speaker: string;
  intent: string;
  line: Html;
  note: Html;
  fault: Html;
  listen_for: Html;
  quality: "good" | "weak" | "bad";
  /** Ids of lines. */
  next: string[];
  end: Outcome | null;
}

export type Outcome = "success" | "partial" | "lost";

/** `data/items.js`: of every item its revision, its hash and its place. */
export interface Items {
  [id: string]: [rev: number, hash: string, place: string];
}

/** `data/names.js`: of every item its kind and its words, and of every page with items its title. */
export interface Names {
  items: { [id: string]: [kind: string, words: string] };
  pages: { [place: string]: string };
}

/** `data/words.js`: the interface's words for every page, by feature. */
export interface Words extends MoreWords {
  tracks: { label: string; buyer: string; ours: string };
}

/** `data/words-more.js`: those of some pages alone; a word that counts has its forms by CLDR. */
export interface MoreWords {
  /** Names of words that are not in the page's language. */
  borrowed?: string[];
  [feature: string]: string | WordTree | string[] | undefined;
}

export interface WordTree {
  [name: string]: string | WordTree;
}

/** Files by their names. */
export interface Files {
  words: Words;
  "words-more": MoreWords;
  gates: Gates;
  deals: Deals;
  cards: Cards;
  quizzes: Quizzes;
  items: Items;
  names: Names;
}

/** What `data/<name>.js` holds. */
export type DataOf<Name extends string> = Name extends keyof Files
  ? Files[Name]
  : Name extends `quiz-${string}`
    ? Quiz
    : Name extends `path-${string}`
      ? LearningPath
      : Name extends `script-${string}`
        ? Script
        : never;
