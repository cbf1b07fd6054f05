/**
 * Pages stay still while they load: on a slow phone, for who comes the first time and for who has
 * deals, ticks and answers here.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { LIVE, settled } from "./support/scenes.js";
import { fixture } from "./support/fixture.js";

/** As Lighthouse imitates a phone: the network's delay and speed, and the processor. */
const SLOW = {
  offline: false,
  latency: 150,
  downloadThroughput: (1.6 * 1024 * 1024) / 8,
  uploadThroughput: (0.75 * 1024 * 1024) / 8,
};
const CPU = 4;

const web = fixture({ gzip: true });

/** Notes every shift of the layout that nobody asked for. */
function watch() {
  /** @type {{ value: number, moved: string[] }[]} */
  const shifts = [];
  Object.assign(window, { shifts });
  new PerformanceObserver((list) => {
    for (const entry of /** @type {any[]} */ (list.getEntries())) {
      if (entry.hadRecentInput) continue;
      const moved = entry.sources.map((/** @type {any} */ { node, previousRect: from, currentRect: to }) => {
        const name = node instanceof Element ? `${node.localName}.${node.className}` : String(node?.nodeName);
        const place = (/** @type {DOMRectReadOnly} */ box) =>
          `${Math.round(box.y)}+${Math.round(box.height)}`;
        return `${name} ${place(from)} → ${place(to)}`;
      });
      shifts.push({ value: entry.value, moved });
    }
  }).observe({ type: "layout-shift", buffered: true });
}

/**
 * How far each page shifts while it loads.
 * @param {string} lang
 * @param {boolean} returning
 */
async function shifting(lang, returning) {
  const found = [];
  for (const path of LIVE) {
    // A context of its own, so that nothing is in the browser's store of files.
    const context = await web.context({
      returning,
      viewport: { width: 412, height: 823 },
      hasTouch: true,
      isMobile: true,
    });
    await context.addInitScript(watch);
    const page = await context.newPage();
    const devtools = await context.newCDPSession(page);
    await devtools.send("Network.enable");
    await devtools.send("Network.emulateNetworkConditions", SLOW);
    await devtools.send("Emulation.setCPUThrottlingRate", { rate: CPU });
    await page.goto(web.url + lang + path);
    await settled(page);
    // A shift is told of a frame after it was drawn.
    await page.evaluate(
      () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done)))),
    );
    /** @type {ReturnType<typeof watch> & any[]} */
    const shifts = await page.evaluate("shifts");
    const sum = shifts.reduce(
      (/** @type {number} */ total, /** @type {any} */ shift) => total + shift.value,
      0,
    );
    if (sum >= 0.01)
      found.push(
        `${lang}${path} shifts by ${sum.toFixed(4)}: ` +
          shifts.map((/** @type {any} */ s) => s.moved.join(", ")).join(" | "),
      );
    if (process.env.SHOW) console.log(lang + path, returning, sum.toFixed(4), JSON.stringify(shifts));
    await context.close();
  }
  return found;
}

for (const lang of ["", "zh/"]) {
  for (const returning of [false, true]) {
    test(`nothing jumps while a page loads: ${lang || "en/"} ${returning ? "come back" : "first visit"}`, async () => {
      assert.deepEqual(await shifting(lang, returning), []);
    });
  }
}
