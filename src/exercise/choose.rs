//! Choosing one option or several: the author's own, true or false, or the outcomes of the rule.

use super::Deal;
use super::paper::letter;
use crate::diagnostic::Span;
use crate::model::{Ask, Choice, Playbook, Ref, Stage, State, Text, Verdict};
use std::borrow::Cow;

/// Options, of which one or several are right.
#[derive(Clone, Debug)]
pub struct Choose<'a> {
    /// Several may be chosen, and all right ones must be.
    pub many: bool,
    /// All options keep their places: their order means something and is never shuffled.
    pub fixed: bool,
    pub options: Vec<Alternative<'a>>,
    /// The deal that the options speak about.
    pub judged: Option<Judged<'a>>,
}

/// An option to choose.
#[derive(Clone, Debug)]
pub struct Alternative<'a> {
    pub id: Cow<'a, str>,
    pub span: Span,
    pub label: Label<'a>,
    pub right: bool,
    /// It keeps its place when the others are shuffled.
    pub fixed: bool,
    /// What is said to whoever chose it, or missed it.
    pub feedback: Option<&'a Text>,
    /// The wrong idea that makes it look right.
    pub misconception: Option<&'a Ref>,
    /// Its letter on paper; an option that is known by its own word has none.
    pub letter: Option<String>,
}

/// What an option says.
#[derive(Clone, Copy, Debug)]
pub enum Label<'a> {
    /// The author's words.
    Written(&'a Text),
    True,
    False,
    /// A position of the rule; no stage before the first.
    Position(State, Option<&'a Stage>),
    Verdict(Verdict),
}

/// A deal to judge: the right option follows from the strict rule, never from what is written.
#[derive(Clone, Debug)]
pub struct Judged<'a> {
    pub deal: Deal<'a>,
    pub ask: Ask,
    /// Said to every answer, for the options have no words of their own.
    pub feedback: &'a Text,
}

impl<'a> Choose<'a> {
    /// Options as an author wrote them.
    pub(super) fn written(options: &'a [Choice], many: bool) -> Choose<'a> {
        let options = options.iter().enumerate().map(|(n, o)| Alternative {
            id: Cow::Borrowed(&o.id),
            span: o.span,
            label: Label::Written(&o.text),
            right: o.right,
            fixed: o.fixed,
            feedback: Some(&o.feedback),
            misconception: o.misconception.as_ref(),
            letter: Some(letter(n)),
        });
        let options: Vec<Alternative> = options.collect();
        let fixed = options.iter().all(|option| option.fixed);
        Choose { many, fixed, options, judged: None }
    }

    /// True before false.
    pub(super) fn true_or_false(answer: bool, yes: &'a Text, no: &'a Text) -> Choose<'a> {
        let side = |id: &'static str, label, right, feedback| Alternative {
            feedback: Some(feedback),
            ..known(id, label, right)
        };
        let options =
            vec![side("true", Label::True, answer, yes), side("false", Label::False, !answer, no)];
        Choose { many: false, fixed: true, options, judged: None }
    }

    /// Every outcome that the rule can have in this playbook.
    pub(super) fn of_deal(
        book: &'a Playbook,
        deal: Deal<'a>,
        ask: Ask,
        feedback: &'a Text,
    ) -> Choose<'a> {
        let options = match ask {
            Ask::Position => positions(book, &deal),
            Ask::Verdict => verdicts(book, &deal),
        };
        Choose { many: false, fixed: true, options, judged: Some(Judged { deal, ask, feedback }) }
    }

    /// Options that keep their places among others that do not.
    pub fn kept(&self) -> impl Iterator<Item = &Alternative<'a>> {
        self.options.iter().filter(|option| option.fixed && !self.fixed)
    }

    /// The options to be chosen.
    pub fn right(&self) -> impl Iterator<Item = &Alternative<'a>> {
        self.options.iter().filter(|option| option.right)
    }
}

/// An option that nobody wrote.
fn known<'a>(id: impl Into<Cow<'a, str>>, label: Label<'a>, right: bool) -> Alternative<'a> {
    let (id, span) = (id.into(), Span::default());
    let (feedback, misconception, letter) = (None, None, None);
    Alternative { id, span, label, right, fixed: true, feedback, misconception, letter }
}

fn positions<'a>(book: &'a Playbook, deal: &Deal<'a>) -> Vec<Alternative<'a>> {
    let found = &deal.position;
    let at = |state: State, stage: Option<&'a Stage>| {
        let id = stage.map(|s| s.head.id.as_str());
        let right = found.state == state && found.stage == id;
        let word = state.word();
        let id = id.map_or(Cow::Borrowed(word), |id| format!("{word} {id}").into());
        known(id, Label::Position(state, stage), right)
    };
    let each = book.stages.iter().flat_map(|stage| {
        [State::Reached, State::Completed].map(|state| at(state, Some(stage.as_ref())))
    });
    std::iter::once(at(State::NotStarted, None)).chain(each).collect()
}

fn verdicts<'a>(book: &'a Playbook, deal: &Deal) -> Vec<Alternative<'a>> {
    let ours = book.stages.iter().map(|s| s.number).max().unwrap_or(0);
    let theirs = book.buyer.stages.iter().map(|b| b.number).max().unwrap_or(0);
    let all = std::iter::once(Verdict::InSync)
        .chain((1..=theirs).map(Verdict::Behind))
        .chain((1..=ours).map(Verdict::Ahead))
        .chain([Verdict::Unknown]);
    all.map(|v| known(verdict_id(v), Label::Verdict(v), v == deal.verdict)).collect()
}

fn verdict_id(verdict: Verdict) -> Cow<'static, str> {
    match verdict {
        Verdict::Unknown | Verdict::InSync => verdict.word().into(),
        Verdict::Behind(n) | Verdict::Ahead(n) => format!("{} {n}", verdict.word()).into(),
    }
}
