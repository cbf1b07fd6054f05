//! Questions as cards for Anki: a package with a note for each question, a deck for each quiz.
//!
//! The note type is our own; it has question and answer in each language, and one card. All ids
//! follow from those of the playbook, so a second import finds the notes that are there and keeps
//! when each is due. Anki takes changed words from a package that is newer, by `updated` in
//! `playbook.yaml`. The package is of the kind that every version since 2.1 reads.

mod sqlite;

use super::archive::Archive;
use super::notes::{self, Note};
use super::xml::escape;
use super::{Error, Format, Languages, Request};
use crate::diagnostic::Losses;
use crate::exercise::{self, Exercise, Form, Wanted};
use crate::model::{Lang, Quiz, Text};
use serde_json::{Value as Json, json};
use sqlite::{Table, Value, database};
use xxhash_rust::xxh3::xxh3_64;

pub const FORMAT: Format = Format {
    name: "anki",
    about: "questions as cards for Anki, with a deck for each quiz",
    ending: "apkg",
    languages: Languages::Any,
    write,
};

/// What stands between the fields of a note.
const FIELD: &str = "\u{1f}";
/// When a collection began that has no day of its own: 2020-01-01, in seconds.
const EPOCH: i64 = 1_577_836_800;

fn write(request: &Request, losses: &mut Losses) -> Result<Vec<u8>, Error> {
    let cards = Cards { request, modified: modified(request) };
    let (mut notes, mut all, mut decks) = (Vec::new(), Vec::new(), serde_json::Map::new());
    decks.insert("1".into(), cards.deck(1, "Default"));
    let model = id_of(&format!("note type {}", cards.fields().join(FIELD)));
    for quiz in request.quizzes() {
        let deck = id_of(&format!("deck {}", quiz.head.id));
        decks.insert(deck.to_string(), cards.deck(deck, &cards.name(quiz)));
        for exercise in exercise::of_quiz(request.book(), quiz) {
            let id = id_of(&exercise.question.head.id);
            notes.push((id, cards.note(&exercise, model)));
            leave_out(&exercise, losses);
            all.push((id, cards.card(id, deck, all.len())));
        }
        notes::leave_out(quiz, &[Note::Bank, Note::Difficulty], losses);
    }
    if notes.is_empty() {
        return Err(Error::new("what was chosen holds no question"));
    }
    notes.sort_by_key(|(id, _)| *id);
    all.sort_by_key(|(id, _)| *id);
    if notes.windows(2).any(|two| two[0].0 == two[1].0) {
        return Err(Error::new("two ids of questions are one to Anki; rename one of them"));
    }
    let collection = vec![(1, cards.collection(model, decks.into()))];
    let mut archive = Archive::new();
    archive.add("collection.anki2", &database(&tables(collection, notes, all)))?;
    archive.add("media", b"{}")?;
    archive.finish()
}

/// Tells what has no place on a card that is turned.
fn leave_out(exercise: &Exercise, losses: &mut Losses) {
    let q = exercise.question;
    let is_said = |text: Option<&Text>| text.is_some_and(|text| !text.is_empty());
    let says_more = match &exercise.form {
        Form::Choose(choose) => {
            choose.options.iter().any(|option| !option.right && is_said(option.feedback))
        }
        Form::Pair(pairs) => pairs.printed.iter().any(|side| is_said(Some(&side.pair.feedback))),
        Form::Order(order) => is_said(Some(order.feedback)),
        Form::Write(write) => write.blanks.iter().any(|blank| {
            let rejects =
                matches!(&blank.wanted, Wanted::Words { reject, .. } if !reject.is_empty());
            rejects || is_said(blank.feedback)
        }),
        Form::Rate(_) => false,
    };
    for (is_there, why) in [
        (says_more, "a card is turned, not answered: what is said to wrong answers stays behind"),
        (!q.hints.is_empty(), "a card has no place for hints"),
    ] {
        if is_there {
            losses.changed(&q.head.id, Some(q.head.span), why);
        }
    }
}

type Rows = Vec<(i64, Vec<Value>)>;

