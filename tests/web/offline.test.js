/**
 * Without a network: the site is kept in slices, one version at a time, and can be installed.
 */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { before, test } from "node:test";
import { fixture } from "./support/fixture.js";
import { host } from "./support/host.js";
import { keptPaths, settled, whole } from "./support/kept.js";
import { BASE, folder, TWOTRACK } from "./support/site.js";

const web = fixture({ playbook: null, manner: { serviceWorkers: "allow" } });
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

/** Waits until a page has its worker. @param {import("playwright-core").Page} page */
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
  await whole(page);
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
  // The worker has refused what it fetched with that, and stopped.
  await settled(page);
  assert.ok(fetched >= 2, "the site changed under the worker");
  assert.ok(
    !(await keptPaths(page)).some((path) => path.startsWith("zh/stages")),
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
  // The next visit brings the new version, and a reader who asks for it has it whole.
  await page.goto(`${server.url}stages/s1.html`);
  await page.getByRole("button", { name: "Reload" }).click();
  await page.getByText("New words.").waitFor();
  await whole(page);
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
  await whole(page);
  await page.goto(`${server.url}guides/g7.html`);
  while (!(await keptPaths(page)).includes("guides/g7.html")) await page.waitForTimeout(100);
  const count = (await keptPaths(page)).length;
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

test("short visits add up: what is near and of the reader's language comes first, and nothing twice", async () => {
  /** @type {Map<string, number>} */
  const asked = new Map();
  const server = await host(
    (name) => {
      asked.set(name, (asked.get(name) ?? 0) + 1);
      return sites.old;
    },
    // The other language takes its time, so that the reader's own is seen to be there before it.
    { delay: (name) => (name.endsWith(".html") && !name.startsWith("zh/") ? 1500 : 250) },
  );
  const { context, page } = await web.device();
  await page.goto(`${server.url}zh/paths/path.start.html`);
  await kept(page);
  await page.waitForTimeout(2_000);
  const first = await keptPaths(page);
  await page.goto("about:blank");
  await page.waitForTimeout(1_000);
  const own = first.filter((path) => path.startsWith("zh/") && path.endsWith(".html"));
  assert.ok(own.length >= 3, `kept after two seconds: ${first}`);
  assert.ok(!first.includes("stages/s2.html"), "no page of another language before all of this one");
  // Without a network a page of the path opens, though most of the site is not there yet.
  await context.setOffline(true);
  await page.goto(`${server.url}zh/guides/first-call.html`);
  await page.locator("main h1").waitFor();
  await context.setOffline(false);
  const before = new Map(asked);
  await page.goto(`${server.url}zh/index.html`);
  await page.getByText(/中文 \d+ 页都已存到本机/).waitFor();
  await page.getByText("整本手册已存到本机").waitFor();
  for (const path of first.filter((path) => !["sw.js", "zh/index.html"].includes(path)))
    assert.equal(asked.get(path), before.get(path), `${path} was fetched again`);
  await context.setOffline(true);
  await page.goto(`${server.url}stages/s2.html`);
  await page.getByText("Sign").first().waitFor();
  await context.close();
  server.close();
});

test("what is fetched between two looks at the version is a few files and a few megabytes", async () => {
  const book = join(room, "pictures");
  cpSync(BASE, book, { recursive: true });
  mkdirSync(join(book, "content/guides/pictures"), { recursive: true });
  const names = Array.from({ length: 12 }, (_, n) => `p${n}.png`);
  for (const name of names)
    writeFileSync(join(book, "content/guides/pictures", name), Buffer.alloc(1_000_000, 1));
  const links = names.map((name) => `[${name}](pictures/${name})`).join("\n\n");
  writeFileSync(join(book, "content/guides/all.md"), `---\nid: all\ntitle: All\n---\n${links}\n`);
  const out = join(room, "pictures-site");
  execFileSync(TWOTRACK, ["-C", book, "build", "--out", out]);
  /** @type {number[]} */
  const runs = [0];
  const server = await host((name) => {
    if (name === "sw.js") runs.push(0);
    else if (name.endsWith(".png") && name.startsWith("files/")) runs[runs.length - 1]++;
    return out;
  });
  const { context, page } = await web.device();
  await page.goto(`${server.url}index.html`);
  await whole(page);
  assert.equal(
    runs.reduce((sum, n) => sum + n, 0),
    names.length,
  );
  // Two megabytes, and what six at a time may have begun by then.
  assert.ok(Math.max(...runs) <= 8, `${runs} pictures`);
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
