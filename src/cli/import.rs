//! `twotrack import`: files of other programs as new files of the playbook.

use super::Failure;
use super::losses::{self, ReportFormat};
use super::project::Project;
use crate::diagnostic::{Fate, Losses, nearest};
use crate::import::{self, Draft, FORMATS, Format, Input};
use crate::model::{Lang, Playbook};
use crate::publish;
use clap::ValueHint;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Brings files of another program in, as new files of the playbook.
///
/// They are written as a person would write them, to be read and edited. What the playbook cannot
/// hold is listed. No file is ever overwritten.
#[derive(clap::Args)]
pub struct Arguments {
    /// The format; `--list` tells which there are.
    #[arg(required_unless_present = "list")]
    format: Option<String>,
    /// The files to read.
    #[arg(required_unless_present = "list", value_hint = ValueHint::FilePath)]
    files: Vec<PathBuf>,
    /// List the formats.
    #[arg(long)]
    list: bool,
    /// The file to write, below the playbook's folder, such as `quizzes/from-moodle.yaml`.
    #[arg(long, value_name = "FILE")]
    into: Option<String>,
    /// The language of the files. [default: the playbook's first]
    #[arg(long, value_name = "LANGUAGE")]
    lang: Option<String>,
    /// If anything has to be left out, write nothing and end with code 1.
    #[arg(long)]
    strict: bool,
    /// How to tell what was changed or left out.
    #[arg(long, value_enum, default_value_t)]
    report: ReportFormat,
}

pub fn run(root: Option<&Path>, arguments: Arguments) -> Result<ExitCode, Failure> {
    let Some(name) = arguments.format.as_deref().filter(|_| !arguments.list) else {
        losses::list(FORMATS.iter().map(|format| (format.name, format.about)));
        return Ok(ExitCode::SUCCESS);
    };
    let format = find(name)?;
    let mut project = Project::open(root, true, None)?;
    let book = project.load().book;
    let lang = language(&book, arguments.lang.as_deref())?;
    let into = arguments.into.as_deref();
    let mut losses = Losses::default();
    let drafts = read(format, &arguments.files, &book, lang, into, &mut losses)?;
    let refused = arguments.strict && losses.count(Fate::Dropped) > 0;
    let done = match refused {
        true => "nothing was written, as `--strict` wants".to_string(),
        false => write(project.source.root(), &drafts)?,
    };
    losses::tell(&losses, arguments.report, &project.source, true, &done)?;
    Ok(ExitCode::from(refused as u8))
}

fn read(
    format: &Format,
    files: &[PathBuf],
    book: &Playbook,
    lang: Lang,
    into: Option<&str>,
    losses: &mut Losses,
) -> Result<Vec<Draft>, Failure> {
    let mut drafts = Vec::new();
    for path in files {
        let shown = path.display();
        let bytes = std::fs::read(path).map_err(|e| format!("`{shown}` can't be read: {e}"))?;
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let input = Input { name: &name, bytes: &bytes, book, lang, into };
        let read = (format.read)(&input, losses).map_err(|e| format!("`{shown}`: {e}"))?;
        drafts.extend(read);
    }
    Ok(drafts)
}

/// Writes all drafts, or none if one of them would take another file's place.
fn write(root: &Path, drafts: &[Draft]) -> Result<String, Failure> {
    let there = |draft: &&Draft| root.join(&draft.path).symlink_metadata().is_ok();
    if let Some(taken) = drafts.iter().find(there) {
        return Err(
            format!("`{}` is there already; give another name with `--into`", taken.path).into()
        );
    }
    for draft in drafts {
        let path = root.join(&draft.path);
        publish::create(&path, draft.text.as_bytes()).map_err(super::with_sources)?;
    }
    let names: Vec<&str> = drafts.iter().map(|draft| draft.path.as_str()).collect();
    Ok(format!("{}: written", names.join(", ")))
}

fn find(name: &str) -> Result<&'static Format, Failure> {
    import::format(name).ok_or_else(|| {
        let near = nearest(name, FORMATS.iter().map(|format| format.name));
        let hint = near.map(|near| format!("; did you mean `{near}`?")).unwrap_or_default();
        format!("no format `{name}` can be read{hint}\n  `twotrack import --list` tells all").into()
    })
}

fn language(book: &Playbook, id: Option<&str>) -> Result<Lang, Failure> {
    let Some(id) = id else { return Ok(Lang::DEFAULT) };
    let languages = &book.settings.languages;
    let found = book.langs().zip(languages).find(|(_, language)| language.id == id);
    let found = found.map(|(lang, _)| lang);
    found.ok_or_else(|| format!("the playbook has no language `{id}`").into())
}
