//! Learning: quizzes, paths, and cases with the position that each snapshot must have.

use super::words::words;
use super::{Head, Line, Playbook, Ref, Text, Texts, Wording, Words};
use crate::diagnostic::Span;

/// A self-check.
#[derive(Clone, Debug, Default)]
pub struct Quiz {
    pub head: Head,
    /// Name.
    pub title: Text,
    pub intro: Text,
    pub stage: Option<Ref>,
    /// Percent of right answers that pass.
    pub pass: u32,
    pub questions: Vec<Question>,
}

#[derive(Clone, Debug, Default)]
pub struct Question {
    pub head: Head,
    pub stem: Text,
    /// 1 easy to 3 hard.
    pub difficulty: u32,
    /// Item bank to draw from.
    pub bank: Option<String>,
    /// The items that it tests.
    pub tests: Vec<Ref>,
    /// The guidance that its explanation leads to.
    pub see: Option<Ref>,
    pub hints: Texts,
    pub explanation: Text,
    pub answer: Answer,
}

/// The typed part of a question.
#[derive(Clone, Debug)]
pub enum Answer {
    Single(Vec<Choice>),
    Multiple(Vec<Choice>),
    TrueFalse {
        answer: bool,
        if_true: Text,
        if_false: Text,
    },
    Matching {
        pairs: Vec<Pair>,
        distractors: Vec<Pair>,
    },
    /// In the right order.
    Ordering {
        items: Vec<Line>,
        feedback: Text,
    },
    Short {
        accept: Words,
        reject: Vec<Reject>,
    },
    Numeric {
        answer: f64,
        tolerance: f64,
        unit: Text,
        feedback: Text,
    },
    /// The text has `{id}` where a blank stands.
    Gap {
        text: Text,
        blanks: Vec<Blank>,
    },
    /// The right answer follows from the strict rule.
    Position {
        situation: Situation,
        ask: Ask,
        feedback: Text,
    },
    Open {
        model_answer: Text,
        criteria: Texts,
    },
}

impl Default for Answer {
    fn default() -> Self {
        Answer::Single(Vec::new())
    }
}

/// An option; a wrong one is a distractor.
#[derive(Clone, Debug, Default)]
pub struct Choice {
    pub id: String,
    pub span: Span,
    pub text: Text,
    pub right: bool,
    /// It keeps its place when the others are shuffled.
    pub fixed: bool,
    pub feedback: Text,
    pub misconception: Option<Ref>,
}

/// Two sides that belong together; a distractor has no left side.
#[derive(Clone, Debug, Default)]
pub struct Pair {
    pub id: String,
    pub left: Text,
    pub right: Text,
    pub feedback: Text,
}

/// Known wrong answers with what to say to them.
#[derive(Clone, Debug, Default)]
pub struct Reject {
    pub words: Words,
    pub feedback: Text,
}

#[derive(Clone, Debug, Default)]
pub struct Blank {
    pub id: String,
    pub span: Span,
    pub accept: Words,
    pub feedback: Text,
}

/// A deal at one moment: what is ticked, and where the buyer is.
#[derive(Clone, Debug, Default)]
pub struct Situation {
    /// All actions of all stages up to this one are done.
    pub done_through: Option<Ref>,
    pub done: Vec<Ref>,
    /// `None`: unknown.
    pub buyer_stage: Option<Ref>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Ask {
    #[default]
    Position,
    Verdict,
}

words!(Ask { Position => "position", Verdict => "verdict" });

/// A typical wrong idea that distractors point to.
#[derive(Clone, Debug, Default)]
pub struct Misconception {
    pub head: Head,
    /// Name.
    pub title: Text,
    pub text: Text,
}

/// A way through the playbook for one audience.
#[derive(Clone, Debug, Default)]
pub struct Path {
    pub head: Head,
    /// Name.
    pub title: Text,
    /// Name.
    pub audience: Text,
    pub intro: Text,
    pub order: i64,
    pub chapters: Vec<Chapter>,
}

#[derive(Clone, Debug, Default)]
pub struct Chapter {
    pub head: Head,
    /// Name.
    pub title: Text,
    /// Name: "Day 1".
    pub when: Text,
    /// How long the author says it takes.
    pub minutes: Option<u32>,
    pub text: Text,
    pub read: Vec<Ref>,
    pub practise: Vec<Ref>,
    pub quiz: Option<Ref>,
    /// Percent; the quiz's own mark if none is given.
    pub pass: Option<u32>,
    pub tasks: Texts,
}

/// One deal, told in snapshots.
#[derive(Clone, Debug, Default)]
pub struct Case {
    pub head: Head,
    /// Name.
    pub title: Text,
    pub summary: Text,
    pub intro: Text,
    pub snapshots: Vec<Snapshot>,
}

#[derive(Clone, Debug, Default)]
pub struct Snapshot {
    pub head: Head,
    /// Name.
    pub title: Text,
    /// Name.
    pub when: Text,
    pub text: Text,
    pub situation: Situation,
    /// What the author says the position is; `check` holds it against the rule.
    pub expect: Option<Expect>,
}

/// The position that an author claims for a snapshot.
#[derive(Clone, Debug, Default)]
pub struct Expect {
    pub span: Span,
    pub state: State,
    pub stage: Option<Ref>,
    pub verdict: Option<Verdict>,
}

/// How far a deal is in its stage.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum State {
    #[default]
    NotStarted,
    Reached,
    Completed,
}

