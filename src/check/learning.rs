//! Questions can be answered, feedback teaches, and cases obey the strict rule.

use crate::diagnostic::Report;
use crate::model::{Answer, Case, Choice, Playbook, Question, Snapshot, State, Verdict};
use crate::position::{self, Position};
use std::collections::HashSet;

fn questions(book: &Playbook) -> impl Iterator<Item = &Question> {
    book.quizzes.iter().flat_map(|q| &q.questions)
}

/// Every question has a right answer, and something to choose it from.
pub fn questions_have_answers(book: &Playbook, report: &mut Report) {
    for question in questions(book) {
        let (at, id) = (question.head.span, question.head.id.as_str());
        match &question.answer {
            Answer::Single(options) => {
                options_are_sound(question, options, report);
                let right = options.iter().filter(|o| o.right).count();
                if right > 1 {
                    report.two_right_answers(at, id, right);
                }
            }
            Answer::Multiple(options) => options_are_sound(question, options, report),
            Answer::Matching { pairs, .. } if pairs.len() < 2 => report.too_few_options(at, id),
            Answer::Ordering { items, .. } if items.len() < 2 => report.too_few_options(at, id),
            Answer::Short { accept, .. } if accept.is_empty() => {
                report.no_right_answer(accept.span.max(at), id)
            }
            Answer::Gap { text, blanks } => {
                for blank in blanks {
                    if blank.accept.is_empty() {
                        report.no_right_answer(blank.span, id);
                    }
                    let place = format!("{{{}}}", blank.id);
                    if !text.phrases.iter().flatten().all(|p| p.text.contains(&place)) {
                        report.gap_without_place(blank.span, &blank.id);
                    }
                }
            }
            _ => {}
        }
        if question.tests.is_empty() {
            report.tests_nothing(at, id);
        }
    }
}

fn options_are_sound(question: &Question, options: &[Choice], report: &mut Report) {
    let (at, id) = (question.head.span, question.head.id.as_str());
    if options.len() < 2 {
        report.too_few_options(at, id);
    }
    if !options.iter().any(|o| o.right) {
        report.no_right_answer(at, id);
    }
    let mut seen = HashSet::new();
    for option in options.iter().filter(|o| !o.id.is_empty() && !seen.insert(o.id.as_str())) {
        report.duplicate_option(option.span, &option.id);
    }
}

/// An option that says nothing teaches nothing.
pub fn options_give_feedback(book: &Playbook, report: &mut Report) {
    for question in questions(book) {
        if let Answer::Single(options) | Answer::Multiple(options) = &question.answer {
            for option in options.iter().filter(|o| o.feedback.is_empty()) {
                report.missing_feedback(option.span, &option.id);
            }
        }
    }
}

/// What a rep is held to, a learner must have been asked.
pub fn success_criteria_are_tested(book: &Playbook, report: &mut Report) {
    let tested: HashSet<&str> = questions(book)
        .flat_map(|q| q.tests.iter().map(|r| r.id.as_str()).chain(situation_ids(q)))
        .collect();
    if tested.is_empty() {
        // A playbook without quizzes is told nothing; it may not want any.
        return;
    }
    for action in book.stages.iter().flat_map(|s| &s.success.actions) {
        if !tested.contains(action.head.id.as_str()) {
            report.untested(action.head.span, &action.head.id);
        }
    }
}

/// A position question tests the actions that it turns on.
fn situation_ids(question: &Question) -> impl Iterator<Item = &str> {
    let situation = match &question.answer {
        Answer::Position { situation, .. } => Some(situation),
        _ => None,
    };
    situation.into_iter().flat_map(|s| s.done.iter().map(|r| r.id.as_str()))
}

/// A case's snapshots stand where the strict rule puts them.
pub fn cases_follow_the_rule(book: &Playbook, report: &mut Report) {
    for snapshot in book.cases.iter().flat_map(|c: &std::sync::Arc<Case>| &c.snapshots) {
        snapshot_follows_the_rule(book, snapshot, report);
    }
}

fn snapshot_follows_the_rule(book: &Playbook, snapshot: &Snapshot, report: &mut Report) {
    let Some(expect) = &snapshot.expect else { return };
    if super::stages::a_stage_is_broken(book) {
        return;
    }
    let (found, verdict) = position::of_situation(book, &snapshot.situation);
    let claimed_stage = expect.stage.as_ref().map(|r| r.id.as_str());
    if expect.state != found.state || (claimed_stage.is_some() && claimed_stage != found.stage) {
        let claimed = state_words(expect.state, claimed_stage.or(found.stage));
        report.wrong_position(expect.span, &claimed, &position_words(&found));
    }
    if let Some(claimed) = expect.verdict
        && std::mem::discriminant(&claimed) != std::mem::discriminant(&verdict)
    {
        report.wrong_position(expect.span, verdict_words(claimed), verdict_words(verdict));
    }
}

fn position_words(position: &Position) -> String {
    state_words(position.state, position.stage)
}

fn state_words(state: State, stage: Option<&str>) -> String {
    match (state, stage) {
        (State::NotStarted, _) | (_, None) => "not started".to_string(),
        (State::Reached, Some(stage)) => format!("in `{stage}`, which it has reached"),
        (State::Completed, Some(stage)) => format!("through `{stage}`, which it has completed"),
    }
}

fn verdict_words(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Unknown => "without a verdict",
        Verdict::InSync => "in sync",
        Verdict::Behind(_) => "behind the buyer",
        Verdict::Ahead(_) => "ahead of the buyer",
    }
}
