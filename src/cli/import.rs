//! `twotrack import`: files of other programs as new files of the playbook.

use super::Failure;
use super::losses::{self, ReportFormat};
use super::project::{Loaded, Project};
use crate::diagnostic::{Fate, Losses, nearest};
use crate::import::{self, Draft, FORMATS, Format, Input};
use crate::model::{Lang, Playbook};
use crate::publish;
use clap::ValueHint;
use std::io::Read;
use std::path::{Component, Path, PathBuf};
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
    /// The file to write, below the playbook's folder, such as `quizzes/from-moodle.yaml`; or a
    /// folder, for a file for each category. [default: quizzes]
    #[arg(long, value_name = "FILE")]
    into: Option<String>,
    /// The language of the files. [default: the playbook's first]
    #[arg(long, value_name = "LANGUAGE")]
    lang: Option<String>,
    /// The encoding of the files, such as gb18030 or windows-1252; asked for if it can't be told.
    #[arg(long, value_name = "NAME")]
    encoding: Option<String>,
    /// Show what would be written, and write nothing.
    #[arg(long)]
    dry_run: bool,
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
    let Loaded { book, theme, .. } = project.load();
    let languages = book.settings.languages.iter().map(|language| language.id.as_str());
    let words: Vec<_> = languages.chain(["en"]).map(|language| theme.words(language)).collect();
    let lang = language(&book, arguments.lang.as_deref())?;
    let into = arguments.into.as_deref().map(below).transpose()?;
    let encoding = arguments.encoding.as_deref().map(encoding).transpose()?;
    let mut losses = Losses::default();
    let way = Input { name: "", bytes: &[], book: &book, lang, into, encoding, words: &words };
    let drafts = match read(format, &arguments.files, way, &mut losses) {
        Ok(drafts) => drafts,
        Err(failure) => {
            // What did not come through says why there is nothing.
            if !losses.is_empty() {
                losses::tell(
                    &losses,
                    arguments.report,
                    &project.source,
                    true,
                    "nothing was written",
                )?;
            }
            return Err(failure);
        }
    };
    let refused = arguments.strict && losses.count(Fate::Dropped) > 0;
    let done = match (refused, arguments.dry_run) {
        (true, _) => "nothing was written, as `--strict` wants".to_string(),
        (false, true) => show(&drafts),
        (false, false) => write(project.source.root(), &drafts)?,
    };
    losses::tell(&losses, arguments.report, &project.source, !arguments.dry_run, &done)?;
    Ok(ExitCode::from(refused as u8))
}

/// Reads every file the same way.
fn read(
    format: &Format,
    files: &[PathBuf],
    way: Input,
    losses: &mut Losses,
) -> Result<Vec<Draft>, Failure> {
    let mut drafts: Vec<Draft> = Vec::new();
    for path in files {
        let shown = path.display();
        let bytes = bytes(path).map_err(|e| format!("`{shown}` can't be read: {e}"))?;
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let input = Input { name: &name, bytes: &bytes, ..way };
        let before = losses.iter().count();
        let read = (format.read)(&input, losses).map_err(|error| {
            let is_strange = losses.iter().count() == before;
            let more = match import::seems(&bytes, format) {
                Some(kind) => format!("\n  {kind}"),
                // Nothing of it was even taken for a question.
                None if is_strange => format!("\n  `{}` reads {}", format.name, format.about),
                None => String::new(),
            };
            format!("`{shown}`: {error}{more}")
        })?;
        for draft in read {
            if drafts.contains(&draft) {
                continue;
            }
            if drafts.iter().any(|other| other.path == draft.path) {
                let path = draft.path;
                return Err(
                    format!("two of the files would become `{path}`: bring them in apart").into()
                );
            }
            drafts.push(draft);
        }
    }
    Ok(drafts)
}

/// What a file holds, if that is not more than memory should.
fn bytes(path: &Path) -> std::io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    std::fs::File::open(path)?.take(import::MAX_FILE + 1).read_to_end(&mut bytes)?;
    match bytes.len() as u64 > import::MAX_FILE {
        true => Err(std::io::Error::other("it is larger than 32 MB; divide it")),
        false => Ok(bytes),
    }
}

/// A place below the playbook's folder.
fn below(into: &str) -> Result<&str, Failure> {
    let inside = |part: Component| matches!(part, Component::Normal(_));
    match Path::new(into).components().all(inside) && !into.is_empty() {
        true => Ok(into),
        false => Err(format!("`--into {into}` is not below the playbook's folder").into()),
    }
}

fn encoding(name: &str) -> Result<&'static import::Encoding, Failure> {
    import::encoding(name).ok_or_else(|| {
        format!("no encoding is called `{name}`; utf-8, utf-16le, gb18030 and windows-1252 are")
            .into()
    })
}

fn show(drafts: &[Draft]) -> String {
    for draft in drafts {
        match std::str::from_utf8(&draft.bytes) {
            Ok(text) if draft.path.ends_with("ml") => {
                anstream::println!("--- {}\n{text}", draft.path);
            }
            _ => anstream::println!("--- {}\n{} bytes\n", draft.path, draft.bytes.len()),
        }
    }
    "nothing was written, as `--dry-run` wants".to_string()
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
        publish::create(&path, &draft.bytes).map_err(super::with_sources)?;
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
