/**
 * What a course says in SCORM 1.2: the names of its data, and how values are written.
 */
import { decimal } from "./values.js";

/** @typedef {import("./plan.js").Interaction} Interaction */
/** @typedef {import("./standards.js").Standard} Standard */

const SIGNS = "abcdefghijklmnopqrstuvwxyz0123456789";
/** No text is longer. */
const TEXT = 255;

const two = (/** @type {number} */ n) => String(n).padStart(2, "0");

/** A span of time: `HHHH:MM:SS.SS`. @param {number} seconds */
function span(seconds) {
  const all = Math.min(Math.max(seconds, 0), 9999 * 3600);
  const whole = Math.floor(all);
  const parts = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const rest = two(Math.floor((all - whole) * 100));
  return `${String(parts[0]).padStart(4, "0")}:${two(parts[1])}:${two(parts[2])}.${rest}`;
}

/** @param {number} at */
function clock(at) {
  const time = new Date(at);
  return [time.getHours(), time.getMinutes(), time.getSeconds()].map(two).join(":");
}

/** A name without spaces. @param {string} id */
const name = (id) => id.replace(/[^\x21-\x7e]/g, (char) => encodeURIComponent(char)).slice(0, TEXT);

/**
 * An answer: options are told by one sign each, in the author's order.
 * @param {Interaction} made
 * @param {string[] | [string, string][]} answer
 */
function feedback(made, answer) {
  const sign = (/** @type {string} */ id) => SIGNS[made.options.indexOf(id)] ?? "";
  switch (made.type) {
    case "true-false":
      return answer[0] === "true" ? "t" : "f";
    case "choice":
    case "sequencing":
      return /** @type {string[]} */ (answer).map(sign).join(",");
    case "matching": {
      const side = (/** @type {string} */ id) => SIGNS[made.sides?.indexOf(id) ?? -1] ?? "";
      return /** @type {[string, string][]} */ (answer).map(([l, r]) => `${sign(l)}.${side(r)}`).join(",");
    }
    case "numeric":
      return decimal(answer) ?? "";
    default:
      return answer.join(", ").slice(0, TEXT);
  }
}

/** @param {Interaction} made */
function type(made) {
  if (made.type === "long") return "fill-in";
  // What is no number is kept as it was written.
  if (made.type === "numeric" && made.given && decimal(made.given) === null) return "fill-in";
  return made.type;
}

/** @type {Standard} */
export const scorm12 = {
  handle: "API",
  calls: {
    begin: "LMSInitialize",
    end: "LMSFinish",
    get: "LMSGetValue",
    set: "LMSSetValue",
    commit: "LMSCommit",
    error: "LMSGetLastError",
  },
  keys: {
    learner: "cmi.core.student_id",
    language: "cmi.student_preference.language",
    mode: "cmi.core.lesson_mode",
    location: "cmi.core.lesson_location",
    suspend: "cmi.suspend_data",
  },
  longest: { location: 255 },

  session: (seconds) => [
    ["cmi.core.session_time", span(seconds)],
    ["cmi.core.exit", "suspend"],
  ],

  before: (get) => ({
    isDone: ["completed", "passed"].includes(get("cmi.core.lesson_status")),
    isPassed: get("cmi.core.lesson_status") === "passed",
    score: Number.parseFloat(get("cmi.core.score.raw")) || 0,
  }),

  standing({ score, isDone, isPassed }) {
    const status = isPassed ? "passed" : !isDone ? "incomplete" : isPassed === false ? "failed" : "completed";
    /** @type {[string, string][]} */
    const values = [["cmi.core.lesson_status", status]];
    if (score !== null)
      values.push(
        ["cmi.core.score.min", "0"],
        ["cmi.core.score.max", "100"],
        ["cmi.core.score.raw", String(score)],
      );
    return values;
  },

  interaction(made) {
    const kind = type(made);
    const shape = { ...made, type: /** @type {Interaction["type"]} */ (kind) };
    /** @type {[string, string][]} */
    const values = [
      ["id", name(made.id)],
      ["time", clock(made.at)],
      ["type", kind],
    ];
    if (made.stage) values.push(["objectives.0.id", name(made.stage)]);
    made.right_answers.forEach((answer, n) =>
      values.push([`correct_responses.${n}.pattern`, feedback(shape, answer)]),
    );
    if (made.given) values.push(["student_response", feedback(shape, made.given)]);
    values.push(
      ["weighting", "1"],
      ["result", made.right ? "correct" : "wrong"],
      ["latency", span(made.seconds)],
    );
    return values;
  },

  objective({ id, score, state }) {
    const status = { untouched: "not attempted", begun: "incomplete", passed: "passed", failed: "failed" }[
      state
    ];
    /** @type {[string, string][]} */
    const values = [["id", name(id)]];
    if (state !== "untouched")
      values.push(["score.min", "0"], ["score.max", "100"], ["score.raw", String(score)]);
    return [...values, ["status", status]];
  },
};
