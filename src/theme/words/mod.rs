//! The interface's own words, language by language.
//!
//! `i18n/<language>.yaml` is a tree of names: `gate: {in: You are in when}` is `t.gate.in` in a
//! template. A word that depends on a number has a form for each plural category of its language
//! (see [`language`](super::language)); `{n}` stands for the number, and other braces for other
//! values: `{{ t.questions | fill(n=12) }}`. A word `@pages.deals` says what that name says, so
//! that no text stands twice.
//!
//! Scripts get the words that they ask for: those whose names, or the beginnings of whose names,
//! stand in them as strings.
//!
//! A language borrows from English what it does not say, with a warning, and `borrowed` sees to it
//! that a page calls such words English; a template that asks
//! for a word that nobody says gets the word's name, with a warning too.

mod asked;
mod borrowed;
mod fill;
mod list;
mod nouns;
mod read;
mod tree;

use super::files::Files;
use super::language::{categories, category};
use crate::diagnostic::{Report, Span};
use crate::model::{NOUNS, Settings};
use asked::Asked;
use nouns::Nouns;
use read::Known;
use std::collections::BTreeMap;
use std::sync::Arc;
use tera::Value;
use tree::{Tree, form_of};

pub use borrowed::{bare, shown};
pub use fill::{fill, fill_filter};
pub use list::{List, list};

/// The language that others borrow from.
const MOTHER: &str = "en";

/// What stands between the parts of a language's tag.
const DIVIDE: char = '-';

/// Words that only the preview shows, at the trainer's desk.
const DESK: &str = "desk";

/// The words of one language.
#[derive(Clone, Debug)]
pub struct Words {
    /// The language's tag (BCP 47), whose rules choose the form beside a number.
    tag: String,
    tree: Tree,
    value: Value,
    /// What scripts ask for.
    asked: Arc<Asked>,
    /// What of it the script of every page asks for.
    everywhere: Arc<Asked>,
}

impl Words {
    /// All words, for templates.
    pub fn value(&self) -> &Value {
        &self.value
    }

    /// The same words but for some.
    pub fn with(&self, others: &[(&str, &str)]) -> Words {
        let mut tree = self.tree.clone();
        others.iter().for_each(|(key, word)| tree.put(key, word));
        Words { value: tree.value(), tree, ..self.clone() }
    }

    /// The words that the script of every page asks for, or those that only others ask for;
    /// `borrowed` lists those that are English, if any are.
    pub fn for_scripts(&self, everywhere: bool) -> serde_json::Value {
        let (mut own, mut names) = (Tree::new(), Vec::new());
        let wanted = |key: &str| self.asked.wants(key) && self.everywhere.wants(key) == everywhere;
        for (key, word) in self.tree.leaves().iter().filter(|(key, _)| wanted(key)) {
            let plain = bare(word.clone());
            if plain != *word {
                names.push(key.clone());
            }
            own.put(key, &plain);
        }
        let mut words = serde_json::to_value(own.value()).unwrap_or_default();
        if !names.is_empty() {
            words["borrowed"] = names.into();
        }
        words
    }

    /// The words as they are outside of pages, where nothing can say which are borrowed.
    pub fn plain(&self) -> Words {
        let mut tree = Tree::new();
        self.tree.leaves().iter().for_each(|(key, word)| tree.put(key, &bare(word.clone())));
        Words { value: tree.value(), tree, ..self.clone() }
    }

    /// A word by its dotted name, if there is one.
    pub fn find(&self, key: &str) -> Option<&str> {
        self.tree.word(key)
    }

    /// A word by its dotted name, or the name itself.
    pub fn say<'a>(&'a self, key: &'a str) -> &'a str {
        self.tree.word(key).unwrap_or(key)
    }

    /// A word with a number in it, in the number's form.
    pub fn count(&self, key: &str, n: usize) -> String {
        let form = category(&self.tag, n);
        let forms = [format!("{key}.{form}"), format!("{key}.other"), key.to_string()];
        let found = forms.iter().find_map(|key| self.tree.word(key)).unwrap_or(key);
        fill(found, &[("n", &n.to_string())])
    }
}

/// The words of every language of the playbook, and of English.
pub fn load(files: &Files, settings: &Settings, report: &mut Report) -> BTreeMap<String, Words> {
    let ground = Ground::read(files, report);
    let asked = Arc::new(Asked::by_scripts(files));
    let everywhere = Arc::new(Asked::everywhere(files));
    let mut all = BTreeMap::new();
    let mother = ground.mother.resolved();
    let position = |id: &str| settings.languages.iter().position(|language| language.id == id);
    let english = Nouns::new(MOTHER, &mother, &settings.nouns, position(MOTHER));
    let make = |id: &str, tag: &str, tree: Tree, report: &mut Report| {
        let mut tree = tree.resolved();
        let nouns = Nouns::new(tag, &tree, &settings.nouns, position(id));
        for (name, forms) in nouns.lacking(&tree) {
            let at = settings.nouns.iter().find(|noun| noun.name == name);
            report.missing_noun_forms(at.map(|noun| noun.span), name, id, &forms);
        }
        tree.each_word(&|word| nouns.put_into(word, &english));
        let (asked, everywhere) = (asked.clone(), everywhere.clone());
        Words { tag: tag.to_string(), value: tree.value(), tree, asked, everywhere }
    };
    for language in settings.languages.iter().filter(|l| l.id != MOTHER) {
        let faults = report.errors();
        let own = ground.read_with_parents(files, &language.id, report);
        let missing = missing(&ground.mother, &own, &language.tag);
        // What a faulty file does not say, it may mean to say.
        if missing > 0 && report.errors() == faults {
            report.missing_ui_texts(place(files, &language.id), &language.id, missing);
        }
        let mut lender = ground.mother.clone();
        if !is_kind_of_mother(&language.tag) {
            lender.each_word(&|word| match word.starts_with('@') {
                true => word.to_string(),
                false => borrowed::mark(word),
            });
        }
        let words = make(&language.id, &language.tag, borrow(&lender, &own), report);
        all.insert(language.id.clone(), words);
    }
    let tag = settings.languages.iter().find(|l| l.id == MOTHER).map_or(MOTHER, |l| &l.tag);
    all.insert(MOTHER.to_string(), make(MOTHER, tag, ground.mother, report));
    all
}

