//! The author's tree: which files there are, what they say, and under which id each is known.
//!
//! No other module below [`publish`](crate::publish) reads the disk. A [`Source`] is read once
//! with [`Source::load`] and brought up to date with [`Source::refresh`]; a file keeps its
//! [`FileId`] for as long as the source lives, so spans of unchanged files stay true.
//!
//! Reading never stops at a bad file: what is too large, not UTF-8 or unreadable becomes a fault
//! of the report, and the rest is read.

use crate::diagnostic::{FileId, Files, Report, Span};
use rayon::prelude::*;
use std::collections::{HashMap, HashSet};
use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::SystemTime;
use walkdir::WalkDir;

/// The largest YAML or Markdown file that is read, in bytes.
pub const MAX_TEXT: u64 = 4 << 20;
/// The largest picture or other attachment, in bytes.
pub const MAX_ATTACHMENT: u64 = 32 << 20;

/// The folders beside it that are read.
pub const TOPS: [&str; 3] = ["content", "quizzes", "themes"];

/// The folder of files that stand in the site as they stand there: `CNAME`, `_headers`,
/// `.well-known/security.txt`. Whatever they end in, they are no text of the playbook.
const ROOT_FILES: &str = "content/root/";

/// The name of the file that makes a folder a playbook.
pub const PLAYBOOK: &str = "playbook.yaml";

/// One file as it was read.
#[derive(Clone, Debug)]
pub struct File {
    pub id: FileId,
    /// Relative to the root, `/`-separated.
    pub path: Arc<str>,
    pub body: Body,
    /// Of the bytes; equal hashes mean nothing to parse again.
    pub hash: u64,
    stamp: Stamp,
}

#[derive(Clone, Debug)]
pub enum Body {
    /// YAML, Markdown, templates, styles; without a byte order mark.
    Text(Arc<str>),
    Bytes(Arc<[u8]>),
}

/// What tells cheaply that a file may have changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Stamp {
    len: u64,
    modified: Option<SystemTime>,
}

/// A playbook's folder, read into memory.
#[derive(Clone, Debug, Default)]
pub struct Source {
    root: PathBuf,
    /// By id; `None` for a file that has gone.
    files: Vec<Option<File>>,
    names: Vec<Arc<str>>,
    ids: HashMap<Arc<str>, FileId>,
    /// The files there are, sorted by path.
    order: Vec<FileId>,
    /// Faults of reading, file by file.
    faults: Report,
    /// Paths of the files and folders that they are about.
    unread: Vec<Arc<str>>,
}

/// Finds the playbook that `start` is in: the nearest folder upwards with a `playbook.yaml`.
pub fn find_root(start: &Path) -> Option<PathBuf> {
    let start = start.canonicalize().ok()?;
    start.ancestors().find(|dir| dir.join(PLAYBOOK).is_file()).map(Path::to_path_buf)
}

impl Source {
    /// Reads the playbook at `root`: `playbook.yaml`, `content/`, `quizzes/` and `themes/`.
    pub fn load(root: &Path) -> Source {
        let mut source = Source { root: root.to_path_buf(), ..Source::default() };
        source.refresh();
        source
    }

    /// A playbook that is nowhere on disk: paths with their bytes.
    pub fn in_memory(files: impl IntoIterator<Item = (String, Vec<u8>)>) -> Source {
        let mut source = Source::default();
        for (path, bytes) in files {
            let id = source.id_of(&path);
            let stamp = Stamp { len: bytes.len() as u64, modified: None };
            let name = source.names[id.0 as usize].clone();
            source.keep(file(id, name, stamp, bytes));
        }
        source.sort();
        source
    }

    /// Looks at the disk again; returns whether any file came, went or changed.
    ///
    /// A file whose length and time are as before is not read. One that was only touched has the
    /// same hash and does not count as a change.
    pub fn refresh(&mut self) -> bool {
        let (found, unlisted) = self.list();
        let listed: HashSet<&str> = found.iter().map(String::as_str).collect();
        let mut changed = false;
        for slot in &mut self.files {
            if slot.as_ref().is_some_and(|f| !listed.contains(&*f.path)) {
                *slot = None;
                changed = true;
            }
        }
        let ids: Vec<FileId> = found.iter().map(|path| self.id_of(path)).collect();
        let (root, known) = (&self.root, &self);
        // A large playbook is thousands of small files: the system is asked for many at a time.
        let read: Vec<Result<File, Unread>> = (ids.into_par_iter())
            .filter_map(|id| {
                let name = &known.names[id.0 as usize];
                let before = known.files[id.0 as usize].as_ref().map(|f| f.stamp);
                read(root, id, name.clone(), before).transpose()
            })
            .collect();
        (self.faults, self.unread) = (Report::new(), Vec::new());
        for (path, error) in unlisted {
            let at = Span::new(self.id_of(&path), 0, 0);
            self.unread.push(path.as_str().into());
            self.faults.unreadable(at, &path, &error);
        }
        for result in read {
            changed |= self.keep(result);
        }
        self.sort();
        changed
    }

