//! Writing words or a number into blanks.

use crate::diagnostic::Span;
use crate::model::{self, Reject, Text, Words};

/// Blanks to fill.
#[derive(Clone, Debug)]
pub struct Write<'a> {
    /// The text in which the blanks stand, each as `{id}`. Without it there is one blank, below
    /// the stem, and its id is empty.
    pub text: Option<&'a Text>,
    pub blanks: Vec<Blank<'a>>,
}

/// One blank.
#[derive(Clone, Debug)]
pub struct Blank<'a> {
    pub id: &'a str,
    /// Where it is written; where its accepted words are, if it has no place of its own.
    pub span: Span,
    pub wanted: Wanted<'a>,
    /// Said to a wrong answer that is not a known one.
    pub feedback: Option<&'a Text>,
}

/// What fills a blank rightly.
#[derive(Clone, Debug)]
pub enum Wanted<'a> {
    Words {
        /// Of every language: a learner may well know the other one's term.
        accept: &'a Words,
        /// Known wrong answers with what to say to them.
        reject: &'a [Reject],
    },
    Number {
        answer: f64,
        /// How far a right answer may be off, either way; never negative.
        tolerance: f64,
        /// Name.
        unit: &'a Text,
    },
}

impl<'a> Write<'a> {
    pub(super) fn words(accept: &'a Words, reject: &'a [Reject]) -> Write<'a> {
        Write::one(accept.span, Wanted::Words { accept, reject }, None)
    }

    pub(super) fn number(
        answer: f64,
        tolerance: f64,
        unit: &'a Text,
        feedback: &'a Text,
    ) -> Write<'a> {
        Write::one(Span::default(), Wanted::Number { answer, tolerance, unit }, Some(feedback))
    }

    fn one(span: Span, wanted: Wanted<'a>, feedback: Option<&'a Text>) -> Write<'a> {
        Write { text: None, blanks: vec![Blank { id: "", span, wanted, feedback }] }
    }

    pub(super) fn gaps(text: &'a Text, blanks: &'a [model::Blank]) -> Write<'a> {
        let blanks = blanks.iter().map(|b| Blank {
            id: &b.id,
            span: b.span,
            wanted: Wanted::Words { accept: &b.accept, reject: &[] },
            feedback: Some(&b.feedback),
        });
        Write { text: Some(text), blanks: blanks.collect() }
    }
}

impl Blank<'_> {
    /// The sign that stands for the blank in the text.
    pub fn place(&self) -> String {
        format!("{{{}}}", self.id)
    }
}
