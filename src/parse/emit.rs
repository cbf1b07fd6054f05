//! YAML as a person would write it: quotes only where they are needed, long texts line by line,
//! short lists of words on one line, comments beside what they are about.

use crate::model::{Language, Text, Words};

/// A value to write.
#[derive(Clone, Debug)]
pub enum Value {
    /// A text of any length.
    Text(String),
    /// A number, a switch or an id, which never need quotes.
    Word(String),
    /// Short words on one line.
    Words(Vec<String>),
    List(Vec<Value>),
    Map(Map),
}

/// Keys and values in their order, with comments between them.
#[derive(Clone, Debug, Default)]
pub struct Map(Vec<Entry>);

#[derive(Clone, Debug)]
enum Entry {
    Pair(&'static str, Value),
    Owned(String, Value),
    Comment(String),
}

impl Map {
    /// Adds a key; an empty value is left out.
    pub fn put(&mut self, key: &'static str, value: Value) {
        if !value.is_empty() {
            self.0.push(Entry::Pair(key, value));
        }
    }

    /// The same with a key that is no word of ours, such as a language.
    pub fn put_owned(&mut self, key: String, value: Value) {
        self.0.push(Entry::Owned(key, value));
    }

    pub fn comment(&mut self, words: &str) {
        self.0.push(Entry::Comment(words.to_string()));
    }

    /// The keys of ours with their values.
    pub fn pairs(&self) -> impl Iterator<Item = (&'static str, &Value)> {
        self.0.iter().filter_map(|entry| match entry {
            Entry::Pair(key, value) => Some((*key, value)),
            _ => None,
        })
    }

    /// The keys that are no words of ours, such as languages, with their values.
    pub fn owned(&self) -> impl Iterator<Item = (&str, &Value)> {
        self.0.iter().filter_map(|entry| match entry {
            Entry::Owned(key, value) => Some((key.as_str(), value)),
            _ => None,
        })
    }

    /// The whole document.
    pub fn document(&self) -> String {
        let mut out = String::new();
        self.write(0, &mut out);
        out
    }

    fn write(&self, indent: usize, out: &mut String) {
        for (n, entry) in self.0.iter().enumerate() {
            // The first stands behind the dash of its list, or where the caller is.
            if n > 0 {
                out.push_str(&" ".repeat(indent));
            }
            match entry {
                Entry::Pair(key, value) => value.write(key, indent, out),
                Entry::Owned(key, value) => value.write(&scalar(key), indent, out),
                Entry::Comment(words) => {
                    let lines: Vec<&str> = words.lines().collect();
                    let between = format!("\n{}# ", " ".repeat(indent));
                    out.push_str(&format!("# {}\n", lines.join(&between)));
                }
            }
        }
    }
}

impl Value {
    /// A number, a switch or an id.
    pub fn word(word: impl ToString) -> Value {
        Value::Word(word.to_string())
    }

    /// A group for each thing.
    pub fn maps<T>(things: &[T], write: impl Fn(&T, &mut Map)) -> Value {
        let one = |thing| {
            let mut map = Map::default();
            write(thing, &mut map);
            Value::Map(map)
        };
        Value::List(things.iter().map(one).collect())
    }

    fn is_empty(&self) -> bool {
        match self {
            Value::Text(text) | Value::Word(text) => text.is_empty(),
            Value::Words(words) => words.is_empty(),
            Value::List(list) => list.is_empty(),
            Value::Map(map) => map.0.is_empty(),
        }
    }

    /// The value behind its key, to the end of its last line.
    fn write(&self, key: &str, indent: usize, out: &mut String) {
        out.push_str(key);
        out.push(':');
        match self {
            Value::List(list) => {
                out.push('\n');
                for item in list {
                    out.push_str(&format!("{}- ", " ".repeat(indent + 2)));
                    item.write_item(indent + 4, out);
                }
            }
            Value::Map(map) => {
                out.push_str(&format!("\n{}", " ".repeat(indent + 2)));
                map.write(indent + 2, out);
            }
            value => {
                out.push(' ');
                value.write_item(indent + 2, out);
            }
        }
    }