/// English, and what may be said beside it.
struct Ground {
    mother: Tree,
    /// What the author's scripts ask for beside it.
    asked: Asked,
    /// Beginnings of names that templates end themselves.
    open: Vec<String>,
}

impl Ground {
    fn read(files: &Files, report: &mut Report) -> Ground {
        let asked = Asked::by_own_scripts(files);
        let (open, named): (Vec<_>, Vec<_>) =
            asked::by_templates(files).into_iter().partition(|named| named.open);
        let open =
            open.into_iter().filter(|named| named.at.is_some()).map(|named| named.key).collect();
        let mut ground = Ground { mother: Tree::new(), asked, open };
        // What is built in, and what the author's templates ask for, may be said.
        ground.mother = read::built_in(files, MOTHER);
        let new: Vec<_> = named.iter().filter(|named| !ground.mother.has(&named.key)).collect();
        new.iter().for_each(|named| ground.mother.put(&named.key, &named.key));
        ground.mother = ground.read_over(files, MOTHER, report);
        for named in new {
            if ground.mother.word(&named.key) == Some(&named.key) {
                report.missing_ui_text(named.at, &named.key, MOTHER);
            }
        }
        ground
    }

    /// English with the author's own English over it.
    fn read_over(&self, files: &Files, language: &str, report: &mut Report) -> Tree {
        let own = read::read(files, language, &self.known(), report);
        borrow(&self.mother, &own)
    }

    fn known(&self) -> Known<'_> {
        Known { mother: &self.mother, asked: &self.asked, open: &self.open }
    }

    /// A language's own words over those of the language that it is a kind of: `fr-CA` over `fr`.
    fn read_with_parents(&self, files: &Files, language: &str, report: &mut Report) -> Tree {
        let mut tree = match language.rsplit_once(DIVIDE) {
            Some((parent, _)) if parent != MOTHER => self.read_with_parents(files, parent, report),
            _ => Tree::new(),
        };
        let own = read::read(files, language, &self.known(), report);
        own.leaves().iter().for_each(|(key, word)| tree.put(key, word));
        tree
    }
}

/// English with everything that the language says itself.
fn borrow(mother: &Tree, own: &Tree) -> Tree {
    let mut tree = mother.clone();
    let ours = own.leaves();
    // The forms of one language are no forms of another, but for the one that stands for all.
    for (key, _) in &ours {
        if let Some((noun, _)) = key.rsplit_once('.').filter(|(stem, _)| is_noun(stem)) {
            tree.remove(noun);
            continue;
        }
        let Some(stem) = form_of(key).filter(|stem| mother.find(stem).is_some_and(Tree::is_forms))
        else {
            continue;
        };
        let other = tree.word(stem).unwrap_or("").to_string();
        tree.remove(stem);
        tree.put(&format!("{stem}.other"), &other);
    }
    ours.iter().for_each(|(key, word)| tree.put(key, word));
    tree
}

/// How many words a language lacks that a reader of its pages would miss.
fn missing(mother: &Tree, own: &Tree, tag: &str) -> usize {
    // It says only what it says otherwise.
    if is_kind_of_mother(tag) {
        return 0;
    }
    let wanted = wanted(mother, tag);
    let lacks = |key: &String| {
        let whole = form_of(key).and_then(|stem| own.find(stem)).and_then(Tree::here);
        !own.has(key) && whole.is_none()
    };
    let of_pages = |key: &str| key.split('.').next() != Some(DESK);
    (wanted.iter())
        .filter(|(key, word)| of_pages(key) && !word.starts_with('@') && lacks(key))
        .count()
}

/// Whether a language is some kind of English.
fn is_kind_of_mother(tag: &str) -> bool {
    tag.split(DIVIDE).next() == Some(MOTHER)
}

/// Every word that a language needs, with English's: a word with forms in each of the language's.
fn wanted(mother: &Tree, tag: &str) -> Vec<(String, String)> {
    let forms = categories(tag);
    let mut wanted = Vec::new();
    for (key, word) in mother.leaves() {
        let is_forms = |stem: &&str| is_noun(stem) || mother.find(stem).is_some_and(Tree::is_forms);
        match form_of(&key).filter(is_forms) {
            // Which other forms a noun needs is for the language to say.
            None if key.starts_with("nouns.") => {}
            None => wanted.push((key, word)),
            // All of them in the place of the first.
            Some(stem) if !wanted.iter().any(|(k, _)| form_of(k) == Some(stem)) => {
                let say = |form: &str| mother.word(&format!("{stem}.{form}"));
                for form in &forms {
                    let word = say(form).or_else(|| say("other")).unwrap_or("");
                    wanted.push((format!("{stem}.{form}"), word.to_string()));
                }
            }
            Some(_) => {}
        }
    }
    wanted
}

/// Whether a name is that of a noun of the trade.
fn is_noun(key: &str) -> bool {
    key.strip_prefix("nouns.").is_some_and(|name| NOUNS.contains(&name))
}

fn place(files: &Files, language: &str) -> Option<Span> {
    files.get(&format!("i18n/{language}.yaml"))?.at
}
