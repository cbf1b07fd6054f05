/**
 * A script to practise: the buyer speaks, the learner chooses a reply and sees what it leads to.
 *
 *     <tt-talk data-script="s1.c1"></tt-talk>
 *
 * Every choice can be taken back to try another; at the end stands what was chosen weakly, why,
 * and what would have been better. Three sheets print what each player of a role-play may see.
 */
import { load } from "../kit/data.js";
import { h } from "../kit/dom.js";
import { announce, printPage } from "../kit/page.js";
import { say, showDate, speak } from "../kit/words.js";
import { store } from "../store/here.js";
import { random, shuffle } from "../logic/shuffle.js";
import { today } from "../store/records.js";
import { judged, summary } from "../views/talk-end.js";
import { recorder, Voice } from "../views/voice.js";

/** @typedef {import("../kit/contract.js").Line} Line */

export class Talk extends HTMLElement {
  voice = new Voice();

  async connectedCallback() {
    await speak();
    this.offerStart();
  }

  offerStart() {
    const sheet = (/** @type {string} */ part) =>
      h("button.plain", { type: "button", onclick: () => this.print(part) }, say(`talk.sheet_${part}`));
    const before = store.get(`talk/${this.dataset.script}`);
    this.replaceChildren(
      before
        ? h(
            "p.quiet",
            {},
            say("talk.before", { date: showDate(before.day) }),
            " ",
            before.weak ? say("talk.weak_count", { n: before.weak }) : say("talk.clean"),
          )
        : "",
      h(
        "p.actions-row",
        {},
        h("button", { type: "button", onclick: () => this.begin() }, say("talk.start")),
        sheet("rep"),
        sheet("buyer"),
        sheet("observer"),
      ),
    );
  }

  /** Prints what one player of a role-play may see. @param {string} part */
  print(part) {
    document.body.dataset.sheet = part;
    const folds = /** @type {HTMLDetailsElement[]} */ ([
      ...document.querySelectorAll("#role-play details:not([open])"),
    ]);
    for (const fold of folds) fold.open = true;
    addEventListener(
      "afterprint",
      () => {
        delete document.body.dataset.sheet;
        for (const fold of folds) fold.open = false;
      },
      { once: true },
    );
    return printPage();
  }

  async begin() {
    this.script = await load(`script-${this.dataset.script}`);
    this.nodes = new Map(this.script.nodes.map((node) => [node.id, node]));
    this.seed = String(Date.now());
    this.chance = random(this.seed);
    // What was chosen, among what, and how long the log was before.
    /** @type {{ node: Line, among: Line[], length: number }[]} */
    this.chosen = [];
    this.log = h("div.talk", { role: "log", "aria-label": say("talk.log") });
    this.choices = h("div.talk-choices");
    this.cover(true);
    const leave = h("button.plain.small", { type: "button", onclick: () => this.leave() }, say("talk.stop"));
    this.replaceChildren(
      h("p.quiet", {}, say("talk.goal"), " ", h("span", { html: this.script.goal })),
      h("p.actions-row", {}, leave, this.voice.box()),
      this.log,
      this.choices,
    );
    this.reach([this.script.nodes[0].id]);
  }

  /**
   * While one practises the conversation is not there to be read; at its end it is again.
   * @param {boolean} isCovered
   */
  cover(isCovered) {
    const text = /** @type {HTMLElement | null} */ (this.parentElement?.querySelector(".transcript"));
    if (text) text.hidden = isCovered;
  }

  /** Ends the practice before its end. */
  leave() {
    this.voice.hush();
    this.cover(false);
    this.offerStart();
    this.querySelector("button")?.focus();
  }

  /** @param {string[]} ids */
  lines(ids) {
    return ids.flatMap((id) => this.nodes?.get(id) ?? []);
  }

