//! YAML with a place for every key and value.
//!
//! serde_yaml gives the data; a pass over saphyr-parser's events gives the places. Both walk the
//! same document, so their trees have the same shape and are joined into one tree of [`Node`]s.
//! On the way the pass refuses what would bite an author later: duplicate keys, tabs and
//! full-width spaces as indentation, deep nesting, aliases that multiply.

use super::node::{Data, Key, Node};
use super::slips::{self, Slip};
use super::wide;
use crate::diagnostic::{FileId, Report, Span};
use saphyr_parser::{Event, Parser, ScalarStyle};
use serde::de::{self, Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use std::collections::HashMap;
use std::fmt;
use std::rc::Rc;
use std::sync::Arc;

/// Deeper than any playbook is; a deeper file is a mistake or an attack.
const MAX_DEPTH: usize = 40;
/// More nodes than this, aliases counted in full, is refused.
const MAX_NODES: usize = 1_000_000;
/// What a Chinese keyboard types for a colon.
const FULL_WIDTH_COLON: char = '\u{ff1a}';

/// Reads one document; `offset` is where `text` begins in its file (front matter).
///
/// Returns nothing if the text is no YAML at all; the report says why. An empty document is a
/// `Null` node.
pub fn read(file: FileId, text: &str, offset: usize, report: &mut Report) -> Option<Node> {
    let places = Places::new(file, text, offset);
    if !indentation_is_sound(&places, text, report) {
        return None;
    }
    let shape = Shaper::new(&places, report).document()?;
    let data = match serde_yaml::from_str::<Raw>(text) {
        Ok(data) => data,
        Err(error) => {
            let byte = error.location().map_or(0, |l| l.index());
            refuse(&places, byte, &error.to_string(), report);
            return None;
        }
    };
    let node = join(&shape, data);
    wide::warn(&node, text, offset, report);
    Some(node)
}

/// Turns saphyr's character positions into byte spans of the file.
struct Places<'a> {
    file: FileId,
    text: &'a str,
    offset: usize,
    /// Byte of every character, if the text is not all ASCII.
    bytes: Option<Vec<u32>>,
}

impl<'a> Places<'a> {
    fn new(file: FileId, text: &'a str, offset: usize) -> Self {
        let bytes = (!text.is_ascii()).then(|| {
            let mut bytes: Vec<u32> = text.char_indices().map(|(b, _)| b as u32).collect();
            bytes.push(text.len() as u32);
            bytes
        });
        Places { file, text, offset, bytes }
    }

    fn byte(&self, character: usize) -> usize {
        match &self.bytes {
            None => character.min(self.text.len()),
            Some(bytes) => bytes[character.min(bytes.len() - 1)] as usize,
        }
    }

    fn at(&self, start: usize, end: usize) -> Span {
        let end = end.min(self.text.len()).max(start);
        Span::new(self.file, self.offset + start, self.offset + end)
    }

    fn span(&self, span: saphyr_parser::Span) -> Span {
        let (start, end) = (self.byte(span.start.index()), self.byte(span.end.index()));
        let kept = self.text.get(start..end).map_or(0, |s| s.trim_end().len());
        self.at(start, start + kept)
    }
}

/// Indentation that looks right and is not: tabs, full-width and no-break spaces.
fn indentation_is_sound(places: &Places, text: &str, report: &mut Report) -> bool {
    let mut start = 0;
    let mut sound = true;
    for line in text.split_inclusive('\n') {
        let indent = line.len() - line.trim_start_matches([' ', '\t', '\u{3000}', '\u{a0}']).len();
        let blank = line[indent..].trim().is_empty();
        let odd = line[..indent].char_indices().find(|(_, c)| *c != ' ');
        if let (Some((at, c)), false) = (odd, blank) {
            report.odd_indentation(places.at(start + at, start + at + c.len_utf8()), c);
            sound = false;
        }
        start += line.len();
    }
    sound
}

/// The document's shape: what stands where, without types.
enum Shape {
    Scalar(Span, Option<Arc<str>>),
    List(Span, Vec<Rc<Shape>>),
    Map(Span, Vec<(Key, Rc<Shape>)>),
}

impl Shape {
    fn span(&self) -> Span {
        match self {
            Shape::Scalar(span, _) | Shape::List(span, _) | Shape::Map(span, _) => *span,
        }
    }
}

/// Builds the [`Shape`] from events.
struct Shaper<'a, 'r> {
    places: &'a Places<'a>,
    events: Parser<'a, saphyr_parser::StrInput<'a>>,
    anchors: HashMap<usize, (Rc<Shape>, usize)>,
    nodes: usize,
    report: &'r mut Report,
}

