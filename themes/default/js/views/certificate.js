/**
 * The certificate of a path: one page with what was done, when and how well, and a line to sign.
 */
import { h } from "../kit/dom.js";
import { printPage } from "../kit/page.js";
import { say, showDate } from "../kit/words.js";
import { steps } from "../logic/path.js";
import { store } from "../store/here.js";

/** @typedef {import("../kit/contract.js").LearningPath} LearningPath */

/**
 * The day of a chapter's last step and its best result; nothing of what is still open.
 * @param {LearningPath} path
 * @param {number} n
 */
function row(path, n) {
  const chapter = path.chapters[n];
  const all = steps(chapter, n, (key) => store.get(key));
  const days = all.flatMap(({ id }) =>
    [store.get(`read/${id}`), store.get(`talk/${id}`), store.get(`result/${id}`)].flatMap(
      (r) => r?.day ?? [],
    ),
  );
  const percent = all.find((step) => step.percent !== null)?.percent;
  const last = days.sort().at(-1);
  return h(
    "tr",
    {},
    h("th", { scope: "row" }, chapter.when && h("small", {}, `${chapter.when} `), chapter.title),
    h("td", {}, percent === undefined || percent === null ? "" : `${percent}%`),
    h("td", {}, last ? showDate(last) : ""),
  );
}

/**
 * @param {LearningPath} path
 * @param {string} day
 * @param {boolean} more whether steps have come since
 */
export function certificate(path, day, more) {
  const name = store.get("set/name") ?? "";
  const field = h("input", {
    type: "text",
    id: "learner",
    autocomplete: "name",
    value: name,
    onchange: (event) => store.set("set/name", event.target.value),
  });
  const line = (/** @type {string} */ word) => h("div.paper-only", {}, h("dt", {}, say(word)), h("dd", {}));
  return h(
    "section.certificate",
    {},
    h("p.eyebrow", {}, path.playbook),
    h("h2", {}, say("path.certificate")),
    h("p.learner", {}, name || "…"),
    h("p", {}, say("path.completed", { path: path.title, date: showDate(day) })),
    h(
      "table.plain.earned",
      {},
      h(
        "thead",
        {},
        h(
          "tr",
          {},
          h("th", { scope: "col" }, say("path.chapter_name")),
          h("th", { scope: "col" }, say("path.score")),
          h("th", { scope: "col" }, say("path.date")),
        ),
      ),
      h(
        "tbody",
        {},
        path.chapters.map((_, n) => row(path, n)),
      ),
    ),
    h("dl.signed", {}, line("path.trainer"), line("path.date")),
    more ? h("p.quiet.no-print", {}, say("path.more")) : null,
    h(
      "p.no-print",
      {},
      h("label", { for: "learner" }, say("path.name")),
      " ",
      field,
      " ",
      h("button", { type: "button", onclick: () => printPage() }, say("print")),
    ),
  );
}
