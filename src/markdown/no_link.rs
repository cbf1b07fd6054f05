//! Words that were to be a link.
//!
//! Markdown has strict ideas of a link, and shows what is none as it was typed, brackets and all.
//! Each run of text is asked with what stands around it.

use std::ops::Range;

/// Whether a text of plain words may hold an address, so that it must be looked at.
pub(super) fn is_suspect(text: &str) -> bool {
    text.contains("://") || text.contains("www.")
}

/// The part of a run of text, at `range`, that was to be a link.
pub(super) fn find(text: &str, range: &Range<usize>) -> Option<Range<usize>> {
    let words = text.get(range.clone())?;
    if words == "]" {
        let line = text[..range.start].rfind('\n').map_or(0, |n| n + 1);
        let open = line + text[line..range.start].rfind('[')?;
        // Behind a backslash a bracket is meant as one.
        let escaped = [open, range.start].iter().any(|at| text[..*at].ends_with('\\'));
        return if escaped { None } else { behind_bracket(text, range.end) };
    }
    if words.starts_with(')') || words.ends_with(')') {
        return turned(text, range);
    }
    address(words).map(|found| range.start + found.start..range.start + found.end)
}

/// `[word](not a link)`, `[word][of nothing]`, `[word] (https://…)`: what follows the bracket.
fn behind_bracket(text: &str, at: usize) -> Option<Range<usize>> {
    let line = text[at..].lines().next()?;
    let open = line.trim_start();
    let gap = line.len() - open.len();
    let close = match open.chars().next()? {
        '(' => ')',
        '[' if gap == 0 => ']',
        _ => return None,
    };
    let len = open.find(close)? + 1;
    let inner = open[1..len - 1].trim();
    // Behind a space stands an aside more often than an address.
    let meant = if gap > 0 { is_address(inner) } else { !inner.is_empty() };
    // A list's box, a footnote, an item: each with a meaning of its own.
    let other = open.starts_with("[^") || open.starts_with("[[");
    (meant && !other).then(|| at + gap..at + gap + len)
}

/// `(word)[https://…]`, with the brackets the wrong way round.
fn turned(text: &str, range: &Range<usize>) -> Option<Range<usize>> {
    let rest = text[range.end..].strip_prefix('[')?;
    let len = rest.lines().next()?.find(']')?;
    is_address(&rest[..len]).then(|| range.end..range.end + len + 2)
}

fn is_address(words: &str) -> bool {
    let file = words.rsplit_once('.').is_some_and(|(name, ending)| {
        !name.is_empty()
            && (2..=4).contains(&ending.len())
            && ending.chars().all(char::is_alphanumeric)
    });
    address(words).is_some_and(|found| found.start == 0)
        || (!words.contains(char::is_whitespace) && (file || words.starts_with('#')))
}

/// A bare address in a run of words.
fn address(words: &str) -> Option<Range<usize>> {
    let starts = ["https://", "http://", "www."].iter().filter_map(|start| words.find(start));
    let from = starts.min()?;
    // `awww.`: inside a word there is none.
    if words[..from].ends_with(|c: char| c.is_ascii_alphanumeric()) {
        return None;
    }
    let is_part = |c: char| c.is_ascii_graphic() && !"<>\"'`".contains(c);
    let len = words[from..].find(|c| !is_part(c)).unwrap_or(words.len() - from);
    let found = words[from..from + len].trim_end_matches(['.', ',', ';', ':', '!', '?', ')']);
    let host = found.split_once("://").map_or(found, |(_, host)| host);
    (host.len() > 4 && host.contains('.')).then(|| from..from + found.len())
}
