/** The ways from this page to its language's root and to the site's. */

const root = document.documentElement.dataset;

/** The way from this page to its language's root. */
export const UP = root.up ?? "";

/** The way to the site's root. */
export const TOP = root.top ?? "";
