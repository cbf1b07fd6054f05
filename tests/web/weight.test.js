/**
 * A stage's page stays light: what it loads by itself, as it goes over the wire.
 *
 * The service worker is left out: it fetches the site for days without a network when the page is
 * done.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { settled } from "./support/scenes.js";
import { fixture } from "./support/fixture.js";
import { files } from "./support/site.js";

/** HTML, styles and scripts together, packed. */
const MOST = 60 * 1024;

const web = fixture({ gzip: true });

/**
 * The packed bytes of a page by kind, in a browser that has nothing of the site yet.
 * @param {string} path
 * @param {boolean} returning whether somebody with a deal has been here
 */
async function weigh(path, returning) {
  const { context, page } = await web.device({ returning });
  /** @type {import("playwright-core").Request[]} */
  const requests = [];
  page.on("requestfinished", (request) => requests.push(request));
  await page.goto(web.url + path, { waitUntil: "load" });
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
  const stages = files(web.site).filter((name) => /(^|\/)stages\/(?!index)[^/]+\.html$/.test(name));
  assert.ok(stages.length >= 16, `only ${stages}`);
  const heavy = [];
  const visits = [
    ...stages.map((path) => ({ path, returning: false })),
    { path: "stages/s1.html", returning: true },
  ];
  for (const { path, returning } of visits) {
    const { document, stylesheet, script } = await weigh(path, returning);
    assert.ok(document && stylesheet && script, `${path}: ${document}, ${stylesheet}, ${script}`);
    const all = document + stylesheet + script;
    t.diagnostic(
      `${path}: ${document} HTML + ${stylesheet} CSS + ${script} JS = ${(all / 1024).toFixed(1)} KB` +
        (returning ? ", with a deal" : ""),
    );
    if (all > MOST) heavy.push(`${path}: ${all} bytes`);
  }
  assert.deepEqual(heavy, []);
});
