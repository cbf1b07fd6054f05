/**
 * The launch page of a course in a learning system that speaks cmi5.
 *
 *     launch.html?endpoint=…&fetch=…&actor=…&registration=…&activityId=…
 *     <header id="bar"><button id="leave"></button></header>
 *
 * It opens the session that the address names, shows the site with the learner's record, and tells
 * the system's record store what has been learnt. Deals and whatever else belongs to the person stay
 * in the browser.
 */
import { fresh } from "./join.js";
import { Keep } from "./keep.js";
import { Shell } from "./shell.js";
import { Glance } from "./xapi/glance.js";
import { Ticket, launchOf, learnerOf, uuid } from "./xapi/launch.js";
import { open, told } from "./xapi/open.js";
import { Session } from "./xapi/session.js";
import { take, turn } from "./xapi/state.js";

/** So long a learner waits for the learning system before the course is shown; milliseconds. */
const PATIENCE = 5000;
/** So long it may take to leave. */
const FAREWELL = 10_000;

const shell = new Shell();
const launch = launchOf(location.search);
const bar = /** @type {HTMLElement} */ (document.getElementById("bar"));
const button = /** @type {HTMLButtonElement} */ (document.getElementById("leave"));

/** @type {Session | null} */
let session = null;
/** The page in the frame, once there is one. @type {string | null} */
let place = null;
let isMute = false;

/** @param {number} pause */
const after = (pause) => new Promise((go) => setTimeout(() => go(undefined), pause));

/**
 * @param {import("./xapi/types.js").Launch} launch
 * @param {Ticket} ticket
 * @param {import("./xapi/open.js").Opened | null} opened
 */
async function begin(launch, ticket, opened) {
  if (!opened) return shell.tell("over");
  const { lrs, data, tag, activities, preferences } = opened;
  const keep = shell.keep;
  const outbox = keep.outbox() ?? fresh();
  keep.put({ ...outbox, claims: await told(lrs, outbox.claims ?? {}) });
  const why = take(shell.plan, keep, opened.document);
  const tell = (/** @type {"" | "failing" | "over"} */ trouble) => shell.tell(trouble || why);
  const scene = { launch, data };
  session = new Session({ plan: shell.plan, scene, ticket, keep, lrs, tag, activities, tell });
  session.isForeign = why === "newer";
  if (session.agenda.isQuiet) shell.keep = new Glance(keep);
  isMute = preferences.isMute;
  tell("");
  keep.addEventListener("change", () => session?.changed());
  offerToLeave(data.returnURL);
}

/** The way back, if the learning system names one (10.2.6). @param {string | undefined} url */
function offerToLeave(url) {
  if (!url || !/^https?:/i.test(url)) return;
  bar.hidden = false;
  button.textContent = shell.language.words.leave;
  button.addEventListener("click", async () => {
    button.disabled = true;
    await Promise.race([session?.leave(), after(FAREWELL)]);
    session?.unload();
    location.replace(url);
  });
}

/** @param {import("./xapi/open.js").Opened | null | undefined} opened @param {Ticket} ticket */
function wishes(opened, ticket) {
  const said = new URLSearchParams(opened?.data.launchParameters ?? "");
  const languages = opened?.preferences.languages ?? [];
  return {
    languages: [...languages, said.get("lang") ?? "", ...navigator.languages],
    place: ticket.place || opened?.document?.place || said.get("start") || "",
  };
}

/** @param {Document} page */
function hush(page) {
  for (const media of page.querySelectorAll("audio, video"))
    /** @type {HTMLMediaElement} */ (media).muted = isMute;
}

/** @param {string} at */
async function show(at) {
  await shell.show(at, {
    moved(at, page) {
      place = at;
      button.textContent = shell.language.words.leave;
      if (isMute) hush(page);
      arrive();
    },
    answered(made) {
      const outbox = shell.keep.outbox();
      // Who only looks has no outbox.
      if (outbox) shell.keep.put({ ...outbox, queue: [...outbox.queue, { ...made, uuid: uuid() }] });
      session?.changed();
    },
  });
}

/** The learner sees a page of the course. */
function arrive() {
  if (!session || place === null) return;
  session.place = session.ticket.place = place;
  session.ticket.keep();
  session.begin();
}

async function start() {
  shell.speak(shell.choose(navigator.languages).tag);
  if (!launch) {
    shell.keep = new Keep(shell.keyOf(""));
    if (!shell.keep.outbox()) shell.keep.put(fresh());
    shell.tell("outside");
    return show("");
  }
  shell.keep = new Keep(shell.keyOf(learnerOf(launch)));
  turn(shell.keep, launch.registration);
  shell.tell("connecting");
  const ticket = new Ticket(launch);
  const opening = open(launch, ticket, () => shell.tell("failing"));
  const opened = await Promise.race([opening, after(PATIENCE)]);
  const isLate = opened === undefined;
  if (!isLate) await begin(launch, ticket, opened);
  const { languages, place } = wishes(opened, ticket);
  shell.speak(shell.choose(languages).tag);
  await show(place);
  if (!isLate) return;
  shell.tell("failing");
  await begin(launch, ticket, await opening);
  arrive();
}

addEventListener("pagehide", () => session?.unload());
addEventListener("visibilitychange", () => document.visibilityState === "hidden" && session?.flush());
addEventListener("online", () => session?.flush());
// A session that is over can't be taken up again.
addEventListener("pageshow", (event) => event.persisted && location.reload());

start();
