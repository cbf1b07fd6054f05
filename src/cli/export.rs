//! `twotrack export`: the playbook, or a part of it, in the format of another program.

use super::Failure;
use super::losses::{self, ReportFormat};
use super::project::{Project, tally};
use crate::diagnostic::{Fate, Losses, nearest};
use crate::export::{self, FORMATS, Format, Languages, Paper, Request, Selection};
use crate::model::{Lang, Playbook};
use crate::publish::{self, Put};
use crate::render::Renderer;
use crate::site::Site;
use clap::ValueHint;
use std::io::{IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

/// Writes the playbook, or a part of it, in the format of another program.
///
/// What the format cannot hold is listed item by item. The same playbook gives the same bytes. A
/// file that Twotrack did not write, or that has changed since, is never overwritten.
#[derive(clap::Args)]
pub struct Arguments {
    /// The format; `--list` tells which there are.
    #[arg(required_unless_present = "list")]
    format: Option<String>,
    /// List the formats.
    #[arg(long)]
    list: bool,
    /// A language of the playbook; again for another. [default: the playbook's first]
    #[arg(long, value_name = "LANGUAGE", value_delimiter = ',')]
    lang: Vec<String>,
    /// The id of a stage with all that belongs to it, of a learning path with all that it leads to,
    /// or of a quiz or another page. Again for another.
    #[arg(long, value_name = "ID", value_delimiter = ',')]
    only: Vec<String>,
    /// Of stages and learning paths their own pages, without what belongs to them.
    #[arg(long, requires = "only")]
    alone: bool,
    /// The file to write; `-` for standard output. [default: in `exports/` beside `playbook.yaml`]
    #[arg(long, short, value_name = "FILE", value_hint = ValueHint::FilePath)]
    out: Option<PathBuf>,
    /// If anything has to be left out, write nothing and end with code 1.
    #[arg(long)]
    strict: bool,
    /// How to tell what was changed or left out.
    #[arg(long, value_enum, default_value_t)]
    report: ReportFormat,
    /// Export guides marked `draft: true` too.
    #[arg(long)]
    drafts: bool,
    #[command(flatten)]
    paper: PaperArguments,
}

#[derive(clap::Args)]
#[command(next_help_heading = "On paper (pdf)")]
struct PaperArguments {
    /// The checklists of the chosen stages, one sheet each.
    #[arg(long)]
    checklist: bool,
    /// With the answers of quizzes. [default: the whole handbook has them, a part has not]
    #[arg(long, overrides_with = "no_key")]
    key: bool,
    /// Without the answers of quizzes.
    #[arg(long)]
    no_key: bool,
    /// The browser that prints: Chromium, Chrome or Edge. [default: the first that is found]
    #[arg(long, value_name = "PATH", value_hint = ValueHint::ExecutablePath)]
    browser: Option<PathBuf>,
    /// How long the browser may take for one print.
    #[arg(long, value_name = "SECONDS")]
    timeout: Option<u64>,
}

impl PaperArguments {
    /// What is asked of a format; of one that is not printed nothing may be asked.
    fn of(self, format: &Format) -> Result<Paper, Failure> {
        let given = [
            ("--checklist", self.checklist),
            ("--key", self.key),
            ("--no-key", self.no_key),
            ("--browser", self.browser.is_some()),
            ("--timeout", self.timeout.is_some()),
        ];
        if let (Some((option, _)), true) = (given.iter().find(|(_, it)| *it), format.name != "pdf")
        {
            return Err(
                format!("`{option}` is for the format `pdf`, not for `{}`", format.name).into()
            );
        }
        let mut paper = Paper {
            browser: self.browser,
            checklist: self.checklist,
            key: (self.key || self.no_key).then_some(self.key),
            ..Paper::default()
        };
        paper.limit = self.timeout.map_or(paper.limit, Duration::from_secs);
        if std::io::stderr().is_terminal() {
            paper.progress = |doing| anstream::eprintln!("{doing} …");
        }
        Ok(paper)
    }
}

pub fn run(root: Option<&Path>, arguments: Arguments) -> Result<ExitCode, Failure> {
    let Some(name) = arguments.format.as_deref().filter(|_| !arguments.list) else {
        losses::list(FORMATS.iter().map(|format| (format.name, format.about)));
        return Ok(ExitCode::SUCCESS);
    };
    let format = find(name)?;
    let paper = arguments.paper.of(format)?;
    let mut project = Project::open(root, arguments.drafts, None)?;
    let loaded = project.load();
    if loaded.report.has_errors() {
        project.show(&loaded.report);
        anstream::eprintln!("{}; nothing was written", tally(&loaded.report));
        return Ok(ExitCode::from(1));
    }
    let langs = languages(&loaded.book, format, &arguments.lang)?;
    let selection = Selection::of(&loaded.book, &arguments.only, arguments.alone)?;
    let site = Arc::new(Site::new(loaded.book));
    let renderer = Renderer::new(site.clone(), loaded.theme);
    let request = Request { renderer: &renderer, site: &site, langs, selection, paper };
    let mut losses = Losses::default();
    let bytes = (format.write)(&request, &mut losses)
        .map_err(|error| format!("the export failed: {error}"))?;
    let to_stdout = arguments.out.as_deref() == Some(Path::new("-"));
    let out = arguments.out.unwrap_or_else(|| {
        project.source.root().join("exports").join(file_name(&request, format, &arguments.only))
    });
    let refused = arguments.strict && losses.count(Fate::Dropped) > 0;
    let done = match (refused, to_stdout) {
        (true, _) => "nothing was written, as `--strict` wants".to_string(),
        (false, true) => {
            std::io::stdout().lock().write_all(&bytes)?;
            format!("{} bytes written", bytes.len())
        }
        (false, false) => written(&out, &bytes)?,
    };
    losses::tell(&losses, arguments.report, &project.source, !to_stdout, &done)?;
    Ok(ExitCode::from(refused as u8))
}

fn written(out: &Path, bytes: &[u8]) -> Result<String, Failure> {
    let how = match publish::put(out, bytes).map_err(super::with_sources)? {
        Put::Written => "written",
        Put::Unchanged => "unchanged",
    };
    Ok(format!("{}: {} bytes, {how}", out.display(), bytes.len()))
}

fn find(name: &str) -> Result<&'static Format, Failure> {
    export::format(name).ok_or_else(|| {
        let near = nearest(name, FORMATS.iter().map(|format| format.name));
        let hint = near.map(|near| format!("; did you mean `{near}`?")).unwrap_or_default();
        format!("there is no format `{name}`{hint}\n  `twotrack export --list` tells all").into()
    })
}

