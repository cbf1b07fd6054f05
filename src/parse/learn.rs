//! Quizzes, learning paths and worked cases.

use super::keys::{Branch, Fields, line};
use crate::model::{
    Answer, Ask, Blank, Case, Chapter, Choice, Expect, Misconception, Pair, Path, Question, Quiz,
    Reject, Situation, Snapshot, State, Verdict, Want,
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
    f.whole(key, 0..=100, "a percentage, 0 to 100")
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
    f.whole("difficulty", 1..=3, "1 (easy), 2 or 3 (hard)").unwrap_or(1)
}

/// What belongs to each type of question.
const TYPES: &[Branch<Answer>] = &[
    ("single", "a single-choice question", single),
    ("multiple", "a multiple-choice question", multiple),
    ("true-false", "a true-false question", true_false),
    ("matching", "a matching question", matching),
    ("ordering", "an ordering question", ordering),
    ("short", "a short question", short),
    ("numeric", "a numeric question", numeric),
    ("gap", "a gap question", gap),
    ("position", "a position question", position),
    ("open", "an open question", open),
];

fn answer(f: &mut Fields) -> Answer {
    // An open question has no right answer that could be missing.
    let unknown = || Answer::Open { model_answer: Default::default(), criteria: Vec::new() };
    f.case("type", TYPES).unwrap_or_else(unknown)
}

fn single(f: &mut Fields) -> Answer {
    Answer::Single(choices(f))
}

fn multiple(f: &mut Fields) -> Answer {
    Answer::Multiple(choices(f))
}

fn choices(f: &mut Fields) -> Vec<Choice> {
    let is_kept = !f.switch("shuffle").unwrap_or(true);
    let mut options = f.need_list("options", "an option", choice);
    options.iter_mut().for_each(|option| option.fixed |= is_kept);
    options
}

fn choice(f: &mut Fields) -> Choice {
    let (id, span) = f.id();
    Choice {
        id,
        span,
        text: f.text("text"),
        right: f.switch("right").unwrap_or(false),
        fixed: f.switch("fixed").unwrap_or(false),
        feedback: f.text_if_any("feedback"),
        misconception: f.reference("misconception", Want::Misconception),
    }
}

fn true_false(f: &mut Fields) -> Answer {
    Answer::TrueFalse {
        answer: f.need_switch("answer").unwrap_or_default(),
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
    let (id, _) = f.id();
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
    Answer::Short {
        accept: f.need_words("accept"),
        reject: f.list("reject", "a known wrong answer", reject),
    }
}

fn reject(f: &mut Fields) -> Reject {
    Reject { words: f.words("words"), feedback: f.text("feedback") }
}

fn numeric(f: &mut Fields) -> Answer {
    Answer::Numeric {
        answer: f.need_number("answer").unwrap_or_default(),
        tolerance: f.number("tolerance").unwrap_or_default().abs(),
        unit: f.name_if_any("unit"),
        feedback: f.text_if_any("feedback"),
    }
}

fn gap(f: &mut Fields) -> Answer {
    Answer::Gap { text: f.text("text"), blanks: f.need_list("gaps", "a gap", blank) }
}

fn blank(f: &mut Fields) -> Blank {
    let (id, span) = f.id();
    Blank { id, span, accept: f.words("accept"), feedback: f.text_if_any("feedback") }
}

fn position(f: &mut Fields) -> Answer {
    Answer::Position {
        situation: situation(f),
        ask: f.choice("ask", Ask::WORDS),
        feedback: f.text_if_any("feedback"),
    }
}

/// The keys `done_through`, `done` and `buyer_stage`.
fn situation(f: &mut Fields) -> Situation {
    Situation {
        done_through: f.reference("done_through", Want::Stage),
        done: f.references("done", Want::Action),
        buyer_stage: f.reference_or("buyer_stage", Want::BuyerStage, "unknown"),
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

fn expect(f: &mut Fields) -> Expect {
    Expect {
        span: f.at(),
        state: f.choice("state", State::WORDS),
        // A deal that has not started is in no stage.
        stage: f.reference_or("stage", Want::Stage, "none"),
        verdict: f.choice_if_any("verdict", Verdict::WORDS),
    }
}
