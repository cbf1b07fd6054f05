/** A playbook of many stages whose names are as long as languages make them. */
import { cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { BASE, folder } from "./site.js";

/** Long names in turn: several words, one word, words that no blank parts, a sign between. */
const NAMES = {
  en: [
    "Negotiation of terms and conditions with everybody who has a say",
    "Requirements_and_acceptance_criteria_workshop_with_procurement",
    "Negotiation",
  ],
  de: [
    "Vertragsverhandlungsvorbereitungsgespräch",
    "Wirtschaftlichkeitsuntersuchung und Ausschreibungsunterlagenerstellung",
    "Auftragsbestätigung/Inbetriebnahmeprotokoll",
  ],
  zh: ["客户内部立项审批与年度预算落实情况确认阶段", "招标文件技术参数与评分标准共同编制（含答疑）", "签约"],
};

/** @param {string[]} words by language */
const text = (words) => `{${Object.keys(NAMES).map((id, at) => `${id}: "${words[at]}"`)}}`;

/** @param {number} n */
const name = (n) => text(Object.values(NAMES).map((names) => names[n % names.length]));

/** @param {number} count more than the two that are there */
export function playbookOf(count) {
  const playbook = folder("stages");
  cpSync(BASE, playbook, { recursive: true });
  const settings = join(playbook, "playbook.yaml");
  writeFileSync(settings, readFileSync(settings, "utf8").replace("[en, zh]", `[${Object.keys(NAMES)}]`));
  const buyer = join(playbook, "content/buyer.yaml");
  let known = readFileSync(buyer, "utf8").trimEnd();
  for (let n = 3; n <= count; n++) {
    known += `\n  - {id: b${n}, number: ${n}, title: ${name(n)}, short: ${name(n)}}`;
    const stage = join(playbook, `content/stages/${String(n).padStart(2, "0")}-s${n}`);
    mkdirSync(stage);
    writeFileSync(
      join(stage, "stage.yaml"),
      `id: s${n}\nnumber: ${n}\ntitle: ${name(n + 1)}\nshort: ${name(n + 1)}\nbuyer_stage: b${n}\n` +
        `purpose: ${text(["Go on.", "Weiter.", "继续。"])}\n` +
        `milestone:\n  actions:\n    - {id: s${n}.m1, text: ${text(["It is there.", "Es ist da.", "有了。"])}}\n` +
        `success:\n  actions:\n` +
        `    - {id: s${n}.k1, commitment: true, text: ${text(["They agreed.", "Zugesagt.", "已同意。"])}}\n`,
    );
  }
  writeFileSync(buyer, `${known}\n`);
  return playbook;
}
