//! The list of all words of the interface for a language, as a file to be filled in.
//!
//! Each word stands as `name: ""` with the English behind it as a comment; a word that says nothing
//! is borrowed, so a list can be filled in bit by bit. What a file has already stays as it is, byte
//! by byte: only what it lacks is added, at the end of the group where it belongs.

use super::super::files::{FOLDER, Files};
use super::tree::{Tree, joined};
use super::{DESK, Ground, wanted};
use crate::diagnostic::{Report, Span};
use crate::model::{Language, Settings};
use crate::parse::node::{Data, Key, Node};
use crate::parse::yaml;
use crate::source::Source;

/// A file of words with everything that it needs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct List {
    /// From the playbook's folder: `themes/default/i18n/fr.yaml`.
    pub path: String,
    pub text: String,
    /// How many words are new in it.
    pub added: usize,
    /// How many words nobody says yet in this language; of those only the preview shows, too.
    pub open: usize,
    pub open_at_desk: usize,
}

/// The list for a language of the playbook's theme; nothing if the file that is there has faults,
/// which the report tells.
pub fn list(
    source: &Source,
    settings: &Settings,
    language: &Language,
    report: &mut Report,
) -> Option<List> {
    let files = Files::gather(source, settings, report);
    let ground = Ground::read(&files, &mut Report::new());
    let mut faults = Report::new();
    let shown = ground.read_with_parents(&files, &language.id, &mut faults).resolved();
    let path = format!("{FOLDER}{}/i18n/{}.yaml", settings.theme, language.id);
    let mut want = Tree::new();
    for (key, word) in wanted(&ground.mother, &language.tag) {
        want.put(&key, &word);
    }
    let there = source.file(&path);
    let written = there.and_then(|file| file.text()).map_or("", |text| text);
    let root = match there {
        Some(file) => yaml::read(file.id, written, 0, report)?,
        None => Node { span: Span::default(), data: Data::Null, plain: None },
    };
    report.extend(&faults.without("unknown-key"));
    if report.has_errors() {
        return None;
    }
    let mut filler = Filler::new(written, &shown, ground.mother.resolved());
    filler.file(&root, &want, language);
    let (text, added) = filler.done();
    // What was there must be there still.
    let file = there.map_or(Span::default().file, |file| file.id);
    let (before, now) = (said(&root), yaml::read(file, &text, 0, &mut Report::new()));
    let kept = |it: &(String, String), now: &[_]| it.1.is_empty() || now.contains(it);
    let now = now.map(|now| said(&now)).filter(|now| before.iter().all(|it| kept(it, now)));
    let Some(now) = now else {
        report.template(there.map(|file| file.start()), "words can't be added to this file");
        return None;
    };
    let is_open =
        |(key, word): &&(String, String)| word.is_empty() && want.has(key) && !shown.has(key);
    let at_desk = |(key, _): &&(String, String)| key.split('.').next() == Some(DESK);
    let open = now.iter().filter(is_open).count();
    let open_at_desk = now.iter().filter(is_open).filter(at_desk).count();
    Some(List { path, text, added, open, open_at_desk })
}

/// Every word of a document with its dotted name.
fn said(node: &Node) -> Vec<(String, String)> {
    fn add(node: &Node, name: &str, out: &mut Vec<(String, String)>) {
        match &node.data {
            Data::Map(pairs) => {
                pairs.iter().for_each(|(key, node)| add(node, &joined(name, &key.text), out));
            }
            _ => out.push((name.to_string(), node.word().unwrap_or_default())),
        }
    }
    let mut out = Vec::new();
    add(node, "", &mut out);
    out.retain(|(name, _)| !name.is_empty());
    out
}

/// Adds to a text what it lacks.
struct Filler<'a> {
    text: &'a str,
    newline: &'static str,
    /// What the language shows now, and English.
    shown: &'a Tree,
    english: Tree,
    /// Pieces with the byte where they go.
    pieces: Vec<(usize, String)>,
    added: usize,
}

