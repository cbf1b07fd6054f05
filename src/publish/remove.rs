//! Deletes a folder on all cores: the user waits for it, and most of the time is the system's.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use rayon::prelude::*;
use walkdir::WalkDir;

/// Deletes a folder and all in it; links are deleted, not followed. A missing folder is fine.
pub(super) fn remove(dir: &Path) -> io::Result<()> {
    match dir.symlink_metadata() {
        Err(e) if e.kind() == io::ErrorKind::NotFound => return Ok(()),
        // `WalkDir` would follow a link at its root.
        Ok(found) if !found.is_dir() => return fs::remove_file(dir),
        _ => {}
    }
    let mut files = Vec::new();
    let mut folders: Vec<PathBuf> = Vec::new();
    for entry in WalkDir::new(dir).contents_first(true) {
        let entry = entry?;
        let list = if entry.file_type().is_dir() { &mut folders } else { &mut files };
        list.push(entry.into_path());
    }
    files.par_iter().try_for_each(|file| ignore_missing(fs::remove_file(file)))?;
    folders.iter().try_for_each(|folder| ignore_missing(fs::remove_dir(folder)))
}

fn ignore_missing(result: io::Result<()>) -> io::Result<()> {
    match result {
        Err(e) if e.kind() == io::ErrorKind::NotFound => Ok(()),
        other => other,
    }
}
