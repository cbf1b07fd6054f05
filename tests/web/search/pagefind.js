/** Pagefind over a built site: the search that ours is measured against. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { close, createIndex } from "pagefind";
import { browser } from "../support/browser.js";
import { host } from "../support/host.js";
import { files } from "../support/site.js";

/**
 * Indexes the pages and gives a function that returns the slugs found, best first.
 * @param {string} site
 */
export async function pagefind(site) {
  const { index } = await createIndex({ rootSelector: "main" });
  for (const name of files(site).filter(
    (file) => file.endsWith(".html") && !/^(zh\/)?search\/|404/.test(file),
  )) {
    await index?.addHTMLFile({ url: `/${name}`, content: readFileSync(join(site, name), "utf8") });
  }
  if (!index) throw new Error("Pagefind gives no index");
  await index.writeFiles({ outputPath: join(site, "pagefind") });
  await close();
  return search(site);
}

/**
 * Pagefind's own script, in a browser, with a page of the reader's language open.
 * @param {string} site
 */
async function search(site) {
  const server = await host(site);
  const chromium = await browser();
  /** @type {Map<string, import("playwright-core").Page>} */
  const pages = new Map();
  for (const lang of ["en", "zh"]) {
    const page = await chromium.newPage({ bypassCSP: true });
    await page.goto(`${server.url}${lang === "zh" ? "zh/" : ""}about.html`);
    pages.set(lang, page);
  }
  const find = async (/** @type {string} */ lang, /** @type {string} */ text) => {
    const page = pages.get(lang);
    if (!page) return [];
    const urls = await page.evaluate(
      async (/** @type {string[]} */ [base, text]) => {
        // @ts-ignore what stands at this address is written by Pagefind
        const pagefind = await import(`${base}pagefind/pagefind.js`);
        const { results } = await pagefind.search(text);
        const first = await Promise.all(results.slice(0, 20).map((/** @type {any} */ r) => r.data()));
        return first.map((/** @type {any} */ data) => data.raw_url ?? data.url);
      },
      [server.url, text],
    );
    return urls.map((/** @type {string} */ url) => url.replace(/^\/(play\/)?(zh\/)?/, ""));
  };
  const close = async () => {
    await chromium.close();
    server.close();
  };
  return { find, close };
}
