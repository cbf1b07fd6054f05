//! What a text points at, and where a line says it comes from.
//!
//! Parsing only collects. Whether a target exists is for [`check`](crate::check) to say, when
//! the whole playbook is known. What is wrong whatever the rest says, such as a link that could
//! run a script, is reported at once.

use crate::diagnostic::{Report, Span};
use crate::markdown::{FaultKind, LinkKind, Outline, has_wide_signs, outline};
use crate::model::{Lang, Origin, Phrase, Reference, Want};
use std::ops::Range;

/// Where a Markdown text stands, so that its parts can be underlined.
pub struct Place<'a> {
    /// The whole text of the file.
    pub file: &'a str,
    pub span: Span,
    /// Whether byte n of the text is byte n of the span. YAML folds lines and drops quotes, so
    /// there the words themselves are looked for.
    pub exact: bool,
    pub lang: Lang,
    pub folder: &'a str,
    pub raw_html: bool,
}

/// Collects the pointers of one value of a YAML file.
pub fn of_phrase(phrase: &Phrase, place: &Place, into: &mut Vec<Reference>, report: &mut Report) {
    // A Markdown text without any of these points nowhere, and most texts have none.
    let text = &*phrase.text;
    let is_marked = text.contains(['[', '<', '&', ':']) || text.contains("**");
    if is_marked || text.contains("www.") || has_wide_signs(text) {
        of_outline(&outline(text), text, place, into, report);
    }
}

/// Collects the pointers of a Markdown text.
pub fn of_outline(
    found: &Outline,
    text: &str,
    place: &Place,
    into: &mut Vec<Reference>,
    report: &mut Report,
) {
    let mut finder = Finder { place, text, from: 0 };
    for link in &found.links {
        let want = match link.kind {
            LinkKind::Item => Want::Anything,
            LinkKind::Url => Want::Url,
        };
        into.push(place.reference(&link.dest, finder.span(&link.range, &link.dest), want));
    }
    for image in &found.images {
        let at = finder.span(&image.range, &image.src);
        if image.alt.trim().is_empty() {
            report.picture_without_words(at, &image.src);
        }
        into.push(place.reference(&image.src, at, Want::Picture));
    }
    let mut finder = Finder { place, text, from: 0 };
    for fault in &found.faults {
        let words = &text[fault.range.clone()];
        let at = finder.span(&fault.range, words);
        match fault.kind {
            FaultKind::RawHtml if place.raw_html => {}
            FaultKind::RawHtml => report.raw_html(at),
            FaultKind::UnsafeUrl => report.unsafe_link(at),
            FaultKind::StrayCallout => report.unknown_callout(at, words),
            FaultKind::RepeatedId => report.repeated_heading(at, words),
            FaultKind::MissingFootnote => report.missing_footnote(at, words),
            FaultKind::UnusedFootnote => report.unused_footnote(at, words),
            FaultKind::BrokenItemLink => report.broken_item_link(at),
            FaultKind::ShownBold => report.shown_bold(at),
            FaultKind::WideSign => report.wide_sign(at, words, "Markdown"),
            FaultKind::NoLink => report.no_link(at, words),
        }
    }
}

impl Place<'_> {
    fn reference(&self, to: &str, span: Span, want: Want) -> Reference {
        let (to, folder) = (to.to_string(), self.folder.to_string());
        Reference { to, span, want, lang: Some(self.lang), folder }
    }
}

/// Finds ranges of a text in the file that it was read from.
struct Finder<'a> {
    place: &'a Place<'a>,
    text: &'a str,
    /// Where the last find ended, so that the second of two equal links is found second.
    from: usize,
}

impl Finder<'_> {
    fn span(&mut self, range: &Range<usize>, words: &str) -> Span {
        let whole = self.place.span;
        if self.place.exact {
            let start = whole.start as usize + range.start;
            return Span::new(whole.file, start, start + range.len());
        }
        let written = &self.text[range.clone()];
        let Some(raw) = self.place.file.get(whole.range()) else { return whole };
        let find = |needle: &str| {
            raw.get(self.from..).and_then(|r| r.find(needle)).map(|n| (n, needle.len()))
        };
        match find(written).or_else(|| find(words)) {
            Some((at, len)) if len > 0 => {
                let start = whole.start as usize + self.from + at;
                self.from += at + len;
                Span::new(whole.file, start, start + len)
            }
            _ => whole,
        }
    }
}

/// Reads `source F45`, `source F156-F167, authored`, `authored`.
pub fn origin(word: &str, at: Span, report: &mut Report) -> Origin {
    let mut found = Origin::default();
    for part in word.split(',').map(str::trim).filter(|p| !p.is_empty()) {
        let listed = part.strip_prefix("source").map(str::trim);
        match listed.or((!found.facts.is_empty()).then_some(part)) {
            _ if part == "authored" => found.authored = true,
            Some(facts) if !facts.is_empty() => {
                for fact in facts.split_whitespace() {
                    spell_out(fact, &mut found.facts).unwrap_or_else(|w| report.bad_origin(at, w));
                }
            }
            _ => report.bad_origin(at, part),
        }
    }
    found
}

/// Reads the facts of a heading, `F32-F37,F40` or `authored`.
pub fn heading_origin(word: &str, at: Span, report: &mut Report) -> Origin {
    let mut found = Origin::default();
    for part in word.split(',').filter(|p| !p.is_empty()) {
        match part {
            "authored" => found.authored = true,
            fact => {
                spell_out(fact, &mut found.facts).unwrap_or_else(|w| report.bad_origin(at, w));
            }
        }
    }
    found
}

/// Spells out `F1-F3,F7`.
///
/// # Errors
/// The first word that names no fact.
pub fn facts(list: &str) -> Result<Vec<String>, &str> {
    let mut found = Vec::new();
    for part in list.split(',').map(str::trim).filter(|p| !p.is_empty()) {
        spell_out(part, &mut found)?;
    }
    Ok(found)
}

/// `F156-F159` becomes four facts; one alone stays one. The error is the word itself.
fn spell_out<'a>(word: &'a str, into: &mut Vec<String>) -> Result<(), &'a str> {
    let fact = |w: &'a str| -> Result<(&'a str, u32), &'a str> {
        let number = w.trim_start_matches(|c: char| c.is_ascii_alphabetic());
        let value: u32 = number.parse().map_err(|_| word)?;
        Ok((&w[..w.len() - number.len()], value))
    };
    let (first, last) = word.split_once(['-', '–']).unwrap_or((word, word));
    let ((prefix, from), (other, to)) = (fact(first)?, fact(last)?);
    let sound = !prefix.is_empty() && (other.is_empty() || other == prefix);
    if !sound || from > to || to - from >= 1000 {
        return Err(word);
    }
    into.extend((from..=to).map(|n| format!("{prefix}{n}")));
    Ok(())
}
