//! Puts a whole site on disk, or leaves the old one alone; and single files (`file`).
//!
//! 1. `paths` looks at the names first: a name that leaves the folder, or two names that some
//!    file system takes for one, stop the build before anything is written.
//! 2. `target` finds out where the site really goes, and refuses a folder that is not ours.
//! 3. `workshop` takes a hidden folder beside the site, under a lock, and sweeps out what a
//!    killed build left there.
//! 4. `stage` renders every file on all cores. A file whose bytes the old site already has is
//!    only noted; every other one is written to the workshop at once, so that memory holds a few
//!    pages however large the site is.
//! 5. If anything differs, the noted files are hard-linked in (they keep inode and time stamp),
//!    `swap` exchanges the two folders in one step, and `remove` deletes the old one.
//!
//! Whoever kills a build, at any moment, finds the old site or the new one, whole.
//!
//! This module knows no pages and no playbook: it takes names and a closure. It does not wait for
//! the disk (no `fsync`): after a power cut, build again.

mod error;
mod file;
mod paths;
mod remove;
mod stage;
mod swap;
mod target;
mod workshop;

use std::path::Path;

pub use error::{Error, PageError};
pub use file::{NOTES, Put, create, put, replace};
use target::{Place, State};
use workshop::Workshop;

/// The file in a site's top folder that says that we built it.
pub const MARKER: &str = ".twotrack";

/// What [`MARKER`] says. A folder is ours when its marker starts with the first three words.
const MARKER_TEXT: &str = "Built by Twotrack: each build replaces this whole folder, so keep \
    nothing of your own in it.\n";

/// What a build did to the site's folder. The marker file is not counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Files that the site now has.
    pub files: usize,
    /// Files that are new or have new bytes.
    pub written: usize,
    /// Files that were there with the same bytes; they keep their time stamps.
    pub unchanged: usize,
    /// Files of the old site (or strangers in its folder) that are gone.
    pub removed: usize,
    /// The size of all files together, in bytes.
    pub bytes: u64,
}

/// Whether these can be the files of one site on every system.
///
/// # Errors
/// All names that cannot stand, together.
pub fn check_names<S: AsRef<str>>(paths: &[S]) -> Result<(), Error> {
    paths::check(paths).map(drop)
}

/// Replaces the site in `target` by the files named in `paths`, in one step.
///
/// A path is relative, separated by `/`, and stands once. `render` gives a file's bytes; it is
/// called once for each path, on several threads, and for the last one when all others are done,
/// so that this file can list them. `progress` is told how many files are done, from
/// those threads, so a smaller number may arrive after a larger one. `root` is the playbook's own
/// folder, which `target` must not contain.
///
/// If a render fails the others still run, so that the error names all that failed, and the old
/// site stays as it was. If every file is the same as before, nothing is touched at all.
///
/// # Errors
/// A name that cannot be a file of a site, a target that is not ours to replace, a failed render,
/// another build that does not end, or a file system that refuses. The old site is whole in each
/// case.
pub fn publish<S, F, B, E>(
    target: &Path,
    root: &Path,
    paths: &[S],
    render: F,
    progress: &(dyn Fn(usize) + Sync),
) -> Result<Summary, Error>
where
    S: AsRef<str> + Sync,
    F: Fn(&S) -> Result<B, E> + Sync,
    B: AsRef<[u8]>,
    E: Into<Box<dyn std::error::Error + Send + Sync>>,
{
    let folders = paths::check(paths)?;
    let place = Place::find(target, root)?;
    place.state()?;
    place.make_parent()?;
    let workshop = Workshop::open(&place)?;
    // Again, because only now is nobody else at work.
    let state = place.state()?;

    let old = stage::Old::read(&place, &state)?;
    let staged = stage::render_all(&place, &workshop, &folders, paths, render, progress, &old)?;
    if staged.differs {
        staged.link_kept(&place, &workshop)?;
        if state != State::Missing {
            place.keep_mode(&workshop.new_site())?;
        }
        swap::swap(&place, &workshop)?;
    }
    workshop.close()?;
    Ok(staged.summary)
}

/// Deletes the site in `target`, and whatever a killed build left beside it. Says whether there
/// was a site.
///
/// # Errors
/// A folder that is not ours, a build that is still running, or a file system that refuses.
pub fn clean(target: &Path, root: &Path) -> Result<bool, Error> {
    let place = Place::find(target, root)?;
    if place.state()? != State::Ours && !Workshop::exists(&place) {
        return Ok(false);
    }
    let workshop = Workshop::open(&place)?;
    let found = place.state()? == State::Ours;
    if found {
        // The site goes in one step too: a half-deleted one would still look like a site.
        swap::take_away(&place, &workshop)?;
    }
    workshop.close()?;
    Ok(found)
}
