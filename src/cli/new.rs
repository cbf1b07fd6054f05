//! `twotrack new`: a small playbook to start from, explained by its own comments.

use super::{Failure, shape};
use include_dir::{Dir, include_dir};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

static STARTER: Dir = include_dir!("$CARGO_MANIFEST_DIR/src/cli/starter");

/// Makes a small playbook that builds and passes `check`.
///
/// Its files are explained by their own comments, and editors with a YAML language server
/// complete their keys from `schema/`. An existing file is never overwritten.
#[derive(clap::Args)]
pub struct Arguments {
    /// The folder to make.
    dir: PathBuf,
}

pub fn run(arguments: Arguments) -> Result<ExitCode, Failure> {
    let dir = &arguments.dir;
    let shown = dir.display();
    if dir.exists()
        && std::fs::read_dir(dir).map_err(|e| format!("`{shown}`: {e}"))?.next().is_some()
    {
        return Err(format!("`{shown}` is not empty; give the name of a new folder").into());
    }
    let done = write(&STARTER, dir).and_then(|()| shape::write_schemas(&dir.join(shape::SCHEMAS)));
    done.map_err(|e| format!("`{shown}` can't be written: {e}"))?;
    anstream::println!(
        "made a playbook in `{shown}`\n\n  cd {shown}\n  \
         twotrack serve --open  shows it, and each save at once\n  \
         twotrack build         writes the site to `site/`\n  \
         twotrack check         tells every fault\n\n\
         Begin with `playbook.yaml`; its comments explain the rest."
    );
    Ok(ExitCode::SUCCESS)
}

/// Writes the files, each with the line by which an editor finds its keys.
fn write(from: &Dir, to: &Path) -> std::io::Result<()> {
    std::fs::create_dir_all(to)?;
    for file in from.files() {
        let name = file.path().file_name().unwrap_or_default();
        let line = file.path().to_str().and_then(shape::schema_line).unwrap_or_default();
        std::fs::write(to.join(name), [line.as_bytes(), file.contents()].concat())?;
    }
    for dir in from.dirs() {
        write(dir, &to.join(dir.path().file_name().unwrap_or_default()))?;
    }
    Ok(())
}
