/**
 * Brings up a part of the page, and says so where it can't come: that its data did not load, with a
 * button to try again.
 */
import { Unloaded } from "./outcome.js";
import { faultWords, pageWords } from "./told.js";

/**
 * @param {HTMLElement} element
 * @param {() => unknown} connect again whenever the reader asks for it
 */
export async function come(element, connect) {
  const wasHidden = element.hidden;
  try {
    await connect();
  } catch (error) {
    const notice = document.createElement("p");
    notice.className = "notice warn no-print unloaded";
    notice.setAttribute("role", "alert");
    const retry = () => {
      notice.remove();
      element.hidden = wasHidden;
      come(element, connect).then(() =>
        /** @type {HTMLElement | null} */ (element.querySelector(".unloaded button"))?.focus(),
      );
    };
    // A fault of the program would be the same again; what stands on the page can still be read.
    notice.append(faultWords(error), ...(error instanceof Unloaded ? [button(retry)] : []));
    element.prepend(notice);
    element.hidden = false;
    reportError(error);
  }
}

/** @param {() => void} retry */
function button(retry) {
  const made = document.createElement("button");
  made.type = "button";
  made.textContent = pageWords("again");
  made.addEventListener("click", retry);
  return made;
}
