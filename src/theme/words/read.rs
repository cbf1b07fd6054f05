//! One language's files of words, and what is wrong in those that an author wrote.
//!
//! Only what an author wrote is held against English: a name that English has not and nobody asks
//! for, a value in braces that nobody fills in or that is forgotten, a list where a word belongs. A
//! file that is no YAML draws that one fault; its words are then as if nobody had written them.

use super::super::files::{Files, Layered};
use super::asked::Asked;
use super::fill::placeholders;
use super::nouns::is_noun;
use super::tree::{Tree, is_category, joined};
use crate::diagnostic::{FileId, Report, Span};
use crate::parse::node::{Data, Key, Node};
use crate::parse::yaml;

/// What a file may say.
pub struct Known<'a> {
    /// English.
    pub mother: &'a Tree,
    /// What the author's scripts ask for beside it.
    pub asked: &'a Asked,
    /// Beginnings of names that the author's templates ask for.
    pub open: &'a [String],
}

/// What an author may not change: the words inside the binary.
pub fn built_in(files: &Files, language: &str) -> Tree {
    let mut tree = Tree::new();
    let path = format!("i18n/{language}.yaml");
    let layers = files.get(&path).map_or(Vec::new(), Layered::layers);
    for layer in layers.into_iter().filter(|layer| layer.at.is_none()) {
        let report = &mut Report::new();
        Reader { layer, known: None, report, tree: &mut tree }.file(&path);
    }
    tree
}

/// What a language's files say, the author's words over those of the default theme.
pub fn read(files: &Files, language: &str, known: &Known, report: &mut Report) -> Tree {
    let mut tree = built_in(files, language);
    let path = format!("i18n/{language}.yaml");
    let layers = files.get(&path).map_or(Vec::new(), Layered::layers);
    for layer in layers.into_iter().filter(|layer| layer.at.is_some()) {
        Reader { layer, known: Some(known), report, tree: &mut tree }.file(&path);
    }
    tree
}

/// Reads one file; [`Tree`] gets what it says.
struct Reader<'a> {
    layer: &'a Layered,
    /// What an author's words are held against.
    known: Option<&'a Known<'a>>,
    report: &'a mut Report,
    tree: &'a mut Tree,
}

