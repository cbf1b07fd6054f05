//! The kinds of files there are: where each stands, and which decoder reads it.
//!
//! One table serves the reading of a playbook and the telling of its shape.

use super::guide::{self, Page};
use super::keys::{Decode, tell};
use super::shape::{Group, Shape};
use super::{learn, library, script, settings, stage};
use crate::model::{
    Attachment, Buyer, Case, Dimensions, Matrix, Misconception, Path, Quiz, Scorecard, Script,
    Source as LeadSource, Stage, Term,
};
use std::sync::Arc;

/// The meaning of one file, known by its path.
pub enum Part {
    Stage(String, Box<Stage>),
    StageGuide(Arc<Page>),
    Buyer(Arc<Buyer>),
    Script(Arc<Script>),
    Source(String, Box<LeadSource>),
    SourceGuide(Arc<Page>),
    Dimensions(Arc<Dimensions>),
    Matrix(Arc<Matrix>),
    Scorecard(Arc<Scorecard>),
    Glossary(Arc<Vec<Term>>),
    Guide(Arc<Page>),
    Path(Arc<Path>),
    Case(Arc<Case>),
    Quiz(Arc<Quiz>),
    Misconceptions(Arc<Vec<Misconception>>),
    Attachment(Arc<Attachment>),
    /// No YAML at all, as the report says: its path without ending, and the ids that it names.
    Broken(String, Vec<String>),
    /// Of no use to the playbook, as the report says.
    Nothing,
}

/// A kind of YAML file below `content/` or `quizzes/`.
pub struct Kind {
    /// The word for it on the command line.
    name: &'static str,
    /// Where such files stand, for people; `NAME` and `NN-ID` are the author's choice.
    place: &'static str,
    /// Whether a path below `content/`, or one of `quizzes/`, is such a file.
    is: fn(&str) -> bool,
    /// What messages call it.
    pub what: &'static str,
    pub read: Decode<Part>,
}

/// The first row that fits counts.
const KINDS: &[Kind] = &[
    Kind {
        name: "stage",
        place: "content/stages/NN-ID/stage.yaml",
        is: |path| path.starts_with("stages/") && path.ends_with("/stage.yaml"),
        what: "a stage",
        read: |f| Part::Stage(f.cx.folder.to_string(), stage::stage(f).into()),
    },
    Kind {
        name: "buyer",
        place: "content/buyer.yaml",
        is: |path| path == "buyer.yaml",
        what: "the buyer's process",
        read: |f| {
            let mut buyer = stage::buyer(f);
            buyer.stages.sort_by(|a, b| (a.number, &a.head.id).cmp(&(b.number, &b.head.id)));
            Part::Buyer(buyer.into())
        },
    },
    Kind {
        name: "script",
        place: "content/scripts/NAME.yaml",
        is: |path| path.starts_with("scripts/"),
        what: "a script",
        read: |f| Part::Script(script::script(f).into()),
    },
    Kind {
        name: "source",
        place: "content/sources/NAME.yaml",
        is: |path| path.starts_with("sources/"),
        what: "a lead source",
        read: |f| Part::Source(f.cx.stem.to_string(), library::source(f).into()),
    },
    Kind {
        name: "dimensions",
        place: "content/dimensions.yaml",
        is: |path| path == "dimensions.yaml",
        what: "the information card",
        read: |f| Part::Dimensions(library::dimensions(f).into()),
    },
    Kind {
        name: "relationship",
        place: "content/relationship.yaml",
        is: |path| path == "relationship.yaml",
        what: "the relationship matrix",
        read: |f| Part::Matrix(library::matrix(f).into()),
    },
    Kind {
        name: "scorecard",
        place: "content/scorecard.yaml",
        is: |path| path == "scorecard.yaml",
        what: "the scorecard",
        read: |f| Part::Scorecard(library::scorecard(f).into()),
    },
    Kind {
        name: "glossary",
        place: "content/glossary.yaml",
        is: |path| path == "glossary.yaml",
        what: "the glossary",
        read: |f| Part::Glossary(library::glossary(f).into()),
    },
    Kind {
        name: "path",
        place: "content/paths/NAME.yaml",
        is: |path| path.starts_with("paths/"),
        what: "a learning path",
        read: |f| Part::Path(learn::path(f).into()),
    },
    Kind {
        name: "case",
        place: "content/cases/NAME.yaml",
        is: |path| path.starts_with("cases/"),
        what: "a case",
        read: |f| Part::Case(learn::case(f).into()),
    },
    Kind {
        name: "misconceptions",
        place: "quizzes/misconceptions.yaml",
        is: |path| path == "quizzes/misconceptions.yaml",
        what: "the misconceptions",
        read: |f| Part::Misconceptions(learn::misconceptions(f).into()),
    },
    Kind {
        name: "quiz",
        place: "quizzes/NAME.yaml",
        is: |path| path.starts_with("quizzes/"),
        what: "a quiz",
        read: |f| Part::Quiz(learn::quiz(f).into()),
    },
];

/// The kind of a YAML file, by its path below `content/`, or of `quizzes/`.
pub fn of(path: &str) -> Option<&'static Kind> {
    KINDS.iter().find(|kind| (kind.is)(path))
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
    all.extend(KINDS.iter().map(|kind| yaml(kind.name, kind.place, tell(kind.what, kind.read))));
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
