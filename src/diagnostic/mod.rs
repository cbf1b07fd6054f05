//! Faults in an author's files: what is wrong, where, and what to do about it.
//!
//! A [`Diagnostic`] carries a code, a severity, a place, a message and perhaps a hint. Nothing
//! stops at the first one: every step adds to a [`Report`] and goes on, so an author sees all
//! faults of a run together. Each fault is made by a constructor of its own (`faults.rs`), each
//! code has a longer explanation (`explain.rs`), and a report is shown on a terminal or as JSON
//! (`show.rs`), or told to systems that review changes (`reports.rs`). What another format could
//! not hold is no fault; it is noted as a [`Loss`].
//!
//! This module knows neither YAML nor the disk. Whoever shows a report hands in the texts as
//! [`Files`].

mod explain;
mod faults;
mod loss;
mod reports;
mod show;

pub use explain::{Explanation, all as explanations, explain};
pub use faults::nearest;
pub use loss::{Fate, Loss, Losses, Place};
pub use reports::{github, gitlab, sarif};
pub use show::{json, terminal};

/// A file of the author's tree, by its place in the source's list of files.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct FileId(pub u32);

/// A range of bytes in one file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Span {
    pub file: FileId,
    pub start: u32,
    pub end: u32,
}

impl Span {
    pub fn new(file: FileId, start: usize, end: usize) -> Self {
        Span { file, start: start as u32, end: end as u32 }
    }

    /// The place as a range of the file's text.
    pub fn range(&self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// The texts behind the file ids.
pub trait Files {
    /// The path as the author knows it, relative to the playbook.
    fn name(&self, file: FileId) -> &str;
    fn text(&self, file: FileId) -> &str;
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Nothing is built while one stands.
    Error,
    /// The site is built; `check --strict` refuses it.
    Warning,
}

/// One fault.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// A short name that `twotrack explain` knows.
    pub code: &'static str,
    pub severity: Severity,
    /// Where; `None` when the fault is in no file, such as a missing one.
    pub at: Option<Span>,
    /// What is wrong, in the author's words.
    pub message: String,
    /// What to do.
    pub hint: Option<String>,
    /// Other places that matter, each with what stands there.
    pub also: Vec<(Span, String)>,
}

impl Diagnostic {
    /// Adds what the author may do about it.
    pub fn hint(&mut self, hint: impl Into<String>) -> &mut Self {
        self.hint = Some(hint.into());
        self
    }

    /// Adds another place.
    pub fn also(&mut self, at: Span, what: impl Into<String>) -> &mut Self {
        self.also.push((at, what.into()));
        self
    }
}

/// All faults of a run.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    list: Vec<Diagnostic>,
}

impl Report {
    pub fn new() -> Self {
        Report::default()
    }

    /// Adds a fault; the named constructors are built on it.
    fn add(
        &mut self,
        severity: Severity,
        code: &'static str,
        at: Option<Span>,
        message: String,
    ) -> &mut Diagnostic {
        let fault = Diagnostic { code, severity, at, message, hint: None, also: Vec::new() };
        self.list.push(fault);
        self.list.last_mut().expect("just pushed")
    }

    fn error(
        &mut self,
        code: &'static str,
        at: Span,
        message: impl Into<String>,
    ) -> &mut Diagnostic {
        self.add(Severity::Error, code, Some(at), message.into())
    }

    fn warn(
        &mut self,
        code: &'static str,
        at: Span,
        message: impl Into<String>,
    ) -> &mut Diagnostic {
        self.add(Severity::Warning, code, Some(at), message.into())
    }

    /// Takes over the faults of another report.
    pub fn extend(&mut self, other: &Report) {
        self.list.extend(other.list.iter().cloned());
    }

    /// All faults but those of one code.
    pub fn without(&self, code: &str) -> Report {
        Report { list: self.list.iter().filter(|d| d.code != code).cloned().collect() }
    }

    /// Puts the faults in the order of files and places, once each.
    pub fn sort(&mut self) {
        self.list.sort_by(|a, b| (a.at, a.code, &a.message).cmp(&(b.at, b.code, &b.message)));
        self.list.dedup();
    }

    pub fn iter(&self) -> impl Iterator<Item = &Diagnostic> {
        self.list.iter()
    }

    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    pub fn errors(&self) -> usize {
        self.list.iter().filter(|d| d.severity == Severity::Error).count()
    }

    pub fn warnings(&self) -> usize {
        self.list.len() - self.errors()
    }

    pub fn has_errors(&self) -> bool {
        self.list.iter().any(|d| d.severity == Severity::Error)
    }
}

/// Line and column of a byte of a text, both from 1; a column counts characters.
pub fn line_column(text: &str, byte: usize) -> (usize, usize) {
    let byte = (0..=byte.min(text.len())).rev().find(|b| text.is_char_boundary(*b)).unwrap_or(0);
    let before = &text[..byte];
    let start = before.rfind('\n').map_or(0, |n| n + 1);
    (before.matches('\n').count() + 1, before[start..].chars().count() + 1)
}
