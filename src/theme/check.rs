//! What an author's theme files get wrong that nothing else would tell: a name that nothing reads,
//! a style sheet that ends in the middle, tokens that the styles need and nobody sets.

use super::files::{Files, Layered};
use crate::diagnostic::{Report, Span};
use crate::model::Settings;
use std::collections::BTreeSet;

/// Adds what is wrong with the author's files of the theme.
pub fn check(files: &Files, settings: &Settings, report: &mut Report) {
    for (path, file, is_known) in files.own() {
        let (Some(at), false) = (file.at, is_known) else { continue };
        if !is_read(path, files, settings) {
            let known: Vec<&str> = files.below("").map(|(name, _)| name).collect();
            report.unread_theme_file(at, path, &known);
        }
    }
    for (path, file, _) in files.own().filter(|(path, ..)| path.ends_with(".css")) {
        if let (Some(at), Some(text)) = (file.at, file.text())
            && path.starts_with("css/")
            && let Some((byte, why)) = unfinished(text)
        {
            report.broken_css(Span::new(at.file, byte, byte + 1), why);
        }
    }
    tokens(files, report);
}

/// Whether anything reads a file that the built-in theme does not have.
fn is_read(path: &str, files: &Files, settings: &Settings) -> bool {
    let Some((folder, name)) = path.split_once('/') else { return false };
    let quoted = |ending: &str, in_folder: &str| {
        let name = name.trim_start_matches("./");
        let last = name.rsplit('/').next().unwrap_or(name);
        files.below(in_folder).any(|(other, file)| {
            other.ends_with(ending)
                && file.text().is_some_and(|text| {
                    [name, last].iter().any(|it| text.contains(&format!("{it}\"")))
                })
        })
    };
    match folder {
        "static" => true,
        "css" => name.ends_with(".css"),
        "i18n" => name.strip_suffix(".yaml").is_some_and(|id| {
            let is_kind =
                |language: &str| language == id || language.starts_with(&format!("{id}-"));
            id == "en" || settings.languages.iter().any(|language| is_kind(&language.id))
        }),
        "templates" if name.ends_with(".html") => {
            let has_component =
                |it: &Layered| it.text().is_some_and(|it| it.contains("{% component"));
            files.get(path).is_some_and(has_component) || quoted(".html", "templates/")
        }
        // A script of its own is for a template to name, others for scripts to import.
        "js" if name.ends_with(".js") && name.contains('/') => quoted(".js", "js/"),
        "js" if name.ends_with(".js") => quoted(".html", "templates/"),
        _ => false,
    }
}

/// Where a style sheet opens what it does not close, or closes what is not open.
fn unfinished(text: &str) -> Option<(usize, &'static str)> {
    let mut open: Vec<(usize, char)> = Vec::new();
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        let rest = &text[at..];
        match c {
            '/' if rest.starts_with("/*") => match rest.find("*/") {
                Some(end) => {
                    at += end + 2;
                    continue;
                }
                None => return Some((at, "this comment is not closed")),
            },
            '"' | '\'' => match string_length(rest) {
                Some(length) => {
                    at += length;
                    continue;
                }
                None => return Some((at, "this text in quotes is not closed on its line")),
            },
            '\\' => at += rest[1..].chars().next().map_or(0, char::len_utf8),
            '{' => open.push((at, '}')),
            '(' => open.push((at, ')')),
            '[' => open.push((at, ']')),
            '}' | ')' | ']' => match open.pop() {
                Some((_, wanted)) if wanted == c => {}
                Some((start, _)) => return Some((start, "this bracket is not closed")),
                None => return Some((at, "this bracket closes nothing")),
            },
            _ => {}
        }
        at += c.len_utf8();
    }
    open.pop().map(|(start, _)| (start, "this bracket is not closed"))
}

/// The bytes of a text in quotes, if it ends on its line.
fn string_length(text: &str) -> Option<usize> {
    let quote = text.chars().next()?;
    let mut is_escaped = false;
    for (at, c) in text.char_indices().skip(1) {
        match c {
            _ if is_escaped => is_escaped = false,
            '\\' => is_escaped = true,
            '\n' => return None,
            c if c == quote => return Some(at + 1),
            _ => {}
        }
    }
    None
}

/// The author's `tokens.css` must set what the built-in one sets and the styles use.
fn tokens(files: &Files, report: &mut Report) {
    let Some(file) = files.get("css/tokens.css") else { return };
    let (Some(at), Some(original)) = (file.at, file.original().and_then(Layered::text)) else {
        return;
    };
    let sheets: Vec<&str> = files.below("css/").filter_map(|(_, file)| file.text()).collect();
    let set: BTreeSet<&str> = sheets.iter().flat_map(|text| set_in(text)).collect();
    let is_used = |token: &&str| {
        sheets.iter().any(|text| {
            text.split("var(").skip(1).any(|rest| {
                let name = rest.trim_start();
                name.strip_prefix(token).is_some_and(|rest| rest.trim_start().starts_with(')'))
            })
        })
    };
    let usual: BTreeSet<&str> = set_in(original).collect();
    let missing: Vec<&str> =
        usual.into_iter().filter(|token| !set.contains(token)).filter(is_used).collect();
    if !missing.is_empty() {
        report.missing_tokens(at, &missing);
    }
}

/// The names of the custom properties that a style sheet sets.
fn set_in(text: &str) -> impl Iterator<Item = &str> {
    text.match_indices("--").filter_map(|(at, _)| {
        let before = text[..at].trim_end().chars().next_back();
        let end = text[at..].find(|c: char| !c.is_alphanumeric() && c != '-' && c != '_')?;
        let is_set = text[at + end..].trim_start().starts_with(':');
        (is_set && before.is_none_or(|c| "{;/}".contains(c))).then(|| &text[at..at + end])
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_style_sheet_is_followed_to_its_end() {
        for sound in
            ["", "a { b: \"}\"; c: url(x) } /* { */", "a::before { content: '\\'' }", ".a\\{b {}"]
        {
            assert_eq!(unfinished(sound), None, "{sound}");
        }
        for (broken, at) in
            [("a { b: c", 2), ("a } b", 2), ("/* a", 0), ("a { b: 'c\n }", 7), ("a { b(c }", 5)]
        {
            assert_eq!(unfinished(broken).map(|found| found.0), Some(at), "{broken}");
        }
    }

    #[test]
    fn what_is_set_is_not_what_is_used() {
        let set: Vec<&str> =
            set_in(":root { --ink: red; --a-b:var(--ink); } /* x */ --c : 1").collect();
        assert_eq!(set, ["--ink", "--a-b", "--c"]);
    }
}