    /// Looks at these files again and at no others; returns whether any came, went or changed.
    ///
    /// A path that is no file of a playbook, such as a folder, has the whole tree looked at.
    pub fn refresh_files(&mut self, paths: &[PathBuf]) -> bool {
        let mut changed = false;
        for path in paths {
            let name = self.name_of(path);
            let known = self.ids.contains_key(name.as_str());
            let plain = path.is_file() && !is_left_out(&name);
            if !self.faults.is_empty() || !(plain || (known && !path.exists())) || !belongs(&name) {
                return self.refresh();
            }
            let id = self.id_of(&name);
            let slot = id.0 as usize;
            if !plain {
                changed |= self.files[slot].take().is_some();
                continue;
            }
            let before = self.files[slot].as_ref().map(|f| f.stamp);
            if let Some(result) = read(&self.root, id, self.names[slot].clone(), before).transpose()
            {
                changed |= self.keep(result);
            }
        }
        self.sort();
        changed
    }

    fn sort(&mut self) {
        let there = self.files.iter().flatten().count();
        let all_known = self.order.iter().all(|id| self.files[id.0 as usize].is_some());
        if there != self.order.len() || !all_known {
            let mut files: Vec<&File> = self.files.iter().flatten().collect();
            files.sort_by(|a, b| a.path.cmp(&b.path));
            self.order = files.into_iter().map(|f| f.id).collect();
        }
    }

    fn keep(&mut self, result: Result<File, Unread>) -> bool {
        match result {
            Ok(file) => {
                let slot = &mut self.files[file.id.0 as usize];
                let same = slot.as_ref().is_some_and(|old| old.hash == file.hash);
                *slot = Some(file);
                !same
            }
            Err(unread) => {
                let slot = unread.id.0 as usize;
                self.files[slot] = None;
                self.unread.push(self.names[slot].clone());
                unread.report(&self.names[slot], &mut self.faults);
                true
            }
        }
    }

    fn id_of(&mut self, path: &str) -> FileId {
        if let Some(id) = self.ids.get(path) {
            return *id;
        }
        let id = FileId(self.files.len() as u32);
        let name: Arc<str> = path.into();
        self.files.push(None);
        self.names.push(name.clone());
        self.ids.insert(name, id);
        id
    }

    /// Paths of all files that belong to a playbook, sorted; and what could not be looked into.
    fn list(&self) -> (Vec<String>, Vec<(String, io::Error)>) {
        let mut found = Vec::new();
        let mut failed = Vec::new();
        if self.root.join(PLAYBOOK).exists() {
            found.push(PLAYBOOK.to_string());
        }
        for top in TOPS {
            let walk = WalkDir::new(self.root.join(top)).follow_links(true).sort_by_file_name();
            let visible = walk.into_iter().filter_entry(|e| !is_left_out(&self.name_of(e.path())));
            for entry in visible {
                match entry {
                    Ok(entry) if entry.file_type().is_file() => {
                        found.push(self.name_of(entry.path()))
                    }
                    Ok(_) => {}
                    // A playbook need not have every folder.
                    Err(error) if error.depth() == 0 => {}
                    Err(error) => {
                        let path = self.name_of(error.path().unwrap_or(Path::new(top)));
                        failed.push((path, error.into()));
                    }
                }
            }
        }
        (found, failed)
    }

    /// A path relative to the root, `/`-separated.
    fn name_of(&self, path: &Path) -> String {
        let path = path.strip_prefix(&self.root).unwrap_or(path);
        path.iter().map(|p| p.to_string_lossy()).collect::<Vec<_>>().join("/")
    }

    pub fn root(&self) -> &Path {
        &self.root
    }

    /// All files that could be read, in the order of their paths.
    pub fn files(&self) -> impl Iterator<Item = &File> {
        self.order.iter().filter_map(|id| self.files[id.0 as usize].as_ref())
    }

    /// The file at a path.
    pub fn file(&self, path: &str) -> Option<&File> {
        self.files[self.ids.get(path)?.0 as usize].as_ref()
    }

    /// Files that could not be read.
    pub fn faults(&self) -> &Report {
        &self.faults
    }

    /// Paths of the files and folders that could not be read.
    pub fn unread(&self) -> &[Arc<str>] {
        &self.unread
    }

    /// Whether there is a `playbook.yaml` at all.
    pub fn has_playbook(&self) -> bool {
        self.ids.get(PLAYBOOK).is_some_and(|id| self.files[id.0 as usize].is_some())
    }
}

impl Files for Source {
    fn name(&self, file: FileId) -> &str {
        self.names.get(file.0 as usize).map_or("", |n| n)
    }

