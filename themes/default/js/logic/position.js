/**
 * The strict rule: from ticks and the buyer's stage to a position and a verdict.
 *
 * The same rule as `src/position.rs`; `tests/position.json` holds both to one table of cases. A
 * stage is reached when all its milestone actions are done and completed when all its success
 * actions are too; the walk stops at the first open gate, and ticks beyond it never count.
 */

/**
 * A stage as the rule sees it: the ids of its two gates.
 * @typedef {{ id: string, number: number, milestone: string[], success: string[] }} Gates
 */

/**
 * @typedef {"not-started" | "reached" | "completed"} State
 * @typedef {{
 *   state: State,
 *   stage: string | null,
 *   number: number,
 *   open: { stage: string, gate: "milestone" | "success" } | null,
 *   missing: string[],
 *   ahead: string[],
 * }} Position
 * @typedef {{ kind: "unknown" | "in-sync" | "behind" | "ahead", gap: number }} Verdict
 */

/**
 * Applies the rule to what is done.
 * @param {Gates[]} stages in order
 * @param {Set<string>} done ids of ticked actions that count
 * @returns {Position}
 */
export function position(stages, done) {
  /** @type {Position} */
  const found = { state: "not-started", stage: null, number: 0, open: null, missing: [], ahead: [] };
  for (const stage of stages) {
    for (const gate of /** @type {const} */ (["milestone", "success"])) {
      const actions = stage[gate];
      const left = actions.filter((id) => !done.has(id));
      if (found.open) {
        found.ahead.push(...actions.filter((id) => done.has(id)));
      } else if (left.length === 0 && actions.length > 0) {
        found.state = gate === "milestone" ? "reached" : "completed";
        found.stage = stage.id;
        found.number = stage.number;
      } else {
        found.missing = left;
        found.open = { stage: stage.id, gate };
      }
    }
  }
  return found;
}

/**
 * Compares a position with the number of the buyer's stage; no verdict while that is unknown.
 * @param {Position} position
 * @param {number | null} buyer
 * @returns {Verdict}
 */
export function verdict(position, buyer) {
  if (buyer === null) return { kind: "unknown", gap: 0 };
  const gap = buyer - position.number;
  if (gap === 0) return { kind: "in-sync", gap: 0 };
  return gap > 0 ? { kind: "behind", gap } : { kind: "ahead", gap: -gap };
}
