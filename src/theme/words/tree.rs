//! Words by their dotted names, in the order of their file.

use super::super::language::CATEGORIES;
use indexmap::IndexMap;
use std::collections::BTreeMap;
use tera::Value;

/// A word may say what another says, and so on, this often.
const MOST_STEPS: usize = 4;

#[derive(Clone, Debug)]
pub enum Tree {
    Word(String),
    Branch(IndexMap<String, Tree>),
}

impl Tree {
    pub fn new() -> Tree {
        Tree::Branch(IndexMap::new())
    }

    pub fn word(&self, key: &str) -> Option<&str> {
        match self.find(key)? {
            Tree::Word(word) => Some(word),
            // A word that other names stand below.
            Tree::Branch(map) => map.get("other")?.here(),
        }
    }

    /// The word that this is, if it is one.
    pub fn here(&self) -> Option<&str> {
        match self {
            Tree::Word(word) => Some(word),
            Tree::Branch(_) => None,
        }
    }

    pub fn has(&self, key: &str) -> bool {
        self.find(key).is_some()
    }

    /// What stands right below, by name.
    pub fn below(&self) -> impl Iterator<Item = (&str, &Tree)> {
        let map = match self {
            Tree::Branch(map) => Some(map),
            Tree::Word(_) => None,
        };
        map.into_iter().flatten().map(|(name, tree)| (name.as_str(), tree))
    }

    /// Whether it is the forms of one word, one for each plural category.
    pub fn is_forms(&self) -> bool {
        self.below().any(|(name, _)| name == "other")
            && self.below().all(|(name, tree)| is_category(name) && tree.here().is_some())
    }

    /// Puts a word where its dotted name says.
    pub fn put(&mut self, key: &str, word: &str) {
        if let Tree::Word(_) = self {
            *self = Tree::new();
        }
        let Tree::Branch(map) = self else { return };
        match key.split_once('.') {
            None => {
                map.insert(key.to_string(), Tree::Word(word.to_string()));
            }
            Some((first, rest)) => {
                map.entry(first.to_string()).or_insert_with(Tree::new).put(rest, word);
            }
        }
    }

    /// Puts a whole branch right below.
    pub fn put_tree(&mut self, name: &str, tree: Tree) {
        if let Tree::Branch(map) = self {
            map.insert(name.to_string(), tree);
        }
    }

    /// Takes out what stands under a dotted name.
    pub fn remove(&mut self, key: &str) {
        let Tree::Branch(map) = self else { return };
        match key.split_once('.') {
            None => drop(map.shift_remove(key)),
            Some((first, rest)) => {
                if let Some(tree) = map.get_mut(first) {
                    tree.remove(rest);
                }
            }
        }
    }

    pub fn find(&self, key: &str) -> Option<&Tree> {
        key.split('.').try_fold(self, |tree, name| match tree {
            Tree::Branch(map) => map.get(name),
            Tree::Word(_) => None,
        })
    }

    /// With what each `@name` stands for in its place; one that leads nowhere stays as it is.
    pub fn resolved(&self) -> Tree {
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

    /// Makes something else of every word.
    pub fn each_word(&mut self, make: &impl Fn(&str) -> String) {
        match self {
            Tree::Word(word) => *word = make(word),
            Tree::Branch(map) => map.values_mut().for_each(|tree| tree.each_word(make)),
        }
    }

    /// Every word with its dotted name.
    pub fn leaves(&self) -> Vec<(String, String)> {
        let mut out = Vec::new();
        self.add_leaves("", &mut out);
        out
    }

    fn add_leaves(&self, name: &str, out: &mut Vec<(String, String)>) {
        match self {
            Tree::Word(word) => out.push((name.to_string(), word.clone())),
            Tree::Branch(map) => {
                map.iter().for_each(|(key, tree)| tree.add_leaves(&joined(name, key), out));
            }
        }
    }

    pub fn value(&self) -> Value {
        match self {
            Tree::Word(word) => Value::from(word.as_str()),
            Tree::Branch(map) => {
                map.iter().map(|(k, t)| (k.clone(), t.value())).collect::<BTreeMap<_, _>>().into()
            }
        }
    }
}

/// The dotted name of what stands below another.
pub fn joined(name: &str, key: &str) -> String {
    if name.is_empty() { key.to_string() } else { format!("{name}.{key}") }
}

/// The word of which a name is a form: `counts.guides` of `counts.guides.one`.
pub fn form_of(key: &str) -> Option<&str> {
    key.rsplit_once('.').filter(|(_, form)| is_category(form)).map(|(stem, _)| stem)
}

pub fn is_category(name: &str) -> bool {
    CATEGORIES.contains(&name)
}
