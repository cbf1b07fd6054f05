//! The library's files: lead sources, dimensions, the relationship matrix, the scorecard, terms.

use super::keys::{Fields, line};
use super::kind::{Kind, Part};
use crate::model::Part as Whole;
use crate::model::{
    Cell, Dimension, Dimensions, Matrix, Perspective, PerspectiveKind, ScoreItem, Scorecard,
    Source, Term, Want, Weight,
};

/// The files that are read here.
pub const KINDS: &[Kind] = &[
    Kind {
        name: "source",
        place: "content/sources/NAME.yaml",
        is: |path| path.starts_with("sources/"),
        what: "a lead source",
        read: |f| Part::Source(f.cx.stem.to_string(), source(f).into()),
    },
    Kind {
        name: "dimensions",
        place: "content/dimensions.yaml",
        is: |path| path == "dimensions.yaml",
        what: "the information card",
        read: |f| Part::Whole(Whole::Dimensions(dimensions(f).into())),
    },
    Kind {
        name: "relationship",
        place: "content/relationship.yaml",
        is: |path| path == "relationship.yaml",
        what: "the relationship matrix",
        read: |f| Part::Whole(Whole::Matrix(matrix(f).into())),
    },
    Kind {
        name: "scorecard",
        place: "content/scorecard.yaml",
        is: |path| path == "scorecard.yaml",
        what: "the scorecard",
        read: |f| Part::Whole(Whole::Scorecard(scorecard(f).into())),
    },
    Kind {
        name: "glossary",
        place: "content/glossary.yaml",
        is: |path| path == "glossary.yaml",
        what: "the glossary",
        read: |f| Part::Whole(Whole::Glossary(glossary(f).into())),
    },
];

pub fn source(f: &mut Fields) -> Source {
    Source {
        head: f.head(),
        number: f.count("number").unwrap_or(0),
        title: f.name("title"),
        kind: f.name_if_any("kind"),
        stage: f.reference("stage", Want::Stage),
        summary: f.text("summary"),
        place: f.text_if_any("where"),
        how: f.texts("how"),
        questions: f.list("questions", "a question to ask there", line),
        reveals: f.references("reveals", Want::Dimension),
        effort: f.text_if_any("effort"),
        example_note: f.text_if_any("example_note"),
        opener: f.text_if_any("opener"),
        first_script: f.reference("first_script", Want::Script),
        mistakes: f.texts("mistakes"),
        privacy: f.text_if_any("privacy"),
        guide: Vec::new(),
    }
}

pub fn dimensions(f: &mut Fields) -> Dimensions {
    Dimensions {
        title: f.name("title"),
        intro: f.text_if_any("intro"),
        list: f.need_list("dimensions", "a dimension", dimension),
    }
}

fn dimension(f: &mut Fields) -> Dimension {
    Dimension {
        head: f.head(),
        title: f.name("title"),
        text: f.text_if_any("text"),
        questions: f.list("questions", "a question", line),
        benefit: f.text_if_any("benefit"),
        risk: f.text_if_any("risk"),
    }
}

const WEIGHTS: &[(&str, bool)] = &[("main", true), ("side", false)];

pub fn matrix(f: &mut Fields) -> Matrix {
    Matrix {
        title: f.name("title"),
        intro: f.text_if_any("intro"),
        levels: f.need_list("levels", "a level", cell),
        contents: f.need_list("contents", "a content", cell),
        weights: f.list("weights", "a weight", weight),
    }
}

fn cell(f: &mut Fields) -> Cell {
    Cell { head: f.head(), title: f.name("title"), text: f.text_if_any("text") }
}

fn weight(f: &mut Fields) -> Weight {
    Weight {
        stage: f.need_reference("stage", Want::Stage),
        level: f.need_reference("level", Want::Level),
        content: f.need_reference("content", Want::Content),
        main: f.choice("weight", WEIGHTS),
        text: f.text_if_any("text"),
        origin: f.origin(),
    }
}

pub fn scorecard(f: &mut Fields) -> Scorecard {
    Scorecard {
        span: f.at(),
        title: f.name("title"),
        intro: f.text_if_any("intro"),
        perspectives: f.need_list("perspectives", "a perspective", perspective),
    }
}

fn perspective(f: &mut Fields) -> Perspective {
    Perspective {
        head: f.head(),
        title: f.name("title"),
        weight: f.count("weight").unwrap_or(0),
        weight_span: f.place("weight"),
        kind: f.choice("kind", PerspectiveKind::WORDS),
        text: f.text_if_any("text"),
        items: f.need_list("items", "an item of the scorecard", score_item),
    }
}

fn score_item(f: &mut Fields) -> ScoreItem {
    ScoreItem {
        head: f.head(),
        text: f.text("text"),
        evidence: f.text_if_any("evidence"),
        from: f.references("from", Want::Anything),
    }
}

pub fn glossary(f: &mut Fields) -> Vec<Term> {
    f.need_list("terms", "a term", term)
}

fn term(f: &mut Fields) -> Term {
    Term {
        head: f.head(),
        term: f.name("term"),
        also: f.words("also"),
        definition: f.text("definition"),
        see: f.reference("see", Want::Anything),
    }
}
