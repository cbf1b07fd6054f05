//! Whether a quiz can be passed without knowing anything: by the length of the options, by their
//! place, by words that leave no exception, by answering "true".
//!
//! A [`Sign`] marks some options of a question. If it had nothing to do with what is right, its
//! marks would meet right options as often as [`Chance`] says; a quiz in which they meet them much
//! more often, or much more seldom, gives its answers away. "Much" is a one-sided tail of
//! [`TAIL`], shared out among the signs of a kind: a learner can go by any of four places, by the
//! longest or the shortest option in any language. Nothing is said below [`FEWEST`] questions, or
//! where a learner would gain less than [`GAIN`]. Each quiz is asked, and all of them together,
//! since a learner answers them all.
//!
//! As with every test of this kind a fair quiz is warned now and then: of quizzes drawn by lot, in
//! two languages and with four options, 4 % with eight questions and 6 % with twenty. Exchanging
//! the length or the place of two options settles it.

mod absolutes;
mod chance;

use crate::diagnostic::{Report, Span};
use crate::exercise::{self, Alternative, Choose, Exercise, Form, Label};
use crate::model::{Lang, Playbook, Question, Text};
use absolutes::Absolutes;
pub use chance::Chance;

/// The probability below which an outcome is no chance, on each side: together the usual 5 %.
pub const TAIL: f64 = 0.025;
/// With fewer questions no habit shows, whatever the numbers say.
pub const FEWEST: usize = 6;
/// The share of marks that must meet right options more, or less, often than by chance.
pub const GAIN: f64 = 0.1;

/// The questions over which a sign is counted: who looks for one right option looks otherwise than
/// who looks for several.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Among {
    /// Questions with one right option.
    Single,
    /// Questions with any number of right options.
    Multiple,
    /// Those, and statements to call true or false.
    All,
}

/// What a learner could go by who knows nothing of the matter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sign {
    /// The option is longer than every other, in this language.
    Longest(Lang),
    Shortest(Lang),
    /// The option stands in this place, from 0, before anything is shuffled.
    Place(usize),
    /// The option, or the statement, holds a word that leaves no exception.
    Absolute(Lang),
    /// The answer "true" to a statement.
    True,
}

/// Which way a sign gives answers away.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lean {
    /// What it marks is right.
    Right,
    /// What it marks is wrong.
    Wrong,
}

/// How often a sign met a right option.
#[derive(Clone, Debug)]
pub struct Tally<'a> {
    pub sign: Sign,
    pub among: Among,
    /// Marked options.
    pub marked: usize,
    /// Those of them that are right.
    pub hits: usize,
    /// What `hits` would be by chance.
    pub chance: Chance,
    /// The questions in which the sign told something, and whether it met a right option.
    pub questions: Vec<(&'a Question, bool)>,
    /// This sign's share of [`TAIL`].
    tail: f64,
}

impl Tally<'_> {
    fn new(sign: Sign, among: Among, tail: f64) -> Self {
        let (chance, questions) = (Chance::default(), Vec::new());
        Tally { sign, among, marked: 0, hits: 0, chance, questions, tail }
    }

    /// The numbers for people to read.
    pub fn numbers(&self) -> String {
        let what = match (self.sign, self.among) {
            (Sign::True, _) => "statements",
            (_, Among::Single) => "questions with one answer",
            (_, Among::Multiple) => "questions with several answers",
            (_, Among::All) => "options and statements",
        };
        let (hits, of, by_chance) = (self.hits, self.marked, self.chance.expected());
        format!("in {hits} of {of} {what}, by chance in {by_chance:.0}")
    }

    /// The verdict; `None` while chance explains the numbers, or there are too few of them.
    pub fn lean(&self) -> Option<Lean> {
        let gain = (self.hits as f64 - self.chance.expected()) / self.marked.max(1) as f64;
        if self.questions.len() < FEWEST || gain.abs() < GAIN {
            None
        } else if self.chance.at_least(self.hits) <= self.tail {
            Some(Lean::Right)
        } else if self.chance.at_most(self.hits) <= self.tail {
            Some(Lean::Wrong)
        } else {
            None
        }
    }
}

