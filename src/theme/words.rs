//! The interface's own words, language by language.
//!
//! `i18n/<language>.yaml` is a tree of names: `gate: {in: You are in when}` is `t.gate.in` in a
//! template. A word that depends on a number has the forms `one` and `other`; `{n}` stands for
//! the number, and other braces for other values: `{{ t.questions | fill(n=12) }}`.
//!
//! A language borrows from English what it does not say, with a warning; a template that asks
//! for a word that nobody says gets the word's name, with a warning too.

use super::files::{Files, Layered};
use crate::diagnostic::{Report, Span};
use crate::model::Settings;
use std::collections::BTreeMap;
use tera::{Kwargs, State, TeraResult, Value};

/// The language that others borrow from.
const MOTHER: &str = "en";

/// The words of one language.
#[derive(Clone, Debug)]
pub struct Words {
    tree: Tree,
    value: Value,
}

#[derive(Clone, Debug)]
enum Tree {
    Word(String),
    Branch(BTreeMap<String, Tree>),
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
        words(tree)
    }

    /// A word by its dotted name, or the name itself.
    pub fn say<'a>(&'a self, key: &'a str) -> &'a str {
        self.tree.word(key).unwrap_or(key)
    }

    /// A word with a number in it, in the number's form.
    pub fn count(&self, key: &str, n: usize) -> String {
        let form = if n == 1 { "one" } else { "other" };
        let forms = [format!("{key}.{form}"), format!("{key}.other"), key.to_string()];
        let found = forms.iter().find_map(|key| self.tree.word(key)).unwrap_or(key);
        fill(found, &[("n", &n.to_string())])
    }
}

impl Tree {
    fn word(&self, key: &str) -> Option<&str> {
        let found = key.split('.').try_fold(self, |tree, name| match tree {
            Tree::Branch(map) => map.get(name),
            Tree::Word(_) => None,
        })?;
        match found {
            Tree::Word(word) => Some(word),
            // A word that other names stand below.
            Tree::Branch(map) => map.get("other")?.word_here(),
        }
    }

    fn word_here(&self) -> Option<&str> {
        match self {
            Tree::Word(word) => Some(word),
            Tree::Branch(_) => None,
        }
    }

    fn has(&self, key: &str) -> bool {
        let found = key.split('.').try_fold(self, |tree, name| match tree {
            Tree::Branch(map) => map.get(name),
            Tree::Word(_) => None,
        });
        found.is_some()
    }

    /// Puts a word where its dotted name says.
    fn put(&mut self, key: &str, word: &str) {
        let Tree::Branch(map) = self else { return };
        match key.split_once('.') {
            None => {
                map.insert(key.to_string(), Tree::Word(word.to_string()));
            }
            Some((first, rest)) => {
                let empty = || Tree::Branch(BTreeMap::new());
                map.entry(first.to_string()).or_insert_with(empty).put(rest, word);
            }
        }
    }

    /// Every word with its dotted name.
    fn leaves(&self, name: &str, out: &mut Vec<(String, String)>) {
        match self {
            Tree::Word(word) => out.push((name.to_string(), word.clone())),
            Tree::Branch(map) => {
                for (key, tree) in map {
                    let dot = if name.is_empty() { "" } else { "." };
                    tree.leaves(&format!("{name}{dot}{key}"), out);
                }
            }
        }
    }

    fn value(&self) -> Value {
        match self {
            Tree::Word(word) => Value::from(word.as_str()),
            Tree::Branch(map) => {
                map.iter().map(|(k, t)| (k.clone(), t.value())).collect::<BTreeMap<_, _>>().into()
            }
        }
    }
}

/// The words of every language of the playbook, and of English.
pub fn load(files: &Files, settings: &Settings, report: &mut Report) -> BTreeMap<String, Words> {
    let mut mother = read(files, MOTHER, report);
    for key in asked(files) {
        if !mother.has(&key) {
            report.missing_ui_text(place(files, MOTHER), &key, MOTHER);
            mother.put(&key, &key);
        }
    }
    let mut all = BTreeMap::new();
    for language in settings.languages.iter().map(|l| l.id.as_str()).filter(|id| *id != MOTHER) {
        let own = read(files, language, report);
        all.insert(language.to_string(), borrow(&mother, own, language, files, report));
    }
    all.insert(MOTHER.to_string(), words(mother));
    all
}

