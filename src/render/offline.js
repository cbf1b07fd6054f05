// Keeps every file of the site under its address and the hash of its content.
const KEPT = "twotrack";

const key = (path) => new URL(`${encodeURI(path)}?${FILES[path]}`, registration.scope).href;

async function fill() {
  const cache = await caches.open(KEPT);
  const there = new Set((await cache.keys()).map((request) => request.url));
  const wanted = Object.keys(FILES).filter((path) => !there.has(key(path)));
  // A few at a time: a phone on a weak line must not be flooded.
  const next = async () => {
    for (let path = wanted.pop(); path !== undefined; path = wanted.pop()) {
      const response = await fetch(new URL(encodeURI(path), registration.scope), { cache: "no-cache" });
      if (!response.ok) throw new Error(`${path}: ${response.status}`);
      await cache.put(key(path), response);
    }
  };
  await Promise.all(Array.from({ length: 6 }, next));
}

async function tidy() {
  const cache = await caches.open(KEPT);
  const wanted = new Set(Object.keys(FILES).map(key));
  for (const request of await cache.keys()) if (!wanted.has(request.url)) await cache.delete(request);
}

async function answer(request) {
  const address = new URL(request.url);
  const scope = new URL(registration.scope);
  let path = decodeURI(address.pathname.slice(scope.pathname.length));
  if (path === "" || path.endsWith("/")) path += "index.html";
  const known = path in FILES;
  const cache = await caches.open(KEPT);
  const found = known && (await cache.match(key(path)));
  if (found) return found;
  try {
    return await fetch(request);
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
  if (request.method === "GET" && request.url.startsWith(registration.scope)) event.respondWith(answer(request));
});
