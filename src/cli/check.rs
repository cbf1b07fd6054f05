//! `twotrack check`: every fault of the playbook in one run.

use super::Failure;
use super::project::{Project, tally};
use crate::diagnostic;
use std::path::Path;
use std::process::ExitCode;

/// Reports every fault of the playbook, and writes nothing.
///
/// Each fault has a code, its place with the line itself, and a hint. `twotrack explain CODE`
/// tells more about one of them.
#[derive(clap::Args)]
pub struct Arguments {
    /// How to report: for people, or as JSON on standard output.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// Take warnings as seriously as errors.
    #[arg(long)]
    strict: bool,
    /// Check drafts too.
    #[arg(long)]
    drafts: bool,
}

#[derive(Clone, Copy, PartialEq, clap::ValueEnum)]
enum Format {
    Text,
    Json,
}

pub fn run(root: Option<&Path>, arguments: Arguments) -> Result<ExitCode, Failure> {
    let mut project = Project::open(root, arguments.drafts, None)?;
    let loaded = project.load();
    let report = &loaded.report;
    match arguments.format {
        Format::Json => {
            let json = diagnostic::json(report, &project.source);
            anstream::println!("{}", serde_json::to_string_pretty(&json)?);
        }
        Format::Text => {
            project.show(report);
            let items = loaded.book.catalogue.len();
            match tally(report).as_str() {
                "" => anstream::println!("no faults in {items} items"),
                faults => anstream::eprintln!("{faults} in {items} items"),
            }
        }
    }
    let bad = report.has_errors() || (arguments.strict && !report.is_empty());
    Ok(ExitCode::from(bad as u8))
}
