//! The identifiers by which learning systems and record stores know a course and what is in it.
//!
//! They must be unique in the world and stay the same for good, for reports over years gather by
//! them. So they follow from ids, which an author never reuses: below the playbook's own address
//! (`https://example.com/play/id/question/q1.3`), or, where it has none, from its title too.

use super::super::xml::address;
use super::Request;
use crate::render::urn;

/// What an identifier stands for, as its word in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Thing {
    Course,
    /// What a learner launches.
    Unit,
    Question,
    Quiz,
    Stage,
    /// What is said of an answer beyond the standard's own words.
    Extension,
}

impl Thing {
    fn word(self) -> &'static str {
        match self {
            Thing::Course => "course",
            Thing::Unit => "au",
            Thing::Question => "question",
            Thing::Quiz => "quiz",
            Thing::Stage => "stage",
            Thing::Extension => "extension",
        }
    }
}

/// The identifier of a thing.
pub fn iri(request: &Request, thing: Thing, id: &str) -> String {
    let path = format!("id/{}/{id}", thing.word());
    match request.site.absolute(&address(&path)) {
        Some(iri) => iri,
        None => urn(&format!("{}\n{path}", request.book().settings.title.str(Default::default()))),
    }
}

/// Whether identifiers stand below the playbook's own address.
pub fn has_address(request: &Request) -> bool {
    request.site.absolute("").is_some()
}
