//! Signs of a Chinese keyboard where YAML wants its own, in a file that can be read all the same.
//!
//! To YAML `zh：标题` is no key: the line goes on with the text above it, or is a text by itself.
//! Such a sign is told where it stands as only YAML's own would.

use super::node::{Data, Node};
use super::slips::next_key;
use crate::diagnostic::{Report, Span};

/// Looks at every value without quotes.
pub fn warn(node: &Node, text: &str, offset: usize, report: &mut Report) {
    match &node.data {
        Data::List(items) => items.iter().for_each(|item| warn(item, text, offset, report)),
        Data::Map(pairs) => pairs.iter().for_each(|(_, value)| warn(value, text, offset, report)),
        Data::Text(words) if node.plain.is_some() && !words.is_ascii() => {
            value(node.span, text, offset, report);
        }
        _ => {}
    }
}

fn value(at: Span, text: &str, offset: usize, report: &mut Report) {
    let start = at.start as usize - offset;
    let Some(words) = text.get(start..at.end as usize - offset) else { return };
    let mut tell = |from: usize, sign: &str| {
        let from = at.start as usize + from;
        report.wide_sign(Span::new(at.file, from, from + sign.len()), sign, "YAML");
    };
    let line = text[..start].rfind('\n').map_or(0, |n| n + 1);
    let alone = text[line..start].chars().all(|c| " -{,".contains(c));
    let mut from = 0;
    for (n, line) in words.split_inclusive('\n').enumerate() {
        let inner = line.trim_start();
        let indent = line.len() - inner.len();
        if let Some((at, sign)) = key_sign(inner).filter(|_| n > 0 || alone) {
            tell(from + indent + at, sign);
        } else if let Some(sign) = line_sign(inner.trim_end(), n > 0) {
            tell(from + indent, sign);
        } else if let Some((at, sign)) = next_key(line) {
            tell(from + at, sign);
        }
        from += line.len();
    }
}

/// `zh：` where a key would stand: behind a plain word in small letters.
fn key_sign(line: &str) -> Option<(usize, &'static str)> {
    let line_words = line.trim_start_matches(['-', ' ']);
    let is_key = |c: char| c.is_ascii_lowercase() || c == '_';
    let key = line_words.len() - line_words.trim_start_matches(is_key).len();
    let at = line.len() - line_words.len() + key;
    (key > 1 && line[at..].starts_with('：')).then_some((at, "："))
}

/// A sign that would begin a comment, an item, a text of several lines, a list or a group.
fn line_sign(line: &str, goes_on: bool) -> Option<&'static str> {
    let spaced = |sign: &str| {
        line.strip_prefix(sign).is_some_and(|rest| rest.starts_with([' ', '\u{3000}']))
    };
    let around = |open: char, close: char| line.starts_with(open) && line.ends_with(close);
    let found = [
        ("＃", goes_on && line.starts_with('＃')),
        ("－", spaced("－")),
        ("｜", !goes_on && line == "｜"),
        ("＞", !goes_on && line == "＞"),
        ("｛", !goes_on && around('｛', '｝')),
        ("［", !goes_on && around('［', '］')),
    ];
    found.into_iter().find(|(_, is_there)| *is_there).map(|(sign, _)| sign)
}
