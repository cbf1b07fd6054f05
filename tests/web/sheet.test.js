/** Files of deals in every dialect that spreadsheets write. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { csv, table, unguard } from "../../themes/default/js/logic/travel/cells.js";
import { readCsv } from "../../themes/default/js/logic/travel/csv.js";
import { readDay } from "../../themes/default/js/logic/travel/day.js";
import { decode, guess } from "../../themes/default/js/logic/travel/letters.js";

const HEAD = "deal_id,deal,action_id,date";

/** @param {...string} rows */
const sheet = (...rows) => [HEAD, ...rows].join("\n");

test("a day is read however a spreadsheet writes it, and refused when it never is", () => {
  for (const words of [
    ...[
      "2026-02-01",
      "2026/2/1",
      "2026.2.1",
      "2026年2月1日",
      "2026年02月01日",
      "２０２６年２月１日",
      "2026년 2월 1일",
    ],
    ...[
      "01.02.2026",
      "1.2.2026",
      "1.2.26",
      "46054",
      "46054.5",
      "20260201",
      "2026-02-01 00:00:00",
      "2026-02-01T10:00:00Z",
    ],
    ...[
      "1-Feb-26",
      "1 Feb 2026",
      "Feb 1, 2026",
      "1. Februar 2026",
      "1. Feb. 2026",
      "1 février 2026",
      "1 févr. 2026",
    ],
    ...[
      "Sunday, February 1, 2026",
      "Sonntag, 1. Februar 2026",
      "dimanche 1 février 2026",
      "2026年2月1日星期日",
      "2026年2月1日 日曜日",
    ],
    ...["R8.2.1", "令和8年2月1日", "民國115年2月1日", "二〇二六年二月一日", "01.02.2026 г."],
  ])
    assert.deepEqual(readDay(words), { day: "2026-02-01" }, words);
  for (const words of [
    "2026-13-45",
    "30.02.2026",
    "2026-02-30",
    "31/4/2026",
    "13/13/2026",
    "soon",
    "12",
    "0001-01-01",
    "about 1 Feb 2026",
    "R.2.1",
    "115/2/1",
  ])
    assert.equal(readDay(words), null, words);
  assert.deepEqual(readDay("2/1/2026"), { both: ["2026-01-02", "2026-02-01"] });
  assert.deepEqual(readDay("13/2/2026"), { day: "2026-02-13" });
  assert.deepEqual(readDay("2/13/26"), { day: "2026-02-13" });
  // A day of the week in one language is a month in another.
  assert.deepEqual(readDay("Mar 3, 2026"), { day: "2026-03-03" });
  assert.deepEqual(readDay("令和元年5月1日"), { day: "2019-05-01" });
  assert.deepEqual(readDay("二〇二六年十二月三十一日"), { day: "2026-12-31" });
  assert.deepEqual(readDay("3/3/2026"), { day: "2026-03-03" });
});

test("days that can be two are asked for once, unless the file itself tells", () => {
  const open = readCsv(sheet("x,Name,s1.m1,2/1/2026", "y,Other,s1.m1,3/4/2026"));
  assert.deepEqual([open.parcels.length, open.unsure?.value], [0, "2/1/2026"]);
  assert.equal(readCsv(sheet("x,Name,s1.m1,2/1/2026"), "day").parcels[0].ticks["s1.m1"].date, "2026-01-02");
  assert.equal(readCsv(sheet("x,Name,s1.m1,2/1/2026"), "month").parcels[0].ticks["s1.m1"].date, "2026-02-01");
  const told = readCsv(sheet("x,Name,s1.m1,2/1/2026", "x,Name,s1.k1,2/13/2026"));
  assert.equal(told.parcels[0].ticks["s1.m1"].date, "2026-02-01");
});

test("a wrong row is named, and the others are taken", () => {
  const { parcels, refused } = readCsv(
    sheet(
      "x,Name,s1.m1,2026-13-45",
      "x,Name,s1.k1,2026-02-01",
      "",
      "y,Pör\ufffdt,s1.m1,2026-02-01",
      "z,Zed,s1.m1,",
    ),
  );
  assert.deepEqual(
    refused.map(({ row, why, column }) => [row, why, column]),
    [
      [2, "date", "date"],
      [5, "letters", "deal"],
      [6, "date", "date"],
    ],
  );
  assert.deepEqual(
    parcels.map((parcel) => [parcel.id, Object.keys(parcel.ticks)]),
    [["x", ["s1.k1"]]],
  );
});

