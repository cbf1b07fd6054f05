//! `twotrack words`: the interface's words of a language, as a file to be filled in.

use super::Failure;
use super::project::Project;
use crate::diagnostic::Report;
use crate::model::{Language, Settings};
use crate::parse::{is_tag, known_language};
use crate::publish;
use crate::theme::{self, List};
use std::path::Path;
use std::process::ExitCode;

/// Writes the list of the interface's words for a language, with the English beside each.
///
/// It goes into the playbook's theme: `themes/default/i18n/fr.yaml`. What the file has already
/// stays as it is; only what is missing is added, so that the list can be filled in bit by bit and
/// brought up to date after an update of Twotrack. Words that say nothing are borrowed: `fr-CA`
/// from `fr`, and all from English.
#[derive(clap::Args)]
pub struct Arguments {
    /// The language, such as `fr` or `zh-Hant`.
    #[arg(value_name = "LANGUAGE")]
    language: String,
}

pub fn run(root: Option<&Path>, arguments: Arguments) -> Result<ExitCode, Failure> {
    let mut project = Project::open(root, true, None)?;
    let settings = project.load().book.settings.clone();
    let (language, is_new) = language(&settings, &arguments.language)?;
    let mut report = Report::new();
    let Some(list) = theme::list(&project.source, &settings, &language, &mut report) else {
        report.sort();
        project.show(&report);
        anstream::eprintln!("nothing was written; mend this first");
        return Ok(ExitCode::from(1));
    };
    write(&project.source.root().join(&list.path), &list)?;
    anstream::println!("{}", done(&list));
    if is_new {
        anstream::println!("add `{}` to `languages` in `playbook.yaml`", language.id);
    }
    Ok(ExitCode::SUCCESS)
}

/// A language of the playbook, or any other; and whether it is another.
fn language(settings: &Settings, id: &str) -> Result<(Language, bool), Failure> {
    if let Some(language) = settings.languages.iter().find(|language| language.id == id) {
        return Ok((language.clone(), false));
    }
    match known_language(id).filter(|_| is_tag(id)) {
        Some(language) => Ok((language, true)),
        None => Err(format!(
            "`{id}` is the tag of no language; browsers know languages by tags such as `fr`, \
             `fr-CA` or `zh-Hant`"
        )
        .into()),
    }
}

/// In the bytes that stand there a mark of their order is kept.
fn write(path: &Path, list: &List) -> Result<(), Failure> {
    let Ok(bytes) = std::fs::read(path) else {
        return publish::create(path, list.text.as_bytes()).map_err(super::with_sources);
    };
    let mark = "\u{feff}".as_bytes();
    let mark = if bytes.starts_with(mark) { mark } else { &[] };
    let new = [mark, list.text.as_bytes()].concat();
    if new == bytes {
        return Ok(());
    }
    publish::replace(path, &new).map_err(super::with_sources)
}

fn done(list: &List) -> String {
    let count = |n: usize| if n == 1 { "1 word".to_string() } else { format!("{n} words") };
    let open = match (list.open, list.open_at_desk) {
        (0, _) => "nothing is left to translate".to_string(),
        (open, 0) => format!("{} to translate", count(open)),
        (open, desk) => {
            format!("{} to translate, {desk} of them for the preview alone", count(open))
        }
    };
    format!("{}: {} added, {open}", list.path, count(list.added))
}
