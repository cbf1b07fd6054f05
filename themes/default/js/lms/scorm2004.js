/**
 * What a course says in SCORM 2004, 4th edition: the names of its data, and how values are written.
 */

import { decimal, response, said, short, span } from "./values.js";

/** @typedef {import("./plan.js").Interaction} Interaction */
/** @typedef {import("./standards.js").Standard} Standard */

/** The longest description, identifier and long answer that every system keeps. */
const ROOM = { text: 250, long: 4000 };

/** A moment in universal time; the zone may stand only behind a part of a second. @param {number} at */
const moment = (at) => `${new Date(at).toISOString().slice(0, 22)}Z`;

/** @param {string} id */
const name = (id) => short(id, ROOM.text);

/** @param {Interaction} made @returns {Interaction["type"]} */
function type(made) {
  if (made.type === "numeric" && made.given && decimal(made.given) === null) return "fill-in";
  return made.type;
}

/** What is right. @param {Interaction} made @param {Interaction["type"]} kind */
function patterns(made, kind) {
  return made.right_answers.map((answer) => {
    if (kind === "fill-in")
      return `{case_matters=false}{order_matters=true}${response(made, kind, answer, ROOM)}`;
    if (kind !== "numeric") return response(made, kind, answer, ROOM);
    const middle = Number(answer[0]);
    const around = made.tolerance ?? 0;
    return `${middle - around}[:]${middle + around}`;
  });
}

/** @type {Standard} */
export const scorm2004 = {
  handle: "API_1484_11",
  calls: {
    begin: "Initialize",
    end: "Terminate",
    get: "GetValue",
    set: "SetValue",
    commit: "Commit",
    error: "GetLastError",
  },
  keys: {
    learner: "cmi.learner_id",
    language: "cmi.learner_preference.language",
    mode: "cmi.mode",
    location: "cmi.location",
    suspend: "cmi.suspend_data",
  },
  longest: { location: 1000 },

  session: (seconds) => [
    ["cmi.session_time", span(seconds)],
    ["cmi.exit", "suspend"],
  ],

  before: (get) => ({
    isDone: get("cmi.completion_status") === "completed",
    isPassed: get("cmi.success_status") === "passed",
    score: (Number.parseFloat(get("cmi.score.scaled")) || 0) * 100,
  }),

  standing({ progress, score, isDone, isPassed }) {
    /** @type {[string, string][]} */
    const values = [["cmi.completion_status", isDone ? "completed" : "incomplete"]];
    values.push(["cmi.progress_measure", String(Math.round((isDone ? 1 : progress) * 100) / 100)]);
    if (score !== null)
      values.push(
        ["cmi.score.min", "0"],
        ["cmi.score.max", "100"],
        ["cmi.score.raw", String(score)],
        ["cmi.score.scaled", String(score / 100)],
      );
    const success = isPassed === null ? "unknown" : isPassed ? "passed" : "failed";
    return [...values, ["cmi.success_status", success]];
  },

  interaction(made) {
    const kind = type(made);
    /** @type {[string, string][]} */
    const values = [
      ["id", name(made.id)],
      ["type", kind === "long" ? "long-fill-in" : kind],
      ["timestamp", moment(made.at)],
      ["description", said(made.lang, made.words, ROOM.text)],
    ];
    if (made.stage) values.push(["objectives.0.id", name(made.stage)]);
    patterns(made, kind).forEach((pattern, n) => values.push([`correct_responses.${n}.pattern`, pattern]));
    if (made.given) values.push(["learner_response", response(made, kind, made.given, ROOM)]);
    values.push(
      ["weighting", "1"],
      ["result", made.right ? "correct" : "incorrect"],
      ["latency", span(made.seconds)],
    );
    return values;
  },

  objective({ id, names, score, state }) {
    const [[tag, words]] = Object.entries(names);
    /** @type {[string, string][]} */
    const values = [
      ["id", name(id)],
      ["description", said(tag, words, ROOM.text)],
    ];
    if (state !== "untouched")
      values.push(
        ["score.min", "0"],
        ["score.max", "100"],
        ["score.raw", String(score)],
        ["score.scaled", String(score / 100)],
      );
    const done = {
      untouched: "not attempted",
      begun: "incomplete",
      passed: "completed",
      failed: "completed",
    };
    const success = state === "passed" || state === "failed" ? state : "unknown";
    return [...values, ["completion_status", done[state]], ["success_status", success]];
  },
};
