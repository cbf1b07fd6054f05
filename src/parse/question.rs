//! A question in YAML: how each type is read, and how it is written.
//!
//! The two stand together, so that what one knows the other knows too: an import writes through
//! [`write()`] what an author could have written, and the test below holds every key of the one
//! against the other.

use super::emit::{Map, Value, text, texts, words};
use super::keys::{Branch, Fields, line};
use crate::model::{
    Answer, Ask, Blank, Choice, Head, Language, Line, Origin, Pair, Question, Quiz, Ref, Reject,
    Situation, Want,
};

pub fn question(f: &mut Fields) -> Question {
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
fn step(f: &mut Fields) -> Line {
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
pub fn situation(f: &mut Fields) -> Situation {
    Situation {
        done_through: f.reference("done_through", Want::Stage),
        done: f.references("done", Want::Action),
        buyer_stage: f.reference_or("buyer_stage", Want::BuyerStage, "unknown"),
    }
}

fn open(f: &mut Fields) -> Answer {
    Answer::Open { model_answer: f.text("model_answer"), criteria: f.texts("criteria") }
}

/// A question as an author would write it; the notes stand as comments behind its id.
pub fn write(q: &Question, notes: &[String], languages: &[Language]) -> Map {
    let mut map = Map::default();
    map.put("id", Value::Text(q.head.id.clone()));
    notes.iter().for_each(|note| map.comment(note));
    write_head(&q.head, &mut map);
    map.put("type", Value::word(q.answer.kind()));
    map.put("stem", text(&q.stem, languages));
    if q.difficulty > 1 {
        map.put("difficulty", Value::word(q.difficulty));
    }
    map.put("bank", Value::Text(q.bank.clone().unwrap_or_default()));
    map.put("tests", ids(&q.tests));
    map.put("see", Value::Text(id(&q.see)));
    map.put("hints", texts(&q.hints, languages));
    write_answer(&q.answer, languages, &mut map);
    map.put("explanation", text(&q.explanation, languages));
    map
}

/// A quiz but for its questions.
pub fn write_quiz(quiz: &Quiz, languages: &[Language], map: &mut Map) {
    map.put("id", Value::Text(quiz.head.id.clone()));
    write_head(&quiz.head, map);
    map.put("title", text(&quiz.title, languages));
    map.put("intro", text(&quiz.intro, languages));
    map.put("stage", Value::Word(id(&quiz.stage)));
    if quiz.pass > 0 {
        map.put("pass", Value::word(quiz.pass));
    }
}

/// What stands behind an id.
fn write_head(head: &Head, map: &mut Map) {
    if head.revision > 1 {
        map.put("revision", Value::word(head.revision));
    }
    map.put("origin", Value::Text(origin(&head.origin)));
}

/// The keys of each type, in the order of its decoder.
fn write_answer(answer: &Answer, languages: &[Language], map: &mut Map) {
    let say = |t| text(t, languages);
    match answer {
        Answer::Single(options) | Answer::Multiple(options) => {
            write_choices(options, languages, map)
        }
        Answer::TrueFalse { answer, if_true, if_false } => {
            map.put("answer", Value::word(answer));
            map.put("if_true", say(if_true));
            map.put("if_false", say(if_false));
        }
        Answer::Matching { pairs, distractors } => {
            map.put("pairs", Value::maps(pairs, |p, map| write_pair(p, "right", languages, map)));
            let more = Value::maps(distractors, |p, map| write_pair(p, "text", languages, map));
            map.put("distractors", more);
        }
        Answer::Ordering { items, feedback } => {
            map.put("items", Value::maps(items, |item, map| write_step(item, languages, map)));
            map.put("feedback", say(feedback));
        }
        Answer::Short { accept, reject } => {
            map.put("accept", words(accept, languages));
            map.put("reject", Value::maps(reject, |r, map| write_reject(r, languages, map)));
        }
        Answer::Numeric { answer, tolerance, unit, feedback } => {
            map.put("answer", Value::word(answer));
            if *tolerance != 0.0 {
                map.put("tolerance", Value::word(tolerance));
            }
            map.put("unit", say(unit));
            map.put("feedback", say(feedback));
        }
        Answer::Gap { text, blanks } => {
            map.put("text", say(text));
            map.put("gaps", Value::maps(blanks, |b, map| write_blank(b, languages, map)));
        }
        Answer::Position { situation, ask, feedback } => {
            write_situation(situation, map);
            if *ask != Ask::default() {
                map.put("ask", Value::word(ask.word()));
            }
            map.put("feedback", say(feedback));
        }
        Answer::Open { model_answer, criteria } => {
            map.put("model_answer", say(model_answer));
            map.put("criteria", texts(criteria, languages));
        }
    }
}

fn write_choices(options: &[Choice], languages: &[Language], map: &mut Map) {
    let all_keep = !options.is_empty() && options.iter().all(|option| option.fixed);
    if all_keep {
        map.put("shuffle", Value::word(false));
    }
    let write = |option: &Choice, map: &mut Map| {
        map.put("id", Value::Text(option.id.clone()));
        map.put("text", text(&option.text, languages));
        if option.right {
            map.put("right", Value::word(true));
        }
        if option.fixed && !all_keep {
            map.put("fixed", Value::word(true));
        }
        map.put("feedback", text(&option.feedback, languages));
        map.put("misconception", Value::Word(id(&option.misconception)));
    };
    map.put("options", Value::maps(options, write));
}

fn write_pair(pair: &Pair, right: &'static str, languages: &[Language], map: &mut Map) {
    map.put("id", Value::Text(pair.id.clone()));
    map.put("left", text(&pair.left, languages));
    map.put(right, text(&pair.right, languages));
    map.put("feedback", text(&pair.feedback, languages));
}

fn write_step(item: &Line, languages: &[Language], map: &mut Map) {
    map.put("id", Value::Text(item.head.id.clone()));
    write_head(&item.head, map);
    map.put("text", text(&item.text, languages));
}

fn write_reject(known: &Reject, languages: &[Language], map: &mut Map) {
    map.put("words", words(&known.words, languages));
    map.put("feedback", text(&known.feedback, languages));
}

fn write_blank(blank: &Blank, languages: &[Language], map: &mut Map) {
    map.put("id", Value::Text(blank.id.clone()));
    map.put("accept", words(&blank.accept, languages));
    map.put("feedback", text(&blank.feedback, languages));
}

fn write_situation(situation: &Situation, map: &mut Map) {
    map.put("done_through", Value::Word(id(&situation.done_through)));
    map.put("done", ids(&situation.done));
    map.put("buyer_stage", Value::Word(id(&situation.buyer_stage)));
}

fn id(to: &Option<Ref>) -> String {
    to.as_ref().map(|to| to.id.clone()).unwrap_or_default()
}

fn ids(to: &[Ref]) -> Value {
    Value::Words(to.iter().map(|to| to.id.clone()).collect())
}

/// `source F45 F94-F202, authored`.
fn origin(origin: &Origin) -> String {
    let split = |fact: &str| -> Option<(String, u32)> {
        let number = fact.trim_start_matches(|c: char| c.is_ascii_alphabetic());
        Some((fact[..fact.len() - number.len()].to_string(), number.parse().ok()?))
    };
    let mut ranges: Vec<(&str, &str)> = Vec::new();
    for fact in &origin.facts {
        let is_next = |last: &str| match (split(last), split(fact)) {
            (Some((p, m)), Some((q, n))) => p == q && m + 1 == n,
            _ => false,
        };
        match ranges.last_mut().filter(|(_, last)| is_next(last)) {
            Some((_, last)) => *last = fact,
            None => ranges.push((fact, fact)),
        }
    }
    let range = |(first, last): &(&str, &str)| match first == last {
        true => first.to_string(),
        false => format!("{first}-{last}"),
    };
    let facts: Vec<String> = ranges.iter().map(range).collect();
    let facts = (!facts.is_empty()).then(|| format!("source {}", facts.join(" ")));
    let authored = origin.authored.then(|| "authored".to_string());
    facts.into_iter().chain(authored).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::super::context::Context;
    use super::super::{keys, learn, settings, yaml};
    use super::*;
    use crate::diagnostic::{FileId, Report};
    use std::collections::BTreeSet;
    use std::fs::read_to_string;

    fn questions(text: &str, languages: &[Language]) -> Vec<Question> {
        let (mut report, mut references) = (Report::new(), Vec::new());
        let node = yaml::read(FileId(0), text, 0, &mut report).unwrap();
        let cx = &mut Context {
            report: &mut report,
            languages,
            file_text: text,
            stem: "",
            folder: &"".into(),
            raw_html: false,
            references: &mut references,
        };
        let quiz = keys::group(cx, &node, "a quiz", learn::quiz).unwrap();
        assert!(!report.has_errors(), "{text}");
        quiz.questions
    }

    /// All that a question says, without where it says it.
    fn meaning(question: &Question) -> String {
        let told = format!("{question:?}");
        let mut parts = told.split("Span {");
        let first = parts.next().unwrap_or_default().to_string();
        parts.fold(first, |all, part| all + part.split_once('}').unwrap().1)
    }

    #[test]
    fn what_is_written_reads_as_what_was_read() {
        let two: Vec<Language> =
            ["en", "zh"].map(|id| settings::known_language(id).unwrap()).into();
        let mut types = BTreeSet::new();
        for entry in std::fs::read_dir("quizzes").unwrap().flatten() {
            let text = read_to_string(entry.path()).unwrap();
            if !text.contains("\nquestions:") {
                continue;
            }
            for question in questions(&text, &two) {
                types.insert(question.answer.kind());
                let mut file = Map::default();
                file.put("id", Value::word("q"));
                file.put("title", Value::word("Q"));
                let list = vec![Value::Map(write(&question, &["a note".into()], &two))];
                file.put("questions", Value::List(list));
                let written = file.document();
                let again = questions(&written, &two).remove(0);
                assert_eq!(meaning(&again), meaning(&question), "{written}");
            }
        }
        let all: BTreeSet<&str> = TYPES.iter().map(|(word, ..)| *word).collect();
        assert_eq!(types, all, "a type that no question of quizzes/ has");
    }
}
