/** Deals from spreadsheets in the browser: what is asked, named and shown before anything is taken. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { fixture } from "./support/fixture.js";

const web = fixture();

/** @param {string} name @param {Uint8Array | string} text */
async function opened(name, text) {
  const page = await web.page();
  await page.goto(`${web.url}deals.html`);
  await page.getByText("Files", { exact: true }).click();
  await page.locator("#deals-in").setInputFiles({ name, mimeType: "", buffer: Buffer.from(text) });
  return page;
}

test("letters, days and rows that are not clear are asked and named, and the rest is taken", async () => {
  const rows = [
    "deal_id;deal;action_id;date",
    "a;M\xfcller;s1.m1;2/1/2026",
    "b;Mill;s1.m1;2026-13-45",
    "c;Kr\xfcger \x96 S\xf6hne;;",
  ];
  const page = await opened("DEALS.CSV", Uint8Array.from([...rows.join("\r\n")].map((c) => c.charCodeAt(0))));
  const offer = page.locator(".offer");
  await offer.getByText("Krüger – Söhne").waitFor();
  await offer.getByText("Row 3, Mill: “2026-13-45” in date is no day.").waitFor();
  assert.equal(await offer.getByLabel(/how its letters are written/).inputValue(), "windows-1252");
  const take = offer.getByRole("button", { name: "Take it in" });
  assert.equal(await take.count(), 0, "nothing is taken while a question is open");
  await offer.getByRole("button", { name: "Feb 1, 2026" }).click();
  await offer.getByText("Müller").waitFor();
  await take.click();
  await page.getByRole("link", { name: "Müller" }).click();
  await page.waitForFunction(() =>
    [...document.querySelectorAll("input")].some((field) => field.value === "2026-02-01"),
  );
});

test("a workbook and a file of something else say what is missing", async () => {
  const book = await opened("deals.xlsx", "PK\x03\x04");
  await book.getByText("This is a workbook.").waitFor();
  await book.context().close();
  const other = await opened("other.txt", "name;sum\nx;1\n");
  await other.getByText("at least the columns deal_id, deal, action_id").waitFor();
  await other.context().close();
});
