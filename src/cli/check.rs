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
    /// How to report: for people, or on standard output for programs.
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
    /// Lines with carets.
    Text,
    /// Counts and every fault, for editors.
    Json,
    /// Annotations of GitHub Actions.
    Github,
    /// A report of code quality for GitLab.
    Gitlab,
    /// SARIF 2.1.0, for code scanning.
    Sarif,
}

pub fn run(root: Option<&Path>, arguments: Arguments) -> Result<ExitCode, Failure> {
    let mut project = Project::open(root, arguments.drafts, arguments.theme)?;
    let mut loaded = project.load();
    let names = if loaded.report.has_errors() { Ok(()) } else { fill_all(&mut loaded) };
    let report = &loaded.report;
    let folder = || folder(project.source.root());
    match arguments.format {
        Format::Json => print(diagnostic::json(report, &project.source))?,
        Format::Github => {
            anstream::print!("{}", diagnostic::github(report, &project.source, &folder()));
        }
        Format::Gitlab => print(diagnostic::gitlab(report, &project.source, &folder()))?,
        Format::Sarif => print(diagnostic::sarif(report, &project.source, &folder()))?,
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

fn print(json: serde_json::Value) -> Result<(), Failure> {
    anstream::println!("{}", serde_json::to_string_pretty(&json)?);
    Ok(())
}

/// The playbook's folder as seen from the top of its repository, or from where the command runs if
/// it is in none: empty, or with `/` at its end.
fn folder(root: &Path) -> String {
    let Ok(root) = root.canonicalize() else { return String::new() };
    let here = std::env::current_dir().and_then(|here| here.canonicalize()).ok();
    let top = root.ancestors().find(|folder| folder.join(".git").exists()).or(here.as_deref());
    let inside = top.and_then(|top| root.strip_prefix(top).ok()).unwrap_or(Path::new(""));
    let parts = inside.components().map(|part| part.as_os_str().to_string_lossy() + "/");
    parts.collect()
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
