/**
 * The ways out of a deal: a link, a file, the archive, the bin.
 */
import { clean } from "../../kit/address.js";
import { h } from "../../kit/dom.js";
import { copy, download } from "../../kit/page.js";
import { say } from "../../kit/words.js";
import { toJson } from "../../logic/travel/json.js";
import { toFragment } from "../../logic/travel/link.js";
import { parcelOf, remove } from "../../store/records.js";

/** @typedef {import("./scene.js").Scene} Scene */

/** The deal's name, fit for a file. @param {{ name: string }} deal */
export function fileName({ name }) {
  return name.replace(/[^\p{L}\p{N}]+/gu, "-");
}

/**
 * @param {Scene} scene
 * @param {string} link the one that was asked for, if any
 * @param {(link: string) => void} show
 */
export function out({ id, deal, change }, link, show) {
  const share = async () => {
    const url = `${clean()}#${await toFragment(parcelOf(id))}`;
    show(url);
    return copy(url, () => document.querySelector(".link-field input"));
  };
  const save = () => download(`${fileName(deal)}.json`, "application/json", toJson([parcelOf(id)]));
  const bin = () => {
    remove(id);
    location.hash = "";
  };
  const archive = () => change({ archived: !deal.archived });
  const button = (/** @type {string} */ word, /** @type {() => unknown} */ onclick, tag = "button.plain") =>
    h(tag, { type: "button", onclick }, say(word));
  const field =
    link && h("input", { type: "text", readonly: true, value: link, "aria-label": say("deal.link") });
  return h(
    "section.out.no-print",
    {},
    h("h3", {}, say("deal.out")),
    h(
      "p.actions-row",
      {},
      button("deal.share", share, "button"),
      button("deal.file", save),
      button(deal.archived ? "deal.unarchive" : "deal.archive", archive),
      button("deal.delete", bin),
    ),
    h("p.link-field", {}, field || null),
    h("p.quiet", {}, say("deal.share_note")),
  );
}
