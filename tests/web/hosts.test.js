/**
 * On hosts as people have them: every common form of an address works without a network, two
 * playbooks of one host leave each other alone, versions do not mix, and no single file keeps the
 * site from being kept.
 */
import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { appendFileSync, cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { before, test } from "node:test";
import { fixture } from "./support/fixture.js";
import { MANNERS, strange } from "./support/hosts.js";
import { settled, whole } from "./support/kept.js";
import { BASE, folder, ROOT, TWOTRACK } from "./support/site.js";

/** @typedef {import("playwright-core").Page} Page */

const web = fixture({ playbook: null, manner: { serviceWorkers: "allow" } });
const room = folder("hosts");
/** @type {{ old: string, new: string, odd: string }} */
let sites;

const FILM = 30_000_000;

/** What hosts and services look for at the root of a site, and one that the site makes itself. */
const ROOT_FILES = {
  CNAME: "play.example\n",
  ".nojekyll": "",
  _headers: "/*\n  X-Frame-Options: DENY\n",
  ".well-known/security.txt": "Contact: mailto:a@example.com\n",
  "proof.html": "proof",
  "app.yaml": "a: [",
  "robots.txt": "mine",
};

/** Names that mean something in an address. */
const ODD = ["a#b.png", "why?.png", "100%.png", "plain 1.png"];

before(async () => {
  const book = join(room, "book");
  cpSync(BASE, book, { recursive: true });
  const old = make("old");
  const stage = join(book, "content/stages/01-s1/stage.yaml");
  const text = readFileSync(stage, "utf8");
  writeFileSync(stage, text.replace("The customer shows interest.", "They ask for more."));
  writeFileSync(join(book, "content/guides/later.md"), "---\nid: later\ntitle: Later\n---\nWritten later.\n");
  sites = { old, new: make("new"), odd: "" };
  writeFileSync(stage, text);
  const links = ODD.map((name) => `![A picture](${encodeURIComponent(name)})`).join("\n\n");
  appendFileSync(join(book, "content/guides/first-call.md"), `\n${links}\n\n[Film](film.mp4)\n`);
  const picture = readFileSync(join(ROOT, "themes/default/static/icon-192.png"));
  for (const name of ODD) writeFileSync(join(book, "content/guides", name), picture);
  writeFileSync(join(book, "content/guides/film.mp4"), Buffer.alloc(FILM, "film"));
  mkdirSync(join(book, "content/root/.well-known"), { recursive: true });
  for (const [name, text] of Object.entries(ROOT_FILES))
    writeFileSync(join(book, "content/root", name), text);
  sites.odd = make("odd");
});

/** @param {string} name */
function make(name) {
  const out = join(room, name);
  execFileSync(TWOTRACK, ["-C", join(room, "book"), "build", "--out", out]);
  return out;
}

/** Waits until this site's worker has the page and all files that come. @param {Page} page */
async function kept(page) {
  await page.waitForFunction(() => {
    const top = new URL(document.documentElement.dataset.top || ".", location.href);
    return navigator.serviceWorker.controller?.scriptURL === new URL("sw.js", top).href;
  });
  await settled(page);
}

/** Addresses of three pages, as people and hosts write them, and what each shows. */
const ADDRESSES = {
  "": "Small sales",
  "index.html": "Small sales",
  "?utm_source=mail": "Small sales",
  "stages/s1": "Call",
  "stages/s1/": "Call",
  "stages/s1.html": "Call",
  "stages/s1.html/": "Call",
  "stages/s1?x=1#s1.m1": "Call",
  "stages/s1.html?x=%E4%BD#100%": "Call",
  stages: "Stages",
  "stages/": "Stages",
  "stages/index": "Stages",
  "stages/index.html": "Stages",
  zh: "小手册",
  "zh/": "小手册",
  "zh/stages/s1/": "邀约",
};

for (const manner of Object.keys(MANNERS)) {
  test(`without a network every form of an address works: ${manner}`, async () => {
    const server = await strange(() => ({ "/play/": sites.old }), { manner });
    const { context, page } = await web.device({ locale: "en-US" });
    await page.goto(`${server.url}/play/`);
    await kept(page);
    await page.goto(`${server.url}/play/deals.html`);
    await page.locator("#new-deal").fill("Harbour");
    await page.keyboard.press("Enter");
    await page.locator(".deal-name").waitFor();
    server.close();
    for (const [address, title] of Object.entries(ADDRESSES)) {
      await page.goto(`${server.url}/play/${address}`);
      await page.locator("h1", { hasText: title }).waitFor({ timeout: 10_000 });
      // It is styled, and scripts find what is kept here wherever they look from.
      assert.equal(
        await page.locator("a.skip").evaluate((e) => getComputedStyle(e).position),
        "absolute",
        address,
      );
      const known = await page.evaluate(() => document.documentElement.dataset.returning);
      assert.equal(known, "", address);
    }
    for (const address of ["nowhere", "stages/nowhere/", "stages/%E4%BD", "constructor"]) {
      await page.goto(`${server.url}/play/${address}`);
      await page.getByText("This page is not here").first().waitFor();
    }
    await context.close();
  });
}

test("a page of a new version takes nothing of the old one, nor the old one of the new", async () => {
  for (const manner of ["github", "cloudflare"]) {
    let live = sites.old;
    const server = await strange(() => ({ "/": live }), { manner });
    const { context, page } = await web.device({ locale: "en-US" });
    await page.goto(`${server.url}/`);
    await kept(page);
    live = sites.new;
    const text = (/** @type {string} */ path) =>
      page.evaluate((path) => fetch(path).then((response) => response.text()), path);
    const isOf = async (/** @type {string} */ site, /** @type {string} */ path) =>
      assert.equal(await text(`../${path}`), readFileSync(join(site, path), "utf8"), `${manner}: ${path}`);
    for (const form of ["stages/s1", "stages/s1/", "stages/s1.html"]) {
      await page.goto(`${server.url}/${form}`);
      await page.getByText("The customer shows interest.").waitFor();
      await isOf(sites.old, "data/gates.js");
    }
    // The old version knows nothing of this one.
    await page.goto(`${server.url}/guides/later`);
    await page.getByText("Written later.").waitFor();
    await isOf(sites.new, "data/gates.js");
    await isOf(sites.new, "data/items.js");
    await page.goto(`${server.url}/stages/s1`);
    await isOf(sites.old, "data/gates.js");
    await context.close();
    server.close();
  }
});

test("two playbooks of one host keep and leave what is theirs", async () => {
  const server = await strange(() => ({ "/": sites.old, "/a/": sites.old, "/b/": sites.new }), {
    manner: "github",
  });
  const { page } = await web.device({ locale: "en-US" });
  await page.goto(`${server.url}/robots.txt`);
  // What was kept before folders were told apart: a shade for all, and files of both in one store.
  await page.evaluate(async () => {
    localStorage.setItem("twotrack-shade", "dark");
    localStorage.setItem("twotrack/recent-searches/a/", '["sign"]');
    const cache = await caches.open("twotrack");
    for (const path of ["/a/index.html?0", "/c/index.html?0"]) await cache.put(path, new Response("old"));
  });
  for (const path of ["/", "/a/", "/b/"]) {
    await page.goto(server.url + path);
    await kept(page);
    // The worker of the host's root was there first; that was no earlier version of this one.
    await page.waitForLoadState("networkidle");
    assert.equal(await page.locator(".new-version").count(), 0, path);
    assert.equal(await page.evaluate(() => document.documentElement.dataset.shade), "dark");
  }
  const names = await page.evaluate(() => caches.keys());
  assert.deepEqual(names.sort(), ["twotrack", "twotrack:/", "twotrack:/a/", "twotrack:/b/"]);
  const left = await page.evaluate(async () =>
    (await (await caches.open("twotrack")).keys()).map((r) => r.url),
  );
  assert.deepEqual(left, [`${server.url}/c/index.html?0`], "of the shared store each takes its own");

  await page.locator("button.shade").click();
  await page.goto(`${server.url}/b/deals.html`);
  await page.locator("#new-deal").fill("Harbour");
  await page.keyboard.press("Enter");
  await page.locator(".deal-name").waitFor();
  server.close();
  for (const [path, words] of [
    ["/a/stages/s1", "The customer shows interest."],
    ["/b/stages/s1", "They ask for more."],
    ["/stages/s1", "The customer shows interest."],
  ]) {
    await page.goto(server.url + path);
    await page.getByText(words).waitFor();
    const { shade = "", returning } = await page.evaluate(() => ({ ...document.documentElement.dataset }));
    assert.deepEqual([shade, returning], path.startsWith("/b/") ? ["", ""] : ["dark", undefined], path);
  }
  await page.goto(`${server.url}/a/search/`);
  await page.locator(".finder-recent").getByRole("button", { name: "sign" }).waitFor();
  await page.goto(`${server.url}/b/search/`);
  await page.locator(".finder-field").waitFor();
  assert.equal(await page.locator(".finder-recent button", { hasText: "sign" }).count(), 0);
});

test("each playbook of a host is an app of its own", () => {
  const manifest = (/** @type {string} */ path) => JSON.parse(readFileSync(join(sites.old, path), "utf8"));
  assert.equal(manifest("manifest.webmanifest").id, "/play/");
  assert.equal(manifest("zh/manifest.webmanifest").id, "/play/");
});

test("files for the host stand at the root of the site, and none in place of the site's own", () => {
  const { "robots.txt": own, ...others } = ROOT_FILES;
  for (const [name, text] of Object.entries(others))
    assert.equal(readFileSync(join(sites.odd, name), "utf8"), text);
  assert.notEqual(readFileSync(join(sites.odd, "robots.txt"), "utf8"), own);
  const { status, stderr, stdout } = spawnSync(TWOTRACK, ["-C", join(room, "book"), "check"], {
    encoding: "utf8",
  });
  assert.equal(status, 0, stderr);
  assert.match(stderr + stdout, /warning\[root-file-taken\].*`content\/root\/robots.txt`/);
});

test("neither a refused nor an odd file keeps the site from being kept", async () => {
  /** @type {import("node:http").ServerResponse[]} */
  const hanging = [];
  let isBlocked = true;
  const server = await strange(() => ({ "/play/": sites.odd }), {
    manner: "github",
    // So long nobody wants to wait here.
    change: (name, body) =>
      name === "sw.js" ? Buffer.from(body.toString().replace("PATIENCE = 20_000", "PATIENCE = 5_000")) : body,
    odd: (name, response) => {
      if (!isBlocked) return false;
      // A blocker, a filter that never answers, a host that says something else.
      if (name === "data/cards.js") return !!response.writeHead(403).end();
      if (name === "zh/about.html") return !!hanging.push(response);
      if (name === "items.json") return !!response.destroy();
      if (name !== "data/path-path.new-hire.js") return false;
      return !!response.writeHead(200, { "content-type": "text/html" }).end("<p>Not for you</p>");
    },
  });
  const { context, page } = await web.device({ locale: "en-US" });
  await page.goto(`${server.url}/play/`);
  await kept(page);
  const film = "/play/files/guides/film.mp4";
  assert.equal(server.asked.includes(film), false, "a film is not fetched before somebody asks");
  // Its parts come from the host as they are asked for.
  const part = (/** @type {string} */ path, /** @type {string} */ range) =>
    page.evaluate(
      async ([path, range]) => {
        const response = await fetch(path, { headers: { range } });
        const { status, headers } = response;
        return [status, headers.get("content-range"), (await response.arrayBuffer()).byteLength];
      },
      [path, range],
    );
  assert.deepEqual(await part(film, "bytes=4-7"), [206, `bytes 4-7/${FILM}`, 4]);
  await context.setOffline(true);
  await page.goto(`${server.url}/play/guides/first-call`);
  const pictures = page.locator("main img");
  assert.equal(await pictures.count(), ODD.length);
  for (let n = 0; n < ODD.length; n++) {
    await pictures.nth(n).scrollIntoViewIfNeeded();
    const shown = await pictures.nth(n).evaluate((/** @type {HTMLImageElement} */ img) =>
      img.decode().then(
        () => img.naturalWidth,
        () => 0,
      ),
    );
    assert.equal(shown, 192, ODD[n]);
  }
  const size = readFileSync(join(ROOT, "themes/default/static/icon-192.png")).length;
  const icon = "/play/icon-192.png";
  assert.deepEqual(await part(icon, "bytes=0-"), [206, `bytes 0-${size - 1}/${size}`, size]);
  assert.deepEqual(await part(icon, "bytes=10-19"), [206, `bytes 10-19/${size}`, 10]);
  assert.deepEqual(await part(icon, "bytes=-5"), [206, `bytes ${size - 5}-${size - 1}/${size}`, 5]);
  assert.deepEqual((await part(icon, `bytes=${size}-`)).slice(0, 2), [416, `bytes */${size}`]);
  await page.goto(`${server.url}/play/stages/s2`);
  await page.locator("h1", { hasText: "Sign" }).waitFor();

  // What did not come is asked for again on a later visit, and then it is there.
  isBlocked = false;
  await context.setOffline(false);
  await page.goto("about:blank");
  const workers = await context.newCDPSession(page);
  await workers.send("ServiceWorker.enable");
  await workers.send("ServiceWorker.stopAllWorkers");
  await page.goto(`${server.url}/play/`);
  await whole(page);
  server.close();
  await page.goto(`${server.url}/play/card.html`);
  await page.locator("#card-about").waitFor();
});

test("who saves data has the texts without a network, and pictures when they were looked at", async () => {
  const saving = "Object.defineProperty(navigator, 'connection', { value: { saveData: true } });\n";
  const server = await strange(() => ({ "/play/": sites.odd }), {
    manner: "github",
    change: (name, body) => (name === "sw.js" ? Buffer.concat([Buffer.from(saving), body]) : body),
  });
  const { page } = await web.device({ locale: "en-US" });
  await page.goto(`${server.url}/play/`);
  await kept(page);
  assert.equal(server.asked.filter((path) => path.includes("/files/")).length, 0);
  server.close();
  await page.goto(`${server.url}/play/guides/first-call`);
  await page.getByText("Your name, your firm").waitFor();
});

/** @param {Page} page @param {string} title */
async function isStyled(page, title) {
  await page.locator("h1", { hasText: title }).waitFor({ timeout: 20_000 });
  await page.waitForFunction(() => {
    const skip = document.querySelector("a.skip");
    return skip && getComputedStyle(skip).position === "absolute";
  });
}

test("the page for lost addresses is styled in any folder and speaks the reader's language", async () => {
  // The playbook says that it stands below /play/; it may also stand elsewhere.
  const server = await strange(() => ({ "/play/": sites.old, "/deep/er/": sites.old }), { manner: "github" });
  for (const folder of ["/play/", "/deep/er/"]) {
    for (const [locale, path, title, home] of /** @type {const} */ ([
      ["en-US", "nowhere", "This page is not here", ""],
      ["zh-CN", "nowhere", "没有这一页", "zh/"],
      ["zh-TW", "a/b/c/nowhere", "没有这一页", "zh/"],
      ["de-DE", "a/b/c/d/e/nowhere.html", "This page is not here", ""],
      ["en-US", "zh/stages/nowhere/", "没有这一页", "zh/"],
    ])) {
      const { context, page } = await web.device({ locale });
      await page.goto(server.url + folder + path);
      await isStyled(page, title);
      assert.equal(await page.locator("html").getAttribute("lang"), home ? "zh-CN" : "en");
      const link = page.locator("main .shelf a").first();
      assert.equal(
        await link.evaluate((/** @type {HTMLAnchorElement} */ a) => a.href),
        `${server.url}${folder}${home}index.html`,
      );
      // Scripts work here too, and find what this site keeps.
      await page.locator("button.shade:not([disabled])").click();
      const keys = await page.evaluate(() => Object.keys(localStorage));
      assert.deepEqual(keys, [`twotrack-shade:${folder}`]);
      await page.locator("a.skip").focus();
      await page.keyboard.press("Enter");
      assert.equal(new URL(page.url()).pathname, folder + path);
      await context.close();
    }
  }
  // From a page in one language the reader comes to this one in the same.
  const { context, page } = await web.device({ locale: "en-US" });
  await page.goto(`${server.url}/play/zh/stages/s1.html`);
  await page.evaluate(() => location.assign("../../gone.html"));
  await isStyled(page, "没有这一页");
  // A program that escapes the sign before a deal's name leads there all the same.
  await page.goto(`${server.url}/play/stages/s1%23s1.m1`);
  await page.locator("h1", { hasText: "Call" }).waitFor();
  assert.equal(new URL(page.url()).hash, "#s1.m1");
  await context.close();
  server.close();
});

test("without scripts the page for lost addresses is styled too", async () => {
  const server = await strange(() => ({ "/deep/er/": sites.old }), { manner: "cloudflare" });
  const { context, page } = await web.device({ javaScriptEnabled: false });
  for (const path of ["nowhere", "a/b/c/nowhere"]) {
    await page.goto(`${server.url}/deep/er/${path}`);
    assert.equal(await page.locator("a.skip").evaluate((e) => getComputedStyle(e).position), "absolute");
  }
  await context.close();
  server.close();
});
