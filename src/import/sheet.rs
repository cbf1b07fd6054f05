//! A sheet's rows as quizzes: what stands above a column says which key its cells are.
//!
//! Columns stand in any order, named in any language of the playbook, in English, or by their keys
//! in YAML. [`parse::sheet`](crate::parse::sheet) has them, and reads a row by the decoders that
//! read YAML; faults come with row and column.

use super::bank::{self, Found, drafts};
use super::{Draft, Error, Input};
use crate::diagnostic::{Losses, Report, Severity, nearest};
use crate::export::sheet::WORDS;
use crate::model::Question;
use crate::parse::sheet::{Cell, Columns, Names, Place, Reading, letters, normal};
use std::collections::HashMap;
use unicode_normalization::UnicodeNormalization;

/// A row of a table; `number` is what the spreadsheet program shows beside it.
#[derive(Clone, Debug, Default)]
pub struct Row {
    pub number: usize,
    pub cells: Vec<String>,
}

/// More cells than this are no question bank.
pub const MAX_CELLS: usize = 2_000_000;
/// More places than this has no list.
const MAX_NUMBER: usize = 200;
/// Faults that are told of one file.
const MAX_FAULTS: usize = 40;

/// The files that the rows of a table become; the first is the header.
pub fn read(input: &Input, rows: &[Row], losses: &mut Losses) -> Result<Vec<Draft>, Error> {
    let columns = Columns::default();
    let (header, rows) = rows.split_first().ok_or_else(|| Error::new("it is empty"))?;
    let known = Known::new(input, &columns);
    let places = known.places(header, rows, losses)?;
    let mut quizzes: Vec<Group> = Vec::new();
    let mut at = 0;
    let mut cells_at: Vec<(usize, usize)> = Vec::new();
    for row in rows {
        let mut cells = Vec::new();
        for (column, (place, text)) in places.iter().zip(&row.cells).enumerate() {
            let Some(place) = place.filter(|_| !text.trim().is_empty()) else { continue };
            cells_at.push((row.number, column));
            cells.push(Cell { place, text: known.word(place, text), at });
            at += 1;
        }
        if !cells.is_empty() {
            add(input, &columns, &mut quizzes, row.number, cells, losses);
        }
    }
    let mut report = Report::new();
    let quizzes: Vec<bank::Quiz> =
        quizzes.into_iter().map(|group| group.decode(input, &columns, &mut report)).collect();
    let name = |(row, column): (usize, usize), is_cell: bool| match is_cell {
        true => format!("row {row}, column {} `{}`", letters(column), header.cells[column].trim()),
        false => format!("row {row}"),
    };
    faults(&report, |start, is_cell| cells_at.get(start).map(|at| name(*at, is_cell)))?;
    drafts(input, quizzes, losses)
}

/// All errors of a report, by row and column.
fn faults(report: &Report, place: impl Fn(usize, bool) -> Option<String>) -> Result<(), Error> {
    let errors: Vec<_> = report.iter().filter(|it| it.severity == Severity::Error).collect();
    let line = |fault: &&crate::diagnostic::Diagnostic| {
        let at = fault.at.and_then(|at| place(at.start as usize, at.start == at.end));
        let hint = fault.hint.as_ref().map(|hint| format!("\n    {hint}")).unwrap_or_default();
        format!("{}: {}{hint}", at.unwrap_or_default(), fault.message)
    };
    let mut lines: Vec<String> = errors.iter().take(MAX_FAULTS).map(line).collect();
    if errors.len() > MAX_FAULTS {
        lines.push(format!("and {} more", errors.len() - MAX_FAULTS));
    }
    match lines.is_empty() {
        true => Ok(()),
        false => Err(Error::new(lines.join("\n  "))),
    }
}

/// The rows of one quiz.
#[derive(Default)]
struct Group {
    id: String,
    own: Vec<Cell>,
    /// With the number and the id of each.
    rows: Vec<(usize, String, Vec<Cell>)>,
}

/// Puts a row into its quiz.
fn add(
    input: &Input,
    columns: &Columns,
    quizzes: &mut Vec<Group>,
    number: usize,
    cells: Vec<Cell>,
    losses: &mut Losses,
) {
    let keys = |cell: &Cell| columns.of(cell.place).keys.clone();
    let text = |wanted: &[&str]| {
        let found = cells.iter().find(|cell| keys(cell) == wanted);
        found.map(|cell| cell.text.trim().to_string()).unwrap_or_default()
    };
    let (quiz, id) = (text(&["quiz", "id"]), text(&["id"]));
    let n = quizzes.iter().position(|group| group.id == quiz).unwrap_or_else(|| {
        quizzes.push(Group { id: quiz.clone(), ..Group::default() });
        quizzes.len() - 1
    });
    let (own, cells): (Vec<Cell>, Vec<Cell>) =
        cells.into_iter().partition(|cell| keys(cell)[0] == "quiz");
    for cell in own {
        let told = quizzes[n].own.iter().find(|other| other.place == cell.place);
        match told {
            None => quizzes[n].own.push(cell),
            Some(told) if told.text == cell.text => {}
            Some(_) => {
                let why =
                    format!("its {} is another than above, which counts", keys(&cell).join(" "));
                input.changed(losses, &quiz, number, why);
            }
        }
    }
    if !cells.is_empty() {
        quizzes[n].rows.push((number, id, cells));
    }
}

