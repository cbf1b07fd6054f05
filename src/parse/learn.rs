//! Quizzes, learning paths and worked cases.

use super::fields::{Fields, line};
use crate::model::{
    Answer, Ask, Blank, Case, Chapter, Choice, Expect, Misconception, Pair, Path, Question, Quiz,
    Ref, Reject, Situation, Snapshot, State, Verdict, Want,
};

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
    let value = f.whole(key)?;
    if value > 100 {
        let at = f.place(key);
        f.cx.report.bad_number(at, key, "a percentage, 0 to 100");
    }
    Some(value.min(100))
}

fn question(f: &mut Fields) -> Question {
    let mut question = Question {
        head: f.head(),
        stem: f.text("stem"),
        difficulty: difficulty(f),
        bank: f.word("bank").map(|(word, _)| word),
        tests: f.references("tests", Want::Anything),
        see: f.reference("see", Want::Anything),
        hints: f.texts("hints"),
        explanation: f.text_if_any("explanation"),
        answer: Answer::default(),
    };
    question.answer = answer(f);
    question
}

fn difficulty(f: &mut Fields) -> u32 {
    let level = f.whole("difficulty").unwrap_or(1);
    if !(1..=3).contains(&level) {
        let at = f.place("difficulty");
        f.cx.report.bad_number(at, "difficulty", "1 (easy), 2 or 3 (hard)");
    }
    level.clamp(1, 3)
}

/// Reads the keys that belong to a question's type.
type Read = fn(&mut Fields) -> Answer;

const TYPES: &[(&str, Read)] = &[
    ("single", single),
    ("multiple", multiple),
    ("true-false", true_false),
    ("matching", matching),
    ("ordering", ordering),
    ("short", short),
    ("numeric", numeric),
    ("gap", gap),
    ("position", position),
    ("open", open),
];

fn answer(f: &mut Fields) -> Answer {
    if f.need_word("type").is_none() {
        f.abandon();
        return Answer::default();
    }
    match f.choice_if_any("type", TYPES) {
        Some(read) => read(f),
        None => {
            f.abandon();
            // An open question has no right answer that could be missing.
            Answer::Open { model_answer: Default::default(), criteria: Vec::new() }
        }
    }
}

fn single(f: &mut Fields) -> Answer {
    Answer::Single(f.need_list("options", "an option", choice))
}

fn multiple(f: &mut Fields) -> Answer {
    Answer::Multiple(f.need_list("options", "an option", choice))
}

fn choice(f: &mut Fields) -> Choice {
    let (id, span) = f.need_word("id").unwrap_or((String::new(), f.at()));
    Choice {
        id,
        span,
        text: f.text("text"),
        right: f.switch("right").unwrap_or(false),
        feedback: f.text_if_any("feedback"),
        misconception: f.reference("misconception", Want::Misconception),
    }
}

fn true_false(f: &mut Fields) -> Answer {
    let answer = f.switch("answer");
    if !f.has("answer") {
        let at = f.at();
        f.cx.report.missing_key(at, "a true-false question", "answer");
    }
    Answer::TrueFalse {
        answer: answer.unwrap_or_default(),
        if_true: f.text_if_any("if_true"),
        if_false: f.text_if_any("if_false"),
    }
}

fn matching(f: &mut Fields) -> Answer {
    Answer::Matching {
        pairs: f.need_list("pairs", "a pair", pair),
        distractors: f.list("distractors", "a distractor", distractor),
    }
}

fn pair(f: &mut Fields) -> Pair {
    Pair { left: f.text("left"), right: f.text("right"), ..pair_id(f) }
}

fn distractor(f: &mut Fields) -> Pair {
    Pair { right: f.text("text"), ..pair_id(f) }
}

fn pair_id(f: &mut Fields) -> Pair {
    let id = f.need_word("id").map(|(id, _)| id).unwrap_or_default();
    Pair { id, feedback: f.text_if_any("feedback"), ..Pair::default() }
}

fn ordering(f: &mut Fields) -> Answer {
    Answer::Ordering {
        items: f.need_list("items", "an item to order", step),
        feedback: f.text_if_any("feedback"),
    }
}

/// An item to order; its id is short and its own question's.
fn step(f: &mut Fields) -> crate::model::Line {
    line(f)
}

fn short(f: &mut Fields) -> Answer {
    let accept = f.words("accept");
    if !f.has("accept") {
        let at = f.at();
        f.cx.report.missing_key(at, "a short question", "accept");
    }
    Answer::Short { accept, reject: f.list("reject", "a known wrong answer", reject) }
}

fn reject(f: &mut Fields) -> Reject {
    Reject { words: f.words("words"), feedback: f.text("feedback") }
}

fn numeric(f: &mut Fields) -> Answer {
    let answer = f.number("answer");
    if !f.has("answer") {
        let at = f.at();
        f.cx.report.missing_key(at, "a numeric question", "answer");
    }
    Answer::Numeric {
        answer: answer.unwrap_or_default(),
        tolerance: f.number("tolerance").unwrap_or_default().abs(),
        unit: f.name_if_any("unit"),
        feedback: f.text_if_any("feedback"),
    }
}

fn gap(f: &mut Fields) -> Answer {
    Answer::Gap { text: f.text("text"), blanks: f.need_list("gaps", "a gap", blank) }
}

fn blank(f: &mut Fields) -> Blank {
    let (id, span) = f.need_word("id").unwrap_or((String::new(), f.at()));
    Blank { id, span, accept: f.words("accept"), feedback: f.text_if_any("feedback") }
}

const ASKS: &[(&str, Ask)] = &[("position", Ask::Position), ("verdict", Ask::Verdict)];

fn position(f: &mut Fields) -> Answer {
    Answer::Position {
        situation: situation(f),
        ask: f.choice("ask", ASKS),
        feedback: f.text_if_any("feedback"),
    }
}

/// The keys `done_through`, `done` and `buyer_stage`.
fn situation(f: &mut Fields) -> Situation {
    let unknown = f.word("buyer_stage").is_none_or(|(word, _)| word == "unknown");
    Situation {
        done_through: f.reference("done_through", Want::Stage),
        done: f.references("done", Want::Action),
        buyer_stage: if unknown { None } else { f.reference("buyer_stage", Want::BuyerStage) },
    }
}

fn open(f: &mut Fields) -> Answer {
    Answer::Open { model_answer: f.text("model_answer"), criteria: f.texts("criteria") }
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

const STATES: &[(&str, State)] = &[
    ("not-started", State::NotStarted),
    ("reached", State::Reached),
    ("completed", State::Completed),
];
/// The sizes of the gaps are for the rule to find.
const VERDICTS: &[(&str, Verdict)] = &[
    ("unknown", Verdict::Unknown),
    ("in-sync", Verdict::InSync),
    ("behind", Verdict::Behind(0)),
    ("ahead", Verdict::Ahead(0)),
];

fn expect(f: &mut Fields) -> Expect {
    Expect {
        span: f.at(),
        state: f.choice("state", STATES),
        stage: stage_or_none(f),
        verdict: f.choice_if_any("verdict", VERDICTS),
    }
}

/// A deal that has not started is in no stage, which an author may write as `none`.
fn stage_or_none(f: &mut Fields) -> Option<Ref> {
    match f.word("stage") {
        Some((word, _)) if word != "none" => f.reference("stage", Want::Stage),
        _ => None,
    }
}
