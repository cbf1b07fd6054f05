/**
 * Rows and cells of separated values: every dialect that spreadsheets write and read, and cells that
 * none of them takes for a formula.
 */

/** @typedef {{ number: number, cells: string[] }} Row */

const MARKS = [",", ";", "\t", "|"];
/** What makes a formula of a cell that begins with it, and the sign that keeps it from that. */
const FORMULA = /[=+\-@\t\r'＝＋－＠]/;
/** Where another country's spreadsheet may begin a cell within one of ours. */
const BREAK = /[;\t|\r\n]/;

/**
 * Rows as a file that spreadsheets read, Chinese too; no cell is taken for a formula.
 * @param {(string | number | null | undefined)[][]} rows
 */
export function csv(rows) {
  // The mark in front says that this is UTF-8.
  return `\ufeff${rows.map((row) => row.map((value) => cell(String(value ?? ""))).join(",")).join("\r\n")}\r\n`;
}

/** @param {string} text */
function cell(text) {
  const safe = guard(text);
  return /[",;|\t\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** Whether a formula would begin at a place. @param {string} text @param {number} at */
function begins(text, at) {
  if (at > 0 && !BREAK.test(text[at - 1])) return false;
  return FORMULA.test(text[at]) || (at > 0 && text[at] === '"');
}

/** @param {string} text */
function guard(text) {
  return [...text.split("").entries()].map(([at, c]) => (begins(text, at) ? `'${c}` : c)).join("");
}

/** What `guard` made of a text, as it was. @param {string} text */
export function unguard(text) {
  let out = "";
  for (let at = 0; at < text.length; at++) {
    const isGuard = text[at] === "'" && (at === 0 || BREAK.test(text[at - 1])) && at + 1 < text.length;
    const next = text[at + 1] ?? "";
    if (isGuard && (FORMULA.test(next) || (out !== "" && next === '"'))) at += 1;
    out += text[at];
  }
  return out;
}

/**
 * Rows with their numbers, as a spreadsheet counts them; empty ones are left out.
 * @param {string} text
 * @param {(cells: string[]) => boolean} isHead tells the first row, by which the separator is known
 * @returns {Row[]}
 */
export function table(text, isHead) {
  const bare = text.replace(/^\ufeff/, "");
  // Excel itself writes and reads this line.
  const [told, mark] = bare.match(/^"?sep=([^\r\n])"?(?:\r\n|\r|\n)/i) ?? ["", ""];
  const marks = mark ? [mark] : MARKS;
  for (const one of marks) {
    const rows = split(bare.slice(told.length), one);
    if (rows[0] && isHead(rows[0].cells)) return rows;
  }
  return split(bare.slice(told.length), marks[0]);
}

/**
 * @param {string} text
 * @param {string} mark
 */
function split(text, mark) {
  /** @type {Row[]} */
  const rows = [];
  /** @type {string[]} */
  let cells = [];
  let [number, word, quoted] = [1, "", false];
  const end = () => {
    cells.push(word);
    if (cells.some((value) => value.trim() !== "")) rows.push({ number, cells });
    [number, word, cells] = [number + 1, "", []];
  };
  for (let at = 0; at < text.length; at++) {
    const c = text[at];
    if (quoted) {
      if (c !== '"') word += c;
      else if (text[at + 1] === '"') [word, at] = [`${word}"`, at + 1];
      else quoted = false;
    } else if (c === '"' && word === "") quoted = true;
    else if (c === mark) [word] = ["", cells.push(word)];
    else if (c !== "\n" && c !== "\r") word += c;
    else if (c === "\n" || text[at + 1] !== "\n") end();
  }
  if (word !== "" || cells.length > 0) end();
  return rows;
}
