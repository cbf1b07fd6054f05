//! The pages of the manual that the program itself knows: every command, every key, every fault,
//! the variables of every template. What `tests/manual.rs` and the example `manual` share.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use twotrack::parse::{shape, shapes};

/// Writes them into a folder of guides, below a folder `made`.
pub fn write(guides: &Path) {
    let mut pages = keys();
    pages.extend(faults());
    pages.insert("templates".into(), templates());
    pages.insert("commands".into(), commands());
    let folder = guides.join("made");
    std::fs::create_dir_all(&folder).expect("a folder");
    for (name, text) in pages {
        std::fs::write(folder.join(name + ".md"), text).expect("a page");
    }
}

fn page(title: &str, summary: &str, section: &str, body: &str) -> String {
    format!("---\ntitle: \"{title}\"\nsummary: \"{summary}\"\nsection: {section}\n---\n{body}")
}

/// The help of each command.
fn commands() -> String {
    let mut all = twotrack::cli::command();
    all.build();
    let mut body = format!("```text\n{}\n```\n", all.render_help());
    for command in all.get_subcommands_mut().filter(|c| c.get_name() != "help") {
        let help = command.render_long_help();
        body += &format!("\n## {}\n\n```text\n{help}\n```\n", command.get_name());
    }
    page("Every command", "What each command does, with all of its options.", "commands", &body)
}

/// A page for each kind of file, and one that lists them.
fn keys() -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    let mut all = String::from("| Keys | File |\n|---|---|\n");
    for shape in shapes() {
        let name = shape.name;
        let text = shape::markdown(&shape);
        let summary = format!("Every key of a file of the kind {name}.");
        found.insert(
            format!("keys-{name}"),
            page(&format!("Keys: {name}"), &summary, "keys", &text),
        );
        all += &format!("| [[keys-{name}]] | `{}` |\n", shape.place);
    }
    let summary = "Which file may hold which keys.";
    found.insert("keys".into(), page("Every key", summary, "keys", &all));
    found
}

/// A page for each fault, and one that lists them.
fn faults() -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    let mut all = String::from("| Code | What it is |\n|---|---|\n");
    let codes: BTreeSet<String> = std::fs::read_dir("src/diagnostic/explain")
        .unwrap()
        .flatten()
        .map(|file| file.path().file_stem().unwrap().to_str().unwrap().to_string())
        .collect();
    for code in codes {
        let text = std::fs::read_to_string(format!("src/diagnostic/explain/{code}.md")).unwrap();
        let (title, body) = text.split_once('\n').unwrap();
        let title = title.trim_start_matches("# ").replace('"', "\\\"");
        found.insert(format!("error-{code}"), page(&title, &code, "errors", body));
        all += &format!("| `{code}` | [[error-{code}]] |\n");
    }
    let summary = "Each code that a check prints, with a wrong and a right example.";
    found.insert("errors".into(), page("Errors and warnings", summary, "errors", &all));
    found
}

/// The variables that each template names.
fn templates() -> String {
    let mut body = String::from("| Template | Variables of its own |\n|---|---|\n");
    let shared = ["t", "site", "stops", "lang", "assets", "up", "top", "page"];
    let mut files: Vec<_> =
        std::fs::read_dir("themes/default/templates").unwrap().flatten().collect();
    files.sort_by_key(|file| file.file_name());
    for file in files.iter().filter(|file| file.path().is_file()) {
        let names = variables(&with_includes(&file.path()));
        let own = names.iter().filter(|name| !shared.contains(&name.as_str()));
        let own: Vec<String> = own.map(|name| format!("`{name}`")).collect();
        body += &format!("| `{}` | {} |\n", file.file_name().to_str().unwrap(), own.join(", "));
    }
    page("Variables of the templates", "What each template of a page may name.", "themes", &body)
}

/// A template with what it includes in place.
fn with_includes(path: &Path) -> String {
    let text = std::fs::read_to_string(path).unwrap().replace("{%-", "{%");
    let mut parts = text.split("{% include \"");
    let mut whole = parts.next().unwrap_or("").to_string();
    for part in parts {
        let (name, rest) = part.split_once("\" %}").unwrap();
        whole += &with_includes(&Path::new("themes/default/templates").join(name));
        whole += rest;
    }
    whole
}

/// The names that a template takes from outside: no fields, functions, filters or loop variables.
fn variables(template: &str) -> BTreeSet<String> {
    let words = [
        "if",
        "elif",
        "else",
        "endif",
        "for",
        "in",
        "endfor",
        "set",
        "block",
        "endblock",
        "extends",
        "include",
        "and",
        "or",
        "not",
        "is",
        "true",
        "false",
        "none",
        "loop",
        "super",
        "endset",
        "filter",
        "endfilter",
        "defined",
        "raw",
        "endraw",
        "component",
        "endcomponent",
    ];
    let (mut found, mut local) = (BTreeSet::new(), BTreeSet::new());
    let tags = tags(template);
    for tag in &tags {
        let is_name = |c: char| c.is_alphanumeric() || c == '_';
        let head: Vec<&str> = tag.split(|c| !is_name(c)).filter(|w| !w.is_empty()).collect();
        match head.first() {
            Some(&"for") => local.extend(head.iter().skip(1).take_while(|w| **w != "in").copied()),
            Some(&"set") => local.extend(head.get(1).copied()),
            Some(&"block" | &"endblock") => continue,
            _ => {}
        }
        let mut at = 0;
        while let Some(start) = tag[at..].find(is_name).map(|n| at + n) {
            let end = tag[start..].find(|c| !is_name(c)).map_or(tag.len(), |n| start + n);
            let (name, before, after) = (&tag[start..end], tag[..start].trim_end(), &tag[end..]);
            let field = before.ends_with(['.', '|', '<']);
            let argument =
                after.starts_with('(') || after.starts_with('=') && !after.starts_with("==");
            let number = name.starts_with(|c: char| c.is_ascii_digit());
            if !(field || argument || number || words.contains(&name)) {
                found.insert(name.to_string());
            }
            at = end;
        }
    }
    found.into_iter().filter(|name| !local.contains(name.as_str())).collect()
}

/// What stands inside `{{ … }}` and `{% … %}`, without texts in quotes.
fn tags(template: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut rest = template;
    while let Some(start) = rest.find("{{").into_iter().chain(rest.find("{%")).min() {
        let close = if rest[start..].starts_with("{{") { "}}" } else { "%}" };
        let Some(length) = rest[start + 2..].find(close) else { break };
        let inside = &rest[start + 2..start + 2 + length];
        let bare = inside.trim_matches('-').split('"').step_by(2).collect::<Vec<_>>().join(" ");
        found.push(bare.trim().to_string());
        rest = &rest[start + 2 + length..];
    }
    found
}
