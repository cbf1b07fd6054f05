/**
 * What to say to a buyer, as HTML: to the first saying the whole answer, to others the question that
 * comes first.
 */
import { done, refused } from "../kit/outcome.js";
import { listen } from "../kit/told.js";

/**
 * @typedef {import("./sayings.js").Saying} Saying
 * What the box calls the parts.
 * @typedef {{ ask: string, respond: string, avoid: string, copy: string, copied: string,
 *   uncopied: string, whole: string }} Names
 */

/**
 * @param {Saying[]} answers
 * @param {Names} names
 * @param {(saying: Saying) => string} addressOf
 */
export function draw(answers, names, addressOf) {
  return answers.map((saying, n) => {
    const card = element("article", "answer");
    const link = /** @type {HTMLAnchorElement} */ (element("a", "answer-whole", `${names.whole} `));
    link.href = addressOf(saying);
    link.append(element("span", "", saying.page));
    card.append(element("h3", "answer-says", saying.says), ask(saying, names));
    if (n === 0) card.append(line("answer-respond", names.respond, saying.respond));
    if (n === 0 && saying.avoid) card.append(line("answer-avoid", names.avoid, saying.avoid));
    card.append(link);
    return card;
  });
}

/**
 * What can be said at once: the question, or the answer where there is none to ask.
 * @param {Saying} saying
 * @param {Names} names
 */
function ask(saying, names) {
  const words = saying.ask || saying.respond;
  const part = line("answer-ask", saying.ask ? names.ask : names.respond, words);
  const button = /** @type {HTMLButtonElement} */ (element("button", "answer-copy", names.copy));
  button.type = "button";
  const spoken = /** @type {Element} */ (part.querySelector(".answer-words"));
  listen(button, "click", () => copy(spoken, names));
  part.append(button);
  return part;
}

/**
 * Copies what an element says, or selects it for copying by hand.
 * @param {Element} spoken
 * @param {Names} names
 */
async function copy(spoken, names) {
  try {
    await navigator.clipboard.writeText(spoken.textContent ?? "");
    return done(names.copied);
  } catch {
    // Refused, or not there: pages without encryption have no clipboard.
  }
  getSelection()?.selectAllChildren(spoken);
  return refused(names.uncopied);
}

/**
 * @param {string} style
 * @param {string} label
 * @param {string} words
 */
function line(style, label, words) {
  const part = element("div", style);
  part.append(element("p", "answer-label", label), element("p", "answer-words", words));
  return part;
}

/**
 * @param {string} name
 * @param {string} style
 * @param {string} [text]
 */
function element(name, style, text = "") {
  const made = document.createElement(name);
  if (style) made.className = style;
  if (text) made.textContent = text;
  return made;
}
