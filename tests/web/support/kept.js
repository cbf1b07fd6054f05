/** What the service worker keeps of a site. */

/**
 * Waits until the worker of a page's site has all files, as its message to every open page says.
 * @param {import("playwright-core").Page} page
 */
export const whole = (page) => hear(page, "whole");

/**
 * Waits until it fetches nothing more, though some files may not have come.
 * @param {import("playwright-core").Page} page
 */
export const settled = (page) => hear(page, "settled");

/** @param {import("playwright-core").Page} page @param {"whole" | "settled"} wanted */
function hear(page, wanted) {
  return page.evaluate(
    (wanted) =>
      new Promise((done) => {
        const { serviceWorker } = navigator;
        serviceWorker.addEventListener("message", ({ data }) => {
          if (wanted === "whole" ? data.whole : !data.busy) done(undefined);
        });
        serviceWorker.startMessages();
        serviceWorker.ready.then(({ active }) => active?.postMessage({ links: [] }));
      }),
    wanted,
  );
}

/**
 * The paths of the files that are kept, in the order in which they were.
 * @param {import("playwright-core").Page} page
 * @returns {Promise<string[]>}
 */
export function keptPaths(page) {
  return page.evaluate(async () => {
    const cache = await caches.open("twotrack:/play/");
    return (await cache.keys()).map(({ url }) =>
      decodeURIComponent(new URL(url).pathname.slice("/play/".length)),
    );
  });
}
