/**
 * A stage's page stays light: what it loads by itself, as it goes over the wire.
 *
 * The service worker is left out: it fetches the site for days without a network when the page is
 * done.
 */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { settled } from "./scenes.js";
import { browser, build, files, host } from "./support.js";
import { records, remember } from "./visitor.js";

/** HTML, styles and scripts together, packed. */
const MOST = 60 * 1024;

/** @type {import("playwright-core").Browser} */
let chromium;
/** @type {string} */
let site;
/** @type {{ url: string, close: () => void }} */
let server;

before(async () => {
  site = build();
  server = await host(site, { gzip: true });
  chromium = await browser();
});

after(async () => {
  await chromium?.close();
  server?.close();
});

/**
 * The packed bytes of a page by kind, in a browser that has nothing of the site yet.
 * @param {string} path
 * @param {Record<string, any> | null} known what the store holds
 */
async function weigh(path, known) {
  const context = await chromium.newContext({ serviceWorkers: "block" });
  if (known) await remember(context, known);
  const page = await context.newPage();
  /** @type {import("playwright-core").Request[]} */
  const requests = [];
  page.on("requestfinished", (request) => requests.push(request));
  await page.goto(server.url + path, { waitUntil: "load" });
  await settled(page);
  /** @type {Record<string, number>} */
  const found = { document: 0, stylesheet: 0, script: 0 };
  for (const request of requests) {
    const kind = request.resourceType();
    if (kind in found) found[kind] += (await request.sizes()).responseBodySize;
  }
  await context.close();
  return found;
}

test("every stage's page is light, for who comes the first time and for who has a deal here", async (t) => {
  const stages = files(site).filter((name) => /(^|\/)stages\/(?!index)[^/]+\.html$/.test(name));
  assert.ok(stages.length >= 16, `only ${stages}`);
  const heavy = [];
  const visits = [
    ...stages.map((path) => ({ path, known: null })),
    { path: "stages/s1.html", known: records(site) },
  ];
  for (const { path, known } of visits) {
    const { document, stylesheet, script } = await weigh(path, known);
    assert.ok(document && stylesheet && script, `${path}: ${document}, ${stylesheet}, ${script}`);
    const all = document + stylesheet + script;
    t.diagnostic(
      `${path}: ${document} HTML + ${stylesheet} CSS + ${script} JS = ${(all / 1024).toFixed(1)} KB` +
        (known ? ", with a deal" : ""),
    );
    if (all > MOST) heavy.push(`${path}: ${all} bytes`);
  }
  assert.deepEqual(heavy, []);
});
