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
//!
//! A format of questions reads its file into `bank::Quiz`zes, whose questions are those of the
//! model; `bank::drafts` gives them ids and writes the YAML. `encoding` makes text of bytes, and
//! `markup` Markdown of the texts; `pictures` come along with them.

mod aiken;
mod backslash;
mod bank;
mod csv;
mod encoding;
mod gift;
mod markup;
mod moodle;
mod pictures;
mod qti;
mod seems;
mod sheet;
mod xlsx;
mod xml;

use crate::diagnostic::{Fate, Losses};
use crate::model::{Lang, Phrase, Playbook, Text, Words};
use crate::theme::Words as Interface;
use std::fmt;

pub use encoding_rs::Encoding;
pub use seems::seems;

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
pub const FORMATS: &[Format] =
    &[aiken::FORMAT, csv::FORMAT, gift::FORMAT, moodle::FORMAT, qti::FORMAT, xlsx::FORMAT];

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
    /// Where its drafts go, below the playbook's root, if not to the format's own place: a file,
    /// or a folder.
    pub into: Option<&'a str>,
    /// The words of the interface in English and in the playbook's languages.
    pub words: &'a [&'a Interface],
    /// The encoding that the file is said to have.
    pub encoding: Option<&'static Encoding>,
}

/// The largest file that is read, in bytes.
pub const MAX_FILE: u64 = 32 << 20;

impl Input<'_> {
    /// The file as text.
    ///
    /// # Errors
    /// It is not UTF-8 nor marked as something else, and nobody has said what it is.
    pub fn decode(&self) -> Result<String, Error> {
        if seems::is_binary(self.bytes) {
            return Err(Error::new("it is no text"));
        }
        encoding::decode(self.bytes, self.encoding)
    }

    /// A text in the language of the file.
    pub fn text(&self, words: &str) -> Text {
        let mut text = Text::default();
        let words = words.trim();
        if !words.is_empty() {
            text.phrases = vec![None; self.book.langs().count()];
            let phrase = Phrase { text: words.into(), span: Default::default(), folder: "".into() };
            text.phrases[self.lang.0 as usize] = Some(phrase);
        }
        text
    }

    /// Words in the language of the file.
    pub fn words(&self, words: Vec<String>) -> Words {
        let mut by_lang = vec![Vec::new(); self.book.langs().count()];
        by_lang[self.lang.0 as usize] = words;
        Words { by_lang, ..Words::default() }
    }

    /// An item of the file comes in, but not quite as it was.
    pub fn changed(&self, losses: &mut Losses, id: &str, line: usize, why: impl Into<String>) {
        losses.in_line(Fate::Changed, id, self.name, line, why.into());
    }

    /// An item of the file is left out.
    pub fn dropped(&self, losses: &mut Losses, id: &str, line: usize, why: impl Into<String>) {
        losses.in_line(Fate::Dropped, id, self.name, line, why.into());
    }
}

/// The encoding of this name, as browsers know it.
pub fn encoding(name: &str) -> Option<&'static Encoding> {
    Encoding::for_label(name.as_bytes())
}

/// A new file of the playbook.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// `/`-separated, below the playbook's root.
    pub path: String,
    pub bytes: Vec<u8>,
}

/// Why a file could not be read, in the words of the person who has it.
#[derive(Debug)]
pub struct Error(String);

impl Error {
    /// `line` counts from 1.
    pub fn at(line: usize, why: impl fmt::Display) -> Error {
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
