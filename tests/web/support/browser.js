/** Chromium, as the system has it. */
import { existsSync } from "node:fs";
import { chromium } from "playwright-core";

/** Where Debian puts it: the engine without windows, which takes half the time, or the whole. */
const PLACES = ["/usr/bin/chromium-headless-shell", "/usr/bin/chromium"];

export const CHROMIUM = process.env.CHROMIUM ?? PLACES.find(existsSync) ?? PLACES[0];

/** It calls no host by itself. */
export const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/**
 * Chromium holds the box under its address field ready for every window, as a page that is drawn
 * like any other: it costs more than the pages of the site.
 */
const ADDRESS_BOX = ["WebUIOmniboxPopup", "WebUIOmniboxAimPopup", "WebUIOmniboxFullPopup"];

/** What Playwright turns off. Of two such switches Chromium takes the last. */
const PLAYWRIGHTS = [
  "AcceptCHFrame",
  "AutoDeElevate",
  "AvoidUnnecessaryBeforeUnloadCheckSync",
  "DestroyProfileOnBrowserClose",
  "DialMediaRouteProvider",
  "GlobalMediaControls",
  "HttpsUpgrades",
  "LensOverlay",
  "MediaRouter",
  "OptimizationHints",
  "PaintHolding",
  "RenderDocument",
  "ThirdPartyStoragePartitioning",
  "Translate",
];

/** @param {string[]} [more] further flags */
export function browser(more = []) {
  const off = `--disable-features=${[...PLAYWRIGHTS, ...ADDRESS_BOX]}`;
  return chromium.launch({ executablePath: CHROMIUM, args: [...FLAGS, off, ...more] });
}