impl<'a> Filler<'a> {
    fn new(text: &'a str, shown: &'a Tree, english: Tree) -> Filler<'a> {
        let newline = if text.contains("\r\n") { "\r\n" } else { "\n" };
        Filler { text, newline, shown, english, pieces: Vec::new(), added: 0 }
    }

    fn file(&mut self, root: &Node, want: &Tree, language: &Language) {
        let no_pairs = Vec::new();
        let pairs = match &root.data {
            Data::Map(pairs) => pairs,
            _ => &no_pairs,
        };
        if self.text.trim().is_empty() {
            self.pieces.push((0, self.comment(&head(language))));
        }
        let (mut pages, mut desk) = (want.clone(), Tree::new());
        pages.remove(DESK);
        if let Some((name, words)) = want.below().find(|(name, _)| *name == DESK) {
            match pairs.iter().any(|(key, _)| &*key.text == DESK) {
                true => pages = want.clone(),
                false => desk.put_tree(name, words.clone()),
            }
        }
        // New groups go before the desk, which is a group apart.
        let before_desk: Vec<_> =
            pairs.iter().filter(|(key, _)| &*key.text != DESK).cloned().collect();
        let last = before_desk.last().or(pairs.last());
        let end = last.map_or(self.text.len(), |(key, node)| self.end(key, node));
        let flow = is_flow(self.text, root);
        self.group(pairs, "", if flow { want } else { &pages }, flow, end);
        if desk.below().next().is_some() && !flow {
            let desk_head = self.comment(DESK_HEAD);
            let lines = self.lines("", &desk, 0);
            self.pieces.push((self.text.len(), format!("{}{desk_head}{lines}", self.newline)));
        }
    }

    /// `end` is where the group's last entry ends.
    fn group(&mut self, pairs: &[(Key, Node)], name: &str, want: &Tree, flow: bool, end: usize) {
        let mut lacking = Tree::new();
        for (key, tree) in want.below() {
            let full = joined(name, key);
            match pairs.iter().find(|(it, _)| &*it.text == key) {
                None => lacking.put_tree(key, tree.clone()),
                Some((key, node)) => self.below(key, node, &full, tree, flow),
            }
        }
        if lacking.below().next().is_none() {
            return;
        }
        if flow {
            let inner = self.flow(name, &lacking);
            let comma = if pairs.is_empty() { "" } else { ", " };
            self.pieces.push((end, format!("{comma}{inner}")));
        } else {
            let indent = pairs.first().map_or(0, |(key, _)| self.column(key));
            let lines = self.lines(name, &lacking, indent);
            self.pieces.push((self.line_end(end), lines));
        }
    }

    /// What stands under one name that is there.
    fn below(&mut self, key: &Key, node: &Node, full: &str, want: &Tree, in_flow: bool) {
        if want.here().is_some() {
            return;
        }
        match &node.data {
            // Empty brackets, or else the last entry in them.
            Data::Map(pairs) => {
                let inside = node.span.start as usize + 1;
                let end = pairs.last().map_or(inside, |(key, node)| self.end(key, node));
                self.group(pairs, full, want, is_flow(self.text, node), end);
            }
            Data::Null if in_flow => {
                let inner = self.flow(full, want);
                self.pieces.push((self.end(key, node), format!(" {{{inner}}}")));
            }
            Data::Null => {
                let lines = self.lines(full, want, self.column(key) + 2);
                self.pieces.push((self.line_end(self.end(key, node)), lines));
            }
            // One word for all numbers.
            _ => {}
        }
    }

    fn lines(&mut self, name: &str, want: &Tree, indent: usize) -> String {
        let mut out = String::new();
        for (key, tree) in want.below() {
            let (full, space) = (joined(name, key), " ".repeat(indent));
            let key = quoted(key);
            match tree {
                Tree::Word(word) => {
                    self.added += 1;
                    let beside = self.beside(&full, word);
                    out += &format!("{space}{key}: {}  # {beside}{}", value(word), self.newline);
                }
                Tree::Branch(_) => {
                    out += &format!("{space}{key}:{}", self.newline);
                    out += &self.lines(&full, tree, indent + 2);
                }
            }
        }
        out
    }

    fn flow(&mut self, name: &str, want: &Tree) -> String {
        let mut parts = Vec::new();
        for (key, tree) in want.below() {
            let full = joined(name, key);
            parts.push(match tree {
                Tree::Word(word) => {
                    self.added += 1;
                    format!("{}: {}", quoted(key), value(word))
                }
                Tree::Branch(_) => format!("{}: {{{}}}", quoted(key), self.flow(&full, tree)),
            });
        }
        parts.join(", ")
    }

    /// What stands beside a word: what is shown as long as it says nothing, and the English.
    fn beside(&self, key: &str, english: &str) -> String {
        let english = self.english.word(key).unwrap_or(english);
        let text = match self.shown.word(key).filter(|shown| *shown != english) {
            Some(shown) => format!("{shown} | {english}"),
            None => english.to_string(),
        };
        let text = text.split(['\n', '\r']).collect::<Vec<_>>().join(" ");
        // Where a blank counts, it must be seen.
        if text.trim() == text { text } else { format!("\"{text}\"") }
    }

    fn comment(&self, text: &str) -> String {
        text.lines().map(|line| format!("# {line}{}", self.newline)).collect()
    }

    /// Where a key with its value ends; a value that is an alias stands elsewhere.
    fn end(&self, key: &Key, node: &Node) -> usize {
        let here = node.span.start >= key.span.start;
        let own = key.span.end.max(if here { node.span.end } else { 0 }) as usize;
        let Data::Map(pairs) = &node.data else { return own };
        let below = pairs.iter().map(|(key, node)| self.end(key, node)).max().filter(|_| here);
        let end = below.map_or(own, |below| below.max(own));
        let brackets = is_flow(self.text, node) && !pairs.is_empty() && here;
        if brackets { self.closed(end) } else { end }
    }

    /// Behind the bracket that closes what ends here.
    fn closed(&self, end: usize) -> usize {
        let mut at = end;
        for line in self.text[end..].split_inclusive('\n') {
            if let Some(bracket) = line.split('#').next().and_then(|code| code.find('}')) {
                return at + bracket + 1;
            }
            at += line.len();
        }
        end
    }

    fn column(&self, key: &Key) -> usize {
        let start = key.span.start as usize;
        start - self.text[..start].rfind('\n').map_or(0, |at| at + 1)
    }

    /// Behind the line in which a byte stands.
    fn line_end(&self, byte: usize) -> usize {
        self.text[byte..].find('\n').map_or(self.text.len(), |at| byte + at + 1)
    }

    fn done(mut self) -> (String, usize) {
        self.pieces.sort_by_key(|(at, _)| *at);
        let (mut out, mut from) = (String::new(), 0);
        for (at, piece) in &self.pieces {
            out.push_str(&self.text[from..*at]);
            let in_line = piece.starts_with(", ") || !piece.ends_with('\n');
            if !in_line && !out.is_empty() && !out.ends_with('\n') {
                out.push_str(self.newline);
            }
            out.push_str(piece);
            from = *at;
        }
        (out + &self.text[from..], self.added)
    }
}

