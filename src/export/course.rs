//! The site as a course for a learning system: SCORM 1.2 and SCORM 2004 (4th edition).
//!
//! A package holds the pages of the site as a build would write them, and beside them a page of
//! its own, `launch.html`, which the system opens. It shows the site in a frame, keeps what the
//! learner does in the learner's own drawer, and tells the system how far the learner is
//! (`themes/default/js/lms`). So no page of the site knows of a learning system, and an ordinary
//! site carries none of the course's scripts.
//!
//! ```text
//! plan      what counts, and every item whose record the system keeps
//! limit     the longest record that a learner can have, packed
//! pages     which files belong in, and pages without links to those that don't
//! manifest  the standard's list of all this
//! ```

mod limit;
mod manifest;
mod pages;
mod plan;
mod short;

use super::archive::Archive;
use super::{Error, Format, Languages, Request};
use crate::diagnostic::Losses;
use plan::Plan;

pub const SCORM_12: Format = Format {
    name: "scorm12",
    about: "a course for learning systems (SCORM 1.2)",
    ending: "scorm12.zip",
    languages: Languages::Any,
    write: |request, losses| write(request, losses, Standard::Scorm12),
};

pub const SCORM_2004: Format = Format {
    name: "scorm2004",
    about: "a course for learning systems (SCORM 2004, 4th edition)",
    ending: "scorm2004.zip",
    languages: Languages::Any,
    write: |request, losses| write(request, losses, Standard::Scorm2004),
};

/// What a learning system understands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standard {
    Scorm12,
    Scorm2004,
}

impl Standard {
    /// The word by which the scripts know it.
    fn word(self) -> &'static str {
        match self {
            Standard::Scorm12 => "scorm12",
            Standard::Scorm2004 => "scorm2004",
        }
    }

    /// How many characters a system keeps of a learner's record.
    fn limit(self) -> usize {
        match self {
            Standard::Scorm12 => 4096,
            Standard::Scorm2004 => 64000,
        }
    }
}

/// The page that a learning system opens.
const LAUNCH: &str = "launch.html";

fn write(request: &Request, losses: &mut Losses, standard: Standard) -> Result<Vec<u8>, Error> {
    let plan = Plan::new(request, standard)?;
    let worst = limit::worst_case(&plan);
    if worst > standard.limit() {
        return Err(Error::new(format!(
            "a learner's record may need {worst} characters and {} keeps {}; \
             export a part with `--only`, or as scorm2004",
            standard.word(),
            standard.limit()
        )));
    }
    losses.note(format!(
        "a learner's record needs at most {worst} of {} characters",
        standard.limit()
    ));
    let mut files = pages::files(request)?;
    let launch = request.renderer.launch(request.lang(), &plan.json(&files));
    files.push((LAUNCH.into(), launch.map_err(|error| Error::new(error.to_string()))?));
    for asset in request.renderer.course_assets() {
        files.push((asset.path.clone(), asset.bytes.clone()));
    }
    files.sort();
    let manifest = manifest::manifest(request, &plan, files.iter().map(|(path, _)| &**path));
    let mut archive = Archive::new();
    // The standard wants the manifest in the root; readers of a stream want it first.
    archive.add("imsmanifest.xml", manifest.as_bytes())?;
    for (path, bytes) in &files {
        archive.add(path, bytes)?;
    }
    archive.finish()
}
