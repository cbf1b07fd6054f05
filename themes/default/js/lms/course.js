/**
 * The launch page of a course in a learning system.
 *
 *     <script type="application/json" id="plan">…</script>
 *     <iframe id="site"></iframe> <footer id="state"></footer>
 *
 * It finds the system's interface, asks who learns, shows the site with that learner's record, and
 * tells the system what has been learnt. Deals and whatever else belongs to the person stay in the
 * browser.
 */
import { load } from "../kit/data.js";
import { Api, find } from "./api.js";
import { watchFrame } from "./frame.js";
import { fresh, join } from "./join.js";
import { Keep } from "./keep.js";
import { scorm12 } from "./scorm12.js";
import { scorm2004 } from "./scorm2004.js";
import { Session } from "./session.js";

/** @typedef {import("./plan.js").Plan} Plan */

const STANDARDS = { scorm12, scorm2004 };
/** A system may offer its interface a little late; milliseconds. */
const PATIENCE = 3000;
const STEP = 200;

/** @type {Plan} */
const plan = JSON.parse(document.getElementById("plan")?.textContent ?? "");
const standard = STANDARDS[plan.standard];
const frame = /** @type {HTMLIFrameElement} */ (document.getElementById("site"));
const state = /** @type {HTMLElement} */ (document.getElementById("state"));
const questions = new Set(plan.quizzes.flatMap((quiz) => quiz.questions.map((q) => q.id)));

let language = plan.langs[0];
/** Where the records are kept; nobody's until the learner is known. */
let keep = new Keep("");
/** @type {Session | null} */
let session = null;
/** @typedef {"" | keyof import("./plan.js").Language["words"]} Trouble */
/** @type {Trouble} */
let trouble = "";

/** @param {Trouble} why */
function tell(why) {
  trouble = why;
  state.hidden = !why;
  state.textContent = why ? language.words[why] : "";
}

/** @param {string} tag */
function speak(tag) {
  language = plan.langs.find((one) => one.tag === tag) ?? language;
  Object.assign(document.documentElement, { lang: language.tag, dir: language.dir });
  frame.title = language.title;
  tell(trouble);
}

/** The language of the plan that somebody wants most. @param {string[]} wanted */
function choose(wanted) {
  const first = (/** @type {string} */ tag) => tag.toLowerCase().split("-")[0];
  for (const want of wanted.filter(Boolean)) {
    const found =
      plan.langs.find((one) => one.tag === want) ?? plan.langs.find((one) => first(one.tag) === first(want));
    if (found) return found;
  }
  return plan.langs[0];
}

/** @returns {Promise<Api | null>} */
async function connect() {
  for (let waited = 0; waited <= PATIENCE; waited += STEP) {
    const object = find(standard.handle);
    if (object) return new Api(object, standard.calls);
    tell("connecting");
    await new Promise((go) => setTimeout(go, STEP));
  }
  return null;
}

/** Nobody is to see another learner's record. @param {string} learner */
function keyOf(learner) {
  return `twotrack-course:${new URL(".", location.href).pathname}:${plan.id}:${encodeURIComponent(learner)}`;
}

/**
 * Begins with the learning system; whatever was done before it answered is taken along.
 * @param {Api} api
 */
function begin(api) {
  if (!api.begin() && !api.get(standard.keys.learner)) return false;
  const own = new Keep(keyOf(`=${api.get(standard.keys.learner)}`));
  const why = join(plan, own, api.get(standard.keys.suspend), Date.now());
  own.replace({ ...own.records(), ...keep.records() });
  keep = own;
  session = new Session(plan, standard, api, own, tell);
  session.isForeign = why === "newer";
  return true;
}

/** Tries to begin until it works. @param {Api} api @param {number} [pause] */
function beginLater(api, pause = 5000) {
  tell("failing");
  setTimeout(() => {
    if (!begin(api)) return beginLater(api, Math.min(pause * 2, 60_000));
    waiting.splice(0).forEach((made) => session?.answered(made));
    watch();
    session?.flush();
  }, pause);
}

/** Sends what changes. */
function watch() {
  keep.addEventListener("change", () => session?.changed());
  session?.changed();
}

/** What was studied elsewhere was studied as it is now, as far as a packed record can tell. */
async function fill() {
  const records = keep.records();
  const bare = Object.keys(records).filter((key) => {
    const { v } = records[key];
    return key.startsWith("read/") && v?.hash && Object.keys(v.items ?? {}).length === 0;
  });
  if (bare.length === 0) return;
  /** @type {{ [id: string]: [number, string, string] }} */
  const items = await load("items");
  for (const key of bare) {
    const page = items[key.slice("read/".length)]?.[2];
    const own = Object.entries(items).filter(([, [, , path]]) => path.split("#")[0] === page);
    records[key].v.items = Object.fromEntries(own.map(([id, [rev, hash]]) => [id, [rev, hash, ""]]));
  }
  keep.replace(records);
}

/** The page to begin with: where the learner left, if it is still there. @param {string} place */
function open(place) {
  const isThere = plan.pages.includes(place.split(/[?#]/)[0]);
  frame.src = isThere ? place : language.start;
  frame.hidden = false;
}

async function start() {
  const api = await connect();
  const isBegun = !!api && begin(api);
  if (!api) keep = new Keep(keyOf(""));
  if (!keep.outbox()) keep.put(fresh());
  const wanted = isBegun ? api.get(standard.keys.language) : "";
  tell(api ? "" : "outside");
  speak(choose([wanted, ...navigator.languages]).tag);
  await fill().catch(() => {});
  /** @type {import("../store/store.js").Drawer} */
  const drawer = {
    getItem: (key) => keep.drawer.getItem(key),
    setItem: (key, text) => keep.drawer.setItem(key, text),
  };
  /** @type {any} */ (frame).course = { drawer };
  watchFrame(frame, {
    moved(place, page) {
      const { shade } = page.documentElement.dataset;
      if (shade) document.documentElement.dataset.shade = shade;
      else delete document.documentElement.dataset.shade;
      document.title = page.title;
      speak(page.documentElement.lang);
      if (!session || place.length > standard.longest.location) return;
      session.location = place;
      session.changed();
    },
    answered(made) {
      if (!questions.has(made.id)) return;
      if (session) session.answered(made);
      else waiting.push(made);
    },
  });
  open(isBegun ? api.get(standard.keys.location) : "");
  if (isBegun) watch();
  else if (api) beginLater(api);
}

/** Answers from before the learner was known. @type {import("./plan.js").Interaction[]} */
const waiting = [];

addEventListener("pagehide", () => session?.end());
addEventListener("visibilitychange", () => document.visibilityState === "hidden" && session?.flush());
// A session that is over can't be taken up again.
addEventListener("pageshow", (event) => event.persisted && location.reload());

start();
