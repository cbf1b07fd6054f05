//! Prints pages to a PDF, through a browser that is installed.
//!
//! No library lays out a page as browsers do, in every script of the world, and none would be small
//! enough to be part of this binary. A [`Printer`] puts files into a room of its own, has the
//! browser print one of them there, and takes the PDF; the browser has no profile of anybody's and
//! calls no host. [`Pdf`] reads as much of the PDF as is needed to number a book's contents, and
//! gives it what a browser can't: dates that stay, and labels of its pages.
//!
//! ```text
//! find     the browser: named, or by its usual names
//! run      one call of it, which ends in time
//! stop     signals that end it
//! fonts    whether a language can be printed here
//! pdf      the parts of a PDF
//! values   how a PDF writes them
//! ```
//!
//! This module knows no playbook.

mod error;
mod find;
mod fonts;
mod pdf;
mod run;
mod stop;
mod values;

pub use error::Error;
pub use fonts::check as check_fonts;
pub use pdf::{Pdf, Unread};

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// A browser that prints.
pub struct Printer {
    browser: PathBuf,
    /// How long one call of it may take.
    limit: Duration,
}

/// How much of a PDF is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Quality {
    /// Where everything stands.
    Draft,
    /// Tagged for screen readers, with an outline.
    Final,
}

impl Printer {
    /// The browser of this path, or the first that is found.
    ///
    /// # Errors
    /// There is none.
    pub fn find(named: Option<&Path>, limit: Duration) -> Result<Printer, Error> {
        Ok(Printer { browser: find::browser(named)?, limit })
    }

    /// The PDF of the page `start`, which is one of the files.
    ///
    /// # Errors
    /// The browser fails, takes too long, is stopped by a signal or writes nothing, or the file
    /// system refuses.
    pub fn print(
        &self,
        files: &[(String, Vec<u8>)],
        start: &str,
        quality: Quality,
    ) -> Result<Vec<u8>, Error> {
        stop::heed();
        let room = find::room(&self.browser).map_err(|e| Error::io("make a folder for", e))?;
        let site = room.path().join("site");
        for (path, bytes) in files {
            let path = site.join(path);
            let parent = path.parent().unwrap_or(&site);
            fs::create_dir_all(parent).map_err(|e| Error::io("make a folder for", e))?;
            fs::write(&path, bytes).map_err(|e| Error::io("write a page for", e))?;
        }
        run::run(&self.browser, self.limit, room.path(), &site.join(start), quality)
    }
}
