/**
 * What a course and its learning system tell each other in cmi5 (Quartz).
 */

/** What the address of a launch says (8.1). */
export interface Launch {
  /** Ends with a slash. */
  endpoint: string;
  fetch: string;
  actor: Agent;
  registration: string;
  activityId: string;
}

export interface Agent {
  objectType?: string;
  name?: string;
  account?: { homePage: string; name: string };
  [more: string]: unknown;
}

/** The document `LMS.LaunchData` (10.2). */
export interface LaunchData {
  contextTemplate: Context;
  launchMode: "Normal" | "Browse" | "Review";
  launchParameters?: string;
  masteryScore?: number;
  moveOn?: string;
  returnURL?: string;
}

export interface Context {
  registration?: string;
  language?: string;
  contextActivities?: { [list: string]: Activity | Activity[] };
  extensions?: { [iri: string]: unknown };
  [more: string]: unknown;
}

export interface Activity {
  objectType?: string;
  id: string;
  definition?: { [name: string]: unknown };
}

export interface Statement {
  id: string;
  actor: Agent;
  verb: { id: string; display: { [tag: string]: string } };
  object: Activity;
  result?: { [name: string]: unknown };
  context: Context;
  timestamp: string;
}

/** `activities.json`; `src/export/course/activity.rs` writes it. */
export interface Activities {
  questions: { [id: string]: Activity };
  quizzes: { [id: string]: Activity };
  stages: { [id: string]: Activity };
  /** The name under which an answer stands that the standard can't hold. */
  written: string;
}

/** A verb that has its time once in a registration or a session, by a name given before it is sent. */
export interface Claim {
  id: string;
  at: number;
  /** How long it took. */
  seconds: number;
  isTold: boolean;
}

export interface Claims {
  completed?: Claim;
  passed?: Claim;
  failed?: Claim;
}

/** What we keep in the learner's State. */
export interface Document {
  /** See `pack.js`. */
  record: string;
  place: string;
  /** The seconds of all sessions. */
  spent: number;
  claims: Claims;
}
