/**
 * A button that prints the page; without scripts the browser's own menu does it.
 *
 *     <tt-print hidden><button type="button" disabled>Print</button></tt-print>
 */
export class Print extends HTMLElement {
  connectedCallback() {
    if (!this.hidden) return;
    this.hidden = false;
    const button = this.querySelector("button");
    if (!button) return;
    button.disabled = false;
    button.addEventListener("click", () => print());
  }
}
