/**
 * How well the search finds what `queries.tsv` and `held-out.tsv` expect, class by class, beside
 * Pagefind on the same built pages.
 *
 *     node tests/web/search/evaluate.js            both
 *     node tests/web/search/evaluate.js --ours     ours alone, with every miss
 *
 * Pagefind knows pages only, so beside it both are graded by pages: an item counts as found when
 * its page is. `TWOTRACK` names the binary; Pagefind comes with `npm ci` there.
 */
import { build } from "../support/site.js";
import { Disk, engine, grade, idOf, placesOf, queries, SETS, table } from "./index.js";
import { pagefind } from "./pagefind.js";

const site = build();
const disk = new Disk(site);
const places = await placesOf(disk);
const isAlone = process.argv.includes("--ours");
const engines = { en: engine(disk, "en"), zh: engine(disk, "zh") };
const theirs = isAlone ? null : await pagefind(site);

console.log("recall: share of what is expected among the first five; rank: mean reciprocal rank");
for (const set of SETS) {
  console.log(`\n${set}`);
  const rows = [];
  for (const query of queries(set))
    rows.push({ kind: query.kind, text: query.text, ...(await figures(query)) });
  const beside = ["page recall", "page rank", "Pagefind rec", "Pagefind rnk"];
  table(rows, ["recall", "rank", ...(theirs ? beside : [])]);
}
await theirs?.close();

/**
 * What a query finds, by items, by pages, and Pagefind's.
 * @param {ReturnType<typeof queries>[0]} query
 * @returns {Promise<{ [figure: string]: number }>}
 */
async function figures({ kind, lang, text, expected }) {
  for (const id of expected.flat()) if (!places.has(id)) throw new Error(`${text}: there is no ${id}`);
  const own = engines[/** @type {"en" | "zh"} */ (lang)];
  const { hits } = await own.search(text);
  const found = hits.map(idOf);
  const { recall, rank } = grade(found, expected);
  if (isAlone && recall < 1)
    console.log(`${kind} ${text}: wants ${expected.join(" ")}, has ${found.slice(0, 6).join(" ")}`);
  if (!theirs) return { recall, rank };
  const pages = expected.map((any) => [...new Set(any.map((id) => places.get(id) ?? ""))]);
  const more = await own.search(text, { count: 20 });
  const ours = grade([...new Set(more.hits.map((hit) => hit.line.slug))], pages);
  const other = grade(await theirs.find(lang, text), pages);
  return {
    recall,
    rank,
    "page recall": ours.recall,
    "page rank": ours.rank,
    "Pagefind rec": other.recall,
    "Pagefind rnk": other.rank,
  };
}
