/**
 * Changes in a page what its author has changed, and nothing else.
 *
 * Three trees are at hand: the page as it was last sent (the copy), as it is sent now (the next),
 * and as it stands before the reader. Copy and next are compared; what differs is done to the
 * copy and to the page alike. Nodes that a script added to the page, attributes that it set and
 * all that the reader did appear in neither version and are left alone.
 *
 * A custom element may have rebuilt its content. What is still there of its source is changed in
 * it, and it gets an event `preview:patched`. If something must change that it has taken away, or
 * an item comes that it does not know, it is put in anew; unless it carries `data-keep`: then it
 * stays as it is and gets `preview:source`, whose `detail` is the new element.
 */

/**
 * @typedef {object} Twin
 * @property {HTMLElement} copy the page as it was last sent
 * @property {WeakMap<Node, Node>} live the counterpart in the page of each node of the copy
 * @property {(node: Node, counterpart: Node) => void} pair notes two equal trees as counterparts
 * @property {boolean} [rebuilt] whether we are inside an element that has rebuilt its content
 */

/**
 * Brings copy and page to the next version.
 * @param {Twin} twin
 * @param {HTMLElement} next the root of the next version
 * @returns {boolean} whether it could be done; if not, the page must be loaded again
 */
export function patch(twin, next) {
  if (loads(twin.copy) !== loads(next)) return false;
  const focused = document.activeElement;
  try {
    change(twin, twin.copy, next);
  } catch (error) {
    if (error instanceof Displaced) return false;
    throw error;
  }
  if (focused?.id && focused !== document.activeElement) {
    document.getElementById(focused.id)?.focus({ preventScroll: true });
  }
  return true;
}

/** What must change is not there, or must be known to the element around it. */
class Displaced extends Error {}

/**
 * What only loading can change: the scripts that run, and the policy for them.
 * @param {HTMLElement} root
 */
function loads(root) {
  const all = root.querySelectorAll('script[src], meta[http-equiv="Content-Security-Policy" i]');
  return [...all].map((it) => it.getAttribute("src") ?? it.getAttribute("content")).join("\n");
}

/**
 * Whether two source nodes are alike, inside and out.
 * @param {Node} old @param {Node} next
 */
function alike(old, next) {
  // What a template holds is not among its children, and not compared with them.
  const holds = old instanceof Element && (old.matches("template") || old.querySelector("template"));
  return old.isEqualNode(next) && (!holds || old.outerHTML === /** @type {Element} */ (next).outerHTML);
}

/**
 * Changes one node that differs.
 * @param {Twin} twin @param {ChildNode} old of the copy @param {Node} next
 * @returns {ChildNode} the node that is now in its place in the copy
 */
function change(twin, old, next) {
  const there = live(twin, old);
  if (old instanceof Element && next instanceof Element && there instanceof Element) {
    return changeElement(twin, old, next, there);
  }
  there.nodeValue = old.nodeValue = next.nodeValue;
  return old;
}

/**
 * @param {Twin} twin @param {Element} old @param {Element} next @param {Element} there
 * @returns {Element} the element that is now in its place in the copy
 */
function changeElement(twin, old, next, there) {
  if (!old.localName.includes("-")) {
    changeInside(twin, old, next, there);
    return old;
  }
  try {
    changeInside(isRebuilt(twin, old) ? { ...twin, rebuilt: true } : twin, old, next, there);
  } catch (error) {
    if (!(error instanceof Displaced)) throw error;
    return there.hasAttribute("data-keep") ? inform(twin, old, next, there) : renew(twin, old, next, there);
  }
  there.dispatchEvent(new CustomEvent("preview:patched"));
  return old;
}

/** @param {Twin} twin @param {Element} old @param {Element} next @param {Element} there */
function changeInside(twin, old, next, there) {
  changeAttributes(twin, old, next, there);
  if (old instanceof HTMLTemplateElement) {
    old.innerHTML = there.innerHTML = next.innerHTML;
  } else {
    changeChildren(twin, old, next, there);
  }
}

/**
 * Whether an element has taken its content apart: some node is not where the source has it.
 * @param {Twin} twin @param {Element} old
 */
