/**
 * Somebody who has been here before: deals with ticks, answers, pages read, a quiz half done.
 *
 * What the store holds is made from the built site's own data, in the shape that the site's
 * scripts write.
 */
import { day, gates } from "../../../themes/default/js/logic/deals.js";
import { data } from "./site.js";

/** The key of the store of a site that `host` serves. */
const KEY = "twotrack:/play/";

const DAY = 24 * 60 * 60 * 1000;

/**
 * The records of such a person.
 * @param {string} site
 * @param {number} [now]
 */
export function records(site, now = Date.now()) {
  const at = (/** @type {number} */ days) => day(now - days * DAY);
  return { ...deals(site, at), ...learning(site, at) };
}

/**
 * Three deals: one with old and reworded evidence and the buyer ahead, one fresh, one done with.
 * @param {string} site
 * @param {(days: number) => string} at
 */
function deals(site, at) {
  /** @type {Record<string, any>} */
  const found = {
    "set/deal": "d1",
    "deal/d1": {
      name: "Harbour Cranes, second terminal",
      buyer: "b4",
      created: at(40),
      next: at(-2),
      role: "Head of engineering",
    },
    "deal/d2": { name: "四方水厂扩建", buyer: null, created: at(1) },
    "deal/d3": { name: "Old mill", buyer: "b1", created: at(90), archived: true },
  };
  const [first, second] = gates(data(site, "gates").stages);
  const done = [...first.milestone, ...first.success, ...second.milestone.slice(1)];
  const items = data(site, "items");
  for (const [n, id] of done.entries()) {
    const [rev, hash] = items[id];
    found[`tick/d1/${id}`] = {
      rev,
      hash: n === 1 ? "00000000" : hash,
      date: at(n === 0 ? 700 : 3),
      evidence: "minutes",
      note: "",
    };
  }
  return found;
}

/**
 * A path completed, another begun, questions due, a question open.
 * @param {string} site
 * @param {(days: number) => string} at
 */
function learning(site, at) {
  const items = data(site, "items");
  const paths = ["new-hire", "manager"].map((name) => data(site, `path-path.${name}`));
  const { quizzes } = data(site, "quizzes");
  /** @type {Record<string, any>} */
  const found = { "set/name": "Lin Wei", "set/path": "path.new-hire" };
  const [begun, completed] = paths;
  for (const chapter of [begun.chapters[0], ...completed.chapters]) {
    for (const page of [...chapter.read, ...chapter.practise]) {
      const [rev, hash] = items[page.id] ?? [1, ""];
      found[`read/${page.id}`] = { rev, hash, day: at(5), items: { [page.id]: [rev, hash] } };
    }
    const { quiz } = chapter;
    if (quiz)
      found[`result/${quiz.id}`] = {
        percent: 95,
        last: 95,
        passed: true,
        day: at(5),
        rev: quiz.rev,
        hash: quiz.hash,
      };
  }
  const [rev, hash] = items.s1;
  found["read/s1"] = { rev, hash, day: at(5), items: { s1: [rev, hash], "s1.m1": [1, "00000000"] } };
  const quiz = (/** @type {string} */ id) => quizzes.find((/** @type {any} */ q) => q.id === id);
  for (const [n, question] of quiz("q1").questions.entries()) {
    const [rev, hash] = items[question.id];
    found[`answer/${question.id}`] = {
      rev,
      hash,
      quiz: "q1",
      right: n > 2,
      score: n > 2 ? 1 : 0,
      mis: [],
      day: at(5),
      due: at(n - 2),
      stability: 3,
      difficulty: 5,
      tries: 1,
    };
  }
  const open = quiz("q2");
  const ids = open.questions.map((/** @type {any} */ q) => q.id);
  found[`attempt/${open.id}`] = {
    seed: "visitor",
    exam: false,
    at: 1,
    ids,
    answers: {},
    grades: {},
    whole: true,
  };
  return found;
}

/** @param {Record<string, any>} known @returns {[string, string]} what stands in the browser */
function kept(known) {
  const entries = Object.fromEntries(
    Object.entries(known).map(([key, v]) => [key, { at: Date.now() - DAY, v }]),
  );
  return [KEY, JSON.stringify({ version: 1, records: entries })];
}

/**
 * Puts the records into every page of a context before its scripts run, unless there are some.
 * @param {import("playwright-core").BrowserContext} context
 * @param {Record<string, any>} known
 */
export async function remember(context, known) {
  await context.addInitScript(([key, text]) => {
    if (location.href === "about:blank") return;
    if (!localStorage.getItem(key)) localStorage.setItem(key, text);
  }, kept(known));
}

/**
 * Puts the records into the browser to stay.
 * @param {import("playwright-core").Page} page one of the site
 * @param {Record<string, any>} known
 */
export function plant(page, known) {
  return page.evaluate(([key, text]) => localStorage.setItem(key, text), kept(known));
}
