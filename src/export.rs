//! Takes a playbook, or a part of it, into the formats of other programs.
//!
//! A [`Format`] is a function from a [`Request`] to the bytes of one file. Like a page it is a pure
//! function: the same playbook gives the same bytes on every machine, whatever the clock says (but
//! for `pdf`, where browser and fonts show; it asks [`print`](mod@crate::print) for both). It
//! never touches the disk ([`publish::put`](crate::publish::put) does, and never over a file that
//! we did not write), and it leaves nothing out in silence: what the format can't hold goes into
//! the [`Losses`], and the command shows them.
//!
//! # Adding a format
//!
//! 1. Write a module beside `gift` with one `pub const FORMAT: Format`.
//! 2. Name it in [`FORMATS`]: the command line, its help and `--list` read that table.
//! 3. Hold its file against a reader that we did not write, in `tests/`.
//!
//! A format takes questions from [`Request::quizzes`], pages ready made from
//! [`Request::renderer`], and the texts of both through [`Request::html`] and
//! [`Request::plain`], which know what `[[ids]]` mean.

mod anki;
mod archive;
mod book;
mod canvas;
mod course;
pub mod csv;
mod docx;
mod epub;
mod gift;
mod moodle;
mod notes;
mod pdf;
mod qti;
mod request;
mod selection;
pub mod sheet;
mod xhtml;
mod xlsx;
mod xml;

use crate::diagnostic::Losses;
use std::fmt;

pub use request::{Paper, Request};
pub use selection::{Selection, Unselectable};

/// One format that can be written.
pub struct Format {
    /// Its word on the command line.
    pub name: &'static str,
    /// What it is and who reads it, in one line.
    pub about: &'static str,
    /// The ending of its files, without the dot.
    pub ending: &'static str,
    pub languages: Languages,
    /// Makes the file; what does not come through whole is added to the losses.
    pub write: fn(&Request, &mut Losses) -> Result<Vec<u8>, Error>,
}

/// How many languages a file of a format holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Languages {
    One,
    Any,
}

/// Every format, in the order in which they are listed.
pub const FORMATS: &[Format] = &[
    gift::FORMAT,
    moodle::FORMAT,
    csv::FORMAT,
    xlsx::FORMAT,
    anki::FORMAT,
    canvas::FORMAT,
    qti::QTI_21,
    qti::QTI_22,
    qti::QTI_3,
    course::SCORM_12,
    course::SCORM_2004,
    course::CMI5,
    epub::FORMAT,
    pdf::FORMAT,
    docx::FORMAT,
];

/// The format of this name.
pub fn format(name: &str) -> Option<&'static Format> {
    FORMATS.iter().find(|format| format.name == name)
}

/// Why no file could be made; completes "the export failed: ".
#[derive(Debug)]
pub struct Error(String);

impl Error {
    pub fn new(why: impl Into<String>) -> Error {
        Error(why.into())
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Error {}