    fn write_item(&self, indent: usize, out: &mut String) {
        match self {
            Value::Map(map) => map.write(indent, out),
            Value::Word(word) => out.push_str(&format!("{word}\n")),
            Value::Words(words) => {
                let words: Vec<String> = words.iter().map(|word| in_flow(word)).collect();
                out.push_str(&format!("[{}]\n", words.join(", ")));
            }
            Value::Text(text) if is_literal(text) => {
                out.push_str("|\n");
                for line in text.lines() {
                    let blanks = if line.is_empty() { 0 } else { indent };
                    out.push_str(&format!("{}{line}\n", " ".repeat(blanks)));
                }
            }
            Value::Text(text) => out.push_str(&format!("{}\n", scalar(text))),
            Value::List(items) => {
                for (n, item) in items.iter().enumerate() {
                    let before = if n == 0 { String::new() } else { " ".repeat(indent) };
                    out.push_str(&format!("{before}- "));
                    item.write_item(indent + 2, out);
                }
            }
        }
    }
}

/// The id of the option, pair or step at this place that has none, from 0: `a`, … `z`, `27`.
pub fn letter(n: usize) -> String {
    match u8::try_from(n) {
        Ok(n) if n < 26 => char::from(b'a' + n).to_string(),
        _ => (n + 1).to_string(),
    }
}

/// By language if the playbook has several.
pub fn text(text: &Text, languages: &[Language]) -> Value {
    let there = text.phrases.iter().zip(languages).filter_map(|(p, l)| Some((p.as_ref()?, l)));
    if languages.len() < 2 {
        return Value::Text(there.map(|(phrase, _)| phrase.text.to_string()).collect());
    }
    let mut map = Map::default();
    there.for_each(|(p, l)| map.put_owned(l.id.clone(), Value::Text(p.text.to_string())));
    Value::Map(map)
}

pub fn texts(all: &[Text], languages: &[Language]) -> Value {
    Value::List(all.iter().map(|one| text(one, languages)).collect())
}

/// Words that stand in one language hold for all of them.
pub fn words(words: &Words, languages: &[Language]) -> Value {
    let there = words.by_lang.iter().zip(languages).filter(|(words, _)| !words.is_empty());
    let there: Vec<_> = there.collect();
    let same = there.windows(2).all(|pair| pair[0].0 == pair[1].0);
    if let (Some((words, _)), true) =
        (there.first(), same && (there.len() == 1 || there.len() == languages.len()))
    {
        return Value::Words(words.to_vec());
    }
    let mut map = Map::default();
    there.iter().for_each(|(words, l)| map.put_owned(l.id.clone(), Value::Words(words.to_vec())));
    Value::Map(map)
}

/// Several lines that can stand as they are.
fn is_literal(text: &str) -> bool {
    text.contains('\n')
        && !text.starts_with([' ', '\t', '\n'])
        && !text
            .chars()
            .any(|c| c.is_control() && c != '\n' || "\u{85}\u{2028}\u{2029}".contains(c))
}

/// A text on one line: plain if it can be, else in quotes.
fn scalar(text: &str) -> String {
    let odd = |c: char| c.is_control() || "\u{85}\u{2028}\u{2029}\u{feff}".contains(c);
    if text.contains(odd) {
        return quoted(text);
    }
    let plain = serde_yaml::to_string(text).unwrap_or_default();
    match plain.trim_end() {
        plain if plain.is_empty() || plain.contains('\n') => quoted(text),
        plain => plain.to_string(),
    }
}

/// In double quotes, as JSON has them, which YAML reads too.
fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

fn in_flow(word: &str) -> String {
    let simple = |c: char| c.is_alphanumeric() || " -_./".contains(c);
    let edge = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let plain = word.chars().all(simple) && edge(word.chars().next()) && edge(word.chars().last());
    if plain { word.to_string() } else { quoted(word) }
}
