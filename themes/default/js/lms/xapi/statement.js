/**
 * Statements of a course: those that cmi5 defines, and the answers to questions, which it allows.
 */
import { decimal, response, span } from "../values.js";

/** @typedef {import("./types.js").Launch} Launch */
/** @typedef {import("./types.js").LaunchData} LaunchData */
/** @typedef {import("./types.js").Statement} Statement */
/** @typedef {import("./types.js").Context} Context */
/** @typedef {import("./types.js").Activity} Activity */
/** @typedef {import("./types.js").Activities} Activities */
/** @typedef {{ launch: Launch, data: LaunchData }} Scene */

const CMI5 = "https://w3id.org/xapi/cmi5/";
const MASTERY = `${CMI5}context/extensions/masteryscore`;
const PROGRESS = `${CMI5}result/extensions/progress`;

/**
 * @typedef {"initialized" | "completed" | "passed" | "failed" | "terminated"} Verb
 * @typedef {{ id: string, at: number, seconds?: number, score?: number | null,
 *   progress?: number | null }} Said `score` and `progress` in percent
 */

/** @param {string} word */
const verb = (word) => ({ id: `http://adlnet.gov/expapi/verbs/${word}`, display: { en: word } });

/** @param {number} at */
const moment = (at) => new Date(at).toISOString();

/**
 * What the learning system gave, and more beside it; nothing of it is replaced (10.2.1).
 * @param {Scene} scene
 * @param {{ [list: string]: Activity[] }} lists
 * @param {{ [iri: string]: unknown }} [extensions]
 * @returns {Context}
 */
function context({ launch, data }, lists, extensions = {}) {
  /** @type {Context} */
  const all = structuredClone(data.contextTemplate ?? {});
  const own = Object.entries(lists).map(([name, more]) => [
    name,
    [...[all.contextActivities?.[name] ?? []].flat(), ...more],
  ]);
  all.registration ??= launch.registration;
  all.contextActivities = { ...all.contextActivities, ...Object.fromEntries(own) };
  all.extensions = { ...extensions, ...all.extensions };
  return all;
}

/**
 * A statement with a verb of cmi5.
 * @param {Scene} scene
 * @param {Verb} word
 * @param {Said} said
 * @returns {Statement}
 */
export function defined(scene, word, { id, at, seconds, score = null, progress = null }) {
  const { launch, data } = scene;
  const isJudged = word === "passed" || word === "failed";
  const category = [{ objectType: "Activity", id: `${CMI5}context/categories/cmi5` }];
  if (isJudged || word === "completed")
    category.push({ objectType: "Activity", id: `${CMI5}context/categories/moveon` });
  const isMastered = isJudged && data.masteryScore !== undefined;
  /** @type {{ [name: string]: unknown }} */
  const result = {};
  if (isJudged && score !== null) result.score = { scaled: score / 100, raw: score, min: 0, max: 100 };
  if (isJudged) result.success = word === "passed";
  if (word === "completed") result.completion = true;
  if (seconds !== undefined) result.duration = span(seconds);
  if (progress !== null) result.extensions = { [PROGRESS]: progress };
  return {
    id,
    actor: launch.actor,
    verb: verb(word),
    object: { objectType: "Activity", id: launch.activityId },
    ...(Object.keys(result).length ? { result } : {}),
    context: context(scene, { category }, isMastered ? { [MASTERY]: data.masteryScore } : {}),
    timestamp: moment(at),
  };
}

/**
 * An answer to a question.
 * @param {Scene} scene
 * @param {Activities} activities
 * @param {import("../plan.js").Interaction & { uuid: string }} made
 * @param {{ quiz: string | null, at: number }} about
 * @returns {Statement | null} null of a question that the course no longer has
 */
export function answered(scene, activities, made, { quiz, at }) {
  const object = activities.questions[made.id];
  if (!object) return null;
  /** @type {{ [name: string]: unknown }} */
  const result = { success: made.right, duration: span(made.seconds) };
  if (made.given) {
    const isNumber = made.type !== "numeric" || decimal(made.given) !== null;
    if (isNumber) result.response = response(made, made.type, made.given);
    else result.extensions = { [activities.written]: String(made.given[0]) };
  }
  const grouping = [activities.quizzes[quiz ?? ""], activities.stages[made.stage ?? ""]].filter(Boolean);
  const parent = [{ objectType: "Activity", id: scene.launch.activityId }];
  const about = context(scene, { parent, grouping });
  about.language ??= made.lang;
  return {
    id: made.uuid,
    actor: scene.launch.actor,
    verb: verb("answered"),
    object,
    result,
    context: about,
    timestamp: moment(at),
  };
}
