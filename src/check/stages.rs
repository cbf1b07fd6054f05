//! Stages and the buyer's stages answer each other, and their gates can be passed.

use crate::diagnostic::{Report, Span};
use crate::model::{Playbook, Stage};
use std::collections::{HashMap, HashSet};

/// Stages are numbered 1, 2, 3 …; so are the buyer's.
pub fn numbered(book: &Playbook, report: &mut Report) {
    if a_stage_is_broken(book) {
        return;
    }
    if book.stages.is_empty() && book.guides.is_empty() {
        report.no_stages(book.settings.span);
    }
    for (expected, stage) in (1..).zip(&book.stages) {
        if stage.number != expected {
            report.stage_numbers(stage.head.span, stage.number, expected);
        }
    }
    for (expected, stage) in (1..).zip(&book.buyer.stages) {
        if stage.number != expected {
            report.stage_numbers(stage.head.span, stage.number, expected);
        }
    }
}

/// Without one of the stages nothing can be said of their order.
pub(super) fn a_stage_is_broken(book: &Playbook) -> bool {
    let of_tracks =
        |stem: &String| stem.starts_with("stages/") || stem == "buyer" || stem == "playbook";
    let half_read =
        |s: &std::sync::Arc<crate::model::Stage>| s.number == 0 || s.buyer_stage.id.is_empty();
    book.broken.iter().any(of_tracks) || book.stages.iter().any(half_read)
}

/// The two tracks correspond one to one (source rule F6).
pub fn paired_with_the_buyers(book: &Playbook, report: &mut Report) {
    if a_stage_is_broken(book) {
        return;
    }
    let mut answered: HashMap<&str, Span> = HashMap::new();
    for stage in &book.stages {
        let buyer = &stage.buyer_stage;
        match answered.get(buyer.id.as_str()) {
            Some(first) => report.twice_paired(buyer.span, &buyer.id, *first),
            None => {
                answered.insert(&buyer.id, buyer.span);
            }
        }
    }
    for buyer in book.buyer.stages.iter().filter(|b| !answered.contains_key(b.head.id.as_str())) {
        report.unpaired_buyer_stage(buyer.head.span, &buyer.head.id);
    }
}

/// An empty gate would be open to all; a success gate needs the buyer's commitment (F34).
pub fn gates_hold_actions(book: &Playbook, report: &mut Report) {
    for stage in &book.stages {
        for (gate, name) in
            [(&stage.milestone, "this milestone"), (&stage.success, "this success criterion")]
        {
            // A gate without a place could not be read, which is a fault already reported.
            if gate.actions.is_empty() && gate.span != Span::default() {
                report.empty_gate(gate.span, name);
            }
        }
        let actions = &stage.success.actions;
        if !actions.is_empty() && !actions.iter().any(|a| a.commitment) {
            report.no_commitment(stage.success.span);
        }
    }
}

/// A meeting asks three questions and is left with an action of its own stage.
pub fn meetings_are_prepared(book: &Playbook, report: &mut Report) {
    let actions = |stage: &Stage| -> HashSet<String> {
        let both = stage.actions();
        both.map(|a| a.head.id.clone()).collect()
    };
    let all: HashSet<String> = book.stages.iter().flat_map(|s| actions(s)).collect();
    for stage in book.stages.iter().filter(|s| !s.meetings.is_empty()) {
        let own = actions(stage);
        for meeting in &stage.meetings {
            let count = meeting.questions.len();
            if count != QUESTIONS && count > 0 {
                report.three_questions(meeting.head.span, &meeting.head.id, count);
            }
            // What is no action at all, the rule for links says.
            let leave = &meeting.leave_with;
            if all.contains(&leave.id) && !own.contains(&leave.id) {
                report.not_of_this_stage(leave.span, &leave.id, &stage.head.id);
            }
        }
    }
}

/// As many as the meeting card has.
const QUESTIONS: usize = 3;

/// An appraisal item comes with the evidence by which it is confirmed (F202).
pub fn appraisal_names_evidence(book: &Playbook, report: &mut Report) {
    for stage in &book.stages {
        for item in stage.appraisal.iter().filter(|a| a.evidence.is_empty()) {
            report.appraisal_without_evidence(item.head.span, &item.head.id);
        }
    }
    for perspective in &book.scorecard.perspectives {
        for item in perspective.items.iter().filter(|i| i.evidence.is_empty()) {
            report.appraisal_without_evidence(item.head.span, &item.head.id);
        }
    }
}
