/** The search: loaded when somebody opens it, and on the page of results. */
import { Finder } from "./search/finder.js";

if (!customElements.get("twotrack-search")) customElements.define("twotrack-search", Finder);
