//! `activities.json` of a cmi5 package: each question as the standard has it, in every language.
//!
//! xAPI calls what a statement speaks of an *activity*, and knows the interactions of SCORM 2004:
//! choice, matching, sequencing, fill-in, numeric, long-fill-in. The course's scripts put these
//! definitions into what they say of an answer, so that a report shows words instead of ids.

use super::super::xml::identifier;
use super::Request;
use super::iri::{Thing, iri};
use super::plan::Plan;
use crate::exercise::{self, Choose, Exercise, Form, Label, Lettered, Pairs, Wanted, Write};
use crate::model::{Lang, Text};
use serde_json::{Map, Value, json};

const TYPES: &str = "http://adlnet.gov/expapi/activities/";

/// Every question of the course with the quiz and the stage that it belongs to.
pub fn activities(plan: &Plan) -> Value {
    let request = plan.request;
    let book = request.book();
    let all = plan.kept.quizzes.iter().flat_map(|quiz| exercise::of_quiz(book, quiz));
    let questions: Map<String, Value> = all.map(|e| (id(&e), question(request, &e))).collect();
    let quizzes = plan.kept.quizzes.iter().map(|quiz| {
        let iri = iri(request, Thing::Quiz, &quiz.head.id);
        (quiz.head.id.clone(), named(request, iri, "assessment", &quiz.title))
    });
    let stages = plan.stages().map(|stage| {
        let iri = iri(request, Thing::Stage, &stage.head.id);
        (stage.head.id.clone(), named(request, iri, "objective", &stage.title))
    });
    json!({
        "questions": questions,
        "quizzes": quizzes.collect::<Map<_, _>>(),
        "stages": stages.collect::<Map<_, _>>(),
        // Under this name stands an answer that the standard can't hold.
        "written": iri(request, Thing::Extension, "written"),
    })
}

fn id(exercise: &Exercise) -> String {
    exercise.question.head.id.clone()
}

fn named(request: &Request, iri: String, kind: &str, title: &Text) -> Value {
    json!({
        "objectType": "Activity", "id": iri,
        "definition": { "type": format!("{TYPES}{kind}"), "name": words(request, title) },
    })
}

/// The words of a text in each of the course's languages, as plain text.
pub fn words(request: &Request, text: &Text) -> Map<String, Value> {
    let found = request.langs.iter().filter_map(|&lang| text.best(lang).map(|(_, found)| found));
    found.map(|lang| (tag(request, lang), request.plain(text, lang).into())).collect()
}

fn tag(request: &Request, lang: Lang) -> String {
    request.book().settings.languages[lang.0 as usize].tag.clone()
}

fn question(request: &Request, exercise: &Exercise) -> Value {
    let question = exercise.question;
    let mut definition = match &exercise.form {
        Form::Choose(choose) => self::choose(request, choose),
        Form::Pair(pairs) => self::pairs(request, pairs),
        Form::Order(order) => {
            let items = order.items.iter();
            let (ids, steps): (Vec<String>, Vec<Value>) = items
                .map(|i| (identifier(&i.head.id), part(&i.head.id, words(request, &i.text))))
                .unzip();
            json!({
                "interactionType": "sequencing", "choices": steps,
                "correctResponsesPattern": [ids.join("[,]")],
            })
        }
        Form::Write(write) => self::write(write),
        Form::Rate(_) => json!({ "interactionType": "long-fill-in" }),
    };
    definition["type"] = format!("{TYPES}cmi.interaction").into();
    definition["description"] = asked(request, exercise).into();
    json!({
        "objectType": "Activity",
        "id": iri(request, Thing::Question, &question.head.id),
        "definition": definition,
    })
}

