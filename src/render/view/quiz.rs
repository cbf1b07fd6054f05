//! A self-check on paper: questions to think about, answers that open.
//!
//! Lists whose order would give the answer away are shuffled, the same way each time: by a hash
//! of the question's id and the part's.

use super::super::chrome::Head;
use super::super::scope::Scope;
use super::super::value::{fields, list, map};
use super::{Page, cases, crumb};
use crate::model::{Answer, Choice, Pair, Question, Text, Words};
use crate::position;
use crate::site::View;
use tera::{Map, Value, value::Key};
use xxhash_rust::xxh3::xxh3_64;

pub fn page(scope: &Scope, n: usize) -> Page {
    let quiz = &scope.book.quizzes[n];
    let own = scope.item(
        &quiz.head,
        [
            ("title", scope.name(&quiz.title)),
            ("intro", scope.block(&quiz.intro)),
            ("pass", quiz.pass.into()),
            ("count", scope.count("counts.questions", quiz.questions.len())),
        ],
    );
    let values = fields([
        ("quiz", own),
        ("stage", scope.link_to(quiz.stage.as_ref())),
        ("key_href", scope.href(View::Key(n)).into()),
        ("questions", list(&quiz.questions, |q| question(scope, q))),
    ]);
    let head = Head {
        title: quiz.title.str(scope.lang).to_string(),
        description: scope.plain(&quiz.intro),
        menu: "quizzes",
        crumbs: vec![crumb(scope, "quizzes", View::Quizzes)],
        ..Head::default()
    };
    Page { template: "quiz.html", head, values }
}

/// The answers, on a page of their own: so that no answer stands in the source of the quiz, and
/// a trainer can print the questions without them.
pub fn key(scope: &Scope, n: usize) -> Page {
    let quiz = &scope.book.quizzes[n];
    let name = quiz.title.str(scope.lang);
    let title = crate::theme::fill(scope.words.say("quiz.key_title"), &[("quiz", name)]);
    let values = fields([
        ("quiz_href", scope.href(View::Quiz(n)).into()),
        ("questions", list(&quiz.questions, |q| question(scope, q))),
    ]);
    let head = Head {
        title,
        description: scope.plain(&quiz.intro),
        menu: "quizzes",
        crumbs: vec![
            crumb(scope, "quizzes", View::Quizzes),
            (name.to_string(), scope.href(View::Quiz(n))),
        ],
        ..Head::default()
    };
    Page { template: "answers.html", head, values }
}

fn question(scope: &Scope, q: &Question) -> Value {
    let mut item = scope.item_fields(
        &q.head,
        [
            ("type", q.answer.kind().into()),
            ("stem", scope.line(&q.stem)),
            ("difficulty", q.difficulty.into()),
            ("bank", q.bank.clone().into()),
            ("hints", list(&q.hints, |h| scope.line(h))),
            ("explanation", scope.block(&q.explanation)),
            ("see", scope.link_to(q.see.as_ref())),
            ("tests", scope.links(&q.tests)),
        ],
    );
    item.extend(answer(scope, q));
    item.into()
}

