/**
 * A learning system for tests: it hosts a course's package and offers the interface of
 * `scorm-again`, which knows the standards' data and refuses what they forbid.
 */
import { execFileSync } from "node:child_process";
import { createServer } from "node:http";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { ROOT, TWOTRACK } from "./site.js";

const require = createRequire(import.meta.url);
/** @type {(bytes: Uint8Array) => { [path: string]: Uint8Array }} */
const unzip = require("fflate").unzipSync;

/** @typedef {{ [path: string]: Uint8Array }} Package */
/** @typedef {"scorm12" | "scorm2004"} Standard */

/**
 * A course as the real binary writes it.
 * @param {string} format
 * @param {string[]} [options]
 * @param {string} [playbook]
 */
export function exported(format, options = [], playbook = ROOT) {
  const call = ["-C", playbook, "export", format, "-o", "-", ...options];
  return execFileSync(TWOTRACK, call, { maxBuffer: 1e9, stdio: ["ignore", "pipe", "ignore"] });
}

/** @param {Uint8Array} zip @returns {Package} */
export function unpacked(zip) {
  return unzip(new Uint8Array(zip));
}

/** @param {Package} files @param {string} path */
export function text(files, path) {
  return Buffer.from(files[path] ?? []).toString("utf8");
}

/** What the launch page of a package follows. @param {Package} files */
export function planOf(files) {
  return JSON.parse(text(files, "launch.html").match(/id="plan">(.*?)<\/script>/s)?.[1] ?? "null");
}

/** @type {{ [ending: string]: string }} */
const TYPES = {
  html: "text/html; charset=utf-8",
  js: "text/javascript",
  css: "text/css",
  svg: "image/svg+xml",
};

/**
 * The system's page around the course. Every call is noted with what was said to it; a learner's
 * data goes from one launch to the next as JSON, as the system's database would have it. `opened`
 * is set when the page has just opened the course in a window of its own.
 */
const PAGE = `<!doctype html><title>LMS</title><script src="/lms.js"></script><script>
  const own = new URLSearchParams(location.search);
  const old = own.get("standard") === "scorm12";
  const settings = { autocommit: false, logLevel: 5, mastery_override: false };
  const api = old ? new Scorm12API(settings) : new Scorm2004API(settings);
  const asked = new XMLHttpRequest();
  asked.open("GET", "/data/" + own.get("data"), false);
  asked.send();
  const before = JSON.parse(asked.responseText);
  if (before) api.loadFromJSON(before);
  const learner = own.get("learner") || "u1";
  if (old) { api.cmi.core.student_id = learner; } else { api.cmi.learner_id = learner; }
  window.calls = [];
  window.saved = null;
  window.manner = own.get("manner") || "";
  const handle = old ? "API" : "API_1484_11";
  const prefix = old ? "LMS" : "";
  const offered = {};
  const named = ["Initialize", "Commit", "GetValue", "SetValue", "GetLastError", "GetErrorString"];
  for (const name of [...named, "GetDiagnostic", old ? "Finish" : "Terminate"])
    offered[prefix + name] = (...values) => {
      if (window.manner === "throws") throw new Error("LMS");
      if (window.manner === "slow") { const end = Date.now() + 700; while (name === "Commit" && Date.now() < end); }
      if (window.manner === "deaf" && (name === "Commit" || name === "Initialize")) return "false";
      const said = api[prefix + name](...values);
      const error = name.startsWith("GetL") ? "" : String(api[prefix + "GetLastError"]());
      window.calls.push([name, ...values, String(said), error]);
      if (name === "Commit" && String(said) === "true")
        window.saved = JSON.parse(JSON.stringify(api.cmi));
      return said;
    };
  // How much was said since the last confirmation.
  window.pending = () => {
    const last = calls.findLastIndex(([name]) => name === "Commit");
    return calls.slice(last + 1).filter(([name]) => name === "SetValue").length;
  };
  window.offer = () => { window[handle] = offered; };
  if (window.manner !== "late") offer(); else setTimeout(offer, 900);
  window.launch = (how) => {
    if (how === "popup") { window.popup = window.open("/course/launch.html", "sco", "width=900,height=700"); return; }
    const frame = document.createElement("iframe");
    frame.id = "sco"; frame.src = "/course/launch.html";
    frame.style.cssText = "position:fixed;inset:0;width:100%;height:100%;border:0";
    document.body.append(frame);
  };
</script><body></body>`;

/** Serves a package as an ordinary web server does. @param {Package} files */
export async function served(files) {
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url ?? "/", "http://x").pathname).slice(1);
    const type = TYPES[path.split(".").at(-1) ?? ""] ?? "application/octet-stream";
    response.writeHead(files[path] ? 200 : 404, { "content-type": type });
    response.end(files[path] ?? "not found");
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", () => done(undefined)));
  const address = server.address();
  const port = address && typeof address === "object" ? address.port : 0;
  return { url: `http://127.0.0.1:${port}/`, close: () => server.close() };
}

/**
 * Serves a package and a system around it.
 * @param {Package} files
 * @param {Standard} standard
 */
export async function system(files, standard) {
  const script = readFileSync(join(ROOT, `tests/web/node_modules/scorm-again/dist/${standard}.min.js`));
  /** @type {any[]} */
  const database = [];
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url ?? "/", "http://x").pathname);
    const known = path.match(/^\/data\/(\d+)$/)?.[1];
    const body = known
      ? Buffer.from(JSON.stringify(database[Number(known)]))
      : path === "/"
        ? Buffer.from(PAGE)
        : path === "/lms.js"
          ? script
          : files[path.replace(/^\/course\//, "")];
    const ending = path === "/" ? "html" : (path.split(".").at(-1) ?? "");
    response.writeHead(body ? 200 : 404, { "content-type": TYPES[ending] ?? "application/octet-stream" });
    response.end(body ?? "not found");
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", () => done(undefined)));
  const address = server.address();
  const port = address && typeof address === "object" ? address.port : 0;
  const url = `http://127.0.0.1:${port}/`;
  /** @param {{ data?: any, learner?: string, manner?: string }} [about] */
  const at = ({ data = null, learner = "u1", manner = "" } = {}) => {
    const row = database.push(data) - 1;
    return `${url}?${new URLSearchParams({ standard, learner, manner, data: String(row) })}`;
  };
  return { url, at, close: () => server.close() };
}