/// The languages that were asked for, by their ids.
fn languages(book: &Playbook, format: &Format, ids: &[String]) -> Result<Vec<Lang>, Failure> {
    let known = &book.settings.languages;
    if ids.is_empty() {
        return Ok(match format.languages {
            Languages::One => vec![Lang::DEFAULT],
            Languages::Any => book.langs().collect(),
        });
    }
    if format.languages == Languages::One && ids.len() > 1 {
        return Err(format!(
            "a file of the format `{}` holds one language: export each on its own",
            format.name
        )
        .into());
    }
    let place = |id: &String| {
        let found = book.langs().zip(known).find(|(_, language)| language.id == *id);
        found.map(|(lang, _)| lang).ok_or_else(|| -> Failure {
            let all: Vec<&str> = known.iter().map(|language| language.id.as_str()).collect();
            format!("the playbook has no language `{id}`; it has {}", all.join(", ")).into()
        })
    };
    ids.iter().map(place).collect()
}

/// `playbook.gift`, `s1.zh.gift`: what it holds, and the language if there are several.
fn file_name(request: &Request, format: &Format, only: &[String]) -> String {
    let mut what = if only.is_empty() { "playbook".to_string() } else { only.join("+") };
    if request.paper.checklist {
        what += ".checklist";
    }
    what += match request.paper.key {
        Some(true) => ".key",
        Some(false) => ".no-key",
        None => "",
    };
    let languages = &request.book().settings.languages;
    match format.languages {
        Languages::One if languages.len() > 1 => {
            let lang = &languages[request.lang().0 as usize].id;
            format!("{what}.{lang}.{}", format.ending)
        }
        _ => format!("{what}.{}", format.ending),
    }
}
