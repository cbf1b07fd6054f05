/** Deals: where they stand, and that they arrive whole wherever they travel. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { addDays, appraise, daysBetween, freshUntil, history } from "../../themes/default/js/logic/deals.js";
import { decode, fromCsv, toCsv } from "../../themes/default/js/logic/travel/csv.js";
import { fromJson, toJson } from "../../themes/default/js/logic/travel/json.js";
import { carries, fromFragment, toFragment } from "../../themes/default/js/logic/travel/link.js";
import { plan } from "../../themes/default/js/logic/travel/plan.js";

/**
 * @param {string} id
 * @param {number | null} [days]
 */
function action(id, days = null) {
  return { id, rev: 1, hash: `h-${id}`, text: `Text of ${id}`, valid_for: days, evidence: [], help: [] };
}

const stages = [1, 2, 3].map((n) => ({
  id: `s${n}`,
  number: n,
  title: `Stage ${n}`,
  short: `S${n}`,
  href: "",
  buyer_stage: `b${n}`,
  milestone: [action(`s${n}.m1`, n === 1 ? 90 : null)],
  success: [action(`s${n}.k1`)],
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

test("a gap of one is fresh for as long as the playbook says, and no other gap is", () => {
  const through = ticks("s1.m1", "s1.k1");
  /** @param {string} today @param {string} [at] @param {Map<string, any>} [made] @param {number | null} [days] */
  const until = (today, at = "b2", made = through, days = 14) => {
    const found = appraise(stages, buyer, { ...deal, buyer: at }, made, today);
    return freshUntil(stages, found, made, { fresh_days: days }, today);
  };
  assert.equal(until("2026-03-01"), "2026-03-15");
  assert.equal(until("2026-03-15"), "2026-03-15", "the last day");
  assert.equal(until("2026-03-16"), null);
  assert.equal(until("2026-03-02", "b3"), null, "two behind");
  assert.equal(until("2026-03-02", "b1"), null, "in sync");
  assert.equal(until("2026-03-02", "b2", ticks("s1.m1")), null, "the stage before is still open");
  assert.equal(until("2026-03-02", "b2", through, null), null, "the playbook sets no days");
});

test("evidence counts to its last day and lowers the position the day after, visibly", () => {
  const all = ticks("s1.m1", "s1.k1", "s2.m1");
  assert.equal(appraise(stages, buyer, deal, all, "2026-05-30").position.stage, "s2");
  const late = appraise(stages, buyer, deal, all, "2026-05-31");
  assert.equal(late.marks.get("s1.m1"), "expired");
  assert.equal(late.position.state, "not-started");
  assert.equal(late.lowered?.stage, "s2");
  assert.equal(late.until, "2026-05-30", "the last day on which it held");
  assert.equal(appraise(stages, buyer, deal, all, "2026-05-30").until, null);
});

test("a position fell on the day its first evidence ran out, not the last", () => {
  const two = stages.map((s) => (s.number === 2 ? { ...s, milestone: [action("s2.m1", 10)] } : s));
  const found = appraise(two, buyer, deal, ticks("s1.m1", "s1.k1", "s2.m1"), "2026-07-01");
  assert.equal(found.lowered?.stage, "s2");
  assert.equal(found.until, "2026-03-11");
});

test("conditions never move the position; open ones of reached stages are told", () => {
  const wish = (/** @type {string} */ id, /** @type {string[]} */ overlaps = []) => ({
    id,
    rev: 1,
    hash: `h-${id}`,
    text: id,
    overlaps,
  });
  const wished = stages.map((s) => ({
    ...s,
    conditions: [wish(`${s.id}.p1`), wish(`${s.id}.p2`, [`${s.id}.k1`])],
  }));
  const all = ticks("s1.m1", "s1.k1", "s2.m1", "s3.p1");
  const found = appraise(wished, buyer, deal, all, "2026-03-02");
  assert.equal(found.position.stage, "s2");
  assert.deepEqual(
    found.unmet,
    ["s1.p1", "s2.p1", "s2.p2"],
    "s1.p2 is said by s1.k1; stage 3 is not reached",
  );
  assert.deepEqual(found.gone, []);
  const met = appraise(
    wished,
    buyer,
    deal,
    new Map([...all, ...ticks("s1.p1", "s2.p1", "s2.p2")]),
    "2026-03-02",
  );
  assert.deepEqual(met.unmet, []);
  assert.deepEqual(met.position, found.position);
});

test("a stage was reached on the day of its last action, never before the gates in front", () => {
  const at = (/** @type {string} */ date) => ({ rev: 1, hash: "", date });
  const made = new Map(
    Object.entries({ "s1.m1": at("2026-03-05"), "s1.k1": at("2026-03-01"), "s2.m1": at("2026-02-01") }),
  );
  const { position } = appraise(
    stages,
    buyer,
    deal,
    new Map([...made].map(([id, tick]) => [id, { ...tick, hash: `h-${id}` }])),
    "2026-03-06",
  );
  const past = history(stages, position, made);
  assert.deepEqual(
    past.map((p) => [p.stage.id, p.reached, p.completed]),
    [
      ["s1", "2026-03-05", "2026-03-05"],
      ["s2", "2026-03-05", null],
    ],
  );
  assert.deepEqual(
    history(stages, appraise(stages, buyer, deal, new Map(), "2026-03-06").position, new Map()),
    [],
  );
});

test("reworded counts with a mark, revised asks again, removed is kept aside", () => {
  const all = ticks("s1.m1", "s1.k1", "s9.x");
  const words = { rev: 1, hash: "older", date: "2026-03-01" };
  const reworded = appraise(stages, buyer, deal, new Map([...all, ["s1.k1", words]]), "2026-03-02");
  assert.equal(reworded.marks.get("s1.k1"), "reworded");
  assert.equal(reworded.position.state, "completed");
  assert.deepEqual(reworded.gone, ["s9.x"]);
  const revised = appraise(
    stages,
    buyer,
    deal,
    new Map([...all, ["s1.k1", { ...words, rev: 0 }]]),
    "2026-03-02",
  );
  assert.equal(revised.marks.get("s1.k1"), "revised");
  assert.deepEqual(revised.position.missing, ["s1.k1"]);
});

test("no verdict while the buyer's stage is unknown", () => {
  assert.equal(
    appraise(stages, buyer, { ...deal, buyer: null }, ticks("s1.m1"), "2026-03-02").verdict.kind,
    "unknown",
  );
});

test("days are counted on the calendar, over a change of the clock too", () => {
  assert.equal(daysBetween("2026-03-28", "2026-03-30"), 2);
  assert.equal(daysBetween("2024-02-28", "2024-03-01"), 2);
  assert.equal(addDays("2026-03-28", 3), "2026-03-31");
});

/** @type {import("../../themes/default/js/logic/travel/parcel.js").Parcel[]} */
const parcels = [
  {
    id: "d1",
    at: 1_767_225_600_000,
    deal: {
      name: '港口 "A", cranes\nsecond line',
      buyer: "b2",
      created: "2026-01-01",
      next: "2026-04-01",
      note: "=SUM(A1)",
      role: "林工",
      decision: "+1",
      card: { "dim.need": { text: '410 hours; "stops"', benefit: "3" }, "dim.money": { risk: "2" } },
    },
    ticks: {
      "s1.m1": {
        rev: 2,
        hash: "00e1",
        date: "2026-02-01",
        evidence: "Minutes, signed",
        note: "-5 %",
        at: 1_769_904_000_000,
      },
      "s1.k1": { rev: 1, hash: "ab", date: "2026-02-02" },
    },
  },
  { id: "d2", deal: { name: "@Empty", buyer: null, created: "2026-01-02", archived: true }, ticks: {} },
];

test("JSON, CSV and a link bring a deal back as it was", async () => {
  assert.deepEqual(fromJson(toJson(parcels)), parcels);
  assert.deepEqual(fromCsv(toCsv(parcels, stages)), parcels);
  for (const parcel of parcels) assert.deepEqual(await fromFragment(`#${await toFragment(parcel)}`), parcel);
});

test("random deals come back whole from CSV and from a link", async () => {
  let seed = 7;
  const random = (/** @type {number} */ n) => (seed = (seed * 48271) % 2147483647) % n;
  const words = ['"', ",", "\n", "\r\n", "'", "=1", "港口", ";", "\t", "a", " ", "-", "\\", "@"];
  const text = () => `x${Array.from({ length: random(9) }, () => words[random(words.length)]).join("")}x`;
  for (let n = 0; n < 300; n++) {
    const made = Array.from({ length: random(5) }, (_, i) => [
      `s1.k${i}`,
      {
        rev: 1 + random(3),
        hash: `${random(9)}e${random(9)}`,
        date: "2026-02-03",
        note: words[random(words.length)] + text(),
      },
    ]);
    const parcel = {
      id: `d${n}`,
      deal: {
        name: words[random(words.length)] + text(),
        buyer: random(2) ? "b1" : null,
        created: "2026-01-01",
        note: text(),
      },
      ticks: Object.fromEntries(made),
    };
    assert.deepEqual(fromCsv(toCsv([parcel], stages)), [parcel]);
    assert.deepEqual(await fromFragment(await toFragment(parcel)), parcel);
  }
});

test("no cell of the CSV is a formula, and it says that it is UTF-8", () => {
  const text = toCsv(parcels, stages);
  assert.match(text, /,'=SUM\(A1\),/);
  assert.doesNotMatch(text, /(^|,|")[=+\-@]/m);
  assert.deepEqual([...new TextEncoder().encode(text).slice(0, 3)], [0xef, 0xbb, 0xbf]);
});

test("what a spreadsheet makes of the file is read: its dates, its separators, its encoding", () => {
  const [first] = fromCsv("deal_id,deal,action_id,date\nx,Name,s1.m1,2026-02-03\nx,Name,s1.k1,2026-02-04\n");
  assert.deepEqual(Object.keys(first.ticks), ["s1.m1", "s1.k1"]);
  const [other] = fromCsv(
    'deal_id;deal;action_id;date;next_meeting\r\nx;"A; b";s1.m1;2026/2/3;2026/11/9\r\n',
  );
  assert.equal(other.deal.name, "A; b");
  assert.equal(other.deal.next, "2026-11-09");
  assert.equal(other.ticks["s1.m1"].date, "2026-02-03");
  const gbk = new Uint8Array([0xb8, 0xdb, 0xbf, 0xda]);
  assert.equal(decode(gbk.buffer), "港口");
  assert.equal(decode(new TextEncoder().encode("港口").buffer), "港口");
});

test("a link stays short with a hundred ticks that all have evidence", async () => {
  const list = Array.from({ length: 100 }, (_, n) => [
    `s${1 + (n % 8)}.k${n}`,
    {
      rev: 1,
      hash: n.toString(16).padStart(8, "0"),
      date: "2026-03-01",
      evidence: `Minutes of meeting ${n}`,
      at: 1_767_225_600_000 + n,
    },
  ]);
  const link = await toFragment({
    id: "d1",
    deal: { name: "Harbour", buyer: null, created: "2026-01-01" },
    ticks: Object.fromEntries(list),
  });
  assert.ok(link.length < 4000, `${link.length} characters`);
});

test("a link of an older playbook, and one made where nothing can be packed, are read", async () => {
  const list = JSON.stringify([
    1,
    "d1",
    { name: "港口", buyer: null, created: "2026-01-01" },
    [["s1.m1", 1, "ab", "2026-02-01", "", ""]],
  ]);
  const found = await fromFragment(`#deal=${Buffer.from(list).toString("base64url")}`);
  assert.equal(found?.deal.name, "港口");
  assert.equal(found?.ticks["s1.m1"].date, "2026-02-01");
});

test("of two versions the later stays, and the person sees before which", () => {
  const own = { name: "Mine", buyer: null, created: "2026-01-01" };
  const here = {
    "deal/d": { at: 1000, v: own },
    "tick/d/s1.m1": { at: 3000, v: { rev: 1, hash: "a", date: "2026-03-01" } },
  };
  const theirs = {
    id: "d",
    at: 2000,
    deal: { ...own, name: "Theirs" },
    ticks: {
      "s1.m1": { rev: 1, hash: "a", date: "2026-02-01", at: 2500 },
      "s1.k1": { rev: 1, hash: "b", date: "2026-02-01", at: 10 },
    },
  };
  const { arrivals, records } = plan([theirs], here, 9000);
  assert.deepEqual(arrivals, [{ id: "d", name: "Theirs", kind: "changed", taken: 2, kept: 1 }]);
  assert.deepEqual(records["deal/d"], { at: 2000, v: theirs.deal });
  assert.ok(!("tick/d/s1.m1" in records));
  assert.deepEqual(records["tick/d/s1.k1"], { at: 10, v: { rev: 1, hash: "b", date: "2026-02-01" } });
  assert.equal(plan([{ ...theirs, at: 10, ticks: {} }], here, 9000).arrivals[0].kind, "older");
  assert.equal(plan([{ id: "d", deal: own, at: 1, ticks: {} }], here, 9000).arrivals[0].kind, "same");
});

test("a deal that was deleted here comes back when its file is taken in", () => {
  const here = { "deal/d": { at: 5000, v: null }, "tick/d/s1.m1": { at: 5000, v: null } };
  const theirs = {
    id: "d",
    at: 2000,
    deal: { name: "Back", buyer: null, created: "" },
    ticks: { "s1.m1": { rev: 1, hash: "a", date: "2026-02-01", at: 2000 } },
  };
  const { arrivals, records } = plan([theirs], here, 9000);
  assert.equal(arrivals[0].kind, "new");
  assert.ok(records["deal/d"].at > 5000 && records["tick/d/s1.m1"].at > 5000);
});

test("strange data is refused, not half taken", async () => {
  const wrap = (/** @type {any} */ deal) =>
    JSON.stringify({ what: "twotrack-deals", version: 1, deals: [deal] });
  assert.throws(() => fromJson("{}"));
  assert.throws(() => fromJson(wrap({ id: "../x", deal: { name: "n" } })));
  assert.throws(() => fromJson(wrap({ id: "x", deal: { name: "n" }, ticks: { a: { date: "soon" } } })));
  assert.throws(() => fromCsv("a,b\n1,2\n"));
  for (const text of ["#deal=%%%", "#deal=AAAA", "#dealz=AAAA", "#dealz=", "#s1.k1"])
    assert.equal(await fromFragment(text), null);
  assert.equal(carries("#dealz=AAAA"), true);
  assert.equal(carries("#d1deal=x"), false);
  // A moment far ahead must not win for ever.
  assert.equal(fromJson(wrap({ id: "x", at: 9e15, deal: { name: "n" } }))[0].at, undefined);
});

test("a link that unfolds without end is refused", async () => {
  const big = new Blob([`[1,"d1",{"name":"x","note":"${"a".repeat(5_000_000)}"},[],0]`])
    .stream()
    .pipeThrough(new CompressionStream("deflate-raw"));
  const packed = Buffer.from(await new Response(big).arrayBuffer()).toString("base64url");
  assert.equal(await fromFragment(`#dealz=${packed}`), null);
});
