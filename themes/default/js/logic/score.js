/**
 * The weighted total of an appraisal, which exists only when every perspective has evidence: so
 * that nobody is ever judged by results alone.
 */

import { counts } from "./deals.js";

/** The best rating of a line. */
const MOST = 3;

/**
 * The weighted total in percent; null while any perspective has no rated line with evidence.
 * @param {{ weight: number, items: { id: string }[] }[]} perspectives
 * @param {{ [item: string]: { rating?: string, evidence?: string } }} lines
 * @returns {number | null}
 */
export function total(perspectives, lines) {
  let sum = 0;
  for (const perspective of perspectives) {
    const rated = perspective.items
      .map((item) => lines[item.id])
      .filter((line) => line?.rating && line.evidence?.trim());
    if (!rated.length) return null;
    const mean = rated.reduce((all, line) => all + Number(line.rating), 0) / rated.length;
    sum += (mean / MOST) * perspective.weight;
  }
  return Math.round(sum);
}

/**
 * What a line may rest on in the deals here: of the items that it counts, those that are due
 * (their stage has been reached), those ticked, and the evidence written with them.
 * @typedef {{ name: string, reached: number, ticks: Map<string, import("./deals.js").Tick>, marks: Map<string,
 *   import("./deals.js").Mark> }} Worked
 * @param {string[]} from
 * @param {import("./deals.js").Stage[]} stages
 * @param {Worked[]} deals
 * @returns {{ due: number, done: number, proofs: string[], rating: string }}
 */
export function gather(from, stages, deals) {
  const number = new Map(
    stages.flatMap((s) =>
      [...s.milestone, ...s.success, ...(s.conditions ?? []), ...(s.appraisal ?? [])].map((item) => [
        item.id,
        s.number,
      ]),
    ),
  );
  const due = deals.flatMap((deal) =>
    from.filter((id) => (number.get(id) ?? Infinity) <= deal.reached).map((id) => ({ deal, id })),
  );
  const done = due.filter(({ deal, id }) => counts(deal.marks.get(id)));
  const proofs = done.flatMap(({ deal, id }) => {
    const evidence = deal.ticks.get(id)?.evidence?.trim();
    return evidence ? [`${deal.name}: ${evidence}`] : [];
  });
  // Without evidence a line counts for nothing, so what is proposed follows the evidence alone.
  const rating = proofs.length ? String(Math.round((proofs.length / due.length) * MOST)) : "";
  return { due: due.length, done: done.length, proofs, rating };
}
