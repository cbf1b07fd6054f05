//! Checks that a playbook holds together.
//!
//! [`parse`](crate::parse) has turned files into a [`Playbook`]; here we ask whether its parts
//! agree: ids are unique, links land, gates are not empty, every question has an answer. A rule
//! adds to the [`Report`] and goes on, so that an author sees every fault in one run.
//!
//! A rule reads no files and changes nothing. To add one, write a function beside its siblings
//! and name it in [`RULES`].

mod coverage;
mod ids;
mod learning;
mod library;
mod links;
mod scripts;
mod stages;

pub use coverage::{Coverage, coverage};

use crate::diagnostic::Report;
use crate::model::Playbook;
use rayon::prelude::*;

/// Everything a playbook is asked, each by a function of its own.
pub const RULES: &[fn(&Playbook, &mut Report)] = &[
    ids::unique,
    links::land,
    links::every_page_is_linked,
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
];

/// Asks all of them.
pub fn check(book: &Playbook, report: &mut Report) {
    let reports: Vec<Report> = (RULES.par_iter())
        .map(|rule| {
            let mut report = Report::new();
            rule(book, &mut report);
            report
        })
        .collect();
    reports.iter().for_each(|found| report.extend(found));
}
