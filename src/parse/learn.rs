//! Quizzes, learning paths and worked cases.

use super::keys::Fields;
use super::kind::{Kind, Part};
use super::question::{question, situation};
use crate::model::Part as Whole;
use crate::model::{
    Case, Chapter, Expect, Misconception, Path, Quiz, Snapshot, State, Verdict, Want,
};

/// The files that are read here.
pub const KINDS: &[Kind] = &[
    Kind {
        name: "path",
        place: "content/paths/NAME.yaml",
        is: |path| path.starts_with("paths/"),
        what: "a learning path",
        read: |f| Part::Whole(Whole::Path(path(f).into())),
    },
    Kind {
        name: "case",
        place: "content/cases/NAME.yaml",
        is: |path| path.starts_with("cases/"),
        what: "a case",
        read: |f| Part::Whole(Whole::Case(case(f).into())),
    },
    Kind {
        name: "misconceptions",
        place: "quizzes/misconceptions.yaml",
        is: |path| path == "quizzes/misconceptions.yaml",
        what: "the misconceptions",
        read: |f| Part::Whole(Whole::Misconceptions(misconceptions(f).into())),
    },
    Kind {
        name: "quiz",
        place: "quizzes/NAME.yaml",
        is: |path| path.starts_with("quizzes/"),
        what: "a quiz",
        read: |f| Part::Whole(Whole::Quiz(quiz(f).into())),
    },
];

pub fn quiz(f: &mut Fields) -> Quiz {
    Quiz {
        head: f.head(),
        title: f.name("title"),
        intro: f.text_if_any("intro"),
        stage: f.reference("stage", Want::Stage),
        pass: percent(f, "pass").unwrap_or(80),
        questions: f.need_list("questions", "a question", question),
    }
}

fn percent(f: &mut Fields, key: &'static str) -> Option<u32> {
    f.whole(key, 0..=100, "a percentage, 0 to 100")
}

pub fn misconceptions(f: &mut Fields) -> Vec<Misconception> {
    f.list("misconceptions", "a misconception", misconception)
}

fn misconception(f: &mut Fields) -> Misconception {
    Misconception { head: f.head(), title: f.name("title"), text: f.text_if_any("text") }
}

pub fn path(f: &mut Fields) -> Path {
    Path {
        head: f.head(),
        title: f.name("title"),
        audience: f.name_if_any("audience"),
        intro: f.text_if_any("intro"),
        order: f.number("order").unwrap_or_default() as i64,
        chapters: f.need_list("chapters", "a chapter", chapter),
    }
}

fn chapter(f: &mut Fields) -> Chapter {
    Chapter {
        head: f.head(),
        title: f.name("title"),
        when: f.name_if_any("when"),
        minutes: f.whole("minutes", 1..=6000, "a number of minutes"),
        text: f.text_if_any("text"),
        read: f.references("read", Want::Anything),
        practise: f.references("practise", Want::Anything),
        quiz: f.reference("quiz", Want::Quiz),
        pass: percent(f, "pass"),
        tasks: f.texts("do"),
    }
}

pub fn case(f: &mut Fields) -> Case {
    Case {
        head: f.head(),
        title: f.name("title"),
        summary: f.text("summary"),
        intro: f.text_if_any("intro"),
        snapshots: f.need_list("snapshots", "a snapshot", snapshot),
    }
}

fn snapshot(f: &mut Fields) -> Snapshot {
    Snapshot {
        head: f.head(),
        title: f.name("title"),
        when: f.name_if_any("when"),
        text: f.text_if_any("text"),
        situation: situation(f),
        expect: f.group("expect", "what is expected", expect),
    }
}

fn expect(f: &mut Fields) -> Expect {
    Expect {
        span: f.at(),
        state: f.choice("state", State::WORDS),
        // A deal that has not started is in no stage.
        stage: f.reference_or("stage", Want::Stage, "none"),
        verdict: f.choice_if_any("verdict", Verdict::WORDS),
    }
}
