/**
 * The page for addresses that lead nowhere: a host shows it in any folder, and does not say where
 * the site begins.
 *
 *     <html … data-langs="en  404.html;zh-CN zh/ zh/not-found.html" data-site="assets/site.js">
 *     <script src="assets/lost.js">  and the same one folder up, two up, …
 *
 * The first of these that is there has found the site. From then on addresses hold; then the page
 * speaks the language of the address, or else of the page before, or else of the browser.
 */

const root = document.documentElement;

const script = /** @type {HTMLScriptElement | null} */ (document.currentScript);

/** Longer nobody looks at an empty page, in milliseconds. */
const PATIENCE = 2_000;

/** Each language, its folder and its page of this sort. */
const LANGS = (root.dataset.langs ?? "").split(";").map((words) => {
  const [tag, folder = "", path = ""] = words.split(" ");
  return { tag, folder, path };
});

/** @typedef {typeof LANGS[number]} Lang */

if (script?.src && !("found" in root.dataset)) {
  root.dataset.found = "";
  find(new URL("..", script.src).pathname);
}

/** @param {string} top the site's folder */
function find(top) {
  const { pathname, search, hash } = location;
  // A program has escaped the sign behind which a page is told what to show.
  const [page, ...rest] = pathname.split(/%23/i);
  if (rest.length) return location.replace(`${page}${search}#${rest.join("#")}${hash}`);
  const declared = root.dataset.top ?? "";
  const own = LANGS.find(({ tag }) => tag === root.lang) ?? LANGS[0];
  const wanted = wish(top) ?? own;
  const base = document.createElement("base");
  if (!declared.startsWith("/")) document.head.prepend(base);
  settle(top, own, base);
  const coming = wanted === own ? null : fetched(top + wanted.path);
  if (coming) root.dataset.finding = "";
  document.addEventListener("readystatechange", async () => {
    if (document.readyState !== "interactive") return;
    const other = await coming;
    if (other?.documentElement.lang === wanted.tag) {
      // What was written for its folder is seen from there.
      document.head.prepend(base);
      settle(top, wanted, base);
      takeOver(other);
    }
    if (declared.startsWith("/") && declared !== top) move(declared, top);
    show(top);
  });
}

/**
 * The language that is wanted, if anything tells.
 * @param {string} top
 */
function wish(top) {
  const inFolder = (/** @type {string} */ path) =>
    LANGS.find(({ folder }) => folder && path.startsWith(top + folder));
  const before = document.referrer ? new URL(document.referrer) : null;
  const isOwn = before?.origin === location.origin && before.pathname.startsWith(top);
  const last = isOwn ? (inFolder(before.pathname) ?? LANGS.find(({ folder }) => !folder)) : undefined;
  return inFolder(location.pathname) ?? last ?? spoken();
}

/** The first language of the browser's that is here. @returns {Lang | undefined} */
function spoken() {
  const first = (/** @type {string} */ tag) => tag.toLowerCase().split("-")[0];
  for (const tag of navigator.languages ?? [navigator.language]) {
    const exact = LANGS.find((lang) => lang.tag.toLowerCase() === tag.toLowerCase());
    const found = exact ?? LANGS.find((lang) => first(lang.tag) === first(tag));
    if (found) return found;
  }
  return undefined;
}

/**
 * From where addresses and data are seen.
 * @param {string} top
 * @param {Lang} lang
 * @param {HTMLBaseElement} base
 */
function settle(top, lang, base) {
  base.href = top + lang.folder;
  root.dataset.top = top;
  root.dataset.up = top + lang.folder;
}

/**
 * The same page in another language.
 * @param {string} address
 */
async function fetched(address) {
  const control = new AbortController();
  setTimeout(() => control.abort(), PATIENCE);
  try {
    const response = await fetch(address, { signal: control.signal });
    return new DOMParser().parseFromString(await response.text(), "text/html");
  } catch {
    return null;
  }
}

/** @param {Document} other */
function takeOver(other) {
  root.lang = other.documentElement.lang;
  root.dir = other.documentElement.dir;
  document.title = other.title;
  document.body.replaceWith(document.adoptNode(other.body));
}

/**
 * Addresses that were written for another folder than the one where the site stands.
 * @param {string} from
 * @param {string} to
 */
function move(from, to) {
  for (const name of ["href", "src", "action", "data-code", "data-box", "data-data", "data-root"]) {
    for (const element of document.querySelectorAll(`[${name}^="${from}"]`)) {
      element.setAttribute(name, to + element.getAttribute(name)?.slice(from.length));
    }
  }
}

/** @param {string} top */
function show(top) {
  for (const link of document.querySelectorAll('a[href^="#"]')) {
    link.setAttribute("href", `${location.pathname}${location.search}${link.getAttribute("href")}`);
  }
  const offline = document.querySelector("[data-offline]");
  if (offline instanceof HTMLElement) offline.hidden = navigator.onLine;
  delete root.dataset.finding;
  const site = document.createElement("script");
  site.src = top + root.dataset.site;
  document.head.append(site);
}
