/**
 * A deal's place on the two tracks: the small bars of the board, the whole figure of a deal, the
 * verdict in a word.
 */
import { h } from "../kit/dom.js";
import { say } from "../kit/words.js";
import { daysBetween } from "../logic/deals.js";

/** @typedef {import("../logic/deals.js").Standing} Standing */

/**
 * Where we stand, in words.
 * @param {import("../logic/position.js").Position} position
 * @param {{ stages: import("../logic/deals.js").Stage[], not_started: string }} process
 */
export function where(position, process) {
  const stage = process.stages.find((s) => s.id === position.stage);
  if (!stage) return say("deal.state.not-started", { start: process.not_started });
  return say(`deal.state.${position.state}`, { n: stage.number, stage: stage.short });
}

/** @param {import("../logic/position.js").Verdict} verdict */
export function verdictChip({ kind, gap }) {
  return h(`strong.chip.${kind}`, {}, say(`verdict.${kind}`, { n: gap }));
}

/**
 * A day near today: its weekday, and whether it is today or tomorrow.
 * @param {string} date `YYYY-MM-DD`
 * @param {string} today
 */
export function showSoon(date, today) {
  const day = new Intl.DateTimeFormat(document.documentElement.lang, {
    weekday: "short",
    month: "short",
    day: "numeric",
  }).format(Date.parse(`${date}T12:00:00`));
  const away = daysBetween(today, date);
  return away === 0 || away === 1 ? `${say(`deal.day.${away}`)} · ${day}` : day;
}

/**
 * What a stop on our track and one on the buyer's look like.
 * @param {{ stages: import("../logic/deals.js").Stage[],
 *   buyer: import("../kit/contract.js").BuyerStage[] }} process
 * @param {import("../logic/deals.js").Deal} deal
 * @param {Standing} found
 */
export function stops(process, deal, found) {
  const at = process.buyer.find((b) => b.id === deal.buyer)?.number ?? 0;
  const { position } = found;
  return process.stages.map((stage) => {
    const buyer = process.buyer.find((b) => b.id === stage.buyer_stage);
    const theirs = buyer?.number ?? 0;
    const done =
      stage.number < position.number || (stage.number === position.number && position.state === "completed");
    return {
      stage,
      buyer,
      theirs: theirs && theirs < at ? "done" : theirs && theirs === at ? "here" : "",
      ours: done ? "done" : stage.number === position.number ? "here" : "",
    };
  });
}

/**
 * The board's figure: eight cells for each side.
 * @param {import("../kit/contract.js").Gates} process
 * @param {import("../logic/deals.js").Deal} deal
 * @param {Standing} found
 */
export function bars(process, deal, found) {
  const list = stops(process, deal, found);
  const buyer = process.buyer.find((b) => b.id === deal.buyer);
  const theirs = buyer
    ? say("deal.buyer_in", { n: buyer.number, stage: buyer.short })
    : say("deal.buyer_unknown");
  const words = `${theirs} ${say("tracks.ours")}${say("colon")}${where(found.position, process)}`;
  return h(
    "div.mini",
    { role: "img", "aria-label": words },
    h(
      "div.b",
      {},
      h("b", {}, say("tracks.buyer")),
      list.map((s) => h("span", { class: s.theirs && "on" })),
    ),
    h(
      "div.o",
      {},
      h("b", {}, say("tracks.ours")),
      list.map((s) => h("span", { class: s.ours === "done" ? "on" : s.ours && "half" })),
    ),
  );
}

/**
 * What a person may choose on the figure itself. `name` tells its buttons from those of another
 * figure on the page.
 * @typedef {{ name: string, buyer: (id: string) => void, ours?: (number: number) => void }} Choice
 */

/**
 * A stop of the figure: a radio button where it can be chosen, otherwise its words.
 * @param {"buyer" | "ours"} side
 * @param {string} state
 * @param {(string | number | Node)[]} words
 * @param {{ name: string, isHere: boolean, onchange: () => void } | null | undefined} choice
 */
function stopOf(side, state, words, choice) {
  const classes = `stop ${side}${state ? ` ${state}` : ""}`;
  if (!choice) return h("span", { class: classes }, words);
  const { name, isHere, onchange } = choice;
  const button = h("input", { type: "radio", name: `${name}-${side}`, checked: isHere, onchange });
  return h(
    "label",
    { class: classes },
    button,
    h("span.sr", {}, say(`tracks.${side}`), say("colon")),
    h("span", {}, words),
  );
}

/**
 * The whole figure, as worked cases show it. With a choice its stops can be pressed.
 * @param {import("../kit/contract.js").Gates} process
 * @param {import("../logic/deals.js").Deal} deal
 * @param {Standing} found
 * @param {Choice} [choice]
 */
export function figure(process, deal, found, choice) {
  const buyer = process.buyer.find((b) => b.id === deal.buyer);
  // Two of our stages may answer one of the buyer's, which can be chosen once.
  const seen = new Set();
  const list = stops(process, deal, found).map((s) => {
    const id = s.buyer && !seen.has(s.buyer.id) ? s.buyer.id : "";
    seen.add(id);
    const theirs =
      choice && id
        ? { name: choice.name, isHere: id === deal.buyer, onchange: () => choice.buyer(id) }
        : null;
    const ours = choice?.ours && {
      name: choice.name,
      isHere: s.stage.number === found.position.number,
      onchange: () => choice.ours?.(s.stage.number),
    };
    return h(
      "li",
      {},
      stopOf("buyer", s.theirs, [s.buyer?.short ?? ""], theirs),
      stopOf("ours", s.ours, [h("i", {}, s.stage.number), " ", s.stage.short], ours),
    );
  });
  return h(
    "figure.deal",
    {},
    h(
      "div.tracks",
      choice ? { role: "group", "aria-label": say("tracks.label") } : { "aria-hidden": "true" },
      h(
        "p.who",
        {},
        h("span.who-buyer", {}, say("tracks.buyer")),
        h("span.who-ours", {}, say("tracks.ours")),
      ),
      h("ol", {}, list),
    ),
    h(
      "figcaption",
      choice ? { "aria-live": "polite" } : {},
      h(
        "span.where.buyer",
        {},
        buyer ? say("deal.buyer_in", { n: buyer.number, stage: buyer.title }) : say("deal.buyer_unknown"),
      ),
      h("span.where.ours", {}, say("tracks.ours"), say("colon"), where(found.position, process)),
      " ",
      verdictChip(found.verdict),
    ),
  );
}
