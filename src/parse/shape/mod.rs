//! What a file may hold: every key with its form, whether it must be there, and its meaning.
//!
//! No list of keys is kept by hand. A decoder asks `Fields` of `super::keys` for each of its keys;
//! run once without a file, it tells them ([`Group`]). From that come the reference that
//! `twotrack keys` prints (`reference`) and the JSON Schema for editors (`schema`). Only the
//! meanings are written down, in `meanings.yaml`, and a test holds them against the keys.
//!
//! This module knows neither YAML nor a decoder.

mod meaning;
mod reference;
mod schema;

pub use meaning::unknown as meanings_of_nothing;
pub use reference::{in_words, markdown, plain};
pub use schema::schema;

use crate::model::Want;

/// A kind of file with what it may hold.
#[derive(Clone, Debug)]
pub struct Shape {
    /// The word for it on the command line: `stage`.
    pub name: &'static str,
    /// Where such files stand: `content/stages/NN-ID/stage.yaml`.
    pub place: &'static str,
    /// Whether the keys stand between the `---` lines of a Markdown file.
    pub front_matter: bool,
    pub group: Group,
}

/// A group of keys.
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    /// What it describes, as messages call it: `an action`.
    pub what: &'static str,
    pub keys: Vec<Key>,
    /// Keys that depend on a word, such as the type of a question.
    pub variants: Vec<Variant>,
}

/// What else a group may hold when `key` is `word`.
#[derive(Clone, Debug, PartialEq)]
pub struct Variant {
    pub key: &'static str,
    pub word: &'static str,
    pub group: Group,
}

/// One key of a group.
#[derive(Clone, Debug, PartialEq)]
pub struct Key {
    pub name: &'static str,
    pub form: Form,
    pub needed: bool,
}

/// What may stand behind a key.
#[derive(Clone, Debug, PartialEq)]
pub enum Form {
    /// Plain text on one line, in one language or a group of languages.
    Name,
    /// Markdown, in one language or a group of languages.
    Text,
    Texts,
    /// Words, in one language or a group of languages.
    Words,
    /// A technical word, the same in every language.
    Word,
    /// Plain text on one line, in the language of its file.
    Line,
    /// A new id.
    Id,
    Date,
    Url,
    /// Where a line comes from.
    Origin,
    Choice(Vec<&'static str>),
    /// A whole number between two others.
    Whole(u32, u32),
    Number,
    Switch,
    /// A noun in its forms, in one language or a group of languages.
    Noun,
    /// The id of another item, or the word that stands for none.
    Ref(Want, Option<&'static str>),
    /// One id or a list of them.
    Refs(Want),
    Group(Group),
    /// A group whose keys are names that the author chose.
    Named(Group),
    /// A list of groups.
    List(Group),
    /// A list of words or groups.
    WordsOr(Group),
}

impl Group {
    pub fn new(what: &'static str) -> Group {
        Group { what, keys: Vec::new(), variants: Vec::new() }
    }

    /// Adds a key. The first to tell of it knows most: `whole` asks for a number in its turn.
    pub fn add(&mut self, name: &'static str, form: Form, needed: bool) {
        match self.keys.iter_mut().find(|key| key.name == name) {
            Some(key) => key.needed |= needed,
            None => self.keys.push(Key { name, form, needed }),
        }
    }

    /// What a key of this group means.
    pub fn meaning(&self, key: &str) -> Option<&'static str> {
        meaning::of(self.what, key)
    }

    /// This group and all below it.
    pub fn walk<'g>(&'g self, visit: &mut impl FnMut(&'g Group)) {
        visit(self);
        self.keys.iter().filter_map(|key| key.form.group()).for_each(|group| group.walk(visit));
        self.variants.iter().for_each(|variant| variant.group.walk(visit));
    }
}

impl Form {
    /// The group that stands behind such a key.
    pub fn group(&self) -> Option<&Group> {
        match self {
            Form::Group(group) | Form::Named(group) | Form::List(group) | Form::WordsOr(group) => {
                Some(group)
            }
            _ => None,
        }
    }
}