function isRebuilt({ live }, old) {
  const nodes = document.createTreeWalker(old, NodeFilter.SHOW_ELEMENT);
  while (nodes.nextNode()) {
    const node = nodes.currentNode;
    const above = /** @type {Node} */ (node.parentNode);
    if (!live.get(node) || live.get(node)?.parentNode !== live.get(above)) return true;
  }
  return false;
}

/** @param {Document} owner @param {Node} node */
function replica(owner, node) {
  return /** @type {Element} */ (owner.importNode(node, true));
}

/**
 * Leaves an element as it is and hands it its new source.
 * @param {Twin} twin @param {Element} old @param {Element} next @param {Element} there
 */
function inform(twin, old, next, there) {
  const copy = replica(old.ownerDocument, next);
  old.replaceWith(copy);
  twin.live.set(copy, there);
  there.dispatchEvent(new CustomEvent("preview:source", { detail: replica(document, next) }));
  return copy;
}

/**
 * Puts an element in anew. What the reader has folded open stays open.
 * @param {Twin} twin @param {Element} old @param {Element} next @param {Element} there
 */
function renew(twin, old, next, there) {
  const [copy, page] = [replica(old.ownerDocument, next), replica(document, next)];
  twin.pair(copy, page);
  /** @param {Element} fold */
  const name = (fold) => `${fold.closest("[id]")?.id} ${fold.querySelector("summary")?.textContent}`;
  const open = new Set([...there.querySelectorAll("details[open]")].map(name));
  for (const fold of page.querySelectorAll("details")) fold.open ||= open.has(name(fold));
  old.replaceWith(copy);
  there.replaceWith(page);
  return copy;
}

/** @param {Twin} twin @param {Element} old @param {Element} next @param {Element} there */
function changeAttributes(twin, old, next, there) {
  if (old.matches("link[rel=stylesheet]") && old.getAttribute("href") !== next.getAttribute("href")) {
    there = swapSheet(twin, old, next, there);
  }
  for (const { name, value } of next.attributes) {
    if (old.getAttribute(name) === value) continue;
    old.setAttribute(name, value);
    there.setAttribute(name, value);
  }
  // Scripts in the head may have marked the root before it could be copied.
  if (old === twin.copy) return;
  for (const { name } of [...old.attributes]) {
    if (next.hasAttribute(name)) continue;
    old.removeAttribute(name);
    there.removeAttribute(name);
  }
}

/** The sheet that a new one is to take the place of. @type {WeakMap<Element, Element>} */
const former = new WeakMap();

/**
 * Puts the new sheet beside the old one, which goes when the new one is there: at no moment is
 * the page without a sheet. One that cannot be had, since a further save has already taken its
 * place, replaces nothing: the old one stays until the next has come.
 * @param {Twin} twin @param {Element} old @param {Element} next @param {Element} there
 */
function swapSheet(twin, old, next, there) {
  const sheet = replica(document, next);
  former.set(sheet, there);
  sheet.addEventListener("load", () => {
    for (let it = former.get(sheet); it; it = former.get(it)) it.remove();
  });
  there.after(sheet);
  twin.live.set(old, sheet);
  return sheet;
}

/** @param {Twin} twin @param {Element} old @param {Element} next @param {Element} there */
function changeChildren(twin, old, next, there) {
  const olds = [...old.childNodes];
  const nexts = [...next.childNodes];
  const partners = match(olds, nexts);
  const kept = new Set(partners);
  for (const node of olds.filter((it) => !kept.has(it))) {
    // A text that is gone already is as good as removed; for an element, something else may stand.
    const page = node instanceof Element ? live(twin, node) : twin.live.get(node);
    /** @type {ChildNode | undefined} */ (page)?.remove();
    node.remove();
  }
  const still = resting(partners.map((it) => (it ? olds.indexOf(it) : -1)));
  /** @type {ChildNode | null} */
  let before = null;
  nexts.forEach((node, place) => {
    let partner = partners[place];
    if (!partner) {
      if (twin.rebuilt && isItem(node)) throw new Displaced();
      partner = /** @type {ChildNode} */ (old.ownerDocument.importNode(node, true));
      const page = document.importNode(node, true);
      twin.pair(partner, page);
      put(twin, partner, page, old, there, before);
    } else {
      if (!still.has(place)) put(twin, partner, live(twin, partner), old, there, before);
      if (!alike(partner, node)) partner = change(twin, partner, node);
    }
    before = partner;
  });
}