/// What a question lets a learner choose from, each with whether it is right.
enum Asked<'a> {
    Options(Among, Vec<(&'a Text, bool)>),
    Statement(&'a Text, bool),
}

/// The one place that knows how a question is answered; the outcomes of the strict rule have no
/// words of their own that could give them away.
fn asked<'a>(exercise: &Exercise<'a>) -> Option<Asked<'a>> {
    let Form::Choose(choose) = &exercise.form else { return None };
    let written = |option: &Alternative<'a>| match option.label {
        Label::Written(text) => Some((text, option.right)),
        _ => None,
    };
    match &choose.options[..] {
        [Alternative { label: Label::True, right, .. }, ..] => {
            Some(Asked::Statement(&exercise.question.stem, *right))
        }
        options => {
            let options: Option<Vec<_>> = options.iter().map(written).collect();
            Some(Asked::Options(among(choose), options?))
        }
    }
}

fn among(choose: &Choose) -> Among {
    if choose.many { Among::Multiple } else { Among::Single }
}

impl Asked<'_> {
    fn is_among(&self, among: Among) -> bool {
        among == Among::All || matches!(self, Asked::Options(own, _) if *own == among)
    }

    fn right(&self) -> Vec<bool> {
        match self {
            Asked::Options(_, options) => options.iter().map(|(_, right)| *right).collect(),
            Asked::Statement(_, holds) => vec![*holds, !holds],
        }
    }

    /// Which options a sign marks; for a statement, "true" and "false".
    fn marks(&self, sign: Sign, book: &Playbook) -> Vec<bool> {
        match (self, sign) {
            (Asked::Options(_, options), Sign::Longest(lang)) => extreme(options, lang, 1),
            (Asked::Options(_, options), Sign::Shortest(lang)) => extreme(options, lang, -1),
            (Asked::Options(_, options), Sign::Place(place)) => {
                (0..options.len()).map(|n| n == place).collect()
            }
            (Asked::Options(_, options), Sign::Absolute(lang)) => {
                options.iter().map(|(text, _)| is_absolute(text, lang, book)).collect()
            }
            (Asked::Statement(text, _), Sign::Absolute(lang)) => {
                vec![is_absolute(text, lang, book), false]
            }
            (Asked::Statement(..), Sign::True) => vec![true, false],
            _ => Vec::new(),
        }
    }
}

fn is_absolute(text: &Text, lang: Lang, book: &Playbook) -> bool {
    let words = book.settings.languages.get(lang.0 as usize).and_then(|l| Absolutes::of(&l.tag));
    words.zip(text.get(lang)).is_some_and(|(words, phrase)| words.stand_in(&phrase.text))
}

/// Marks the longest option (`direction` 1) or the shortest (-1), unless two share the length.
fn extreme(options: &[(&Text, bool)], lang: Lang, direction: i64) -> Vec<bool> {
    let length = |text: &Text| text.get(lang).map(|p| direction * p.text.chars().count() as i64);
    let lengths: Option<Vec<i64>> = options.iter().map(|(text, _)| length(text)).collect();
    let lengths = lengths.unwrap_or_default();
    let most = lengths.iter().max().copied().unwrap_or_default();
    match lengths.iter().filter(|l| **l == most).count() {
        1 => lengths.iter().map(|l| *l == most).collect(),
        _ => Vec::new(),
    }
}

/// Counts every sign over some questions.
pub fn tallies<'a>(
    book: &Playbook,
    exercises: impl IntoIterator<Item = Exercise<'a>>,
) -> Vec<Tally<'a>> {
    let asked: Vec<(&Question, Asked)> =
        exercises.into_iter().filter_map(|e| Some((e.question, asked(&e)?))).collect();
    let count = |mut tally: Tally<'a>| {
        let among = tally.among;
        for (question, asked) in asked.iter().filter(|(_, a)| a.is_among(among)) {
            let marks = asked.marks(tally.sign, book);
            add(&mut tally, question, &asked.right(), &marks);
        }
        tally
    };
    kinds(book, &asked).into_iter().flatten().map(count).collect()
}