/// The tables of a collection of version 11.
fn tables(collection: Rows, notes: Rows, cards: Rows) -> [Table; 5] {
    let table = |name, sql, rows| Table { name, sql, rows };
    [
        table(
            "col",
            "CREATE TABLE col (id integer primary key, crt integer not null, mod integer not null, \
             scm integer not null, ver integer not null, dty integer not null, usn integer not \
             null, ls integer not null, conf text not null, models text not null, decks text not \
             null, dconf text not null, tags text not null)",
            collection,
        ),
        table(
            "notes",
            "CREATE TABLE notes (id integer primary key, guid text not null, mid integer not null, \
             mod integer not null, usn integer not null, tags text not null, flds text not null, \
             sfld integer not null, csum integer not null, flags integer not null, data text not \
             null)",
            notes,
        ),
        table(
            "cards",
            "CREATE TABLE cards (id integer primary key, nid integer not null, did integer not \
             null, ord integer not null, mod integer not null, usn integer not null, type integer \
             not null, queue integer not null, due integer not null, ivl integer not null, factor \
             integer not null, reps integer not null, lapses integer not null, left integer not \
             null, odue integer not null, odid integer not null, flags integer not null, data text \
             not null)",
            cards,
        ),
        table(
            "revlog",
            "CREATE TABLE revlog (id integer primary key, cid integer not null, usn integer not \
             null, ease integer not null, ivl integer not null, lastIvl integer not null, factor \
             integer not null, time integer not null, type integer not null)",
            Vec::new(),
        ),
        table(
            "graves",
            "CREATE TABLE graves (usn integer not null, oid integer not null, type integer not \
             null)",
            Vec::new(),
        ),
    ]
}

/// A number of Anki's kind, milliseconds since 1970, that follows from a name.
fn id_of(name: &str) -> i64 {
    1_300_000_000_000 + (xxh3_64(name.as_bytes()) % 300_000_000_000) as i64
}

/// The day on which the playbook was updated, in seconds.
fn modified(request: &Request) -> i64 {
    let day = request.book().settings.updated.as_deref().unwrap_or_default();
    let mut parts = day.split('-').map(|part| part.parse::<i64>().unwrap_or_default());
    let (year, month, day) = (parts.next(), parts.next(), parts.next());
    match (year, month, day) {
        // Near enough, and always later for a later day.
        (Some(year), Some(month), Some(day)) if year >= 2020 => {
            EPOCH + (((year - 2020) * 12 + month - 1) * 31 + day - 1) * 85_000
        }
        _ => EPOCH,
    }
}

struct Cards<'a> {
    request: &'a Request<'a>,
    modified: i64,
}

