// Keeps every file of the site under its address and the hash of its content.
const KEPT = "twotrack";

const key = (path) => new URL(`${encodeURI(path)}?${FILES[path]}`, registration.scope).href;

// Of a very large playbook these are kept as they are visited.
const LATER = /^([^/]+\/)?(guides|search)\//;

const wanted = (path) => WHOLE || !LATER.test(path);

// Whether the site is still the version that this list is of. Sites are published in one step, so
// what is fetched between two times that this is true belongs to this version.
async function isCurrent() {
  const response = await fetch(new URL("sw.js", registration.scope), { cache: "no-store", headers: { range: "bytes=0-99" } });
  const reader = response.body.getReader();
  let text = "";
  for (let part = await reader.read(); !part.done && text.length < 100; part = await reader.read()) {
    text += new TextDecoder().decode(part.value);
  }
  reader.cancel();
  return text.startsWith(`const VERSION = "${VERSION}"`);
}

async function fill() {
  const cache = await caches.open(KEPT);
  const there = new Set((await cache.keys()).map((request) => request.url));
  const missing = Object.keys(FILES).filter((path) => wanted(path) && !there.has(key(path)));
  // Nothing is kept under this version's name before it is known to be of this version.
  const fetched = [];
  // A few at a time: a phone on a weak line must not be flooded.
  const next = async () => {
    for (let path = missing.pop(); path !== undefined; path = missing.pop()) {
      const response = await fetch(new URL(encodeURI(path), registration.scope), { cache: "no-cache" });
      if (!response.ok) throw new Error(`${path}: ${response.status}`);
      fetched.push([path, await response.blob(), response.headers.get("content-type")]);
    }
  };
  await Promise.all(Array.from({ length: 6 }, next));
  if (!(await isCurrent())) throw new Error("published anew meanwhile");
  for (const [path, body, type] of fetched) {
    await cache.put(key(path), new Response(body, type ? { headers: { "content-type": type } } : {}));
  }
}

async function tidy() {
  const cache = await caches.open(KEPT);
  const known = new Set(Object.keys(FILES).map(key));
  for (const request of await cache.keys()) if (!known.has(request.url)) await cache.delete(request);
}

// Keeps a page that was visited, if it is of this version.
async function keep(path, response) {
  if (response.ok && (await isCurrent())) await (await caches.open(KEPT)).put(key(path), response);
}

async function answer(event) {
  const { request } = event;
  const address = new URL(request.url);
  const scope = new URL(registration.scope);
  let path = decodeURI(address.pathname.slice(scope.pathname.length));
  if (path === "" || path.endsWith("/")) path += "index.html";
  const known = path in FILES;
  const cache = await caches.open(KEPT);
  const found = known && (await cache.match(key(path)));
  if (found) return found;
  try {
    const response = await fetch(request);
    if (known && response.ok) event.waitUntil(keep(path, response.clone()).catch(() => {}));
    return response;
  } catch (error) {
    const lost = request.mode === "navigate" && (await cache.match(key("404.html")));
    if (lost) return lost;
    throw error;
  }
}

addEventListener("install", (event) => event.waitUntil(fill()));
addEventListener("activate", (event) => event.waitUntil(tidy().then(() => clients.claim())));
addEventListener("message", (event) => {
  if (event.data === "take over") skipWaiting();
});
addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method === "GET" && request.url.startsWith(registration.scope)) event.respondWith(answer(event));
});
