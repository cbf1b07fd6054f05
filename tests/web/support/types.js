/**
 * What the type checker says to values written out as their types: one program for all of them,
 * for most of its time goes into reading its own library.
 */
import { writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import ts from "typescript";
import { folder, ROOT } from "./site.js";

const CONTRACT = join(ROOT, "themes/default/js/kit/contract.js");

/**
 * A value, the name of its type in the contract, and if it is not of that type, why.
 * @typedef {[type: string, value: any, wrong?: string]} Typed
 */

/**
 * The faults of each group of values, in words; empty if there are none but those expected.
 * @param {{ [group: string]: Typed[] }} groups
 * @returns {{ [group: string]: string }}
 */
export function faults(groups) {
  const room = folder("types");
  const files = Object.entries(groups).map(([group, values]) => {
    const lines = values.map(([type, value, wrong], at) => {
      const text = JSON.stringify(value, null, wrong ? 0 : 1);
      // Where the checker finds nothing to say to the next line, it says so to this one.
      const expected = wrong ? `// @ts-expect-error: ${wrong}\n` : "";
      return `${expected}export const v${at}: contract.${type} = ${text};`;
    });
    const head = `import type * as contract from ${JSON.stringify(CONTRACT)};`;
    const file = join(room, `${group}.mts`);
    writeFileSync(file, [head, ...lines, ""].join("\n"));
    return file;
  });
  const program = ts.createProgram(files, {
    noEmit: true,
    strict: true,
    skipLibCheck: true,
    module: ts.ModuleKind.NodeNext,
    target: ts.ScriptTarget.ES2022,
    lib: ["lib.es2022.d.ts"],
    types: [],
  });
  return Object.fromEntries(
    files.map((file) => [basename(file, ".mts"), said(program, program.getSourceFile(file))]),
  );
}

/** @param {ts.Program} program @param {ts.SourceFile | undefined} file */
function said(program, file) {
  if (!file) return "the file is gone";
  const found = [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)];
  return found
    .map(({ start, code, messageText }) => {
      const line = file.getLineAndCharacterOfPosition(start ?? 0).line;
      const words = file.text.split("\n")[line].slice(0, 120);
      return `${line + 1}: TS${code}: ${ts.flattenDiagnosticMessageText(messageText, "\n")}\n${words}`;
    })
    .join("\n");
}
