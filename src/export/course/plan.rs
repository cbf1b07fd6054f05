//! What a course is about: what counts as having done it, and every item whose record is kept.
//!
//! The launch page carries the plan, and the course's scripts follow it. A playbook counts by its
//! own rules: a learning path is done when all of its chapters are, a quiz when its mark is
//! reached. Of a whole playbook any one path is enough, for paths are written for different people.

use super::short::{SALTS, code};
use super::{Error, Request, Standard};
use crate::exercise;
use crate::model::{Card, Kind, Lang, Path, Quiz, Ref, Stage, Text};
use crate::site::{View, localized};
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// What is packaged, and what counts in it.
pub struct Plan<'a> {
    pub request: &'a Request<'a>,
    pub standard: Standard,
    /// Tells this course from others of the same playbook.
    pub id: String,
    pub title: &'a Text,
    /// What the learner is told about it.
    pub about: &'a Text,
    /// The page on which a learner begins.
    start: View,
    /// Done when all chapters of any one are.
    ways: Vec<Way<'a>>,
    /// What tells the short names of items apart, see [`code`].
    pub salt: u32,
    pub kept: Kept<'a>,
}

/// The items whose records a learning system keeps.
#[derive(Default)]
pub struct Kept<'a> {
    pub questions: Vec<&'a Card>,
    pub quizzes: Vec<&'a Quiz>,
    pub pages: Vec<&'a Card>,
    pub scripts: Vec<&'a Card>,
    pub paths: Vec<&'a Path>,
}

/// One way to have done the course.
struct Way<'a> {
    path: Option<&'a Path>,
    chapters: Vec<Chapter<'a>>,
}

struct Chapter<'a> {
    read: Vec<&'a str>,
    practise: Vec<&'a str>,
    quiz: Option<&'a str>,
    pass: u32,
}

