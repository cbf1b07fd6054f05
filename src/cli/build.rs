//! `twotrack build` and `twotrack clean`.

use super::project::{self, Project, tally};
use super::{Failure, with_sources};
use crate::model::Playbook;
use crate::parse::check_base_url;
use crate::publish::{self, Summary};
use crate::render::{Address, Prints, Renderer};
use crate::site::Site;
use clap::ValueHint;
use std::io::IsTerminal;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

/// Writes the playbook as a website.
///
/// Everything is read and checked first. If there is an error nothing is written, and the site of
/// the last build stays as it was. A new site takes the old one's place in a single step; files
/// that did not change keep their time stamps.
#[derive(clap::Args)]
pub struct Arguments {
    /// Where to write the site. [default: `site` beside `playbook.yaml`]
    #[arg(long, short, value_name = "DIR", value_hint = ValueHint::DirPath)]
    out: Option<PathBuf>,
    /// The address under which the site will stand, instead of the playbook's `base_url`.
    #[arg(long, value_name = "URL")]
    base_url: Option<String>,
    /// The theme to use, instead of the playbook's own.
    #[arg(long, value_name = "NAME")]
    theme: Option<String>,
    /// Publish guides marked `draft: true` too.
    #[arg(long)]
    drafts: bool,
}

pub fn run(root: Option<&Path>, arguments: Arguments) -> Result<ExitCode, Failure> {
    let start = Instant::now();
    if let Some(url) = &arguments.base_url {
        check_base_url(url).map_err(|why| format!("--base-url `{url}`: {why}"))?;
    }
    let mut project = Project::open(root, arguments.drafts, arguments.theme)?;
    let mut loaded = project.load();
    if loaded.report.has_errors() {
        project.show(&loaded.report);
        anstream::eprintln!("{}; nothing was written", tally(&loaded.report));
        return Ok(ExitCode::from(1));
    }
    let site = Arc::new(Site::new(loaded.book).at(arguments.base_url));
    let renderer = Renderer::new(site.clone(), loaded.theme);
    let addresses = renderer.addresses();
    renderer.report_shadowed(&mut loaded.report);
    let out = arguments.out.unwrap_or_else(|| project.source.root().join("site"));
    let progress = Progress::new(addresses.len());
    let prints = Prints::default();
    let render = |address: &Address| renderer.render_noting(address, &prints);
    let (root, tell_done) = (project.source.root(), |done| progress.tell(done));
    let summary =
        publish::publish(&out, root, &addresses, render, &tell_done).map_err(with_sources)?;
    progress.clear();
    tell(&site.book, site.pages.len(), &summary, &out, start.elapsed());
    if loaded.report.warnings() > 0 {
        anstream::println!("{}; `twotrack check` shows them", tally(&loaded.report));
    }
    Ok(ExitCode::SUCCESS)
}

/// What was built, in two lines.
fn tell(book: &Playbook, pages: usize, summary: &Summary, out: &Path, time: Duration) {
    let languages: Vec<&str> = book.settings.languages.iter().map(|l| l.name.as_str()).collect();
    let items = book.catalogue.len();
    anstream::println!(
        "built {pages} pages, {items} items in {} in {:.2} s",
        languages.join(" and "),
        time.as_secs_f64()
    );
    let Summary { files, written, unchanged, removed, bytes } = summary;
    let megabytes = *bytes as f64 / 1e6;
    anstream::println!(
        "{}: {files} files, {megabytes:.1} MB ({written} written, {unchanged} unchanged, \
         {removed} removed)",
        out.display()
    );
}

/// A line that counts the pages of a long build, on a terminal.
struct Progress {
    total: usize,
    start: Instant,
    /// Tenths of a second at which the line was last written.
    shown: AtomicU64,
    on: bool,
}

impl Progress {
    fn new(total: usize) -> Progress {
        let on = std::io::stderr().is_terminal();
        Progress { total, start: Instant::now(), shown: AtomicU64::new(4), on }
    }

    fn tell(&self, done: usize) {
        if !self.on {
            return;
        }
        let now = (self.start.elapsed().as_millis() / 100) as u64;
        if self.shown.fetch_max(now, Ordering::Relaxed) < now {
            eprint!("\r{done} of {} files", self.total);
        }
    }

    fn clear(&self) {
        if self.on && self.shown.load(Ordering::Relaxed) > 4 {
            eprint!("\r\x1b[K");
        }
    }
}

/// Deletes the built site.
///
/// A folder that Twotrack did not build is never deleted.
#[derive(clap::Args)]
pub struct CleanArguments {
    /// The site's folder. [default: `site` beside `playbook.yaml`]
    #[arg(long, short, value_name = "DIR", value_hint = ValueHint::DirPath)]
    out: Option<PathBuf>,
}

pub fn clean(root: Option<&Path>, arguments: CleanArguments) -> Result<ExitCode, Failure> {
    let root = project::find(root)?;
    let out = arguments.out.unwrap_or_else(|| root.join("site"));
    match publish::clean(&out, &root).map_err(with_sources)? {
        true => anstream::println!("deleted {}", out.display()),
        false => anstream::println!("there is no site at {}", out.display()),
    }
    Ok(ExitCode::SUCCESS)
}
