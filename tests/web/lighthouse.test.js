/**
 * Lighthouse gives 100 for accessibility, best practices and search engines on home, stage, quiz
 * and deals. Speed depends on the machine: `node tests/web/lighthouse.js` measures it too.
 */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { LANGUAGES, measure, PAGES, start } from "./lighthouse.js";
import { host } from "./support/host.js";
import { AT_HOME, build } from "./support/site.js";

/** @type {Awaited<ReturnType<typeof start>>} */
let browser;
/** @type {{ url: string, close: () => void }} */
let server;

before(async () => {
  server = await host(build(undefined, AT_HOME), { gzip: true });
  browser = await start();
});

after(() => {
  browser?.kill();
  server?.close();
});

for (const lang of LANGUAGES) {
  test(`Lighthouse has nothing to say: ${lang || "en/"}`, async () => {
    for (const page of PAGES) {
      const { scores, faults } = await measure(browser.port, server.url + lang + page, [
        "accessibility",
        "best-practices",
        "seo",
      ]);
      assert.deepEqual(scores, [100, 100, 100], `${lang}${page}\n${faults.join("\n")}`);
    }
  });
}
