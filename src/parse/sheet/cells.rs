//! A question's keys to cells, and cells to what the decoders read.

use super::super::context::Context;
use super::super::emit::{Map, Value, letter};
use super::super::keys::group;
use super::super::learn;
use super::super::node::{Data, Key, Node};
use super::super::shape::{Form, Group};
use super::columns::normal;
use super::columns::{Columns, Place, QUIZ};
use crate::diagnostic::{FileId, Report, Span};
use crate::model::{Lang, Language, Quiz, Reference};
use std::sync::Arc;

/// What stands between the words of one cell.
pub const SEPARATOR: &str = " | ";
/// What is read as that; the second comes from a Chinese keyboard.
const SEPARATORS: [char; 2] = ['|', '｜'];

/// The cells of what has been written.
pub fn row_of(
    columns: &Columns,
    of_quiz: bool,
    map: &Map,
    all: &[Language],
) -> Vec<(Place, String)> {
    let mut row = Row { columns, languages: all, cells: Vec::new() };
    row.map(map, if of_quiz { &[QUIZ] } else { &[] }, 0);
    row.cells
}

struct Row<'a> {
    columns: &'a Columns,
    languages: &'a [Language],
    cells: Vec<(Place, String)>,
}

impl Row<'_> {
    fn map(&mut self, map: &Map, before: &[&'static str], n: usize) {
        for (key, value) in map.pairs() {
            let keys: Vec<&'static str> = before.iter().copied().chain([key]).collect();
            match value {
                Value::List(items) => {
                    (0..).zip(items).for_each(|(n, item)| match item {
                        Value::Map(map) if map.owned().next().is_none() => self.map(map, &keys, n),
                        item => self.value(item, &keys, n),
                    });
                }
                value => self.value(value, &keys, n),
            }
        }
    }

    /// A value, or one for each language.
    fn value(&mut self, value: &Value, keys: &[&'static str], n: usize) {
        let Some(column) = self.columns.find(keys) else { return };
        if let Value::Map(by_language) = value {
            for (id, value) in by_language.owned() {
                let lang = self.languages.iter().position(|language| language.id == id);
                self.cells.push((Place { column, n, lang }, words(value)));
            }
        } else {
            self.cells.push((Place { column, n, lang: None }, words(value)));
        }
    }
}

fn words(value: &Value) -> String {
    match value {
        Value::Text(text) | Value::Word(text) => text.clone(),
        Value::Words(words) if words.iter().any(|word| word.contains(SEPARATORS)) => {
            // Where lines divide, nothing else does.
            words.join("\n") + "\n"
        }
        Value::Words(words) => words.join(SEPARATOR),
        Value::List(_) | Value::Map(_) => String::new(),
    }
}

/// A cell that is not empty.
#[derive(Clone, Debug)]
pub struct Cell {
    pub place: Place,
    pub text: String,
    /// Its number. A fault at a cell has it as both ends of its place, one at a row has that of
    /// the row's first cell and the next.
    pub at: usize,
}

/// How cells are read.
pub struct Reading<'a> {
    pub columns: &'a Columns,
    pub languages: &'a [Language],
    /// That of texts whose column names none.
    pub lang: Lang,
    pub raw_html: bool,
}

/// Stands where an id or a title is needed that the sheet does not give.
const PLACEHOLDER: &str = "x";