words!(State { NotStarted => "not-started", Reached => "reached", Completed => "completed" });

/// Our progress held against the buyer's.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Verdict {
    #[default]
    Unknown,
    InSync,
    Behind(u32),
    Ahead(u32),
}

words!(Verdict {
    Unknown => "unknown",
    InSync => "in-sync",
    Behind(0) => "behind",
    Ahead(0) => "ahead",
});

impl Answer {
    /// The words that a learner chooses from or fills in.
    fn choices(&self) -> Vec<&Text> {
        match self {
            Answer::Single(options) | Answer::Multiple(options) => {
                options.iter().map(|o| &o.text).collect()
            }
            Answer::Matching { pairs, distractors } => {
                let sides = pairs.iter().flat_map(|p| [&p.left, &p.right]);
                sides.chain(distractors.iter().map(|d| &d.right)).collect()
            }
            Answer::Ordering { items, .. } => items.iter().map(|i| &i.text).collect(),
            Answer::Numeric { unit, .. } => vec![unit],
            Answer::Gap { text, .. } => vec![text],
            Answer::Open { model_answer, .. } => vec![model_answer],
            Answer::TrueFalse { .. } | Answer::Short { .. } | Answer::Position { .. } => Vec::new(),
        }
    }

    /// What is said to an answer.
    fn said(&self) -> Vec<&Text> {
        match self {
            Answer::Single(options) | Answer::Multiple(options) => {
                options.iter().map(|o| &o.feedback).collect()
            }
            Answer::TrueFalse { if_true, if_false, .. } => vec![if_true, if_false],
            Answer::Matching { pairs, distractors } => {
                pairs.iter().chain(distractors).map(|p| &p.feedback).collect()
            }
            Answer::Short { reject, .. } => reject.iter().map(|r| &r.feedback).collect(),
            Answer::Gap { blanks, .. } => blanks.iter().map(|b| &b.feedback).collect(),
            Answer::Ordering { feedback, .. }
            | Answer::Numeric { feedback, .. }
            | Answer::Position { feedback, .. } => vec![feedback],
            Answer::Open { criteria, .. } => criteria.iter().collect(),
        }
    }

    /// The options that its author wrote.
    pub fn options(&self) -> &[Choice] {
        match self {
            Answer::Single(options) | Answer::Multiple(options) => options,
            _ => &[],
        }
    }

    /// Whether it has parts with ids of their own.
    pub fn has_parts(&self) -> bool {
        let listed =
            matches!(self, Answer::Matching { .. } | Answer::Ordering { .. } | Answer::Gap { .. });
        listed || !self.options().is_empty()
    }

    /// The word under `type:` in a quiz file.
    pub fn kind(&self) -> &'static str {
        match self {
            Answer::Single(_) => "single",
            Answer::Multiple(_) => "multiple",
            Answer::TrueFalse { .. } => "true-false",
            Answer::Matching { .. } => "matching",
            Answer::Ordering { .. } => "ordering",
            Answer::Short { .. } => "short",
            Answer::Numeric { .. } => "numeric",
            Answer::Gap { .. } => "gap",
            Answer::Position { .. } => "position",
            Answer::Open { .. } => "open",
        }
    }
}

impl Quiz {
    pub fn wording(&self) -> Wording<'_> {
        Wording::of(&self.title).meaning([&self.intro])
    }
}

impl Question {
    pub fn wording(&self) -> Wording<'_> {
        Wording::of(&self.stem)
            .choice(self.answer.choices())
            .secret(&self.hints)
            .secret(self.answer.said())
            .secret([&self.explanation])
    }
}

impl Misconception {
    pub fn wording(&self) -> Wording<'_> {
        Wording::of(&self.title).meaning([&self.text])
    }
}

impl Path {
    pub fn wording(&self) -> Wording<'_> {
        Wording::of(&self.title).meaning([&self.intro]).further([&self.audience])
    }
}

impl Chapter {
    /// The quiz that ends it.
    pub fn quiz_in<'a>(&self, book: &'a Playbook) -> Option<&'a Quiz> {
        let id = &self.quiz.as_ref()?.id;
        book.quizzes.iter().find(|quiz| quiz.head.id == *id).map(|quiz| &**quiz)
    }

    pub fn wording(&self) -> Wording<'_> {
        Wording::of(&self.title).meaning([&self.text]).further(&self.tasks).further([&self.when])
    }
}

impl Case {
    pub fn wording(&self) -> Wording<'_> {
        Wording::of(&self.title).meaning([&self.summary]).further([&self.intro])
    }
}

impl Snapshot {
    pub fn wording(&self) -> Wording<'_> {
        Wording::of(&self.title).meaning([&self.text]).further([&self.when])
    }
}
