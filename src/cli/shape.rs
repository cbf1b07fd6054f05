//! `twotrack keys` and `twotrack schema`: what a file may hold, for people and for editors.

use super::Failure;
use super::project;
use crate::diagnostic::nearest;
use crate::parse::shape::{self, Shape};
use crate::parse::{shape_of, shapes};
use clap::ValueHint;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Lists every key that a file may have, with what may stand behind it and what it means.
///
/// Without a kind it lists the kinds of files there are.
#[derive(clap::Args)]
pub struct KeysArguments {
    /// The kind of file, such as `stage` or `quiz`.
    kind: Option<String>,
    /// Print Markdown tables.
    #[arg(long)]
    markdown: bool,
}

pub fn keys(arguments: KeysArguments) -> Result<ExitCode, Failure> {
    let Some(kind) = arguments.kind else {
        for Shape { name, place, .. } in shapes() {
            anstream::println!("{name:<16}{place}");
        }
        return Ok(ExitCode::SUCCESS);
    };
    let all = shapes();
    let Some(found) = all.iter().find(|shape| shape.name == kind || shape.place == kind) else {
        let names: Vec<&str> = all.iter().map(|shape| shape.name).collect();
        let hint = match nearest(&kind, names.iter().copied()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("there are {}", names.join(", ")),
        };
        return Err(format!("there is no kind of file `{kind}`; {hint}").into());
    };
    let text = if arguments.markdown { shape::markdown(found) } else { shape::plain(found) };
    anstream::print!("{text}");
    Ok(ExitCode::SUCCESS)
}

/// Writes a JSON Schema for each kind of YAML file, so that an editor completes and checks keys.
///
/// A file names its schema in its first line, as the files of `twotrack new` do:
/// `# yaml-language-server: $schema=../schema/quiz.json`. Write them again after an update of
/// Twotrack.
#[derive(clap::Args)]
pub struct SchemaArguments {
    /// Where to write them. [default: `schema` beside `playbook.yaml`]
    #[arg(long, short, value_name = "DIR", value_hint = ValueHint::DirPath)]
    out: Option<PathBuf>,
}

pub fn schema(root: Option<&Path>, arguments: SchemaArguments) -> Result<ExitCode, Failure> {
    let dir = match arguments.out {
        Some(dir) => dir,
        None => project::find(root)?.join(SCHEMAS),
    };
    let count = write_schemas(&dir).map_err(|e| format!("`{}`: {e}", dir.display()))?;
    anstream::println!("{}: {count} schemas", dir.display());
    Ok(ExitCode::SUCCESS)
}

/// The folder of the schemas beside `playbook.yaml`.
pub const SCHEMAS: &str = "schema";

/// Writes `<kind>.json` for every kind of YAML file, and says how many.
pub fn write_schemas(dir: &Path) -> std::io::Result<usize> {
    std::fs::create_dir_all(dir)?;
    let mut count = 0;
    for shape in shapes().iter().filter(|shape| !shape.front_matter) {
        let text = serde_json::to_string_pretty(&shape::schema(shape))? + "\n";
        std::fs::write(dir.join(format!("{}.json", shape.name)), text)?;
        count += 1;
    }
    Ok(count)
}

/// The line by which the file at `path` names its schema to editors.
pub fn schema_line(path: &str) -> Option<String> {
    let up = "../".repeat(path.matches('/').count());
    let name = shape_of(path)?;
    Some(format!("# yaml-language-server: $schema={up}{SCHEMAS}/{name}.json\n"))
}