impl Group {
    fn decode(self, input: &Input, columns: &Columns, report: &mut Report) -> bank::Quiz {
        let settings = &input.book.settings;
        let languages = &settings.languages;
        let raw_html = settings.raw_html;
        let reading = Reading { columns, languages, lang: input.lang, raw_html };
        let mut cells = Vec::new();
        let mut heads = Vec::new();
        for (number, id, row) in self.rows {
            heads.push((number, id));
            cells.push(row);
        }
        let quiz = reading.quiz(&self.own, &cells, report, &mut Vec::new());
        let found = |(question, (line, id)): (Question, (usize, String))| {
            let mut question = question;
            question.head.id = id;
            Found { line, question, ..Found::default() }
        };
        let is_told =
            |key| self.own.iter().any(|cell| columns.of(cell.place).keys == ["quiz", key]);
        bank::Quiz {
            name: self.id.clone(),
            id: if bank::is_id(&self.id) { self.id.clone() } else { String::new() },
            title: quiz.title,
            intro: quiz.intro,
            stage: quiz.stage.map(|to| to.id),
            pass: is_told("pass").then_some(quiz.pass),
            head: quiz.head,
            questions: quiz.questions.into_iter().zip(heads).map(found).collect(),
        }
    }
}

/// The names of columns, and words in cells.
struct Known<'a> {
    input: &'a Input<'a>,
    columns: &'a Columns,
    by_name: HashMap<String, usize>,
    /// The types of questions by their names in each language.
    types: HashMap<String, &'static str>,
}

impl<'a> Known<'a> {
    fn new(input: &'a Input, columns: &'a Columns) -> Known<'a> {
        let tables: Vec<_> = (input.words.iter())
            .map(|words| move |key: &str| words.find(&format!("{WORDS}.{key}")))
            .collect();
        let names: Vec<Names> = tables.iter().map(|table| table as Names).collect();
        let by_name = columns.by_name(&names);
        let mut types = HashMap::new();
        for word in columns.types() {
            types.insert(normal(word).0, word);
            for words in input.words {
                let name = words.find(&format!("quiz.types.{}", word.replace('-', "_")));
                types.extend(name.map(|name| (normal(name).0, word)));
            }
        }
        Known { input, columns, by_name, types }
    }

    /// What a cell says, where there are words for it.
    fn word(&self, place: Place, text: &str) -> String {
        let known = (self.columns.of(place).keys == ["type"])
            .then(|| self.types.get(&normal(text).0))
            .flatten();
        known.map_or_else(|| text.to_string(), |word| word.to_string())
    }

    /// The place of each column; those of which nobody knows what they are are told.
    fn places(
        &self,
        header: &Row,
        rows: &[Row],
        losses: &mut Losses,
    ) -> Result<Vec<Option<Place>>, Error> {
        let mut places: Vec<Option<Place>> = Vec::new();
        for (n, name) in header.cells.iter().enumerate() {
            let place = self.place(name);
            if let (Some(_), Some(first)) = (place, places.iter().position(|p| *p == place)) {
                return Err(Error::new(format!(
                    "row {}: columns {} and {} are both `{}`",
                    header.number,
                    letters(first),
                    letters(n),
                    name.trim()
                )));
            }
            let is_used = |row: &Row| row.cells.get(n).is_some_and(|cell| !cell.trim().is_empty());
            if place.is_none() && (!name.trim().is_empty() || rows.iter().any(is_used)) {
                let near = nearest(&normal(name).0, self.by_name.keys().map(String::as_str));
                let near = near.and_then(|near| self.by_name.get(near));
                let near = near.map(|n| self.columns.all[*n].name("1", &|_| None));
                let hint = near.map(|near| format!("; did you mean `{near}`?")).unwrap_or_default();
                let why = format!("column {} is none of a question{hint}", letters(n));
                self.input.dropped(losses, name.trim(), header.number, why);
            }
            places.push(place);
        }
        let has = |key: &str| {
            let of =
                |place: &Option<Place>| place.is_some_and(|p| self.columns.of(p).keys == [key]);
            places.iter().any(of)
        };
        match ["type", "stem"].into_iter().find(|key| !has(key)) {
            None => Ok(places),
            Some(key) => Err(Error::new(format!(
                "row {}: no column is called `{key}`; the first row names the columns, as \
                 `twotrack export csv` writes them",
                header.number
            ))),
        }
    }

    /// `option 2 feedback (zh)`.
    fn place(&self, header: &str) -> Option<Place> {
        let header: String = header.nfkc().collect();
        let header = header.trim();
        let (name, lang) =
            match header.strip_suffix([')', ']']).and_then(|h| h.rsplit_once(['(', '['])) {
                Some((name, language)) => (name, Some(self.lang(language)?)),
                None => (header, None),
            };
        let (name, number) = normal(name);
        let column = *self.by_name.get(&name)?;
        let of = &self.columns.all[column];
        let n = if of.is_numbered { number?.checked_sub(1)? } else { 0 };
        (n < MAX_NUMBER && (lang.is_none() || of.is_spoken())).then_some(Place { column, n, lang })
    }

    fn lang(&self, name: &str) -> Option<usize> {
        let same = |other: &str| other.to_lowercase() == name.trim().to_lowercase();
        let languages = &self.input.book.settings.languages;
        languages.iter().position(|it| same(&it.id) || same(&it.name) || same(&it.tag))
    }

    /// How many of these names are columns.
    fn count<'t>(&self, names: impl Iterator<Item = &'t str>) -> usize {
        names.filter(|name| self.place(name).is_some()).count()
    }
}

/// Of some ways to cut a header into names, the one that gives most columns.
pub fn best<T>(input: &Input, ways: impl Iterator<Item = (T, Vec<String>)>) -> Option<T> {
    let columns = Columns::default();
    let known = Known::new(input, &columns);
    let counted = ways.map(|(way, names)| (known.count(names.iter().map(String::as_str)), way));
    // The first of several that are equal.
    let best = counted.reduce(|best, next| if next.0 > best.0 { next } else { best });
    best.filter(|(count, _)| *count > 0).map(|(_, way)| way)
}
