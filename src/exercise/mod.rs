//! A question lowered once: ten types become five forms.
//!
//! An author writes a question by its type, for the type is what a question is to people: *true or
//! false*, *put in order*, *where does this deal stand?* Whoever draws, prints, checks, grades or
//! exports one only wants to know what the learner does: **choose** among options, **pair** two
//! sides, put in **order**, **write** into blanks, or answer freely and **rate** it. [`lower`] is
//! the one place that turns types into forms; everything behind it reads a [`Form`].
//!
//! ```text
//! YAML ──parse──▶ Question ──lower──▶ Exercise ──▶ page, key on paper, checks, data for scripts
//! ```
//!
//! What follows from a question stands here too, so that all its readers agree: which options are
//! right, which letters and which order they have on paper, what is done in a deal to judge.
//!
//! An exercise borrows the author's [`Text`](crate::model::Text)s, Markdown and all languages with
//! them. It knows neither HTML nor the interface's words nor any format: a label that no author
//! wrote, such as *true*, is a [`Label`], for the reader to put into words.
//!
//! To add a type that fits a form: its variant in [`Answer`], its keys in the decoder, its arm in
//! [`lower`], its name in the interface's words.

mod choose;
mod deal;
mod order;
mod pair;
mod paper;
mod rate;
mod write;

pub use choose::{Alternative, Choose, Judged, Label};
pub use deal::Deal;
pub use order::Order;
pub use pair::{Lettered, Pairs};
pub use rate::Rate;
pub use write::{Blank, Wanted, Write};

use crate::model::{Answer, Part, Playbook, Question, Quiz, Stage};

/// A question as its readers need it.
#[derive(Clone, Debug)]
pub struct Exercise<'a> {
    /// Head, stem, hints, explanation, what it tests and where to read up.
    pub question: &'a Question,
    pub quiz: &'a Quiz,
    /// The stage by which a result is counted: that of what it tests, else the quiz's.
    pub stage: Option<&'a Stage>,
    pub form: Form<'a>,
}

/// What a learner does with a question.
#[derive(Clone, Debug)]
pub enum Form<'a> {
    Choose(Choose<'a>),
    Pair(Pairs<'a>),
    Order(Order<'a>),
    Write(Write<'a>),
    Rate(Rate<'a>),
}

impl Form<'_> {
    /// The form as templates and scripts know it.
    pub fn word(&self) -> &'static str {
        match self {
            Form::Choose(_) => "choose",
            Form::Pair(_) => "pair",
            Form::Order(_) => "order",
            Form::Write(_) => "write",
            Form::Rate(_) => "rate",
        }
    }
}

/// Every question of a playbook, in the order of the quizzes.
pub fn all(book: &Playbook) -> impl Iterator<Item = Exercise<'_>> {
    book.quizzes.iter().flat_map(|quiz| of_quiz(book, quiz))
}

/// The questions of one quiz, in order.
pub fn of_quiz<'a>(book: &'a Playbook, quiz: &'a Quiz) -> impl Iterator<Item = Exercise<'a>> {
    quiz.questions.iter().map(|question| Exercise {
        question,
        quiz,
        stage: stage(book, quiz, question),
        form: lower(book, question),
    })
}

/// The form of a question's type.
pub fn lower<'a>(book: &'a Playbook, question: &'a Question) -> Form<'a> {
    let id = question.head.id.as_str();
    match &question.answer {
        Answer::Single(options) => Form::Choose(Choose::written(options, false)),
        Answer::Multiple(options) => Form::Choose(Choose::written(options, true)),
        Answer::TrueFalse { answer, if_true, if_false } => {
            Form::Choose(Choose::true_or_false(*answer, if_true, if_false))
        }
        Answer::Position { situation, ask, feedback } => {
            Form::Choose(Choose::of_deal(book, Deal::of(book, situation), *ask, feedback))
        }
        Answer::Matching { pairs, distractors } => Form::Pair(Pairs::of(id, pairs, distractors)),
        Answer::Ordering { items, feedback } => Form::Order(Order::of(id, items, feedback)),
        Answer::Short { accept, reject } => Form::Write(Write::words(accept, reject)),
        Answer::Numeric { answer, tolerance, unit, feedback } => {
            Form::Write(Write::number(*answer, *tolerance, unit, feedback))
        }
        Answer::Gap { text, blanks } => Form::Write(Write::gaps(text, blanks)),
        Answer::Open { model_answer, criteria } => Form::Rate(Rate { model_answer, criteria }),
    }
}

fn stage<'a>(book: &'a Playbook, quiz: &'a Quiz, question: &Question) -> Option<&'a Stage> {
    let of = |id: &str| {
        // A heading counts with its page.
        let (shelf, _) = book.catalogue.find(id.split('#').next().unwrap_or(id))?;
        match &book.catalogue.shelf(shelf).part {
            Part::Stage(stage) => Some(&**stage),
            _ => None,
        }
    };
    let tested = question.tests.iter().find_map(|to| of(&to.id));
    tested.or_else(|| of(&quiz.stage.as_ref()?.id))
}
