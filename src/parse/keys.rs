//! Reads the keys of one YAML group, fault by fault.
//!
//! A decoder asks [`Fields`] for every key that its shape has, in any order, and ends with
//! [`Fields::finish`], which reports the keys that nobody asked for. A missing or wrong value is
//! reported and replaced by an empty one, so that one run shows all faults of a file.
//!
//! Since it is asked for every key, it can also tell what there is: [`tell`] runs a decoder
//! without a file and gives the [`Group`] of its keys.

use super::context::Context;
use super::node::{Data, Key, Node};
use super::refs;
use super::shape::{Form, Group, Variant};
use super::texts::{Style, noun, text, words};
use crate::diagnostic::{Report, Span, nearest};
use crate::model::{Head, Line, Noun, Origin, Ref, Reference, Text, Texts, Want, Words};
use std::ops::RangeInclusive;
use std::sync::Arc;

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
    /// The kind of the group is unknown, so its other keys are too.
    abandoned: bool,
    at: Span,
    /// What the decoder asks for, if it runs to tell that.
    told: Option<Group>,
}

/// Decodes the groups of a list.
pub type Decode<T> = fn(&mut Fields) -> T;

/// What messages call a group whose keys depend on a word, with the word and the decoder.
pub type Branch<T> = (&'static str, &'static str, Decode<T>);

/// The keys that a decoder asks for.
pub fn tell<T>(what: &'static str, decode: Decode<T>) -> Group {
    let (mut report, mut references) = (Report::new(), Vec::new());
    let cx = &mut Context {
        report: &mut report,
        languages: &[],
        file_text: "",
        stem: "",
        folder: &Arc::from(""),
        raw_html: false,
        references: &mut references,
    };
    let mut fields = Fields::of(cx, &[], what, Span::default());
    fields.told = Some(Group::new(what));
    decode(&mut fields);
    fields.told.unwrap_or(Group::new(what))
}

impl<'n, 'c, 'a> Fields<'n, 'c, 'a> {
    /// Opens a group; something else in its place is a fault.
    pub fn open(cx: &'c mut Context<'a>, node: &'n Node, what: &'static str) -> Option<Self> {
        match &node.data {
            Data::Map(pairs) => Some(Fields::of(cx, pairs, what, node.span)),
            _ => {
                cx.report.wrong_type(node.span, what, "a group of keys", node.kind());
                None
            }
        }
    }

