/**
 * A learning system for cmi5 with its record store, for tests. It launches courses, and refuses what
 * the standard forbids (cmi5 Quartz; xAPI 1.0.3 as `@learninglocker/xapi-validation` knows it); each
 * refusal is noted. It stands on a host of its own, whose CORS is that of an ordinary web server.
 */
import { createHash, randomUUID } from "node:crypto";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { isDeepStrictEqual } from "node:util";

/** @type {(statement: any) => unknown[]} */
const faultsOf = createRequire(import.meta.url)("@learninglocker/xapi-validation").default;

const CMI5 = "https://w3id.org/xapi/cmi5/";
const SESSION = `${CMI5}context/extensions/sessionid`;
const MASTERY = `${CMI5}context/extensions/masteryscore`;
const VERBS = "http://adlnet.gov/expapi/verbs/";
/** Of the nine verbs those that a course may say. */
const OURS = ["initialized", "completed", "passed", "failed", "terminated"];
const ACTIVITY = "https://lms.test/activities/1";
const PUBLISHED = "https://lms.test/published/1";

/**
 * @typedef {{ mode?: "Normal" | "Browse" | "Review", learner?: string, masteryScore?: number,
 *   returnURL?: string, launchParameters?: string }} About
 * @typedef {{ id: string, token: string, registration: string, actor: any, about: About, isAsked: boolean,
 *   end: "" | "terminated" | "abandoned", statements: any[] }} Session
 */

export class LearningSystem {
  constructor() {
    /** @type {Session[]} */
    this.sessions = [];
    /** What is in the record store, in the order in which it came. @type {any[]} */
    this.statements = [];
    /** By learner, registration and name. @type {Map<string, { text: string, tag: string }>} */
    this.states = new Map();
    /** @type {{ [learner: string]: any }} */
    this.preferences = {};
    /** @type {string[]} */
    this.refusals = [];
    /** All that was sent here. @type {{ method: string, url: string, body: string }[]} */
    this.requests = [];
    /** `down`: no answer; `busy`: not now; `lossy`: takes everything and says nothing. */
    this.manner = /** @type {"" | "down" | "busy" | "lossy"} */ ("");
    /** Whether pages of other hosts may ask for tags. */
    this.isTagged = false;
    this.url = "";
    this.server = createServer((request, response) => {
      let body = "";
      request.setEncoding("utf8").on("data", (text) => (body += text));
      request.on("end", () => this.#answer(request, response, body));
    });
  }

  async start() {
    await new Promise((done) => this.server.listen(0, "127.0.0.1", () => done(undefined)));
    const address = this.server.address();
    this.url = `http://127.0.0.1:${address && typeof address === "object" ? address.port : 0}/`;
    return this;
  }

  close() {
    this.server.closeAllConnections();
    this.server.close();
  }

  /** The query of a launch. @param {string} registration @param {About} [about] */
  launch(registration, about = {}) {
    for (const old of this.sessions) if (old.registration === registration && !old.end) old.end = "abandoned";
    const actor = {
      objectType: "Agent",
      account: { homePage: "https://lms.test", name: about.learner ?? "u1" },
    };
    const [id, token] = [randomUUID(), randomUUID()];
    this.sessions.push({ id, token, registration, actor, about, isAsked: false, end: "", statements: [] });
    const data = {
      contextTemplate: {
        registration,
        contextActivities: { grouping: [{ objectType: "Activity", id: PUBLISHED }] },
        extensions: { [SESSION]: id, "https://lms.test/extension": "kept" },
      },
      launchMode: about.mode ?? "Normal",
      moveOn: "Passed",
      ...(about.masteryScore === undefined ? {} : { masteryScore: about.masteryScore }),
      ...(about.returnURL ? { returnURL: about.returnURL } : {}),
      ...(about.launchParameters ? { launchParameters: about.launchParameters } : {}),
    };
    this.put(about.learner ?? "u1", registration, "LMS.LaunchData", JSON.stringify(data));
    const fetch = `${this.url}token?k=${id}`;
    const endpoint = `${this.url}xapi`;
    const query = { endpoint, fetch, actor: JSON.stringify(actor), registration, activityId: ACTIVITY };
    return `?${new URLSearchParams(query)}`;
  }

  /** @param {string} learner @param {string} registration @param {string} name @param {string} text */
  put(learner, registration, name, text) {
    const tag = `"${createHash("sha1").update(text).digest("hex")}"`;
    this.states.set(`${learner} ${registration} ${name}`, { text, tag });
  }

  /** @param {string} learner @param {string} registration */
  kept(learner, registration) {
    return JSON.parse(this.states.get(`${learner} ${registration} twotrack`)?.text ?? "null");
  }

  /** The verbs of a session, in order. @param {number} n */
  verbs(n) {
    return this.sessions[n].statements.map((one) => one.verb.id.replace(VERBS, ""));
  }

  /**
   * @param {import("node:http").IncomingMessage} request
   * @param {import("node:http").ServerResponse} response
   * @param {string} body
   */
  #answer(request, response, body) {
    const url = new URL(request.url ?? "/", this.url);
    const method = request.method ?? "GET";
    const allowed = ["Authorization", "Content-Type", "X-Experience-API-Version"];
    if (this.isTagged) allowed.push("If-Match");
    /** @type {{ [name: string]: string }} */
    const headers = { "Access-Control-Allow-Origin": "*", "Access-Control-Max-Age": "600" };
    if (this.isTagged) headers["Access-Control-Expose-Headers"] = "ETag";
    if (method === "OPTIONS") {
      const more = {
        "Access-Control-Allow-Headers": String(allowed),
        "Access-Control-Allow-Methods": "GET, PUT, POST",
      };
      response.writeHead(204, { ...headers, ...more }).end();
      return;
    }
    this.requests.push({ method, url: url.href, body });
    if (this.manner === "down") return void request.socket.destroy();
    const [status, value, tag] =
      this.manner === "busy" ? [503] : this.#reply(method, url, request.headers, body);
    if (this.manner === "lossy") return void request.socket.destroy();
    if (status >= 400 && status !== 404 && status !== 503)
      this.refusals.push(`${status} ${method} ${url.pathname}: ${value}`);
    if (tag) headers.ETag = tag;
    response.writeHead(status, { ...headers, "Content-Type": "application/json" });
    response.end(typeof value === "string" ? value : value === undefined ? "" : JSON.stringify(value));
  }

