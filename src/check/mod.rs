//! Checks that a playbook holds together.
//!
//! [`parse`](crate::parse) has turned files into a [`Playbook`]; here we ask whether its parts
//! agree: ids are unique, links land, gates are not empty, every question has an answer. A rule
//! adds to the [`Report`] and goes on, so that an author sees every fault in one run.
//!
//! A rule reads no files and changes nothing. To add one, write a function beside its siblings
//! and name it in [`RULES`].

mod coverage;
mod giveaways;
mod ids;
mod learning;
mod library;
mod links;
mod scripts;
mod stages;

pub use coverage::{Coverage, coverage};
pub use giveaways::{Among, Sign, Tally, tallies};

use crate::diagnostic::Report;
use crate::model::Playbook;
use rayon::prelude::*;

/// Everything a playbook is asked beside its links, each by a function of its own.
pub const RULES: &[fn(&Playbook, &mut Report)] = &[
    ids::unique,
    stages::numbered,
    stages::paired_with_the_buyers,
    stages::gates_hold_actions,
    stages::meetings_are_prepared,
    stages::appraisal_names_evidence,
    library::scorecard_weighs_the_process,
    library::sections_are_known,
    library::translations_keep_up,
    scripts::every_line_leads_on,
    scripts::every_line_is_reached,
    scripts::speakers_are_named,
    learning::questions_have_answers,
    learning::options_give_feedback,
    learning::success_criteria_are_tested,
    learning::cases_follow_the_rule,
    giveaways::answers_are_not_given_away,
];

/// Asks everything, and remembers between two edits what an edit seldom changes.
///
/// Links are most of what there is to ask: every pointer of every file. So a file's answers are
/// kept until it is edited, or a name comes or goes anywhere; `links` has a memory of its own for
/// that and is no plain rule. What is remembered never shows in the answer.
#[derive(Default)]
pub struct Checker {
    links: links::Memory,
}

impl Checker {
    pub fn check(&mut self, book: &Playbook, report: &mut Report) {
        let mut links = Report::new();
        let rules = || -> Vec<Report> {
            let ask = |rule: &fn(&Playbook, &mut Report)| {
                let mut report = Report::new();
                rule(book, &mut report);
                report
            };
            RULES.par_iter().map(ask).collect()
        };
        let (_, reports) = rayon::join(|| links::land(book, &mut self.links, &mut links), rules);
        report.extend(&links);
        reports.iter().for_each(|found| report.extend(found));
    }
}

/// Asks a playbook everything, once.
pub fn check(book: &Playbook, report: &mut Report) {
    Checker::default().check(book, report);
}