/** Whether a node is, or holds, something with a name. @param {Node} node */
function isItem(node) {
  return node instanceof Element && (node.matches("[id]") || node.querySelector("[id]") !== null);
}

/** @param {Twin} twin @param {Node} node */
function live(twin, node) {
  const there = twin.live.get(node);
  if (!there?.isConnected) throw new Displaced();
  return there;
}

/**
 * Puts a node behind `before`, or first: in the copy and in the page.
 * @param {Twin} twin @param {Node} node @param {Node} page
 * @param {Element} old @param {Element} there @param {ChildNode | null} before
 */
function put(twin, node, page, old, there, before) {
  old.insertBefore(node, before ? before.nextSibling : old.firstChild);
  /**
   * The child of `there` that a source node is, or that a script has wrapped it in.
   * @param {Node} neighbour
   */
  const child = (neighbour) => {
    let found = twin.live.get(neighbour) ?? null;
    while (found && found.parentNode !== there) found = found.parentNode;
    return found;
  };
  for (let near = node.previousSibling; near; near = near.previousSibling) {
    const found = child(near);
    if (found) {
      there.insertBefore(page, found.nextSibling);
      return;
    }
  }
  for (let near = node.nextSibling; near; near = near.nextSibling) {
    const found = child(near);
    if (found) {
      there.insertBefore(page, found);
      return;
    }
  }
  there.append(page);
}

/**
 * For each new child the old one that it continues, if any.
 * @param {ChildNode[]} olds @param {ChildNode[]} nexts
 * @returns {(ChildNode | null)[]}
 */
function match(olds, nexts) {
  /** @type {(ChildNode | null)[]} */
  const partners = nexts.map(() => null);
  let start = 0;
  let [end, nextEnd] = [olds.length, nexts.length];
  while (start < end && start < nextEnd && alike(olds[start], nexts[start])) {
    partners[start] = olds[start++];
  }
  while (end > start && nextEnd > start && alike(olds[end - 1], nexts[nextEnd - 1])) {
    partners[--nextEnd] = olds[--end];
  }
  const free = new Set(olds.slice(start, end));
  for (const mark of [identity, wording]) {
    const known = new Map([...free].reverse().map((it) => [mark(it), it]));
    for (let i = start; i < nextEnd; i++) {
      const partner = partners[i] ? null : known.get(mark(nexts[i]));
      if (mark(nexts[i]) && partner && free.delete(partner)) partners[i] = partner;
    }
  }
  // What is left is paired in order by its kind: a paragraph continues a paragraph.
  for (let i = start; i < nextEnd; i++) {
    if (partners[i]) continue;
    for (const old of free) {
      if (kind(old) !== kind(nexts[i])) continue;
      partners[i] = old;
      free.delete(old);
      break;
    }
  }
  return partners;
}

/** Names an element for good. @param {Node} node */
function identity(node) {
  return node instanceof Element && node.id ? `${node.localName}#${node.id}` : "";
}

/** All that an element without an id says. @param {Node} node */
function wording(node) {
  return node instanceof Element && !node.id ? node.outerHTML : "";
}

/**
 * What a node may continue. An element with an id continues only itself, or a reader's tick
 * would pass from one item to another.
 * @param {Node} node
 */
function kind(node) {
  if (!(node instanceof Element)) return String(node.nodeType);
  const about = ["id", "rel", "name", "property", "http-equiv", "type"];
  return [node.localName, ...about.map((it) => node.getAttribute(it) ?? "")].join(" ");
}

/**
 * Which children can rest where they are, so that the fewest are moved: a moved one loses focus.
 * They are the longest run of growing places.
 * @param {number[]} places the old place of each new child, -1 for none
 * @returns {Set<number>} indices
 */
function resting(places) {
  /** @type {number[]} the index of the smallest last place of a run of each length */
  const ends = [];
  const previous = places.map(() => -1);
  places.forEach((place, index) => {
    if (place < 0) return;
    let length = ends.length;
    while (length > 0 && places[ends[length - 1]] > place) length--;
    if (length > 0) previous[index] = ends[length - 1];
    ends[length] = index;
  });
  /** @type {Set<number>} */
  const run = new Set();
  for (let index = ends.at(-1) ?? -1; index >= 0; index = previous[index]) run.add(index);
  return run;
}
