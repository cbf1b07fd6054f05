//! The keys of a file in words, for a terminal and for a manual.

use super::{Form, Group, Key, Shape};
use crate::model::Want;
use std::fmt::Write;

/// The keys of a file, indented as in YAML, with what each may be and what it means.
pub fn plain(shape: &Shape) -> String {
    let mut out = format!("{}: {}\n", shape.name, shape.place);
    if shape.front_matter {
        out += "(between two lines `---` at the top of the file)\n";
    }
    for (group, under) in sections(&shape.group) {
        let head = if under.is_empty() { under } else { under + "\n" };
        let _ = write!(out, "\n{head}");
        for key in &group.keys {
            let need = if key.needed { ", needed" } else { "" };
            let _ = writeln!(out, "  {}: {}{need}", key.name, in_words(&key.form));
            for line in wrap(group.meaning(key.name).unwrap_or(""), 92) {
                let _ = writeln!(out, "      {line}");
            }
        }
    }
    out
}

/// The same as Markdown, a table for each group.
pub fn markdown(shape: &Shape) -> String {
    let mut out = format!("`{}`\n", shape.place);
    for (group, under) in sections(&shape.group) {
        if !under.is_empty() {
            let _ = writeln!(out, "\n## {under}");
        }
        out += "\n| Key | Value | Needed | Meaning |\n|---|---|---|---|\n";
        for key in &group.keys {
            let (need, meaning) = (if key.needed { "yes" } else { "" }, group.meaning(key.name));
            let meaning = meaning.unwrap_or("").replace('|', "\\|");
            let _ =
                writeln!(out, "| `{}` | {} | {need} | {meaning} |", key.name, in_words(&key.form));
        }
    }
    out
}

/// The groups of a file from the outside in: each with the keys that lead to it.
fn sections(root: &Group) -> Vec<(&Group, String)> {
    let mut found = vec![(root, String::new())];
    below(root, &[], &mut found);
    found
}

fn below<'g>(group: &'g Group, path: &[&str], found: &mut Vec<(&'g Group, String)>) {
    let mut open = |inner: &'g Group, step: &str, word: &str| {
        // Two keys may hold the same group, such as the actions of the two gates.
        let path: Vec<&str> =
            path.iter().copied().chain((!step.is_empty()).then_some(step)).collect();
        let title = format!("{}{word}: {}", path.join("."), inner.what);
        found.push((inner, title));
        below(inner, &path, found);
    };
    for key in &group.keys {
        if let Some(inner) = key.form.group() {
            open(inner, key.name, "");
        }
    }
    for variant in &group.variants {
        open(&variant.group, "", &format!(" with {}: {}", variant.key, variant.word));
    }
}

/// What may stand behind a key.
pub fn in_words(form: &Form) -> String {
    match form {
        Form::Name => "a name (one line)".into(),
        Form::Text => "a text".into(),
        Form::Texts => "a list of texts".into(),
        Form::Words => "a word or a list of words, perhaps by language".into(),
        Form::Word => "a word".into(),
        Form::Line => "a line of text".into(),
        Form::Id => "an id of your choice".into(),
        Form::Date => "a day, `2026-11-23`".into(),
        Form::Url => "an address, `https://…`".into(),
        Form::Origin => "an origin".into(),
        Form::Choice(words) => {
            words.iter().map(|w| format!("`{w}`")).collect::<Vec<_>>().join(", ")
        }
        Form::Whole(from, to) if *to >= 1_000_000_000 => format!("a whole number from {from}"),
        Form::Whole(from, to) => format!("a whole number from {from} to {to}"),
        Form::Number => "a number".into(),
        Form::Noun => "a noun, or its forms `one`, `other`, `a` …, perhaps by language".into(),
        Form::Switch => "`true` or `false`".into(),
        Form::Ref(want, None) => format!("the id of {}", item(*want)),
        Form::Ref(want, Some(none)) => format!("the id of {}, or `{none}`", item(*want)),
        Form::Refs(want) => format!("ids: {}", item(*want)),
        Form::Group(_) => "a group of keys".into(),
        Form::Named(inner) => format!("a group: a word of your choice for {}", inner.what),
        Form::List(inner) => format!("a list, each entry {}", inner.what),
        Form::WordsOr(inner) => format!("a list of words or groups, each {}", inner.what),
    }
}

fn item(want: Want) -> &'static str {
    match want {
        Want::Anything | Want::Url | Want::Picture => "any item or page",
        Want::Stage => "a stage",
        Want::BuyerStage => "a buyer's stage",
        Want::Action => "an action",
        Want::Settled => "an action or a condition",
        Want::Objection => "an objection",
        Want::Script => "a script",
        Want::Step => "a step of this script",
        Want::Node => "a line of this script",
        Want::Source => "a lead source",
        Want::Dimension => "a dimension",
        Want::Level => "a row of the matrix",
        Want::Content => "a column of the matrix",
        Want::Quiz => "a quiz",
        Want::Guide => "a guide",
        Want::Misconception => "a misconception",
    }
}

/// What editors show beside a key.
pub fn hover(group: &Group, key: &Key) -> String {
    let need = if key.needed { "; needed" } else { "" };
    format!("{} ({}{need})", group.meaning(key.name).unwrap_or(""), in_words(&key.form))
}

fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split(' ').filter(|word| !word.is_empty()) {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= width => {
                *line += " ";
                *line += word;
            }
            _ => lines.push(word.to_string()),
        }
    }
    lines
}
