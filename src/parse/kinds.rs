//! The kinds of files there are, by where they stand.
//!
//! The rows stand beside the decoders; they serve the reading of a playbook and the telling of its
//! shape.

use super::guide;
use super::keys::tell;
use super::kind::Kind;
use super::shape::{Group, Shape};
use super::{learn, library, script, settings, stage};

/// The rows of all decoders. The first that fits counts.
fn kinds() -> impl Iterator<Item = &'static Kind> {
    [stage::KINDS, script::KINDS, library::KINDS, learn::KINDS].into_iter().flatten()
}

/// The kind of a YAML file, by its path below `content/`, or of `quizzes/`.
pub fn of(path: &str) -> Option<&'static Kind> {
    kinds().find(|kind| (kind.is)(path))
}

/// The shape of the YAML file at a path of the playbook.
pub fn shape_of(path: &str) -> Option<&'static str> {
    match path {
        "playbook.yaml" => Some("playbook"),
        path => Some(of(path.strip_prefix("content/").unwrap_or(path))?.name),
    }
}

/// Every kind of file with its keys, in the order in which an author meets them.
pub fn shapes() -> Vec<Shape> {
    let yaml = |name, place, group: Group| Shape { name, place, front_matter: false, group };
    let front = |name, place, group: Group| Shape { name, place, front_matter: true, group };
    let mut all = vec![yaml("playbook", "playbook.yaml", tell("the playbook", settings::settings))];
    all.extend(kinds().map(|kind| yaml(kind.name, kind.place, tell(kind.what, kind.read))));
    all.extend([
        front("guide", "content/guides/NAME.md", tell("the front matter of a guide", guide::GUIDE)),
        front(
            "translation",
            "content/guides/NAME.LANGUAGE.md",
            tell("the front matter of a translation", guide::TRANSLATION),
        ),
        front(
            "text",
            "content/stages/NN-ID/guide.md or content/sources/NAME.md",
            tell("the front matter of a text", guide::PART),
        ),
    ]);
    all
}
