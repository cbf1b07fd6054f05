/**
 * What the type checker says to values written out as their types: one program for all of them,
 * for most of its time goes into reading its own library.
 */
import { writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import ts from "typescript";
import { folder, ROOT } from "./site.js";

const CONTRACT = join(ROOT, "themes/default/js/kit/contract.js");

/** @typedef {[type: string, value: any]} Typed a value and the name of its type in the contract */

/**
 * The faults of each group of values, in words; empty if there are none.
 * @param {{ [group: string]: Typed[] }} groups
 * @returns {{ [group: string]: string }}
 */
export function faults(groups) {
  const room = folder("types");
  const files = Object.entries(groups).map(([group, values]) => {
    const lines = values.map(
      ([type, value], at) => `export const v${at}: contract.${type} = ${JSON.stringify(value, null, 1)};`,
    );
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
      const line = file.getLineAndCharacterOfPosition(start ?? 0).line + 1;
      return `${line}: TS${code}: ${ts.flattenDiagnosticMessageText(messageText, "\n")}`;
    })
    .join("\n");
}
