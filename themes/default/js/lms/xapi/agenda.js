/**
 * What a session has to say: that it begins, answers, what was reached, and that it ends.
 */
import { claim, judge } from "./claims.js";
import { getter } from "../pack.js";
import { answered, defined } from "./statement.js";

/** @typedef {import("./types.js").Statement} Statement */
/** @typedef {import("./types.js").Claims} Claims */
/** `told`: the store has it; `refused`: it will not take it in this session. @typedef {{
 *   statement: Statement, told?: () => void, refused?: (isFaulty: boolean) => void }} Due */

/** So many statements and signs in one request; browsers let 64 KB outlive a page. */
const BATCH = 25;
const ROOM = 40_000;

export class Agenda {
  /**
   * @param {object} about
   * @param {import("../plan.js").Plan} about.plan
   * @param {import("./statement.js").Scene} about.scene
   * @param {import("./launch.js").Ticket} about.ticket
   * @param {import("../keep.js").Keep} about.keep
   * @param {import("./types.js").Activities | null} about.activities without them no answers are told
   * @param {() => void} about.close what to do when the session is not to begin
   */
  constructor({ plan, scene, ticket, keep, activities, close }) {
    this.plan = plan;
    this.scene = scene;
    this.ticket = ticket;
    this.keep = keep;
    this.activities = activities;
    this.close = close;
    this.quizOf = new Map(plan.quizzes.flatMap((quiz) => quiz.questions.map((q) => [q.id, quiz.id])));
    /** Nothing counts: the learner only looks. */
    this.isQuiet = scene.data.launchMode === "Browse" || scene.data.launchMode === "Review";
    this.spent = keep.outbox()?.spent ?? 0;
    /** What was built once stays the same when it is sent again. @type {Map<string, Statement>} */
    this.built = new Map();
    /** What this session's store refused. @type {Set<string>} */
    this.refused = new Set();
  }

  get = getter(() => this.keep.records());

  standing() {
    return judge(this.plan, this.get, this.scene.data.masteryScore);
  }

  /** Seconds since the session began. */
  seconds() {
    return Math.max(0, Date.now() - this.ticket.opening.at) / 1000;
  }

  /** What may be said by now is noted under a name of its own. @returns {Claims} */
  claims() {
    const outbox = this.keep.outbox();
    if (!outbox || this.isQuiet) return {};
    const records = this.keep.records();
    const tried = Math.max(0, ...this.plan.quizzes.map((quiz) => records[`result/${quiz.id}`]?.at ?? 0));
    const isTried = tried > (outbox.seen ?? 0);
    const session = this.seconds();
    const about = { at: Date.now(), all: this.spent + session, session, isTried };
    const claims = claim(outbox.claims ?? {}, this.standing(), about);
    const seen = isTried ? tried : outbox.seen;
    if (isTried || JSON.stringify(claims) !== JSON.stringify(outbox.claims))
      this.keep.put({ ...outbox, claims, seen });
    return claims;
  }

  /** What can be said now, in the order of the standard. @returns {Due[]} */
  due() {
    const { opening } = this.ticket;
    /** @type {Due[]} */
    const list = [];
    if (!opening.isTold) {
      const told = () => {
        opening.isTold = true;
        this.ticket.keep();
      };
      list.push({ statement: defined(this.scene, "initialized", opening), told, refused: this.close });
    }
    if (this.isQuiet) return list;
    list.push(...this.answers());
    const claims = this.claims();
    const { isDone, isPassed } = this.standing();
    if (isDone) list.push(...this.claimed("completed", claims));
    if (isPassed) list.push(...this.claimed("passed", claims));
    return list;
  }

  /** @param {"completed" | "passed" | "failed"} verb @param {Claims} claims @returns {Due[]} */
  claimed(verb, claims) {
    const own = claims[verb];
    if (!own || own.isTold || this.refused.has(own.id)) return [];
    const at = Math.max(own.at, this.ticket.opening.at);
    const { score } = this.standing();
    const statement = this.built.get(own.id) ?? defined(this.scene, verb, { ...own, at, score });
    this.built.set(own.id, statement);
    const told = () => {
      const outbox = this.keep.outbox();
      if (outbox)
        this.keep.put({ ...outbox, claims: { ...outbox.claims, [verb]: { ...own, isTold: true } } });
    };
    return [{ statement, told, refused: () => this.refused.add(own.id) }];
  }

  /** Answers that wait, as many as go into one request. @returns {Due[]} */
  answers() {
    const { activities, scene } = this;
    if (!activities) return [];
    /** @type {Due[]} */
    const list = [];
    let size = 0;
    for (const made of this.keep.outbox()?.queue ?? []) {
      const { uuid } = made;
      if (!uuid || this.refused.has(uuid)) continue;
      const drop = () => this.drop(uuid);
      // An answer from an earlier session is told by this one.
      const at = Math.max(made.at, this.ticket.opening.at);
      const about = { quiz: this.quizOf.get(made.id) ?? null, at };
      const statement = answered(scene, activities, { ...made, uuid }, about);
      if (!statement) continue;
      size += new Blob([JSON.stringify(statement)]).size;
      if (list.length > 0 && (size > ROOM || list.length >= BATCH)) break;
      // What is not allowed now may be so in another session; what is faulty stays so.
      const refused = (/** @type {boolean} */ isFaulty) => (isFaulty ? drop() : this.refused.add(uuid));
      list.push({ statement, told: drop, refused });
    }
    return list;
  }

  /** @param {string} uuid */
  drop(uuid) {
    const outbox = this.keep.outbox();
    if (outbox) this.keep.put({ ...outbox, queue: outbox.queue.filter((made) => made.uuid !== uuid) });
  }

  /** What is said at the end: a failure that stayed one, and goodbye. @returns {Due[]} */
  last() {
    const isFailed = !this.isQuiet && this.standing().isPassed === false;
    const failed = isFailed ? this.claimed("failed", this.claims()) : [];
    const at = Math.max(Date.now(), ...[...this.built.values()].map((s) => Date.parse(s.timestamp)));
    const { progress, isDone } = this.standing();
    const isOpen = !this.isQuiet && !isDone && !this.keep.outbox()?.claims?.completed;
    const said = {
      id: this.ticket.closingId,
      at,
      seconds: (at - this.ticket.opening.at) / 1000,
      progress: isOpen ? Math.floor(progress * 100) : null,
    };
    return [...failed, { statement: defined(this.scene, "terminated", said) }];
  }
}
