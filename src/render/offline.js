// Keeps every file of the site under its address and the hash of its content.
//
// The list above has a file's path and that hash, with `~` before it if it is kept only once it
// was asked for; what a reader needs first stands first. All names here are of the site's folder:
// one host may carry several playbooks.
//
// A visit may last seconds. So a worker is ready as soon as it has what every page needs and the
// pages that are open; the rest comes while pages are open, what they link to and their language
// first, and every visit goes on where the last one stopped.
const scope = new URL(registration.scope);
const KEPT = `twotrack:${scope.pathname}`;

// Which open pages came from the network and are of a version that is not this one.
const NEWER = `twotrack-newer:${scope.pathname}`;

// The one store that all playbooks of a host once shared.
const SHARED = "twotrack";

// Milliseconds for one file, so many at a time, and so many files or bytes in memory between two
// looks at the version.
const PATIENCE = 20_000;
const AT_ONCE = 6;
const BATCH = 18;
const BYTES = 2_000_000;

const PATHS = new Set(Object.keys(FILES));

const hash = (path) => FILES[path].replace("~", "");

// `#`, `?` and `%` in a name are parts of that name.
const place = (path) => new URL(path.split("/").map(encodeURIComponent).join("/"), scope);

const KEYS = new Map([...PATHS].map((path) => [path, `${place(path).href}?${hash(path)}`]));

const key = (path) => KEYS.get(path);

// Somebody who saves data gets the texts and what works them, but no pictures and no files before
// they open them.
const wanted = (path) =>
  !FILES[path].startsWith("~") && !(navigator.connection?.saveData && path.startsWith("files/"));

// The language that a file is of, by its folder; the first language has none.
const language = (path) => FOLDERS.find((folder) => path.startsWith(folder)) ?? "";

// The file that an address means: hosts drop `.html` and `index.html`, and some add a slash.
function fileAt(pathname) {
  let path;
  try {
    path = decodeURIComponent(pathname.slice(scope.pathname.length));
  } catch {
    return null;
  }
  const bare = path.replace(/\/+$/, "");
  const inside = bare ? `${bare}/index.html` : "index.html";
  const forms = path === bare ? [path, `${bare}.html`, inside] : [inside, bare, `${bare}.html`];
  const found = forms.find((form) => PATHS.has(form));
  if (!found) return null;
  const folder = (name) => name.slice(0, name.lastIndexOf("/") + 1);
  // Links on a page hold only where they were written for.
  return { path: found, isElsewhere: folder(found) !== folder(path) };
}

// A line that carries nothing must not hold up all others.
function patience() {
  const control = new AbortController();
  setTimeout(() => control.abort(), PATIENCE);
  return control.signal;
}

// Whether the site is still the version that this list is of. Sites are published in one step, so
// what is fetched between two times that this is true belongs to this version. A host may have put
// something of its own before the first line.
async function isCurrent() {
  const init = { cache: "no-store", headers: { range: "bytes=0-499" }, signal: patience() };
  const response = await fetch(new URL("sw.js", scope), init);
  if (!response.ok) throw new Error(`sw.js: ${response.status}`);
  const reader = response.body.getReader();
  let text = "";
  for (let part = await reader.read(); !part.done && text.length < 500; part = await reader.read()) {
    text += new TextDecoder().decode(part.value);
  }
  reader.cancel();
  return text.includes(VERSION);
}

// A file as it can be kept, or nothing if what came is not that file: refused, or some page that a
// host gives in place of it. A host's redirect is not kept, which a browser would not follow later.
async function whole(path, response) {
  const isOk = response.status === 200 || (path === "404.html" && response.status === 404);
  const type = response.headers.get("content-type");
  const isOther = /^text\/html/i.test(type ?? "") && !/\.x?html?$/i.test(path);
  if (!isOk || isOther) return null;
  const body = await response.blob();
  return { size: body.size, file: new Response(body, type ? { headers: { "content-type": type } } : {}) };
}

async function fetched(path) {
  // What is named by its content may come from where the page has it; for all else the hash gets
  // past what stands between us and the site.
  const isNamed = path.startsWith("assets/");
  const init = { cache: isNamed ? "default" : "no-cache", signal: patience() };
  return whole(path, await fetch(isNamed ? place(path) : key(path), init));
}

