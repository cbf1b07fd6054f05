//! Reads the keys of one YAML group, fault by fault.
//!
//! A decoder asks [`Fields`] for every key that its shape has, in any order, and ends with
//! [`Fields::finish`], which reports the keys that nobody asked for. A missing or wrong value is
//! reported and replaced by an empty one, so that one run shows all faults of a file.

use super::refs::{self, Place};
use super::yaml::{Data, Key, Node};
use crate::diagnostic::{Report, Span, nearest};
use crate::model::{
    Head, Lang, Language, Line, Origin, Phrase, Ref, Reference, Text, Texts, Want, Words,
};
use std::sync::Arc;

/// What a decoder needs beside the YAML: the languages, the report, and a place for references.
pub struct Context<'a> {
    pub report: &'a mut Report,
    pub languages: &'a [Language],
    /// The file's text, to find places inside a value.
    pub file_text: &'a str,
    /// Folder of the file below `content/`.
    pub folder: &'a str,
    pub raw_html: bool,
    pub references: &'a mut Vec<Reference>,
}

/// The keys of one group.
pub struct Fields<'n, 'c, 'a> {
    pub cx: &'c mut Context<'a>,
    pairs: &'n [(Key, Node)],
    /// What the group describes, for messages: `an action`.
    what: &'static str,
    /// The keys asked for, which are the keys there are.
    known: Vec<&'static str>,
    /// Keys that must be there and are not, with the misspelt ones that are read in their place.
    meant: Vec<(&'static str, &'n str)>,
    abandoned: bool,
    at: Span,
}

/// Decodes the groups of a list.
pub type Decode<T> = fn(&mut Fields) -> T;

impl<'n, 'c, 'a> Fields<'n, 'c, 'a> {
    /// Opens a group; something else in its place is a fault.
    pub fn open(cx: &'c mut Context<'a>, node: &'n Node, what: &'static str) -> Option<Self> {
        match &node.data {
            Data::Map(pairs) => {
                let (known, meant) = (Vec::new(), Vec::new());
                Some(Fields { cx, pairs, what, known, meant, abandoned: false, at: node.span })
            }
            _ => {
                cx.report.wrong_type(node.span, what, "a group of keys", node.kind());
                None
            }
        }
    }

    /// The place of the group, which is that of its first key.
    pub fn at(&self) -> Span {
        self.at
    }

    fn find(&mut self, key: &'static str) -> Option<&'n Node> {
        self.known.push(key);
        let typed =
            self.meant.iter().find(|(meant, _)| *meant == key).map_or(key, |(_, typed)| typed);
        let pairs = self.pairs;
        pairs.iter().rev().find(|(k, _)| &*k.text == typed).map(|(_, node)| node)
    }

    /// Whether a key is written at all.
    pub fn has(&mut self, key: &'static str) -> bool {
        self.find(key).is_some()
    }

    /// The place of a key's value, or of the group if it is not there.
    pub fn place(&mut self, key: &'static str) -> Span {
        self.find(key).map_or(self.at, |node| node.span)
    }

    /// A key that must be there. One that is misspelt is read all the same: its name is one
    /// fault, and what stands below it must not draw others.
    fn need(&mut self, key: &'static str) -> Option<&'n Node> {
        if let Some(node) = self.find(key) {
            return Some(node);
        }
        let pairs = self.pairs;
        let typed = pairs.iter().map(|(k, _)| &*k.text).filter(|k| !self.known.contains(k));
        match typed.into_iter().find(|typed| nearest(typed, [key]).is_some()) {
            Some(typed) => self.meant.push((key, typed)),
            None => self.cx.report.missing_key(self.at, self.what, key),
        }
        self.find(key)
    }

    /// Reports the keys that no one asked for.
    pub fn finish(self) {
        // What seemed misspelt may have turned out to be another key of this group.
        for (key, _) in self.meant.iter().filter(|(_, typed)| self.known.contains(typed)) {
            self.cx.report.missing_key(self.at, self.what, key);
        }
        let unread = if self.abandoned { &[] } else { self.pairs };
        for (key, _) in unread {
            if !self.known.contains(&&*key.text) {
                self.cx.report.unknown_key(key.span, self.what, &key.text, &self.known);
            }
        }
    }

    /// Gives up on the rest of the group: its kind is unknown, so its keys are too.
    pub fn abandon(&mut self) {
        self.abandoned = true;
    }

    // Texts

    /// A name: plain text on one line.
    pub fn name(&mut self, key: &'static str) -> Text {
        self.need(key).map(|n| text(self.cx, n, key, Style::Name)).unwrap_or_default()
    }

    pub fn name_if_any(&mut self, key: &'static str) -> Text {
        self.find(key).map(|n| text(self.cx, n, key, Style::Name)).unwrap_or_default()
    }

    /// A Markdown text.
    pub fn text(&mut self, key: &'static str) -> Text {
        self.need(key).map(|n| text(self.cx, n, key, Style::Markdown)).unwrap_or_default()
    }

    pub fn text_if_any(&mut self, key: &'static str) -> Text {
        self.find(key).map(|n| text(self.cx, n, key, Style::Markdown)).unwrap_or_default()
    }

    /// A list of Markdown texts, empty if the key is not there.
    pub fn texts(&mut self, key: &'static str) -> Texts {
        let nodes = self.nodes(key);
        nodes.iter().map(|n| text(self.cx, n, key, Style::Markdown)).collect()
    }

    /// Words in each language, empty if the key is not there.
    pub fn words(&mut self, key: &'static str) -> Words {
        self.find(key).map(|n| words(self.cx, n, key)).unwrap_or_default()
    }

    /// A technical word, the same in every language: an id, a file's folder, a tag.
    pub fn word(&mut self, key: &'static str) -> Option<(String, Span)> {
        let node = self.find(key)?;
        let word = plain_word(node);
        if word.is_none() {
            self.cx.report.wrong_type(node.span, key, "a word", node.kind());
        }
        word.map(|w| (w, node.span))
    }

    pub fn need_word(&mut self, key: &'static str) -> Option<(String, Span)> {
        self.need(key)?;
        self.word(key)
    }

    /// One of a few words; the first is taken when the key is missing.
    pub fn choice<T: Copy>(&mut self, key: &'static str, options: &[(&'static str, T)]) -> T {
        self.choice_if_any(key, options).unwrap_or(options[0].1)
    }

