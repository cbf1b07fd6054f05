/**
 * A button that prints the page; without scripts the browser's own menu does it.
 *
 *     <tt-print hidden><button type="button">Print</button></tt-print>
 */
export class Print extends HTMLElement {
  connectedCallback() {
    if (!this.hidden) return;
    this.hidden = false;
    this.querySelector("button")?.addEventListener("click", () => print());
  }
}
