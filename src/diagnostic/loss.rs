//! What did not come through whole, on the way into another format or out of one.
//!
//! Nothing is left out or altered in silence: whoever writes or reads a format notes it here, item
//! by item, and the command shows it as a table or as JSON.

use super::{Files, Span, line_column};
use serde_json::{Value, json};
use std::fmt::Write;
use unicode_width::UnicodeWidthStr;

/// How much of an item came through.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fate {
    /// It is there, but not quite as it was.
    Changed,
    /// It is not there.
    Dropped,
}

impl Fate {
    /// The word in tables and JSON.
    pub fn word(self) -> &'static str {
        match self {
            Fate::Changed => "changed",
            Fate::Dropped => "dropped",
        }
    }
}

/// One item that did not come through whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Loss {
    pub fate: Fate,
    /// The item's id, or another name by which its author knows it.
    pub id: String,
    pub at: Option<Place>,
    /// What became of it and why, in one sentence without a full stop.
    pub why: String,
}

/// Where an item stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// In a file of the playbook.
    Span(Span),
    /// In a file of another program, by its name and line.
    Line(String, usize),
}

/// All of a run, in the order in which they were noted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Losses {
    list: Vec<Loss>,
    notes: Vec<String>,
}

impl Losses {
    /// An item comes through, but not quite as it was.
    pub fn changed(&mut self, id: &str, at: Option<Span>, why: impl Into<String>) {
        self.add(Fate::Changed, id, at.map(Place::Span), why.into());
    }

    /// An item is left out.
    pub fn dropped(&mut self, id: &str, at: Option<Span>, why: impl Into<String>) {
        self.add(Fate::Dropped, id, at.map(Place::Span), why.into());
    }

    /// The same of an item in another program's file; `line` counts from 1.
    pub fn in_line(&mut self, fate: Fate, id: &str, file: &str, line: usize, why: String) {
        self.add(fate, id, Some(Place::Line(file.to_string(), line)), why);
    }

    /// Something worth knowing that is no loss, such as how much of a limit is used.
    pub fn note(&mut self, note: impl Into<String>) {
        self.notes.push(note.into());
    }

    pub fn notes(&self) -> &[String] {
        &self.notes
    }

    fn add(&mut self, fate: Fate, id: &str, at: Option<Place>, why: String) {
        self.list.push(Loss { fate, id: id.to_string(), at, why });
    }

    pub fn iter(&self) -> impl Iterator<Item = &Loss> {
        self.list.iter()
    }

    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// How many items had this fate.
    pub fn count(&self, fate: Fate) -> usize {
        self.list.iter().filter(|loss| loss.fate == fate).count()
    }

    /// A line for each: fate, id, place, reason.
    pub fn table(&self, files: &dyn Files) -> String {
        let rows: Vec<[String; 3]> = (self.list.iter())
            .map(|loss| [loss.fate.word().to_string(), loss.id.clone(), place(loss, files)])
            .collect();
        let width = |n: usize| rows.iter().map(|row| row[n].width()).max().unwrap_or(0);
        let (ids, places) = (width(1), width(2));
        let mut out = String::new();
        for ([fate, id, place], loss) in rows.iter().zip(&self.list) {
            let (id, place) = (padded(id, ids), padded(place, places));
            let _ = writeln!(out, "{fate}  {id}  {place}  {}", loss.why);
        }
        out
    }

    /// The same for programs.
    pub fn json(&self, files: &dyn Files) -> Value {
        let list: Vec<Value> = (self.list.iter())
            .map(|loss| {
                let mut row = json!({ "fate": loss.fate.word(), "id": loss.id, "why": loss.why });
                match &loss.at {
                    Some(Place::Span(at)) => {
                        let (line, column) = line_column(files.text(at.file), at.start as usize);
                        row["file"] = files.name(at.file).into();
                        row["line"] = line.into();
                        row["column"] = column.into();
                    }
                    Some(Place::Line(file, line)) => {
                        row["file"] = file.as_str().into();
                        row["line"] = (*line).into();
                    }
                    None => {}
                }
                row
            })
            .collect();
        json!({
            "changed": self.count(Fate::Changed),
            "dropped": self.count(Fate::Dropped),
            "losses": list,
            "notes": self.notes,
        })
    }
}

/// Words with room behind them, so that the next column begins below its head.
fn padded(words: &str, width: usize) -> String {
    format!("{words}{}", " ".repeat(width.saturating_sub(words.width())))
}

fn place(loss: &Loss, files: &dyn Files) -> String {
    match &loss.at {
        Some(Place::Span(at)) => {
            let (line, _) = line_column(files.text(at.file), at.start as usize);
            format!("{}:{line}", files.name(at.file))
        }
        Some(Place::Line(file, line)) => format!("{file}:{line}"),
        None => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct None;

    impl Files for None {
        fn name(&self, _: super::super::FileId) -> &str {
            ""
        }

        fn text(&self, _: super::super::FileId) -> &str {
            ""
        }
    }

    #[test]
    fn reasons_stand_in_one_column_whatever_the_letters_before_them() {
        let mut losses = Losses::default();
        losses.in_line(Fate::Dropped, "q1", "问卷.gift", 7, "one".into());
        losses.in_line(Fate::Dropped, "q1", "quiz-a.gift", 7, "two".into());
        let column = |line: &str| line[..line.len() - 3].width();
        let columns: Vec<usize> = losses.table(&None).lines().map(column).collect();
        assert_eq!(columns[0], columns[1], "{}", losses.table(&None));
    }
}