  /**
   * @param {string} method
   * @param {URL} url
   * @param {import("node:http").IncomingHttpHeaders} headers
   * @param {string} body
   * @returns {[status: number, value?: unknown, tag?: string]}
   */
  #reply(method, url, headers, body) {
    const query = url.searchParams;
    if (url.pathname === "/token") {
      const session = this.sessions.find((one) => one.id === query.get("k"));
      if (method !== "POST" || !session) return [405, "the token is asked for by POST"];
      if (session.isAsked) {
        this.refusals.push("the token was asked for twice");
        return [200, { "error-code": "1", "error-text": "already given" }];
      }
      session.isAsked = true;
      return [200, { "auth-token": session.token }];
    }
    const session = this.sessions.find((one) => headers.authorization === `Basic ${one.token}`);
    if (!session) return [401, "nobody's token"];
    if (headers["x-experience-api-version"] !== "1.0.3") return [400, "which version?"];
    if (url.pathname === "/xapi/statements") return this.#statements(session, method, query, body);
    if (!isDeepStrictEqual(JSON.parse(query.get("agent") ?? "null"), session.actor))
      return [403, "another agent"];
    const learner = session.actor.account.name;
    if (url.pathname === "/xapi/agents/profile") {
      const known = query.get("profileId") === "cmi5LearnerPreferences" && this.preferences[learner];
      return known ? [200, known, '"p"'] : [404];
    }
    if (url.pathname !== "/xapi/activities/state") return [404];
    if (query.get("activityId") !== ACTIVITY || query.get("registration") !== session.registration)
      return [403, "the State of something else"];
    const key = `${learner} ${session.registration} ${query.get("stateId")}`;
    const known = this.states.get(key);
    if (method === "GET") return known ? [200, known.text, known.tag] : [404];
    if (query.get("stateId") === "LMS.LaunchData") return [403, "not the course's to change"];
    if (session.end === "abandoned") return [403, "the session was abandoned"];
    if (this.isTagged && known && !headers["if-match"]) return [409, "which document?"];
    if (headers["if-match"] && headers["if-match"] !== known?.tag) return [412, "another document"];
    JSON.parse(body);
    this.put(learner, session.registration, query.get("stateId") ?? "", body);
    return [204];
  }

  /**
   * @param {Session} session
   * @param {string} method
   * @param {URLSearchParams} query
   * @param {string} body
   * @returns {[status: number, value?: unknown]}
   */
  #statements(session, method, query, body) {
    if (method === "GET") {
      const found = this.statements.find((one) => one.id === query.get("statementId"));
      return found ? [200, found] : [404];
    }
    /** @type {any[]} */
    const all = [JSON.parse(body)].flat();
    const before = session.statements.length;
    /** @type {[number, string] | null} */
    let refusal = null;
    for (const one of all) {
      const known = this.statements.find(({ id }) => id === one.id);
      if (known && isDeepStrictEqual(known, one)) continue;
      const why = known ? "" : unrecordable(session, one, this.statements);
      if (known) refusal = [409, `${one.id} is another statement`];
      else if (why) refusal = [why.startsWith("malformed") ? 400 : 403, why];
      if (refusal) break;
      session.statements.push(one);
      this.statements.push(one);
    }
    if (refusal) {
      // All or none.
      const taken = session.statements.splice(before);
      this.statements = this.statements.filter((one) => !taken.includes(one));
      return refusal;
    }
    if (this.verbs(this.sessions.indexOf(session)).includes("terminated")) session.end = "terminated";
    return [200, all.map(({ id }) => id)];
  }
}

