//! Which words templates and scripts ask for, by name.

use super::super::files::{Files, Layered};
use super::super::scripts;
use super::tree::form_of;
use crate::diagnostic::Span;
use std::collections::BTreeSet;

/// The names of words that somebody asks for.
#[derive(Debug, Default)]
pub struct Asked {
    /// Whole names.
    names: BTreeSet<String>,
    /// Beginnings of names that whoever asks ends itself: `verdict.` of `verdict.${kind}`.
    beginnings: Vec<String>,
}

impl Asked {
    /// What scripts ask for.
    pub fn by_scripts(files: &Files) -> Asked {
        Asked::read(of_pages(files))
    }

    /// What the script of every page asks for.
    pub fn everywhere(files: &Files) -> Asked {
        let reached = scripts::reached(files, "site.js");
        let scripts = files.below("js/").filter(|(name, _)| reached.contains(*name));
        Asked::read(scripts.map(|(_, file)| file))
    }

    /// What the author's own scripts ask for.
    pub fn by_own_scripts(files: &Files) -> Asked {
        Asked::read(of_pages(files).filter(|file| file.at.is_some()))
    }

    fn read<'a>(scripts: impl Iterator<Item = &'a Layered>) -> Asked {
        let mut asked = Asked::default();
        for file in scripts {
            let text = file.text().unwrap_or("");
            let strings = text.split('"').map(|part| (part, true));
            let templates = text.split('`').map(|part| match part.split_once("${") {
                Some((beginning, _)) => (beginning, false),
                None => (part, true),
            });
            for (part, is_whole) in strings.chain(templates).filter(|(part, _)| is_name(part)) {
                if is_whole {
                    asked.names.insert(part.to_string());
                } else if part.contains('.') {
                    asked.beginnings.push(part.to_string());
                }
            }
        }
        asked
    }

    pub fn wants(&self, key: &str) -> bool {
        let stem = form_of(key).unwrap_or(key);
        let begins = |beginning: &String| key.starts_with(beginning.as_str());
        self.names.contains(stem) || self.names.contains(key) || self.beginnings.iter().any(begins)
    }
}

/// The scripts of pages: the launch page of a course carries its own words.
fn of_pages(files: &Files) -> impl Iterator<Item = &Layered> {
    let scripts = files.below("js/").filter(|(name, _)| !name.starts_with("lms/"));
    scripts.map(|(_, file)| file)
}

/// Whether a string of a script may name a word, or begin a name.
fn is_name(text: &str) -> bool {
    let fits = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_' || c == '.';
    text.starts_with(|c: char| c.is_ascii_lowercase()) && text.chars().all(fits)
}

/// A name in a template: `t.some.name`.
pub struct Named {
    pub key: String,
    /// Whether the template ends it itself: `t.some[name]`.
    pub open: bool,
    /// Where, if the template is a file of the author's.
    pub at: Option<Span>,
}

/// What templates ask for: every `t.some.name` in a tag.
pub fn by_templates(files: &Files) -> Vec<Named> {
    let mut found = Vec::new();
    for (_, file) in files.below("templates/") {
        let text = file.text().unwrap_or("");
        let mut start = 0;
        for part in text.split('{') {
            let tag = part.split_once('}').map_or("", |(tag, _)| tag);
            for (begin, key, open) in names(tag) {
                let begin = start + begin;
                let at = file.at.map(|it| Span::new(it.file, begin, begin + 2 + key.len()));
                found.push(Named { key: key.to_string(), open, at });
            }
            start += part.len() + 1;
        }
    }
    found
}

/// The names in one tag, with where their `t.` begins.
fn names(tag: &str) -> impl Iterator<Item = (usize, &str, bool)> {
    let fits = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '.';
    tag.match_indices("t.").filter_map(move |(at, _)| {
        let before = tag[..at].chars().next_back();
        let name = &tag[at + 2..];
        let end = name.find(|c| !fits(c)).unwrap_or(name.len());
        let is_start = !before.is_some_and(|c| fits(c) || c == '"');
        (is_start && end > 0).then_some((at, &name[..end], name[end..].starts_with('[')))
    })
}
