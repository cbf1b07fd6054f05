/**
 * Hosts with the manners of those that people publish on: what they make of an address without
 * `.html`, with a slash too many, of a folder, of a part of a file, of what is not there.
 *
 * The manners are those that github.com/slorber/trailing-slash-guide has found.
 */
import { createServer } from "node:http";
import { existsSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { TYPES } from "./host.js";

/** What a host does: show a file, or send on to another path. @typedef {{ show?: string, to?: string }} Deed */
/** @typedef {(path: string, has: (name: string) => boolean) => Deed} Manner */

/** @param {string} path @param {(name: string) => boolean} has @returns {Deed | null} */
function exact(path, has) {
  if (path === "" || path.endsWith("/"))
    return has(`${path}index.html`) ? { show: `${path}index.html` } : null;
  return has(path) ? { show: path } : null;
}

/** @type {Record<string, Manner>} */
export const MANNERS = {
  plain: (path, has) => exact(path, has) ?? {},
  github: (path, has) =>
    exact(path, has) ??
    (has(`${path}.html`) ? { show: `${path}.html` } : has(`${path}/index.html`) ? { to: `${path}/` } : {}),
  netlify: (path, has) => {
    const bare = path.replace(/\/$/, "");
    if (bare !== path && !has(`${path}index.html`) && has(`${bare}.html`)) return { to: bare };
    return MANNERS.github(path, has);
  },
  cloudflare: (path, has) => {
    if (/(^|\/)index\.html$/.test(path) && has(path)) return { to: path.slice(0, -"index.html".length) };
    if (path.endsWith(".html") && has(path)) return { to: path.slice(0, -".html".length) };
    return MANNERS.netlify(path, has);
  },
  /** Firebase with `cleanUrls` and `trailingSlash`, Vercel with both. */
  slashes: (path, has) => {
    if (/(^|\/)index\.html$/.test(path) && has(path)) return { to: path.slice(0, -"index.html".length) };
    const bare = path.replace(/(\.html|\/)$/, "");
    if (!has(`${bare}.html`)) return MANNERS.github(path, has);
    return path === `${bare}/` ? { show: `${bare}.html` } : { to: `${bare}/` };
  },
  /** One page for whatever is not there, as for apps that draw their pages themselves. */
  app: (path, has) => exact(path, has) ?? { show: "index.html" },
};

/**
 * @typedef {object} Options
 * @property {string} [manner]
 * @property {(name: string, response: import("node:http").ServerResponse) => boolean} [odd]
 *   whether it has dealt with a file in its own way
 * @property {(name: string, body: Buffer<ArrayBuffer>) => Buffer<ArrayBuffer>} [change] what the host puts into a file
 */

/**
 * Serves folders at their paths of one host, which begin and end with a slash.
 * @param {() => Record<string, string>} sites
 * @param {Options} [options]
 */
export async function strange(sites, { manner = "plain", odd, change } = {}) {
  /** Every path that was asked for. @type {string[]} */
  const asked = [];
  const server = createServer((request, response) => {
    const { pathname, search } = new URL(request.url ?? "/", "http://x");
    asked.push(pathname);
    const mount = Object.keys(sites())
      .sort((a, b) => b.length - a.length)
      .find((path) => pathname.startsWith(path));
    if (!mount) return response.writeHead(404).end();
    const folder = sites()[mount];
    let path = "";
    try {
      path = decodeURIComponent(pathname.slice(mount.length));
    } catch {
      return response.writeHead(400).end();
    }
    const has = (/** @type {string} */ name) =>
      name !== "" && existsSync(join(folder, name)) && statSync(join(folder, name)).isFile();
    const { to, show } = MANNERS[manner](path, has);
    if (to !== undefined) {
      const encoded = to.split("/").map(encodeURIComponent).join("/");
      return response.writeHead(308, { location: `${mount}${encoded}${search}` }).end();
    }
    const name = show ?? "404.html";
    if (odd?.(name, response)) return;
    /** @type {Buffer<ArrayBuffer>} */
    let body = has(name) ? readFileSync(join(folder, name)) : Buffer.from("not found");
    if (change) body = change(name, body);
    send(request, response, { name, body, status: show ? 200 : 404 });
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", () => done(undefined)));
  const address = server.address();
  const port = address && typeof address === "object" ? address.port : 0;
  const close = () => {
    server.close();
    server.closeAllConnections();
  };
  return { url: `http://127.0.0.1:${port}`, asked, close };
}

/**
 * @param {import("node:http").IncomingMessage} request
 * @param {import("node:http").ServerResponse} response
 * @param {{ name: string, body: Buffer<ArrayBuffer>, status: number }} file
 */
function send(request, response, { name, body, status }) {
  const type = TYPES[name.split(".").at(-1) ?? ""] ?? "application/octet-stream";
  const headers = { "content-type": type, "cache-control": "max-age=600", "accept-ranges": "bytes" };
  const range = request.headers.range?.match(/^bytes=(\d+)-(\d*)$/);
  if (!range || status !== 200) {
    return response.writeHead(status, { ...headers, "content-length": body.length }).end(body);
  }
  const end = Math.min(range[2] ? Number(range[2]) + 1 : body.length, body.length);
  const part = body.subarray(Number(range[1]), end);
  const content = {
    "content-range": `bytes ${range[1]}-${end - 1}/${body.length}`,
    "content-length": part.length,
  };
  response.writeHead(206, { ...headers, ...content }).end(part);
}