/// The signs to count, kind by kind, each with its share of the tail.
fn kinds<'a>(book: &Playbook, asked: &[(&Question, Asked)]) -> Vec<Vec<Tally<'a>>> {
    let of_kind = |among: Among, signs: Vec<Sign>| -> Vec<Tally<'a>> {
        let tail = TAIL / signs.len() as f64;
        signs.into_iter().map(|sign| Tally::new(sign, among, tail)).collect()
    };
    let mut kinds = vec![
        of_kind(Among::All, vec![Sign::True]),
        of_kind(Among::All, book.langs().map(Sign::Absolute).collect()),
    ];
    for among in [Among::Single, Among::Multiple] {
        let lengths = book.langs().flat_map(|lang| [Sign::Longest(lang), Sign::Shortest(lang)]);
        kinds.push(of_kind(among, lengths.collect()));
        let counts = asked.iter().filter(|(_, a)| a.is_among(among)).map(|(_, a)| a.right().len());
        kinds.push(of_kind(among, (0..counts.max().unwrap_or(0)).map(Sign::Place).collect()));
    }
    kinds
}

/// Adds a question in which the sign marks some options but not all, and some are right.
fn add<'a>(tally: &mut Tally<'a>, question: &'a Question, right: &[bool], marks: &[bool]) {
    let count = |list: &[bool]| list.iter().filter(|it| **it).count();
    let some = |list: &[bool]| (1..right.len()).contains(&count(list));
    if some(right) && some(marks) {
        let hits = right.iter().zip(marks).filter(|(right, mark)| **right && **mark).count();
        tally.marked += count(marks);
        tally.hits += hits;
        tally.chance.add(right.len(), count(right), count(marks));
        tally.questions.push((question, hits > 0));
    }
}

/// No quiz gives its right answers away, nor do all of them together.
pub fn answers_are_not_given_away(book: &Playbook, report: &mut Report) {
    for quiz in &book.quizzes {
        let whose = format!("`{}`", quiz.head.id);
        judge(book, quiz.head.span, &whose, exercise::of_quiz(book, quiz), report);
    }
    if let [first, _, ..] = &book.quizzes[..] {
        judge(book, first.head.span, "all quizzes together", exercise::all(book), report);
    }
}

fn judge<'a>(
    book: &Playbook,
    at: Span,
    whose: &str,
    exercises: impl IntoIterator<Item = Exercise<'a>>,
    report: &mut Report,
) {
    for tally in tallies(book, exercises) {
        let Some(lean) = tally.lean() else { continue };
        let language = |lang: Lang| book.settings.languages[lang.0 as usize].name.as_str();
        let numbers = tally.numbers();
        let change = to_change(&tally, lean);
        match tally.sign {
            Sign::Longest(lang) => {
                report.length_gives_away(at, whose, ("longest", language(lang)), &numbers, &change)
            }
            Sign::Shortest(lang) => {
                report.length_gives_away(at, whose, ("shortest", language(lang)), &numbers, &change)
            }
            Sign::Place(place) => report.place_gives_away(at, whose, place + 1, &numbers, &change),
            Sign::Absolute(lang) => {
                report.absolutes_give_away(at, whose, language(lang), &numbers, &change)
            }
            Sign::True => report.true_false_balance(at, whose, &numbers, &change),
        }
    }
}

/// A few questions whose change would bring the numbers nearer to chance.
fn to_change(tally: &Tally, lean: Lean) -> String {
    const A_FEW: usize = 8;
    let is_one = |(_, hit): &&(&Question, bool)| *hit == (lean == Lean::Right);
    let ids: Vec<&str> = (tally.questions.iter().filter(is_one).take(A_FEW))
        .map(|(question, _)| question.head.id.as_str())
        .collect();
    ids.join(", ")
}