/// Whether a group of keys stands in brackets; its place is that of its first key.
fn is_flow(text: &str, node: &Node) -> bool {
    let start = node.span.start as usize;
    matches!(&node.data, Data::Map(_))
        && (text[start..].starts_with('{') || text[..start].trim_end().ends_with('{'))
}

/// `@pages.deals` says what that word says, in every language; other words are to be written.
fn value(english: &str) -> String {
    let same = if english.starts_with('@') { english } else { "" };
    format!("\"{same}\"")
}

/// A key that YAML would not take for a word.
fn quoted(key: &str) -> String {
    let odd = ["on", "off", "yes", "no", "y", "n", "true", "false", "null"].contains(&key);
    match odd || key.starts_with(|c: char| c.is_ascii_digit()) {
        true => format!("\"{key}\""),
        false => key.to_string(),
    }
}

fn head(language: &Language) -> String {
    let Language { id, name, tag } = language;
    let forms = super::categories(tag).join(", ");
    format!(
        "The interface's words: {name} ({id}). Write each between its quotes; \
         behind it stands the\n\
         English. A word that stays \"\" is shown in English. {{Braces}} take values and \
         stay as they\n\
         are; `@pages.deals` says what that word says. Beside numbers: {forms}.\n\
         `twotrack words {id}` adds what is missing and changes nothing that is there."
    )
}

const DESK_HEAD: &str =
    "Only the preview shows these, at the trainer's desk; readers never see them.";
