/**
 * Keeps the site for days without a network, and says when there is a new version.
 *
 * The old version stays until the reader asks for the new one. A preview is never kept.
 */
import { course } from "./course.js";
import { h } from "./dom.js";
import { TOP } from "./root.js";
import { say, speak } from "./words.js";

/** Registers the service worker where one can be. */
export async function goOffline() {
  const preview = document.querySelector("script[data-etag]");
  if (preview || course || !navigator.serviceWorker || !/^https?:$/.test(location.protocol)) return;
  // Another tab may ask for the new version; what is open here is then of the old one.
  if (isKept()) {
    navigator.serviceWorker.addEventListener("controllerchange", () => asked || offer(null));
  }
  const registration = await navigator.serviceWorker.register(WORKER);
  watch(registration);
  // While the page is open more is fetched, what it links to first.
  const { active } = await navigator.serviceWorker.ready;
  if (active?.scriptURL !== WORKER) return;
  /** @type {NodeListOf<HTMLAnchorElement>} */
  const all = document.querySelectorAll("main a[href]");
  const links = [...all].map((link) => new URL(link.href).pathname);
  const ask = () => active.postMessage({ links: [...new Set(links)].slice(0, MOST) });
  ask();
  // The train has left the tunnel.
  addEventListener("online", ask);
}

/** So many links of a page are fetched before all others. */
const MOST = 200;

const WORKER = new URL(`${TOP}sw.js`, location.href).href;

/** Whether this site's worker has the page, and not that of a playbook in a folder above. */
function isKept() {
  return navigator.serviceWorker.controller?.scriptURL === WORKER;
}

/** Whether the reader has asked for the new version in this tab. */
let asked = false;

/** @param {ServiceWorkerRegistration} registration */
function watch(registration) {
  if (registration.waiting && isKept()) offer(registration.waiting);
  registration.addEventListener("updatefound", () => {
    const worker = registration.installing;
    worker?.addEventListener("statechange", () => {
      if (worker.state === "installed" && isKept()) offer(worker);
    });
  });
}

/** @param {ServiceWorker | null} worker null if the new version is there already */
async function offer(worker) {
  await speak();
  const reload = () => {
    asked = true;
    if (!worker || worker.state === "activated") return location.reload();
    navigator.serviceWorker.addEventListener("controllerchange", () => location.reload(), { once: true });
    worker.postMessage("take over");
  };
  document.querySelector(".new-version")?.remove();
  document.body.append(
    h(
      "div.new-version",
      { role: "status" },
      h("p", {}, say("offline.new")),
      h("button", { type: "button", onclick: reload }, say("offline.reload")),
      h(
        "button.plain",
        { type: "button", onclick: () => document.querySelector(".new-version")?.remove() },
        say("offline.later"),
      ),
    ),
  );
}
