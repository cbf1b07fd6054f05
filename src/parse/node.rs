//! The values of a YAML document, each with its place.

use crate::diagnostic::Span;
use std::sync::Arc;

/// A value of the document and where it stands.
#[derive(Clone, Debug)]
pub struct Node {
    pub span: Span,
    pub data: Data,
    /// What the author typed, for a value without quotes: `1.10`, `yes`, `2026-11-23`.
    pub plain: Option<Arc<str>>,
}

#[derive(Clone, Debug)]
pub enum Data {
    Null,
    Bool(bool),
    Number(f64),
    Text(Arc<str>),
    List(Vec<Node>),
    Map(Vec<(Key, Node)>),
}

#[derive(Clone, Debug)]
pub struct Key {
    pub text: Arc<str>,
    pub span: Span,
}

impl Node {
    /// What an author would call this kind of value.
    pub fn kind(&self) -> &'static str {
        match self.data {
            Data::Null => "nothing",
            Data::Bool(_) => "true or false",
            Data::Number(_) => "a number",
            Data::Text(_) => "a text",
            Data::List(_) => "a list",
            Data::Map(_) => "a group of keys",
        }
    }

    /// A scalar as the author typed it, whatever YAML makes of it: `s1`, `12`, `true`,
    /// `2026-11-23`.
    pub fn word(&self) -> Option<String> {
        match (&self.data, &self.plain) {
            (Data::Text(text), _) => Some(text.to_string()),
            (Data::Bool(_) | Data::Number(_), Some(typed)) => Some(typed.to_string()),
            _ => None,
        }
    }
}
