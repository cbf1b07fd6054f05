/**
 * The launch page of a course in a learning system that speaks SCORM.
 *
 * It finds the system's interface, asks who learns, shows the site with that learner's record, and
 * tells the system what has been learnt. Deals and whatever else belongs to the person stay in the
 * browser.
 */
import { Api, find } from "./api.js";
import { fresh, join } from "./join.js";
import { Keep } from "./keep.js";
import { scorm12 } from "./scorm12.js";
import { scorm2004 } from "./scorm2004.js";
import { Session } from "./session.js";
import { Shell } from "./shell.js";

/** A system may offer its interface a little late; milliseconds. */
const PATIENCE = 3000;
const STEP = 200;

const shell = new Shell();
const { plan } = shell;
const standard = plan.standard === "scorm12" ? scorm12 : scorm2004;

/** @type {Session | null} */
let session = null;
/** Answers from before the learner was known. @type {import("./plan.js").Interaction[]} */
const waiting = [];

/** @returns {Promise<Api | null>} */
async function connect() {
  for (let waited = 0; waited <= PATIENCE; waited += STEP) {
    const object = find(standard.handle);
    if (object) return new Api(object, standard.calls);
    shell.tell("connecting");
    await new Promise((go) => setTimeout(go, STEP));
  }
  return null;
}

/**
 * Begins with the learning system; whatever was done before it answered is taken along.
 * @param {Api} api
 */
function begin(api) {
  if (!api.begin() && !api.get(standard.keys.learner)) return false;
  const own = new Keep(shell.keyOf(`=${api.get(standard.keys.learner)}`));
  const why = join(plan, own, api.get(standard.keys.suspend), Date.now());
  own.replace({ ...own.records(), ...shell.keep.records() });
  shell.keep = own;
  session = new Session(plan, standard, api, own, (trouble) => shell.tell(trouble));
  session.isForeign = why === "newer";
  return true;
}

/** Tries to begin until it works. @param {Api} api @param {number} [pause] */
function beginLater(api, pause = 5000) {
  shell.tell("failing");
  setTimeout(() => {
    if (!begin(api)) return beginLater(api, Math.min(pause * 2, 60_000));
    waiting.splice(0).forEach((made) => session?.answered(made));
    watch();
    session?.flush();
  }, pause);
}

/** Sends what changes. */
function watch() {
  shell.keep.addEventListener("change", () => session?.changed());
  session?.changed();
}

async function start() {
  const api = await connect();
  const isBegun = !!api && begin(api);
  if (!api) shell.keep = new Keep(shell.keyOf(""));
  if (!shell.keep.outbox()) shell.keep.put(fresh());
  const wanted = isBegun ? api.get(standard.keys.language) : "";
  shell.tell(api ? "" : "outside");
  shell.speak(shell.choose([wanted, ...navigator.languages]).tag);
  await shell.show(isBegun ? api.get(standard.keys.location) : "", {
    moved(place) {
      if (!session || place.length > standard.longest.location) return;
      session.location = place;
      session.changed();
    },
    answered(made) {
      if (session) session.answered(made);
      else waiting.push(made);
    },
  });
  if (isBegun) watch();
  else if (api) beginLater(api);
}

addEventListener("pagehide", () => session?.end());
addEventListener("visibilitychange", () => document.visibilityState === "hidden" && session?.flush());
// A session that is over can't be taken up again.
addEventListener("pageshow", (event) => event.persisted && location.reload());

start();