    pub fn choice_if_any<T: Copy>(
        &mut self,
        key: &'static str,
        options: &[(&'static str, T)],
    ) -> Option<T> {
        let (word, at) = self.word(key)?;
        let found = options.iter().find(|(name, _)| *name == word).map(|(_, value)| *value);
        if found.is_none() {
            let names: Vec<&str> = options.iter().map(|(name, _)| *name).collect();
            self.cx.report.unknown_choice(at, key, &word, &names);
        }
        found
    }

    // Numbers and switches

    pub fn whole(&mut self, key: &'static str) -> Option<u32> {
        let number = self.number(key)?;
        let whole = number.fract() == 0.0 && (0.0..=1e9).contains(&number);
        if !whole {
            let at = self.place(key);
            self.cx.report.bad_number(at, key, "a whole number, 0 or more");
        }
        whole.then_some(number as u32)
    }

    pub fn number(&mut self, key: &'static str) -> Option<f64> {
        let node = self.find(key)?;
        match node.data {
            // YAML 1.1 read 010 as eight; YAML 1.2 and people read ten.
            Data::Number(_) if is_octal(node) => {
                self.cx.report.bad_number(node.span, key, "a number without leading zeros");
                None
            }
            Data::Number(n) if n.is_finite() => Some(n),
            _ => {
                self.cx.report.bad_number(node.span, key, "a number, written in digits only");
                None
            }
        }
    }

    pub fn switch(&mut self, key: &'static str) -> Option<bool> {
        let node = self.find(key)?;
        match node.data {
            Data::Bool(value) => Some(value),
            _ => {
                let typed = plain_word(node).unwrap_or_default();
                self.cx.report.bad_switch(node.span, key, &typed);
                None
            }
        }
    }

    // Lists and groups

    fn nodes(&mut self, key: &'static str) -> &'n [Node] {
        match self.find(key) {
            None => &[],
            Some(Node { data: Data::List(items), .. }) => items,
            Some(node) => {
                self.cx.report.wrong_type(node.span, key, "a list", node.kind());
                &[]
            }
        }
    }

    /// A list of groups, empty if the key is not there.
    pub fn list<T>(&mut self, key: &'static str, what: &'static str, decode: Decode<T>) -> Vec<T> {
        let nodes = self.nodes(key);
        nodes.iter().filter_map(|node| group(self.cx, node, what, decode)).collect()
    }

    /// A list of groups that must be there and not be empty.
    pub fn need_list<T>(
        &mut self,
        key: &'static str,
        what: &'static str,
        decode: Decode<T>,
    ) -> Vec<T> {
        if self.need(key).is_none() {
            return Vec::new();
        }
        let list = self.list(key, what, decode);
        if self.nodes(key).is_empty() {
            let at = self.place(key);
            self.cx.report.empty_list(at, key, what);
        }
        list
    }

    /// A group under a key, if it is there.
    pub fn group<T>(
        &mut self,
        key: &'static str,
        what: &'static str,
        decode: Decode<T>,
    ) -> Option<T> {
        let node = self.find(key)?;
        group(self.cx, node, what, decode)
    }

    pub fn need_group<T>(
        &mut self,
        key: &'static str,
        what: &'static str,
        decode: Decode<T>,
    ) -> Option<T> {
        self.need(key)?;
        self.group(key, what, decode)
    }

    /// A group whose keys are names that the author chose.
    pub fn named<T>(
        &mut self,
        key: &'static str,
        what: &'static str,
        decode: Decode<T>,
    ) -> Vec<(Key, T)> {
        let Some(node) = self.find(key) else { return Vec::new() };
        let Data::Map(pairs) = &node.data else {
            self.cx.report.wrong_type(node.span, key, "a group of keys", node.kind());
            return Vec::new();
        };
        let decoded =
            pairs.iter().filter_map(|(k, n)| Some((k.clone(), group(self.cx, n, what, decode)?)));
        decoded.collect()
    }

    // References and heads

    /// The id of another item; `check` asks whether there is one, of a kind in `want`.
    pub fn reference(&mut self, key: &'static str, want: Want) -> Option<Ref> {
        let node = self.find(key)?;
        reference(self.cx, node, key, want)
    }

    pub fn need_reference(&mut self, key: &'static str, want: Want) -> Ref {
        match self.need(key) {
            Some(node) => reference(self.cx, node, key, want).unwrap_or_default(),
            None => Ref { id: String::new(), span: self.at },
        }
    }

    /// A list of ids; one id alone is a list of one.
    pub fn references(&mut self, key: &'static str, want: Want) -> Vec<Ref> {
        match self.find(key) {
            None => Vec::new(),
            Some(Node { data: Data::List(items), .. }) => {
                items.iter().filter_map(|n| reference(self.cx, n, key, want)).collect()
            }
            Some(node) => reference(self.cx, node, key, want).into_iter().collect(),
        }
    }

    /// `id`, `revision` and `origin`.
    pub fn head(&mut self) -> Head {
        let (id, span) = self.need_word("id").unwrap_or((String::new(), self.at));
        self.head_with(id, span)
    }

    /// The head of an item whose id may be left out.
    pub fn head_or(&mut self, default: &str) -> Head {
        let (id, span) = self.word("id").unwrap_or((default.to_string(), self.at));
        self.head_with(id, span)
    }

    fn head_with(&mut self, id: String, span: Span) -> Head {
        if !id.is_empty() && !is_id(&id) {
            self.cx.report.bad_id(span, &id);
        }
        let revision = self.whole("revision").unwrap_or(1);
        if revision == 0 {
            let at = self.place("revision");
            self.cx.report.bad_number(at, "revision", "a whole number, 1 or more");
        }
        Head { id, span, revision: revision.max(1), origin: self.origin() }
    }

    pub fn origin(&mut self) -> Origin {
        match self.word("origin") {
            Some((word, at)) => refs::origin(&word, at, self.cx.report),
            None => Origin::default(),
        }
    }
}

fn group<T>(cx: &mut Context, node: &Node, what: &'static str, decode: Decode<T>) -> Option<T> {
    let mut fields = Fields::open(cx, node, what)?;
    let value = decode(&mut fields);
    fields.finish();
    Some(value)
}

fn reference(cx: &mut Context, node: &Node, key: &str, want: Want) -> Option<Ref> {
    match plain_word(node) {
        Some(id) => {
            let found = Ref { id, span: node.span };
            cx.references.push(Reference::id(&found, want));
            Some(found)
        }
        None => {
            cx.report.wrong_type(node.span, key, "an id", node.kind());
            None
        }
    }
}

/// A scalar as the author typed it, whatever YAML makes of it: `s1`, `12`, `true`, `2026-11-23`.
fn plain_word(node: &Node) -> Option<String> {
    match (&node.data, &node.plain) {
        (Data::Text(text), _) => Some(text.to_string()),
        (Data::Bool(_) | Data::Number(_), Some(typed)) => Some(typed.to_string()),
        _ => None,
    }
}

fn is_octal(node: &Node) -> bool {
    let typed = node.plain.as_deref().unwrap_or("");
    typed.len() > 1 && typed.starts_with('0') && !typed.contains('.')
}

fn is_id(id: &str) -> bool {
    id.chars().all(|c| c.is_ascii_alphanumeric() || "._-".contains(c))
        && id.starts_with(|c: char| c.is_ascii_alphanumeric())
}

#[derive(Clone, Copy, PartialEq)]
enum Style {
    Name,
    Markdown,
}

fn text(cx: &mut Context, node: &Node, key: &str, style: Style) -> Text {
    let mut text = Text { span: node.span, phrases: vec![None; cx.languages.len()] };
    match &node.data {
        Data::Map(pairs) => {
            for (name, value) in pairs {
                match cx.languages.iter().position(|l| *l.id == *name.text) {
                    Some(lang) => text.phrases[lang] = phrase(cx, value, key, style, lang),
                    None => cx.report.unknown_language(name.span, &name.text, &ids(cx.languages)),
                }
            }
            missing_languages(cx, &text, pairs, key);
        }
        _ => {
            text.phrases[0] = phrase(cx, node, key, style, 0);
            if cx.languages.len() > 1 && text.phrases[0].is_some() {
                cx.report.missing_translation(node.span, key, &ids(&cx.languages[1..]));
            }
        }
    }
    text
}

fn missing_languages(cx: &mut Context, text: &Text, pairs: &[(Key, Node)], key: &str) {
    let open = |l: &&Language| !pairs.iter().any(|(k, _)| *k.text == *l.id);
    let missing: Vec<&str> = cx.languages.iter().filter(open).map(|l| l.id.as_str()).collect();
    if !missing.is_empty() {
        cx.report.missing_translation(text.span, key, &missing);
    }
}

fn ids(languages: &[Language]) -> Vec<&str> {
    languages.iter().map(|l| l.id.as_str()).collect()
}

fn phrase(cx: &mut Context, node: &Node, key: &str, style: Style, lang: usize) -> Option<Phrase> {
    let words: Arc<str> = match (&node.data, &node.plain) {
        (Data::Text(text), _) => text.clone(),
        (Data::Bool(_) | Data::Number(_), Some(typed)) => typed.clone(),
        (Data::Null, _) => "".into(),
        _ => {
            cx.report.wrong_type(node.span, key, "a text", node.kind());
            return None;
        }
    };
    let trimmed = words.trim();
    if trimmed.is_empty() {
        cx.report.empty_text(node.span, key);
        return None;
    }
    let text: Arc<str> = if trimmed.len() == words.len() { words } else { trimmed.into() };
    if style == Style::Name && text.contains('\n') {
        cx.report.name_of_many_lines(node.span, key);
    }
    let phrase = Phrase { text, span: node.span };
    if style == Style::Markdown {
        let place = Place {
            file: cx.file_text,
            span: phrase.span,
            exact: false,
            lang: Lang(lang as u8),
            folder: cx.folder,
            raw_html: cx.raw_html,
        };
        refs::of_phrase(&phrase, &place, cx.references, cx.report);
    }
    Some(phrase)
}

fn words(cx: &mut Context, node: &Node, key: &str) -> Words {
    let mut found = Words { span: node.span, by_lang: vec![Vec::new(); cx.languages.len()] };
    match &node.data {
        Data::Map(pairs) => {
            for (name, value) in pairs {
                match cx.languages.iter().position(|l| *l.id == *name.text) {
                    Some(lang) => found.by_lang[lang] = word_list(cx, value, key),
                    None => cx.report.unknown_language(name.span, &name.text, &ids(cx.languages)),
                }
            }
        }
        _ => {
            let list = word_list(cx, node, key);
            found.by_lang = vec![list; cx.languages.len()];
        }
    }
    found
}

/// What a Chinese keyboard types between the words of a list.
const WIDE_COMMAS: [char; 2] = ['\u{ff0c}', '\u{3001}'];

fn word_list(cx: &mut Context, node: &Node, key: &str) -> Vec<String> {
    let items = match &node.data {
        Data::List(items) => items.as_slice(),
        _ => std::slice::from_ref(node),
    };
    let mut words = Vec::new();
    for item in items {
        match plain_word(item) {
            Some(word) if !word.trim().is_empty() => {
                if word.contains(WIDE_COMMAS) {
                    cx.report.wide_comma(item.span, key);
                }
                words.push(word.trim().to_string());
            }
            _ => cx.report.wrong_type(item.span, key, "words", item.kind()),
        }
    }
    words
}

/// An item that is a single text.
pub fn line(f: &mut Fields) -> Line {
    Line { head: f.head(), text: f.text("text") }
}
