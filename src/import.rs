//! Brings files of other programs in, as the YAML that a person would write.
//!
//! A [`Format`] is a function from the bytes of one file to [`Draft`]s: new files of the playbook.
//! It never touches the disk, and it leaves nothing out in silence: what a playbook can't hold goes
//! into the [`Losses`], and the command shows them. A file that stands in the playbook is never
//! overwritten.
//!
//! # Adding a format
//!
//! 1. Write a module in this folder with one `pub const FORMAT: Format`.
//! 2. Name it in [`FORMATS`]: the command line, its help and `--list` read that table.
//! 3. Hold what it makes against files of the other program, in `tests/`, and against `check`.

use crate::diagnostic::Losses;
use crate::model::{Lang, Playbook};
use std::fmt;

/// One format that can be read.
pub struct Format {
    /// Its word on the command line.
    pub name: &'static str,
    /// What it is and who writes it, in one line.
    pub about: &'static str,
    /// Reads one file; what does not come through whole is added to the losses.
    pub read: fn(&Input, &mut Losses) -> Result<Vec<Draft>, Error>,
}

/// Every format, in the order in which they are listed.
pub const FORMATS: &[Format] = &[];

/// The format of this name.
pub fn format(name: &str) -> Option<&'static Format> {
    FORMATS.iter().find(|format| format.name == name)
}

/// One file to read, and the playbook that it comes into.
pub struct Input<'a> {
    /// The file's name without its folders.
    pub name: &'a str,
    pub bytes: &'a [u8],
    /// Gives the ids that are taken, and the languages.
    pub book: &'a Playbook,
    /// The language that the file is written in.
    pub lang: Lang,
    /// Where its drafts go, below the playbook's root, if not to the format's own place.
    pub into: Option<&'a str>,
}

/// A new file of the playbook.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// `/`-separated, below the playbook's root.
    pub path: String,
    pub text: String,
}

/// Why a file could not be read, in the words of the person who has it.
#[derive(Debug)]
pub struct Error(String);

impl Error {
    /// `line` counts from 1.
    pub fn at(line: usize, why: &str) -> Error {
        Error(format!("line {line}: {why}"))
    }

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
