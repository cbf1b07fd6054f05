//! The library: guides, lead sources, the information card, the matrix, the scorecard, terms.

use super::words::words;
use super::{Head, Line, Ref, Text, Texts, Wording, Words};
use crate::diagnostic::Span;
use crate::markdown::Outline;
use std::sync::Arc;

/// A page of guidance in Markdown.
#[derive(Clone, Debug, Default)]
pub struct Guide {
    pub head: Head,
    /// Name.
    pub title: Text,
    pub summary: Text,
    /// The shelf it stands on in the library, as written; empty when none is given.
    pub section: String,
    pub order: i64,
    pub stage: Option<Ref>,
    pub draft: bool,
    /// By language.
    pub bodies: Vec<Option<GuideBody>>,
}

/// One language's Markdown of a guide, stage or lead source.
#[derive(Clone, Debug)]
pub struct GuideBody {
    /// The whole file; the body begins at `start`.
    pub text: Arc<str>,
    /// First byte of the body, after the front matter.
    pub start: usize,
    /// Place of the body in its file.
    pub span: Span,
    /// Folder of the file below `content/`, to resolve pictures and links to files.
    pub folder: String,
    pub outline: Arc<Outline>,
    /// Where its sections come from, by their headings' `origin=`.
    pub origin: super::Origin,
    /// The same, heading by heading, with the ids of the headings.
    pub headings: Vec<(String, super::Origin)>,
    /// A hash of the words, whatever the space between them.
    pub hash: u64,
    /// Revision of the original that this translation follows.
    pub translates: Option<(u32, Span)>,
}

impl GuideBody {
    pub fn markdown(&self) -> &str {
        &self.text[self.start..]
    }

    /// A range of the body as a place in the file.
    pub fn span_of(&self, range: &std::ops::Range<usize>) -> Span {
        Span::new(self.span.file, self.start + range.start, self.start + range.end)
    }
}

/// Where customers to approach are found.
#[derive(Clone, Debug, Default)]
pub struct Source {
    pub head: Head,
    pub number: u32,
    /// Name.
    pub title: Text,
    /// Name of the kind of source: the net, a publication, an institution.
    pub kind: Text,
    pub stage: Option<Ref>,
    pub summary: Text,
    /// Where it is found.
    pub place: Text,
    pub how: Texts,
    pub questions: Vec<Line>,
    /// Dimensions of the information card that it fills.
    pub reveals: Vec<Ref>,
    pub effort: Text,
    pub example_note: Text,
    pub opener: Text,
    pub first_script: Option<Ref>,
    pub mistakes: Texts,
    pub privacy: Text,
    /// Further guidance in Markdown, by language.
    pub guide: Vec<Option<GuideBody>>,
}

/// The information card: what to find out about a customer.
#[derive(Clone, Debug, Default)]
pub struct Dimensions {
    /// Name.
    pub title: Text,
    pub intro: Text,
    pub list: Vec<Dimension>,
}

#[derive(Clone, Debug, Default)]
pub struct Dimension {
    pub head: Head,
    /// Name.
    pub title: Text,
    pub text: Text,
    pub questions: Vec<Line>,
    /// How to rate it from 0 to 3 for benefit and for risk.
    pub benefit: Text,
    pub risk: Text,
}

/// The relationship matrix: levels by contents, weighted stage by stage.
#[derive(Clone, Debug, Default)]
pub struct Matrix {
    /// Name.
    pub title: Text,
    pub intro: Text,
    pub levels: Vec<Cell>,
    pub contents: Vec<Cell>,
    pub weights: Vec<Weight>,
}

/// A row or a column of the matrix.
#[derive(Clone, Debug, Default)]
pub struct Cell {
    pub head: Head,
    /// Name.
    pub title: Text,
    pub text: Text,
}

/// What matters in one cell of the matrix in one stage.
#[derive(Clone, Debug, Default)]
pub struct Weight {
    pub stage: Ref,
    pub level: Ref,
    pub content: Ref,
    /// The weight of the stage; otherwise a side aim.
    pub main: bool,
    pub text: Text,
    pub origin: super::Origin,
}

#[derive(Clone, Debug, Default)]
pub struct Scorecard {
    pub span: Span,
    /// Name.
    pub title: Text,
    pub intro: Text,
    pub perspectives: Vec<Perspective>,
}

#[derive(Clone, Debug, Default)]
pub struct Perspective {
    pub head: Head,
    /// Name.
    pub title: Text,
    /// Share of the card, in percent.
    pub weight: u32,
    pub weight_span: Span,
    pub kind: PerspectiveKind,
    pub text: Text,
    pub items: Vec<ScoreItem>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PerspectiveKind {
    #[default]
    Result,
    Customer,
    Process,
    Learning,
}

words!(PerspectiveKind {
    Result => "result",
    Customer => "customer",
    Process => "process",
    Learning => "learning",
});

#[derive(Clone, Debug, Default)]
pub struct ScoreItem {
    pub head: Head,
    pub text: Text,
    pub evidence: Text,
    /// Items of stages that it counts.
    pub from: Vec<Ref>,
}

/// A term of the glossary.
#[derive(Clone, Debug, Default)]
pub struct Term {
    pub head: Head,
    /// Name.
    pub term: Text,
    /// Other forms to recognise in running text.
    pub also: Words,
    pub definition: Text,
    /// The page that treats it.
    pub see: Option<Ref>,
}

impl Guide {
    pub fn wording(&self) -> Wording<'_> {
        Wording::of(&self.title).meaning([&self.summary])
    }
}

impl Source {
    pub fn wording(&self) -> Wording<'_> {
        Wording::of(&self.title)
            .meaning([&self.summary])
            .further([&self.kind, &self.place])
            .further(&self.how)
            .further([&self.effort, &self.example_note, &self.opener])
            .further(&self.mistakes)
            .further([&self.privacy])
    }
}

impl Dimensions {
    /// The texts of the card as a whole.
    pub fn wording(&self) -> Wording<'_> {
        Wording::of(&self.title).further([&self.intro])
    }
}

impl Dimension {
    pub fn wording(&self) -> Wording<'_> {
        Wording::of(&self.title).meaning([&self.text]).further([&self.benefit, &self.risk])
    }
}

impl Matrix {
    /// The texts of the matrix as a whole.
    pub fn wording(&self) -> Wording<'_> {
        Wording::of(&self.title).further([&self.intro])
    }

    /// A row, with what is said of its cells.
    pub fn level_wording<'a>(&'a self, level: &'a Cell) -> Wording<'a> {
        let own = self.weights.iter().filter(|weight| weight.level.id == level.head.id);
        level.wording().further(own.map(|weight| &weight.text))
    }
}

impl Cell {
    pub fn wording(&self) -> Wording<'_> {
        Wording::of(&self.title).meaning([&self.text])
    }
}

impl Scorecard {
    /// The texts of the card as a whole.
    pub fn wording(&self) -> Wording<'_> {
        Wording::of(&self.title).further([&self.intro])
    }
}

impl Perspective {
    pub fn wording(&self) -> Wording<'_> {
        Wording::of(&self.title).meaning([&self.text])
    }
}

impl ScoreItem {
    pub fn wording(&self) -> Wording<'_> {
        Wording::of(&self.text).meaning([&self.evidence])
    }
}

impl Term {
    pub fn wording(&self) -> Wording<'_> {
        Wording::of(&self.term).meaning([&self.definition])
    }
}
