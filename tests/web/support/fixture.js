/**
 * What a test file stands on: a built site, a host that serves it, one browser, and in it as many
 * devices as the tests ask for.
 *
 *     const web = fixture();
 *
 *     test("…", async () => {
 *       const { page } = await web.device({ day: "2026-03-02" });
 *       await page.goto(`${web.url}deals.html`);
 *     });
 *
 * A device is a browser's context of its own, so that tests share no storage. It goes when its
 * test ends, however that ends, and a script that failed on one of its pages fails the test. It
 * keeps nothing for days offline unless a test allows `serviceWorkers`: a worker fetches the whole
 * site, which takes longer than most tests.
 */
import assert from "node:assert/strict";
import { after, afterEach, before, beforeEach } from "node:test";
import { browser } from "./browser.js";
import { host } from "./host.js";
import { build } from "./site.js";
import { records, remember } from "./visitor.js";

/** @typedef {import("playwright-core").Page} Page */
/** @typedef {import("playwright-core").BrowserContext} BrowserContext */

/**
 * What is special about a device, beside what Playwright knows of one.
 * @typedef {object} Manner
 * @property {string} [day] the day at which its clock stands, at nine in the morning
 * @property {boolean} [returning] whether somebody with deals, ticks and answers has been here
 * @property {number} [patience] how long to wait for what does not come, in milliseconds
 * @typedef {import("playwright-core").BrowserContextOptions & Manner} DeviceOptions
 */

/** How long a page may take on a machine that is busy. */
const PATIENCE = 60_000;

/**
 * @typedef {object} Needs
 * @property {string | null} [playbook] whose site is served; none with `null`
 * @property {string[]} [options] of its build
 * @property {boolean} [gzip] whether its host packs
 * @property {import("playwright-core").BrowserContextOptions} [manner] of every device
 */

/** @param {Needs} [needs] */
export function fixture({ playbook, options, gzip, manner } = {}) {
  const web = new Fixture(manner ?? {});
  before(async () => {
    if (playbook !== null) {
      web.site = build(playbook, options);
      web.server = await host(web.site, { gzip });
    }
    web.chromium = await browser();
  });
  after(async () => {
    await web.chromium?.close();
    web.server?.close();
  });
  beforeEach(() => web.begin());
  afterEach(() => web.end());
  return web;
}

class Fixture {
  /** The folder of the site. */
  site = "";
  /** @type {{ url: string, close: () => void } | undefined} */
  server;
  /** @type {import("playwright-core").Browser} */
  // @ts-expect-error it is there before the first test
  chromium;
  /** Devices of the test that runs. @type {BrowserContext[]} */
  #devices = [];
  /** What failed in scripts; a test that means them to fail takes it out. @type {string[]} */
  errors = [];

  /** @param {import("playwright-core").BrowserContextOptions} manner */
  constructor(manner) {
    this.manner = manner;
  }

  /** The address of the site, with a slash at its end. */
  get url() {
    return this.server?.url ?? "";
  }

  begin() {
    this.#devices = [];
    this.errors = [];
  }

  async end() {
    await Promise.all(this.#devices.map((context) => context.close()));
    assert.deepEqual(this.errors, [], "no script fails");
  }

  /**
   * A browser where nobody has been, unless told otherwise.
   * @param {DeviceOptions} [options]
   */
  async context({ day, returning, patience = PATIENCE, ...options } = {}) {
    const context = await this.chromium.newContext({
      serviceWorkers: "block",
      ...this.manner,
      ...options,
    });
    this.#devices.push(context);
    context.setDefaultTimeout(patience);
    context.on("weberror", (error) => {
      this.errors.push(`${error.page()?.url()}: ${error.error().message}`);
    });
    if (day) await context.clock.install({ time: new Date(`${day}T09:00:00`) });
    if (returning) await remember(context, records(this.site));
    return context;
  }

  /** The same with a page. @param {DeviceOptions} [options] */
  async device(options) {
    const context = await this.context(options);
    return { context, page: await context.newPage() };
  }

  /** A device's page, where only that is wanted. @param {DeviceOptions} [options] @returns {Promise<Page>} */
  async page(options) {
    return (await this.device(options)).page;
  }
}