fn words(tree: Tree) -> Words {
    Words { value: tree.value(), tree }
}

/// English with everything that the language says itself.
fn borrow(mother: &Tree, own: Tree, id: &str, files: &Files, report: &mut Report) -> Words {
    let mut tree = mother.clone();
    let (mut theirs, mut ours) = (Vec::new(), Vec::new());
    mother.leaves("", &mut theirs);
    own.leaves("", &mut ours);
    if ours.is_empty() {
        // One warning for a language that the theme does not speak at all.
        report.missing_ui_text(None, "any word", id);
    } else {
        for (key, _) in &theirs {
            // Not every language tells one from many.
            if !own.has(key) && !key.ends_with(".one") {
                report.missing_ui_text(place(files, id), key, id);
            }
        }
    }
    for (key, word) in &ours {
        tree.put(key, word);
        if let Some(stem) = key.strip_suffix(".other") {
            let one = format!("{stem}.one");
            if !own.has(&one) {
                tree.put(&one, word);
            }
        }
    }
    words(tree)
}

fn place(files: &Files, language: &str) -> Option<Span> {
    files.get(&format!("i18n/{language}.yaml"))?.at
}

/// One language's files, the author's words over those of the default theme.
fn read(files: &Files, language: &str, report: &mut Report) -> Tree {
    let mut tree = Tree::Branch(BTreeMap::new());
    let layers = files.get(&format!("i18n/{language}.yaml")).map_or(Vec::new(), Layered::layers);
    for layer in layers {
        match serde_yaml::from_str::<serde_yaml::Value>(layer.text().unwrap_or("")) {
            Ok(yaml) => plant(&yaml, "", &mut tree),
            Err(error) => {
                report.template(layer.at, &format!("`i18n/{language}.yaml`: {error}"));
            }
        }
    }
    tree
}

fn plant(yaml: &serde_yaml::Value, name: &str, tree: &mut Tree) {
    match yaml {
        serde_yaml::Value::Mapping(map) => {
            for (key, value) in map {
                let Some(key) = key.as_str() else { continue };
                let dot = if name.is_empty() { "" } else { "." };
                plant(value, &format!("{name}{dot}{key}"), tree);
            }
        }
        serde_yaml::Value::String(word) => tree.put(name, word.trim_end_matches('\n')),
        _ => {}
    }
}

/// The names of words that templates ask for: every `t.some.name` in a tag.
fn asked(files: &Files) -> Vec<String> {
    let mut found = Vec::new();
    for (_, file) in files.below("templates/") {
        let text = file.text().unwrap_or("");
        for tag in text.split('{').filter(|t| t.contains('}')) {
            let tag = tag.split('}').next().unwrap_or("");
            for (at, _) in tag.match_indices("t.") {
                let before = tag[..at].chars().next_back();
                let name: &str = &tag[at + 2..];
                let is_name = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '.';
                let end = name.find(|c| !is_name(c)).unwrap_or(name.len());
                let whole = !name[end..].starts_with('[') && end > 0;
                if whole && !before.is_some_and(|c| is_name(c) || c == '"') {
                    found.push(name[..end].to_string());
                }
            }
        }
    }
    found.sort();
    found.dedup();
    found
}

/// Puts values in the place of their names in braces.
pub fn fill(words: &str, values: &[(&str, &str)]) -> String {
    values
        .iter()
        .fold(words.to_string(), |text, (name, value)| text.replace(&format!("{{{name}}}"), value))
}

/// `{{ t.questions | fill(n=3) }}`: a number chooses the form, every name gets its value.
pub fn fill_filter(words: &Value, kwargs: Kwargs, _: &State) -> TeraResult<String> {
    let one = kwargs.get::<&Value>("n")?.and_then(Value::as_i64) == Some(1);
    let form = words.as_map().map(|forms| {
        let pick = |name: &'static str| forms.get(&tera::value::Key::Str(name));
        (if one { pick("one") } else { None }).or_else(|| pick("other"))
    });
    let text = match form {
        Some(form) => form.and_then(Value::as_str).unwrap_or(""),
        None => words.as_str().unwrap_or(""),
    };
    let mut out = text.to_string();
    for (name, value) in kwargs.iter() {
        if let Some(name) = name.as_str() {
            out = out.replace(&format!("{{{name}}}"), &value.to_string());
        }
    }
    Ok(out)
}
