/**
 * How well the search finds what `queries.tsv` expects, class by class, beside Pagefind on the
 * same built pages.
 *
 *     node tests/web/search/evaluate.js            both
 *     node tests/web/search/evaluate.js --ours     ours alone, with every miss
 *
 * Pagefind knows pages only, so beside it both are graded by pages: an item counts as found when
 * its page is. `TWOTRACK` names the binary; Pagefind comes with `npm ci` there.
 */
import { build } from "../support.js";
import { Disk, engine, grade, idOf, placesOf, queries, table } from "./index.js";
import { pagefind } from "./pagefind.js";

const site = build();
const disk = new Disk(site);
const places = await placesOf(disk);
const isAlone = process.argv.includes("--ours");
const engines = { en: engine(disk, "en"), zh: engine(disk, "zh") };

/** @type {{ kind: string, [figure: string]: string | number }[]} */
const rows = [];
for (const { kind, lang, text, expected } of queries()) {
  for (const id of expected.flat()) if (!places.has(id)) throw new Error(`${text}: there is no ${id}`);
  const { hits } = await engines[/** @type {"en" | "zh"} */ (lang)].search(text);
  const found = hits.map(idOf);
  const { recall, rank } = grade(found, expected);
  if (isAlone && recall < 1) console.log(`${kind} ${lang} ${text}: wants ${expected.join(" ")}, has ${found.slice(0, 6).join(" ")}`);
  rows.push({ kind, lang, text, recall, rank });
}

if (isAlone) table(rows, ["recall", "rank"]);
else await beside();

/** The same by pages, and Pagefind's. */
async function beside() {
  const theirs = await pagefind(site);
  const all = queries();
  for (const [n, row] of rows.entries()) {
    const { lang, text, expected } = all[n];
    const pages = expected.map((any) => [...new Set(any.map((id) => places.get(id) ?? ""))]);
    const { hits } = await engines[/** @type {"en" | "zh"} */ (lang)].search(text, { count: 20 });
    const ours = [...new Set(hits.map((hit) => hit.line.slug))];
    const [a, b] = [grade(ours, pages), grade(await theirs.find(lang, text), pages)];
    Object.assign(row, { "page recall": a.recall, "page rank": a.rank, "Pagefind rec": b.recall, "Pagefind rnk": b.rank });
  }
  await theirs.close();
  console.log("recall: share of what is expected among the first five; rank: mean reciprocal rank");
  table(rows, ["recall", "rank", "page recall", "page rank", "Pagefind rec", "Pagefind rnk"]);
}
