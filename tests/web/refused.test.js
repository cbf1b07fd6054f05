/**
 * What a browser refuses is said beside the button, with a way out: copying, printing, files,
 * choices, what is kept, data that does not come, and faults that nobody thought of.
 */
import assert from "node:assert/strict";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { after, before, test } from "node:test";
import { browser } from "./support/browser.js";
import { host } from "./support/host.js";
import { build, ROOT } from "./support/site.js";

/** @type {import("playwright-core").Browser} */
let chromium;
/** @type {{ url: string, close: () => void }} */
let server;
let site = "";

before(async () => {
  site = build(join(ROOT, "tests/base"));
  [chromium, server] = await Promise.all([browser(), host(site)]);
});

after(async () => {
  await chromium.close();
  server.close();
});

/**
 * A page of a browser that refuses something.
 * @param {string} path
 * @param {() => void} [refuse] runs in the page before its scripts
 * @param {import("playwright-core").BrowserContextOptions} [options]
 */
async function open(path, refuse, options) {
  const context = await chromium.newContext({ locale: "en-US", serviceWorkers: "block", ...options });
  if (refuse) await context.addInitScript(refuse);
  const page = await context.newPage();
  await page.goto(path.startsWith("file:") ? path : server.url + path);
  return { context, page };
}

/** What is said beside a button. @param {import("playwright-core").Locator} button */
function beside(button) {
  return button
    .locator("xpath=ancestor-or-self::*[following-sibling::*][1]/..")
    .locator("[role=status].told");
}

/**
 * A deal that is open.
 * @param {() => void} [refuse]
 * @param {string} [address]
 */
async function deal(refuse, address = "deals.html") {
  const { context, page } = await open(address, refuse);
  await page.locator("#new-deal").fill("Harbour");
  await page.keyboard.press("Enter");
  await page.locator(".deal-name").waitFor();
  return { context, page };
}

const noCopy = () => {
  document.execCommand = () => false;
};

