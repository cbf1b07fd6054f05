//! `twotrack new`: a small playbook to start from, explained by its own comments.

use super::Failure;
use include_dir::{Dir, include_dir};
use std::path::PathBuf;
use std::process::ExitCode;

static STARTER: Dir = include_dir!("$CARGO_MANIFEST_DIR/src/cli/starter");

/// Makes a small playbook that builds and passes `check`.
///
/// Its files are explained by their own comments. An existing file is never overwritten.
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
    write(&STARTER, dir).map_err(|e| format!("`{shown}` can't be written: {e}"))?;
    anstream::println!(
        "made a playbook in `{shown}`\n\n  cd {shown}\n  twotrack serve --open  shows it, and each save at once\n  \
         twotrack build         writes the site to `site/`\n  \
         twotrack check         tells every fault\n\nBegin with `playbook.yaml`; its comments explain the rest."
    );
    Ok(ExitCode::SUCCESS)
}

fn write(from: &Dir, to: &PathBuf) -> std::io::Result<()> {
    std::fs::create_dir_all(to)?;
    for file in from.files() {
        let name = file.path().file_name().unwrap_or_default();
        std::fs::write(to.join(name), file.contents())?;
    }
    for dir in from.dirs() {
        write(dir, &to.join(dir.path().file_name().unwrap_or_default()))?;
    }
    Ok(())
}
