/**
 * The ways from this page to its language's root and to the site's, and the names under which a
 * browser keeps what belongs to this site and no other of its host.
 */

const root = document.documentElement.dataset;

/** The way from this page to its language's root. */
export const UP = root.up ?? "";

/** The way to the site's root. */
export const TOP = root.top ?? "";

/** The site's folder on its host. One host may carry several playbooks. */
export const FOLDER = new URL(TOP || ".", location.href).pathname;

/**
 * A name of this site's own, for anything by which the pages of one host could meet: what is kept,
 * channels, locks.
 * @param {string} [what] nothing: what the person does here
 */
export function named(what = "") {
  return `twotrack${what ? `-${what}` : ""}:${FOLDER}`;
}
