/**
 * The person's own data as a file, and from one.
 */
import { h } from "../kit/dom.js";
import { announce, download } from "../kit/page.js";
import { say } from "../kit/words.js";
import { store } from "../store/here.js";
import { today } from "../store/records.js";

export function fileSection() {
  const save = () => download(`twotrack-${today()}.json`, "application/json", store.export());
  const pick = h("input", {
    type: "file",
    accept: ".json,application/json",
    id: "take-in",
    onchange: (/** @type {any} */ event) => takeIn(event.target),
  });
  return h(
    "section",
    { "data-key": "files" },
    h("h2", {}, say("review.file")),
    h("p.quiet", {}, say("review.file_note")),
    h("p.actions-row", {}, h("button", { type: "button", onclick: save }, say("review.export"))),
    h("p", {}, h("label", { for: "take-in" }, say("review.import")), " ", pick),
  );
}

/** @param {HTMLInputElement} pick */
async function takeIn(pick) {
  const [file] = pick.files ?? [];
  if (!file) return;
  try {
    const n = store.import(await file.text());
    announce(say("review.imported", { n }));
  } catch (error) {
    const why = error instanceof Error && error.message === "newer" ? "newer" : "unreadable";
    pick.after(h("p.notice.warn", { role: "alert" }, say(`store.file_${why}`)));
  }
}
