//! Footnotes: numbered in the order in which the text refers to them, listed at its end.

use std::collections::HashMap;
use std::fmt::Write;

use super::{Context, Label, escape};

/// The footnotes of one text.
#[derive(Default)]
pub(super) struct Footnotes {
    notes: Vec<Note>,
    /// Labels, which don't tell cases apart, to places in `notes`.
    by_label: HashMap<String, usize>,
    /// Definitions that are being written, each with the output that it interrupted.
    open: Vec<(usize, String)>,
    numbered: usize,
}

#[derive(Default)]
struct Note {
    /// From 1; 0 until the text refers to it.
    number: usize,
    references: usize,
    body: String,
}

impl Footnotes {
    /// Writes the raised number that leads to a note.
    pub fn reference(
        &mut self,
        label: &str,
        context: &dyn Context,
        prefix: &str,
        out: &mut String,
    ) {
        let at = self.note(label);
        let note = &mut self.notes[at];
        if note.number == 0 {
            self.numbered += 1;
            note.number = self.numbered;
        }
        note.references += 1;
        let number = note.number;
        out.push_str("<sup class=\"footnote-ref\"><a href=\"#");
        id(out, prefix, "fn-", number, 1);
        out.push_str("\" id=\"");
        id(out, prefix, "fnref-", number, note.references);
        out.push_str("\" role=\"doc-noteref\" aria-label=\"");
        escape::text(out, context.label(Label::Footnote));
        let _ = write!(out, " {number}\">{number}</a></sup>");
    }

    /// A definition begins: what is written from now on is its body.
    pub fn begin(&mut self, label: &str, out: &mut String) {
        let at = self.note(label);
        self.open.push((at, std::mem::take(out)));
    }

    /// A definition ends, and the text goes on. Two with one label make one note.
    pub fn end(&mut self, out: &mut String) {
        if let Some((at, interrupted)) = self.open.pop() {
            let body = std::mem::replace(out, interrupted);
            self.notes[at].body.push_str(&body);
        }
    }

    /// The list of notes, if there are any; those that nothing refers to come last.
    pub fn section(&mut self, context: &dyn Context, prefix: &str) -> Option<String> {
        let mut notes = std::mem::take(&mut self.notes);
        if notes.is_empty() {
            return None;
        }
        notes.sort_by_key(|note| if note.number == 0 { usize::MAX } else { note.number });
        let mut out =
            String::from("<section class=\"footnotes\" role=\"doc-endnotes\" aria-label=\"");
        escape::text(&mut out, context.label(Label::Footnotes));
        out.push_str("\">\n<ol>\n");
        for note in notes {
            item(&mut out, note, context, prefix);
        }
        out.push_str("</ol>\n</section>\n");
        Some(out)
    }

    fn note(&mut self, label: &str) -> usize {
        *self.by_label.entry(label.to_lowercase()).or_insert_with(|| {
            self.notes.push(Note::default());
            self.notes.len() - 1
        })
    }
}

/// One note of the list, with ways back behind its last words.
fn item(out: &mut String, note: Note, context: &dyn Context, prefix: &str) {
    if note.number == 0 {
        out.push_str("<li>");
    } else {
        out.push_str("<li id=\"");
        id(out, prefix, "fn-", note.number, 1);
        out.push_str("\">");
    }
    let (words, end) = match note.body.strip_suffix("</p>\n") {
        Some(words) => (words, "</p>\n"),
        None => (note.body.as_str(), ""),
    };
    out.push_str(words);
    for nth in 1..=note.references {
        out.push_str(" <a href=\"#");
        id(out, prefix, "fnref-", note.number, nth);
        out.push_str("\" role=\"doc-backlink\" aria-label=\"");
        escape::text(out, context.label(Label::FootnoteBack));
        // The selector keeps the arrow from becoming a picture.
        let _ = match nth {
            1 => write!(out, " {}\">↩\u{fe0e}</a>", note.number),
            _ => write!(out, " {}-{nth}\">↩\u{fe0e}<sup>{nth}</sup></a>", note.number),
        };
    }
    out.push_str(end);
    out.push_str("</li>\n");
}

/// An id such as `fnref-2`, or `fnref-2-3` for the third reference to note 2.
fn id(out: &mut String, prefix: &str, name: &str, number: usize, nth: usize) {
    escape::text(out, prefix);
    let _ = match nth {
        1 => write!(out, "{name}{number}"),
        _ => write!(out, "{name}{number}-{nth}"),
    };
}