const addresses = async (cache) => new Set((await cache.keys()).map((request) => request.url));

async function missing(cache) {
  const there = await addresses(cache);
  const paths = [...PATHS].filter((path) => wanted(path) && !there.has(key(path)));
  if (!paths.length || !(await caches.has(SHARED))) return paths;
  const shared = await caches.open(SHARED);
  const known = await addresses(shared);
  const own = paths.filter((path) => known.has(key(path)));
  for (const path of own) await cache.put(key(path), await shared.match(key(path)));
  return paths.filter((path) => !own.includes(path));
}

// The open pages of this site.
async function pages() {
  const all = await clients.matchAll({ type: "window", includeUncontrolled: true });
  return all.filter((page) => page.url.startsWith(scope.href));
}

const pageOf = (client) => fileAt(new URL(client.url).pathname)?.path;

// What open pages link to.
let near = new Set();

// Files in the order in which they are fetched: what the open pages link to, their language, what
// is of no language, all others.
async function inOrder(paths) {
  const open = (await pages()).map(pageOf).filter(Boolean);
  const own = new Set(open.map(language));
  const rank = (path) => {
    if (near.has(path)) return 0;
    if (own.has(language(path)) && !path.startsWith("files/")) return 1;
    return path.startsWith("files/") ? 2 : 3;
  };
  return [...paths].sort((a, b) => rank(a) - rank(b));
}

// Fetches what is not there yet, of some files. A file that does not come is left out, and tried
// again when a page is opened later; nothing is kept under this version's name before it is known
// to be of it.
async function fill(cache, files) {
  const paths = new Set(files);
  const lost = [];
  while (paths.size) {
    const batch = (await inOrder(paths)).slice(0, BATCH);
    const arrived = [];
    let bytes = 0;
    // A few at a time: a phone on a weak line must not be flooded.
    const next = async () => {
      while (batch.length && bytes < BYTES) {
        const path = batch.shift();
        paths.delete(path);
        const found = await fetched(path).catch(() => null);
        if (!found) lost.push(path);
        else {
          bytes += found.size;
          arrived.push([path, found.file]);
        }
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, next));
    if (!(await isCurrent())) throw new Error("published anew meanwhile");
    for (const [path, file] of arrived) await cache.put(key(path), file).catch(() => lost.push(path));
    await tell(cache);
  }
  if (lost.length * 2 > files.length) throw new Error(`no answer for ${lost.length} files`);
}

// Tells every open page how many pages of its language are kept, whether all files are, and whether
// more are on their way.
async function tell(cache) {
  const there = await addresses(cache);
  const due = [...PATHS].filter(wanted);
  const isThere = (path) => there.has(key(path));
  const whole = due.every(isThere);
  for (const client of await pages()) {
    const own = language(pageOf(client) ?? "");
    const all = due.filter((path) => path.endsWith(".html") && language(path) === own);
    client.postMessage({ kept: all.filter(isThere).length, all: all.length, whole, busy: !!filling });
  }
}

// What a worker must have before it takes over: what every page needs, the pages that are open,
// and all that the version before has kept.
async function prepare() {
  const cache = await caches.open(KEPT);
  const before = new Set([...(await addresses(cache))].map((url) => fileAt(new URL(url).pathname)?.path));
  const open = (await pages()).map(pageOf);
  const isNeeded = (path) =>
    path.startsWith("assets/") || path === "404.html" || open.includes(path) || before.has(path);
  await fill(cache, (await missing(cache)).filter(isNeeded));
}

// Fetches the rest, in one go for all pages that ask. A page that asks meanwhile may have a network
// that this go began without, so what did not come is then asked for once more.
let filling;
let isAsked = false;

async function goOn() {
  const cache = await caches.open(KEPT);
  do {
    isAsked = false;
    // What fails here is asked for by the next page that is opened.
    await missing(cache)
      .then((paths) => fill(cache, paths))
      .catch(() => {});
  } while (isAsked);
  filling = undefined;
  await tell(cache);
}