impl<'a> Plan<'a> {
    /// # Errors
    /// When what was chosen has nothing to read or to pass.
    pub fn new(request: &'a Request<'a>, standard: Standard) -> Result<Plan<'a>, Error> {
        let ways = ways(request);
        if ways.iter().all(|way| way.chapters.is_empty()) {
            return Err(Error::new("what was chosen has nothing to read or to pass"));
        }
        let kept = Kept::of(request);
        let salt = salt(&kept).ok_or_else(|| Error::new("too many items for one course"))?;
        let Named { id, title, about, start } = named(request, &ways, &kept);
        Ok(Plan { request, standard, id, title, about, start, ways, salt, kept })
    }

    /// The mark of the one quiz that the course is about, in percent.
    pub fn mark(&self) -> Option<u32> {
        match &self.ways[..] {
            [Way { path: None, chapters }] => match &chapters[..] {
                [only @ Chapter { quiz: Some(_), .. }] if only.read.is_empty() => Some(only.pass),
                _ => None,
            },
            _ => None,
        }
    }

    /// The plan as the course's scripts read it. `files` are those of the package.
    pub fn json(&self, files: &[(String, Vec<u8>)]) -> Value {
        let pages = files.iter().map(|(path, _)| path).filter(|path| path.ends_with(".html"));
        let paths = self.kept.paths.iter().filter_map(|path| self.item(&path.head.id));
        json!({
            "standard": self.standard.word(),
            "limit": self.standard.limit(),
            "id": self.id,
            "salt": self.salt,
            "langs": self.langs(),
            "pages": pages.collect::<Vec<_>>(),
            "ways": self.ways.iter().map(|way| self.way(way)).collect::<Vec<_>>(),
            "mark": self.mark(),
            "quizzes": self.kept.quizzes.iter().map(|quiz| self.quiz(quiz)).collect::<Vec<_>>(),
            "read": self.kept.pages.iter().map(|card| stamp(card)).collect::<Vec<_>>(),
            "talk": self.kept.scripts.iter().map(|card| stamp(card)).collect::<Vec<_>>(),
            "paths": paths.collect::<Vec<_>>(),
            "stages": self.stages().map(|stage| self.stage(stage)).collect::<Vec<_>>(),
        })
    }

    /// Each language with where to begin and what the launch page says.
    fn langs(&self) -> Vec<Value> {
        let book = self.request.book();
        let one = |&lang: &Lang| {
            let language = &book.settings.languages[lang.0 as usize];
            let words = self.request.words(lang);
            let say = |key: &str| words.say(&format!("course.{key}")).to_string();
            json!({
                "id": language.id, "tag": language.tag, "title": self.title.str(lang),
                "dir": crate::theme::direction(&language.tag),
                "up": localized(book, lang, ""),
                "start": self.request.site.path(self.start, lang),
                "words": {
                    "connecting": say("connecting"), "outside": say("outside"),
                    "failing": say("failing"), "newer": say("newer"), "over": say("over"),
                    "leave": say("leave"),
                },
            })
        };
        self.request.langs.iter().map(one).collect()
    }

    fn way(&self, way: &Way) -> Value {
        let chapter = |chapter: &Chapter| {
            json!({
                "read": self.items(&chapter.read), "practise": self.items(&chapter.practise),
                "quiz": chapter.quiz.and_then(|id| self.item(id)), "pass": chapter.pass,
            })
        };
        let chapters: Vec<Value> = way.chapters.iter().map(chapter).collect();
        json!({ "path": way.path.map(|path| path.head.id.as_str()), "chapters": chapters })
    }

    fn quiz(&self, quiz: &Quiz) -> Value {
        let book = self.request.book();
        let questions: Vec<Value> = exercise::of_quiz(book, quiz)
            .filter_map(|exercise| {
                let mut item = self.item(&exercise.question.head.id)?;
                item["stage"] = exercise.stage.map(|stage| stage.head.id.as_str()).into();
                Some(item)
            })
            .collect();
        let mut item = self.item(&quiz.head.id).unwrap_or_default();
        item["pass"] = quiz.pass.into();
        item["questions"] = questions.into();
        item
    }

    /// The stages by which results are counted.
    pub fn stages(&self) -> impl Iterator<Item = &'a Stage> {
        let book = self.request.book();
        let all = self.kept.quizzes.iter().flat_map(|quiz| exercise::of_quiz(book, quiz));
        let counted: BTreeSet<&str> =
            all.filter_map(|exercise| Some(exercise.stage?.head.id.as_str())).collect();
        let stages = book.stages.iter().map(|stage| &**stage);
        stages.filter(move |stage| counted.contains(stage.head.id.as_str()))
    }

    fn stage(&self, stage: &Stage) -> Value {
        let name = |lang: &Lang| {
            let language = &self.request.book().settings.languages[lang.0 as usize];
            (language.tag.clone(), Value::from(self.request.plain(&stage.title, *lang)))
        };
        let names: serde_json::Map<String, Value> = self.request.langs.iter().map(name).collect();
        json!({ "id": stage.head.id, "names": names })
    }

    fn items(&self, ids: &[&str]) -> Vec<Value> {
        ids.iter().filter_map(|id| self.item(id)).collect()
    }

    fn item(&self, id: &str) -> Option<Value> {
        self.request.book().catalogue.find(id).map(|(_, card)| stamp(card))
    }
}

/// An item as it is now, by which a record of it counts or not.
fn stamp(card: &Card) -> Value {
    json!({ "id": card.id, "rev": card.revision.max(1), "hash": card.hash })
}

impl<'a> Kept<'a> {
    fn of(request: &'a Request<'a>) -> Kept<'a> {
        let book = request.book();
        let card = |id: &str| book.catalogue.find(id).map(|(_, card)| card);
        let chosen = |card: &&Card| request.selection.has(&card.id);
        let quizzes: Vec<&Quiz> = request.quizzes().map(|quiz| &**quiz).collect();
        let questions = quizzes.iter().flat_map(|quiz| &quiz.questions);
        Kept {
            questions: questions.filter_map(|question| card(&question.head.id)).collect(),
            pages: book.catalogue.cards().filter(|c| is_readable(c.kind)).filter(chosen).collect(),
            scripts: (book.scripts.iter())
                .filter_map(|script| card(&script.head.id))
                .filter(chosen)
                .collect(),
            paths: (book.paths.iter().map(|path| &**path))
                .filter(|path| request.selection.has(&path.head.id))
                .collect(),
            quizzes,
        }
    }
}

/// Whether a page of this kind can be marked as studied.
fn is_readable(kind: Kind) -> bool {
    matches!(kind, Kind::Stage | Kind::Guide | Kind::Source | Kind::Script | Kind::Case)
}

