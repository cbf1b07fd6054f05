/**
 * Places in the author's files, which open in the author's editor: in the overlay, and on any page
 * that has buttons such as
 *
 *     <button type="button" data-place="content/buyer.yaml:3:5" disabled>content/buyer.yaml:3:5</button>
 *
 * They ship disabled and work where an editor is known.
 */

/** @typedef {{ editor: boolean, token: string }} Opening whether there is an editor, and the right to use it */

/**
 * Opens a place in the editor. What went wrong is told behind the button.
 * @param {URL} home where the preview's own files lie
 * @param {Opening} opening
 * @param {HTMLElement} button
 * @param {{ file: string, line: number, column: number }} place
 */
export async function openPlace(home, opening, button, place) {
  const response = await fetch(new URL("edit", home), {
    method: "POST",
    headers: { "X-Twotrack-Token": opening.token, "Content-Type": "application/json" },
    body: JSON.stringify(place),
  });
  if (response.ok) return;
  const note = document.createElement("p");
  note.textContent = await response.text();
  button.after(note);
}

/**
 * Lets the buttons of the page work, if there is an editor.
 * @param {URL} home
 */
export async function armPlaces(home) {
  const buttons = document.querySelectorAll("button[data-place]:disabled");
  if (buttons.length === 0) return;
  const opening = await fetch(new URL("state.json", home)).then((it) => it.json());
  if (!opening.editor) return;
  for (const button of /** @type {NodeListOf<HTMLButtonElement>} */ (buttons)) {
    button.disabled = false;
    // Its words may change with the page; what it opens is read when it is clicked.
    button.onclick = () => openPlace(home, opening, button, placeOf(button));
  }
}

/** @param {HTMLElement} button */
function placeOf(button) {
  const [, file, line, column] = /^(.*):(\d+):(\d+)$/.exec(button.dataset.place ?? "") ?? [];
  return { file, line: Number(line), column: Number(column) };
}
