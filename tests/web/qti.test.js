/**
 * The playbook's questions as QTI 3, played in a browser by a system that we did not write: the key
 * scores one, each wrong answer nothing, and what is said fits what was answered. What the older
 * versions write differs in names alone.
 */
import assert from "node:assert/strict";
import test, { after, before } from "node:test";
import { fileURLToPath } from "node:url";
import { XMLParser, XMLValidator } from "fast-xml-parser";
import { unzipSync } from "fflate";
import { exported, written } from "./support/questions.js";
import { browser } from "./support/browser.js";

/** @typedef {import("./support/questions.js").Written} Written */
/**
 * @typedef {object} Try
 * @property {{ [variable: string]: string | string[] }} response
 * @property {number} score
 * @property {string[]} [said]
 * @property {string[]} [unsaid]
 */

const asked = written();

/** @param {string} format @param {string[]} [more] */
function unpacked(format, more) {
  const { bytes, ...told } = exported(format, more);
  const files = Object.entries(unzipSync(bytes)).map(([path, b]) => /** @type {const} */ ([path, b]));
  return { ...told, files: new Map(files.map(([path, b]) => [path, Buffer.from(b).toString()])) };
}

const three = unpacked("qti3");
const name = (/** @type {string} */ id) => (/^[a-z_]/i.test(id) ? id : `_${id}`);
const item = (/** @type {string} */ id, files = three.files) =>
  files.get(`items/${name(id)}.xml`) ?? assert.fail(`${id} is not there`);

/** @param {any} words @returns {string[]} */
const every = (words) =>
  [...new Set([Array.isArray(words) ? words : Object.values(words)].flat(2))].map(String);

/**
 * Answers with what they must score, by what the author wrote.
 * @type {{ [type: string]: (q: Written) => Try[] }}
 */
const TRIES = {
  single: ({ options }) =>
    options.map((/** @type {any} */ { id, right, feedback }) => ({
      response: { RESPONSE: name(id) },
      score: right ? 1 : 0,
      said: feedback ? [name(id)] : [],
      unsaid: options.filter((/** @type {any} */ o) => o.id !== id).map((/** @type {any} */ o) => name(o.id)),
    })),
  multiple: ({ options }) => {
    const ids = options.map((/** @type {any} */ o) => name(o.id));
    const right = ids.filter((/** @type {string} */ _, /** @type {number} */ n) => options[n].right);
    const one = (/** @type {string} */ id) =>
      right.includes(id) ? right.filter((/** @type {string} */ r) => r !== id) : [...right, id];
    const said = right.filter((/** @type {string} */ id) => options[ids.indexOf(id)].feedback);
    return [
      { response: { RESPONSE: [...right].reverse() }, score: 1, said },
      ...ids.map((/** @type {string} */ id) => ({ response: { RESPONSE: one(id) }, score: 0, said })),
    ];
  },
  "true-false": ({ answer, if_true, if_false }) =>
    [true, false].map((side) => ({
      response: { RESPONSE: String(side) },
      score: side === answer ? 1 : 0,
      said: (side ? if_true : if_false) ? [String(side)] : [],
    })),
  matching: ({ pairs, distractors = [] }) => {
    const rights = [...pairs, ...distractors];
    const words = (/** @type {any} */ p) => JSON.stringify(p.right ?? p.text);
    // Two that end in the same words share a side.
    const side = (/** @type {any} */ p) => `right.${rights.find((r) => words(r) === words(p)).id}`;
    const key = pairs.map((/** @type {any} */ p) => `left.${p.id} ${side(p)}`);
    const wrong = pairs.flatMap((/** @type {any} */ p, /** @type {number} */ n) => {
      const other = rights.find((r) => words(r) !== words(p));
      return [
        key.with(n, `left.${p.id} ${side(other)}`),
        key.filter((/** @type {string} */ k) => k !== key[n]),
      ].map((RESPONSE) => ({
        response: { RESPONSE },
        score: 0,
        said: p.feedback ? [`PAIR.${p.id}`] : [],
      }));
    });
    return [{ response: { RESPONSE: key.toReversed() }, score: 1 }, ...wrong];
  },
  ordering: ({ items, feedback }) => {
    const key = items.map((/** @type {any} */ item) => name(item.id));
    const wrong = key.slice(1).map((/** @type {string} */ id, /** @type {number} */ n) => {
      const RESPONSE = key.with(n, id).with(n + 1, key[n]);
      return { response: { RESPONSE }, score: 0, said: feedback ? ["WRONG"] : [] };
    });
    return [{ response: { RESPONSE: key }, score: 1, unsaid: ["WRONG", "HINT.1"] }, ...wrong];
  },
  short: ({ accept, reject = [] }) => [
    ...every(accept).flatMap((word) =>
      [word, word.toUpperCase(), word.toLowerCase()].map((RESPONSE) => ({
        response: { RESPONSE },
        score: 1,
      })),
    ),
    ...reject.flatMap((/** @type {any} */ known, /** @type {number} */ n) =>
      every(known.words).map((RESPONSE) => ({
        response: { RESPONSE },
        score: 0,
        said: [`KNOWN.${n + 1}`],
      })),
    ),
    { response: { RESPONSE: "something else" }, score: 0 },
  ],
  numeric: ({ answer, tolerance = 0, feedback }) => [
    // This player knows no tolerance: what is near is left to the schema and to what comes back.
    { response: { RESPONSE: String(answer) }, score: 1 },
    ...[answer + tolerance + 1, answer - tolerance - 1, -answer - 7].map((n) => ({
      response: { RESPONSE: String(n) },
      score: 0,
      said: feedback ? ["WRONG"] : [],
    })),
  ],
  gap: ({ gaps }) => {
    const variable = (/** @type {any} */ g) => `RESPONSE_${name(String(g.id))}`;
    const key = Object.fromEntries(gaps.map((/** @type {any} */ g) => [variable(g), every(g.accept)[0]]));
    return [
      { response: key, score: 1 },
      ...gaps.flatMap((/** @type {any} */ g) => [
        ...every(g.accept).map((word) => ({ response: { ...key, [variable(g)]: word }, score: 1 })),
        {
          response: { ...key, [variable(g)]: "something else" },
          score: 0,
          said: g.feedback ? [`BLANK.${name(String(g.id))}`] : [],
        },
      ]),
    ];
  },
  // What is right follows from the rule, which other tests hold: one option, and no other.
  position: ({ id }) => {
    const key = item(id).match(/<qti-value>(.*?)<\/qti-value>/)?.[1];
    const all = [...item(id).matchAll(/<qti-simple-choice identifier="(.*?)"/g)].map((m) => m[1]);
    assert.ok(key && all.includes(key) && all.length > 3, id);
    return all.map((RESPONSE) => ({
      response: { RESPONSE },
      score: RESPONSE === key ? 1 : 0,
      said: ["RULE"],
    }));
  },
};

