/**
 * Keeps a page of the preview fresh. The preview adds to every page:
 *
 *     <script src="/_twotrack/live.js" data-etag="9f3c…"></script>
 *
 * It runs at the end of the body, before any deferred script, and so sees the page as it was
 * sent. It keeps a copy of that, with each node's counterpart in the page: when a new version
 * comes, copy and new version tell what the *author* changed, and only that is changed in the
 * page. What the reader did to it (typed, ticked, opened, scrolled) is not in either and stays.
 */
(() => {
  const script = /** @type {HTMLScriptElement} */ (document.currentScript);
  // A document without a window: custom elements stay plain in it and nothing is loaded.
  const copy = document.implementation.createHTMLDocument("").importNode(document.documentElement, true);
  /** @type {WeakMap<Node, Node>} */
  const live = new WeakMap();

  /** @param {Node} node @param {Node} counterpart */
  function pair(node, counterpart) {
    live.set(node, counterpart);
    for (let i = 0; i < node.childNodes.length; i++) {
      pair(node.childNodes[i], counterpart.childNodes[i]);
    }
  }

  pair(copy, document.documentElement);
  import(new URL("page.js", script.src).href).then((page) => page.keepFresh(script, { copy, live, pair }));
})();
