//! Puts one file on disk, unless somebody else's stands there.
//!
//! A file that we write is noted in a list beside it, [`NOTES`], with a hash of its content. Only a
//! file that is still as the list has it may be written again: one that is in no list is somebody
//! else's, and one that has changed since holds somebody's work.

use super::Error;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::{fs, io};
use xxhash_rust::xxh3::xxh3_128;

/// The list of the files of a folder that we wrote.
pub const NOTES: &str = ".twotrack-files";

const HEAD: &str =
    "# Written by Twotrack, which may write these files again while they are as here.\n";

/// What came of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Put {
    Written,
    /// It had these bytes already; it keeps its time stamp.
    Unchanged,
}

/// Writes a file in one step, and the folders that lead to it.
///
/// # Errors
/// Something stands there that we did not write or that has changed since, or the file system
/// refuses. What stands there is left alone in each case.
pub fn put(target: &Path, bytes: &[u8]) -> Result<Put, Error> {
    let name = target.file_name().and_then(|name| name.to_str());
    let name = name.ok_or_else(|| Error::no_file_name(target))?;
    let parent = parent(target);
    fs::create_dir_all(parent).map_err(|e| Error::io("create", parent, e))?;
    let mut notes = Notes::read(parent)?;
    let new = hash(bytes);
    let there = present(target)?;
    if let Some(old) = &there {
        let ours = notes.files.get(name) == Some(old);
        match (ours, *old == new) {
            (true, true) => return Ok(Put::Unchanged),
            (true, false) => {}
            (false, _) => return Err(Error::somebodys_file(target)),
        }
    }
    write(target, parent, bytes, there.is_none())?;
    notes.files.insert(name.to_string(), new);
    notes.write(parent)?;
    Ok(Put::Written)
}

/// Writes a file that is not there yet, and the folders that lead to it; it becomes the author's
/// own.
///
/// # Errors
/// Something stands there, or the file system refuses.
pub fn create(target: &Path, bytes: &[u8]) -> Result<(), Error> {
    let parent = parent(target);
    fs::create_dir_all(parent).map_err(|e| Error::io("create", parent, e))?;
    write(target, parent, bytes, true)
}

/// Writes a file of the author's anew, as they asked, in one step; a link leads to it still.
///
/// # Errors
/// The file system refuses; what stands there is then left alone.
pub fn replace(target: &Path, bytes: &[u8]) -> Result<(), Error> {
    let target = fs::canonicalize(target).map_err(|e| Error::io("read", target, e))?;
    write(&target, parent(&target), bytes, false)
}

fn parent(target: &Path) -> &Path {
    match target.parent() {
        Some(parent) if parent != Path::new("") => parent,
        _ => Path::new("."),
    }
}

/// The hash of the file that stands there, if one does.
fn present(target: &Path) -> Result<Option<String>, Error> {
    match fs::symlink_metadata(target) {
        Err(e) if e.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(e) => Err(Error::io("read", target, e)),
        Ok(found) if !found.is_file() => Err(Error::somebodys_file(target)),
        Ok(_) => {
            let bytes = fs::read(target).map_err(|e| Error::io("read", target, e))?;
            Ok(Some(hash(&bytes)))
        }
    }
}

/// Writes beside the target and moves there in one step; a new file takes no other's place.
fn write(target: &Path, parent: &Path, bytes: &[u8], new: bool) -> Result<(), Error> {
    let failed = |e| Error::io("write", target, e);
    let mut file =
        tempfile::Builder::new().prefix(".twotrack-").tempfile_in(parent).map_err(failed)?;
    file.write_all(bytes).map_err(failed)?;
    readable(file.as_file()).map_err(failed)?;
    match new {
        true => file.persist_noclobber(target).map_err(|e| failed(e.error))?,
        false => file.persist(target).map_err(|e| failed(e.error))?,
    };
    Ok(())
}

/// A temporary file is for its owner alone; what is exported is for whoever may read the folder.
#[cfg(unix)]
fn readable(file: &fs::File) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    file.set_permissions(fs::Permissions::from_mode(0o644))
}

#[cfg(not(unix))]
fn readable(_: &fs::File) -> io::Result<()> {
    Ok(())
}

fn hash(bytes: &[u8]) -> String {
    format!("{:032x}", xxh3_128(bytes))
}

/// The list of a folder: by name the hash of what we wrote.
struct Notes {
    path: PathBuf,
    files: BTreeMap<String, String>,
}

impl Notes {
    fn read(folder: &Path) -> Result<Notes, Error> {
        let path = folder.join(NOTES);
        let text = match fs::read_to_string(&path) {
            Err(e) if e.kind() == io::ErrorKind::NotFound => String::new(),
            // One that is no text is no list of ours: then nothing here was written by us.
            Err(e) if e.kind() == io::ErrorKind::InvalidData => String::new(),
            read => read.map_err(|e| Error::io("read", &path, e))?,
        };
        let lines = text.lines().filter(|line| !line.starts_with('#'));
        let files = lines.filter_map(|line| line.split_once("  "));
        let files = files.map(|(hash, name)| (name.to_string(), hash.to_string())).collect();
        Ok(Notes { path, files })
    }

    fn write(&self, folder: &Path) -> Result<(), Error> {
        let mut text = HEAD.to_string();
        for (name, hash) in &self.files {
            let _ = writeln!(text, "{hash}  {name}");
        }
        write(&self.path, folder, text.as_bytes(), false)
    }
}
