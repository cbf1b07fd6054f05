//! Finds where a site really goes, and refuses folders that are not ours to replace.

use std::{
    fs,
    io::{self, Read},
    path::{self, Path, PathBuf},
};

use super::{Error, MARKER, MARKER_TEXT};
use crate::source::TOPS;

/// What someone may keep in a site's folder to publish from it. Deleting it with the old site
/// would delete its history.
const REPOSITORIES: [&str; 3] = [".git", ".hg", ".svn"];

/// The folder of a site.
pub(super) struct Place {
    /// As the user wrote it, for messages.
    pub shown: PathBuf,
    /// Absolute, with all links followed: the folder that is replaced.
    pub real: PathBuf,
    /// The folder that `real` lies in.
    pub parent: PathBuf,
}

/// What stands at a [`Place`]; anything else is an error.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum State {
    Missing,
    Empty,
    Ours,
}

impl Place {
    /// Follows `target` to the folder that it means.
    ///
    /// # Errors
    /// A target that holds the playbook in `root`, or that no build could replace.
    pub fn find(target: &Path, root: &Path) -> Result<Self, Error> {
        let real = path::absolute(target)
            .and_then(|path| follow(&path))
            .map_err(|e| Error::io("find", target, e))?;
        let Some(parent) = real.parent().map(Path::to_path_buf) else {
            return Err(Error::root(target));
        };
        let root = fs::canonicalize(root).map_err(|e| Error::io("find", root, e))?;
        if root.starts_with(&real) {
            return Err(Error::holds_playbook(target));
        }
        let is_source = |top: &&&str| {
            fs::canonicalize(root.join(top)).is_ok_and(|folder| real.starts_with(folder))
        };
        if let Some(top) = TOPS.iter().find(is_source) {
            return Err(Error::in_the_source(target, top));
        }
        let place = Self { shown: target.into(), real, parent };
        place.refuse_mount_point()?;
        Ok(place)
    }

    /// What is there now.
    ///
    /// # Errors
    /// Something that we did not build.
    pub fn state(&self) -> Result<State, Error> {
        let read = |e| Error::io("read", &self.shown, e);
        match fs::symlink_metadata(&self.real) {
            Err(e) if e.kind() == io::ErrorKind::NotFound => return Ok(State::Missing),
            Err(e) => return Err(read(e)),
            Ok(found) if !found.is_dir() => return Err(Error::not_a_folder(&self.shown)),
            Ok(_) => {}
        }
        let Some(first) = fs::read_dir(&self.real).map_err(read)?.next() else {
            return Ok(State::Empty);
        };
        if !is_marked(&self.real) {
            let name = first.map_err(read)?.file_name();
            return Err(Error::not_ours(&self.shown, name.into()));
        }
        for name in REPOSITORIES {
            if self.real.join(name).symlink_metadata().is_ok() {
                return Err(Error::holds_repository(&self.shown, name));
            }
        }
        Ok(State::Ours)
    }

    /// Makes the folders that lead to the site.
    pub fn make_parent(&self) -> Result<(), Error> {
        fs::create_dir_all(&self.parent).map_err(|e| Error::io("create", &self.parent, e))
    }

    /// Gives `new` the permissions that the site's folder has, which someone may have chosen.
    pub fn keep_mode(&self, new: &Path) -> Result<(), Error> {
        fs::metadata(&self.real)
            .and_then(|old| fs::set_permissions(new, old.permissions()))
            .map_err(|e| Error::io("keep the permissions of", &self.shown, e))
    }

    #[cfg(unix)]
    fn refuse_mount_point(&self) -> Result<(), Error> {
        use std::os::unix::fs::MetadataExt;
        match (fs::metadata(&self.real), fs::metadata(&self.parent)) {
            (Ok(here), Ok(above)) if here.is_dir() && here.dev() != above.dev() => {
                Err(Error::mount_point(&self.shown))
            }
            _ => Ok(()),
        }
    }

    #[cfg(not(unix))]
    fn refuse_mount_point(&self) -> Result<(), Error> {
        Ok(())
    }
}

/// The path with all links followed, where its last parts need not exist yet.
fn follow(path: &Path) -> io::Result<PathBuf> {
    let missing = match fs::canonicalize(path) {
        Err(e) if e.kind() == io::ErrorKind::NotFound => e,
        found => return found,
    };
    let (Some(parent), Some(name)) = (path.parent(), path.file_name()) else {
        return Err(missing);
    };
    match fs::read_link(path) {
        Ok(to) => follow(&parent.join(to)),
        Err(_) => Ok(follow(parent)?.join(name)),
    }
}

/// Whether a folder carries our marker. The name alone could be anybody's.
fn is_marked(folder: &Path) -> bool {
    let sign = MARKER_TEXT.split(':').next().expect("a split has a first part").as_bytes();
    let mut start = vec![0; sign.len()];
    let path = folder.join(MARKER);
    path.symlink_metadata().is_ok_and(|m| m.is_file())
        && fs::File::open(path).and_then(|mut f| f.read_exact(&mut start)).is_ok()
        && start == sign
}
