//! Questions with their answers.

use super::{block, form, item, line, lines, link};
use crate::exercise::{self, Choose, Exercise, Form};
use crate::model::{Ask, Quiz, Stage};
use crate::render::scope::Scope;
use crate::site::View;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// Every quiz with the ids of its questions, and the typical wrong ideas.
pub fn index(scope: &Scope) -> Value {
    let quizzes: Vec<Value> = (scope.book.quizzes.iter())
        .map(|q| {
            let questions: Vec<Value> = (q.questions.iter())
                .map(|question| {
                    let tests: Vec<&str> = question.tests.iter().map(|r| r.id.as_str()).collect();
                    item(scope, &question.head, json!({ "tests": tests }))
                })
                .collect();
            let own = json!({
                "title": q.title.str(scope.lang), "pass": q.pass, "link": link(scope, &q.head.id),
                "questions": questions,
            });
            item(scope, &q.head, own)
        })
        .collect();
    json!({ "quizzes": quizzes, "misconceptions": misconceptions(scope) })
}

fn misconceptions(scope: &Scope) -> Value {
    let pairs = scope.book.misconceptions.iter().map(|m| {
        let about = json!({
            "title": m.title.str(scope.lang), "text": line(scope, &m.text),
            "link": link(scope, &m.head.id),
        });
        (m.head.id.clone(), about)
    });
    Value::Object(pairs.collect())
}

/// One quiz, whole.
pub fn quiz(scope: &Scope, quiz: &Quiz) -> Value {
    let stage = quiz.stage.as_ref().map(|r| r.id.as_str());
    let exercises: Vec<Exercise> = exercise::of_quiz(scope.book, quiz).collect();
    let own = json!({
        "title": quiz.title.str(scope.lang), "pass": quiz.pass, "stage": stage,
        "questions": exercises.iter().map(|e| question(scope, e)).collect::<Vec<_>>(),
        "misconceptions": misconceptions(scope),
        "stages": stages(scope, &exercises),
    });
    item(scope, &quiz.head, own)
}

/// The stages by which results are counted, in order.
fn stages(scope: &Scope, exercises: &[Exercise]) -> Vec<Value> {
    let counted = |s: &Stage| exercises.iter().any(|e| e.stage.is_some_and(|e| std::ptr::eq(e, s)));
    (scope.book.stages.iter().enumerate())
        .filter(|(_, stage)| counted(stage))
        .map(|(n, stage)| {
            json!({
                "id": stage.head.id, "number": stage.number,
                "short": stage.short_title().str(scope.lang), "href": scope.href(View::Stage(n)),
            })
        })
        .collect()
}

fn question(scope: &Scope, exercise: &Exercise) -> Value {
    let q = exercise.question;
    let about = json!({
        "quiz": exercise.quiz.head.id,
        "type": q.answer.kind(),
        "form": exercise.form.word(),
        "stem": line(scope, &q.stem),
        "difficulty": q.difficulty,
        "bank": q.bank,
        "stage": exercise.stage.map(|s| s.head.id.as_str()),
        "tests": q.tests.iter().map(|r| r.id.as_str()).collect::<Vec<_>>(),
        "see": q.see.as_ref().map(|r| link(scope, &r.id)),
        "hints": lines(scope, &q.hints),
        "explanation": block(scope, &q.explanation),
    });
    let mut whole = item(scope, &q.head, about);
    if let Value::Object(whole) = &mut whole {
        whole.extend(form::values(scope, &exercise.form));
    }
    whole
}

/// Where judging deals is explained: the guidance to which most of the playbook's own questions of
/// this sort lead.
pub fn explained(scope: &Scope) -> Value {
    let most = |wanted: Ask| {
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for exercise in exercise::all(scope.book) {
            let Form::Choose(Choose { judged: Some(judged), .. }) = &exercise.form else {
                continue;
            };
            if let Some(see) = &exercise.question.see
                && judged.ask == wanted
            {
                *counts.entry(&see.id).or_default() += 1;
            }
        }
        // Of equals the first by name, so that the choice is the same in every build.
        let best = counts.into_iter().rev().max_by_key(|(_, n)| *n);
        best.map_or(Value::Null, |(id, _)| link(scope, id))
    };
    json!({ "position": most(Ask::Position), "verdict": most(Ask::Verdict) })
}
