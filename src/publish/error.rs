//! Why a site or a file could not be written, in the words of the person who asked for it.

use std::{
    fmt, io,
    path::{Path, PathBuf},
};

/// A render error is listed with its path up to this many times; the rest are counted.
const LISTED: usize = 20;

/// Why a site was not published. Its message names the path; what the system said about it is the
/// [`source`](std::error::Error::source).
#[derive(Debug)]
pub struct Error {
    // Boxed: an error is rare, a `Result` is everywhere.
    kind: Box<Kind>,
}

/// A file of the site that could not be made.
#[derive(Debug)]
pub struct PageError {
    /// The file's path inside the site.
    pub path: String,
    /// What its renderer said.
    pub source: Box<dyn std::error::Error + Send + Sync>,
}

#[derive(Debug)]
enum Kind {
    Io {
        doing: &'static str,
        path: PathBuf,
        source: io::Error,
    },
    Names(Vec<String>),
    Pages(Vec<PageError>),
    /// A place that can't be written to, and what to do about it.
    Place(String),
}

impl Error {
    /// The files that could not be made, in the order of their paths; empty for any other error.
    pub fn pages(&self) -> &[PageError] {
        match &*self.kind {
            Kind::Pages(pages) => pages,
            _ => &[],
        }
    }

    /// The file system refused. `doing` completes "cannot …".
    pub(super) fn io(doing: &'static str, path: &Path, source: io::Error) -> Self {
        Self::new(Kind::Io { doing, path: path.into(), source })
    }

    /// Names that cannot be files of one site, a sentence for each.
    pub(super) fn names(faults: Vec<String>) -> Self {
        Self::new(Kind::Names(faults))
    }

    /// Some files could not be made.
    pub(super) fn failed_pages(pages: Vec<PageError>) -> Self {
        Self::new(Kind::Pages(pages))
    }

    /// The folder holds things, and nothing says that we put them there.
    pub(super) fn not_ours(path: &Path, holds: PathBuf) -> Self {
        Self::place(format!(
            "`{}` was not built by Twotrack (it holds `{}`), so it stays as it is: choose \
             another folder with `--out`, or empty this one first",
            path.display(),
            holds.display()
        ))
    }

    /// Someone keeps the site's history in the site's own folder.
    pub(super) fn holds_repository(path: &Path, name: &'static str) -> Self {
        Self::place(format!(
            "`{}` holds a `{name}`, which a build would delete with the old site: move it \
             out, and copy the finished site to where it is published from",
            path.display()
        ))
    }

    /// The folder is the playbook, or the playbook lies in it.
    pub(super) fn holds_playbook(path: &Path) -> Self {
        Self::place(format!(
            "the site cannot go to `{}`, because the playbook is in there and a build \
             replaces the whole folder: choose a folder of its own, such as `site`",
            path.display()
        ))
    }

    /// The folder lies in one that the playbook is read from.
    pub(super) fn in_the_source(path: &Path, top: &'static str) -> Self {
        Self::place(format!(
            "the site cannot go to `{}`, because a playbook is read from `{top}/` and the \
             next build would take the site for a part of it: choose another folder, such as \
             `site`",
            path.display()
        ))
    }

    /// The folder has no name of its own, so it cannot be replaced.
    pub(super) fn root(path: &Path) -> Self {
        Self::place(format!(
            "the site cannot go to `{}`: choose a folder of its own, such as `site`",
            path.display()
        ))
    }

    /// A file, or something stranger, stands where the site should go.
    pub(super) fn not_a_folder(path: &Path) -> Self {
        Self::place(format!(
            "`{}` is not a folder: choose another with `--out`, or move it away",
            path.display()
        ))
    }

    /// The folder is where another file system begins.
    pub(super) fn mount_point(path: &Path) -> Self {
        Self::place(format!(
            "`{}` is a mount point, which cannot be replaced in one step: build into a folder \
             inside it, such as `{}`",
            path.display(),
            path.join("site").display()
        ))
    }

    /// Something of somebody else's has our workshop's name.
    pub(super) fn in_the_way(path: &Path) -> Self {
        Self::place(format!(
            "`{}` is in the way: builds work in a folder of that name, but this one is not \
             theirs; move it away",
            path.display()
        ))
    }

    /// Another build has the lock and does not give it back.
    pub(super) fn busy(path: &Path) -> Self {
        Self::place(format!(
            "another build is still writing `{}`: wait until it is done, or end it",
            path.display()
        ))
    }

    /// A file stands there that we did not write, or that has changed since we did.
    pub(super) fn somebodys_file(path: &Path) -> Self {
        Self::place(format!(
            "`{}` was not written by Twotrack, or has changed since, so it stays as it is: \
             choose another name with `--out`, or move it away",
            path.display()
        ))
    }

    /// A path that ends in no name that a file could have.
    pub(super) fn no_file_name(path: &Path) -> Self {
        Self::place(format!("`{}` is not the name of a file", path.display()))
    }

    fn place(why: String) -> Self {
        Self::new(Kind::Place(why))
    }

    fn new(kind: Kind) -> Self {
        Self { kind: Box::new(kind) }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &*self.kind {
            Kind::Io { doing, path, .. } => write!(f, "cannot {doing} `{}`", path.display()),
            Kind::Names(faults) => {
                f.write_str("these names cannot be files of one site:")?;
                faults.iter().try_for_each(|fault| write!(f, "\n  {fault}"))
            }
            Kind::Pages(pages) => list_pages(f, pages),
            Kind::Place(why) => f.write_str(why),
        }
    }
}

fn list_pages(f: &mut fmt::Formatter<'_>, pages: &[PageError]) -> fmt::Result {
    let files = if pages.len() == 1 { "file" } else { "files" };
    write!(f, "{} {files} could not be made, so the site stays as it was:", pages.len())?;
    for page in pages.iter().take(LISTED) {
        write!(f, "\n  {}: {}", page.path, page.source)?;
    }
    if pages.len() > LISTED {
        write!(f, "\n  … and {} more", pages.len() - LISTED)?;
    }
    Ok(())
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match &*self.kind {
            Kind::Io { source, .. } => Some(source),
            _ => None,
        }
    }
}
