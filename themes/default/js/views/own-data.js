/**
 * The person's own data as a file, and from one.
 */
import { h } from "../kit/dom.js";
import { done, refused } from "../kit/outcome.js";
import { opened } from "../kit/page.js";
import { say } from "../kit/words.js";
import { saveAll, store } from "../store/here.js";

export function fileSection() {
  const pick = h("input", {
    type: "file",
    accept: ".json,application/json",
    id: "take-in",
    onchange: (event) => takeIn(event.target),
  });
  return h(
    "section",
    { "data-key": "files" },
    h("h2", {}, say("review.file")),
    h("p.quiet", {}, say("review.file_note")),
    h("p.actions-row", {}, h("button", { type: "button", onclick: saveAll }, say("review.export"))),
    h("p", {}, h("label", { for: "take-in" }, say("review.import")), " ", pick),
    h("tt-kept"),
  );
}

/** @param {HTMLInputElement} pick */
async function takeIn(pick) {
  const [file] = pick.files ?? [];
  if (!file) return;
  const bytes = await opened(file);
  if (!bytes) return refused(say("store.file_closed"));
  try {
    const n = store.import(new TextDecoder().decode(bytes));
    return done(say("review.imported", { n }));
  } catch (error) {
    const why = error instanceof Error && error.message === "newer" ? "newer" : "unreadable";
    return refused(say(`store.file_${why}`));
  }
}