test("separators, line ends, quotes and the first line of every dialect", () => {
  const rows = ["deal_id|deal|action_id|date", 'x|"A; ""b"", c\td|\ne"|s1.m1|2026-02-01'];
  for (const mark of [",", ";", "\t", "|"])
    for (const end of ["\n", "\r\n", "\r"])
      for (const first of ["", `sep=${mark}${end}`, "\ufeff"]) {
        const text =
          first +
          [rows[0].replaceAll("|", mark), `x${mark}"A; ""b"", c\td|\ne"${mark}s1.m1${mark}2026-02-01`].join(
            end,
          );
        const [found] = readCsv(text).parcels;
        assert.equal(found?.deal.name, 'A; "b", c\td|\ne', JSON.stringify(text));
        assert.equal(found.ticks["s1.m1"].date, "2026-02-01");
      }
});

test("the bytes tell how letters are written, and what they leave open is not sure", () => {
  const text = "deal_id;deal\nx;Müller & Söhne, Évry\n";
  const west = Uint8Array.from([...text].map((c) => c.charCodeAt(0)));
  const wide = (/** @type {boolean} */ little, mark = "") => {
    const bytes = [...(mark + text)].flatMap((c) => [c.charCodeAt(0) & 255, c.charCodeAt(0) >> 8]);
    return Uint8Array.from(little ? bytes : bytes.map((_, at) => bytes[at ^ 1]));
  };
  /** @type {[Uint8Array<ArrayBuffer>, string, boolean][]} */
  const files = [
    [new TextEncoder().encode(text), "utf-8", true],
    [new TextEncoder().encode(`\ufeff${text}`), "utf-8", true],
    [west, "windows-1252", false],
    [wide(true), "utf-16le", true],
    [wide(false), "utf-16be", true],
    [wide(true, "\ufeff"), "utf-16le", true],
    [wide(false, "\ufeff"), "utf-16be", true],
  ];
  for (const [bytes, letters, sure] of files) {
    assert.deepEqual(guess(bytes.buffer), { letters, sure });
    assert.equal(decode(bytes.buffer), text);
  }
  // 港口，Müller is no word of both.
  const chinese = Uint8Array.from([0x78, 0x3b, 0xb8, 0xdb, 0xbf, 0xda, 0xa3, 0xac, 0xd5, 0xe0]);
  assert.deepEqual(guess(chinese.buffer), { letters: "gb18030", sure: false });
  assert.equal(
    decode(chinese.buffer),
    "x;港口，真".replace("真", new TextDecoder("gb18030").decode(Uint8Array.from([0xd5, 0xe0]))),
  );
});

test("no cell becomes a formula, whatever separates them where the file is opened, and all come back", () => {
  const words = [
    "Acme;=1+1",
    "=1",
    "+1",
    "-1",
    "@x",
    "a\t=1",
    "a|=1",
    "a\n=1",
    "a\r-2",
    "'=1",
    "a;'=1",
    'a;"=1"',
    "＝1",
    "a; =1",
    "plain",
    "'",
    "a;'",
    "\t=1",
    "a;\t'=1",
  ];
  for (const word of words) {
    const [, row] = table(
      csv([
        ["one", "two", "three"],
        ["x", word, "y"],
      ]),
      (cells) => cells[0] === "one",
    );
    assert.equal(unguard(row.cells[1]), word, JSON.stringify(word));
    const line = csv([["x", word, "y"]]);
    for (const mark of [",", ";", "\t", "|"])
      for (const cell of line.split(new RegExp(`[${mark}\r\n]`)))
        assert.doesNotMatch(
          cell.replace(/^"+/, ""),
          /^[=+\-@＝＋－＠]/,
          `${JSON.stringify(line)} by ${JSON.stringify(mark)}`,
        );
  }
});