for (const [how, refuse] of /** @type {[string, () => void][]} */ ([
  ["is missing", () => Object.defineProperty(navigator, "clipboard", { value: undefined })],
  [
    "rejects",
    () => (navigator.clipboard.writeText = () => Promise.reject(new DOMException("", "NotAllowedError"))),
  ],
  [
    "throws",
    () =>
      (navigator.clipboard.writeText = () => {
        throw new TypeError("blocked");
      }),
  ],
])) {
  test(`where the clipboard ${how} the link stands selected, and a word says to copy it`, async () => {
    const { context, page } = await deal(refuse);
    await page.evaluate(noCopy);
    const share = page.getByRole("button", { name: "Copy a link" });
    await share.click();
    await beside(share).filter({ hasText: "does not let this page copy" }).waitFor();
    const chosen = await page.evaluate(() => {
      const field = /** @type {HTMLInputElement} */ (document.activeElement);
      return field.value.slice(field.selectionStart ?? 0, field.selectionEnd ?? 0);
    });
    assert.match(chosen, /deals\.html#dealz?=/);
    // The words stay when the page is drawn anew, and go with the next success.
    await page.locator(".out").getByRole("button", { name: "archive" }).click();
    assert.equal(await beside(share).count(), 1);
    await context.close();
  });
}

test("from a file, too, a link is copied or stands to be copied", async () => {
  const { context, page } = await deal(noCopy, pathToFileURL(join(site, "deals.html")).href);
  const share = page.getByRole("button", { name: "Copy a link" });
  await share.click();
  await beside(share)
    .filter({ hasText: /Copied\.|let this page copy/ })
    .waitFor();
  await context.close();
});

const PRINTERS = /** @type {[string, string][]} */ ([
  ["deals.html", ".customer button"],
  ["card.html", ".card-tools button"],
  ["scorecard.html", "tt-score .actions-row button"],
  ["checklists/s1.html", "tt-print button"],
  ["scripts/s1.c1.html", "tt-talk button.plain"],
]);

for (const [how, refuse] of /** @type {[string, () => void][]} */ ([
  [
    "throws",
    () =>
      (window.print = () => {
        throw new DOMException("sandboxed", "SecurityError");
      }),
  ],
  ["does nothing", () => (window.print = () => {})],
  ["is missing", () => (window.print = /** @type {any} */ (undefined))],
])) {
  test(`where print() ${how} every button that prints names the browser's menu`, async () => {
    for (const [path, selector] of PRINTERS) {
      const { context, page } = path === "deals.html" ? await deal(refuse) : await open(path, refuse);
      const fold = page.locator(".customer summary").first();
      if (await fold.count()) await fold.click();
      const button = page.locator(selector).first();
      if (path === "deals.html" && !(await button.count())) continue;
      await button.click();
      await beside(button).filter({ hasText: "choose Print in the browser" }).waitFor({ timeout: 5000 });
      await context.close();
    }
  });
}

test("a browser that prints says nothing", async () => {
  const { context, page } = await open("checklists/s1.html", () => {
    window.print = () => {
      dispatchEvent(new Event("beforeprint"));
      dispatchEvent(new Event("afterprint"));
    };
  });
  await page.clock.install();
  const button = page.locator("tt-print button");
  await button.click();
  await page.clock.runFor(2000);
  assert.equal(await page.locator(".told").count(), 0);
  await context.close();
});

test("a file that is not saved can be copied as text", async () => {
  const { context, page } = await deal(() => {
    URL.createObjectURL = () => {
      throw new DOMException("no", "SecurityError");
    };
  });
  const save = page.locator(".out button.plain").first();
  await save.click();
  await beside(save).filter({ hasText: "does not save files" }).waitFor();
  assert.match(await beside(save).locator("textarea").inputValue(), /Harbour/);
  await context.close();

  const other = await deal();
  const plain = other.page.locator(".out button.plain").first();
  await plain.click();
  await beside(plain).filter({ hasText: "Harbour.json" }).waitFor();
  await beside(plain).getByRole("button").click();
  assert.match(await beside(plain).locator("textarea").inputValue(), /Harbour/);
  await other.context.close();
});

test("what is said at a tick leaves the words of its row as they were", async () => {
  const full = () => {
    Storage.prototype.setItem = () => {
      throw new DOMException("full", "QuotaExceededError");
    };
  };
  for (const path of ["checklists/s1.html", "stages/s1.html"])
    for (const width of [390, 1280]) {
      const { context, page } = await open(path, full, { viewport: { width, height: 844 } });
      const row = page.locator("main li:has(input[type=checkbox])").first();
      const words = row.locator("> div").first();
      const before = await words.boundingBox();
      await row.locator("input").click();
      await row.locator(".told.refused").waitFor();
      const [after, told] = [await words.boundingBox(), await row.locator(".told").boundingBox()];
      assert.equal(after?.width, before?.width, `${path} at ${width}`);
      assert.ok(after && told && told.y >= after.y + after.height - 1, `${path} at ${width}: below`);
      await context.close();
    }
});

test("a file that may not be read, or is none of ours, is told each time once", async () => {
  for (const [path, pick] of [
    ["review.html", "#take-in"],
    ["deals.html", "#deals-in"],
  ]) {
    const { context, page } = await open(path);
    const field = page.locator(pick);
    await field.waitFor({ state: "attached" });
    const fold = page.locator("details.fold[data-key=files] > summary");
    if (await fold.count()) await fold.click();
    const file = { name: "x.json", mimeType: "application/json", buffer: Buffer.from("{}") };
    for (let n = 0; n < 2; n++) await field.setInputFiles({ ...file, name: `${n}.json` });
    await beside(field).filter({ hasText: "not a file of this playbook" }).waitFor();
    assert.equal(await page.locator(".told").count(), 1);
    await page.evaluate(() => {
      File.prototype.arrayBuffer = () => Promise.reject(new DOMException("gone", "NotReadableError"));
    });
    await field.setInputFiles({ ...file, name: "gone.json" });
    await beside(field).filter({ hasText: "can’t be opened" }).waitFor();
    await context.close();
  }
});

const STORES = /** @type {[string, () => void, RegExp][]} */ ([
  [
    "setItem throws for want of room",
    () => {
      Storage.prototype.setItem = () => {
        throw new DOMException("full", "QuotaExceededError");
      };
    },
    /no room left/,
  ],
  [
    "setItem throws for another reason",
    () => {
      Storage.prototype.setItem = () => {
        throw new DOMException("no", "InvalidAccessError");
      };
    },
    /keeps nothing/,
  ],
  ["setItem does nothing", () => (Storage.prototype.setItem = () => {}), /keeps nothing/],
  [
    "getItem throws",
    () => {
      Storage.prototype.getItem = () => {
        throw new DOMException("no", "SecurityError");
      };
    },
    /keeps nothing/,
  ],
  ["it is null", () => Object.defineProperty(window, "localStorage", { value: null }), /keeps nothing/],
  [
    "it is undefined",
    () => Object.defineProperty(window, "localStorage", { value: undefined }),
    /keeps nothing/,
  ],
  [
    "access throws",
    () =>
      Object.defineProperty(window, "localStorage", {
        get() {
          throw new DOMException("no", "SecurityError");
        },
      }),
    /keeps nothing/,
  ],
]);

for (const [how, refuse, words] of STORES) {
  test(`nothing is kept where ${how}: buttons work, say so, and hand out a file`, async () => {
    const { context, page } = await open("stages/s1.html", refuse);
    /** @type {Error[]} */
    const faults = [];
    page.on("pageerror", (error) => faults.push(error));
    const read = page.locator("tt-read button").first();
    await read.click();
    const said = page.locator("tt-read .told");
    await said.filter({ hasText: words }).waitFor();
    await page.getByText("Studied on").waitFor();
    await Promise.all([page.waitForEvent("download"), said.getByRole("button").click()]);

    // A tick is in the rule's sentence, and what was said of the page is said once.
    const box = page.locator("input[data-action]").first();
    await box.check();
    await page.locator("li.action .told").first().filter({ hasText: words }).waitFor();
    assert.equal(await said.textContent(), "");
    await box.uncheck();
    await box.check();
    assert.ok(await box.isChecked(), "what is done lasts as long as the page");
    await page.getByRole("alert").filter({ hasText: words }).waitFor();

    // A choice for the device.
    await page.locator("button.shade").click();
    await page.locator(".bar .told").filter({ hasText: "does not keep this choice" }).waitFor();
    assert.equal(await page.evaluate(() => document.documentElement.dataset.shade), "light");
    assert.deepEqual(faults, []);
    await context.close();
  });

  test(`the key of the search can be turned off where ${how}, and the choice is told to be short`, async () => {
    const { context, page } = await open("index.html", refuse);
    await page.keyboard.press("Control+k");
    await page.locator("dialog [name=slash]").uncheck();
    await page.locator("dialog .told").filter({ hasText: "does not keep this choice" }).waitFor();
    await context.close();
  });
}

test("a fault that nobody thought of is told beside the button, and to the console", async () => {
  const { context, page } = await deal();
  /** @type {string[]} */
  const faults = [];
  page.on("pageerror", (error) => faults.push(error.message));
  await page.evaluate(() => {
    Blob.prototype.stream = () => {
      throw new RangeError("out of luck");
    };
  });
  const share = page.getByRole("button", { name: "Copy a link" });
  await share.click();
  await beside(share).filter({ hasText: "That did not work: out of luck" }).waitFor();
  assert.deepEqual(faults, ["out of luck"]);
  await context.close();
});

const ELEMENTS = /** @type {[string, string][]} */ ([
  ["deals.html", "tt-deals"],
  ["card.html", "tt-card"],
  ["scorecard.html", "tt-score"],
  ["quizzes/q1.html", "tt-quiz"],
  ["review.html", "tt-review"],
  ["drill.html", "tt-drill"],
  ["paths/path.start.html", "tt-path"],
  ["scripts/s1.c1.html", "tt-talk"],
  ["stages/s1.html", "tt-ticks"],
  ["stages/s1.html", "tt-read"],
  ["zh/deals.html", "tt-deals"],
]);

for (const [
  how,
  answer,
] of /** @type {[string, (route: import("playwright-core").Route) => Promise<void>][]} */ ([
  ["is blocked", (route) => route.abort("blockedbyclient")],
  [
    "is answered by another page",
    (route) => route.fulfill({ contentType: "text/html", body: "<!doctype html>" }),
  ],
])) {
  test(`an element whose data ${how} says so, and comes when asked again`, async () => {
    const context = await chromium.newContext({ locale: "en-US", serviceWorkers: "block" });
    const page = await context.newPage();
    for (const [path, name] of ELEMENTS) {
      await page.route("**/data/*.js", answer);
      await page.goto(server.url + path);
      const notice = page.locator(`${name} .unloaded`).first();
      const isChinese = path.startsWith("zh/");
      await notice.filter({ hasText: isChinese ? "没有加载出来" : "could not be loaded" }).waitFor();
      const again = notice.getByRole("button", { name: isChinese ? "再试一次" : "Try again" });
      await again.click();
      await again.waitFor();
      await page.unroute("**/data/*.js");
      await again.click();
      await notice.waitFor({ state: "detached" });
      await page.locator(`${name} :is(button, input, a)`).first().waitFor();
    }
    await context.close();
  });
}

test("data that a button asks for and that does not come is told beside it", async () => {
  const { context, page } = await open("scripts/s1.c1.html");
  await page.route("**/data/script-*.js", (route) => route.abort());
  const start = page.getByRole("button", { name: "Practise" });
  await start.click();
  await beside(start).filter({ hasText: "could not be loaded" }).waitFor();
  await page.unroute("**/data/script-*.js");
  await start.click();
  await page.getByRole("log").waitFor();
  await context.close();
});