impl Cards<'_> {
    /// A quiz below the playbook; Anki divides names by two colons.
    fn name(&self, quiz: &Quiz) -> String {
        let lang = self.request.lang();
        let part = |text: &Text| text.str(lang).replace("::", ":").replace(['"', '\n'], " ");
        format!("{}::{}", part(&self.request.book().settings.title), part(&quiz.title))
    }

    /// The ids of the languages.
    fn languages(&self) -> impl Iterator<Item = (Lang, &str)> {
        let all = &self.request.book().settings.languages;
        self.request.langs.iter().map(|lang| (*lang, all[lang.0 as usize].id.as_str()))
    }

    fn fields(&self) -> Vec<String> {
        let spoken = self
            .languages()
            .flat_map(|(_, id)| ["Question", "Answer"].map(|name| format!("{name} {id}")));
        spoken.chain(["Id".to_string()]).collect()
    }

    fn note(&self, exercise: &Exercise, model: i64) -> Vec<Value> {
        let q = exercise.question;
        let sides = self
            .languages()
            .flat_map(|(lang, _)| [self.question(exercise, lang), self.answer(exercise, lang)]);
        let fields: Vec<String> = sides.chain([q.head.id.clone()]).collect();
        let stage = exercise.stage.map(|stage| format!("stage::{}", stage.head.id));
        let bank = q.bank.as_ref().map(|bank| format!("bank::{}", bank.replace(' ', "_")));
        let tags =
            [format!("quiz::{}", exercise.quiz.head.id), format!("difficulty::{}", q.difficulty)];
        let tags: Vec<String> = stage.into_iter().chain(bank).chain(tags).collect();
        let first = fields[0].clone();
        vec![
            Value::Null,
            Value::Text(format!("twotrack/{}", q.head.id)),
            Value::Int(model),
            Value::Int(self.modified),
            Value::Int(-1),
            Value::Text(format!(" {} ", tags.join(" "))),
            Value::Text(fields.join(FIELD)),
            Value::Text(first),
            // Anki counts what it searches for twins by anew.
            Value::Int(0),
            Value::Int(0),
            Value::Text(String::new()),
        ]
    }

    /// A new card of a note, `n` in its order.
    fn card(&self, note: i64, deck: i64, n: usize) -> Vec<Value> {
        let mut row = vec![Value::Null, Value::Int(note), Value::Int(deck), Value::Int(0)];
        row.extend([self.modified, -1, 0, 0, n as i64 + 1].map(Value::Int));
        row.extend([0; 8].map(Value::Int));
        row.push(Value::Text(String::new()));
        row
    }

    fn question(&self, exercise: &Exercise, lang: Lang) -> String {
        let html = |text: &Text| self.request.html(text, lang);
        let mut side = html(&exercise.question.stem);
        match &exercise.form {
            Form::Choose(choose) => {
                if let Some(judged) = &choose.judged {
                    side += &self.request.deal(&judged.deal, lang);
                }
                side +=
                    &list("ul", choose.options.iter().map(|o| self.request.label(&o.label, lang)));
            }
            Form::Pair(pairs) => {
                side += &list("ul", pairs.pairs.iter().map(|side| html(&side.pair.left)));
                side += &list("ol", pairs.printed.iter().map(|side| html(&side.pair.right)));
            }
            Form::Order(order) => {
                side += &list("ul", order.printed.iter().map(|item| html(&item.text)));
            }
            Form::Write(write) => {
                let text = write.text.map(html).unwrap_or_default();
                let bare =
                    |text: String, blank: &exercise::Blank| text.replace(&blank.place(), "_____");
                let text = write.blanks.iter().fold(text, bare);
                side += &paragraph(&text);
            }
            Form::Rate(_) => {}
        }
        side
    }

    fn answer(&self, exercise: &Exercise, lang: Lang) -> String {
        let html = |text: &Text| self.request.html(text, lang);
        let with =
            |text: String, said: Option<&Text>| match said.map(html).filter(|s| !s.is_empty()) {
                Some(said) => format!("<b>{text}</b><br>{said}"),
                None => format!("<b>{text}</b>"),
            };
        let side = match &exercise.form {
            Form::Choose(choose) => {
                let right =
                    choose.right().map(|o| with(self.request.label(&o.label, lang), o.feedback));
                let said = choose.judged.as_ref().map(|judged| html(judged.feedback));
                list("ul", right) + &paragraph(&said.unwrap_or_default())
            }
            Form::Pair(pairs) => {
                let pair = |side: &exercise::Lettered| {
                    format!("{} → <b>{}</b>", html(&side.pair.left), html(&side.pair.right))
                };
                list("ul", pairs.pairs.iter().map(pair))
            }
            Form::Order(order) => list("ol", order.items.iter().map(|item| html(&item.text))),
            Form::Write(write) => {
                list("ul", write.blanks.iter().map(|blank| self.wanted(blank, lang)))
            }
            Form::Rate(rate) => {
                paragraph(&html(rate.model_answer)) + &list("ul", rate.criteria.iter().map(html))
            }
        };
        side + &paragraph(&html(&exercise.question.explanation))
    }

    fn wanted(&self, blank: &exercise::Blank, lang: Lang) -> String {
        match &blank.wanted {
            Wanted::Words { accept, .. } => {
                let own = accept.get(lang);
                let words = if own.is_empty() {
                    accept.every()
                } else {
                    own.iter().map(String::as_str).collect()
                };
                let words: Vec<String> = words.into_iter().map(escape).collect();
                words.join(" / ")
            }
            Wanted::Number { answer, tolerance, unit } => {
                let around =
                    if *tolerance > 0.0 { format!(" ± {tolerance}") } else { String::new() };
                format!("{answer}{around} {}", self.request.plain(unit, lang))
                    .trim_end()
                    .to_string()
            }
        }
    }

    fn deck(&self, id: i64, name: &str) -> Json {
        json!({
            "id": id, "name": name, "mod": self.modified, "usn": -1, "conf": 1, "dyn": 0,
            "desc": "",
            "collapsed": false, "browserCollapsed": false, "extendNew": 0, "extendRev": 0,
            "newToday": [0, 0], "revToday": [0, 0], "lrnToday": [0, 0], "timeToday": [0, 0],
        })
    }

    /// The first language large, each other one below it.
    fn model(&self, id: i64) -> Json {
        let field = |(n, name): (usize, String)| {
            json!({"name": name, "ord": n, "font": "Arial", "size": 20, "sticky": false,
                "rtl": false, "media": []})
        };
        let fields: Vec<Json> = self.fields().into_iter().enumerate().map(field).collect();
        let side = |name: &str| {
            let one = |(n, (_, id)): (usize, (Lang, &str))| {
                let class = if n == 0 { "first" } else { "other" };
                format!("<div class=\"{class}\" lang=\"{id}\">{{{{{name} {id}}}}}</div>")
            };
            self.languages().enumerate().map(one).collect::<String>()
        };
        let languages: Vec<&str> = self.languages().map(|(_, id)| id).collect();
        let answer = format!("{{{{FrontSide}}}}<hr id=answer>{}", side("Answer"));
        json!({
            "id": id, "name": format!("Twotrack ({})", languages.join(", ")),
            "type": 0, "mod": self.modified, "usn": -1, "sortf": fields.len() - 1, "did": 1,
            "tags": [], "vers": [], "latexPre": "", "latexPost": "", "req": [[0, "any", [0]]],
            "css": ".card { font-family: sans-serif; font-size: 18px; } .other { margin-top: 1em; \
                    opacity: 0.75; font-size: 16px; }",
            "flds": fields,
            "tmpls": [{"name": "Card", "ord": 0, "qfmt": side("Question"), "afmt": answer,
                "bqfmt": "", "bafmt": "", "did": null}],
        })
    }

    fn collection(&self, model: i64, decks: Json) -> Vec<Value> {
        let models = json!({ model.to_string(): self.model(model) });
        let conf = json!({
            "nextPos": 1, "estTimes": true, "activeDecks": [1], "sortType": "noteFld",
            "timeLim": 0, "sortBackwards": false, "addToCur": true, "curDeck": 1, "newSpread": 0,
            "dueCounts": true, "curModel": model, "collapseTime": 1200,
        });
        let deck_conf = json!({"1": {
            "id": 1, "name": "Default", "mod": 0, "usn": 0, "maxTaken": 60, "autoplay": true,
            "timer": 0, "replayq": true, "dyn": false,
            "new": {"bury": true, "delays": [1, 10], "initialFactor": 2500, "ints": [1, 4, 7],
                "order": 1, "perDay": 20, "separate": true},
            "rev": {"bury": true, "ease4": 1.3, "fuzz": 0.05, "ivlFct": 1, "maxIvl": 36500,
                "minSpace": 1, "perDay": 100},
            "lapse": {"delays": [10], "leechAction": 0, "leechFails": 8, "minInt": 1, "mult": 0},
        }});
        let mut row = vec![Value::Null];
        row.extend([EPOCH, self.modified * 1000, EPOCH * 1000, 11, 0, 0, 0].map(Value::Int));
        row.extend(
            [conf, models, decks, deck_conf, json!({})].map(|it| Value::Text(it.to_string())),
        );
        row
    }
}

fn list(tag: &str, items: impl Iterator<Item = String>) -> String {
    let items: String = items.map(|item| format!("<li>{item}</li>")).collect();
    format!("<{tag}>{items}</{tag}>")
}

fn paragraph(html: &str) -> String {
    match html {
        "" => String::new(),
        html if html.starts_with("<p") => html.to_string(),
        html => format!("<p>{html}</p>"),
    }
}
