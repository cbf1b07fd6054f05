//! XML as a tree, within bounds: no entities but the five that XML knows, no depth without end.

use super::Error;
use crate::render::escape;
use quick_xml::XmlVersion;
use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::reader::Reader;

/// Deeper than any bank of questions is.
const MAX_DEPTH: usize = 100;

/// An element.
#[derive(Clone, Debug, Default)]
pub struct Element {
    /// Without the prefix of its namespace.
    pub name: String,
    attributes: Vec<(String, String)>,
    pub children: Vec<Element>,
    /// Its own text, that of its children not counted.
    pub text: String,
    pub line: usize,
    /// Text and children in their order.
    pieces: Vec<Piece>,
}

#[derive(Clone, Debug)]
enum Piece {
    Words(String),
    /// By its place among the children.
    Child(usize),
}

impl Element {
    /// What stands in it, as HTML; `replaced` may give other HTML for an element at any depth.
    pub fn html(&self, replaced: &dyn Fn(&Element) -> Option<String>) -> String {
        let mut out = String::new();
        for piece in &self.pieces {
            let child = match piece {
                Piece::Words(words) => {
                    out.push_str(&escape(words));
                    continue;
                }
                Piece::Child(at) => &self.children[*at],
            };
            if let Some(html) = replaced(child) {
                out.push_str(&html);
                continue;
            }
            out.push_str(&format!("<{}", child.name));
            for (key, value) in &child.attributes {
                out.push_str(&format!(" {key}=\"{}\"", escape(value)));
            }
            out.push('>');
            if !["br", "hr", "img", "col"].contains(&&*child.name) {
                out.push_str(&format!("{}</{}>", child.html(replaced), child.name));
            }
        }
        out
    }

    /// The same element with other names for elements and attributes.
    pub fn renamed(mut self, name: &dyn Fn(&str) -> String) -> Element {
        self.name = name(&self.name);
        self.attributes.iter_mut().for_each(|(key, _)| *key = name(key));
        self.children = self.children.into_iter().map(|child| child.renamed(name)).collect();
        self
    }

    fn push(&mut self, child: Element) {
        self.pieces.push(Piece::Child(self.children.len()));
        self.children.push(child);
    }

    /// All elements in it, outer ones first, in the order of the file.
    pub fn within(&self) -> Vec<&Element> {
        let mut all = self.whole();
        all.remove(0);
        all
    }

    /// The same behind the element itself.
    pub fn whole(&self) -> Vec<&Element> {
        fn gather<'a>(element: &'a Element, all: &mut Vec<&'a Element>) {
            all.push(element);
            element.children.iter().for_each(|child| gather(child, all));
        }
        let mut all = Vec::new();
        gather(self, &mut all);
        all
    }

    pub fn attribute(&self, name: &str) -> &str {
        let found = self.attributes.iter().find(|(known, _)| known == name);
        found.map_or("", |(_, value)| value)
    }

    pub fn attributes(&self) -> impl Iterator<Item = (&str, &str)> {
        self.attributes.iter().map(|(key, value)| (&**key, &**value))
    }

    /// Gives an attribute that it has another value.
    pub fn set(&mut self, name: &str, value: String) {
        if let Some((_, old)) = self.attributes.iter_mut().find(|(known, _)| known == name) {
            *old = value;
        }
    }

    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Element> {
        self.children.iter().filter(move |child| child.name == name)
    }

    pub fn child(&self, name: &str) -> Option<&Element> {
        self.children.iter().find(|child| child.name == name)
    }

    /// Whether there is such an element in it, at any depth.
    pub fn holds(&self, name: &str) -> bool {
        self.children.iter().any(|child| child.name == name || child.holds(name))
    }

    /// The text of a child, trimmed; nothing if there is none.
    pub fn text_of(&self, name: &str) -> &str {
        self.child(name).map_or("", |child| child.text.trim())
    }
}

