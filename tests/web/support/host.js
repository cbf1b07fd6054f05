/** A plain static host for a folder. */
import { createServer } from "node:http";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

/** The media type of each ending. @type {Record<string, string>} */
export const TYPES = {
  html: "text/html; charset=utf-8",
  css: "text/css; charset=utf-8",
  js: "text/javascript; charset=utf-8",
  json: "application/json",
  svg: "image/svg+xml",
  xml: "application/xml",
  txt: "text/plain; charset=utf-8",
  webmanifest: "application/manifest+json",
  png: "image/png",
  mp4: "video/mp4",
};

/** What shrinks on the way; the rest is packed already. */
const PACKED = new Set(["html", "css", "js", "json", "svg", "xml", "txt", "webmanifest"]);

/**
 * Serves a folder as a plain static host does, below `/play/`, so that absolute links would show.
 * @param {string | ((name: string) => string)} folder the same for every file, or one for each
 * @param {{ gzip?: boolean, delay?: (name: string) => number }} [options] `gzip`: packs, and lets browsers
 *   keep what is named by its content; `delay`: milliseconds before an answer
 * @returns {Promise<{ url: string, close: () => void }>}
 */
export async function host(folder, { gzip = false, delay } = {}) {
  /** @type {Map<string, Buffer>} */
  const packed = new Map();
  const server = createServer(async (request, response) => {
    const path = decodeURIComponent(new URL(request.url ?? "/", "http://x").pathname);
    const inside = path.startsWith("/play/")
      ? path.slice("/play/".length)
      : path === "/robots.txt"
        ? "robots.txt"
        : null;
    const name = inside === "" || inside?.endsWith("/") ? `${inside}index.html` : inside;
    if (delay && name) await new Promise((done) => setTimeout(done, delay(name)));
    try {
      if (name === null || name.includes("..")) throw new Error("outside");
      /** @type {Buffer} */
      let body = readFileSync(join(typeof folder === "string" ? folder : folder(name), name));
      const ending = name.split(".").at(-1) ?? "";
      /** @type {Record<string, string>} */
      const headers = { "content-type": TYPES[ending] ?? "application/octet-stream" };
      if (gzip)
        headers["cache-control"] = name.startsWith("assets/")
          ? "public, max-age=31536000, immutable"
          : "max-age=600";
      if (gzip && PACKED.has(ending) && /\bgzip\b/.test(request.headers["accept-encoding"] ?? "")) {
        body = packed.get(name) ?? gzipSync(body);
        packed.set(name, body);
        headers["content-encoding"] = "gzip";
        headers.vary = "accept-encoding";
      }
      response.writeHead(200, { ...headers, "content-length": body.length });
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
