//! What a decoder needs beside the YAML.

use crate::diagnostic::Report;
use crate::model::{Language, Reference};

/// The languages, the report, and a place for references.
pub struct Context<'a> {
    pub report: &'a mut Report,
    pub languages: &'a [Language],
    /// The file's text, to find places inside a value.
    pub file_text: &'a str,
    /// Path of the file below `content/`, without its ending.
    pub stem: &'a str,
    /// Folder of the file below `content/`.
    pub folder: &'a str,
    pub raw_html: bool,
    pub references: &'a mut Vec<Reference>,
}

impl<'a> Context<'a> {
    /// The same, for as long as this one is not needed.
    pub fn again(&mut self) -> Context<'_> {
        let Context { report, languages, file_text, stem, folder, raw_html, references } = self;
        Context { report, languages, file_text, stem, folder, raw_html: *raw_html, references }
    }
}
