//! The hidden folder beside a site in which the next one is made: `.site.twotrack` for `site`.
//!
//! It lies beside the site because only there a rename is sure to stay on one file system. Its
//! name is always the same, so the next build finds what a killed one left, and it holds a lock,
//! which the system takes from a killed build: what lies there while we have the lock is nobody's.
//!
//! `lock` is the lock and shows that the folder is ours, `new` the site in the making (after the
//! exchange: the old one), `old` the old site for the moment in which a file system that cannot
//! exchange has none, and `gone` a site that is being deleted.

use std::{
    ffi::OsString,
    fs::{self, File, TryLockError},
    io,
    path::{Path, PathBuf},
    thread,
    time::{Duration, Instant},
};

use super::{Error, Place, remove};

/// How long we wait for another build, which takes seconds, before we say so.
const PATIENCE: Duration = Duration::from_secs(30);
const BETWEEN_TRIES: Duration = Duration::from_millis(10);

const LOCK: &str = "twotrack.lock";

/// A workshop that is ours while this value lives. Dropping it sweeps and removes it.
#[derive(Debug)]
pub(super) struct Workshop {
    dir: PathBuf,
    site: PathBuf,
    /// Holds the lock until it is closed.
    _lock: File,
}

impl Workshop {
    /// Takes the workshop of a site and sweeps it.
    ///
    /// # Errors
    /// Another build has it, or the folder is not ours, or cannot be made.
    pub fn open(place: &Place) -> Result<Self, Error> {
        Self::open_within(place, PATIENCE)
    }

    /// Whether a killed build left a workshop behind (or one is at work).
    pub fn exists(place: &Place) -> bool {
        dir_of(place).symlink_metadata().is_ok()
    }

    fn open_within(place: &Place, patience: Duration) -> Result<Self, Error> {
        let dir = dir_of(place);
        let until = Instant::now() + patience;
        loop {
            if let Some(lock) = try_take(&dir)? {
                let workshop = Self { dir, site: place.real.clone(), _lock: lock };
                workshop.sweep()?;
                return Ok(workshop);
            }
            if Instant::now() >= until {
                return Err(Error::busy(&place.shown));
            }
            thread::sleep(BETWEEN_TRIES);
        }
    }

    /// Where the next site is made.
    pub fn new_site(&self) -> PathBuf {
        self.dir.join("new")
    }

    /// Where the old site waits for the new one to take its place.
    pub fn old_site(&self) -> PathBuf {
        self.dir.join("old")
    }

    /// Where a site lies that nobody wants any more.
    pub fn gone_site(&self) -> PathBuf {
        self.dir.join("gone")
    }

    /// Deletes what is left in the workshop, and the workshop.
    pub fn close(self) -> Result<(), Error> {
        // Dropping it does the rest, and would hide why something could not be deleted.
        self.sweep()
    }

    /// Deletes everything but the lock; puts back a site that was away when a build was killed.
    fn sweep(&self) -> Result<(), Error> {
        let old = self.old_site();
        if old.symlink_metadata().is_ok() {
            if self.site.symlink_metadata().is_err() {
                fs::rename(&old, &self.site).map_err(|e| Error::io("put back", &self.site, e))?;
            } else {
                // Under another name first: half-deleted it must not be taken for a site.
                self.delete(&self.gone_site())?;
                fs::rename(&old, self.gone_site()).map_err(|e| Error::io("move", &old, e))?;
            }
        }
        self.delete(&self.gone_site())?;
        self.delete(&self.new_site())
    }

    fn delete(&self, dir: &Path) -> Result<(), Error> {
        remove::remove(dir).map_err(|e| Error::io("delete the left-over folder", dir, e))
    }
}

impl Drop for Workshop {
    fn drop(&mut self) {
        if self.sweep().is_ok() {
            // While we hold the lock: whoever waits for it sees that it is gone and starts anew.
            let _ = fs::remove_file(self.dir.join(LOCK));
            let _ = fs::remove_dir(&self.dir);
        }
    }
}

fn dir_of(place: &Place) -> PathBuf {
    let mut name = OsString::from(".");
    name.push(place.real.file_name().unwrap_or_default());
    name.push(".twotrack");
    place.parent.join(name)
}

