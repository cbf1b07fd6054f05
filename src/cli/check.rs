//! `twotrack check`: every fault of the playbook in one run.

use super::Failure;
use super::project::{Loaded, Project, tally};
use crate::diagnostic;
use crate::publish;
use crate::render::{Address, Error, Renderer, Route};
use crate::site::Site;
use rayon::prelude::*;
use std::collections::HashSet;
use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;

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
    /// The theme to check with, instead of the playbook's own.
    #[arg(long, value_name = "NAME")]
    theme: Option<String>,
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
    let mut project = Project::open(root, arguments.drafts, arguments.theme)?;
    let mut loaded = project.load();
    let names = if loaded.report.has_errors() { Ok(()) } else { fill_all(&mut loaded) };
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
    names?;
    let bad = report.has_errors() || (arguments.strict && !report.is_empty());
    Ok(ExitCode::from(bad as u8))
}

/// Makes every file of the site in memory, as a build would: a template that can't be filled in is
/// told once, however many pages it draws.
///
/// # Errors
/// Names that cannot be files of one site.
fn fill_all(loaded: &mut Loaded) -> Result<(), Failure> {
    let site = Arc::new(Site::new(loaded.book.clone()));
    let renderer = Renderer::new(site, loaded.theme.clone());
    let addresses = renderer.addresses();
    renderer.report_shadowed(&mut loaded.report);
    // The list for readers without a network is made of all the others.
    let filled = addresses.par_iter().filter(|it| it.route != Route::ServiceWorker);
    let failed: Vec<_> =
        filled.filter_map(|it: &Address| renderer.render(it.route).err()).collect();
    let mut told = HashSet::new();
    // The message may list what there is on the page, which is not the same on every one.
    let once = |it: &&Error| told.insert((it.at, it.at.is_none().then(|| it.message.clone())));
    for error in failed.iter().filter(once) {
        error.report(&mut loaded.report);
    }
    let paths: Vec<&str> = addresses.iter().map(|it| it.path.as_str()).collect();
    Ok(publish::check_names(&paths)?)
}
