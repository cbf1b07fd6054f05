//! What a learner does with a question, for paper: options with letters, blanks, ruled lines, and
//! the right answer for the key.

use super::super::scope::Scope;
use super::super::value::{escape, fields, html, list, map};
use super::cases;
use crate::exercise::{
    Alternative, Blank, Choose, Form, Judged, Label, Lettered, Order, Pairs, Rate, Wanted, Write,
};
use crate::model::{Ask, Lang, State, Text, Words};
use crate::theme::{fill, number};
use tera::{Map, Value};

/// The fields that a question's form brings along.
pub fn values(scope: &Scope, form: &Form) -> Map {
    match form {
        Form::Choose(choose) => match &choose.judged {
            Some(judged) => deal(scope, judged),
            None => options(scope, choose),
        },
        Form::Pair(pairs) => self::pairs(scope, pairs),
        Form::Order(order) => self::order(scope, order),
        Form::Write(write) => self::write(scope, write),
        Form::Rate(rate) => self::rate(scope, rate),
    }
}

/// Options, each with the sign in front of it and the name by which the key calls it.
fn options(scope: &Scope, choose: &Choose) -> Map {
    let name = |option: &Alternative| match &option.letter {
        Some(letter) => letter.as_str().into(),
        None => label(scope, &option.label),
    };
    let option = |option: &Alternative| {
        map([
            ("id", (&*option.id).into()),
            ("sign", option.letter.as_deref().unwrap_or("○").into()),
            ("name", name(option)),
            ("text", label(scope, &option.label)),
            ("feedback", said(scope, option.feedback)),
            ("right", option.right.into()),
            ("misconception", scope.link_to(option.misconception)),
        ])
    };
    fields([
        ("options", list(&choose.options, option)),
        ("lettered", choose.options.iter().any(|o| o.letter.is_some()).into()),
        ("right", list(choose.right(), name)),
    ])
}

/// A deal to judge: its outcomes are many, so paper has a line to write on.
fn deal(scope: &Scope, judged: &Judged) -> Map {
    let Judged { deal, ask, feedback } = judged;
    let position = cases::position(scope, &deal.position);
    let right = match ask {
        Ask::Position => vec![position],
        Ask::Verdict => vec![cases::verdict_words(scope, deal.verdict).into(), position],
    };
    fields([
        ("situation", cases::situation(scope, deal)),
        ("asks_position", (*ask == Ask::Position).into()),
        ("right", right.into()),
        ("feedback", scope.line(feedback)),
    ])
}

fn pairs(scope: &Scope, pairs: &Pairs) -> Map {
    let side = |side: &Lettered| {
        map([
            ("left", scope.line(&side.pair.left)),
            ("right", scope.line(&side.pair.right)),
            ("letter", side.letter.as_str().into()),
            ("feedback", scope.line(&side.pair.feedback)),
        ])
    };
    fields([
        ("pairs", list(&pairs.pairs, side)),
        ("distractors", list(&pairs.distractors, side)),
        ("printed", list(&pairs.printed, side)),
    ])
}

fn order(scope: &Scope, order: &Order) -> Map {
    fields([
        ("printed", list(&order.printed, |item| scope.line(&item.text))),
        ("ordered", list(order.items, |item| scope.line(&item.text))),
        ("feedback", scope.line(order.feedback)),
    ])
}

fn write(scope: &Scope, write: &Write) -> Map {
    let mut own = fields([("blanks", list(&write.blanks, |b| blank(scope, b)))]);
    if let Some(text) = write.text {
        let mut words = scope.line(text).as_str().unwrap_or_default().to_string();
        for blank in &write.blanks {
            let mark = format!("<span class=\"blank\">{}</span>", escape(blank.id));
            words = words.replace(&blank.place(), &mark);
        }
        own.extend(fields([("text", html(&words))]));
    }
    own
}

fn blank(scope: &Scope, blank: &Blank) -> Value {
    let mut own = fields([("id", blank.id.into()), ("feedback", said(scope, blank.feedback))]);
    own.extend(match &blank.wanted {
        Wanted::Words { accept, reject } => {
            let reject = list(*reject, |r| {
                let words = spoken(scope, &r.words).into();
                map([("words", words), ("feedback", scope.line(&r.feedback))])
            });
            fields([("accept", spoken(scope, accept).into()), ("reject", reject)])
        }
        Wanted::Number { answer, tolerance, unit } => fields([
            ("number", written(scope, *answer).into()),
            ("tolerance", (*tolerance > 0.0).then(|| written(scope, *tolerance)).into()),
            ("unit", scope.name(unit)),
        ]),
    });
    own.into()
}

fn rate(scope: &Scope, rate: &Rate) -> Map {
    fields([
        ("model_answer", scope.block(rate.model_answer)),
        ("criteria", list(rate.criteria, |c| scope.line(c))),
    ])
}

/// An option in words, as HTML.
pub fn label(scope: &Scope, label: &Label) -> Value {
    let words = match label {
        Label::Written(text) => return scope.line(text),
        Label::True => scope.words.say("quiz.is_true").to_string(),
        Label::False => scope.words.say("quiz.is_false").to_string(),
        Label::Verdict(verdict) => cases::verdict_words(scope, *verdict),
        Label::Position(state, stage) => {
            let key = match state {
                State::NotStarted => return html(&escape(cases::not_started(scope))),
                State::Reached => "deal.state.reached",
                State::Completed => "deal.state.completed",
            };
            let number = stage.map_or(0, |s| s.number).to_string();
            let short = stage.map_or("", |s| s.short_title().str(scope.lang));
            fill(scope.words.say(key), &[("n", number.as_str()), ("stage", short)])
        }
    };
    html(&escape(&words))
}

/// Inline HTML of what is said, if anything is.
pub fn said(scope: &Scope, text: Option<&Text>) -> Value {
    text.map_or("".into(), |text| scope.line(text))
}

/// Words in the page's language, or in the default one.
pub fn spoken(scope: &Scope, words: &Words) -> String {
    let own = words.get(scope.lang);
    let words = if own.is_empty() { words.get(Lang::DEFAULT) } else { own };
    words.join(" / ")
}

/// A number as the page's language writes it.
fn written(scope: &Scope, n: f64) -> String {
    number(scope.tag(scope.lang), n)
}
