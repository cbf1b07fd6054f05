//! Remembers how each watched file looked from outside: its length, its date, its place on disk.
//!
//! File events can be lost, as when a folder is made and filled before anybody watches it. A
//! second look at the fingerprints finds what they did not tell. No file is read for it.

use std::collections::BTreeMap;
use std::fs::{self, Metadata};
use std::ops::Bound;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use walkdir::WalkDir;

/// How a file looked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Print {
    length: u64,
    written: Option<SystemTime>,
    place: u64,
}

impl Print {
    fn of(data: &Metadata) -> Print {
        use std::os::unix::fs::MetadataExt;
        Print { length: data.len(), written: data.modified().ok(), place: data.ino() }
    }
}

/// The fingerprints of all files below the roots.
#[derive(Default)]
pub(super) struct Prints {
    /// Each with the number of the look that saw it last.
    files: BTreeMap<PathBuf, (Print, u64)>,
    looks: u64,
}

impl Prints {
    /// Looks at a file, or at everything below a folder, and adds to `changed` what is new,
    /// different or gone since the last look.
    pub(super) fn look(&mut self, path: &Path, changed: &mut Vec<PathBuf>) {
        self.looks += 1;
        match fs::metadata(path) {
            Ok(data) if data.is_dir() => {
                let entries = WalkDir::new(path)
                    .into_iter()
                    .filter_entry(|it| it.depth() == 0 || !is_dropping(it.path()));
                for entry in entries.filter_map(Result::ok) {
                    if entry.file_type().is_dir() {
                        continue;
                    }
                    // A link is followed to a file, not into a folder.
                    if let Ok(data) = fs::metadata(entry.path())
                        && data.is_file()
                    {
                        self.see(entry.into_path(), Print::of(&data), changed);
                    }
                }
            }
            Ok(data) => self.see(path.to_owned(), Print::of(&data), changed),
            Err(_) => {}
        }
        let gone = self.below(path).filter(|(_, look)| *look != self.looks);
        let gone: Vec<_> = gone.map(|(path, _)| path.to_owned()).collect();
        for path in gone {
            self.files.remove(&path);
            changed.push(path);
        }
    }

    /// Notes how a file looks now.
    fn see(&mut self, path: PathBuf, print: Print, changed: &mut Vec<PathBuf>) {
        let known = self.files.get_mut(&path).map(|(known, look)| {
            *look = self.looks;
            std::mem::replace(known, print)
        });
        if known.is_none() {
            self.files.insert(path.clone(), (print, self.looks));
        }
        if known != Some(print) {
            changed.push(path);
        }
    }

    /// The known files at and below a path. Paths are ordered by their parts, so they stand
    /// together.
    fn below(&self, path: &Path) -> impl Iterator<Item = (&Path, u64)> {
        let from = (Bound::Included(path), Bound::Unbounded);
        let files = self.files.range::<Path, _>(from);
        let files = files.map(|(file, (_, look))| (file.as_path(), *look));
        files.take_while(move |(file, _)| file.starts_with(path))
    }

    /// Whether the file was there at the last look.
    pub(super) fn knows(&self, path: &Path) -> bool {
        self.files.contains_key(path)
    }

    /// Whether the file held something at the last look and is empty now.
    pub(super) fn is_emptied(&self, path: &Path) -> bool {
        self.files.get(path).is_some_and(|(print, _)| print.length > 0)
            && fs::metadata(path).is_ok_and(|data| data.is_file() && data.len() == 0)
    }

    /// Whether the file was there at the last look, with nothing in it.
    pub(super) fn is_empty(&self, path: &Path) -> bool {
        self.files.get(path).is_some_and(|(print, _)| print.length == 0)
    }

    /// The files written at `moment` or later.
    pub(super) fn since(&self, moment: SystemTime) -> Vec<PathBuf> {
        let late = |print: &Print| print.written.is_some_and(|written| written >= moment);
        self.files
            .iter()
            .filter(|(_, (print, _))| late(print))
            .map(|(path, _)| path.clone())
            .collect()
    }
}

/// Whether a path's last part is the kind of name that editors and systems leave lying about:
/// hidden, a backup, a lock or a swap file.
pub(super) fn is_dropping(path: &Path) -> bool {
    let Some(name) = path.file_name().map(|name| name.to_string_lossy()) else { return false };
    name.starts_with('.')
        || name.ends_with('~')
        || (name.starts_with('#') && name.ends_with('#'))
        || name.ends_with(".swp")
        || name.ends_with("___jb_tmp___")
        || name.ends_with("___jb_old___")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(root: &Path, mut changed: Vec<PathBuf>) -> Vec<String> {
        changed.sort();
        let name = |it: &PathBuf| it.strip_prefix(root).expect("is below").display().to_string();
        changed.iter().map(name).collect()
    }

    #[test]
    fn a_look_finds_what_is_new_different_and_gone() {
        let folder = tempfile::tempdir().expect("a folder can be made");
        let root = folder.path();
        let write = |name: &str, text: &str| {
            let path = root.join(name);
            fs::create_dir_all(path.parent().expect("has a parent")).expect("can be made");
            fs::write(path, text).expect("can be written");
        };
        write("a/one.md", "1");
        write("a/two.md", "2");
        write("a-b.md", "stands between a and a/one in the order of letters");
        write(".git/index", "not the author's");
        let mut prints = Prints::default();
        let mut look = |path: &Path| {
            let mut changed = Vec::new();
            prints.look(path, &mut changed);
            names(root, changed)
        };
        assert_eq!(look(root), ["a/one.md", "a/two.md", "a-b.md"]);
        assert_eq!(look(root), [""; 0]);
        write("a/one.md", "longer");
        fs::remove_file(root.join("a/two.md")).expect("can be removed");
        write("new/deep/three.md", "3");
        assert_eq!(look(&root.join("a")), ["a/one.md", "a/two.md"]);
        assert_eq!(look(root), ["new/deep/three.md"]);
        fs::remove_dir_all(root.join("new")).expect("can be removed");
        assert_eq!(look(&root.join("new")), ["new/deep/three.md"]);
    }
}
