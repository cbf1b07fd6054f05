/**
 * Waits with drawing while a finger or a button is down.
 *
 * A press takes the focus from a field, the field tells of its change, and what is drawn for it may
 * move or remove the thing pressed: the click that ends the press then finds nothing. So what a
 * change draws waits until the press has become a click, or has come to nothing.
 */

/** A finger's click comes this long after it was lifted, at the latest; milliseconds. */
const CLICK = 400;
/** A press that has told of no end is over after this; milliseconds. */
const LONGEST = 1500;

let isDown = false;
let timer = 0;
/** @type {Set<() => void>} */
const waiting = new Set();

function run() {
  const all = [...waiting];
  waiting.clear();
  for (const draw of all) {
    try {
      draw();
    } catch (error) {
      // The others have their turn all the same.
      reportError(error);
    }
  }
}

/** @param {number} ms */
function end(ms) {
  clearTimeout(timer);
  timer = window.setTimeout(() => {
    isDown = false;
    run();
  }, ms);
}

for (const type of ["pointerdown", "mousedown"]) {
  addEventListener(
    type,
    () => {
      isDown = true;
      end(LONGEST);
    },
    { capture: true },
  );
}
addEventListener("pointerup", () => end(CLICK), { capture: true });
for (const type of ["click", "pointercancel", "contextmenu"])
  addEventListener(type, () => end(0), { capture: true });

/**
 * Draws soon: once, however often it is asked before, and not under a press.
 * @param {() => void} draw the same function each time
 */
export function soon(draw) {
  waiting.add(draw);
  if (!isDown) setTimeout(() => !isDown && run());
}
