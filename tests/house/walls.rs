//! Straight walls: no files that name each other in a circle, no line too long to read. How long a
//! function may be is held by Clippy, by the figure in `.clippy.toml`.

use std::collections::{BTreeMap, BTreeSet};

/// As wide as `rustfmt` makes code; comments, texts and macros it leaves alone.
const LINE: usize = 100;

/// A module's names, outermost first, without `crate`: none for `lib.rs`.
type Module = Vec<String>;

/// The modules that are files of `src`, each with its code: no comments, no tests.
fn modules() -> BTreeMap<Module, String> {
    let mut found = BTreeMap::new();
    for (_, path, text) in super::sources() {
        let below = path.trim_start_matches("src/").trim_end_matches(".rs");
        let below = below.trim_end_matches("/mod").trim_end_matches("lib");
        let names = below.split('/').filter(|name| !name.is_empty()).map(str::to_string).collect();
        let code = text.split("#[cfg(test)]").next().unwrap_or_default();
        let lines = code.lines().map(|line| line.split("//").next().unwrap_or_default());
        found.insert(names, lines.collect::<Vec<_>>().join("\n"));
    }
    found
}

/// The paths of a `use` without its braces: `a::{b, c::d}` is `a::b` and `a::c::d`.
fn without_braces(tree: &str) -> Vec<String> {
    let Some((before, rest)) = tree.split_once('{') else {
        return vec![tree.split(" as ").next().unwrap_or_default().trim().to_string()];
    };
    let inner = rest.rsplit_once('}').map_or(rest, |(inner, _)| inner);
    let (mut depth, mut part, mut parts) = (0, String::new(), Vec::new());
    for c in inner.chars() {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            _ => {}
        }
        match c {
            ',' if depth == 0 => parts.push(std::mem::take(&mut part)),
            c => part.push(c),
        }
    }
    parts.push(part);
    let all = parts.iter().flat_map(|part| without_braces(part.trim()));
    all.map(|rest| format!("{}{rest}", before.trim())).collect()
}

/// Every path that code names, `use`d or written out.
fn paths(code: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut body = String::new();
    for (n, part) in code.split("use ").enumerate() {
        match part.split_once(';').filter(|_| n > 0) {
            Some((tree, rest)) => {
                found.extend(without_braces(tree));
                body += rest;
            }
            None => body += part,
        }
    }
    let is_path = |c: char| c.is_alphanumeric() || c == '_' || c == ':';
    found.extend(body.split(|c| !is_path(c)).filter(|w| w.contains("::")).map(str::to_string));
    found
}

/// The file that a path leads to, as seen from a module.
fn target(from: &Module, path: &str, all: &BTreeMap<Module, String>) -> Option<Module> {
    let mut names = path.split("::").peekable();
    let mut at = match *names.peek()? {
        "crate" => Module::new(),
        "super" | "self" => from.clone(),
        child => {
            let own = [&from[..], &[child.to_string()]].concat();
            all.contains_key(&own).then_some(from.clone())?
        }
    };
    for name in names {
        match name {
            "crate" | "self" => continue,
            "super" => {
                at.pop();
            }
            name => {
                let below = [&at[..], &[name.to_string()]].concat();
                if !all.contains_key(&below) {
                    break;
                }
                at = below;
            }
        }
    }
    Some(at)
}

#[test]
fn no_files_name_each_other_in_a_circle() {
    let all = modules();
    // What a file says of the module around it is how Rust names things, no dependence.
    let named = |module: &Module| -> BTreeSet<Module> {
        let targets = paths(&all[module]);
        let targets = targets.iter().filter_map(|path| target(module, path, &all));
        targets.filter(|to| !module.starts_with(to)).collect()
    };
    let mut open: BTreeMap<&Module, BTreeSet<Module>> =
        all.keys().map(|module| (module, named(module))).collect();
    assert!(open.values().map(BTreeSet::len).sum::<usize>() > 500, "hardly a name was read");
    // What names no file that is left stands in no circle, nor does what none of them names.
    loop {
        let left: BTreeSet<Module> = open.keys().map(|module| module.to_vec()).collect();
        let named: BTreeSet<Module> = open.values().flatten().cloned().collect();
        open.retain(|from, to| named.contains(*from) && to.iter().any(|to| left.contains(to)));
        if open.len() == left.len() {
            break;
        }
    }
    let told = open.iter().map(|(module, to)| {
        let to: Vec<String> =
            to.iter().filter(|to| open.contains_key(to)).map(|it| it.join("/")).collect();
        format!("{} names {}", module.join("/"), to.join(", "))
    });
    assert!(open.is_empty(), "in a circle:\n{}", told.collect::<Vec<_>>().join("\n"));
}

#[test]
fn no_line_is_too_long() {
    let mut long = Vec::new();
    for folder in ["src", "tests", "benches"] {
        for entry in walkdir::WalkDir::new(folder).into_iter().flatten() {
            let path = entry.path();
            if path.extension().is_none_or(|e| e != "rs") {
                continue;
            }
            for (n, line) in std::fs::read_to_string(path).unwrap().lines().enumerate() {
                if line.chars().count() > LINE {
                    long.push(format!("{}:{}", path.display(), n + 1));
                }
            }
        }
    }
    assert!(long.is_empty(), "longer than {LINE}:\n{}", long.join("\n"));
}