impl Reading<'_> {
    /// The quiz of some rows: what its own cells say, and a question a row. Ids are for whoever
    /// knows those that are taken: here they are empty.
    pub fn quiz(
        &self,
        own: &[Cell],
        rows: &[Vec<Cell>],
        report: &mut Report,
        references: &mut Vec<Reference>,
    ) -> Quiz {
        let questions = rows.iter().map(|cells| self.question(cells)).collect();
        let span = rows.first().map_or(Span::default(), |cells| whole(cells));
        let mut pairs = self.pairs(&[&self.columns.quiz], &own.iter().collect::<Vec<_>>(), 1);
        let has_title = pairs.iter().any(|(key, _)| &*key.text == "title");
        fill(&mut pairs, "id", PLACEHOLDER, span);
        if !has_title {
            fill(&mut pairs, "title", PLACEHOLDER, span);
        }
        pairs.push((Key { text: "questions".into(), span }, node(span, Data::List(questions))));
        let cx = &mut Context {
            report,
            languages: self.languages,
            file_text: "",
            stem: "",
            folder: &"".into(),
            raw_html: self.raw_html,
            references,
        };
        let root = node(span, Data::Map(pairs));
        let mut quiz = group(cx, &root, "a quiz", learn::quiz).unwrap_or_default();
        quiz.head.id.clear();
        quiz.questions.iter_mut().for_each(|question| question.head.id.clear());
        if !has_title {
            quiz.title = Default::default();
        }
        quiz
    }

    fn question(&self, cells: &[Cell]) -> Node {
        let question = &self.columns.question;
        let kind = cells.iter().find(|cell| self.columns.of(cell.place).keys == ["type"]);
        let variant = kind.and_then(|kind| question.variants.iter().find(|v| v.word == kind.text));
        let groups: Vec<&Group> =
            [question].into_iter().chain(variant.map(|variant| &variant.group)).collect();
        let mut pairs = self.pairs(&groups, &cells.iter().collect::<Vec<_>>(), 0);
        let span = whole(cells);
        pairs.retain(|(key, _)| &*key.text != "id");
        fill(&mut pairs, "id", PLACEHOLDER, span);
        node(span, Data::Map(pairs))
    }

    /// The keys at this depth of cells that all stand below the same ones.
    fn pairs(&self, groups: &[&Group], cells: &[&Cell], depth: usize) -> Vec<(Key, Node)> {
        let mut keys: Vec<&'static str> = Vec::new();
        for cell in cells {
            let key = self.columns.of(cell.place).keys[depth];
            if !keys.contains(&key) {
                keys.push(key);
            }
        }
        let pair = |key: &'static str| {
            let of_key = |cell: &&&Cell| self.columns.of(cell.place).keys[depth] == key;
            let below: Vec<&Cell> = cells.iter().filter(of_key).copied().collect();
            let mut told = groups.iter().flat_map(|group| &group.keys);
            // What no question of this type has, the decoder tells.
            let form = told.find(|told| told.name == key).map_or(&Form::Word, |told| &told.form);
            let value = self.value(form, &below, depth)?;
            Some((Key { text: key.into(), span: at(below[0]) }, value))
        };
        keys.into_iter().filter_map(pair).collect()
    }

    /// Nothing if the cells say nothing, such as a tick in a row without words.
    fn value(&self, form: &Form, cells: &[&Cell], depth: usize) -> Option<Node> {
        let first = cells[0];
        let list = |one: &dyn Fn(&[&Cell]) -> Option<Node>| {
            let items: Vec<Node> = by_number(cells).iter().filter_map(|cells| one(cells)).collect();
            (!items.is_empty()).then(|| node(at(first), Data::List(items)))
        };
        match form {
            Form::List(inner) => list(&|cells| self.entry(inner, cells, depth + 1)),
            Form::Texts => list(&|cells| Some(self.spoken(cells, text))),
            Form::Name | Form::Text => Some(self.spoken(cells, text)),
            Form::Words if cells.iter().all(|cell| cell.place.lang.is_none()) => {
                Some(several(first))
            }
            Form::Words => Some(self.spoken(cells, several)),
            Form::Refs(_) => Some(several(first)),
            Form::Switch => Some(switch(first).map_or_else(
                || text(first),
                |value| Node {
                    plain: Some(first.text.as_str().into()),
                    ..node(at(first), Data::Bool(value))
                },
            )),
            Form::Number | Form::Whole(..) => Some(number(first)),
            _ => Some(text(first)),
        }
    }

    /// An entry of a list, with an id if it needs one and has none.
    fn entry(&self, inner: &Group, cells: &[&Cell], depth: usize) -> Option<Node> {
        let is_off = |cell: &&Cell| {
            self.columns.of(cell.place).form == Form::Switch && switch(cell) == Some(false)
        };
        if cells.iter().all(is_off) {
            return None;
        }
        let mut pairs = self.pairs(&[inner], cells, depth);
        if inner.keys.iter().any(|key| key.name == "id" && key.needed) {
            fill(&mut pairs, "id", &letter(cells[0].place.n), at(cells[0]));
        }
        let span = at(cells[0]);
        Some(node(Span { end: span.start + 1, ..span }, Data::Map(pairs)))
    }

    /// A value for each language.
    fn spoken(&self, cells: &[&Cell], value: fn(&Cell) -> Node) -> Node {
        let pair = |cell: &&Cell| {
            let lang = cell.place.lang.unwrap_or(self.lang.0 as usize);
            let id = self.languages[lang].id.as_str();
            (Key { text: id.into(), span: at(cell) }, value(cell))
        };
        node(at(cells[0]), Data::Map(cells.iter().map(pair).collect()))
    }
}

