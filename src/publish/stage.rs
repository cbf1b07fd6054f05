//! Renders every file of the next site and writes those that the old site does not have.

use std::{
    collections::{BTreeSet, HashSet},
    fs::{self, File},
    io::{self, Read, Write},
    path::Path,
    sync::atomic::{AtomicBool, AtomicUsize, Ordering},
};

use rayon::prelude::*;
use walkdir::WalkDir;

use super::{Error, MARKER, MARKER_TEXT, PageError, Place, State, Summary, Workshop};

/// A file of the old site is read in pieces of this many bytes to compare it.
const PIECE: usize = 64 * 1024;

/// What the old site has.
#[derive(Default)]
pub(super) struct Old {
    files: HashSet<String>,
    folders: HashSet<String>,
    /// Links, sockets, names that are not text: never ours, so never kept.
    strangers: usize,
}

/// The next site, ready in the workshop but for the files that are as before.
pub(super) struct Staged<'a> {
    pub summary: Summary,
    /// Whether the next site differs from the old one at all.
    pub differs: bool,
    kept: Vec<&'a str>,
}

enum Outcome {
    Written(u64),
    Kept(u64),
    Failed(PageError),
}

impl Old {
    /// Lists the old site, if there is one.
    pub fn read(place: &Place, state: &State) -> Result<Self, Error> {
        let mut old = Self::default();
        if *state == State::Missing {
            return Ok(old);
        }
        for entry in WalkDir::new(&place.real).min_depth(1) {
            let entry = entry.map_err(|e| Error::io("read", &place.shown, e.into()))?;
            let inside = entry.path().strip_prefix(&place.real).ok().and_then(Path::to_str);
            let inside = inside.map(|path| path.replace(std::path::MAIN_SEPARATOR, "/"));
            match inside {
                Some(path) if entry.file_type().is_file() => old.files.insert(path),
                Some(path) if entry.file_type().is_dir() => old.folders.insert(path),
                _ => {
                    old.strangers += 1;
                    true
                }
            };
        }
        Ok(old)
    }
}

/// Renders all files into the workshop, the last one when the others are done.
///
/// # Errors
/// All failed renders together, or the first refusal of the file system.
pub(super) fn render_all<'a, S, F, B, E>(
    place: &Place,
    workshop: &Workshop,
    folders: &BTreeSet<&str>,
    paths: &'a [S],
    render: F,
    progress: &(dyn Fn(usize) + Sync),
    old: &Old,
) -> Result<Staged<'a>, Error>
where
    S: AsRef<str> + Sync,
    F: Fn(&S) -> Result<B, E> + Sync,
    B: AsRef<[u8]>,
    E: Into<Box<dyn std::error::Error + Send + Sync>>,
{
    let desk = Desk { place, new: &workshop.new_site(), old };
    desk.make_folders(folders)?;
    let marker = desk.put(MARKER, MARKER_TEXT.as_bytes(), &mut Vec::new())?;

    let failed = AtomicBool::new(false);
    let done = AtomicUsize::new(0);
    let one = |piece: &mut Vec<u8>, file: &S| {
        let path = file.as_ref();
        let outcome = match render(file) {
            Err(e) => {
                failed.store(true, Ordering::Relaxed);
                Ok(Outcome::Failed(PageError { path: path.into(), source: e.into() }))
            }
            // The site will not be replaced, so only the other errors are still of interest.
            Ok(_) if failed.load(Ordering::Relaxed) => Ok(Outcome::Written(0)),
            Ok(bytes) => desk.put(path, bytes.as_ref(), piece),
        };
        progress(done.fetch_add(1, Ordering::Relaxed) + 1);
        outcome
    };
    let (most, last) = paths.split_at(paths.len().saturating_sub(1));
    let mut outcomes = most.par_iter().map_init(Vec::new, one).collect::<Result<Vec<_>, _>>()?;
    for path in last {
        outcomes.push(one(&mut Vec::new(), path)?);
    }
    Staged::sum_up(marker, outcomes, paths, folders, old)
}

/// Where files are put: knows both sites.
struct Desk<'a> {
    place: &'a Place,
    new: &'a Path,
    old: &'a Old,
}

impl Desk<'_> {
    fn make_folders(&self, folders: &BTreeSet<&str>) -> Result<(), Error> {
        fs::create_dir(self.new).map_err(|e| Error::io("create", &self.place.shown, e))?;
        folders.iter().try_for_each(|folder| {
            fs::create_dir(self.new.join(folder))
                .map_err(|e| Error::io("create", &self.place.shown.join(folder), e))
        })
    }

    /// Writes a file, unless the old site has it with these bytes.
    fn put(&self, path: &str, bytes: &[u8], piece: &mut Vec<u8>) -> Result<Outcome, Error> {
        let size = bytes.len() as u64;
        if self.old.files.contains(path) && has_bytes(&self.place.real.join(path), bytes, piece) {
            return Ok(Outcome::Kept(size));
        }
        File::create_new(self.new.join(path))
            .and_then(|mut file| file.write_all(bytes))
            .map_err(|e| Error::io("write", &self.place.shown.join(path), e))?;
        Ok(Outcome::Written(size))
    }
}

