//! Questions with their answers, and the ways through the playbook that end in quizzes.

use super::{block, item, line, lines, link};
use crate::exercise::{self, Deal, Exercise};
use crate::model::{Answer, Ask, Choice, Kind, Pair, Question, Quiz, Text, Words};
use crate::render::scope::Scope;
use serde_json::{Map, Value, json};
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
            "title": m.title.str(scope.lang), "text": line(scope, &m.text), "link": link(scope, &m.head.id),
        });
        (m.head.id.clone(), about)
    });
    Value::Object(pairs.collect())
}

/// One quiz, whole.
pub fn quiz(scope: &Scope, quiz: &Quiz) -> Value {
    let stage = quiz.stage.as_ref().map(|r| r.id.as_str());
    let questions: Vec<Value> =
        exercise::of_quiz(scope.book, quiz).map(|e| question(scope, &e)).collect();
    let own = json!({
        "title": quiz.title.str(scope.lang), "pass": quiz.pass, "stage": stage, "questions": questions,
        "misconceptions": misconceptions(scope),
        "gates": super::deal::gates(scope),
    });
    item(scope, &quiz.head, own)
}

fn question(scope: &Scope, exercise: &Exercise) -> Value {
    let q = exercise.question;
    let about = json!({
        "quiz": exercise.quiz.head.id,
        "type": q.answer.kind(),
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
        whole.extend(answer(scope, q));
    }
    whole
}

/// The typed part of a question.
fn answer(scope: &Scope, q: &Question) -> Map<String, Value> {
    let value = match &q.answer {
        Answer::Single(options) | Answer::Multiple(options) => {
            json!({ "options": options.iter().map(|o| choice(scope, o)).collect::<Vec<_>>() })
        }
        Answer::TrueFalse { answer, if_true, if_false } => {
            let side = |value: bool, word: &str, feedback: &Text| {
                json!({
                    "id": value.to_string(), "text": scope.words.say(word), "right": *answer == value,
                    "feedback": line(scope, feedback),
                })
            };
            let sides =
                [side(true, "quiz.is_true", if_true), side(false, "quiz.is_false", if_false)];
            json!({ "options": sides })
        }
        Answer::Matching { pairs, distractors } => json!({
            "pairs": pairs.iter().map(|p| pair(scope, p)).collect::<Vec<_>>(),
            "extra": distractors.iter().map(|p| pair(scope, p)).collect::<Vec<_>>(),
        }),
        Answer::Ordering { items, feedback } => {
            let items: Vec<Value> = (items.iter())
                .map(|i| json!({ "id": i.head.id, "text": line(scope, &i.text) }))
                .collect();
            json!({ "items": items, "feedback": line(scope, feedback) })
        }
        Answer::Short { accept, reject } => {
            let reject: Vec<Value> = (reject.iter())
                .map(|r| json!({ "words": words(&r.words), "feedback": line(scope, &r.feedback) }))
                .collect();
            json!({ "accept": words(accept), "shown": accept.get(scope.lang), "reject": reject })
        }
        Answer::Numeric { answer, tolerance, unit, feedback } => json!({
            "answer": answer, "tolerance": tolerance, "unit": unit.str(scope.lang),
            "feedback": line(scope, feedback),
        }),
        Answer::Gap { text, blanks } => {
            let gaps: Vec<Value> = (blanks.iter())
                .map(|b| {
                    json!({
                        "id": b.id, "accept": words(&b.accept), "shown": b.accept.get(scope.lang),
                        "feedback": line(scope, &b.feedback),
                    })
                })
                .collect();
            json!({ "text": line(scope, text), "gaps": gaps })
        }
        Answer::Position { .. } => position(scope, q),
        Answer::Open { model_answer, criteria } => {
            json!({ "model": block(scope, model_answer), "criteria": lines(scope, criteria) })
        }
    };
    match value {
        Value::Object(map) => map,
        _ => Map::new(),
    }
}

fn choice(scope: &Scope, option: &Choice) -> Value {
    json!({
        "id": option.id, "text": line(scope, &option.text), "right": option.right,
        "feedback": line(scope, &option.feedback),
        "mis": option.misconception.as_ref().map(|r| r.id.as_str()),
    })
}

fn pair(scope: &Scope, pair: &Pair) -> Value {
    json!({
        "id": pair.id, "left": line(scope, &pair.left), "text": line(scope, &pair.right),
        "feedback": line(scope, &pair.feedback),
    })
}

/// Accepted words of every language: a learner may well know the other one's term.
fn words(words: &Words) -> Vec<&str> {
    words.by_lang.iter().flatten().map(String::as_str).collect()
}

/// A deal to judge: what is ticked, not where it stands.
fn position(scope: &Scope, q: &Question) -> Value {
    let Answer::Position { situation, ask, feedback } = &q.answer else { return Value::Null };
    let deal = Deal::of(scope.book, situation);
    let shown = serde_json::to_value(crate::render::view::situation(scope, &deal));
    let mut done: Vec<&str> = deal.done.iter().copied().collect();
    done.sort_unstable();
    json!({
        "done": done, "buyer": deal.buyer.map(|b| b.number), "feedback": line(scope, feedback),
        "ask": ask.word(),
        "situation": shown.unwrap_or(Value::Null),
    })
}

/// The learning paths: what each chapter has a learner read, practise and pass.
pub fn paths(scope: &Scope) -> Value {
    let ids = |refs: &[crate::model::Ref]| refs.iter().map(|r| r.id.clone()).collect::<Vec<_>>();
    let paths: Vec<Value> = (scope.book.paths.iter())
        .map(|p| {
            let chapters: Vec<Value> = (p.chapters.iter())
                .map(|c| {
                    let quiz = c.quiz.as_ref().map(|r| r.id.as_str());
                    let own = quiz.and_then(|id| scope.book.quizzes.iter().find(|q| q.head.id == id));
                    let more = json!({
                        "title": c.title.str(scope.lang), "read": pages(scope, &ids(&c.read)),
                        "practise": pages(scope, &ids(&c.practise)),
                        "quiz": own.map(|q| item(scope, &q.head, json!({ "link": link(scope, &q.head.id) }))),
                        "pass": c.pass.or(own.map(|q| q.pass)),
                    });
                    item(scope, &c.head, more)
                })
                .collect();
            json!({
                "id": p.head.id, "title": p.title.str(scope.lang), "audience": p.audience.str(scope.lang),
                "link": link(scope, &p.head.id), "chapters": chapters,
            })
        })
        .collect();
    json!({ "paths": paths, "title": scope.book.settings.title.str(scope.lang) })
}

/// The pages of ids, with revision and hash: a heading or an item is read with its page.
fn pages(scope: &Scope, ids: &[String]) -> Vec<Value> {
    let page = |id: &String| {
        let id = id.split('#').next().unwrap_or(id);
        let page = scope.site.place(id)?;
        // Only a page of one item can be marked as read.
        let readable = matches!(
            page.kind,
            Some(Kind::Stage | Kind::Guide | Kind::Source | Kind::Script | Kind::Case)
        );
        let link = readable.then(|| scope.link(id)).flatten()?;
        let mut page = serde_json::to_value(link).ok()?;
        page["rev"] = scope.revision(id).into();
        page["hash"] = scope.hash(id).into();
        Some(page)
    };
    ids.iter().filter_map(page).collect()
}

/// Where judging deals is explained: the guidance to which most of the playbook's own questions of
/// this sort lead.
pub fn explained(scope: &Scope) -> Value {
    let most = |wanted: Ask| {
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for q in scope.book.quizzes.iter().flat_map(|quiz| &quiz.questions) {
            let (Answer::Position { ask, .. }, Some(see)) = (&q.answer, &q.see) else { continue };
            if *ask == wanted {
                *counts.entry(&see.id).or_default() += 1;
            }
        }
        // Of equals the first by name, so that the choice is the same in every build.
        let best = counts.into_iter().rev().max_by_key(|(_, n)| *n);
        best.map_or(Value::Null, |(id, _)| link(scope, id))
    };
    json!({ "position": most(Ask::Position), "verdict": most(Ask::Verdict) })
}
