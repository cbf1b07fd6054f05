/**
 * The course that shows this page in its frame, if one does (`lms/`).
 *
 * It keeps the records, for the learner whom its learning system names.
 */

/** @typedef {{ drawer: import("../store/store.js").Drawer }} Course */

/** @returns {Course | null} */
function around() {
  try {
    return /** @type {(Element & { course?: Course }) | null} */ (frameElement)?.course ?? null;
  } catch {
    return null;
  }
}

export const course = around();
