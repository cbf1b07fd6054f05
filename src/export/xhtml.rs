//! HTML as XML that is well-formed whatever an author wrote.
//!
//! Which elements a format has, what stands for those that it has not, and which attributes carry
//! meaning there, is for its [`Vocabulary`] to say.

use super::xml::escape;
use quick_xml::escape::{resolve_predefined_entity, unescape_with};

/// An attribute's name and its value, without entities.
pub type Attribute = (String, String);

/// What a format knows of HTML.
pub trait Vocabulary {
    /// What stands for an element, by its name in lower case; nothing if its content stands alone.
    fn element(&self, name: &str) -> &'static str;

    /// Whether nothing of an element is to be seen.
    fn is_silent(&self, name: &str, _attributes: &[Attribute]) -> bool {
        SILENT.contains(&name)
    }

    /// The attributes of an element as the format writes them.
    fn attributes(&self, name: &str, found: Vec<Attribute>) -> Vec<Attribute>;

    /// Words in place of an element that has none itself, such as a picture that can't be shown.
    fn instead(&self, _name: &str, _attributes: &[Attribute]) -> Option<String> {
        None
    }
}

/// Elements that make a block, so that the text is no single paragraph.
pub const BLOCKS: &[&str] = &[
    "p",
    "div",
    "ul",
    "ol",
    "dl",
    "table",
    "pre",
    "blockquote",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "section",
    "article",
    "aside",
    "header",
    "footer",
    "figure",
];

const VOID: &[&str] = &[
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track",
    "wbr",
];

/// Elements that say nothing to a reader.
pub const SILENT: &[&str] = &["script", "style", "template", "iframe", "object"];

/// HTML as XML.
pub fn xhtml(html: &str, vocabulary: &dyn Vocabulary) -> String {
    let mut out = Out { vocabulary, xml: String::new(), open: Vec::new(), silent: 0 };
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        out.words(&rest[..at]);
        let tag = &rest[at..];
        if let Some(behind) = tag.strip_prefix("<!--") {
            rest = behind.split_once("-->").map_or("", |(_, rest)| rest);
            continue;
        }
        let end = end_of(tag);
        match end.filter(|_| tag[1..].starts_with(|c: char| c.is_ascii_alphabetic() || c == '/')) {
            Some(end) => {
                out.tag(&tag[1..end]);
                rest = &tag[end + 1..];
            }
            None => {
                out.words("&lt;");
                rest = &tag[1..];
            }
        }
    }
    out.words(rest);
    out.finish()
}

/// Where a tag ends: at the first `>` outside of quotes.
fn end_of(tag: &str) -> Option<usize> {
    let mut quote = None;
    for (at, c) in tag.char_indices() {
        match (quote, c) {
            (None, '>') => return Some(at),
            (None, '"' | '\'') => quote = Some(c),
            (Some(open), c) if open == c => quote = None,
            _ => {}
        }
    }
    None
}

struct Out<'a> {
    vocabulary: &'a dyn Vocabulary,
    xml: String,
    open: Vec<Open>,
    /// Inside how many elements of which nothing is to be seen.
    silent: usize,
}

/// An element that is open.
struct Open {
    name: String,
    /// Empty if its content stands alone.
    written: &'static str,
    silent: bool,
}

impl Out<'_> {
    fn words(&mut self, words: &str) {
        if self.silent == 0 {
            self.xml.push_str(&escape(&decoded(words)));
        }
    }

    fn tag(&mut self, tag: &str) {
        if let Some(name) = tag.strip_prefix('/') {
            return self.close(&name.trim().to_ascii_lowercase());
        }
        let end = tag.find(|c: char| c.is_whitespace() || c == '/').unwrap_or(tag.len());
        let name = tag[..end].to_ascii_lowercase();
        let attributes = attributes(&tag[end..]);
        let silent = self.vocabulary.is_silent(&name, &attributes);
        let written = self.vocabulary.element(&name);
        if self.silent == 0 && !silent {
            if let Some(words) = self.instead(&name, &attributes) {
                return self.xml.push_str(&escape(&words));
            }
            if !written.is_empty() {
                self.begin(&name, written, attributes);
            }
        }
        if !VOID.contains(&&*name) {
            self.silent += silent as usize;
            self.open.push(Open { name, written, silent });
        }
    }

    fn instead(&self, name: &str, attributes: &[Attribute]) -> Option<String> {
        if name == "input" {
            let is_ticked = attributes.iter().any(|(key, _)| key == "checked");
            return Some(if is_ticked { "☑ " } else { "☐ " }.into());
        }
        self.vocabulary.instead(name, attributes).filter(|_| VOID.contains(&name))
    }

    fn begin(&mut self, name: &str, written: &'static str, attributes: Vec<Attribute>) {
        if let Some(Open { name: open, written: "p", .. }) = self.open.last()
            && BLOCKS.contains(&written)
        {
            let open = open.clone();
            self.close(&open);
        }
        self.xml.push_str(&format!("<{written}"));
        let needs_alt = written == "img" && !attributes.iter().any(|(key, _)| key == "alt");
        for (key, value) in self.vocabulary.attributes(name, attributes) {
            self.xml.push_str(&format!(" {key}=\"{}\"", escape(&value)));
        }
        self.xml.push_str(if needs_alt { " alt=\"\"" } else { "" });
        self.xml.push_str(if VOID.contains(&written) { "/>" } else { ">" });
    }

    fn close(&mut self, name: &str) {
        if !self.open.iter().any(|open| open.name == name) {
            return;
        }
        while let Some(open) = self.open.pop() {
            if self.silent == 0 && !open.written.is_empty() {
                self.xml.push_str(&format!("</{}>", open.written));
            }
            self.silent -= open.silent as usize;
            if open.name == name {
                break;
            }
        }
    }

    fn finish(mut self) -> String {
        while let Some(open) = self.open.last() {
            let name = open.name.clone();
            self.close(&name);
        }
        self.xml.trim().to_string()
    }
}

fn attributes(mut rest: &str) -> Vec<Attribute> {
    let mut found: Vec<Attribute> = Vec::new();
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == '/');
        let end = rest.find(|c: char| c.is_whitespace() || "=/".contains(c)).unwrap_or(rest.len());
        if end == 0 {
            return found;
        }
        let name = rest[..end].to_ascii_lowercase();
        rest = rest[end..].trim_start();
        let mut value = "";
        if let Some(behind) = rest.strip_prefix('=') {
            let behind = behind.trim_start();
            let quote = behind.chars().next().filter(|c| "\"'".contains(*c));
            (value, rest) = match quote {
                Some(quote) => behind[1..].split_once(quote).unwrap_or((&behind[1..], "")),
                None => behind.split_at(behind.find(char::is_whitespace).unwrap_or(behind.len())),
            };
        }
        // As in a browser the first of two counts; in XML there may be no second.
        if !found.iter().any(|(other, _)| *other == name) {
            found.push((name, decoded(value)));
        }
    }
}

/// Words without entities; one that nobody knows stays as it is written.
fn decoded(words: &str) -> String {
    let sign = |name: &str| match name {
        "nbsp" => Some("\u{a0}"),
        name => resolve_predefined_entity(name),
    };
    unescape_with(words, sign).map_or(words.to_string(), |words| words.into_owned())
}
