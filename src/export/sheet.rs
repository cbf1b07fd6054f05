//! The chosen questions as a sheet: a header, and one row a question.
//!
//! Which columns there are [`parse::sheet`](crate::parse::sheet) says; here are those that any of
//! the questions fills, named in the first of the languages. A quiz says what it is in its first
//! row.

use super::{Error, Request};
use crate::parse::emit::Map;
use crate::parse::sheet::{Columns, Place, row_of};
use crate::parse::{write_question, write_quiz};
use std::collections::HashMap;

/// The name of a group of words in the interface.
pub const WORDS: &str = "sheet";

pub struct Sheet {
    pub columns: Columns,
    /// In order.
    pub places: Vec<Place>,
    pub header: Vec<String>,
    /// As long as the header each.
    pub rows: Vec<Vec<String>>,
    /// The question of each row.
    pub ids: Vec<String>,
}

impl Sheet {
    pub fn new(request: &Request) -> Result<Sheet, Error> {
        let columns = Columns::default();
        let all = &request.book().settings.languages;
        let chosen: Vec<usize> = request.langs.iter().map(|lang| lang.0 as usize).collect();
        let mut rows: Vec<HashMap<Place, String>> = Vec::new();
        let mut ids = Vec::new();
        for quiz in request.quizzes() {
            let mut own = Map::default();
            write_quiz(quiz, all, &mut own);
            let mut own = row_of(&columns, true, &own, all);
            for question in &quiz.questions {
                ids.push(question.head.id.clone());
                let of_question = write_question(question, &[], all);
                let cells = row_of(&columns, false, &of_question, all);
                let id = (columns.find(&["quiz", "id"]))
                    .map(|column| (Place { column, n: 0, lang: None }, quiz.head.id.clone()));
                rows.push(std::mem::take(&mut own).into_iter().chain(cells).chain(id).collect());
            }
        }
        let is_wanted = |place: &&Place| place.lang.is_none_or(|lang| chosen.contains(&lang));
        let mut places: Vec<Place> =
            rows.iter().flat_map(HashMap::keys).filter(is_wanted).copied().collect();
        // The first language that was asked for stands first.
        let by_choice = |lang: usize| chosen.iter().position(|chosen| *chosen == lang);
        places.sort_by_key(|place| {
            let (first, n, column, lang) = columns.order(place);
            (first, n, column, lang.and_then(by_choice), lang)
        });
        places.dedup();
        if rows.is_empty() {
            return Err(Error::new("what was chosen holds no question"));
        }
        let words = request.words(request.lang());
        let name = |key: &str| words.find(&format!("{WORDS}.{key}"));
        let header = places.iter().map(|place| columns.header(*place, &name, all)).collect();
        let cell =
            |row: &HashMap<Place, String>, place| row.get(place).cloned().unwrap_or_default();
        let rows = rows.iter().map(|row| places.iter().map(|place| cell(row, place)).collect());
        Ok(Sheet { rows: rows.collect(), header, places, columns, ids })
    }
}
