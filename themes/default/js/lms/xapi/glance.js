/**
 * What a learner does who only looks: it lasts as long as the page. What belongs to the person, such
 * as deals, is kept all the same.
 */
import { part } from "../join.js";
import { Keep } from "../keep.js";

export class Glance extends Keep {
  /** @param {Keep} behind */
  constructor(behind) {
    super("");
    super.write("records", behind.read("records") ?? "");
    this.behind = behind;
  }

  /** @param {string} name @param {string} text @returns {void} */
  write(name, text) {
    super.write(name, text);
    const own = part(this.records(), false);
    this.behind.replace({ ...part(this.behind.records(), true), ...own });
  }
}