/**
 * Why a statement may not be recorded; empty if it may.
 * @param {Session} session
 * @param {any} one
 * @param {any[]} recorded
 */
function unrecordable(session, one, recorded) {
  const faults = faultsOf(one);
  if (faults.length) return `malformed: ${JSON.stringify(faults)}`;
  const word = String(one.verb.id).replace(VERBS, "");
  const list = (/** @type {string} */ name) =>
    (one.context?.contextActivities?.[name] ?? []).map((/** @type {any} */ a) => a.id);
  const said = session.statements.map((other) => other.verb.id.replace(VERBS, ""));
  const isDefined = list("category").includes(`${CMI5}context/categories/cmi5`);
  if (session.end) return `the session is ${session.end}`;
  if (!one.id || !/Z$/.test(one.timestamp ?? "")) return "a statement has an id and a time in UTC (9.1, 9.7)";
  if (!isDeepStrictEqual(one.actor, session.actor)) return "the actor is the launch's (9.2)";
  const { context } = one;
  if (context?.registration !== session.registration) return "the registration is missing (9.6.1)";
  if (context.extensions?.[SESSION] !== session.id) return "the session id is missing (9.6.3.1)";
  if (context.extensions["https://lms.test/extension"] !== "kept" || !list("grouping").includes(PUBLISHED))
    return "the template's context is missing (10.2.1)";
  if (said.length === 0 && !(word === "initialized" && isDefined)) return "initialized comes first (9.3)";
  const latest = session.statements.map((other) => other.timestamp).sort();
  if (latest.length && one.timestamp < session.statements[0].timestamp)
    return "nothing is earlier than initialized (9.3)";
  if (word === "terminated" && latest.length && one.timestamp < latest[latest.length - 1])
    return "nothing is later than terminated (9.3)";
  if (!isDefined) return "";
  return undefinable(session, one, word, said, recorded, list("category"));
}

/**
 * The rules for verbs that cmi5 defines.
 * @param {Session} session
 * @param {any} one
 * @param {string} word
 * @param {string[]} said in this session
 * @param {any[]} recorded
 * @param {string[]} categories
 */
function undefinable(session, one, word, said, recorded, categories) {
  const { about, registration } = session;
  const result = one.result ?? {};
  if (!OURS.includes(word)) return `${word} is not the course's to say (9.3)`;
  if (one.object.id !== ACTIVITY) return "the object is the launched activity (9.4)";
  if (said.includes(word)) return `${word} was said before (9.3)`;
  const isJudged = word === "passed" || word === "failed";
  if (isJudged && said.some((other) => other === "passed" || other === "failed"))
    return "passed or failed, not both (9.3)";
  const ever = recorded
    .filter((other) => other.context.registration === registration)
    .map((other) => other.verb.id.replace(VERBS, ""));
  if ((word === "completed" || word === "passed") && ever.includes(word))
    return `${word} once in a registration (9.3)`;
  if (word === "failed" && ever.includes("passed")) return "failed does not follow passed (9.3)";
  if ((about.mode ?? "Normal") !== "Normal" && !["initialized", "terminated"].includes(word))
    return `${word} in ${about.mode} (10.2.2)`;
  if (result.score && !isJudged) return "a score without judgement (9.5.1)";
  if (result.score && (result.score.raw === undefined) !== (result.score.min === undefined))
    return "raw without min (9.5.1)";
  if (result.success !== (isJudged ? word === "passed" : undefined)) return "success (9.5.2)";
  if (result.completion !== (word === "completed" ? true : undefined)) return "completion (9.5.3)";
  if (word !== "initialized" && !result.duration) return "duration (9.5.4)";
  const isMoving = result.success !== undefined || result.completion !== undefined;
  if (categories.includes(`${CMI5}context/categories/moveon`) !== isMoving) return "moveOn (9.6.2.2)";
  if (isJudged && about.masteryScore !== undefined) {
    if (one.context.extensions[MASTERY] !== about.masteryScore) return "masteryScore (9.6.3.2)";
    const scaled = result.score?.scaled;
    if (scaled !== undefined && scaled >= about.masteryScore !== (word === "passed"))
      return "score and verb (9.3.4)";
  }
  return "";
}
