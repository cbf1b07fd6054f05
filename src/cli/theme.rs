//! `twotrack theme`: the files of the built-in theme, to be listed and taken as a beginning.

use super::Failure;
use super::project::Project;
use crate::diagnostic::nearest;
use crate::publish;
use crate::theme;
use std::path::Path;
use std::process::ExitCode;

/// Lists the files of the built-in theme, or copies one into the playbook's theme to be changed.
///
/// A file of the playbook's theme takes the place of the built-in one of the same name; all others
/// stay built in and are brought up to date with Twotrack.
#[derive(clap::Args)]
pub struct Arguments {
    #[command(subcommand)]
    what: What,
}

#[derive(clap::Subcommand)]
enum What {
    /// List every file, and say which the playbook has replaced.
    List,
    /// Copy a file into the playbook's theme; nothing is overwritten.
    Copy {
        /// The file as the list names it, such as `templates/stage.html`.
        file: String,
    },
}

pub fn run(root: Option<&Path>, arguments: Arguments) -> Result<ExitCode, Failure> {
    let mut project = Project::open(root, true, None)?;
    let name = project.load().book.settings.theme.clone();
    match arguments.what {
        What::List => list(&project, &name),
        What::Copy { file } => copy(&project, &name, &file)?,
    }
    Ok(ExitCode::SUCCESS)
}

fn list(project: &Project, name: &str) {
    for (file, _) in theme::built_in() {
        let own = |name: &str| format!("{}{name}/{file}", theme::FOLDER);
        let places = [own(name), own("default")];
        let found = places.into_iter().find(|path| project.source.file(path).is_some());
        match found {
            Some(path) => anstream::println!("{file}  (replaced by {path})"),
            None => anstream::println!("{file}"),
        }
    }
}

fn copy(project: &Project, name: &str, file: &str) -> Result<(), Failure> {
    let files = theme::built_in();
    let Some((_, bytes)) = files.iter().find(|(path, _)| path == file) else {
        let names: Vec<&str> = files.iter().map(|(path, _)| path.as_str()).collect();
        let meant = meant(file, &names);
        let hint = match meant {
            Some(path) => format!("did you mean `{path}`?"),
            None => "`twotrack theme list` names all there are".to_string(),
        };
        return Err(format!("the built-in theme has no file `{file}`; {hint}").into());
    };
    let path = format!("{}{name}/{file}", theme::FOLDER);
    let target = project.source.root().join(&path);
    if target.symlink_metadata().is_ok() {
        return Err(format!("`{path}` is there already; it was left as it is").into());
    }
    publish::create(&target, bytes).map_err(super::with_sources)?;
    anstream::println!("{path}: written");
    Ok(())
}

/// The file that a name stands for which is none: one with another beginning, other slashes or
/// capitals, or a slip.
fn meant<'a>(name: &str, files: &[&'a str]) -> Option<&'a str> {
    let name = name.replace('\\', "/").to_lowercase();
    let ends = |longer: &str, end: &str| {
        longer.strip_suffix(end).is_some_and(|start| start.is_empty() || start.ends_with('/'))
    };
    if name.is_empty() {
        return None;
    }
    let is_meant = |file: &str| ends(file, &name) || ends(&name, file);
    let known = files.iter().filter(|file| is_meant(&file.to_lowercase()));
    let nearest = || nearest(&name, files.iter().copied());
    known.min_by_key(|file| file.matches('/').count()).copied().or_else(nearest)
}
