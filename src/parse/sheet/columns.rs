//! Which columns a sheet has, and what they are called.

use super::super::keys::tell;
use super::super::learn;
use super::super::question::question;
use super::super::shape::{Form, Group, Key};
use crate::model::Language;
use std::collections::HashMap;
use unicode_normalization::UnicodeNormalization;

/// The key before those of the quiz that a question stands in.
pub const QUIZ: &str = "quiz";

/// Every column there can be.
pub struct Columns {
    pub(super) quiz: Group,
    pub(super) question: Group,
    pub all: Vec<Column>,
}

/// A column, or those of a list, which differ in their number.
#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    /// The keys that lead to the value.
    pub keys: Vec<&'static str>,
    /// Whether a number stands behind the first key.
    pub is_numbered: bool,
    pub form: Form,
    pub needed: bool,
    pub meaning: &'static str,
    /// Whether it holds other values for one type than for another.
    pub is_mixed: bool,
    /// The types of questions that have it; none: all have.
    pub types: Vec<&'static str>,
    /// The first column of the same list, or this one.
    first: usize,
}

/// A column of a certain sheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Place {
    /// By its place in [`Columns::all`].
    pub column: usize,
    /// The place in its list, from 0.
    pub n: usize,
    /// By its place in the playbook's languages; `None` holds for all, or is not said.
    pub lang: Option<usize>,
}

/// What a language calls keys, by name, if it has a word for one.
pub type Names<'a> = &'a dyn Fn(&str) -> Option<&'a str>;

impl Default for Columns {
    fn default() -> Self {
        let quiz = tell("a quiz", learn::quiz);
        let group = tell("a question", question);
        let mut all = Vec::new();
        for key in quiz.keys.iter().filter(|key| key.name != "questions") {
            add(&mut all, &[QUIZ], &quiz, key, None, false);
        }
        // What a question is comes before what it says.
        let (head, rest): (Vec<&Key>, Vec<&Key>) =
            group.keys.iter().partition(|key| ["id", "type"].contains(&key.name));
        for key in head.into_iter().chain(rest) {
            add(&mut all, &[], &group, key, None, false);
        }
        for variant in &group.variants {
            for key in &variant.group.keys {
                add(&mut all, &[], &variant.group, key, Some(variant.word), false);
            }
        }
        for n in 0..all.len() {
            let same = |other: &Column| other.is_numbered && other.keys[0] == all[n].keys[0];
            all[n].first =
                if all[n].is_numbered { all.iter().position(same).unwrap_or(n) } else { n };
        }
        Columns { quiz, question: group, all }
    }
}

fn add(
    all: &mut Vec<Column>,
    before: &[&'static str],
    group: &Group,
    key: &Key,
    of: Option<&'static str>,
    is_numbered: bool,
) {
    let keys: Vec<&'static str> = before.iter().copied().chain([key.name]).collect();
    if let Form::List(inner) = &key.form {
        let (ids, rest): (Vec<&Key>, Vec<&Key>) =
            inner.keys.iter().partition(|key| key.name == "id");
        ids.into_iter().chain(rest).for_each(|key| add(all, &keys, inner, key, of, true));
        return;
    }
    if let Some(known) = all.iter_mut().find(|column| column.keys == keys) {
        known.is_mixed |= known.form != key.form;
        known.types.extend(of.filter(|word| !known.types.contains(word)));
        return;
    }
    all.push(Column {
        keys,
        is_numbered: is_numbered || key.form == Form::Texts,
        form: key.form.clone(),
        needed: key.needed,
        meaning: group.meaning(key.name).unwrap_or_default(),
        is_mixed: false,
        types: of.into_iter().collect(),
        first: 0,
    });
}

impl Column {
    /// Whether it stands once for each language.
    pub fn is_spoken(&self) -> bool {
        matches!(self.form, Form::Name | Form::Text | Form::Texts | Form::Words)
    }

    /// What a sheet calls it: the words for its keys, with a number behind the first.
    pub fn name(&self, number: &str, names: Names) -> String {
        let shown = match (self.keys.as_slice(), self.is_numbered) {
            // What goes without saying.
            ([first, "id"], false) | ([first, "text"], true) => vec![*first],
            (keys, _) => keys.to_vec(),
        };
        self.name_of(&shown, number, names)
    }

    fn name_of(&self, keys: &[&'static str], number: &str, names: Names) -> String {
        let mut parts: Vec<String> = Vec::new();
        for (n, key) in keys.iter().enumerate() {
            // `right` is one thing of an option and another one of a pair.
            let word = names(&keys[..=n].join("_")).or_else(|| names(key));
            parts.push(word.map_or_else(|| key.replace('_', " "), String::from));
            if n == 0 && self.is_numbered {
                parts.push(number.to_string());
            }
        }
        parts.join(" ")
    }
}

impl Columns {
    pub fn of(&self, place: Place) -> &Column {
        &self.all[place.column]
    }

    /// The column to which these keys lead.
    pub fn find(&self, keys: &[&str]) -> Option<usize> {
        self.all.iter().position(|column| column.keys == keys)
    }

    /// The types of questions there are.
    pub fn types(&self) -> impl Iterator<Item = &'static str> {
        self.question.variants.iter().map(|variant| variant.word)
    }

    /// By which the columns of a sheet are in order: a list place by place, languages together.
    pub fn order(&self, place: &Place) -> (usize, usize, usize, Option<usize>) {
        (self.of(*place).first, place.n, place.column, place.lang)
    }

    /// What stands above a column.
    pub fn header(&self, place: Place, names: Names, languages: &[Language]) -> String {
        let name = self.of(place).name(&(place.n + 1).to_string(), names);
        let language = place.lang.and_then(|lang| languages.get(lang));
        language.map_or(name.clone(), |language| format!("{name} ({})", language.id))
    }

    /// Every name of every column as [`normal`] has it, in each of the languages given.
    pub fn by_name(&self, languages: &[Names]) -> HashMap<String, usize> {
        let mut found = HashMap::new();
        let nobody: Names = &|_| None;
        for names in [nobody].iter().chain(languages) {
            for (n, column) in self.all.iter().enumerate() {
                let full = column.name_of(&column.keys, "1", *names);
                for name in [column.name("1", *names), full] {
                    found.entry(normal(&name).0).or_insert(n);
                }
            }
        }
        found
    }
}

/// `A`, `Z`, `AA`: a column as spreadsheet programs call it, from 0.
pub fn letters(column: usize) -> String {
    let last = char::from(b'A' + (column % 26) as u8);
    match column / 26 {
        0 => last.to_string(),
        more => letters(more - 1) + &last.to_string(),
    }
}

/// A name without what people write in several ways: case, width, blanks; `#` for a number.
pub fn normal(name: &str) -> (String, Option<usize>) {
    let (mut normal, mut number) = (String::new(), String::new());
    for c in name.nfkc().flat_map(char::to_lowercase) {
        match c {
            c if c.is_ascii_digit() => {
                if number.is_empty() {
                    normal.push('#');
                }
                number.push(c);
            }
            c if c.is_whitespace() || "_-.:·\u{feff}".contains(c) => {}
            c => normal.push(c),
        }
    }
    (normal, number.parse().ok())
}
