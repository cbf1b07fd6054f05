/**
 * What the browser tests share: the built playbook, a server for it, and Chromium.
 *
 * The site is built once per run by the real binary, into a temporary folder.
 */
import { execFileSync } from "node:child_process";
import { createServer } from "node:http";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

/** The repository. */
export const ROOT = fileURLToPath(new URL("../..", import.meta.url));

/** The binary under test. */
export const TWOTRACK = process.env.TWOTRACK ?? join(ROOT, "target/release/twotrack");

/**
 * Builds a playbook and returns the folder of the site, which goes when the process ends.
 * @param {string} [playbook]
 * @param {string[]} [options]
 */
export function build(playbook = ROOT, options = []) {
  const folder = mkdtempSync(join(tmpdir(), "twotrack-web-"));
  const out = join(folder, "site");
  execFileSync(TWOTRACK, ["-C", playbook, "build", "--out", out, ...options]);
  process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
  return out;
}

/**
 * All files below a folder, as `/`-separated relative paths, sorted.
 * @param {string} folder
 * @returns {string[]}
 */
export function files(folder) {
  const found = readdirSync(folder, { recursive: true, withFileTypes: true });
  return found
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath ?? entry.path, entry.name)).replaceAll("\\", "/"))
    .sort();
}

/** @type {Record<string, string>} */
const TYPES = {
  html: "text/html; charset=utf-8",
  css: "text/css; charset=utf-8",
  js: "text/javascript; charset=utf-8",
  json: "application/json",
  svg: "image/svg+xml",
  xml: "application/xml",
  txt: "text/plain; charset=utf-8",
  webmanifest: "application/manifest+json",
  png: "image/png",
};

/**
 * Serves a folder as a plain static host does, below `/play/`, so that absolute links would show.
 * @param {string} folder
 * @returns {Promise<{ url: string, close: () => void }>}
 */
export async function host(folder) {
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url ?? "/", "http://x").pathname);
    const inside = path.startsWith("/play/") ? path.slice("/play/".length) : null;
    const name = inside === "" || inside?.endsWith("/") ? `${inside}index.html` : inside;
    try {
      if (name === null || name.includes("..")) throw new Error("outside");
      const body = readFileSync(join(folder, name));
      response.writeHead(200, { "content-type": TYPES[name.split(".").at(-1) ?? ""] ?? "application/octet-stream" });
      response.end(body);
    } catch {
      response.writeHead(404, { "content-type": "text/plain" });
      response.end("not found");
    }
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", () => done(undefined)));
  const address = server.address();
  const port = address && typeof address === "object" ? address.port : 0;
  return { url: `http://127.0.0.1:${port}/play/`, close: () => server.close() };
}

/** Chromium as Debian ships it. */
export function browser() {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
}

/**
 * The size of a file in bytes.
 * @param {string} path
 */
export function size(path) {
  return statSync(path).size;
}
