/**
 * The person's own data as a file, and from one: what a file holds is shown before it is taken in.
 */
import { h } from "../kit/dom.js";
import { refused } from "../kit/outcome.js";
import { opened } from "../kit/page.js";
import { patch } from "../kit/patch.js";
import { say } from "../kit/words.js";
import { saveAll, store } from "../store/here.js";
import { kindOf } from "../store/shape.js";

/** @typedef {import("../store/store.js").Held} Held */

/** The kinds of records that have a word of their own; what is left are settings. */
const KINDS = [
  ...["answer", "attempt", "read", "result", "talk", "path", "do", "day"],
  ...["drill", "deal", "tick", "score"],
];

/** What the chosen file holds, until it is taken in or left. @type {Held | null} */
let held = null;
/** What came of the last file. */
let said = "";

export function fileSection() {
  return h("section", { "data-key": "files" }, parts());
}

function parts() {
  const pick = h("input", {
    type: "file",
    accept: ".json,application/json",
    id: "take-in",
    onchange: (event) => look(event.target),
  });
  return [
    h("h2", {}, say("review.file")),
    h("p.quiet", {}, say("review.file_note")),
    h("p.actions-row", {}, h("button", { type: "button", onclick: saveAll }, say("review.export"))),
    h("p", {}, h("label", { for: "take-in" }, say("review.import")), " ", pick),
    h(
      "div",
      { "data-key": "file-held", role: "status" },
      held ? offer(held) : said && h("p.notice", {}, said),
    ),
    h("tt-kept"),
  ];
}

/** @param {Element} within */
function redraw(within) {
  const section = within.closest("section");
  if (section) patch(section, ...parts());
}

/**
 * Says what a chosen file holds.
 * @param {HTMLInputElement} pick
 */
async function look(pick) {
  const [file] = pick.files ?? [];
  if (!file) return;
  held = null;
  said = "";
  try {
    const bytes = await opened(file);
    if (!bytes) return refused(say("store.file_closed"));
    held = store.held(new TextDecoder().decode(bytes));
  } catch (error) {
    const why = error instanceof Error && error.message === "newer" ? "newer" : "unreadable";
    return refused(say(`store.file_${why}`));
  } finally {
    // The same file may be chosen again.
    pick.value = "";
    redraw(pick);
  }
}

/** @param {Held} found */
function offer({ data, odd, news }) {
  const leave = (/** @type {import("../kit/dom.js").Clicked<"button">} */ event) => {
    const section = event.currentTarget.closest("section");
    held = null;
    redraw(event.currentTarget);
    section?.querySelector("input")?.focus();
  };
  const take = (/** @type {import("../kit/dom.js").Clicked<"button">} */ event) => {
    said = say("review.imported", { n: store.absorb(data) });
    leave(event);
  };
  const yes = h("button", { type: "button", onclick: take }, say("deal.take"));
  const no = h("button.plain", { type: "button", onclick: leave }, say("deal.leave"));
  const left = { n: odd.length, list: odd.slice(0, 5).join(", ") };
  return h(
    "div.offer",
    {},
    h("p", {}, say("review.holds")),
    h("ul.items", {}, lines(data.records)),
    h("p.quiet", {}, news.length ? say("review.news", { n: news.length }) : say("deal.nothing_new")),
    odd.length ? h("p.notice", {}, say("review.odd", left)) : null,
    h("p.actions-row", {}, news.length ? yes : null, no),
  );
}

/**
 * How many records there are of each kind.
 * @param {import("../store/data.js").Data["records"]} records
 */
function lines(records) {
  /** @type {Map<string, number>} */
  const counts = new Map();
  for (const [key, { v }] of Object.entries(records)) {
    const kind = KINDS.includes(kindOf(key)) ? kindOf(key) : "settings";
    if (v !== null) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  return [...KINDS, "settings"]
    .filter((kind) => counts.has(kind))
    .map((kind) => h("li", {}, say(`review.held.${kind}`), " ", h("b", {}, counts.get(kind) ?? 0)));
}