    fn text(&self, file: FileId) -> &str {
        match self.files.get(file.0 as usize).and_then(Option::as_ref).map(|f| &f.body) {
            Some(Body::Text(text)) => text,
            _ => "",
        }
    }
}

impl File {
    /// The file's text; nothing for a picture.
    pub fn text(&self) -> Option<&Arc<str>> {
        match &self.body {
            Body::Text(text) => Some(text),
            Body::Bytes(_) => None,
        }
    }

    pub fn bytes(&self) -> &[u8] {
        match &self.body {
            Body::Text(text) => text.as_bytes(),
            Body::Bytes(bytes) => bytes,
        }
    }

    /// A place at the very start of the file.
    pub fn start(&self) -> Span {
        Span::new(self.id, 0, 0)
    }
}

/// Whether a path is one that a playbook is read from.
fn belongs(path: &str) -> bool {
    let top = path.split('/').next().unwrap_or("");
    path == PLAYBOOK || (path != top && TOPS.contains(&top))
}

/// Hidden files, what desktops leave in folders, and what editors leave beside a file while it is
/// being saved.
fn is_scratch(name: &str) -> bool {
    let ending = [".swp", ".swx", ".tmp", ".bak", ".orig", "~"];
    (name.starts_with('.') && name.len() > 1)
        || name == "4913"
        || ["thumbs.db", "desktop.ini"].contains(&name.to_lowercase().as_str())
        || name.starts_with('#')
        || ending.iter().any(|e| name.ends_with(e))
}

/// Whether a file is none of the playbook's. What hosts look for may be hidden; what systems hide
/// beside it stays out.
fn is_left_out(path: &str) -> bool {
    let of_systems = |name: &str| name == ".DS_Store" || name.starts_with("._");
    let of_git = |name: &str| name.starts_with(".git");
    match path.strip_prefix(ROOT_FILES) {
        Some(inside) => inside.split('/').any(|name| {
            let bare = name.trim_start_matches('.');
            of_systems(name) || of_git(name) || is_scratch(bare)
        }),
        None => path.split('/').any(is_scratch),
    }
}

/// Whether a path holds text that the playbook or a theme is written in.
fn is_text(path: &str) -> bool {
    if path.starts_with(ROOT_FILES) {
        return false;
    }
    let ending = path.rsplit('.').next().unwrap_or("");
    matches!(
        ending,
        "yaml"
            | "yml"
            | "md"
            | "markdown"
            | "html"
            | "xml"
            | "txt"
            | "css"
            | "js"
            | "json"
            | "svg"
            | "webmanifest"
    )
}

fn stamp(meta: &fs::Metadata) -> Stamp {
    Stamp { len: meta.len(), modified: meta.modified().ok() }
}

/// Why a file could not be read.
struct Unread {
    id: FileId,
    why: Why,
}

enum Why {
    TooLarge(u64, u64),
    NotText(usize),
    Io(io::Error),
}

impl Unread {
    fn report(self, path: &str, report: &mut Report) {
        let at = Span::new(self.id, 0, 0);
        match self.why {
            Why::TooLarge(len, most) => report.file_too_large(at, path, len, most),
            Why::NotText(byte) => report.not_utf8(at, path, byte),
            Why::Io(error) => report.unreadable(at, path, &error),
        }
    }
}

/// Reads a file, unless it still has the stamp that it had before.
fn read(
    root: &Path,
    id: FileId,
    path: Arc<str>,
    before: Option<Stamp>,
) -> Result<Option<File>, Unread> {
    let fail = |why| Unread { id, why };
    let mut open = fs::File::open(root.join(&*path)).map_err(|e| fail(Why::Io(e)))?;
    let stamp = stamp(&open.metadata().map_err(|e| fail(Why::Io(e)))?);
    if before == Some(stamp) {
        return Ok(None);
    }
    let most = if is_text(&path) { MAX_TEXT } else { MAX_ATTACHMENT };
    if stamp.len > most {
        return Err(fail(Why::TooLarge(stamp.len, most)));
    }
    let mut bytes = Vec::with_capacity(stamp.len as usize + 1);
    open.read_to_end(&mut bytes).map_err(|e| fail(Why::Io(e)))?;
    file(id, path, stamp, bytes).map(Some)
}

/// A file from its bytes.
fn file(id: FileId, path: Arc<str>, stamp: Stamp, bytes: Vec<u8>) -> Result<File, Unread> {
    let text = is_text(&path);
    let fail = |why| Unread { id, why };
    let hash = xxhash_rust::xxh3::xxh3_64(&bytes);
    let body = if text {
        let text = String::from_utf8(bytes)
            .map_err(|e| fail(Why::NotText(e.utf8_error().valid_up_to())))?;
        Body::Text(text.strip_prefix('\u{feff}').unwrap_or(&text).into())
    } else {
        Body::Bytes(bytes.into())
    };
    Ok(File { id, path, body, hash, stamp })
}
