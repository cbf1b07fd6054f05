//! Faults in an author's files: what is wrong, where, and what to do about it.
//!
//! A [`Diagnostic`] carries a code, a severity, a place, a message and perhaps a hint. Nothing
//! stops at the first one: every step adds to a [`Report`] and goes on, so an author sees all
//! faults of a run together.
//!
//! This module knows neither files nor YAML. Whoever shows a report hands in the texts.

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
}
