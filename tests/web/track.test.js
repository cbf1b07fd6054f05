/**
 * The two tracks as a control: press where the buyer stands, and the gap and the verdict draw
 * themselves; on a sample before there is any deal, and on a deal's own page.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { fixture } from "./support/fixture.js";

const web = fixture();

test("before there is any deal anyone can play with one, by finger, and nothing of it is kept", async () => {
  for (const lang of ["", "zh/"]) {
    const { context, page } = await web.device({
      viewport: { width: 390, height: 800 },
      isMobile: true,
      hasTouch: true,
    });
    await page.goto(`${web.url}${lang}index.html`);
    await page.locator(".shown button").tap();
    const verdict = page.locator(".sample figcaption .chip");
    const stop = (/** @type {string} */ side, /** @type {number} */ number) =>
      page.locator(`.sample label.stop.${side}`).nth(number - 1);
    await stop("buyer", 5).tap();
    await stop("ours", 2).tap();
    assert.match(await verdict.innerText(), /3/);
    assert.ok(await page.locator(".sample figcaption .chip.behind").isVisible());
    assert.equal(await page.locator(".sample .stop.ours.done").count(), 1);
    await stop("buyer", 2).tap();
    assert.ok(await page.locator(".sample figcaption .chip.in-sync").isVisible());
    await stop("ours", 4).tap();
    assert.ok(await page.locator(".sample figcaption .chip.ahead").isVisible());
    const kept = await page.evaluate(() => JSON.stringify(Object.values(localStorage)));
    assert.doesNotMatch(kept, /"(deal|tick)\//);
    await page.locator(".sample p a").tap();
    await page.locator("tt-deals .sample label.stop").first().waitFor();
    await context.close();
  }
});

test("on a deal's page the buyer's stage is set on the track, by mouse and by keyboard", async () => {
  const { page } = await web.device({ viewport: { width: 1280, height: 900 } });
  await page.goto(`${web.url}deals.html`);
  await page.locator("#new-deal").fill("Harbour");
  await page.keyboard.press("Enter");
  await page.locator(".deal-name").waitFor();
  assert.equal(await page.locator(".sample").count(), 0);
  await page.locator(".deal label.stop.buyer").nth(1).click();
  const chosen = page.locator("#deal-buyer");
  await page.waitForFunction(() => document.querySelector("select#deal-buyer option:nth-child(3):checked"));
  const second = await chosen.inputValue();
  await page.keyboard.press("ArrowRight");
  await page.waitForFunction(() => document.querySelector("select#deal-buyer option:nth-child(4):checked"));
  assert.notEqual(await chosen.inputValue(), second);
  await page.keyboard.press("ArrowRight");
  await page.waitForFunction(() => document.querySelector("select#deal-buyer option:nth-child(5):checked"));
  const held = page.getByRole("radio", { checked: true });
  assert.match(await held.evaluate((radio) => radio.parentElement?.textContent ?? ""), /Sets the criteria/);
  assert.equal(await held.evaluate((radio) => radio === document.activeElement), true);
  await page.reload();
  assert.equal(await page.locator(".deal .stop.buyer.here input").isChecked(), true);
});