/// The chosen paths; without any, all that was chosen.
fn ways<'a>(request: &'a Request<'a>) -> Vec<Way<'a>> {
    let (book, selection) = (request.book(), &request.selection);
    let paths = book.paths.iter().filter(|path| selection.has(&path.head.id));
    let paths: Vec<Way> = paths.map(|path| of_path(request, path)).collect();
    if !paths.is_empty() {
        return paths;
    }
    let cards = book.catalogue.cards();
    let read: Vec<&str> = (cards.filter(|c| is_readable(c.kind) && selection.has(&c.id)))
        .filter(|_| !selection.is_everything())
        .map(|card| card.id.as_str())
        .collect();
    let reading = Chapter { read, practise: vec![], quiz: None, pass: 0 };
    let quiz = |quiz: &'a Quiz| Chapter {
        read: vec![],
        practise: vec![],
        quiz: Some(&quiz.head.id),
        pass: quiz.pass,
    };
    let chapters = [reading].into_iter().filter(|chapter| !chapter.read.is_empty());
    let chapters = chapters.chain(request.quizzes().map(|q| quiz(q))).collect();
    vec![Way { path: None, chapters }]
}

fn of_path<'a>(request: &'a Request<'a>, path: &'a Path) -> Way<'a> {
    let book = request.book();
    let pages = |refs: &'a [Ref]| -> Vec<&'a str> {
        let ids = refs.iter().map(Ref::page);
        ids.filter(|id| book.catalogue.kind(id).is_some_and(is_readable)).collect()
    };
    let chapters = path.chapters.iter().map(|chapter| {
        let own = chapter.quiz_in(book);
        Chapter {
            read: pages(&chapter.read),
            practise: pages(&chapter.practise),
            quiz: chapter.quiz.as_ref().map(|r| r.id.as_str()),
            pass: chapter.pass.or(own.map(|quiz| quiz.pass)).unwrap_or(0),
        }
    });
    Way { path: Some(path), chapters: chapters.collect() }
}

/// What the course is called, what is said about it, and the page on which it begins.
struct Named<'a> {
    id: String,
    title: &'a Text,
    about: &'a Text,
    start: View,
}

fn named<'a>(request: &'a Request<'a>, ways: &[Way<'a>], kept: &Kept<'a>) -> Named<'a> {
    let settings = &request.book().settings;
    let view = |id: &str| request.site.place(id).map_or(View::Home, |place| place.view);
    let whole = ("playbook", &settings.title, &settings.description);
    let paths: Vec<&Path> = ways.iter().filter_map(|way| way.path).collect();
    // What is said about a page, its name must do.
    let first = kept.pages.first().map(|card| (card.id.as_str(), &card.name, &card.name));
    let quiz = kept.quizzes.first().map(|q| (q.head.id.as_str(), &q.title, &q.intro));
    let (first, title, about) = match &paths[..] {
        _ if request.selection.is_everything() => whole,
        [path, ..] => (path.head.id.as_str(), &path.title, &path.intro),
        [] => first.or(quiz).unwrap_or(whole),
    };
    let start = if request.selection.is_everything() { View::Home } else { view(first) };
    // These ids stay the same when more comes to belong to one.
    let asked: BTreeSet<&str> = request.selection.named().iter().map(String::as_str).collect();
    let asked: Vec<&str> = asked.into_iter().collect();
    let id = if asked.is_empty() { first.to_string() } else { asked.join("+") };
    Named { id, title, about, start }
}

/// The smallest number with which no two items of a sort have the same code.
fn salt(kept: &Kept) -> Option<u32> {
    let ids = |cards: &[&Card]| cards.iter().map(|card| card.id.clone()).collect::<Vec<_>>();
    let quizzes = kept.quizzes.iter().map(|quiz| quiz.head.id.clone()).collect();
    let paths = kept.paths.iter().map(|path| path.head.id.clone()).collect();
    let sorts = [ids(&kept.questions), quizzes, ids(&kept.pages), ids(&kept.scripts), paths];
    (0..SALTS).find(|salt| {
        sorts.iter().all(|ids| {
            let mut codes: Vec<u16> = ids.iter().map(|id| code(*salt, id)).collect();
            codes.sort_unstable();
            codes.windows(2).all(|two| two[0] != two[1])
        })
    })
}
