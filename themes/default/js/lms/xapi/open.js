/**
 * Opens a session: the token, what the learning system says of the launch, what the learner prefers
 * and what is kept of the learner.
 */
import { RecordStore } from "./lrs.js";
import { NAME } from "./state.js";
import { VERBS, merge } from "./claims.js";

/** @typedef {import("./types.js").LaunchData} LaunchData */
/** @typedef {import("./types.js").Document} Document */

/** Waits between two tries; milliseconds. */
const PAUSE = 2000;
const LONGEST = 60_000;

/**
 * What a session begins with.
 * @typedef {{ lrs: RecordStore, data: LaunchData, document: Partial<Document> | null, tag: string | null,
 *   preferences: { languages: string[], isMute: boolean },
 *   activities: import("./types.js").Activities | null }} Opened
 */

/**
 * @param {import("./types.js").Launch} launch
 * @param {import("./launch.js").Ticket} ticket
 * @param {() => void} late is told each time that the learning system doesn't answer
 * @returns {Promise<Opened | null>} null if there is no session any more
 */
export async function open(launch, ticket, late) {
  if (ticket.isOver || !(await ticket.redeem(launch))) return null;
  const lrs = new RecordStore(launch, ticket.token);
  const read = (/** @type {string} */ name, /** @type {number[]} */ good) => known(lrs, name, good, late);
  const [data, kept, preferences, activities] = await Promise.all([
    read("LMS.LaunchData", [200]),
    read(NAME, [200, 404]),
    lrs.preferences(),
    fetch("activities.json")
      .then((answer) => answer.json())
      .catch(() => null),
  ]);
  if (!data || !kept) return null;
  const mine = /** @type {Partial<import("./types.js").Document> | null} */ (kept.value);
  const document = mine && { ...mine, claims: await told(lrs, mine.claims ?? {}) };
  return {
    lrs,
    data: /** @type {LaunchData} */ (data.value),
    document,
    tag: kept.tag,
    preferences,
    activities,
  };
}

/**
 * A document, however long that takes.
 * @param {RecordStore} lrs
 * @param {string} name
 * @param {number[]} good statuses
 * @param {() => void} late
 * @returns {Promise<import("./lrs.js").Answer | null>} null if it is not for us any more
 */
async function known(lrs, name, good, late) {
  for (let pause = PAUSE; ; pause = Math.min(pause * 2, LONGEST)) {
    const answer = await lrs.state(name);
    if (good.includes(answer.status)) return answer;
    if (answer.status === 401 || answer.status === 403) return null;
    late();
    await new Promise((go) => setTimeout(go, pause));
  }
}

/**
 * Claims of which nobody knows whether they came through, for the page went with them.
 * @param {RecordStore} lrs
 * @param {import("./types.js").Claims} claims
 */
export async function told(lrs, claims) {
  const open = VERBS.flatMap((verb) => (claims[verb]?.isTold === false ? [verb] : []));
  const all = await Promise.all(
    open.map(async (verb) => {
      const own = claims[verb];
      return own && (await lrs.has(own.id)) ? { [verb]: { ...own, isTold: true } } : {};
    }),
  );
  return all.reduce((sum, one) => merge(one, sum), claims);
}
