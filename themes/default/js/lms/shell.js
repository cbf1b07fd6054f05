/**
 * What every launch page of a course has, whatever its learning system speaks.
 *
 *     <script type="application/json" id="plan">…</script>
 *     <iframe id="site"></iframe> <footer id="state"></footer>
 *
 * It shows the site with a learner's record in the frame, and says below what is wrong, if anything is.
 */
import { load } from "../kit/data.js";
import { watchFrame } from "./frame.js";
import { Keep } from "./keep.js";

/** @typedef {import("./plan.js").Plan} Plan */
/** @typedef {import("./plan.js").Interaction} Interaction */
/** @typedef {"" | keyof import("./plan.js").Language["words"]} Trouble */

/** The words and the language of the page, and the course in its frame. */
export class Shell {
  constructor() {
    /** @type {Plan} */
    this.plan = JSON.parse(document.getElementById("plan")?.textContent ?? "");
    this.frame = /** @type {HTMLIFrameElement} */ (document.getElementById("site"));
    this.state = /** @type {HTMLElement} */ (document.getElementById("state"));
    this.language = this.plan.langs[0];
    /** Where the records are kept; nobody's until the learner is known. */
    this.keep = new Keep("");
    /** @type {Trouble} */
    this.trouble = "";
    this.questions = new Set(this.plan.quizzes.flatMap((quiz) => quiz.questions.map((q) => q.id)));
  }

  /** @param {Trouble} why */
  tell(why) {
    this.trouble = why;
    this.state.hidden = !why;
    this.state.textContent = why ? this.language.words[why] : "";
  }

  /** @param {string} tag */
  speak(tag) {
    this.language = this.plan.langs.find((one) => one.tag === tag) ?? this.language;
    Object.assign(document.documentElement, { lang: this.language.tag, dir: this.language.dir });
    this.frame.title = this.language.title;
    this.tell(this.trouble);
  }

  /** The language of the plan that somebody wants most. @param {readonly string[]} wanted */
  choose(wanted) {
    const { langs } = this.plan;
    const first = (/** @type {string} */ tag) => tag.toLowerCase().split("-")[0];
    for (const want of wanted.filter(Boolean)) {
      const found =
        langs.find((one) => one.tag === want) ?? langs.find((one) => first(one.tag) === first(want));
      if (found) return found;
    }
    return langs[0];
  }

  /** Nobody is to see another learner's record. @param {string} learner */
  keyOf(learner) {
    return `twotrack-course:${new URL(".", location.href).pathname}:${this.plan.id}:${encodeURIComponent(learner)}`;
  }

  /**
   * Shows the course, from a page of it or from its beginning.
   * @param {string} place
   * @param {{ moved: (place: string, page: Document) => void, answered: (made: Interaction) => void }} tell
   */
  async show(place, { moved, answered }) {
    await this.#fill().catch(() => {});
    /** @type {import("../store/store.js").Drawer} */
    const drawer = {
      getItem: (key) => this.keep.drawer.getItem(key),
      setItem: (key, text) => this.keep.drawer.setItem(key, text),
    };
    Object.assign(this.frame, { course: { drawer } });
    watchFrame(this.frame, {
      moved: (place, page) => {
        const { shade } = page.documentElement.dataset;
        if (shade) document.documentElement.dataset.shade = shade;
        else delete document.documentElement.dataset.shade;
        document.title = page.title;
        this.speak(page.documentElement.lang);
        moved(place, page);
      },
      answered: (made) => this.questions.has(made.id) && answered(made),
    });
    const isThere = this.plan.pages.includes(place.split(/[?#]/)[0]);
    this.frame.src = isThere ? place : this.language.start;
    this.frame.hidden = false;
  }

  /** What was studied elsewhere was studied as it is now, as far as a packed record can tell. */
  async #fill() {
    const records = this.keep.records();
    const bare = Object.entries(records).flatMap(([key, { v }]) =>
      key.startsWith("read/") && v?.hash && Object.keys(v.items ?? {}).length === 0 ? [{ key, v }] : [],
    );
    if (bare.length === 0) return;
    /** @type {{ [id: string]: [number, string, string] }} */
    const items = await load("items");
    for (const { key, v } of bare) {
      const page = items[key.slice("read/".length)]?.[2];
      const own = Object.entries(items).filter(([, [, , path]]) => path.split("#")[0] === page);
      v.items = Object.fromEntries(own.map(([id, [rev, hash]]) => [id, [rev, hash, ""]]));
    }
    this.keep.replace(records);
  }
}
