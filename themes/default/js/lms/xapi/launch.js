/**
 * How a learning system launches a course: what its address says, the token, and what is kept of
 * both while the page is open.
 */

/** @typedef {import("./types.js").Launch} Launch */

/** How long a learning system may take to answer; milliseconds. */
export const PATIENCE = 20_000;

/**
 * @param {string} search the query of the page's address
 * @returns {Launch | null} null if no learning system has launched this page
 */
export function launchOf(search) {
  const query = new URLSearchParams(search);
  const get = (/** @type {string} */ name) => query.get(name) ?? "";
  const isWeb = (/** @type {string} */ url) => /^https?:\/\//i.test(url);
  if (!isWeb(get("endpoint")) || !isWeb(get("fetch")) || !get("activityId")) return null;
  try {
    const actor = JSON.parse(get("actor"));
    const endpoint = get("endpoint").replace(/\/?$/, "/");
    const [registration, activityId] = [get("registration"), get("activityId")];
    return { endpoint, fetch: get("fetch"), actor, registration, activityId };
  } catch {
    return null;
  }
}

/** The name of the learner in this browser. @param {Launch} launch */
export function learnerOf({ actor }) {
  const { homePage, name } = actor.account ?? {};
  return name ? `${homePage} ${name}` : JSON.stringify(actor);
}

/**
 * What a launch has come to. It outlives a page that is loaded again, for the address of the token
 * answers only once, and a session that has ended stays so.
 */
export class Ticket {
  /** @param {Launch} launch */
  constructor(launch) {
    this.key = `twotrack-cmi5:${launch.fetch}`;
    this.isAsked = false;
    this.token = "";
    this.startedAt = Date.now();
    /** The statement by which the session begins: its name, its time, whether it was taken. */
    this.opening = { id: uuid(), at: 0, isTold: false };
    this.closingId = uuid();
    /** The page that is shown. */
    this.place = "";
    this.isOver = false;
    try {
      Object.assign(this, JSON.parse(sessionStorage.getItem(this.key) ?? "{}"));
    } catch {
      // Nothing is kept: then the page must not be loaded again.
    }
  }

  keep() {
    try {
      sessionStorage.setItem(this.key, JSON.stringify(this));
    } catch {
      // As above.
    }
  }

  /**
   * Asks for the token, once in the life of a launch.
   * @param {Launch} launch
   * @returns {Promise<boolean>}
   */
  async redeem(launch) {
    if (this.token || this.isAsked) return !!this.token;
    this.isAsked = true;
    this.keep();
    try {
      const signal = AbortSignal.timeout(PATIENCE);
      const answer = await fetch(launch.fetch, { method: "POST", signal });
      this.token = (await answer.json())["auth-token"] ?? "";
    } catch {
      // It may have been given all the same, so it can't be asked for again.
    }
    this.keep();
    return !!this.token;
  }
}

/** A random name (RFC 4122, 4.4); the browser's own needs a page of https. */
export function uuid() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}
