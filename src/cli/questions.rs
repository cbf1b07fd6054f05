//! What `twotrack stats --questions` prints: how a learner who knows nothing would fare.

use crate::check::{Among, Sign, Tally, tallies};
use crate::exercise::{self, Alternative, Exercise, Form, Label};
use crate::model::{Ask, Lang, Playbook, Verdict};
use std::collections::HashSet;

/// Prints each quiz, then all of them together, then the misconceptions that no option has.
///
/// Beside each number stands what it would be by chance; `!` stands where `check` warns.
pub fn print(book: &Playbook) {
    for quiz in &book.quizzes {
        let title = format!("{}  {}", quiz.head.id, quiz.title.str(Lang::DEFAULT));
        of(book, &title, &exercise::of_quiz(book, quiz).collect::<Vec<_>>());
    }
    let all: Vec<Exercise> = exercise::all(book).collect();
    of(book, "all quizzes", &all);
    let used: HashSet<&str> = wrong_options(&all).filter_map(tag).collect();
    let unused: Vec<&str> = (book.misconceptions.iter().map(|m| m.head.id.as_str()))
        .filter(|id| !used.contains(id))
        .collect();
    if !unused.is_empty() {
        anstream::println!("no option has the misconception {}", unused.join(", "));
    }
}

fn of(book: &Playbook, title: &str, exercises: &[Exercise]) {
    anstream::println!("{title}");
    let level = |level: u32| exercises.iter().filter(|e| e.question.difficulty == level).count();
    line(
        "questions",
        &format!(
            "{} (difficulty 1: {}, 2: {}, 3: {})",
            exercises.len(),
            level(1),
            level(2),
            level(3)
        ),
    );
    let counted = tallies(book, exercises.iter().cloned());
    for (name, among) in
        [("one answer", Among::Single), ("several answers", Among::Multiple), ("", Among::All)]
    {
        let own: Vec<&Tally> =
            counted.iter().filter(|t| t.among == among && !t.questions.is_empty()).collect();
        for (sign, numbers) in grouped(book, &own) {
            line(&format!("{sign}{}{name}", if name.is_empty() { "" } else { ", " }), &numbers);
        }
    }
    line("verdicts", &verdicts(exercises));
    let wrong: Vec<&Alternative> = wrong_options(exercises).collect();
    let untagged = wrong.iter().filter(|o| o.misconception.is_none()).count();
    line("no misconception", &format!("{untagged} of {} wrong options", wrong.len()));
}

fn line(name: &str, numbers: &str) {
    if !numbers.is_empty() {
        anstream::println!("  {name:<34} {numbers}");
    }
}

/// Signs of a kind on one line: both languages, all places.
fn grouped(book: &Playbook, tallies: &[&Tally]) -> Vec<(&'static str, String)> {
    let mut lines: Vec<(&'static str, String)> = Vec::new();
    for name in [
        "longest is right",
        "shortest is right",
        "place is right",
        "absolute is right",
        "“true” is right",
    ] {
        let own = tallies.iter().filter(|t| named(book, t.sign).0 == name);
        let numbers: Vec<String> = own.map(|t| numbers(book, t)).collect();
        if !numbers.is_empty() {
            lines.push((name, numbers.join("   ")));
        }
    }
    lines
}

/// The line on which a sign stands, and which of its kind it is.
fn named(book: &Playbook, sign: Sign) -> (&'static str, String) {
    let language = |lang: Lang| book.settings.languages[lang.0 as usize].id.clone();
    match sign {
        Sign::Longest(lang) => ("longest is right", language(lang)),
        Sign::Shortest(lang) => ("shortest is right", language(lang)),
        Sign::Place(place) => ("place is right", (place + 1).to_string()),
        Sign::Absolute(lang) => ("absolute is right", language(lang)),
        Sign::True => ("“true” is right", String::new()),
    }
}

fn numbers(book: &Playbook, tally: &Tally) -> String {
    let which = named(book, tally.sign).1;
    let mark = if tally.lean().is_some() { "!" } else { "" };
    let chance = tally.chance.expected();
    format!("{which} {}/{} ({chance:.1}){mark}", tally.hits, tally.marked).trim_start().to_string()
}

/// What an author wrote to lead astray.
fn wrong_options<'e, 'a>(
    exercises: &'e [Exercise<'a>],
) -> impl Iterator<Item = &'e Alternative<'a>> {
    let options = exercises.iter().flat_map(|e| match &e.form {
        Form::Choose(choose) => choose.options.as_slice(),
        _ => &[],
    });
    options.filter(|o| !o.right && matches!(o.label, Label::Written(_)))
}

fn tag<'a>(option: &Alternative<'a>) -> Option<&'a str> {
    option.misconception.map(|r| r.id.as_str())
}

/// How often each verdict is the answer to a question about the two tracks.
fn verdicts(exercises: &[Exercise]) -> String {
    let mut counts = [("in sync", 0), ("behind", 0), ("ahead", 0), ("unknown", 0)];
    for exercise in exercises {
        let Form::Choose(choose) = &exercise.form else { continue };
        let Some(judged) = choose.judged.as_ref().filter(|j| j.ask == Ask::Verdict) else {
            continue;
        };
        let place = match judged.deal.verdict {
            Verdict::InSync => 0,
            Verdict::Behind(_) => 1,
            Verdict::Ahead(_) => 2,
            Verdict::Unknown => 3,
        };
        counts[place].1 += 1;
    }
    let some = counts.iter().any(|(_, count)| *count > 0);
    let each = counts.iter().map(|(name, count)| format!("{name} {count}"));
    if some { each.collect::<Vec<_>>().join(", ") } else { String::new() }
}