/// The report already says why.
struct Refused;

impl<'a, 'r> Shaper<'a, 'r> {
    fn new(places: &'a Places<'a>, report: &'r mut Report) -> Self {
        let events = Parser::new_from_str(places.text);
        Shaper { places, events, anchors: HashMap::new(), nodes: 0, report }
    }

    fn document(mut self) -> Option<Rc<Shape>> {
        let mut root = None;
        loop {
            let (event, span) = self.next().ok()?;
            match event {
                Event::StreamEnd => break,
                Event::DocumentStart(_) if root.is_some() => {
                    self.report.second_document(self.places.span(span));
                    return None;
                }
                Event::StreamStart
                | Event::DocumentStart(_)
                | Event::DocumentEnd
                | Event::Nothing => {}
                event => root = Some(self.node(event, span, 0).ok()?),
            }
        }
        Some(root.unwrap_or_else(|| Rc::new(Shape::Scalar(self.places.at(0, 0), Some("".into())))))
    }

    fn next(&mut self) -> Result<(Event<'a>, saphyr_parser::Span), Refused> {
        match self.events.next_event() {
            Some(Ok(found)) => Ok(found),
            Some(Err(error)) => {
                let byte = self.places.byte(error.marker().index());
                if self.full_width_colon(byte) {
                    return Err(Refused);
                }
                refuse(self.places, byte, error.info(), self.report);
                Err(Refused)
            }
            None => Ok((Event::StreamEnd, saphyr_parser::Span::default())),
        }
    }

    /// The likeliest cause of a syntax error in a text typed with a Chinese keyboard.
    fn full_width_colon(&mut self, byte: usize) -> bool {
        let text = self.places.text;
        let end = byte + text[byte..].find('\n').unwrap_or(text.len() - byte);
        let mut start = 0;
        for line in text[..end].split_inclusive('\n') {
            let key = line.trim_start_matches([' ', '-', '{']);
            let letters = key.len()
                - key.trim_start_matches(|c: char| c.is_ascii_alphanumeric() || c == '_').len();
            if letters > 0 && key[letters..].starts_with(FULL_WIDTH_COLON) {
                let at = start + line.len() - key.len() + letters;
                let at = self.places.at(at, at + FULL_WIDTH_COLON.len_utf8());
                self.report.full_width_colon(at, &key[..letters]);
                return true;
            }
            start += line.len();
        }
        false
    }

    fn count(&mut self, nodes: usize, at: Span) -> Result<(), Refused> {
        self.nodes = self.nodes.saturating_add(nodes);
        if self.nodes <= MAX_NODES {
            return Ok(());
        }
        self.report.too_many_nodes(at, MAX_NODES);
        Err(Refused)
    }

    fn node(
        &mut self,
        event: Event<'a>,
        span: saphyr_parser::Span,
        depth: usize,
    ) -> Result<Rc<Shape>, Refused> {
        let at = self.places.span(span);
        let before = self.nodes;
        self.count(1, at)?;
        if depth > MAX_DEPTH {
            self.report.too_deep(at, MAX_DEPTH);
            return Err(Refused);
        }
        let (shape, anchor, tag) = match event {
            Event::Alias(id) => {
                let (shape, size) = match self.anchors.get(&id) {
                    Some((shape, size)) => (shape.clone(), *size),
                    None => (Rc::new(Shape::Scalar(at, None)), 1),
                };
                self.count(size, at)?;
                return Ok(shape);
            }
            Event::Scalar(text, style, anchor, tag) => {
                let plain = (style == ScalarStyle::Plain).then(|| Arc::from(&*text));
                (Shape::Scalar(at, plain), anchor, tag)
            }
            Event::SequenceStart(anchor, tag) => (self.list(at, depth)?, anchor, tag),
            Event::MappingStart(anchor, tag) => (self.map(at, depth)?, anchor, tag),
            _ => (Shape::Scalar(at, None), 0, None),
        };
        if let Some(tag) = tag {
            self.report.yaml_tag(shape.span(), &tag.to_string());
            return Err(Refused);
        }
        let shape = Rc::new(shape);
        if anchor > 0 {
            self.anchors.insert(anchor, (shape.clone(), self.nodes - before));
        }
        Ok(shape)
    }

    fn list(&mut self, at: Span, depth: usize) -> Result<Shape, Refused> {
        let mut items = Vec::new();
        loop {
            let (event, span) = self.next()?;
            if event == Event::SequenceEnd {
                return Ok(Shape::List(self.flow(at, span), items));
            }
            items.push(self.node(event, span, depth + 1)?);
        }
    }