/// What is asked: the stem, and the text in which blanks stand.
fn asked(request: &Request, exercise: &Exercise) -> Map<String, Value> {
    let mut asked = words(request, &exercise.question.stem);
    let Form::Write(Write { text: Some(text), blanks }) = &exercise.form else { return asked };
    for (tag, words) in words(request, text) {
        let shown =
            blanks.iter().fold(words.as_str().unwrap_or_default().to_string(), |t, blank| {
                t.replace(&blank.place(), "____")
            });
        let stem = asked.get(&tag).and_then(Value::as_str).unwrap_or_default();
        let whole = format!("{stem} {shown}").trim().to_string();
        asked.insert(tag, whole.into());
    }
    asked
}

fn part(id: &str, words: Map<String, Value>) -> Value {
    json!({ "id": identifier(id), "description": words })
}

fn choose(request: &Request, choose: &Choose) -> Value {
    let right = choose.right().map(|o| identifier(&o.id));
    // One of several outcomes of a deal is enough; of several options all must be chosen.
    let right: Vec<String> = match choose.many {
        true => vec![right.collect::<Vec<_>>().join("[,]")],
        false => right.collect(),
    };
    if let [Label::True, Label::False] =
        choose.options.iter().map(|o| o.label).collect::<Vec<_>>()[..]
    {
        return json!({ "interactionType": "true-false", "correctResponsesPattern": right });
    }
    let options = choose.options.iter().map(|o| part(&o.id, label(request, &o.label)));
    json!({
        "interactionType": "choice", "choices": options.collect::<Vec<_>>(),
        "correctResponsesPattern": right,
    })
}

fn label(request: &Request, label: &Label) -> Map<String, Value> {
    if let Label::Written(text) = label {
        return words(request, text);
    }
    let said = |&lang: &Lang| {
        let html = request.label(label, lang);
        let plain = quick_xml::escape::unescape(&html).map(|words| words.into_owned());
        (tag(request, lang), plain.unwrap_or(html).into())
    };
    request.langs.iter().map(said).collect()
}

fn pairs(request: &Request, pairs: &Pairs) -> Value {
    let side = |Lettered { pair, .. }: &Lettered, text: &Text| part(&pair.id, words(request, text));
    let source: Vec<Value> = pairs.pairs.iter().map(|p| side(p, &p.pair.left)).collect();
    let target = pairs.pairs.iter().chain(&pairs.distractors).map(|p| side(p, &p.pair.right));
    let right = pairs.pairs.iter().map(|p| identifier(&p.pair.id));
    let right: Vec<String> = right.map(|id| format!("{id}[.]{id}")).collect();
    json!({
        "interactionType": "matching", "source": source, "target": target.collect::<Vec<_>>(),
        "correctResponsesPattern": [right.join("[,]")],
    })
}

fn write(write: &Write) -> Value {
    if let [only] = &write.blanks[..]
        && let Wanted::Number { answer, tolerance, .. } = only.wanted
    {
        // Sums of decimals end in a long tail of digits; nobody writes tolerances so small.
        let round = |number: f64| (number * 1e9).round() / 1e9;
        let (least, most) = (round(answer - tolerance), round(answer + tolerance));
        return json!({
            "interactionType": "numeric", "correctResponsesPattern": [format!("{least}[:]{most}")],
        });
    }
    let accepted: Vec<Vec<String>> =
        write.blanks.iter().map(|blank| accepted(&blank.wanted)).collect();
    // Each accepted word of a blank stands in one way at least, beside the others' first or like
    // place.
    let ways = accepted.iter().map(Vec::len).max().unwrap_or(0);
    let way = |n: usize| {
        let words = accepted.iter().map(|words| words.get(n).or(words.first()).map_or("", |w| w));
        let words: Vec<&str> = words.collect();
        format!("{{case_matters=false}}{{order_matters=true}}{}", words.join("[,]"))
    };
    json!({
        "interactionType": "fill-in",
        "correctResponsesPattern": (0..ways).map(way).collect::<Vec<_>>(),
    })
}

fn accepted(wanted: &Wanted) -> Vec<String> {
    match wanted {
        Wanted::Words { accept, .. } => accept.by_lang.iter().flatten().cloned().collect(),
        Wanted::Number { answer, .. } => vec![answer.to_string()],
    }
}