/// Makes the folder if need be and takes its lock; `None` if another build has it just now.
fn try_take(dir: &Path) -> Result<Option<File>, Error> {
    match fs::create_dir(dir) {
        Err(e) if e.kind() != io::ErrorKind::AlreadyExists => {
            return Err(Error::io("create the folder in which the site is made,", dir, e));
        }
        Err(_) if !may_be_ours(dir) => return Err(Error::in_the_way(dir)),
        _ => {}
    }
    let path = dir.join(LOCK);
    let lock = match File::options().create(true).append(true).open(&path) {
        // The build before us removed the folder just now.
        Err(e) if e.kind() == io::ErrorKind::NotFound => return Ok(None),
        opened => opened.map_err(|e| Error::io("create", &path, e))?,
    };
    match lock.try_lock() {
        Ok(()) => Ok(is_still_there(&lock, &path).then_some(lock)),
        Err(TryLockError::WouldBlock) => Ok(None),
        // Some network file systems know no locks. One build alone is the usual case.
        Err(TryLockError::Error(e)) if e.kind() == io::ErrorKind::Unsupported => Ok(Some(lock)),
        Err(TryLockError::Error(e)) => Err(Error::io("lock", &path, e)),
    }
}

/// Whether a folder has our lock, or nothing: a build may be killed between the two.
///
/// Other builds make and remove lock and folder meanwhile, so the folder is listed once: the lock
/// is there before anything else and goes last.
fn may_be_ours(dir: &Path) -> bool {
    let listed: io::Result<Vec<OsString>> =
        dir.symlink_metadata().and_then(|found| match found.is_dir() {
            true => fs::read_dir(dir)?.map(|entry| Ok(entry?.file_name())).collect(),
            false => Err(io::ErrorKind::NotADirectory.into()),
        });
    match listed {
        Ok(names) => names.is_empty() || names.iter().any(|name| name == LOCK),
        // It went away meanwhile; the next try makes a new one.
        Err(e) => e.kind() == io::ErrorKind::NotFound,
    }
}

/// Whether the file that we locked is the one that others will find.
#[cfg(unix)]
fn is_still_there(lock: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    match (lock.metadata(), path.symlink_metadata()) {
        (Ok(ours), Ok(found)) => (ours.dev(), ours.ino()) == (found.dev(), found.ino()),
        _ => false,
    }
}

/// Elsewhere an open file cannot be replaced.
#[cfg(not(unix))]
fn is_still_there(_: &File, path: &Path) -> bool {
    path.exists()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place() -> (tempfile::TempDir, Place) {
        let dir = tempfile::tempdir().unwrap();
        let root = dir.path().join("playbook");
        fs::create_dir(&root).unwrap();
        let place = Place::find(&dir.path().join("site"), &root).unwrap();
        (dir, place)
    }

    #[test]
    fn a_second_build_waits_and_says_so_in_the_end() {
        let (_dir, place) = place();
        let first = Workshop::open(&place).unwrap();
        let error = Workshop::open_within(&place, Duration::ZERO).unwrap_err();
        assert!(error.to_string().contains("another build is still writing"), "{error}");
        drop(first);
        assert!(!Workshop::exists(&place));
        drop(Workshop::open_within(&place, Duration::ZERO).unwrap());
    }

    #[test]
    fn a_site_that_was_away_when_the_build_was_killed_is_put_back() {
        let (_dir, place) = place();
        let dir = dir_of(&place);
        fs::create_dir_all(dir.join("old")).unwrap();
        fs::create_dir_all(dir.join("new")).unwrap();
        fs::write(dir.join(LOCK), "").unwrap();
        fs::write(dir.join("old/index.html"), "old").unwrap();
        fs::write(dir.join("new/index.html"), "new").unwrap();

        Workshop::open(&place).unwrap().close().unwrap();

        assert_eq!(fs::read_to_string(place.real.join("index.html")).unwrap(), "old");
        assert!(!Workshop::exists(&place));
    }

    #[test]
    fn an_old_site_that_has_been_replaced_goes() {
        let (_dir, place) = place();
        let dir = dir_of(&place);
        fs::create_dir_all(dir.join("old")).unwrap();
        fs::write(dir.join(LOCK), "").unwrap();
        fs::write(dir.join("old/index.html"), "old").unwrap();
        fs::create_dir(&place.real).unwrap();
        fs::write(place.real.join("index.html"), "new").unwrap();

        Workshop::open(&place).unwrap().close().unwrap();

        assert_eq!(fs::read_to_string(place.real.join("index.html")).unwrap(), "new");
        assert!(!Workshop::exists(&place));
    }

    #[test]
    fn a_folder_of_the_same_name_that_is_not_ours_stays() {
        let (_dir, place) = place();
        let dir = dir_of(&place);
        fs::create_dir(&dir).unwrap();
        fs::write(dir.join("diary.txt"), "mine").unwrap();
        let error = Workshop::open(&place).unwrap_err();
        assert!(error.to_string().contains("is in the way"), "{error}");
        assert!(dir.join("diary.txt").exists());
    }
}