/// The typed part of a question.
fn answer(scope: &Scope, q: &Question) -> Map {
    match &q.answer {
        Answer::Single(options) | Answer::Multiple(options) => choices(scope, options),
        Answer::TrueFalse { answer, if_true, if_false } => fields([
            ("right", (*answer).into()),
            ("if_true", scope.line(if_true)),
            ("if_false", scope.line(if_false)),
        ]),
        Answer::Matching { pairs, distractors } => matching(scope, q, pairs, distractors),
        Answer::Ordering { items, feedback } => {
            let mut shown: Vec<_> = items.iter().collect();
            shown.sort_by_key(|item| scatter(&q.head.id, &item.head.id));
            if shown.first().map(|i| &i.head.id) == items.first().map(|i| &i.head.id) {
                // A list that begins right gives half of the answer away.
                shown.rotate_left(1);
            }
            fields([
                ("shown", list(shown, |item| scope.line(&item.text))),
                ("ordered", list(items, |item| scope.line(&item.text))),
                ("feedback", scope.line(feedback)),
            ])
        }
        Answer::Short { accept, reject } => {
            let reject = list(reject, |r| {
                let words = spoken(scope, &r.words);
                map([("words", words), ("feedback", scope.line(&r.feedback))])
            });
            fields([("accept", spoken(scope, accept)), ("reject", reject)])
        }
        Answer::Numeric { answer, tolerance, unit, feedback } => fields([
            ("number", number(*answer).into()),
            ("tolerance", (*tolerance > 0.0).then(|| number(*tolerance)).into()),
            ("unit", scope.name(unit)),
            ("feedback", scope.line(feedback)),
        ]),
        Answer::Gap { text, blanks } => gaps(scope, text, blanks),
        Answer::Position { situation, ask, feedback } => {
            let (found, verdict) = position::of_situation(scope.book, situation);
            let of_position = *ask == crate::model::Ask::Position;
            fields([
                ("situation", cases::situation(scope, situation)),
                ("asks_position", of_position.into()),
                ("position", cases::position(scope, &found)),
                ("verdict", cases::verdict(scope, verdict)),
                ("feedback", scope.line(feedback)),
            ])
        }
        Answer::Open { model_answer, criteria } => fields([
            ("model_answer", scope.block(model_answer)),
            ("criteria", list(criteria, |c| scope.line(c))),
        ]),
    }
}

fn choices(scope: &Scope, options: &[Choice]) -> Map {
    let right: Vec<String> = (options.iter().enumerate())
        .filter(|(_, option)| option.right)
        .map(|(n, _)| letter(n))
        .collect();
    let options = list(options.iter().enumerate(), |(n, option)| {
        map([
            ("id", option.id.as_str().into()),
            ("letter", letter(n).into()),
            ("text", scope.line(&option.text)),
            ("feedback", scope.line(&option.feedback)),
            ("right", option.right.into()),
            ("misconception", scope.link_to(option.misconception.as_ref())),
        ])
    });
    fields([("options", options), ("right_letters", right.join(", ").into())])
}

fn matching(scope: &Scope, q: &Question, pairs: &[Pair], distractors: &[Pair]) -> Map {
    let mut sides: Vec<&Pair> = pairs.iter().chain(distractors).collect();
    sides.sort_by_key(|pair| scatter(&q.head.id, &pair.id));
    let place = |id: &str| sides.iter().position(|p| p.id == id).map(letter);
    let pair = |p: &Pair| {
        map([
            ("left", scope.line(&p.left)),
            ("right", scope.line(&p.right)),
            ("letter", place(&p.id).into()),
            ("feedback", scope.line(&p.feedback)),
        ])
    };
    fields([
        ("pairs", list(pairs, pair)),
        (
            "sides",
            list(sides.iter().enumerate(), |(n, p)| {
                map([("letter", letter(n).into()), ("text", scope.line(&p.right))])
            }),
        ),
        ("distractors", list(distractors, pair)),
    ])
}

fn gaps(scope: &Scope, text: &Text, blanks: &[crate::model::Blank]) -> Map {
    let mut html = scope.line(text).as_str().unwrap_or_default().to_string();
    for blank in blanks {
        let mark =
            format!("<span class=\"blank\">{}</span>", super::super::value::escape(&blank.id));
        html = html.replace(&format!("{{{}}}", blank.id), &mark);
    }
    let blanks = list(blanks, |b| {
        map([
            ("id", b.id.as_str().into()),
            ("accept", spoken(scope, &b.accept)),
            ("feedback", scope.line(&b.feedback)),
        ])
    });
    let mut found = fields([("blanks", blanks)]);
    found.insert(Key::Str("text"), Value::safe_string(&html));
    found
}

/// Words in the page's language, or in the default one.
fn spoken(scope: &Scope, words: &Words) -> Value {
    let own = words.get(scope.lang);
    let words = if own.is_empty() { words.get(crate::model::Lang::DEFAULT) } else { own };
    words.join(" / ").into()
}

fn letter(n: usize) -> String {
    match u8::try_from(n) {
        Ok(n) if n < 26 => char::from(b'A' + n).to_string(),
        _ => (n + 1).to_string(),
    }
}

/// A number as people write it: `8`, not `8.0`.
fn number(n: f64) -> String {
    format!("{n}")
}

fn scatter(question: &str, part: &str) -> u64 {
    xxh3_64(format!("{question}/{part}").as_bytes())
}