/** @type {import("playwright-core").Browser} */
let chromium;
before(async () => {
  chromium = await browser();
});
after(() => chromium.close());

/** The judge, as one script. */
const PLAYER = fileURLToPath(
  new URL("node_modules/@citolab/qti-components/cdn/index.global.js", import.meta.url),
);

/**
 * Plays items in the page: what each answer scored, and the names of what was said to it.
 * @param {{ xml: string, responses: Try["response"][], said: string[][] }[]} items
 */
async function played(items) {
  const page = await chromium.newPage();
  /** @type {string[]} */
  const faults = [];
  page.on("pageerror", (error) => faults.push(String(error)));
  await page.addScriptTag({ path: PLAYER });
  const found = await page.evaluate(async (items) => {
    const results = [];
    for (const { xml, responses, said } of items) {
      const container = /** @type {any} */ (document.createElement("item-container"));
      const connected = new Promise((done) =>
        container.addEventListener(
          "qti-assessment-item-connected",
          (/** @type {any} */ e) => done(e.detail),
          {
            once: true,
          },
        ),
      );
      container.itemXML = xml;
      document.body.append(container);
      const item = await /** @type {Promise<any>} */ (connected);
      await item.updateComplete;
      const tries = [];
      for (const response of responses) {
        item.resetResponses();
        for (const [variable, value] of Object.entries(response))
          item.updateResponseVariable(variable, value);
        item.processResponse();
        const value = (/** @type {string} */ outcome) => item.getOutcome(outcome)?.value;
        const shown = said.filter(([outcome, name]) => value(outcome) === name);
        tries.push({ score: Number(value("SCORE")), said: shown.map(([, name]) => name) });
      }
      results.push(tries);
      container.remove();
    }
    return results;
  }, items);
  await page.close();
  assert.deepEqual(faults, []);
  return found;
}

