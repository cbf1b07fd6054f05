/** What to say to what was typed, if a buyer may have said it. */
import { contains } from "./close.js";
import { flat, hasRare, scan } from "./fold.js";

/**
 * @typedef {import("./sayings.js").Saying} Saying
 * `isFirst`: whether the answers stand before what was found; what was typed may also be the name of
 * a page or a term, which is then what is looked for.
 * @typedef {{ answers: Saying[], isFirst: boolean }} Said
 */

/** So many answers stand on a phone's first screen. */
const MOST = 3;
/** Below this score nobody has said it. */
const LEAST = 0.2;

/**
 * The answers in the reader's language, in whatever language it was said; the best first.
 * @param {import("./engine.js").Engine} engine
 * @param {string} text
 * @param {import("./engine.js").Options} options
 * @param {import("./engine.js").Hit[]} hits
 * @returns {Promise<Said>}
 */
export async function said(engine, text, options, hits) {
  if (options.from || (options.group && options.group !== "objection"))
    return { answers: [], isFirst: false };
  const indexes = await engine.indexes(await engine.index(0), text);
  const table = hasRare(scan(text)) ? await engine.simplified(indexes) : null;
  const plain = table ? [...text].map((c) => table.get(c) ?? c).join("") : text;
  const all = await Promise.all(indexes.map((index) => index.sayings()));
  const found = all.map((sayings) => sayings?.match(plain, options) ?? []);
  const best = found.reduce((a, b) => ((b[0]?.score ?? 0) > (a[0]?.score ?? 0) ? b : a));
  const isSaid = (best[0]?.score ?? 0) >= LEAST;
  const answers = isSaid ? best.slice(0, MOST).flatMap(({ place }) => all[0]?.list[place] ?? []) : [];
  return { answers, isFirst: !isName(plain, hits) };
}

/**
 * Whether something that was found is called so.
 * @param {string} text
 * @param {import("./engine.js").Hit[]} hits
 */
function isName(text, hits) {
  const typed = flat(scan(text));
  // Of the last word perhaps only the beginning is typed.
  const isIn = (/** @type {string} */ title) => contains(title, typed) || ` ${title}`.includes(` ${typed}`);
  const isCalled = (/** @type {string} */ title) => isIn(flat(scan(title)));
  const others = hits.slice(0, MOST).filter((hit) => !SPOKEN.has(hit.group));
  return others.some((hit) => isCalled(hit.line.title) || (hit.own && isCalled(hit.own.title)));
}

/** What is spoken is no name. */
const SPOKEN = new Set(["objection", "line", "question", "ask"]);
