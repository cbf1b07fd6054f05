//! Quizzes as they were found in another program's file, and the YAML that they become.
//!
//! The questions are those of the model, without places. What a file has and a playbook has not
//! stands as a comment beside the question. An id is made of the file's own names and stands in the
//! YAML from then on; one that is taken in the playbook gets a number behind it.

use super::markup::{Markup, markdown};
use super::{Draft, Error, Input};
use crate::diagnostic::Losses;
use crate::model::{self, Blank, Head, Playbook, Question, Ref, Text};
use crate::parse::emit::{Map, Value};
use crate::parse::{write_question, write_quiz};
use crate::site::is_page_name;
use std::collections::HashSet;

pub use crate::parse::emit::letter;

/// Questions that stand together.
#[derive(Clone, Debug, Default)]
pub struct Quiz {
    /// By which it is known in the file.
    pub name: String,
    /// If the file gives one; an id is made of the name otherwise.
    pub id: String,
    /// By its name if there is none.
    pub title: Text,
    pub intro: Text,
    pub stage: Option<String>,
    pub pass: Option<u32>,
    /// Its revision and origin.
    pub head: Head,
    pub questions: Vec<Found>,
}

/// A question of a file.
#[derive(Clone, Debug, Default)]
pub struct Found {
    pub line: usize,
    /// By which it is known in the file.
    pub name: String,
    /// Its id is that of the file, or empty.
    pub question: Question,
    /// What is to be said beside it.
    pub notes: Vec<String>,
    /// The file that it stands in, if that is one of several in a package.
    pub file: String,
}

/// New files of quizzes: one for each, or all in one file if it is named. A file of another program
/// of which no question comes through is an error.
pub fn drafts(input: &Input, quizzes: Vec<Quiz>, losses: &mut Losses) -> Result<Vec<Draft>, Error> {
    let mut quizzes: Vec<Quiz> = quizzes.into_iter().filter(|q| !q.questions.is_empty()).collect();
    if quizzes.is_empty() {
        return Err(Error::new("it holds no question that a playbook can hold"));
    }
    let file = input.into.filter(|into| into.ends_with(".yaml") || into.ends_with(".yml"));
    if let (Some(_), true) = (file, quizzes.len() > 1) {
        quizzes = vec![joined(input, quizzes)];
    }
    let folder = input.into.filter(|_| file.is_none()).unwrap_or("quizzes");
    let mut ids = Ids { book: input.book, used: HashSet::new() };
    let single = quizzes.len() == 1;
    let draft = |(n, mut quiz): (usize, Quiz)| {
        let stem = stem(input.name);
        let made = match (slug(&quiz.name), single) {
            (name, _) if !name.is_empty() => name,
            (_, true) => stem,
            (_, false) => format!("{stem}-{}", n + 1),
        };
        let wanted = if quiz.id.is_empty() { made } else { quiz.id.clone() };
        quiz.id = ids.give(&wanted);
        if is_id(&wanted) && quiz.id != wanted {
            let why = format!("the id is taken in the playbook: it becomes `{}`", quiz.id);
            input.changed(losses, &wanted, 1, why);
        }
        let path =
            file.map_or(format!("{}/{}.yaml", folder.trim_end_matches('/'), quiz.id), Into::into);
        Draft { path, bytes: document(input, quiz, &mut ids, losses).into_bytes() }
    };
    Ok(quizzes.into_iter().enumerate().map(draft).collect())
}

/// All in one quiz, each a bank of it.
fn joined(input: &Input, quizzes: Vec<Quiz>) -> Quiz {
    let mut all = Quiz { name: stem(input.name), ..Quiz::default() };
    for quiz in quizzes {
        let bank = Some(slug(&quiz.name)).filter(|bank| !bank.is_empty()).unwrap_or(quiz.id);
        for mut found in quiz.questions {
            found.question.bank.get_or_insert_with(|| bank.clone());
            all.questions.push(found);
        }
    }
    all
}

fn document(input: &Input, quiz: Quiz, ids: &mut Ids, losses: &mut Losses) -> String {
    let mut map = Map::default();
    map.comment(&format!("From {}.", input.name));
    let named = if quiz.title.is_empty() { input.text(&quiz.name) } else { quiz.title };
    let named = if named.is_empty() { input.text(&quiz.id) } else { named };
    let languages = &input.book.settings.languages;
    let head = Head { id: quiz.id.clone(), ..quiz.head };
    let stage = quiz.stage.map(|id| Ref { id, ..Ref::default() });
    let (title, intro, pass) = (named, quiz.intro, quiz.pass.unwrap_or_default());
    let told = model::Quiz { head, title, intro, stage, pass, questions: Vec::new() };
    write_quiz(&told, languages, &mut map);
    let given = question_ids(input, &quiz.id, &quiz.questions, ids, losses);
    let questions = quiz.questions.into_iter().zip(given).map(|(mut found, id)| {
        found.question.head.id = id;
        Value::Map(write_question(&found.question, &found.notes, languages))
    });
    map.put("questions", Value::List(questions.collect()));
    map.document()
}

