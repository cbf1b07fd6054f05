/**
 * One session of a learner with a learning system: from its first call to its last.
 *
 * Everything to be said is kept in this browser first and sent soon after; what the system does not
 * confirm is sent again, later in the session or at the next one.
 */
import { getter, pack } from "./pack.js";
import { byStage, reckon } from "./rule.js";

/** @typedef {import("./plan.js").Plan} Plan */
/** @typedef {import("./plan.js").Interaction} Interaction */
/** @typedef {import("./standards.js").Standard} Standard */

/** Waits after a change, after a slow answer, and after failures; milliseconds. */
const SOON = 1000;
const PATIENT = 10_000;
const AGAIN = 5000;
const LONGEST = 60_000;
/** An answer that takes longer is slow. */
const SLOW = 500;

export class Session {
  /**
   * @param {Plan} plan
   * @param {Standard} standard
   * @param {import("./api.js").Api} api
   * @param {import("./keep.js").Keep} keep
   * @param {(trouble: "" | "failing") => void} tell
   */
  constructor(plan, standard, api, keep, tell) {
    this.plan = plan;
    this.standard = standard;
    this.api = api;
    this.keep = keep;
    this.tell = tell;
    this.started = Date.now();
    this.location = "";
    /** Whether the record there is not ours to change. */
    this.isForeign = false;
    /** Nothing counts: the learner only looks. */
    this.isQuiet = ["browse", "review"].includes(api.get(standard.keys.mode));
    this.before = standard.before((key) => api.get(key));
    /** What the system has taken in this session. @type {Map<string, string>} */
    this.taken = new Map();
    /** Answers written but not confirmed, by time and id. @type {Map<string, number>} */
    this.written = new Map();
    this.next = Number(api.get("cmi.interactions._count") || "NaN");
    this.stages = this.knownStages();
    this.wait = SOON;
    this.timer = 0;
    this.isOver = false;
  }

  /** The places of the objectives that are there, by id. @returns {Map<string, number> | null} */
  knownStages() {
    const count = Number(this.api.get("cmi.objectives._count") || "NaN");
    if (Number.isNaN(count)) return null;
    const all = Array.from({ length: count }, (_, n) => n);
    return new Map(all.map((n) => [this.api.get(`cmi.objectives.${n}.id`), n]));
  }

  /** Something is different: it is sent soon, with all that comes until then. */
  changed() {
    if (this.isOver || this.timer) return;
    this.timer = window.setTimeout(() => {
      this.timer = 0;
      this.flush();
    }, this.wait);
  }

  /** @param {Interaction} made */
  answered(made) {
    const outbox = this.keep.outbox();
    if (!outbox || this.isQuiet) return;
    this.keep.put({ ...outbox, queue: [...outbox.queue, made] });
    this.changed();
  }

  /** Says everything, and leaves. */
  end() {
    if (this.isOver) return;
    this.flush();
    this.isOver = true;
    clearTimeout(this.timer);
    this.api.end();
  }

  flush() {
    if (this.isOver) return;
    const began = Date.now();
    const outbox = this.keep.outbox();
    const packed = pack(this.plan, this.keep.records(), outbox?.attempt ?? "");
    const isSent = this.write(packed, outbox?.queue ?? []) && this.api.commit();
    if (isSent && outbox) {
      // What came in meanwhile stays.
      const sent = new Set(this.written.keys());
      const queue = (this.keep.outbox()?.queue ?? []).filter((made) => !sent.has(key(made)));
      this.written.clear();
      const mark = this.isForeign ? {} : { isKnown: true, sent: packed, sentAt: began };
      this.keep.put({ ...outbox, ...mark, queue });
    }
    this.tell(isSent ? "" : "failing");
    const isSlow = Date.now() - began > SLOW;
    if (isSent) this.wait = isSlow ? PATIENT : SOON;
    else this.again();
  }

  /** Tries once more, each time after a longer while. */
  again() {
    this.wait = Math.min(Math.max(this.wait * 2, AGAIN), LONGEST);
    this.changed();
  }

  /**
   * @param {string} packed
   * @param {Interaction[]} queue
   * @returns {boolean} whether all was taken that ever will be
   */
  write(packed, queue) {
    const { standard, plan } = this;
    const records = this.keep.records();
    const get = getter(() => records);
    /** @type {[string, string][]} */
    const values = [...standard.session((Date.now() - this.started) / 1000)];
    if (this.location) values.push([standard.keys.location, this.location]);
    if (!this.isQuiet) {
      values.push(...standard.standing(this.best(reckon(plan, get))));
      if (!this.isForeign) values.push([standard.keys.suspend, packed]);
    }
    const isTaken = values.map(([key, value]) => this.set(key, value)).every((said) => said !== "failed");
    if (this.isQuiet) return isTaken;
    return isTaken && this.writeStages(get) && this.writeAnswers(queue);
  }

  /**
   * What was reached in this attempt is never taken back.
   * @param {import("./rule.js").Standing} now
   * @returns {import("./rule.js").Standing}
   */
  best(now) {
    const { isDone, isPassed, score } = this.before;
    return {
      ...now,
      isDone: now.isDone || isDone,
      isPassed: isPassed || now.isPassed,
      score: score > (now.score ?? 0) ? score : now.score,
    };
  }

  /** @param {string} name @param {string} value */
  set(name, value) {
    if (this.taken.get(name) === value) return "done";
    const said = this.api.set(name, value);
    if (said === "done") this.taken.set(name, value);
    return said;
  }

  /** @param {import("../store/kept.js").Get} get */
  writeStages(get) {
    const { stages } = this;
    // A system may go without objectives.
    if (!stages) return true;
    return byStage(this.plan, get).every((stage) => {
      const values = this.standard.objective(stage);
      const id = values[0][1];
      const n = stages.get(id) ?? stages.size;
      const said = values
        .filter(([name]) => name !== "id" || !stages.has(id))
        .map(([name, value]) => this.set(`cmi.objectives.${n}.${name}`, value));
      if (said[0] === "done" && !stages.has(id)) stages.set(id, n);
      return !said.includes("failed");
    });
  }

  /** @param {Interaction[]} queue */
  writeAnswers(queue) {
    return queue.every((made) => {
      // A system may go without answers, or keep only so many.
      if (Number.isNaN(this.next) || this.written.has(key(made))) {
        this.written.set(key(made), this.written.get(key(made)) ?? -1);
        return true;
      }
      const [[, id], ...rest] = this.standard.interaction(made);
      const first = this.api.set(`cmi.interactions.${this.next}.id`, id);
      if (first === "failed") return false;
      this.written.set(key(made), this.next);
      if (first === "refused") return true;
      const place = `cmi.interactions.${this.next}.`;
      this.next += 1;
      return rest
        .map(([name, value]) => this.api.set(place + name, value))
        .every((said) => said !== "failed");
    });
  }
}

/** @param {Interaction} made */
function key(made) {
  return `${made.at}/${made.id}`;
}
