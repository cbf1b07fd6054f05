/**
 * Fields that several views share.
 */
import { h } from "../kit/dom.js";

/** A year before this one is still being typed. */
const FIRST_YEAR = 1900;

/**
 * A date, kept when it is whole. Typed digit by digit a browser tells of the years 2, 20 and 202
 * before 2026; those are nobody's dates.
 * @param {string} id
 * @param {string} value `YYYY-MM-DD` or nothing
 * @param {(date: string) => void} keep gets nothing when the field was emptied
 * @param {{ max?: string }} [more] further attributes
 */
export function dateField(id, value, keep, more = {}) {
  const onchange = (/** @type {import("../kit/dom.js").Changed<"input">} */ event) => {
    const { value: date, validity } = event.target;
    if (validity.badInput || (date && Number(date.split("-")[0]) < FIRST_YEAR)) return;
    keep(date);
  };
  return h("input", { type: "date", id, value, onchange, ...more });
}
