/**
 * What a course says in SCORM 2004, 4th edition: the names of its data, and how values are written.
 */

/** @typedef {import("./plan.js").Interaction} Interaction */
/** @typedef {import("./standards.js").Standard} Standard */

/** The longest description, identifier and long answer that every system keeps. */
const DESCRIPTION = 250;
const LONG = 4000;

/** A span of time: `PT1H2M3.4S`. @param {number} seconds */
function span(seconds) {
  const whole = Math.floor(Math.max(seconds, 0));
  const rest = Math.round((Math.max(seconds, 0) - whole) * 100) / 100;
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60];
  return `PT${hours}H${minutes}M${Number(((whole % 60) + rest).toFixed(2))}S`;
}

/** A moment in universal time; the zone may stand only behind a part of a second. @param {number} at */
const moment = (at) => `${new Date(at).toISOString().slice(0, 22)}Z`;

/** An id of at most 250 signs that needs no quotes. @param {string} id */
const short = (id) => id.replace(/[^\w.-]/g, "_").slice(0, DESCRIPTION);

/** Words in a language. @param {string} lang @param {string} words @param {number} most */
const said = (lang, words, most) => `{lang=${lang}}${words.slice(0, most)}`;

/** @param {string[] | [string, string][]} answer */
function decimal([words]) {
  const plain = String(words).normalize("NFKC").replace(/[−–]/g, "-").replace(/[\s,]/g, "");
  return /^[+-]?\d+(\.\d+)?$/.test(plain) ? plain.replace("+", "") : null;
}

/** @param {Interaction} made @returns {Interaction["type"]} */
function type(made) {
  if (made.type === "numeric" && made.given && decimal(made.given) === null) return "fill-in";
  return made.type;
}

/**
 * @param {Interaction} made
 * @param {Interaction["type"]} kind
 * @param {string[] | [string, string][]} answer
 */
function response(made, kind, answer) {
  switch (kind) {
    case "true-false":
      return String(answer[0]);
    case "choice":
    case "sequencing":
      return /** @type {string[]} */ (answer).map(short).join("[,]");
    case "matching":
      return /** @type {[string, string][]} */ (answer)
        .map((pair) => pair.map(short).join("[.]"))
        .join("[,]");
    case "numeric":
      return decimal(answer) ?? "";
    case "long":
      return said(made.lang, String(answer[0]), LONG);
    default:
      return answer.map((words, n) => (n ? words : said(made.lang, String(words), DESCRIPTION))).join("[,]");
  }
}

/** What is right. @param {Interaction} made @param {Interaction["type"]} kind */
function patterns(made, kind) {
  return made.right_answers.map((answer) => {
    if (kind === "fill-in") return `{case_matters=false}{order_matters=true}${response(made, kind, answer)}`;
    if (kind !== "numeric") return response(made, kind, answer);
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
      ["id", short(made.id)],
      ["type", kind === "long" ? "long-fill-in" : kind],
      ["timestamp", moment(made.at)],
      ["description", said(made.lang, made.words, DESCRIPTION)],
    ];
    if (made.stage) values.push(["objectives.0.id", short(made.stage)]);
    patterns(made, kind).forEach((pattern, n) => values.push([`correct_responses.${n}.pattern`, pattern]));
    if (made.given) values.push(["learner_response", response(made, kind, made.given)]);
    values.push(
      ["weighting", "1"],
      ["result", made.right ? "correct" : "incorrect"],
      ["latency", span(made.seconds)],
    );
    return values;
  },

  objective({ id, names, score, state }) {
    const [[tag, name]] = Object.entries(names);
    /** @type {[string, string][]} */
    const values = [
      ["id", short(id)],
      ["description", said(tag, name, DESCRIPTION)],
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
