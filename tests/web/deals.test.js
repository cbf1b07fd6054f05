/** Deals: where they stand, and that they arrive whole wherever they travel. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { appraise, daysBetween, fromCsv, fromFragment, fromJson, toCsv, toFragment, toJson } from "../../themes/default/js/logic/deals.js";

/**
 * @param {string} id
 * @param {number | null} [valid]
 */
function action(id, valid = null) {
  return { id, rev: 1, hash: `h-${id}`, text: `Text of ${id}`, valid, evidence: [], help: [] };
}

const stages = [1, 2, 3].map((n) => ({
  id: `s${n}`, number: n, title: `Stage ${n}`, short: `S${n}`, href: "", buyer: `b${n}`,
  milestone: [action(`s${n}.m1`, n === 1 ? 90 : null)], success: [action(`s${n}.k1`)],
}));
const buyer = [1, 2, 3].map((n) => ({ id: `b${n}`, number: n, title: "", short: "", href: "", signs: [] }));
const deal = { name: "Harbour", buyer: "b2", created: "2026-01-01" };

/** @param {string[]} ids */
function ticks(...ids) {
  return new Map(ids.map((id) => [id, { rev: 1, hash: `h-${id}`, date: "2026-03-01" }]));
}

test("position, verdict and work ahead", () => {
  const found = appraise(stages, buyer, deal, ticks("s1.m1", "s1.k1", "s2.k1"), "2026-03-02");
  assert.equal(found.position.stage, "s1");
  assert.deepEqual(found.position.missing, ["s2.m1"]);
  assert.deepEqual(found.position.ahead, ["s2.k1"]);
  assert.deepEqual(found.verdict, { kind: "behind", gap: 1 });
});

test("evidence counts to its last day and lowers the position the day after, visibly", () => {
  const all = ticks("s1.m1", "s1.k1", "s2.m1");
  assert.equal(appraise(stages, buyer, deal, all, "2026-05-30").position.stage, "s2");
  const late = appraise(stages, buyer, deal, all, "2026-05-31");
  assert.equal(late.marks.get("s1.m1"), "expired");
  assert.equal(late.position.state, "not-started");
  assert.equal(late.lowered?.stage, "s2");
});

test("reworded counts with a mark, revised asks again, removed is kept aside", () => {
  const all = ticks("s1.m1", "s1.k1", "s9.x");
  const words = { rev: 1, hash: "older", date: "2026-03-01" };
  const reworded = appraise(stages, buyer, deal, new Map([...all, ["s1.k1", words]]), "2026-03-02");
  assert.equal(reworded.marks.get("s1.k1"), "reworded");
  assert.equal(reworded.position.state, "completed");
  assert.deepEqual(reworded.gone, ["s9.x"]);
  const revised = appraise(stages, buyer, deal, new Map([...all, ["s1.k1", { ...words, rev: 0 }]]), "2026-03-02");
  assert.equal(revised.marks.get("s1.k1"), "revised");
  assert.deepEqual(revised.position.missing, ["s1.k1"]);
});

test("no verdict while the buyer's stage is unknown", () => {
  assert.equal(appraise(stages, buyer, { ...deal, buyer: null }, ticks("s1.m1"), "2026-03-02").verdict.kind, "unknown");
});

test("days are counted on the calendar, over a change of the clock too", () => {
  assert.equal(daysBetween("2026-03-28", "2026-03-30"), 2);
  assert.equal(daysBetween("2024-02-28", "2024-03-01"), 2);
});

/** @type {import("../../themes/default/js/logic/deals.js").Parcel[]} */
const parcels = [
  {
    id: "d1",
    deal: { name: '港口 "A", cranes\nsecond line', buyer: "b2", created: "2026-01-01", next: "2026-04-01", note: "=SUM(A1)" },
    ticks: { "s1.m1": { rev: 2, hash: "ab", date: "2026-02-01", evidence: "Minutes, signed", note: "-5 %" } },
  },
  { id: "d2", deal: { name: "Empty", buyer: null, created: "2026-01-02", archived: true }, ticks: {} },
];

test("JSON, CSV and a link bring a deal back as it was", () => {
  assert.deepEqual(fromJson(toJson(parcels)), parcels);
  assert.deepEqual(fromCsv(toCsv(parcels, stages)), parcels);
  assert.deepEqual(fromFragment(`#${toFragment(parcels[0])}`), parcels[0]);
});

test("no cell of the CSV is a formula", () => {
  assert.match(toCsv(parcels, stages), /,'=SUM\(A1\),/);
  assert.doesNotMatch(toCsv(parcels, stages), /(^|,)[=+\-@]/m);
});

test("a spreadsheet's plain line ends and missing columns are read", () => {
  const [first] = fromCsv("deal_id,deal,action_id,date\nx,Name,s1.m1,2026-02-03\nx,Name,s1.k1,2026-02-04\n");
  assert.deepEqual(Object.keys(first.ticks), ["s1.m1", "s1.k1"]);
});

test("strange data is refused, not half taken", () => {
  assert.throws(() => fromJson("{}"));
  assert.throws(() => fromJson('{"what":"twotrack-deals","version":1,"deals":[{"id":"../x","deal":{"name":"n"}}]}'));
  assert.throws(() => fromCsv("a,b\n1,2\n"));
  assert.equal(fromFragment("#deal=%%%"), null);
  assert.equal(fromFragment("#deal=AAAA"), null);
  assert.equal(fromFragment("#s1.k1"), null);
  assert.throws(() => fromJson('{"what":"twotrack-deals","version":1,"deals":[{"id":"x","deal":{"name":"n"},"ticks":{"a":{"date":"soon"}}}]}'));
});