    fn of(
        cx: &'c mut Context<'a>,
        pairs: &'n [(Key, Node)],
        what: &'static str,
        at: Span,
    ) -> Fields<'n, 'c, 'a> {
        let (known, meant) = (Vec::new(), Vec::new());
        Fields { cx, pairs, what, known, meant, abandoned: false, at, told: None }
    }

    /// Tells of a key, if this is what the decoder runs for.
    fn tell(&mut self, key: &'static str, needed: bool, form: impl FnOnce() -> Form) {
        if let Some(told) = &mut self.told {
            told.add(key, form(), needed);
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
        for (key, value) in unread {
            if self.known.contains(&&*key.text) {
                continue;
            }
            if self.cx.is_rest_of_text(key, value) {
                self.cx.report.comma_in_text(key.span, &key.text);
            } else {
                self.cx.report.unknown_key(key.span, self.what, &key.text, &self.known);
            }
        }
    }

    /// The value of a key, which is told on the way.
    fn get(
        &mut self,
        key: &'static str,
        needed: bool,
        form: impl FnOnce() -> Form,
    ) -> Option<&'n Node> {
        self.tell(key, needed, form);
        if needed { self.need(key) } else { self.find(key) }
    }

    // Texts

    /// A name: plain text on one line.
    pub fn name(&mut self, key: &'static str) -> Text {
        let node = self.get(key, true, || Form::Name);
        node.map(|n| text(self.cx, n, key, Style::Name)).unwrap_or_default()
    }

    pub fn name_if_any(&mut self, key: &'static str) -> Text {
        let node = self.get(key, false, || Form::Name);
        node.map(|n| text(self.cx, n, key, Style::Name)).unwrap_or_default()
    }

    /// A Markdown text.
    pub fn text(&mut self, key: &'static str) -> Text {
        let node = self.get(key, true, || Form::Text);
        node.map(|n| text(self.cx, n, key, Style::Markdown)).unwrap_or_default()
    }

    pub fn text_if_any(&mut self, key: &'static str) -> Text {
        let node = self.get(key, false, || Form::Text);
        node.map(|n| text(self.cx, n, key, Style::Markdown)).unwrap_or_default()
    }

    /// A list of Markdown texts, empty if the key is not there.
    pub fn texts(&mut self, key: &'static str) -> Texts {
        self.tell(key, false, || Form::Texts);
        let nodes = self.nodes(key);
        nodes.iter().map(|n| text(self.cx, n, key, Style::Markdown)).collect()
    }

    /// Words in each language, empty if the key is not there.
    pub fn words(&mut self, key: &'static str) -> Words {
        let node = self.get(key, false, || Form::Words);
        node.map(|n| words(self.cx, n, key)).unwrap_or_default()
    }

    pub fn need_words(&mut self, key: &'static str) -> Words {
        let node = self.get(key, true, || Form::Words);
        node.map(|n| words(self.cx, n, key)).unwrap_or_default()
    }

    /// A noun of the trade in its forms.
    pub fn noun(&mut self, key: &'static str) -> Option<Noun> {
        let node = self.get(key, false, || Form::Noun)?;
        Some(noun(self.cx, node, key))
    }

    // Words

    /// A technical word, the same in every language: a tag, the name of a theme.
    pub fn word(&mut self, key: &'static str) -> Option<(String, Span)> {
        self.word_as(key, || Form::Word)
    }

    pub fn need_word(&mut self, key: &'static str) -> Option<(String, Span)> {
        self.get(key, true, || Form::Word)?;
        self.word(key)
    }

    /// A word of which the shape knows more than that.
    pub fn word_as(
        &mut self,
        key: &'static str,
        form: impl FnOnce() -> Form,
    ) -> Option<(String, Span)> {
        let node = self.get(key, false, form)?;
        let word = word(self.cx, node, key, "a word")?;
        Some((word, node.span))
    }

    /// A line of text in the language of its file.
    pub fn line(&mut self, key: &'static str) -> Option<(String, Span)> {
        self.word_as(key, || Form::Line)
    }

    pub fn need_line(&mut self, key: &'static str) -> Option<(String, Span)> {
        self.get(key, true, || Form::Line)?;
        self.line(key)
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
        let names = || options.iter().map(|(name, _)| *name).collect::<Vec<_>>();
        let (word, at) = self.word_as(key, || Form::Choice(names()))?;
        let found = options.iter().find(|(name, _)| *name == word).map(|(_, value)| *value);
        if found.is_none() {
            self.cx.report.unknown_choice(at, key, &word, &names());
        }
        found
    }

    /// Reads the keys that belong to one of a few words. Without a word that is known, the rest
    /// of the group can't be understood.
    pub fn case<T>(&mut self, key: &'static str, cases: &[Branch<T>]) -> Option<T> {
        if let Some(told) = &mut self.told {
            told.add(key, Form::Choice(cases.iter().map(|(word, ..)| *word).collect()), true);
            let variant = |&(word, what, decode)| Variant { key, word, group: tell(what, decode) };
            told.variants.extend(cases.iter().map(variant));
            return None;
        }
        let words: Vec<_> =
            cases.iter().map(|&(word, what, decode)| (word, (what, decode))).collect();
        let found = self.need(key).and_then(|_| self.choice_if_any(key, &words));
        self.abandoned |= found.is_none();
        let (what, decode) = found?;
        self.what = what;
        Some(decode(self))
    }

    // Numbers and switches

    /// A whole number within bounds, which `expected` says in words.
    pub fn whole(
        &mut self,
        key: &'static str,
        bounds: RangeInclusive<u32>,
        expected: &str,
    ) -> Option<u32> {
        let (from, to) = (*bounds.start(), *bounds.end());
        self.tell(key, false, || Form::Whole(from, to));
        let number = self.number(key)?;
        let sound = number.fract() == 0.0 && (f64::from(from)..=f64::from(to)).contains(&number);
        if !sound {
            let at = self.place(key);
            self.cx.report.bad_number(at, key, expected);
        }
        sound.then_some(number as u32)
    }

    /// A number of things, which may be none.
    pub fn count(&mut self, key: &'static str) -> Option<u32> {
        self.whole(key, 0..=MOST, "a whole number, 0 or more")
    }

    /// A place in an order, from 1.
    pub fn need_ordinal(&mut self, key: &'static str) -> Option<u32> {
        self.get(key, true, || Form::Whole(1, MOST))?;
        self.whole(key, 1..=MOST, "a whole number, 1 or more")
    }

    pub fn number(&mut self, key: &'static str) -> Option<f64> {
        let node = self.get(key, false, || Form::Number)?;
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

    pub fn need_number(&mut self, key: &'static str) -> Option<f64> {
        self.get(key, true, || Form::Number)?;
        self.number(key)
    }

    pub fn switch(&mut self, key: &'static str) -> Option<bool> {
        let node = self.get(key, false, || Form::Switch)?;
        match node.data {
            Data::Bool(value) => Some(value),
            _ => {
                let typed = node.word().unwrap_or_default();
                self.cx.report.bad_switch(node.span, key, &typed);
                None
            }
        }
    }

    pub fn need_switch(&mut self, key: &'static str) -> Option<bool> {
        self.get(key, true, || Form::Switch)?;
        self.switch(key)
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
        self.tell(key, false, || Form::List(tell(what, decode)));
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
        if self.get(key, true, || Form::List(tell(what, decode))).is_none() {
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
        let node = self.get(key, false, || Form::Group(tell(what, decode)))?;
        group(self.cx, node, what, decode)
    }

    pub fn need_group<T>(
        &mut self,
        key: &'static str,
        what: &'static str,
        decode: Decode<T>,
    ) -> Option<T> {
        self.get(key, true, || Form::Group(tell(what, decode)))?;
        self.group(key, what, decode)
    }

    /// A group whose keys are names that the author chose.
    pub fn named<T>(
        &mut self,
        key: &'static str,
        what: &'static str,
        decode: Decode<T>,
    ) -> Vec<(Key, T)> {
        let node = self.get(key, false, || Form::Named(tell(what, decode)));
        let Some(node) = node else { return Vec::new() };
        let Data::Map(pairs) = &node.data else {
            self.cx.report.wrong_type(node.span, key, "a group of keys", node.kind());
            return Vec::new();
        };
        let decoded =
            pairs.iter().filter_map(|(k, n)| Some((k.clone(), group(self.cx, n, what, decode)?)));
        decoded.collect()
    }

    /// A list that was read before anything else, of words or of groups.
    pub fn read_before<T>(&mut self, key: &'static str, what: &'static str, decode: Decode<T>) {
        self.get(key, false, || Form::WordsOr(tell(what, decode)));
    }

    // References and heads

    /// The id of another item; `check` asks whether there is one, of a kind in `want`.
    pub fn reference(&mut self, key: &'static str, want: Want) -> Option<Ref> {
        let node = self.get(key, false, || Form::Ref(want, None))?;
        reference(self.cx, node, key, want)
    }

    /// The id of another item, or a word that stands for none.
    pub fn reference_or(
        &mut self,
        key: &'static str,
        want: Want,
        none: &'static str,
    ) -> Option<Ref> {
        let node = self.get(key, false, || Form::Ref(want, Some(none)))?;
        if node.word().is_some_and(|word| word == none) {
            return None;
        }
        reference(self.cx, node, key, want)
    }

    pub fn need_reference(&mut self, key: &'static str, want: Want) -> Ref {
        match self.get(key, true, || Form::Ref(want, None)) {
            Some(node) => reference(self.cx, node, key, want).unwrap_or_default(),
            None => Ref { id: String::new(), span: self.at },
        }
    }

    /// A list of ids; one id alone is a list of one.
    pub fn references(&mut self, key: &'static str, want: Want) -> Vec<Ref> {
        match self.get(key, false, || Form::Refs(want)) {
            None => Vec::new(),
            Some(Node { data: Data::List(items), .. }) => {
                items.iter().filter_map(|n| reference(self.cx, n, key, want)).collect()
            }
            Some(node) => reference(self.cx, node, key, want).into_iter().collect(),
        }
    }

    /// The id of a part of an item, which has neither revision nor origin.
    pub fn id(&mut self) -> (String, Span) {
        self.get("id", true, || Form::Id);
        self.word("id").unwrap_or((String::new(), self.at))
    }

    /// `id`, `revision` and `origin`.
    pub fn head(&mut self) -> Head {
        let (id, span) = self.id();
        self.head_with(id, span)
    }

    /// The head of an item whose id may be left out.
    pub fn head_or(&mut self, default: &str) -> Head {
        let given = self.word_as("id", || Form::Id);
        let (id, span) = given.unwrap_or((default.to_string(), self.at));
        self.head_with(id, span)
    }

    fn head_with(&mut self, id: String, span: Span) -> Head {
        if !id.is_empty() && !is_id(&id) {
            self.cx.report.bad_id(span, &id);
        }
        let revision = self.whole("revision", 1..=MOST, "a whole number, 1 or more");
        Head { id, span, revision: revision.unwrap_or(1), origin: self.origin() }
    }

    pub fn origin(&mut self) -> Origin {
        match self.word_as("origin", || Form::Origin) {
            Some((word, at)) => refs::origin(&word, at, self.cx.report),
            None => Origin::default(),
        }
    }
}

/// The largest whole number that a playbook may hold.
const MOST: u32 = 1_000_000_000;

/// Reads one group from end to end.
pub fn group<T>(cx: &mut Context, node: &Node, what: &'static str, decode: Decode<T>) -> Option<T> {
    let mut fields = Fields::open(cx, node, what)?;
    let value = decode(&mut fields);
    fields.finish();
    Some(value)
}

fn reference(cx: &mut Context, node: &Node, key: &str, want: Want) -> Option<Ref> {
    let found = Ref { id: word(cx, node, key, "an id")?, span: node.span };
    cx.references.push(Reference::id(&found, want));
    Some(found)
}

/// A word that is there; an empty one is a fault, so that no message speaks of `` later.
fn word(cx: &mut Context, node: &Node, key: &str, expected: &str) -> Option<String> {
    let Some(word) = node.word() else {
        match node.data {
            Data::Null => cx.report.empty_text(node.span, key),
            _ => cx.report.wrong_type(node.span, key, expected, node.kind()),
        }
        return None;
    };
    if word.trim().is_empty() {
        cx.report.empty_text(node.span, key);
        return None;
    }
    if let Some(at) = cx.cut_behind(node) {
        cx.report.cut_text(at, key);
    }
    Some(word)
}

fn is_octal(node: &Node) -> bool {
    let typed = node.plain.as_deref().unwrap_or("");
    typed.len() > 1 && typed.starts_with('0') && !typed.contains('.')
}

fn is_id(id: &str) -> bool {
    id.chars().all(|c| c.is_ascii_alphanumeric() || "._-".contains(c))
        && id.starts_with(|c: char| c.is_ascii_alphanumeric())
}

/// An item that is a single text.
pub fn line(f: &mut Fields) -> Line {
    Line { head: f.head(), text: f.text("text") }
}
