/**
 * A record store of xAPI, as far as a course speaks with one.
 *
 * An answer is its HTTP status; 0 means that none came. Requests carry no headers beyond those that
 * every store allows to pages of other hosts, but for `If-Match`, where the store shows its tags.
 */
import { PATIENCE } from "./launch.js";

/** @typedef {import("./types.js").Launch} Launch */
/** @typedef {import("./types.js").Statement} Statement */
/** @typedef {{ status: number, value: object | null, tag: string | null }} Answer */

const VERSION = "1.0.3";

export class RecordStore {
  /** @param {Launch} launch @param {string} token */
  constructor(launch, token) {
    this.launch = launch;
    this.token = token;
    /** Whether tags can be asked for: a store of another host may hide or refuse them. */
    this.isTagged = true;
  }

  /**
   * @param {string} method
   * @param {string} resource
   * @param {{ [name: string]: string }} query
   * @param {{ body?: string, headers?: { [name: string]: string }, isLast?: boolean }} [about]
   *   `isLast`: the page goes, the request must outlive it
   * @returns {Promise<Answer>}
   */
  async ask(method, resource, query, { body, headers = {}, isLast = false } = {}) {
    const search = new URLSearchParams(query).toString();
    try {
      const response = await fetch(`${this.launch.endpoint}${resource}${search && `?${search}`}`, {
        method,
        body,
        headers: {
          Authorization: `Basic ${this.token}`,
          "X-Experience-API-Version": VERSION,
          ...(body === undefined ? {} : { "Content-Type": "application/json" }),
          ...headers,
        },
        cache: "no-store",
        keepalive: isLast,
        signal: isLast ? null : AbortSignal.timeout(PATIENCE),
      });
      const value = method === "GET" && response.status === 200 ? await response.json() : null;
      return { status: response.status, value, tag: response.headers.get("ETag") };
    } catch {
      return { status: 0, value: null, tag: null };
    }
  }

  /** All or none are taken. @param {Statement[]} statements @param {boolean} [isLast] */
  async tell(statements, isLast) {
    const about = { body: JSON.stringify(statements), isLast };
    return (await this.ask("POST", "statements", {}, about)).status;
  }

  /** Whether a statement is there. @param {string} statementId */
  async has(statementId) {
    return (await this.ask("GET", "statements", { statementId })).status === 200;
  }

  /** @param {string} stateId */
  async state(stateId) {
    const answer = await this.ask("GET", "activities/state", this.#of(stateId));
    if (answer.status === 200 && !answer.tag) this.isTagged = false;
    return answer;
  }

  /**
   * Writes a document in place of the one that was read, and of no other.
   * @param {string} stateId
   * @param {unknown} value
   * @param {string | null} tag of what was read; null: none was shown
   * @param {boolean} [isLast]
   * @returns {Promise<Answer>}
   */
  async write(stateId, value, tag, isLast) {
    const body = JSON.stringify(value);
    /** @type {{ [name: string]: string }} */
    const headers = this.isTagged && tag ? { "If-Match": tag } : {};
    const answer = await this.ask("PUT", "activities/state", this.#of(stateId), { body, headers, isLast });
    if (answer.status !== 0 || !headers["If-Match"] || isLast) return answer;
    // Either nothing gets through, or the store lets no page of another host ask for a tag.
    const plain = await this.ask("PUT", "activities/state", this.#of(stateId), { body });
    if (plain.status !== 0) this.isTagged = false;
    return plain;
  }

  /** What the learner prefers; nothing, if that is not known. */
  async preferences() {
    const query = { profileId: "cmi5LearnerPreferences", agent: JSON.stringify(this.launch.actor) };
    const { value } = await this.ask("GET", "agents/profile", query);
    const said = /** @type {{ languagePreference?: unknown, audioPreference?: unknown } | null} */ (value);
    return {
      languages: String(said?.languagePreference ?? "")
        .split(",")
        .map((tag) => tag.trim()),
      isMute: said?.audioPreference === "off",
    };
  }

  /** @param {string} stateId */
  #of(stateId) {
    const { activityId, actor, registration } = this.launch;
    return { stateId, activityId, agent: JSON.stringify(actor), registration };
  }
}