/// The cells of each place of a list.
fn by_number<'c>(cells: &[&'c Cell]) -> Vec<Vec<&'c Cell>> {
    let mut numbers: Vec<usize> = cells.iter().map(|cell| cell.place.n).collect();
    numbers.sort_unstable();
    numbers.dedup();
    let of = |n| cells.iter().filter(|cell| cell.place.n == n).copied().collect();
    numbers.into_iter().map(of).collect()
}

fn fill(pairs: &mut Vec<(Key, Node)>, key: &str, text: &str, span: Span) {
    if !pairs.iter().any(|(there, _)| &*there.text == key) {
        pairs.push((Key { text: key.into(), span }, node(span, Data::Text(text.into()))));
    }
}

fn at(cell: &Cell) -> Span {
    Span::new(FileId(0), cell.at, cell.at)
}

fn whole(cells: &[Cell]) -> Span {
    let first = cells.first().map_or(0, |cell| cell.at);
    Span::new(FileId(0), first, first + 1)
}

fn node(span: Span, data: Data) -> Node {
    Node { span, data, plain: None }
}

fn text(cell: &Cell) -> Node {
    node(at(cell), Data::Text(cell.text.as_str().into()))
}

fn several(cell: &Cell) -> Node {
    let by_line = cell.text.contains('\n');
    let parts = cell.text.split(|c| if by_line { c == '\n' } else { SEPARATORS.contains(&c) });
    let parts = parts.map(str::trim).filter(|part| !part.is_empty());
    let parts = parts.map(|part| node(at(cell), Data::Text(part.into())));
    node(at(cell), Data::List(parts.collect()))
}

/// What the spreadsheet programs of the world call true and false.
fn switch(cell: &Cell) -> Option<bool> {
    match normal(&cell.text).0.as_str() {
        "true" | "wahr" | "vrai" | "yes" | "x" | "✓" | "✔" | "是" | "真" | "对" | "√" => {
            Some(true)
        }
        "false" | "falsch" | "faux" | "no" | "✗" | "否" | "假" | "错" | "×" => Some(false),
        _ => match normal(&cell.text) {
            (sign, Some(1)) if sign == "#" => Some(true),
            (sign, Some(0)) if sign == "#" => Some(false),
            _ => None,
        },
    }
}

/// A number with a point or a comma before its fraction. Where the comma may stand for thousands
/// it is no number, and the decoder says so.
fn number(cell: &Cell) -> Node {
    use unicode_normalization::UnicodeNormalization;
    let typed: String = cell.text.nfkc().filter(|c| !c.is_whitespace()).collect();
    let typed = typed.replace('\u{2212}', "-");
    let read = match typed.split_once(',') {
        Some((whole, fraction)) if is_fraction(whole, fraction) => format!("{whole}.{fraction}"),
        _ => typed.clone(),
    };
    let is_plain = read.chars().all(|c| c.is_ascii_digit() || "+-.eE".contains(c));
    match read.parse::<f64>().ok().filter(|n| n.is_finite() && is_plain) {
        Some(value) => {
            let plain: Arc<str> = value.to_string().into();
            Node { plain: Some(plain), ..node(at(cell), Data::Number(value)) }
        }
        None => text(cell),
    }
}

fn is_fraction(whole: &str, fraction: &str) -> bool {
    let digits = |part: &str| part.chars().all(|c| c.is_ascii_digit());
    let zero = whole.trim_start_matches(['+', '-']) == "0";
    !fraction.is_empty() && digits(fraction) && (fraction.len() != 3 || zero)
}
