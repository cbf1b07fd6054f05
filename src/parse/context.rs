//! What a decoder needs beside the YAML.

use super::node::{Data, Key, Node};
use crate::diagnostic::{Report, Span};
use crate::model::{Language, Reference};
use std::sync::Arc;

/// The languages, the report, and a place for references.
pub struct Context<'a> {
    pub report: &'a mut Report,
    pub languages: &'a [Language],
    /// The file's text, to find places inside a value.
    pub file_text: &'a str,
    /// Path of the file below `content/`, without its ending.
    pub stem: &'a str,
    /// Folder of the file below `content/`.
    pub folder: &'a Arc<str>,
    pub raw_html: bool,
    pub references: &'a mut Vec<Reference>,
}

impl<'a> Context<'a> {
    /// Whether a comma stands before this key and nothing behind it: `{en: one, two}`.
    pub fn is_rest_of_text(&self, key: &Key, value: &Node) -> bool {
        let before = self.file_text.get(..key.span.start as usize).unwrap_or("");
        let nothing = matches!(value.data, Data::Null) && value.span.start == value.span.end;
        before.trim_end().ends_with(',') && (nothing || key.text.contains(' '))
    }

    /// What was read as a comment behind a value without quotes, and looks as if it belonged to it:
    /// ` #3`, ` #risks`, ` # 3`. A comment has a space behind its sign, and then words.
    pub fn cut_behind(&self, node: &Node) -> Option<Span> {
        node.plain.as_ref()?;
        let end = node.span.end as usize;
        let line = self.file_text.get(end..)?.lines().next()?;
        let comment = line.trim_start();
        let at = end + line.len() - comment.len();
        let behind = comment.strip_prefix('#')?;
        let meant = behind.starts_with(|c: char| !c.is_whitespace() && !"#!-=".contains(c))
            || behind.trim_start().starts_with(|c: char| c.is_ascii_digit());
        let is_there = at > end && end > node.span.start as usize;
        (is_there && meant).then(|| Span::new(node.span.file, at, end + line.trim_end().len()))
    }

    /// The same, for as long as this one is not needed.
    pub fn again(&mut self) -> Context<'_> {
        let Context { report, languages, file_text, stem, folder, raw_html, references } = self;
        Context { report, languages, file_text, stem, folder, raw_html: *raw_html, references }
    }
}
