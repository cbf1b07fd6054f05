//! A kind of file: where such files stand, which decoder reads them, and what comes of it.

use super::guide::Page;
use super::keys::Decode;
use crate::model::{Attachment, Part as Whole, Source as LeadSource, Stage};
use std::sync::Arc;

/// The meaning of one file, known by its path.
pub enum Part {
    Stage(String, Box<Stage>),
    StageGuide(Arc<Page>),
    Source(String, Box<LeadSource>),
    SourceGuide(Arc<Page>),
    Guide(Arc<Page>),
    /// A part as the model has it.
    Whole(Whole),
    Attachment(Arc<Attachment>),
    /// No YAML at all, as the report says: its path without ending, and the ids that it names.
    Broken(String, Vec<String>),
    /// Of no use to the playbook, as the report says.
    Nothing,
}

/// A kind of YAML file below `content/` or `quizzes/`.
pub struct Kind {
    /// The word for it on the command line.
    pub name: &'static str,
    /// Where such files stand, for people; `NAME` and `NN-ID` are the author's choice.
    pub place: &'static str,
    /// Whether a path below `content/`, or one of `quizzes/`, is such a file.
    pub is: fn(&str) -> bool,
    /// What messages call it.
    pub what: &'static str,
    pub read: Decode<Part>,
}