/// Whether a file holds exactly these bytes. One that cannot be read does not.
fn has_bytes(path: &Path, mut bytes: &[u8], piece: &mut Vec<u8>) -> bool {
    piece.resize(PIECE, 0);
    let Ok(mut file) = File::open(path) else { return false };
    loop {
        match file.read(piece) {
            Ok(0) => return bytes.is_empty(),
            Ok(n) if bytes.starts_with(&piece[..n]) => bytes = &bytes[n..],
            Err(e) if e.kind() == io::ErrorKind::Interrupted => {}
            _ => return false,
        }
    }
}

impl<'a> Staged<'a> {
    fn sum_up<S: AsRef<str>>(
        marker: Outcome,
        outcomes: Vec<Outcome>,
        paths: &'a [S],
        folders: &BTreeSet<&str>,
        old: &Old,
    ) -> Result<Self, Error> {
        let mut summary = Summary { files: paths.len(), ..Summary::default() };
        let mut kept = Vec::new();
        let mut failed = Vec::new();
        for (outcome, path) in outcomes.into_iter().zip(paths) {
            match outcome {
                Outcome::Failed(error) => failed.push(error),
                Outcome::Written(size) => {
                    summary.written += 1;
                    summary.bytes += size;
                }
                Outcome::Kept(size) => {
                    kept.push(path.as_ref());
                    summary.bytes += size;
                }
            }
        }
        if !failed.is_empty() {
            return Err(Error::failed_pages(failed));
        }
        summary.unchanged = kept.len();
        let replaced = paths.iter().filter(|path| old.files.contains(path.as_ref())).count();
        let marked = usize::from(old.files.contains(MARKER));
        summary.removed = old.files.len() - marked - replaced + old.strangers;

        let marker_kept = matches!(marker, Outcome::Kept(_));
        if marker_kept {
            kept.push(MARKER);
        }
        let same_folders = old.folders.len() == folders.len()
            && folders.iter().all(|folder| old.folders.contains(*folder));
        let differs = summary.written + summary.removed > 0 || !same_folders || !marker_kept;
        Ok(Self { summary, differs, kept })
    }

    /// Takes the files that are as before over from the old site.
    pub fn link_kept(&self, place: &Place, workshop: &Workshop) -> Result<(), Error> {
        let new = workshop.new_site();
        self.kept.par_iter().try_for_each(|path| {
            take_over(&place.real.join(path), &new.join(path))
                .map_err(|e| Error::io("keep", &place.shown.join(path), e))
        })
    }
}

/// Makes `new` the same file as `old`, or where links are refused a copy with its time stamp.
///
/// Both sites share the file only until the old one is deleted a moment later. Nobody ever writes
/// into it: a file with other bytes is a new file, so a hard-linked backup of a site stays as it
/// is.
fn take_over(old: &Path, new: &Path) -> io::Result<()> {
    match fs::hard_link(old, new) {
        Err(e) if e.kind() != io::ErrorKind::NotFound => copy_with_time(old, new),
        linked => linked,
    }
}

fn copy_with_time(old: &Path, new: &Path) -> io::Result<()> {
    fs::copy(old, new)?;
    let time = fs::metadata(old)?.modified()?;
    File::options().append(true).open(new)?.set_modified(time)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::{Duration, SystemTime};

    #[test]
    fn a_file_is_the_same_only_with_every_byte() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("big");
        let bytes: Vec<u8> = (0..PIECE * 2 + 7).map(|i| (i % 251) as u8).collect();
        fs::write(&path, &bytes).unwrap();
        let same = |other: &[u8]| has_bytes(&path, other, &mut Vec::new());

        assert!(same(&bytes));
        assert!(!same(&bytes[..bytes.len() - 1]) && !same(&[&bytes[..], b"x"].concat()));
        assert!(!same(b"") && !same(&bytes[..PIECE]));
        let mut last = bytes.clone();
        *last.last_mut().unwrap() ^= 1;
        assert!(!same(&last));
    }

    #[test]
    fn a_copy_keeps_the_time_where_links_are_refused() {
        let dir = tempfile::tempdir().unwrap();
        let (old, new) = (dir.path().join("old"), dir.path().join("new"));
        fs::write(&old, "text").unwrap();
        let time = SystemTime::UNIX_EPOCH + Duration::from_secs(1_700_000_000);
        File::options().append(true).open(&old).unwrap().set_modified(time).unwrap();

        copy_with_time(&old, &new).unwrap();

        assert_eq!(fs::read(&new).unwrap(), b"text");
        assert_eq!(fs::metadata(&new).unwrap().modified().unwrap(), time);
    }
}
