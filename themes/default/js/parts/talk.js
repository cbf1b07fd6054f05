/**
 * A script to practise: the buyer speaks, the learner chooses a reply and sees what it leads to.
 *
 *     <tt-talk data-script="s1.c1"></tt-talk>
 */
import { announce, h, load, say, speak } from "./kit.js";
import { random, shuffle } from "../logic/shuffle.js";

export class Talk extends HTMLElement {
  async connectedCallback() {
    await speak();
    const sheet = (/** @type {string} */ part) => h("button.plain", { type: "button", onclick: () => this.print(part) }, say(`talk.sheet_${part}`));
    this.replaceChildren(h("p.actions-row", {}, h("button", { type: "button", onclick: () => this.begin() }, say("talk.start")),
      sheet("rep"), sheet("buyer"), sheet("observer")));
  }

  /** Prints what one player of a role-play may see. @param {string} part */
  print(part) {
    document.body.dataset.sheet = part;
    const folds = /** @type {HTMLDetailsElement[]} */ ([...document.querySelectorAll("#role-play details:not([open])")]);
    for (const fold of folds) fold.open = true;
    addEventListener("afterprint", () => {
      delete document.body.dataset.sheet;
      for (const fold of folds) fold.open = false;
    }, { once: true });
    print();
  }

  async begin() {
    this.script = await load(`script-${this.dataset.script}`);
    this.nodes = new Map(this.script.nodes.map((/** @type {any} */ node) => [node.id, node]));
    this.seed = String(Date.now());
    this.chance = random(this.seed);
    this.weak = 0;
    this.log = h("div.talk", { role: "log", "aria-label": say("talk.log") });
    this.choices = h("div.talk-choices");
    this.replaceChildren(h("p.quiet", {}, say("talk.goal"), " ", h("span", { html: this.script.goal })), this.log, this.choices);
    this.reach([this.script.nodes[0].id]);
  }

  /**
   * Comes to lines that may follow: the buyer says one, the learner chooses among several.
   * @param {string[]} ids
   */
  reach(ids) {
    const nodes = ids.map((id) => this.nodes?.get(id)).filter((node) => node);
    if (nodes.length === 0) return this.finish(null);
    if (nodes.length > 1 && nodes.every((node) => node.ours)) return this.ask(nodes);
    const node = nodes[Math.floor((this.chance?.() ?? 0) * nodes.length)];
    this.say(node);
    if (node.end) return this.finish(node.end);
    const next = node.next.map((/** @type {string} */ id) => this.nodes?.get(id));
    // Lines that leave no choice follow at a click, so that each is read.
    if (next.length > 1 && next.every((/** @type {any} */ n) => n?.ours)) return this.ask(next);
    const go = h("button", { type: "button", onclick: () => this.reach(node.next) }, say("talk.next"));
    this.choices?.replaceChildren(go);
    if (this.log?.childElementCount !== 1) go.focus();
  }

  /** @param {any[]} nodes */
  ask(nodes) {
    this.choices?.replaceChildren(h("p.label", {}, say("talk.choose")),
      ...shuffle(nodes, `${this.seed}/${nodes[0].id}`).map((node) => h("button.reply", { type: "button", onclick: () => this.choose(node) }, h("span", { html: node.line }))));
    this.choices?.querySelector("button")?.focus();
  }

  /** @param {any} node */
  choose(node) {
    if (node.quality !== "good") this.weak = (this.weak ?? 0) + 1;
    this.say(node, true);
    announce(say(`talk.${node.quality}`));
    if (node.end) return this.finish(node.end);
    const go = h("button", { type: "button", onclick: () => this.reach(node.next) }, say("talk.next"));
    this.choices?.replaceChildren(go);
    go.focus();
  }

  /**
   * @param {any} node
   * @param {boolean} [chosen]
   */
  say(node, chosen = false) {
    this.log?.append(h(`div.line.${node.ours ? "ours" : "buyer"}.${node.quality}`, {},
      h("p.speaker", {}, node.speaker),
      h("div.said", {}, h("blockquote", { html: node.line }),
        chosen ? h("p.note", {}, h("b", {}, say(`talk.${node.quality}`)), " ", h("span", { html: [node.fault, node.note].filter(Boolean).join(" ") })) : null,
        !chosen && node.listen ? h("p.cue", {}, h("b", {}, say("talk.listen")), " ", h("span", { html: node.listen })) : null)));
    this.log?.lastElementChild?.scrollIntoView({ block: "nearest" });
  }

  /** @param {string | null} end */
  finish(end) {
    const said = [say(`talk.end_${end ?? "partial"}`), this.weak ? say("talk.weak_count", { n: this.weak }) : say("talk.clean")].join(" ");
    const again = h("button", { type: "button", onclick: () => this.begin() }, say("talk.again"));
    this.choices?.replaceChildren(h(`p.result.${end === "success" ? "right" : "wrong"}`, {}, said), h("p.actions-row", {}, again));
    announce(said);
    again.focus();
  }
}
