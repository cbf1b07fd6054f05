//! What a learner does with a question, for the scripts that draw and grade it.
//!
//! The names are those of the quiz files; `themes/default/js/kit/contract.d.ts` has their types.

use super::{block, line, lines};
use crate::exercise::{
    Alternative, Blank, Choose, Form, Lettered, Order, Pairs, Rate, Wanted, Write,
};
use crate::model::{Text, Words};
use crate::render::scope::Scope;
use crate::render::view;
use serde_json::{Map, Value, json};

/// The fields that a question's form brings along.
pub fn values(scope: &Scope, form: &Form) -> Map<String, Value> {
    let value = match form {
        Form::Choose(choose) => self::choose(scope, choose),
        Form::Pair(pairs) => self::pairs(scope, pairs),
        Form::Order(order) => self::order(scope, order),
        Form::Write(write) => self::write(scope, write),
        Form::Rate(Rate { model_answer, criteria }) => json!({
            "model_answer": block(scope, model_answer), "criteria": lines(scope, criteria),
        }),
    };
    match value {
        Value::Object(map) => map,
        _ => Map::new(),
    }
}

fn choose(scope: &Scope, choose: &Choose) -> Value {
    let option = |o: &Alternative| {
        json!({
            "id": o.id, "text": html(view::label(scope, &o.label)), "right": o.right,
            "feedback": html(view::said(scope, o.feedback)),
            "misconception": o.misconception.map(|r| r.id.as_str()),
        })
    };
    let deal = choose.judged.as_ref().map(|judged| {
        json!({
            "ask": judged.ask.word(),
            "feedback": line(scope, judged.feedback),
            "situation": json(view::situation(scope, &judged.deal)),
        })
    });
    json!({
        "many": choose.many, "fixed": choose.fixed, "deal": deal,
        "kept": choose.kept().map(|o| &*o.id).collect::<Vec<_>>(),
        "options": choose.options.iter().map(option).collect::<Vec<_>>(),
    })
}

fn pairs(scope: &Scope, pairs: &Pairs) -> Value {
    let pair = |Lettered { pair, .. }: &Lettered| {
        json!({
            "id": pair.id, "left": line(scope, &pair.left), "right": line(scope, &pair.right),
            "feedback": line(scope, &pair.feedback),
        })
    };
    let distractor = |Lettered { pair, .. }: &Lettered| {
        json!({
            "id": pair.id, "text": line(scope, &pair.right),
            "feedback": line(scope, &pair.feedback),
        })
    };
    json!({
        "pairs": pairs.pairs.iter().map(pair).collect::<Vec<_>>(),
        "distractors": pairs.distractors.iter().map(distractor).collect::<Vec<_>>(),
    })
}

fn order(scope: &Scope, order: &Order) -> Value {
    let items = order.items.iter();
    let items: Vec<Value> =
        items.map(|i| json!({ "id": i.head.id, "text": line(scope, &i.text) })).collect();
    json!({ "items": items, "feedback": line(scope, order.feedback) })
}

fn write(scope: &Scope, write: &Write) -> Value {
    let gaps: Vec<Value> = write.blanks.iter().map(|b| blank(scope, b)).collect();
    json!({ "text": write.text.map(|text| line(scope, text)), "gaps": gaps })
}

fn blank(scope: &Scope, blank: &Blank) -> Value {
    let feedback = html(view::said(scope, blank.feedback));
    match &blank.wanted {
        Wanted::Words { accept, reject } => {
            let reject = reject.iter();
            let reject: Vec<Value> = reject
                .map(|r| json!({ "words": words(&r.words), "feedback": line(scope, &r.feedback) }))
                .collect();
            json!({
                "id": blank.id, "accept": words(accept), "reject": reject, "feedback": feedback,
                "shown": view::spoken(scope, accept),
            })
        }
        Wanted::Number { answer, tolerance, unit } => json!({
            "id": blank.id, "answer": answer, "tolerance": tolerance,
            "unit": unit.str(scope.lang), "units": units(unit), "feedback": feedback,
        }),
    }
}

/// A unit in every language, for people write the one that they think in.
fn units(unit: &Text) -> Vec<&str> {
    unit.phrases.iter().flatten().map(|phrase| &*phrase.text).collect()
}

/// Accepted words of every language: a learner may well know the other one's term.
fn words(words: &Words) -> Vec<&str> {
    words.by_lang.iter().flatten().map(String::as_str).collect()
}

fn html(value: tera::Value) -> String {
    value.as_str().unwrap_or_default().to_string()
}

fn json(value: tera::Value) -> Value {
    serde_json::to_value(value).unwrap_or_default()
}
