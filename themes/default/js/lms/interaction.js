/**
 * A question and the answer that was given, in the words of no standard.
 */

/** @typedef {import("../kit/contract.js").Question} Question */
/** @typedef {import("../logic/grade.js").Answer} Answer */
/** @typedef {import("./plan.js").Interaction} Interaction */
/** @typedef {Pick<Interaction, "type" | "given" | "right_answers" | "options" | "sides" | "tolerance">} Answered */

/** Words of HTML on one line. @param {string} html */
function plain(html) {
  const text = new DOMParser().parseFromString(html, "text/html").body.textContent ?? "";
  return text.replace(/\s+/g, " ").trim();
}

/**
 * @param {{ question: Question, answer: Answer | undefined, grade: { right: boolean } }} told
 * @param {{ seconds: number, at: number, lang: string }} about
 * @returns {Interaction}
 */
export function interaction({ question, answer, grade }, { seconds, at, lang }) {
  return {
    id: question.id,
    at,
    seconds: Math.max(0, Math.round(seconds * 100) / 100),
    stage: question.stage,
    right: grade.right,
    words: plain(question.stem),
    lang,
    ...answered(question, answer),
  };
}

/**
 * @param {Question} question
 * @param {Answer | undefined} answer
 * @returns {Answered}
 */
function answered(question, answer) {
  switch (question.form) {
    case "choose":
      return chosen(question, /** @type {string | string[] | undefined} */ (answer));
    case "pair":
      return paired(question, /** @type {{ [id: string]: string }} */ (answer ?? {}));
    case "order": {
      const ids = question.items.map((item) => item.id);
      const given = /** @type {string[] | undefined} */ (answer) ?? null;
      return { type: "sequencing", options: ids, right_answers: [ids], given };
    }
    case "write":
      return written(question, /** @type {string | { [id: string]: string } | undefined} */ (answer));
    case "rate": {
      const text = /** @type {{ text?: string } | undefined} */ (answer)?.text?.trim() ?? "";
      return { type: "long", options: [], right_answers: [], given: text ? [text] : null };
    }
  }
}

/**
 * @param {import("../kit/contract.js").ChooseQuestion} question
 * @param {string | string[] | undefined} answer
 * @returns {Answered}
 */
function chosen(question, answer) {
  const given = [answer ?? []].flat();
  const right = question.options.filter((option) => option.right).map((option) => option.id);
  return {
    type: question.type === "true-false" ? "true-false" : "choice",
    options: question.options.map((option) => option.id),
    // One of several outcomes of a deal is enough; of several options all must be chosen.
    right_answers: question.many ? [right] : right.map((id) => [id]),
    given: given.length ? given : null,
  };
}

/**
 * @param {import("../kit/contract.js").PairQuestion} question
 * @param {{ [id: string]: string }} answer
 * @returns {Answered}
 */
function paired({ pairs, distractors }, answer) {
  const given = pairs.flatMap(({ id }) =>
    answer[id] ? [/** @type {[string, string]} */ ([id, answer[id]])] : [],
  );
  return {
    type: "matching",
    options: pairs.map((pair) => pair.id),
    sides: [...pairs, ...distractors].map((side) => side.id),
    right_answers: [pairs.map(({ id }) => /** @type {[string, string]} */ ([id, id]))],
    given: given.length ? given : null,
  };
}

/**
 * @param {import("../kit/contract.js").WriteQuestion} question
 * @param {string | { [id: string]: string } | undefined} answer
 * @returns {Answered}
 */
function written({ gaps }, answer) {
  const words = gaps.map((gap) => ((typeof answer === "object" ? answer[gap.id] : answer) ?? "").trim());
  const given = words.some(Boolean) ? words : null;
  const [only] = gaps;
  if (gaps.length === 1 && "answer" in only) {
    const right_answers = [[String(only.answer)]];
    return { type: "numeric", options: [], tolerance: only.tolerance, right_answers, given };
  }
  const accepted = gaps.map((gap) => ("answer" in gap ? [String(gap.answer)] : gap.accept));
  // Each accepted word of a gap stands in one way at least, beside the others' first or like place.
  const ways = Math.max(...accepted.map((words) => words.length));
  const right_answers = Array.from({ length: ways }, (_, n) =>
    accepted.map((words) => words[n] ?? words[0] ?? ""),
  );
  return { type: "fill-in", options: [], right_answers, given };
}
