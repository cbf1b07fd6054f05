//! Scripts joined into classic ones, because browsers refuse modules on `file://`.
//!
//! Every file directly in `js/` becomes one script of its name, with all that it imports in front
//! of it. Files in folders below are only there to be imported. So that joining stays a matter of
//! reading lines, a module keeps to a few forms, each beginning a line:
//!
//! ```text
//! import { a, b as c } from "./parts/thing.js";      (may run over several lines)
//! import "./parts/thing.js";
//! export const / let / function / async function / class name …
//! export { a, b };
//! ```
//!
//! No default export, no `import()`, no top-level `await`, and an exported `let` does not change
//! for its importers. Each module becomes a function that returns its exports, so that private
//! names never meet. A line that begins with `//` or `/*` is a comment, also inside a string of
//! several lines.

use super::files::{Files, Layered};
use crate::diagnostic::Report;
use std::collections::BTreeSet;

/// Name (without ending) and text of every script.
pub fn bundles(files: &Files, report: &mut Report) -> Vec<(String, String)> {
    let entries: Vec<&str> = (files.below("js/").map(|(name, _)| name))
        .filter(|name| name.ends_with(".js") && !name.contains('/'))
        .collect();
    let name = |entry: &str| entry.trim_end_matches(".js").to_string();
    entries.into_iter().map(|entry| (name(entry), bundle(files, entry, report))).collect()
}

/// One script with all that it imports.
pub fn bundle(files: &Files, entry: &str, report: &mut Report) -> String {
    let mut joined = Joined { files, report, done: BTreeSet::new(), out: String::new() };
    joined.add(entry, &mut Vec::new());
    format!("(()=>{{\"use strict\";\nconst $={{}};\n{}}})();\n", joined.out)
}

/// The modules that a script is joined from, itself among them, as paths below `js/`.
pub fn reached(files: &Files, entry: &str) -> BTreeSet<String> {
    let mut joined =
        Joined { files, report: &mut Report::default(), done: BTreeSet::new(), out: String::new() };
    joined.add(entry, &mut Vec::new());
    joined.done
}

struct Joined<'a> {
    files: &'a Files,
    report: &'a mut Report,
    done: BTreeSet<String>,
    out: String,
}

impl Joined<'_> {
    /// Adds a module behind everything that it imports; `above` are the modules that wait for it.
    fn add(&mut self, path: &str, above: &mut Vec<String>) {
        if self.done.contains(path) || above.iter().any(|p| p == path) {
            return;
        }
        let Some(file) = self.files.get(&format!("js/{path}")) else {
            let by = above.last().map_or("", |p| p);
            let at = self.files.get(&format!("js/{by}")).and_then(|f: &Layered| f.at);
            self.report.template(at, &format!("`js/{by}` imports `{path}`, which is not there"));
            return;
        };
        let module = read(path, file.text().unwrap_or(""));
        above.push(path.to_string());
        for import in &module.imports {
            self.add(&import.from, above);
        }
        above.pop();
        self.done.insert(path.to_string());
        self.out.push_str(&module.wrapped(path));
    }
}

struct Import {
    /// Path below `js/`.
    from: String,
    /// What stood in the braces, as a destructuring pattern.
    names: String,
}

#[derive(Default)]
struct Module {
    imports: Vec<Import>,
    exports: Vec<String>,
    body: String,
}

impl Module {
    fn wrapped(&self, path: &str) -> String {
        let mut out = format!("$[\"{path}\"]=(()=>{{\n");
        for import in self.imports.iter().filter(|i| !i.names.is_empty()) {
            out.push_str(&format!("const{{{}}}=$[\"{}\"];\n", import.names, import.from));
        }
        out.push_str(&self.body);
        out.push_str(&format!("return{{{}}};\n}})();\n", self.exports.join(",")));
        out
    }
}

