//! Questions can be answered, feedback teaches, and cases obey the strict rule.

use crate::diagnostic::{Report, Span};
use crate::exercise::{self, Choose, Deal, Exercise, Form, Label, Wanted, Write};
use crate::model::{Case, Playbook, Snapshot, State, Text, Verdict};
use crate::position::Position;
use std::collections::{HashMap, HashSet};

/// Every question has a right answer, and something to choose it from.
pub fn questions_have_answers(book: &Playbook, report: &mut Report) {
    for exercise in exercise::all(book) {
        let (at, id) = (exercise.question.head.span, exercise.question.head.id.as_str());
        match &exercise.form {
            // What the rule decides always has an answer.
            Form::Choose(choose) if choose.judged.is_some() => {}
            Form::Choose(choose) => options_are_sound(&exercise, choose, report),
            Form::Pair(pair) if pair.pairs.len() < 2 => report.too_few_options(at, id),
            Form::Order(order) if order.items.len() < 2 => report.too_few_options(at, id),
            Form::Write(write) => blanks_are_sound(&exercise, write, report),
            Form::Pair(_) | Form::Order(_) | Form::Rate(_) => {}
        }
        for list in told_apart(&exercise.form) {
            words_differ(&list, report);
        }
        if exercise.question.tests.is_empty() {
            report.tests_nothing(at, id);
        }
    }
}

fn options_are_sound(exercise: &Exercise, choose: &Choose, report: &mut Report) {
    let (at, id) = (exercise.question.head.span, exercise.question.head.id.as_str());
    if choose.options.len() < 2 {
        report.too_few_options(at, id);
    }
    let right = choose.right().count();
    if right == 0 {
        report.no_right_answer(at, id);
    }
    let mut seen = HashSet::new();
    for option in choose.options.iter().filter(|o| !o.id.is_empty() && !seen.insert(&*o.id)) {
        report.duplicate_option(option.span, &option.id);
    }
    if right > 1 && !choose.many {
        report.two_right_answers(at, id, right);
    }
}

/// Texts among which a learner chooses, list by list.
fn told_apart<'a>(form: &Form<'a>) -> Vec<Vec<&'a Text>> {
    match form {
        Form::Choose(choose) => {
            let written = choose.options.iter().filter_map(|option| match option.label {
                Label::Written(text) => Some(text),
                _ => None,
            });
            vec![written.collect()]
        }
        Form::Pair(pair) => {
            let right = pair.pairs.iter().chain(&pair.distractors).map(|p| &p.pair.right);
            vec![pair.pairs.iter().map(|p| &p.pair.left).collect(), right.collect()]
        }
        Form::Order(order) => vec![order.items.iter().map(|item| &item.text).collect()],
        Form::Write(_) | Form::Rate(_) => Vec::new(),
    }
}

/// No two of these texts are the same words, in any language.
fn words_differ(texts: &[&Text], report: &mut Report) {
    let mut told: HashSet<Span> = HashSet::new();
    let languages = texts.iter().map(|text| text.phrases.len()).max().unwrap_or(0);
    for lang in 0..languages {
        let mut seen: HashMap<String, Span> = HashMap::new();
        for phrase in texts.iter().filter_map(|text| text.phrases.get(lang)?.as_ref()) {
            let words: Vec<&str> = phrase.text.split_whitespace().collect();
            let whole = words.join(" ");
            let key = whole.trim_end_matches(['.', '。']).to_string();
            match seen.get(&key) {
                Some(first) if told.insert(phrase.span) => {
                    report.equal_options(phrase.span, &whole, *first);
                }
                Some(_) => {}
                None => drop(seen.insert(key, phrase.span)),
            }
        }
    }
}

fn blanks_are_sound(exercise: &Exercise, write: &Write, report: &mut Report) {
    let (at, id) = (exercise.question.head.span, exercise.question.head.id.as_str());
    for blank in &write.blanks {
        if let Wanted::Words { accept, .. } = blank.wanted
            && accept.is_empty()
        {
            report.no_right_answer(blank.span.max(at), id);
        }
        let Some(text) = write.text else { continue };
        let place = blank.place();
        if !text.phrases.iter().flatten().all(|p| p.text.contains(&place)) {
            report.gap_without_place(blank.span, blank.id);
        }
    }
}

/// An option that says nothing teaches nothing.
pub fn options_give_feedback(book: &Playbook, report: &mut Report) {
    for exercise in exercise::all(book) {
        let Form::Choose(choose) = &exercise.form else { continue };
        // True and false may leave it to the explanation.
        let written = choose.options.iter().filter(|o| matches!(o.label, Label::Written(_)));
        for option in written.filter(|o| o.feedback.is_none_or(|text| text.is_empty())) {
            report.missing_feedback(option.span, &option.id);
        }
    }
}

/// What a rep is held to, a learner must have been asked.
pub fn success_criteria_are_tested(book: &Playbook, report: &mut Report) {
    let mut tested: HashSet<&str> = HashSet::new();
    for exercise in exercise::all(book) {
        tested.extend(exercise.question.tests.iter().map(|r| r.id.as_str()));
        // A deal to judge tests the actions that it turns on.
        if let Form::Choose(Choose { judged: Some(judged), .. }) = &exercise.form {
            tested.extend(judged.deal.single());
        }
    }
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
    let Deal { position: found, verdict, .. } = Deal::of(book, &snapshot.situation);
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
