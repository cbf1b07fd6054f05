/**
 * A button that prints the page; without scripts the browser's own menu does it.
 *
 *     <tt-print hidden><button type="button" disabled>Print</button></tt-print>
 */
import { printPage } from "../kit/page.js";
import { listen } from "../kit/told.js";

export class Print extends HTMLElement {
  connectedCallback() {
    if (!this.hidden) return;
    this.hidden = false;
    const button = this.querySelector("button");
    if (!button) return;
    button.disabled = false;
    listen(button, "click", printPage);
  }
}
