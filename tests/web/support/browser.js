/** Chromium, as the system has it. */
import { chromium } from "playwright-core";

/** Chromium as Debian ships it. */
export const CHROMIUM = process.env.CHROMIUM ?? "/usr/bin/chromium";

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

export function browser() {
  const off = `--disable-features=${[...PLAYWRIGHTS, ...ADDRESS_BOX]}`;
  return chromium.launch({ executablePath: CHROMIUM, args: [...FLAGS, off] });
}
