/**
 * The built playbook, file by file: every link and anchor lands, ids stand once, HTML is valid,
 * pages stay small. What an outside validator says is not ours to soften.
 */
import assert from "node:assert/strict";
import { readFileSync, statSync } from "node:fs";
import { dirname, join, posix } from "node:path";
import { before, test } from "node:test";
import { HtmlValidate } from "html-validate";
import { build, files } from "./support/site.js";

/** @type {string} */
let site;
/** @type {string[]} */
let all;
/** @type {Map<string, string>} */
const pages = new Map();

before(() => {
  site = build();
  all = files(site);
  for (const name of all.filter((file) => file.endsWith(".html"))) {
    pages.set(name, readFileSync(join(site, name), "utf8"));
  }
});

/**
 * The values of an attribute anywhere in a page.
 * @param {string} html
 * @param {string} attribute
 */
function values(html, attribute) {
  const found = html.matchAll(new RegExp(`\\s${attribute}="([^"]*)"`, "g"));
  return [...found].map((match) => match[1].replaceAll("&amp;", "&"));
}

/**
 * The files and pages that an address means, seen from a page; null for another host.
 * @param {string} page
 * @param {string} address
 */
function target(page, address) {
  if (/^[a-z][a-z0-9+.-]*:/i.test(address) || address.startsWith("//")) return null;
  const [path, anchor] = address.split("#");
  const clean = decodeURIComponent(path.split("?")[0]);
  const file = clean === "" ? page : posix.normalize(posix.join(dirname(page), clean));
  return { file: file.endsWith("/") ? `${file}index.html` : file, anchor };
}

test("every page exists in both languages", () => {
  const chinese = [...pages.keys()].filter((name) => name.startsWith("zh/"));
  assert.ok(chinese.length > 60, `only ${chinese.length} pages`);
  for (const name of pages.keys()) {
    if (name.startsWith("zh/") || name === "404.html") continue;
    assert.ok(pages.has(`zh/${name}`), `${name} has no Chinese page`);
  }
});

test("every link and anchor lands", () => {
  const ids = new Map([...pages].map(([name, html]) => [name, new Set(values(html, "id"))]));
  const lost = [];
  for (const [name, html] of pages) {
    if (name === "404.html") continue;
    for (const address of [...values(html, "href"), ...values(html, "src")]) {
      const to = target(name, address);
      if (!to) continue;
      if (!all.includes(to.file)) lost.push(`${name}: ${address}`);
      else if (to.anchor && !ids.get(to.file)?.has(decodeURIComponent(to.anchor))) {
        lost.push(`${name}: ${address} has no such place`);
      }
    }
  }
  assert.deepEqual(lost, []);
});

test("no id stands twice on a page", () => {
  const twice = [];
  for (const [name, html] of pages) {
    const seen = new Set();
    for (const id of values(html, "id")) {
      if (seen.has(id)) twice.push(`${name}: ${id}`);
      seen.add(id);
    }
  }
  assert.deepEqual(twice, []);
});

test("no page is an island", () => {
  const linked = new Set(["index.html", "404.html"]);
  for (const [name, html] of pages) {
    for (const address of values(html, "href")) {
      const to = target(name, address);
      if (to && to.file !== name) linked.add(to.file);
    }
  }
  assert.deepEqual(
    [...pages.keys()].filter((name) => !linked.has(name)),
    [],
  );
});

test("nothing is loaded from another host, and nothing is inline", () => {
  for (const [name, html] of pages) {
    const loads = [...html.matchAll(/<(?:script|link|img|iframe)[^>]*?(?:src|href)="(https?:)?\/\/[^"]*"/g)];
    const loaded = loads.filter(([tag]) => !/rel="(?:canonical|alternate)"/.test(tag));
    assert.deepEqual(
      loaded.map(([tag]) => tag),
      [],
      name,
    );
    assert.doesNotMatch(html, /<[^>]+\s(?:style|on[a-z]+)="/, `${name} has inline style or script`);
    assert.doesNotMatch(
      html,
      /<script(?![^>]*src=)(?![^>]*type="application\/)[^>]*>/,
      `${name} has an inline script`,
    );
  }
});

test("pages stay small", () => {
  // The handbook is all of them in one.
  for (const [name, html] of pages) {
    if (name.endsWith("handbook.html")) continue;
    assert.ok(Buffer.byteLength(html) < 400_000, `${name} has ${Buffer.byteLength(html)} bytes`);
  }
  const { items } = JSON.parse(readFileSync(join(site, "items.json"), "utf8"));
  for (const name of all.filter((file) => /\.(css|js)$/.test(file))) {
    // What every item is called grows with the items, and only somebody for whom one has changed
    // loads it.
    const most = name.endsWith("data/names.js") ? 100 * Object.keys(items).length : 160_000;
    assert.ok(statSync(join(site, name)).size < most, `${name} has ${statSync(join(site, name)).size} bytes`);
  }
});

test("an outside validator finds no fault in any page", async () => {
  const validator = new HtmlValidate({
    extends: ["html-validate:standard"],
    rules: {
      // Ids are the author's and may hold dots; long lines and whitespace are no fault of HTML.
      "valid-id": ["error", { relaxed: true }],
      "long-title": "off",
      "no-trailing-whitespace": "off",
    },
  });
  const faults = [];
  for (const [name, html] of pages) {
    const report = await validator.validateString(html, name);
    for (const message of report.results.flatMap((result) => result.messages)) {
      faults.push(`${name}:${message.line}: ${message.message} (${message.ruleId})`);
    }
  }
  assert.deepEqual(faults.slice(0, 40), []);
});
