/**
 * What an edit of the playbook does to a learner's record.
 *
 * A record keeps the item's revision and the hash of its words from the day it was made; the
 * site's list of items says what they are now. So no edit loses progress: unchanged words keep
 * the record, new words keep it with a mark, a higher revision asks again, and what was removed is
 * kept aside. Where an item stands, under which title or in which file, plays no part.
 */

/**
 * @typedef {{ revision: number, hash: string, kind?: string, path?: string }} Item
 * @typedef {{ rev: number, hash: string }} Record
 * @typedef {"none" | "kept" | "reworded" | "revised" | "removed"} Standing
 */

/**
 * How a record stands to the item as it is now.
 * @param {Record | null | undefined} record
 * @param {Item | null | undefined} item
 * @returns {Standing}
 */
export function standing(record, item) {
  if (!record) return "none";
  if (!item) return "removed";
  if (item.revision > record.rev) return "revised";
  return item.hash === record.hash ? "kept" : "reworded";
}

/**
 * Whether a record in this standing still counts.
 * @param {Standing} standing
 */
export function counts(standing) {
  return standing === "kept" || standing === "reworded";
}

/**
 * The records that an edit has touched, and those whose items are gone.
 * @template {Record} T
 * @param {Iterable<[string, T]>} records by item id
 * @param {{ [id: string]: Item }} items
 * @returns {{ changed: { id: string, record: T, standing: Standing }[], removed: { id: string, record: T }[] }}
 */
export function audit(records, items) {
  const changed = [];
  const removed = [];
  for (const [id, record] of records) {
    const now = standing(record, items[id]);
    if (now === "removed") removed.push({ id, record });
    else if (now !== "kept") changed.push({ id, record, standing: now });
  }
  return { changed, removed };
}

/**
 * The questions that test any of some items; a heading of a page counts as its page too.
 * @template {{ tests: string[] }} T
 * @param {readonly T[]} questions
 * @param {Iterable<string>} ids
 * @returns {T[]}
 */
export function testing(questions, ids) {
  const wanted = new Set(ids);
  return questions.filter((q) => q.tests.some((id) => wanted.has(id) || wanted.has(id.split("#")[0])));
}

/**
 * Takes up an attempt that was begun before the playbook changed: what is gone is no longer asked,
 * what has a new meaning is asked again, everything else stays as it was, in its order.
 * @template {{ ids: string[], at: number, exam: boolean, answers: object,
 *   grades: { [id: string]: object }, revs?: { [id: string]: number } }} T
 * @param {T} attempt
 * @param {readonly { id: string, rev: number }[]} questions as they are now
 * @returns {{ attempt: T, touched: number }} and how many questions the edit has touched
 */
export function takeUp(attempt, questions) {
  const now = new Map(questions.map((q) => [q.id, q.rev]));
  const ids = attempt.ids.filter((id) => now.has(id));
  const revised = ids.filter((id) => (now.get(id) ?? 1) > (attempt.revs?.[id] ?? Infinity));
  const left = (/** @type {object} */ made) =>
    Object.fromEntries(Object.entries(made).filter(([id]) => now.has(id) && !revised.includes(id)));
  const grades = left(attempt.grades);
  const before = attempt.ids.slice(0, attempt.at).filter((id) => now.has(id)).length;
  // In practice the walk goes on with the first question that has no answer.
  const open = ids.findIndex((id) => !grades[id]);
  const at = attempt.exam || open < 0 ? Math.min(before, ids.length) : Math.min(before, open);
  const revs = Object.fromEntries(ids.map((id) => [id, now.get(id) ?? 1]));
  const touched = attempt.ids.length - ids.length + revised.length;
  return { attempt: { ...attempt, ids, at, revs, answers: left(attempt.answers), grades }, touched };
}