impl Reader<'_> {
    fn file(&mut self, path: &str) {
        let text = self.layer.text().unwrap_or("");
        let file = self.layer.at.map_or(FileId::default(), |at| at.file);
        let Some(root) = yaml::read(file, text, 0, self.report) else { return };
        match &root.data {
            Data::Map(pairs) => self.pairs(pairs, "", self.known.map(|known| known.mother)),
            Data::Null => {}
            _ => self.report.wrong_type(root.span, path, "a group of keys", root.kind()),
        }
    }

    /// `mother` is what English has under this name, while there is something to compare with.
    fn pairs(&mut self, pairs: &[(Key, Node)], name: &str, mother: Option<&Tree>) {
        for (key, node) in pairs {
            let full = joined(name, &key.text);
            let Some(mother) = mother else {
                self.node(node, &full, None);
                continue;
            };
            // Languages tell other numbers apart than English does.
            let is_form = is_category(&key.text) && takes_forms(mother);
            match mother.find(&key.text) {
                _ if is_form => self.form(node, &full, mother),
                Some(below) => self.node(node, &full, Some(below)),
                // Which forms a noun has is for each language to say.
                None if name.starts_with("nouns.") => self.node(node, &full, None),
                None if self.is_asked(&full) => self.node(node, &full, None),
                None => self.unknown(key, name, mother),
            }
        }
    }

    /// A word's form for one plural category; `mother` has all of English's.
    fn form(&mut self, node: &Node, name: &str, mother: &Tree) {
        match &node.data {
            Data::Map(_) => self.report.wrong_type(node.span, name, "a text", node.kind()),
            _ => self.node(node, name, Some(mother)),
        }
    }

    fn node(&mut self, node: &Node, name: &str, mother: Option<&Tree>) {
        let is_group = |it: &Tree| it.here().is_none() && !it.is_forms();
        match (&node.data, mother) {
            (Data::Null, _) => {}
            (Data::Map(_), Some(word @ Tree::Word(_))) if !takes_forms(word) => {
                self.report.wrong_type(node.span, name, "a text", node.kind());
            }
            (Data::Map(pairs), _) => self.pairs(pairs, name, mother),
            (Data::List(_), _) => self.report.wrong_type(node.span, name, "a text", node.kind()),
            (_, Some(it)) if is_group(it) => {
                self.report.wrong_type(node.span, name, "a group of keys", node.kind());
            }
            _ => self.word(node, name, mother),
        }
    }

    fn word(&mut self, node: &Node, name: &str, mother: Option<&Tree>) {
        let word = node.word().unwrap_or_default();
        let word = word.trim_end_matches('\n');
        // Nothing is said yet: so `twotrack words` writes it.
        if word.is_empty() {
            return;
        }
        if let Some(mother) = mother {
            match word.strip_prefix('@') {
                Some(to) => self.reference(node.span, to),
                None => self.braces(node.span, name, word, mother),
            }
        }
        self.tree.put(name, word);
    }

    fn is_asked(&self, name: &str) -> bool {
        let open = |beginning: &String| {
            name.strip_prefix(beginning.as_str()).is_some_and(|rest| rest.starts_with('.'))
                || beginning.starts_with(&format!("{name}."))
                || beginning == name
        };
        self.known.is_some_and(|known| known.asked.wants(name) || known.open.iter().any(open))
    }

    fn unknown(&mut self, key: &Key, name: &str, mother: &Tree) {
        let near: Vec<&str> = mother.below().map(|(name, _)| name).collect();
        let elsewhere = self.known.and_then(|known| {
            let ending = format!(".{}", key.text);
            known.mother.leaves().into_iter().map(|(name, _)| name).find(|n| n.ends_with(&ending))
        });
        self.report.unknown_word(key.span, &joined(name, &key.text), &near, elsewhere.as_deref());
    }

    /// `@pages.deals` leads to a word.
    fn reference(&mut self, at: Span, to: &str) {
        let Some(known) = self.known.filter(|known| !known.mother.has(to)) else { return };
        let names: Vec<String> = known.mother.leaves().into_iter().map(|(name, _)| name).collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        self.report.unknown_word(at, to, &names, None);
    }

    /// The same values in braces as in English; a form for one number need not name it.
    fn braces(&mut self, at: Span, name: &str, word: &str, mother: &Tree) {
        let form = name.rsplit('.').next().filter(|form| is_category(form) && takes_forms(mother));
        let all = mother.leaves();
        let mut theirs: Vec<&str> =
            all.iter().flat_map(|(_, word)| placeholders(word).map(|(_, name)| name)).collect();
        theirs.sort_unstable();
        theirs.dedup();
        // Nouns may stand anywhere.
        theirs.retain(|name| !is_noun(name));
        let ours: Vec<&str> =
            placeholders(word).map(|(_, name)| name).filter(|name| !is_noun(name)).collect();
        let unknown: Vec<&str> =
            ours.iter().filter(|name| !theirs.contains(name)).copied().collect();
        for name in &unknown {
            self.report.unknown_placeholder(self.within(at, name), name, &theirs);
        }
        // One that is misspelt is not missing too.
        if !unknown.is_empty() {
            return;
        }
        let may_lack = |name: &str| name == "n" && form.is_some_and(|form| form != "other");
        let needed = mother.here().or_else(|| mother.word("other")).unwrap_or("");
        for (_, needed) in placeholders(needed) {
            if !is_noun(needed) && !ours.contains(&needed) && !may_lack(needed) {
                self.report.missing_placeholder(at, name, needed);
            }
        }
    }

    /// Where a value in braces stands in a word.
    fn within(&self, at: Span, name: &str) -> Span {
        let written = self.layer.text().and_then(|text| text.get(at.range())).unwrap_or("");
        let brace = format!("{{{name}}}");
        written.find(&brace).map_or(at, |start| {
            let start = at.start as usize + start;
            Span::new(at.file, start, start + brace.len())
        })
    }
}

/// Whether a language may have a form for each of its plural categories here.
fn takes_forms(mother: &Tree) -> bool {
    match mother {
        Tree::Word(word) => placeholders(word).any(|(_, name)| name == "n"),
        Tree::Branch(_) => mother.is_forms(),
    }
}
