//! Texts as the subset of HTML that QTI knows, well-formed whatever an author wrote.
//!
//! Elements that QTI has not are replaced by one that stands for any, or their content stands
//! alone; of attributes only those that carry meaning remain.

use super::super::xml::escape;
use quick_xml::escape::{resolve_predefined_entity, unescape_with};

/// Elements that make a block, so that the text is no single paragraph.
const BLOCKS: &[&str] = &[
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
];

/// What QTI has besides, apart from tables' parts.
const OTHERS: &[&str] = &[
    "a", "abbr", "b", "br", "cite", "code", "dd", "dfn", "dt", "em", "i", "img", "kbd", "li", "q",
    "samp", "small", "span", "strong", "sub", "sup", "var", "caption", "col", "colgroup", "tbody",
    "td", "tfoot", "th", "thead", "tr",
];

const VOID: &[&str] = &["br", "hr", "img", "col", "input"];
const SILENT: &[&str] = &["script", "style", "template", "iframe", "object"];
const KEPT: &[&str] = &["href", "src", "alt", "colspan", "rowspan", "scope"];

/// HTML as XML.
pub fn xhtml(html: &str) -> String {
    let mut out = Out::default();
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

/// Whether a text is one paragraph at most.
pub fn is_inline(xhtml: &str) -> bool {
    let mut tags = xhtml.split('<').skip(1);
    !tags.any(|tag| {
        let name = tag.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
        BLOCKS.contains(&name)
    })
}

/// The text as blocks.
pub fn blocks(xhtml: &str) -> String {
    match (xhtml, is_inline(xhtml)) {
        ("", _) => String::new(),
        (_, true) => format!("<p>{xhtml}</p>"),
        (_, false) => format!("<div>{xhtml}</div>"),
    }
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

#[derive(Default)]
struct Out {
    xml: String,
    /// The elements that are open; an empty name is one that is not written.
    open: Vec<(String, &'static str)>,
    /// Inside an element of which nothing is to be seen.
    silent: usize,
}

impl Out {
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
        if name == "input" && self.silent == 0 {
            let is_ticked = attributes.iter().any(|(key, _)| key == "checked");
            return self.xml.push_str(if is_ticked { "☑ " } else { "☐ " });
        }
        let written = written(&name);
        if self.silent == 0 && !written.is_empty() {
            if let Some((open, "p")) = self.open.last().cloned()
                && BLOCKS.contains(&written)
            {
                self.close(&open);
            }
            self.xml.push_str(&format!("<{written}"));
            for (key, value) in attributes.iter().filter(|(key, _)| KEPT.contains(&&**key)) {
                self.xml.push_str(&format!(" {key}=\"{}\"", escape(&decoded(value))));
            }
            let needs_alt = written == "img" && !attributes.iter().any(|(key, _)| key == "alt");
            self.xml.push_str(if needs_alt { " alt=\"\"" } else { "" });
            self.xml.push_str(if VOID.contains(&written) { "/>" } else { ">" });
        }
        if !VOID.contains(&&*name) {
            self.silent += SILENT.contains(&&*name) as usize;
            self.open.push((name, written));
        }
    }

    fn close(&mut self, name: &str) {
        if !self.open.iter().any(|(open, _)| open == name) {
            return;
        }
        while let Some((open, written)) = self.open.pop() {
            if self.silent == 0 && !written.is_empty() {
                self.xml.push_str(&format!("</{written}>"));
            }
            self.silent = self.silent.saturating_sub(SILENT.contains(&&*open) as usize);
            if open == name {
                break;
            }
        }
    }

    fn finish(mut self) -> String {
        while let Some((name, _)) = self.open.last().cloned() {
            self.close(&name);
        }
        self.xml.trim().to_string()
    }
}

/// What stands for an element; nothing if its content stands alone.
fn written(name: &str) -> &'static str {
    let known = BLOCKS.iter().chain(OTHERS).find(|known| **known == name);
    match (known, name) {
        (Some(known), _) => known,
        (_, "section" | "aside" | "article" | "header" | "footer" | "figure" | "details") => "div",
        (_, "del" | "s" | "ins" | "u" | "mark" | "strike" | "font") => "span",
        (_, "figcaption" | "summary") => "p",
        _ => "",
    }
}

fn attributes(mut rest: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
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
        found.push((name, value.to_string()));
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
