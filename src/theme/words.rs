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
//! A language borrows from English what it does not say, with a warning; a template that asks
//! for a word that nobody says gets the word's name, with a warning too.

use super::files::{Files, Layered};
use super::language::{CATEGORIES, category};
use crate::diagnostic::{Report, Span};
use crate::model::Settings;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use tera::{Kwargs, State, TeraResult, Value, value::Key};

/// The language that others borrow from.
const MOTHER: &str = "en";

/// A word may say what another says, and so on, this often.
const MOST_STEPS: usize = 4;

/// The words of one language.
#[derive(Clone, Debug)]
pub struct Words {
    /// The language's tag (BCP 47), whose rules choose the form beside a number.
    tag: String,
    tree: Tree,
    value: Value,
    /// What scripts ask for.
    asked: Arc<Asked>,
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
        Words { value: tree.value(), tree, ..self.clone() }
    }

    /// The words that scripts ask for.
    pub fn for_scripts(&self) -> serde_json::Value {
        let mut leaves = Vec::new();
        self.tree.leaves("", &mut leaves);
        let mut own = Tree::Branch(BTreeMap::new());
        for (key, word) in leaves.iter().filter(|(key, _)| self.asked.wants(key)) {
            own.put(key, word);
        }
        serde_json::to_value(own.value()).unwrap_or_default()
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

impl Tree {
    fn word(&self, key: &str) -> Option<&str> {
        match self.find(key)? {
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
        self.find(key).is_some()
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

    /// Takes out what stands under a dotted name.
    fn remove(&mut self, key: &str) {
        let Tree::Branch(map) = self else { return };
        match key.split_once('.') {
            None => drop(map.remove(key)),
            Some((first, rest)) => {
                if let Some(tree) = map.get_mut(first) {
                    tree.remove(rest);
                }
            }
        }
    }

    fn find(&self, key: &str) -> Option<&Tree> {
        key.split('.').try_fold(self, |tree, name| match tree {
            Tree::Branch(map) => map.get(name),
            Tree::Word(_) => None,
        })
    }

    /// With what each `@name` stands for in its place; one that leads nowhere stays as it is.
    fn resolved(&self) -> Tree {
        self.resolved_in(self, MOST_STEPS)
    }

    fn resolved_in(&self, root: &Tree, steps: usize) -> Tree {
        match self {
            Tree::Word(word) => {
                let named = word.strip_prefix('@').filter(|_| steps > 0);
                let found = named.and_then(|key| root.find(key));
                found.map_or_else(|| self.clone(), |tree| tree.resolved_in(root, steps - 1))
            }
            Tree::Branch(map) => {
                let resolved = |(k, t): (&String, &Tree)| (k.clone(), t.resolved_in(root, steps));
                Tree::Branch(map.iter().map(resolved).collect())
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
    let asked = Arc::new(Asked::read(files));
    let mut all = BTreeMap::new();
    let make = |tag: &str, tree: Tree| {
        let tree = tree.resolved();
        Words { tag: tag.to_string(), value: tree.value(), tree, asked: asked.clone() }
    };
    for language in settings.languages.iter().filter(|l| l.id != MOTHER) {
        let own = read_with_parents(files, &language.id, report);
        let tree = borrow(&mother, own, &language.id, files, report);
        all.insert(language.id.clone(), make(&language.tag, tree));
    }
    let tag = settings.languages.iter().find(|l| l.id == MOTHER).map_or(MOTHER, |l| &l.tag);
    all.insert(MOTHER.to_string(), make(tag, mother));
    all
}

/// English with everything that the language says itself.
fn borrow(mother: &Tree, own: Tree, id: &str, files: &Files, report: &mut Report) -> Tree {
    let mut tree = mother.clone();
    let (mut theirs, mut ours) = (Vec::new(), Vec::new());
    mother.leaves("", &mut theirs);
    own.leaves("", &mut ours);
    if id.split('-').next() == Some(MOTHER) {
        // A kind of English says only what it says otherwise.
    } else if ours.is_empty() {
        // One warning for a language that the theme does not speak at all.
        report.missing_ui_text(None, "any word", id);
    } else {
        for (key, _) in &theirs {
            // Not every language tells the same numbers apart.
            let stem = form_of(key).unwrap_or(key);
            if !own.has(stem) {
                report.missing_ui_text(place(files, id), key, id);
            }
        }
    }
    // The forms of one language are no forms of another.
    for stem in ours.iter().filter_map(|(key, _)| form_of(key)) {
        tree.remove(stem);
    }
    ours.iter().for_each(|(key, word)| tree.put(key, word));
    tree
}

/// The word of which a name is a form: `counts.guides` of `counts.guides.one`.
fn form_of(key: &str) -> Option<&str> {
    key.rsplit_once('.').filter(|(_, form)| CATEGORIES.contains(form)).map(|(stem, _)| stem)
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

/// A language's own words over those of the language that it is a kind of: `fr-CA` over `fr`.
fn read_with_parents(files: &Files, language: &str, report: &mut Report) -> Tree {
    let mut tree = match language.rsplit_once('-') {
        Some((parent, _)) if parent != MOTHER => read_with_parents(files, parent, report),
        _ => Tree::Branch(BTreeMap::new()),
    };
    let mut own = Vec::new();
    read(files, language, report).leaves("", &mut own);
    own.iter().for_each(|(key, word)| tree.put(key, word));
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

/// The names of words that scripts ask for.
#[derive(Debug, Default)]
struct Asked {
    /// Whole names.
    names: BTreeSet<String>,
    /// Beginnings of names that a script ends itself: `verdict.` of `verdict.${kind}`.
    beginnings: Vec<String>,
}

impl Asked {
    fn read(files: &Files) -> Asked {
        let mut asked = Asked::default();
        for (_, file) in files.below("js/") {
            let text = file.text().unwrap_or("");
            let strings = text.split('"').map(|part| (part, true));
            let templates = text.split('`').map(|part| match part.split_once("${") {
                Some((beginning, _)) => (beginning, false),
                None => (part, true),
            });
            for (part, is_whole) in strings.chain(templates).filter(|(part, _)| is_name(part)) {
                if is_whole {
                    asked.names.insert(part.to_string());
                } else if part.contains('.') {
                    asked.beginnings.push(part.to_string());
                }
            }
        }
        asked
    }

    fn wants(&self, key: &str) -> bool {
        let stem = form_of(key).unwrap_or(key);
        let begins = |beginning: &String| key.starts_with(beginning.as_str());
        self.names.contains(stem) || self.names.contains(key) || self.beginnings.iter().any(begins)
    }
}

/// Whether a string of a script may name a word, or begin a name.
fn is_name(text: &str) -> bool {
    let fits = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_' || c == '.';
    text.starts_with(|c: char| c.is_ascii_lowercase()) && text.chars().all(fits)
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
pub fn fill_filter(words: &Value, kwargs: Kwargs, state: &State) -> TeraResult<String> {
    let n = kwargs.get::<&Value>("n")?.and_then(Value::as_i64).unwrap_or(0).unsigned_abs();
    let text = match words.as_map() {
        Some(forms) => {
            let lang = state.get::<Value>("lang")?;
            let tag = lang.as_ref().and_then(|lang| lang.as_map()?.get(&Key::Str("tag"))?.as_str());
            let form = category(tag.unwrap_or(MOTHER), usize::try_from(n).unwrap_or(usize::MAX));
            let pick = |name: &'static str| forms.get(&Key::Str(name)).and_then(Value::as_str);
            pick(form).or_else(|| pick("other")).unwrap_or("")
        }
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
