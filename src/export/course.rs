//! The site as a course for a learning system: SCORM 1.2, SCORM 2004 (4th edition) and cmi5.
//!
//! A package holds the pages of the site as a build would write them, and beside them a page of
//! its own, `launch.html`, which the system opens. It shows the site in a frame, keeps what the
//! learner does in the learner's own drawer, and tells the system how far the learner is
//! (`themes/default/js/lms`). So no page of the site knows of a learning system, and an ordinary
//! site carries none of the course's scripts.
//!
//! ```text
//! plan       what counts, and every item whose record the system keeps
//! limit      the longest record that a learner can have, packed
//! pages      which files belong in, and pages without links to those that don't
//! manifest   SCORM's list of all this
//! structure  cmi5's word for it: names, objectives, what counts
//! activity   what is asked, for statements of xAPI
//! iri        names that are unique in the world
//! ```

mod activity;
mod iri;
mod limit;
mod manifest;
mod pages;
mod plan;
mod short;
mod structure;

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

pub const CMI5: Format = Format {
    name: "cmi5",
    about: "a course for learning systems (cmi5, with statements of xAPI)",
    ending: "cmi5.zip",
    languages: Languages::Any,
    write: |request, losses| write(request, losses, Standard::Cmi5),
};

/// What a learning system understands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standard {
    Scorm12,
    Scorm2004,
    Cmi5,
}

impl Standard {
    /// The word by which the scripts know it.
    fn word(self) -> &'static str {
        match self {
            Standard::Scorm12 => "scorm12",
            Standard::Scorm2004 => "scorm2004",
            Standard::Cmi5 => "cmi5",
        }
    }

    /// How many characters a system keeps of a learner's record, if that has an end.
    fn limit(self) -> Option<usize> {
        match self {
            Standard::Scorm12 => Some(4096),
            Standard::Scorm2004 => Some(64000),
            Standard::Cmi5 => None,
        }
    }

    /// The launch page's script.
    fn script(self) -> &'static str {
        match self {
            Standard::Scorm12 | Standard::Scorm2004 => "course.js",
            Standard::Cmi5 => "cmi5.js",
        }
    }
}

/// The page that a learning system opens.
const LAUNCH: &str = "launch.html";

/// What a cmi5 course says of its questions.
const ACTIVITIES: &str = "activities.json";

fn write(request: &Request, losses: &mut Losses, standard: Standard) -> Result<Vec<u8>, Error> {
    let plan = Plan::new(request, standard)?;
    note(&plan, losses)?;
    let mut files = pages::files(request)?;
    let script = standard.script();
    let launch = request.renderer.launch(request.lang(), &plan.json(&files), script);
    files.push((LAUNCH.into(), launch.map_err(|error| Error::new(error.to_string()))?));
    for asset in request.renderer.course_assets(script) {
        files.push((asset.path.clone(), asset.bytes.clone()));
    }
    if standard == Standard::Cmi5 {
        files.push((ACTIVITIES.into(), activity::activities(&plan).to_string().into_bytes()));
    }
    files.sort();
    let mut archive = Archive::new();
    // The standards want their lists in the root; readers of a stream want them first.
    if standard == Standard::Cmi5 {
        archive.add("cmi5.xml", structure::structure(&plan).as_bytes())?;
    } else {
        let names = files.iter().map(|(path, _)| &**path);
        archive.add("imsmanifest.xml", manifest::manifest(request, &plan, names).as_bytes())?;
    }
    for (path, bytes) in &files {
        archive.add(path, bytes)?;
    }
    archive.finish()
}

/// Tells what an author should know of the learners' records.
fn note(plan: &Plan, losses: &mut Losses) -> Result<(), Error> {
    let worst = limit::worst_case(plan);
    let standard = plan.standard;
    match standard.limit() {
        Some(limit) if worst > limit => return Err(record_too_long(worst, limit, standard)),
        Some(limit) => {
            losses.note(format!("a learner's record needs at most {worst} of {limit} characters"));
        }
        None => losses.note(format!("a learner's record needs at most {worst} characters")),
    }
    if standard == Standard::Cmi5 && !iri::has_address(plan.request) {
        losses.note(
            "the playbook has no `base_url`, so reports know course and questions by names made of \
             its title and their ids; with another title they count as others",
        );
    }
    Ok(())
}

fn record_too_long(worst: usize, limit: usize, standard: Standard) -> Error {
    Error::new(format!(
        "a learner's record may need {worst} characters and {} keeps {limit}; \
         export a part with `--only`, or as scorm2004 or cmi5",
        standard.word(),
    ))
}