/// Ids by the file's own; by names; by places, if these are still free.
fn question_ids(
    input: &Input,
    quiz: &str,
    questions: &[Found],
    ids: &mut Ids,
    losses: &mut Losses,
) -> Vec<String> {
    let mut found = vec![String::new(); questions.len()];
    for ways in 0..3 {
        for (n, Found { line, name, question, file, .. }) in questions.iter().enumerate() {
            let given = &question.head.id;
            let wanted = match (ways, slug(given), slug(name)) {
                _ if !found[n].is_empty() => continue,
                (0, ..) if is_id(given) => given.clone(),
                (1, own, _) if !own.is_empty() => own,
                (1, _, name) if !name.is_empty() => format!("{quiz}.{name}"),
                (2, ..) => format!("{quiz}.q{}", n + 1),
                _ => continue,
            };
            found[n] = ids.give(&wanted);
            if found[n] != *given && !given.is_empty() {
                let why = if ways == 0 { "is taken" } else { "can't be an id of a playbook" };
                let why = format!("this id {why}: it becomes `{}`", found[n]);
                let name = if file.is_empty() { input.name } else { file };
                Input { name, ..*input }.changed(losses, given, *line, why);
            }
        }
    }
    found
}

/// The ids that are taken.
struct Ids<'a> {
    book: &'a Playbook,
    used: HashSet<String>,
}

impl Ids<'_> {
    /// This id, or one like it that is free.
    fn give(&mut self, wanted: &str) -> String {
        let wanted = if is_id(wanted) { wanted.to_string() } else { slug(wanted) };
        let wanted = if wanted.is_empty() { "imported".to_string() } else { wanted };
        let free = |id: &String| !self.used.contains(id) && self.book.catalogue.find(id).is_none();
        let numbered = (2..).map(|n| format!("{wanted}-{n}"));
        let id = std::iter::once(wanted.clone()).chain(numbered).find(free).unwrap_or(wanted);
        self.used.insert(id.clone());
        id
    }
}

/// Tags that are ids or pages of the playbook are what is tested; others are noted.
pub fn tested(input: &Input, tags: &[String]) -> (Vec<Ref>, Vec<String>) {
    let is_known = |tag: &&String| {
        let page = tag.split('#').next().unwrap_or_default();
        is_page_name(page) || (is_id(page) && input.book.catalogue.find(page).is_some())
    };
    let (known, other): (Vec<&String>, Vec<&String>) = tags.iter().partition(is_known);
    let tests = known.into_iter().map(|id| Ref { id: id.clone(), span: Default::default() });
    let other: Vec<&str> = other.into_iter().map(String::as_str).collect();
    let note = (!other.is_empty()).then(|| format!("Tags: {}", other.join(", ")));
    (tests.collect(), note.into_iter().collect())
}

/// What begins a text with gaps is its stem: the first paragraph, if no gap stands in it.
pub fn stem_of_gaps(input: &Input, whole: String, blanks: &[Blank]) -> (String, String) {
    let holds = |part: &str| blanks.iter().any(|b| part.contains(&format!("{{{}}}", b.id)));
    match whole.split_once("\n\n").filter(|(stem, _)| !holds(stem)) {
        Some((stem, rest)) => (stem.to_string(), rest.to_string()),
        None => (fill_in(input).to_string(), whole),
    }
}

/// The stem of a text with a gap that has none.
pub fn fill_in(input: &Input) -> &'static str {
    let languages = &input.book.settings.languages;
    match languages.get(input.lang.0 as usize) {
        Some(language) if language.tag.starts_with("zh") => "填空。",
        _ => "Fill the gap.",
    }
}

/// A model answer in HTML, and the criteria that stand as a list behind it.
pub fn model_and_criteria<'h>(input: &Input, html: &'h str) -> (&'h str, Vec<Text>) {
    let split = html.rsplit_once("<ul>").filter(|(_, list)| list.ends_with("</ul>"));
    let (model, list) = split.unwrap_or((html, ""));
    let items = list.split("<li>").skip(1).filter_map(|item| item.split("</li>").next());
    (model, items.map(|item| input.text(&markdown(item, Markup::Html))).collect())
}

/// Whether a playbook can have this id.
pub fn is_id(id: &str) -> bool {
    let fits = |c: char| c.is_ascii_alphanumeric() || ".-_".contains(c);
    id.starts_with(|c: char| c.is_ascii_alphanumeric()) && id.chars().all(fits)
}

/// A name as an id: ASCII letters and digits with hyphens between them, at most 40; nothing if the
/// name has none.
pub fn slug(name: &str) -> String {
    let mut slug = String::new();
    for c in name.chars() {
        match c {
            c if c.is_ascii_alphanumeric() => slug.push(c.to_ascii_lowercase()),
            '\'' | '’' => {}
            _ if slug.is_empty() || slug.ends_with('-') => {}
            _ => slug.push('-'),
        }
    }
    let end = slug.char_indices().nth(40).map_or(slug.len(), |(at, _)| at);
    let end = if end < slug.len() { slug[..end].rfind('-').unwrap_or(end) } else { end };
    slug[..end].trim_matches('-').to_string()
}

/// A file's name without its ending, as an id.
fn stem(file: &str) -> String {
    let stem = slug(file.rsplit_once('.').map_or(file, |(stem, _)| stem));
    if stem.is_empty() { "imported".to_string() } else { stem }
}