    /// A list or group in brackets reaches to its closing one.
    fn flow(&self, at: Span, end: saphyr_parser::Span) -> Span {
        let first = self.places.text.as_bytes().get(at.start as usize - self.places.offset);
        match first {
            Some(b'[' | b'{') => Span { end: self.places.span(end).end.max(at.end), ..at },
            _ => at,
        }
    }

    fn map(&mut self, at: Span, depth: usize) -> Result<Shape, Refused> {
        let mut pairs: Vec<(Key, Rc<Shape>)> = Vec::new();
        let mut at = at;
        let mut seen: HashMap<Arc<str>, Span> = HashMap::new();
        loop {
            let (event, span) = self.next()?;
            let key = match event {
                Event::MappingEnd => {
                    at = self.flow(at, span);
                    break;
                }
                Event::Scalar(text, ..) => {
                    Key { text: (*text).into(), span: self.places.span(span) }
                }
                _ => {
                    self.report.odd_key(self.places.span(span));
                    return Err(Refused);
                }
            };
            if &*key.text == "<<" {
                self.report.merge_key(key.span);
                return Err(Refused);
            }
            if let Some(first) = seen.insert(key.text.clone(), key.span) {
                self.report.duplicate_key(key.span, &key.text, first);
            }
            let (event, span) = self.next()?;
            let value = self.node(event, span, depth + 1)?;
            pairs.push((key, value));
        }
        let at = pairs.first().map_or(at, |(key, _)| key.span);
        Ok(Shape::Map(at, pairs))
    }
}

/// A syntax error, told by its cause if that can be found.
fn refuse(places: &Places, byte: usize, why: &str, report: &mut Report) {
    match slips::find(places.text, byte) {
        Some(Slip { at, why, hint }) => {
            report.yaml_slip(places.at(at.start, at.end), &why, &hint);
        }
        None => report.yaml_syntax(places.at(byte, byte + 1), why),
    }
}

/// serde_yaml's data with every key kept, also one that stands twice.
enum Raw {
    Null,
    Bool(bool),
    Number(f64),
    Text(Arc<str>),
    List(Vec<Raw>),
    Map(Vec<Raw>),
}

impl<'de> Deserialize<'de> for Raw {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_any(RawVisitor)
    }
}

struct RawVisitor;

impl<'de> Visitor<'de> for RawVisitor {
    type Value = Raw;

    fn expecting(&self, to: &mut fmt::Formatter) -> fmt::Result {
        to.write_str("a YAML value")
    }

    fn visit_unit<E>(self) -> Result<Raw, E> {
        Ok(Raw::Null)
    }

    fn visit_none<E>(self) -> Result<Raw, E> {
        Ok(Raw::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Raw, E> {
        Ok(Raw::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Raw, E> {
        Ok(Raw::Number(value as f64))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Raw, E> {
        Ok(Raw::Number(value as f64))
    }

    fn visit_i128<E>(self, value: i128) -> Result<Raw, E> {
        Ok(Raw::Number(value as f64))
    }

    fn visit_u128<E>(self, value: u128) -> Result<Raw, E> {
        Ok(Raw::Number(value as f64))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Raw, E> {
        Ok(Raw::Number(value))
    }

    fn visit_str<E>(self, value: &str) -> Result<Raw, E> {
        Ok(Raw::Text(value.into()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Raw, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = list.next_element()? {
            items.push(item);
        }
        Ok(Raw::List(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Raw, A::Error> {
        let mut values = Vec::new();
        while map.next_key::<de::IgnoredAny>()?.is_some() {
            values.push(map.next_value()?);
        }
        Ok(Raw::Map(values))
    }
}

/// Joins data with places; both come from the same document and have the same shape.
fn join(shape: &Shape, raw: Raw) -> Node {
    let span = shape.span();
    let (data, plain) = match (shape, raw) {
        (Shape::Scalar(_, plain), raw) => (scalar(raw), plain.clone()),
        (Shape::List(_, places), Raw::List(items)) => {
            (Data::List(places.iter().zip(items).map(|(s, r)| join(s, r)).collect()), None)
        }
        (Shape::Map(_, places), Raw::Map(values)) => {
            let pairs = places.iter().zip(values).map(|((k, s), r)| (k.clone(), join(s, r)));
            (Data::Map(pairs.collect()), None)
        }
        _ => (Data::Null, None),
    };
    Node { span, data, plain }
}

fn scalar(raw: Raw) -> Data {
    match raw {
        Raw::Bool(value) => Data::Bool(value),
        Raw::Number(value) => Data::Number(value),
        Raw::Text(text) => Data::Text(text),
        Raw::Null | Raw::List(_) | Raw::Map(_) => Data::Null,
    }
}