  /** Comes to lines that may follow: the buyer says one, the learner chooses. @param {string[]} ids */
  reach(ids) {
    const nodes = this.lines(ids);
    if (nodes.length === 0) return this.finish(null);
    if (nodes.length > 1 && nodes.every((node) => node.ours)) return this.ask(nodes);
    const node = nodes[Math.floor((this.chance?.() ?? 0) * nodes.length)];
    this.say(node);
    if (node.end) return this.finish(node.end);
    const next = this.lines(node.next);
    // Lines that leave no choice follow at a click, so that each is read.
    if (next.length > 1 && next.every((n) => n.ours)) return this.ask(next);
    this.offer(node, this.log?.childElementCount !== 1);
  }

  /**
   * The ways on from a line: further, or back to the last choice.
   * @param {Line} node
   * @param {boolean} [focus]
   */
  offer(node, focus = true) {
    const go = h("button", { type: "button", onclick: () => this.reach(node.next) }, say("talk.next"));
    this.choices?.replaceChildren(h("p.actions-row", {}, go, this.backButton()));
    if (focus) go.focus();
  }

  backButton() {
    return this.chosen?.length
      ? h("button.plain", { type: "button", onclick: () => this.back() }, say("talk.back"))
      : null;
  }

  /** Takes the last choice back, with all that followed. */
  back() {
    const last = this.chosen?.pop();
    if (!last || !this.log) return;
    while (this.log.childElementCount > last.length) this.log.lastElementChild?.remove();
    this.ask(last.among);
    announce(say("talk.choose"));
  }

  /** @param {Line[]} nodes */
  ask(nodes) {
    this.choices?.replaceChildren(
      h("p.label", {}, say("talk.choose")),
      ...shuffle(nodes, `${this.seed}/${nodes[0].id}`).map((node) =>
        h(
          "button.reply",
          { type: "button", onclick: () => this.choose(node, nodes) },
          h("span", { html: node.line }),
        ),
      ),
      recorder() ?? "",
      ...(this.chosen?.length ? [h("p", {}, this.backButton())] : []),
    );
    this.choices?.querySelector("button")?.focus();
  }

  /** @param {Line} node @param {Line[]} among */
  choose(node, among) {
    this.chosen?.push({ node, among, length: this.log?.childElementCount ?? 0 });
    this.say(node, true);
    announce(say(`talk.${node.quality}`));
    if (node.end) return this.finish(node.end);
    this.offer(node);
  }

  /** @param {Line} node @param {boolean} [chosen] */
  say(node, chosen = false) {
    this.log?.append(
      h(
        `div.line.${node.ours ? "ours" : "buyer"}.${node.quality}`,
        {},
        h("p.speaker", {}, node.speaker),
        h(
          "div.said",
          {},
          h("blockquote", { html: node.line }),
          chosen ? judged(node) : null,
          !chosen && node.listen_for
            ? h("p.cue", {}, h("b", {}, say("talk.listen")), " ", h("span", { html: node.listen_for }))
            : null,
        ),
      ),
    );
    this.log?.lastElementChild?.scrollIntoView({ block: "nearest" });
    if (node.ours) this.voice.hush();
    else this.voice.speak(node.line);
  }

  /** @param {Line["end"]} end */
  finish(end) {
    const weak = (this.chosen ?? []).filter(({ node }) => node.quality !== "good");
    const said = [
      say(`talk.end_${end ?? "partial"}`),
      weak.length ? say("talk.weak_count", { n: weak.length }) : say("talk.clean"),
    ].join(" ");
    const { script } = this;
    if (!script) return;
    this.cover(false);
    store.set(`talk/${script.id}`, {
      day: today(),
      rev: script.rev,
      hash: script.hash,
      weak: weak.length,
      end: end ?? "partial",
    });
    const again = h("button", { type: "button", onclick: () => this.begin() }, say("talk.again"));
    this.choices?.replaceChildren(
      h(`p.result.${end === "success" ? "right" : "wrong"}`, {}, said),
      end === "success" || !script.smallest_outcome
        ? ""
        : h("p", {}, h("b", {}, say("talk.least")), " ", h("span", { html: script.smallest_outcome })),
      weak.length ? summary(weak) : "",
      h("p.actions-row", {}, again, this.backButton()),
    );
    announce(said);
    again.focus();
  }
}