/// Takes a module apart. Comments that have their lines to themselves stay behind.
fn read(path: &str, text: &str) -> Module {
    let mut module = Module::default();
    // Blanks at the beginning of a line may be part of a text in backquotes that began before it.
    let is_flat = text.lines().all(|line| line.matches('`').count() % 2 == 0);
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        let trimmed = line.trim();
        // A type before an expression begins a line of code, not a comment.
        let code_behind = trimmed.find("*/").is_some_and(|at| at + 2 < trimmed.len());
        if trimmed.starts_with("/*") && !code_behind {
            let mut end = trimmed.ends_with("*/");
            while !end {
                end = lines.next().is_none_or(|line| line.trim().ends_with("*/"));
            }
        } else if line.starts_with("import ") {
            let mut whole = line.to_string();
            while !whole.trim_end().ends_with(['"', '\'', ';']) {
                let Some(more) = lines.next() else { break };
                whole.push_str(more);
            }
            module.imports.extend(import(path, &whole));
        } else if let Some(rest) = line.strip_prefix("export ") {
            module.export(rest, &mut lines);
        } else if !trimmed.is_empty() && !trimmed.starts_with("//") {
            module.body.push_str(&untyped(if is_flat { trimmed } else { line }));
            module.body.push('\n');
        }
    }
    module
}

/// A line without the types that stand in it for the checker: `/** @type {any} */ (x)`.
fn untyped(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    let mut rest = line;
    while let Some(at) = rest.find("/** @type ") {
        let Some(end) = rest[at..].find("*/") else { break };
        out.push_str(&rest[..at]);
        rest = rest[at + end + 2..].trim_start();
    }
    out + rest
}

impl Module {
    fn export<'a>(&mut self, rest: &str, lines: &mut impl Iterator<Item = &'a str>) {
        if let Some(list) = rest.strip_prefix('{') {
            let mut list = list.to_string();
            while !list.contains('}') {
                let Some(more) = lines.next() else { break };
                list.push_str(more);
            }
            let names = list.split('}').next().unwrap_or("").split(',').map(str::trim);
            self.exports.extend(names.filter(|n| !n.is_empty()).map(export_name));
            return;
        }
        let words = ["async ", "function", "class ", "const ", "let ", "*", " "];
        let mut name = rest;
        while let Some(shorter) = words.iter().find_map(|word| name.strip_prefix(word)) {
            name = shorter;
        }
        let end = name.find(|c: char| !c.is_alphanumeric() && c != '_' && c != '$');
        self.exports.push(name[..end.unwrap_or(name.len())].to_string());
        self.body.push_str(rest);
        self.body.push('\n');
    }
}

fn export_name(name: &str) -> String {
    match name.split_once(" as ") {
        Some((inner, outer)) => format!("{}:{}", outer.trim(), inner.trim()),
        None => name.to_string(),
    }
}

fn import(path: &str, statement: &str) -> Option<Import> {
    let quote = statement.rfind(['"', '\''])?;
    let start = statement[..quote].rfind(['"', '\''])?;
    let from = resolve(path, &statement[start + 1..quote]);
    let names = statement.split_once('{').and_then(|(_, rest)| rest.split_once('}'));
    let names = names.map_or(String::new(), |(names, _)| words(names).replace(" as ", ":"));
    Some(Import { from, names: names.trim().trim_end_matches(',').to_string() })
}

/// With single spaces.
fn words(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn resolve(from: &str, to: &str) -> String {
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    for part in to.split('/') {
        match part {
            "." | "" => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    parts.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blanks_go_but_in_a_text_of_several_lines() {
        assert_eq!(read("a.js", "if (a) {\n  b();\n}\n").body, "if (a) {\nb();\n}\n");
        let text = "const a = `x\n  y`;\n";
        assert_eq!(read("a.js", text).body, text);
    }

    #[test]
    fn types_in_a_line_stay_behind_and_code_does_not() {
        let text = "function f() {\n  /** @type {any} */ (a).b = /** @type {number} */ (c);\n  \
            /** Doc. */\n}\n";
        assert_eq!(read("a.js", text).body, "function f() {\n(a).b = (c);\n}\n");
    }

    #[test]
    fn a_module_becomes_a_function() {
        let module = read(
            "parts/quiz.js",
            concat!(
                "/** Doc.\n * import { no } from \"x\";\n */\nimport {\n  a,\n  b as c,\n} from ",
                "\"../store.js\";\nimport './side.js'\n// note\nexport async function go() {\n",
                "  return c;\n}\nexport class Box {}\nconst d = 1;\nexport { d, a as e };\n",
            ),
        );
        let from: Vec<_> = module.imports.iter().map(|i| (&*i.from, &*i.names)).collect();
        assert_eq!(from, [("store.js", "a, b:c"), ("parts/side.js", "")]);
        assert_eq!(module.exports, ["go", "Box", "d", "e:a"]);
        assert_eq!(
            module.body,
            "async function go() {\nreturn c;\n}\nclass Box {}\nconst d = 1;\n"
        );
    }
}