// Puts away what belongs to no file of this version, and of the shared store what is ours.
async function tidy() {
  await caches.delete(NEWER);
  const cache = await caches.open(KEPT);
  const known = new Set(KEYS.values());
  for (const request of await cache.keys()) if (!known.has(request.url)) await cache.delete(request);
  if (!(await caches.has(SHARED))) return;
  const shared = await caches.open(SHARED);
  for (const request of await shared.keys()) {
    if (request.url.startsWith(scope.href) && fileAt(new URL(request.url).pathname))
      await shared.delete(request);
  }
  if (!(await shared.keys()).length) await caches.delete(SHARED);
}

// The pages of another version, by the browser's ids; kept, for a worker is put to sleep and woken.
let newer;

function newerPages() {
  newer ??= caches.has(NEWER).then(async (isThere) => {
    const requests = isThere ? await (await caches.open(NEWER)).keys() : [];
    return new Set(requests.map((request) => new URL(request.url).search.slice(1)));
  });
  return newer;
}

async function markNewer(id) {
  if (!id) return;
  (await newerPages()).add(id);
  await (await caches.open(NEWER)).put(`${scope.href}?${id}`, new Response());
}

// Keeps a file that was asked for, if it is of this version.
async function keep(path, response) {
  const found = await whole(path, response);
  if (found && (await isCurrent())) await (await caches.open(KEPT)).put(key(path), found.file);
}

// A part of a file, as players ask for sound and film.
async function part(request, found) {
  const [, first, last] = request.headers.get("range")?.match(/^bytes=(\d*)-(\d*)$/) ?? [];
  if (!first && !last) return found;
  const body = await found.blob();
  const start = first ? Number(first) : Math.max(0, body.size - Number(last));
  const end = first && last ? Math.min(Number(last) + 1, body.size) : body.size;
  if (start >= end)
    return new Response(null, { status: 416, headers: { "content-range": `bytes */${body.size}` } });
  const headers = { "content-range": `bytes ${start}-${end - 1}/${body.size}`, "accept-ranges": "bytes" };
  const type = found.headers.get("content-type");
  if (type) headers["content-type"] = type;
  return new Response(body.slice(start, end), { status: 206, headers });
}

async function answer(event) {
  const { request } = event;
  const isPage = request.mode === "navigate";
  // A page of another version takes nothing of this one.
  if (!isPage && (await newerPages()).has(event.clientId)) return fetch(request, { cache: "no-cache" });
  const { pathname, search } = new URL(request.url);
  const file = fileAt(pathname);
  if (!file) return isPage ? pageFromNetwork(event, null) : fetch(request);
  if (isPage && file.isElsewhere) {
    const target = place(file.path);
    target.pathname = target.pathname.replace(/\/index\.html$/, "/");
    return Response.redirect(target.href + search);
  }
  const found = await (await caches.open(KEPT)).match(key(file.path));
  if (found) return part(request, found);
  return isPage ? pageFromNetwork(event, file.path) : fileFromNetwork(event, file.path);
}

// A page that is not kept. If it is of another version, so must be all that it loads.
async function pageFromNetwork(event, path) {
  try {
    const current = isCurrent().catch(() => true);
    const response = await fetch(event.request);
    if (!(await current)) await markNewer(event.resultingClientId);
    else if (path && response.ok) event.waitUntil(keep(path, response.clone()).catch(() => {}));
    return response;
  } catch (error) {
    const lost = await (await caches.open(KEPT)).match(key("404.html"));
    if (lost) return lost;
    throw error;
  }
}

// A file that is not kept, for a page of this version.
async function fileFromNetwork(event, path) {
  const { request } = event;
  const response = await fetch(request);
  if (request.headers.has("range")) return response;
  if (/\.js$/.test(path) && !(await isCurrent().catch(() => true))) return Response.error();
  if (response.ok) event.waitUntil(keep(path, response.clone()).catch(() => {}));
  return response;
}

addEventListener("install", (event) => event.waitUntil(prepare()));
addEventListener("activate", (event) => event.waitUntil(tidy().then(() => clients.claim())));
addEventListener("message", (event) => {
  if (event.data === "take over") skipWaiting();
  if (!event.data.links) return;
  near = new Set(event.data.links.map((pathname) => fileAt(pathname)?.path));
  isAsked = true;
  filling ??= goOn();
  event.waitUntil(filling);
});
addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method === "GET" && request.url.startsWith(scope.href)) event.respondWith(answer(event));
});
