/**
 * Without a network: the site is kept whole, one version at a time, and can be installed.
 */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { before, test } from "node:test";
import { fixture } from "./support/fixture.js";
import { host } from "./support/host.js";
import { BASE, folder, TWOTRACK } from "./support/site.js";

const web = fixture({ playbook: null });
const room = folder("offline");
/** Two versions of a small playbook. @type {{ old: string, new: string }} */
let sites;

before(async () => {
  cpSync(BASE, join(room, "book"), { recursive: true });
  sites = { old: make("old"), new: "" };
  for (const stage of ["01-s1", "02-s2"]) {
    const path = join(room, "book/content/stages", stage, "stage.yaml");
    writeFileSync(
      path,
      readFileSync(path, "utf8").replace(/purpose: \{en: ([^,]*),/, "purpose: {en: New words.,"),
    );
  }
  sites.new = make("new");
});

/** @param {string} name */
function make(name) {
  const out = join(room, name);
  execFileSync(TWOTRACK, ["-C", join(room, "book"), "build", "--out", out]);
  return out;
}

/** Waits until a page's worker has everything. @param {import("playwright-core").Page} page */
async function kept(page) {
  await page.waitForFunction(() => navigator.serviceWorker.controller);
}

const update = (/** @type {import("playwright-core").Page} */ page) =>
  page.evaluate(() =>
    navigator.serviceWorker
      .getRegistration()
      .then((r) => r?.update())
      .then(() => {}),
  );

test("a new version waits: no page mixes with it, and every tab is told", async () => {
  let live = sites.old;
  const server = await host(() => live);
  const { context, page } = await web.device();
  await page.goto(`${server.url}stages/s1.html`);
  await kept(page);
  const other = await context.newPage();
  await other.goto(`${server.url}index.html`);
  live = sites.new;
  await update(page);
  await page.getByText("A new version of this playbook is ready.").waitFor();
  // A page and data that this reader has not opened before are still of the old version.
  await page.goto(`${server.url}stages/s2.html`);
  assert.ok(!(await page.locator("main").innerText()).includes("New words."));
  const words = await page.evaluate(() => fetch("../index.html").then((r) => r.text()));
  assert.equal(words, readFileSync(join(sites.old, "index.html"), "utf8"));
  await page.getByRole("button", { name: "Reload" }).click();
  await page.getByText("New words.").waitFor();
  await other.getByText("A new version of this playbook is ready.").waitFor();
  await other.getByRole("button", { name: "Reload" }).click();
  await other.waitForFunction(() => !document.querySelector(".new-version"));
  await context.setOffline(true);
  await page.goto(`${server.url}stages/s1.html`);
  await page.getByText("New words.").waitFor();
  await context.close();
  server.close();
});

test("a version that is published while a browser fetches the one before is never mixed into it", async () => {
  let live = sites.old;
  // The second file that a worker fetches brings the new version, as if it had just been published.
  let fetched = 0;
  let arrived = () => {};
  const server = await host((name) => {
    if (name.startsWith("zh/") && ++fetched === 2) {
      live = sites.new;
      arrived();
    }
    return live;
  });
  const { context, page } = await web.device();
  const second = new Promise((done) => {
    arrived = () => done(undefined);
  });
  await page.goto(`${server.url}index.html`);
  await second;
  // The worker has come to the end of its list, and has refused what it fetched.
  await page.waitForFunction(() =>
    navigator.serviceWorker.getRegistration().then((r) => !r || !r.installing),
  );
  assert.ok(fetched >= 2, "the site changed under the worker");
  assert.equal(
    await page.evaluate(() =>
      navigator.serviceWorker.getRegistration().then((r) => !!(r?.active ?? r?.waiting)),
    ),
    false,
    "half of each is not kept",
  );
  const bodies = await page.evaluate(async () => {
    const cache = await caches.open("twotrack:/play/");
    const all = (await cache.keys()).map(async (request) => {
      const response = await cache.match(request);
      return /** @type {const} */ ([new URL(request.url).pathname, (await response?.text()) ?? ""]);
    });
    return Promise.all(all);
  });
  for (const [path, text] of bodies) {
    const file = join(sites.old, path.slice("/play/".length));
    assert.equal(text, readFileSync(file, "utf8"), `${path} is of the version that it is kept for`);
  }
  // The next visit keeps the new version, whole. One that comes while the browser is still putting
  // the refused worker away finds none, and the visit after it does.
  const controlled = () =>
    page
      .waitForFunction(() => navigator.serviceWorker.controller, null, { timeout: 4_000 })
      .then(
        () => true,
        () => false,
      );
  for (let visit = 0; visit < 5; visit++) {
    await page.goto(`${server.url}stages/s1.html`);
    if (await controlled()) break;
  }
  await kept(page);
  await context.setOffline(true);
  await page.goto(`${server.url}stages/s2.html`);
  await page.getByText("New words.").waitFor();
  await context.close();
  server.close();
});

test("of a very large playbook guides are kept as they are visited, all else at once", async () => {
  const book = join(room, "large");
  cpSync(BASE, book, { recursive: true });
  mkdirSync(join(book, "content/guides/many"));
  for (let n = 0; n < 1500; n++) {
    writeFileSync(
      join(book, `content/guides/many/g${n}.md`),
      `---\nid: g${n}\ntitle: Guide ${n}\n---\nText ${n}.\n`,
    );
  }
  const out = join(room, "large-site");
  execFileSync(TWOTRACK, ["-C", book, "build", "--out", out]);
  const server = await host(out);
  const { context, page } = await web.device();
  await page.goto(`${server.url}index.html`);
  await kept(page);
  await page.goto(`${server.url}guides/g7.html`);
  await page.waitForFunction(() =>
    caches
      .open("twotrack:/play/")
      .then((c) => c.keys())
      .then((keys) => keys.some((k) => k.url.includes("guides/g7.html"))),
  );
  const count = await page.evaluate(() =>
    caches
      .open("twotrack:/play/")
      .then((c) => c.keys())
      .then((keys) => keys.length),
  );
  assert.ok(count < 500, `${count} files`);
  await context.setOffline(true);
  for (const [path, words] of [
    ["stages/s2.html", "Sign"],
    ["guides/g7.html", "Text 7."],
    ["deals.html", "Deals"],
    ["zh/stages/s1.html", "邀约"],
  ]) {
    await page.goto(server.url + path);
    await page.getByText(words).first().waitFor();
  }
  await context.close();
  server.close();
});

test("a browser offers to install it, in either language", async () => {
  const server = await host(sites.old);
  const { context, page } = await web.device();
  for (const path of ["index.html", "zh/index.html"]) {
    await page.goto(server.url + path);
    await kept(page);
    const client = await context.newCDPSession(page);
    const { installabilityErrors } = await client.send("Page.getInstallabilityErrors");
    // A private window, which every test runs in, is the one thing that may stand against it.
    assert.deepEqual(
      installabilityErrors.map((e) => e.errorId).filter((id) => id !== "in-incognito"),
      [],
    );
    const { errors } = await client.send("Page.getAppManifest");
    assert.deepEqual(errors, []);
  }
  await context.close();
  server.close();
});