test("the key scores one and each wrong answer nothing, and what is said fits", async () => {
  const marked = asked.filter((q) => q.type !== "open");
  const tries = marked.map((q) => TRIES[q.type](q));
  const items = marked.map((q, n) => {
    const xml = item(q.id);
    const modal = /<qti-modal-feedback outcome-identifier="(.*?)" identifier="(.*?)"/g;
    const said = [...xml.matchAll(modal)].map((found) => found.slice(1));
    return { xml, responses: tries[n].map((t) => t.response), said };
  });
  const results = await played(items);
  let wrong = 0;
  for (const [n, q] of marked.entries())
    for (const [m, { response, score, said = [], unsaid = [] }] of tries[n].entries()) {
      const is = results[n][m];
      const where = `${q.id} ${JSON.stringify(response)} ${JSON.stringify(is)}`;
      assert.equal(is.score, score, where);
      for (const one of said) assert.ok(is.said.includes(one), `${one} is not said: ${where}`);
      for (const one of unsaid) assert.ok(!is.said.includes(one), `${one} is said: ${where}`);
      if (q.explanation) assert.ok(is.said.includes("EXPLANATION"), where);
      if (q.hints) assert.equal(is.said.includes("HINT.1"), score === 0, where);
      wrong += score === 0 ? 1 : 0;
    }
  assert.ok(wrong > asked.length, `only ${wrong} wrong answers were tried`);
});

test("every question is there once, in its test and in the manifest", () => {
  const manifest = three.files.get("imsmanifest.xml") ?? assert.fail();
  const tests = [...three.files].filter(([path]) => path.startsWith("tests/")).map(([, xml]) => xml);
  for (const { id, quiz, bank } of asked) {
    assert.match(item(id), new RegExp(`identifier="${name(id)}"`));
    assert.equal(manifest.split(`href="items/${name(id)}.xml"`).length, 3, id);
    const ours = three.files.get(`tests/${name(quiz)}.xml`) ?? assert.fail(quiz);
    assert.equal(ours.split(`href="../items/${name(id)}.xml"`).length, 2, id);
    if (bank) assert.ok(ours.includes(`title="${bank}"`), id);
  }
  assert.equal(tests.length, new Set(asked.map((q) => q.quiz)).size);
  for (const [path, xml] of three.files) assert.equal(XMLValidator.validate(xml), true, path);
  assert.deepEqual(three.dropped, []);
});

test("an open question waits for a person, who sees the model answer", () => {
  for (const q of asked.filter((q) => q.type === "open")) {
    assert.match(item(q.id), /external-scored="human"/);
    assert.match(item(q.id), /<qti-rubric-block view="scorer"/);
    assert.doesNotMatch(item(q.id), /qti-response-condition/);
  }
});

const parser = new XMLParser({ ignoreAttributes: false, preserveOrder: true, trimValues: false });
/** Names as QTI 2 has them, and without what says who marks. @param {string} xml */
const older = (xml) =>
  xml
    .replace(/<\/?qti-content-body>/g, "")
    .replace(/(<\/?)qti-([a-z-]+)/g, (_, start, rest) => start + rest.replace(/-(.)/g, up))
    .replace(/ ([a-z-]+)="/g, (_, key) => ` ${key.replace(/-(.)/g, up)}="`)
    .replace(/ use="scoring"| externalScored="human"/g, "")
    .replace(/ xmlns=".*?"| xsi:schemaLocation=".*?"/g, "");
const up = (/** @type {string} */ _, /** @type {string} */ c) => c.toUpperCase();

for (const format of ["qti21", "qti22"])
  test(`${format} is the same with other names`, () => {
    const { files } = unpacked(format);
    assert.deepEqual([...files.keys()], [...three.files.keys()]);
    for (const q of asked)
      assert.deepEqual(
        parser.parse(older(item(q.id, files))),
        parser.parse(older(item(q.id))),
        `${format} ${q.id}`,
      );
  });

test("the other language is whole too, and the same bytes come out again", () => {
  const chinese = unpacked("qti3", ["--lang", "zh"]);
  assert.equal(chinese.files.size, three.files.size);
  assert.match(item("q0.1", chinese.files), /xml:lang="zh-CN"[^]*客户八步，我们八步/);
  const again = () => exported("qti22", ["--only", "q3"]).bytes;
  assert.deepEqual(again(), again());
});