/// The outermost element.
pub fn read(text: &str) -> Result<Element, Error> {
    let mut reader = Reader::from_str(text);
    let mut lines = Lines { text, at: 0, line: 1 };
    let mut open: Vec<Element> = vec![Element::default()];
    loop {
        // Where a tag begins, not where it ends: it may have many lines.
        let line = lines.of(reader.buffer_position() as usize);
        let event = reader.read_event().map_err(|e| {
            let line = lines.of(reader.error_position() as usize);
            Error::at(line, format!("this is no XML: {e}"))
        })?;
        match event {
            Event::Start(start) => {
                if open.len() > MAX_DEPTH {
                    return Err(Error::at(line, "elements stand in elements without end"));
                }
                open.push(element(&start, line)?);
            }
            Event::Empty(start) => {
                let element = element(&start, line)?;
                if let Some(top) = open.last_mut() {
                    top.push(element);
                }
            }
            Event::End(_) => {
                let closed = open.pop().unwrap_or_default();
                match open.last_mut() {
                    Some(top) => top.push(closed),
                    None => return Err(Error::at(line, "an end without its beginning")),
                }
            }
            Event::Text(words) => add(&mut open, &words.xml10_content()),
            Event::CData(words) => add(&mut open, &words.xml10_content()),
            Event::GeneralRef(entity) => {
                let sign = sign(&entity).map_err(|name| {
                    let why = format!("`&{name};` is no entity of XML; write the sign itself");
                    Error::at(line, why)
                })?;
                add(&mut open, &sign);
            }
            Event::DocType(words) if words.contains('[') => {
                return Err(Error::at(line, "it declares entities of its own, which are not read"));
            }
            Event::Eof => break,
            _ => {}
        }
    }
    let line = lines.of(text.len());
    match (open.pop(), open.pop()) {
        (Some(mut root), None) if root.children.len() == 1 => {
            Ok(root.children.pop().unwrap_or_default())
        }
        (Some(left), Some(_)) => Err(Error::at(left.line, format!("`{}` has no end", left.name))),
        _ => Err(Error::at(line, "there is no element")),
    }
}

fn add(open: &mut [Element], words: &str) {
    if let Some(top) = open.last_mut() {
        top.text.push_str(words);
        match top.pieces.last_mut() {
            Some(Piece::Words(before)) => before.push_str(words),
            _ => top.pieces.push(Piece::Words(words.to_string())),
        }
    }
}

fn element(start: &BytesStart, line: usize) -> Result<Element, Error> {
    let name = start.local_name().as_ref().to_string();
    let mut attributes = Vec::new();
    for attribute in start.attributes() {
        let wrong =
            |e: &dyn std::fmt::Display| Error::at(line, format!("an attribute of `{name}`: {e}"));
        let attribute = attribute.map_err(|e| wrong(&e))?;
        let value = attribute.normalized_value(XmlVersion::Implicit1_0).map_err(|e| wrong(&e))?;
        let key = attribute.key.local_name().as_ref().to_string();
        attributes.push((key, value.into_owned()));
    }
    Ok(Element { name, attributes, line, ..Element::default() })
}

/// What an entity stands for: a number, or one of the five that XML knows.
///
/// # Errors
/// The name of any other.
pub fn sign(entity: &BytesRef) -> Result<String, String> {
    let name = entity.xml10_content();
    let numbered = entity.resolve_char_ref().ok().flatten().map(String::from);
    let known = || quick_xml::escape::resolve_predefined_entity(&name).map(str::to_string);
    numbered.or_else(known).ok_or_else(|| name.to_string())
}

/// Counts lines as the reader goes on.
struct Lines<'a> {
    text: &'a str,
    at: usize,
    line: usize,
}

impl Lines<'_> {
    fn of(&mut self, at: usize) -> usize {
        let at = at.min(self.text.len()).max(self.at);
        self.line += self.text.as_bytes()[self.at..at].iter().filter(|b| **b == b'\n').count();
        self.at = at;
        self.line
    }
}

/// The encoding that an XML declaration names.
pub fn declared(bytes: &[u8]) -> Option<&'static super::Encoding> {
    let start = String::from_utf8_lossy(&bytes[..bytes.len().min(200)]).into_owned();
    let declaration = start.trim_start().strip_prefix("<?xml")?.split("?>").next()?.to_string();
    let behind = declaration.split("encoding").nth(1)?;
    let name = behind.trim_start_matches(['=', ' ']).trim_start_matches(['"', '\'']);
    super::encoding(name.split(['"', '\'']).next()?)
}
