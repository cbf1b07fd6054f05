/**
 * One session of a learner with a learning system that speaks cmi5: from *initialized* to
 * *terminated*.
 *
 * Everything to be said is kept in this browser first and sent soon after; what the record store
 * does not confirm is sent again, later in the session or in the next one. Only one session of a
 * learner goes on in a browser: the one that was opened last.
 */
import { pack } from "../pack.js";
import { Agenda } from "./agenda.js";
import { save } from "./state.js";

/** @typedef {import("../plan.js").Plan} Plan */
/** @typedef {import("./agenda.js").Due} Due */

/** Waits after a change and after failures; milliseconds. */
const SOON = 1000;
const AGAIN = 5000;
const LONGEST = 60_000;

/** No answer, or one that tells to come again. @param {number} status */
const isPassing = (status) => status === 0 || status === 408 || status === 429 || status >= 500;

export class Session {
  /**
   * @param {object} about
   * @param {Plan} about.plan
   * @param {import("./statement.js").Scene} about.scene
   * @param {import("./launch.js").Ticket} about.ticket
   * @param {import("../keep.js").Keep} about.keep
   * @param {import("./lrs.js").RecordStore} about.lrs
   * @param {string | null} about.tag of the document that was read
   * @param {import("./types.js").Activities | null} about.activities
   * @param {(trouble: "" | "failing" | "over") => void} about.tell
   */
  constructor({ plan, scene, ticket, keep, lrs, tag, activities, tell }) {
    this.plan = plan;
    this.ticket = ticket;
    this.keep = keep;
    this.lrs = lrs;
    this.tag = tag;
    this.tell = tell;
    const close = () => this.close();
    this.agenda = new Agenda({ plan, scene, ticket, keep, activities, close });
    this.place = "";
    /** Whether the record there is not ours to change. */
    this.isForeign = false;
    /** What was written last. */
    this.written = "";
    this.wait = SOON;
    this.timer = 0;
    /** @type {Promise<void> | null} */
    this.running = null;
    keep.write("session", ticket.key);
  }

  get isOver() {
    return this.ticket.isOver;
  }

  /** The learner sees the course. */
  begin() {
    const { ticket } = this;
    if (!ticket.opening.at) {
      ticket.opening.at = Date.now();
      ticket.keep();
    }
    this.changed();
  }

  /** Something is different: it is sent soon, with all that comes until then. */
  changed() {
    if (this.isOver || this.timer || !this.ticket.opening.at) return;
    this.timer = window.setTimeout(() => {
      this.timer = 0;
      this.flush();
    }, this.wait);
  }

  flush() {
    if (this.isOver || !this.ticket.opening.at) return Promise.resolve();
    this.running ??= this.#flush().finally(() => {
      this.running = null;
    });
    return this.running;
  }

  async #flush() {
    if (!this.isOurs()) return this.close();
    const isTold = await this.deliver(this.agenda.due());
    const isKept = !this.isOver && (await save(this));
    if (this.isOver) return;
    const isDone = isTold && isKept;
    this.tell(isDone ? "" : "failing");
    this.wait = isDone ? SOON : Math.min(Math.max(this.wait * 2, AGAIN), LONGEST);
    if (!isDone || this.agenda.due().length > 0) this.changed();
  }

  /** Whether no other session of this learner was opened since. */
  isOurs() {
    return this.keep.read("session") === this.ticket.key;
  }

  /** Nothing more is sent. */
  close() {
    this.#end();
    this.tell("over");
  }

  /** Says everything and goodbye; what is not taken in time comes with the next session. */
  async leave() {
    await this.running;
    await this.flush();
    if (this.isOver || !this.ticket.opening.at) return;
    await this.deliver([...this.agenda.due(), ...this.agenda.last()]);
    if (!this.isOver) await save(this, { isLast: true });
    this.#end();
  }

  /** The same while the page goes, in as much room as browsers give. */
  unload() {
    if (this.isOver || !this.ticket.opening.at || !this.isOurs()) return;
    const all = [...this.agenda.due(), ...this.agenda.last()];
    this.#end();
    this.lrs.tell(
      all.map(({ statement }) => statement),
      true,
    );
    save(this, { isLast: true, isGone: true });
  }

  #end() {
    clearTimeout(this.timer);
    this.ticket.isOver = true;
    this.ticket.keep();
  }

  /**
   * @param {Due[]} list
   * @returns {Promise<boolean>} whether nothing of it is left to be sent again
   */
  async deliver(list) {
    if (this.isOver || list.length === 0) return !this.isOver;
    const status = await this.lrs.tell(list.map(({ statement }) => statement));
    if (status === 401) this.close();
    if (this.isOver || isPassing(status)) return false;
    if (status < 300) {
      list.forEach((one) => one.told?.());
      return true;
    }
    // One of them is not wanted, and the store takes all or none.
    if (list.length > 1) {
      for (const one of list) if (!(await this.deliver([one]))) return false;
      return true;
    }
    const [{ told, refused }] = list;
    // It is there already: an earlier request came through and its answer didn't.
    if (status === 409) told?.();
    else refused?.(status !== 403);
    return true;
  }

  /** What is to be kept for the learner. @returns {import("./types.js").Document} */
  document() {
    const outbox = this.keep.outbox();
    return {
      record: pack(this.plan, this.keep.records(), outbox?.attempt ?? ""),
      place: this.place,
      spent: Math.round(this.agenda.spent + this.agenda.seconds()),
      claims: outbox?.claims ?? {},
    };
  }
}
