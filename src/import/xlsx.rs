//! Questions as a workbook: the first sheet in sight whose header names our columns.
//!
//! A cell is read as a person sees it. What a spreadsheet program knows beyond that is told: a
//! formula, whose last value counts; a date, which may have been typed as something else; a look
//! inside of a text; cells that were merged; rows that are hidden. Memory is bounded: a part that
//! unpacks to more than [`MAX_PART`] is refused, whatever the archive says of its size.

use super::sheet::{self, MAX_CELLS, Row, best};
use super::xml::{self, Element};
use super::{Draft, Error, Format, Input};
use crate::diagnostic::Losses;
use crate::export::csv::unguarded;
use crate::parse::sheet::letters;
use quick_xml::XmlVersion;
use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;
use std::io::{Cursor, Read};
use std::ops::ControlFlow::{self, Break, Continue};
use zip::ZipArchive;

pub const FORMAT: Format = Format {
    name: "xlsx",
    about: "questions as a workbook, one a row; the first row names the columns",
    read,
};

/// What a part of a workbook, unpacked, may have in bytes, and all cells together.
const MAX_PART: u64 = 64 << 20;
/// Columns that a sheet can have.
const MAX_COLUMNS: usize = 16_384;
/// Remarks that are made on one sheet.
const MAX_REMARKS: usize = 200;

fn read(input: &Input, losses: &mut Losses) -> Result<Vec<Draft>, Error> {
    let mut book = Book::open(input.bytes)?;
    let sheets = book.sheets()?;
    let mut failed = None;
    // One after the other, so that no more than two of them are held unpacked.
    let firsts = sheets.iter().filter_map(|sheet| match book.first(&sheet.path) {
        Ok((text, row)) => Some(((sheet, text), row?.cells)),
        Err(error) => {
            failed.get_or_insert(error);
            None
        }
    });
    let found = best(input, firsts);
    if let Some(error) = failed {
        return Err(error);
    }
    let (found, text) = found.ok_or_else(|| {
        let names: Vec<&str> = sheets.iter().map(|sheet| sheet.name.as_str()).collect();
        Error::new(format!(
            "no sheet of it ({}) has columns of ours in its first row; `twotrack export xlsx` \
             writes them",
            names.join(", ")
        ))
    })?;
    let table = book.rows(&text, &found.path, usize::MAX)?;
    for (place, row, why) in table.remarks {
        input.changed(losses, &place, row, why);
    }
    sheet::read(input, &table.rows, losses)
}

/// A workbook, of which parts are unpacked as they are read.
struct Book<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    strings: Vec<Words>,
    /// What the numbers of each look are.
    looks: Vec<Look>,
    /// Whether days count from 1904.
    since_1904: bool,
}

/// A sheet in sight.
struct Sheet {
    name: String,
    path: String,
}

/// A text, and whether a part of it looks otherwise.
#[derive(Clone, Debug, Default)]
struct Words {
    text: String,
    is_rich: bool,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Look {
    Number,
    Date,
    /// With zeros before it, up to so many digits.
    Padded(usize),
}

/// What a sheet holds.
#[derive(Default)]
struct Table {
    rows: Vec<Row>,
    /// Of a cell or a row: its name, its row, and what is to be said.
    remarks: Vec<(String, usize, String)>,
}

impl<'a> Book<'a> {
    fn open(bytes: &'a [u8]) -> Result<Book<'a>, Error> {
        if bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0]) {
            let why =
                "it is an old workbook (.xls) or has a password; save it as .xlsx without one";
            return Err(Error::new(why));
        }
        let archive = ZipArchive::new(Cursor::new(bytes))
            .map_err(|e| Error::new(format!("it is no workbook (.xlsx): {e}")))?;
        let (strings, looks) = (Vec::new(), Vec::new());
        let mut book = Book { archive, strings, looks, since_1904: false };
        if let Some(text) = book.part("xl/sharedStrings.xml")? {
            book.strings = strings_of(&text)?;
        }
        if let Some(text) = book.part("xl/styles.xml")? {
            book.looks = looks_of(&xml::read(&text)?);
        }
        Ok(book)
    }

    /// The text of a part, if there is one.
    fn part(&mut self, path: &str) -> Result<Option<String>, Error> {
        let Ok(file) = self.archive.by_name(path) else { return Ok(None) };
        let mut text = String::new();
        let read = file.take(MAX_PART + 1).read_to_string(&mut text);
        read.map_err(|e| Error::new(format!("its part `{path}` can't be read: {e}")))?;
        match text.len() as u64 > MAX_PART {
            true => Err(Error::new(format!("its part `{path}` unpacks to more than 64 MB"))),
            false => Ok(Some(text)),
        }
    }

    fn sheets(&mut self) -> Result<Vec<Sheet>, Error> {
        let missing = || Error::new("it is no workbook (.xlsx): it has no `xl/workbook.xml`");
        let workbook = xml::read(&self.part("xl/workbook.xml")?.ok_or_else(missing)?)?;
        let relations = self.part("xl/_rels/workbook.xml.rels")?.ok_or_else(missing)?;
        let relations = xml::read(&relations)?;
        let switch = workbook.child("workbookPr").map_or("", |it| it.attribute("date1904"));
        self.since_1904 = ["1", "true"].contains(&switch);
        let path = |id: &str| {
            let found = relations.all("Relationship").find(|it| it.attribute("Id") == id)?;
            let target = found.attribute("Target");
            Some(target.strip_prefix('/').map_or(format!("xl/{target}"), String::from))
        };
        let all = workbook.child("sheets").into_iter().flat_map(|sheets| sheets.all("sheet"));
        let in_sight = all.filter(|sheet| !sheet.attribute("state").ends_with("idden"));
        let sheet = |it: &Element| {
            Some(Sheet { name: it.attribute("name").to_string(), path: path(it.attribute("id"))? })
        };
        Ok(in_sight.filter_map(sheet).collect())
    }

    /// A sheet, unpacked, and its first row that is not empty.
    fn first(&mut self, path: &str) -> Result<(String, Option<Row>), Error> {
        let missing = || Error::new(format!("it has no part `{path}`"));
        let text = self.part(path)?.ok_or_else(missing)?;
        let row = self.rows(&text, path, 1)?.rows.into_iter().next();
        Ok((text, row))
    }

    /// Up to so many rows of a sheet that are not empty; what stands behind them is not looked at.
    fn rows(&self, text: &str, path: &str, most: usize) -> Result<Table, Error> {
        let mut reading = Reading::new(self);
        pieces(text, path, |piece| {
            reading.piece(piece)?;
            Ok(if reading.table.rows.len() < most { Continue(()) } else { Break(()) })
        })?;
        Ok(reading.table)
    }
}

/// A sheet as it is read.
struct Reading<'a> {
    book: &'a Book<'a>,
    table: Table,
    row: Row,
    column: usize,
    cell: Cell,
    /// What words are collected for.
    inside: &'static str,
    cells: usize,
    bytes: usize,
}

/// A cell as it is read.
#[derive(Default)]
struct Cell {
    kind: String,
    look: usize,
    value: Option<String>,
    words: Words,
    is_formula: bool,
    is_reading_aid: bool,
}

impl<'a> Reading<'a> {
    fn new(book: &'a Book<'a>) -> Reading<'a> {
        Reading {
            book,
            table: Table::default(),
            row: Row::default(),
            column: 0,
            cell: Cell::default(),
            inside: "",
            cells: 0,
            bytes: 0,
        }
    }

    fn piece(&mut self, piece: Piece) -> Result<(), Error> {
        match piece {
            Piece::Open(start) => self.open(start),
            Piece::Words(words) => {
                match self.inside {
                    "v" => self.cell.value.get_or_insert_default().push_str(words),
                    "t" if !self.cell.is_reading_aid => self.cell.words.text.push_str(words),
                    _ => {}
                }
                Ok(())
            }
            Piece::Close(name) => self.close(name),
        }
    }

    fn open(&mut self, start: &BytesStart) -> Result<(), Error> {
        match start.local_name().as_ref() {
            "row" => {
                let number = attribute(start, "r").and_then(|r| r.parse().ok());
                self.row = Row { number: number.unwrap_or(self.row.number + 1), cells: Vec::new() };
                self.column = 0;
                if attribute(start, "hidden").is_some_and(|it| it == "1" || it == "true") {
                    let number = self.row.number;
                    self.remark(format!("row {number}"), "it is hidden, and comes in all the same");
                }
            }
            "c" => {
                let place = attribute(start, "r").and_then(|place| column_of(&place));
                self.column = place.unwrap_or(self.column);
                self.cell = Cell {
                    kind: attribute(start, "t").unwrap_or_default(),
                    look: attribute(start, "s").and_then(|s| s.parse().ok()).unwrap_or_default(),
                    ..Cell::default()
                };
            }
            "v" => self.inside = "v",
            "t" => self.inside = "t",
            "f" => self.cell.is_formula = true,
            "rPr" => self.cell.words.is_rich = true,
            "rPh" => self.cell.is_reading_aid = true,
            "mergeCell" => {
                let range = attribute(start, "ref").unwrap_or_default();
                self.row.number = range
                    .split(':')
                    .next()
                    .and_then(|first| {
                        first.trim_start_matches(|c: char| !c.is_ascii_digit()).parse().ok()
                    })
                    .unwrap_or_default();
                self.remark(range, "these cells are merged: what they say counts for the first");
            }
            _ => {}
        }
        Ok(())
    }

    fn close(&mut self, name: &str) -> Result<(), Error> {
        match name {
            "v" | "t" => self.inside = "",
            "rPh" => self.cell.is_reading_aid = false,
            "c" => {
                self.end_of_cell()?;
                self.column += 1;
            }
            "row" if self.row.cells.iter().any(|cell| !cell.trim().is_empty()) => {
                let number = self.row.number;
                let done = std::mem::replace(&mut self.row, Row { number, cells: Vec::new() });
                self.table.rows.push(done);
            }
            _ => {}
        }
        Ok(())
    }

    fn end_of_cell(&mut self) -> Result<(), Error> {
        let cell = std::mem::take(&mut self.cell);
        let name = format!("{}{}", letters(self.column), self.row.number);
        let value = cell.value.unwrap_or_default();
        let mut rich = cell.words.is_rich;
        let text = match cell.kind.as_str() {
            "s" => {
                let shared =
                    value.trim().parse().ok().and_then(|n: usize| self.book.strings.get(n));
                let missing =
                    || Error::new(format!("its cell {name} names a text that is not there"));
                let shared = shared.ok_or_else(missing)?;
                rich = shared.is_rich;
                shared.text.clone()
            }
            "inlineStr" => hex_unescaped(&cell.words.text),
            "b" => if value.trim() == "1" { "true" } else { "false" }.to_string(),
            "e" => {
                self.remark(name, &format!("it shows the error {value} and is left out"));
                return Ok(());
            }
            "str" | "d" => hex_unescaped(&value),
            _ => self.number(&name, value.trim(), cell.look),
        };
        if cell.is_formula {
            let why = match text.is_empty() {
                true => {
                    "a formula without a value: open the file in a spreadsheet program and save it"
                }
                false => "a formula, of which the value counts",
            };
            self.remark(name.clone(), why);
        }
        if rich && !text.is_empty() {
            self.remark(name, "how its words look stays behind");
        }
        self.put(unguarded(&text))
    }

    fn put(&mut self, text: String) -> Result<(), Error> {
        if text.is_empty() {
            return Ok(());
        }
        let missing = (self.column + 1).saturating_sub(self.row.cells.len());
        self.cells += missing;
        self.bytes += text.len();
        if self.column >= MAX_COLUMNS || self.cells > MAX_CELLS || self.bytes as u64 > MAX_PART {
            return Err(Error::new(format!(
                "row {}: it holds more than {MAX_CELLS} cells or 64 MB of text; divide it",
                self.row.number
            )));
        }
        if missing > 0 {
            self.row.cells.resize(self.column + 1, String::new());
        }
        self.row.cells[self.column] = text;
        Ok(())
    }

    /// A number as a person sees it.
    fn number(&mut self, name: &str, value: &str, look: usize) -> String {
        let Ok(number) = value.parse::<f64>() else { return value.to_string() };
        match self.book.looks.get(look) {
            Some(Look::Date) => {
                let date = date(number, self.book.since_1904);
                let why = format!(
                    "the spreadsheet program made a date of it, {date}: if something else was \
                     typed, format the column as text and type it again"
                );
                self.remark(name.to_string(), &why);
                date
            }
            Some(Look::Padded(digits)) => format!("{number:0>digits$}"),
            _ => {
                // A sheet has 15 digits; what stands behind them is no part of what was typed.
                let typed = format!("{number:.14e}").parse::<f64>().unwrap_or(number);
                typed.to_string()
            }
        }
    }

    fn remark(&mut self, name: String, why: &str) {
        if self.table.remarks.len() < MAX_REMARKS {
            self.table.remarks.push((name, self.row.number, why.to_string()));
        }
    }
}

/// The shared texts of a workbook.
fn strings_of(text: &str) -> Result<Vec<Words>, Error> {
    let mut all: Vec<Words> = Vec::new();
    let (mut open, mut in_text, mut in_aid) = (Words::default(), false, false);
    pieces(text, "xl/sharedStrings.xml", |piece| {
        match piece {
            Piece::Open(start) => match start.local_name().as_ref() {
                "si" => open = Words::default(),
                "t" => in_text = true,
                "rPr" => open.is_rich = true,
                "rPh" => in_aid = true,
                _ => {}
            },
            Piece::Words(words) if in_text && !in_aid => open.text.push_str(words),
            Piece::Words(_) => {}
            Piece::Close(name) => match name {
                "si" => {
                    let Words { text, is_rich } = std::mem::take(&mut open);
                    all.push(Words { text: hex_unescaped(&text), is_rich });
                }
                "t" => in_text = false,
                "rPh" => in_aid = false,
                _ => {}
            },
        }
        Ok(Continue(()))
    })?;
    Ok(all)
}

/// What the numbers of each look are.
fn looks_of(styles: &Element) -> Vec<Look> {
    let own = styles.child("numFmts").into_iter().flat_map(|all| all.all("numFmt"));
    let own: Vec<(&str, &str)> =
        own.map(|it| (it.attribute("numFmtId"), it.attribute("formatCode"))).collect();
    let look = |it: &Element| {
        let id = it.attribute("numFmtId");
        match own.iter().find(|(known, _)| *known == id) {
            Some((_, code)) if code.len() > 1 && code.chars().all(|c| c == '0') => {
                Look::Padded(code.len())
            }
            Some((_, code)) if is_date(code) => Look::Date,
            Some(_) => Look::Number,
            None => match id.parse().unwrap_or(0) {
                14..=22 | 27..=36 | 45..=47 | 50..=58 => Look::Date,
                _ => Look::Number,
            },
        }
    };
    styles.child("cellXfs").into_iter().flat_map(|all| all.all("xf")).map(look).collect()
}

/// Whether a format has days or hours in it, outside of quotes and brackets.
fn is_date(code: &str) -> bool {
    let mut until = None;
    code.to_lowercase().chars().any(|c| {
        match (until, c) {
            (Some(end), c) if c == end => until = None,
            (Some(_), _) => {}
            (None, '"') => until = Some('"'),
            (None, '[') => until = Some(']'),
            (None, c) => return "ydhms".contains(c),
        }
        false
    })
}

/// `2026-11-23`, or with its time.
fn date(serial: f64, since_1904: bool) -> String {
    let days = serial.floor() as i64 + if since_1904 { 1462 } else { 0 };
    // From 1899-12-30, by the calendar's 400 years that begin in March.
    let days = days + 693_899;
    let (era, day) = (days.div_euclid(146_097), days.rem_euclid(146_097));
    let year = (day - day / 1460 + day / 36_524 - day / 146_096) / 365;
    let day = day - (365 * year + year / 4 - year / 100);
    let month = (5 * day + 2) / 153;
    let (day, month) =
        (day - (153 * month + 2) / 5 + 1, if month < 10 { month + 3 } else { month - 9 });
    let year = era * 400 + year + i64::from(month <= 2);
    let minutes = (serial.fract() * 1440.0).round() as u32;
    let time = match minutes {
        0 => String::new(),
        minutes => format!(" {:02}:{:02}", minutes / 60, minutes % 60),
    };
    format!("{year:04}-{month:02}-{day:02}{time}")
}

/// The column in `AB12`, from 0.
fn column_of(place: &str) -> Option<usize> {
    let letters = place.bytes().take_while(u8::is_ascii_alphabetic).take(4);
    let number =
        letters.fold(0, |sum, c| sum * 26 + usize::from(c.to_ascii_uppercase() - b'A') + 1);
    number.checked_sub(1)
}

/// `_x000B_` as the sign that it stands for.
fn hex_unescaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("_x") {
        let sign = rest.get(at + 2..at + 6).and_then(|hex| u32::from_str_radix(hex, 16).ok());
        let sign = sign.filter(|_| rest.get(at + 6..at + 7) == Some("_")).and_then(char::from_u32);
        out.push_str(&rest[..at]);
        match sign {
            Some(sign) => out.push(sign),
            None => out.push_str("_x"),
        }
        rest = &rest[at + if sign.is_some() { 7 } else { 2 }..];
    }
    (out + rest).replace("\r\n", "\n")
}

/// What XML consists of.
enum Piece<'a> {
    Open(&'a BytesStart<'a>),
    Words(&'a str),
    Close(&'a str),
}

/// Goes through XML piece by piece, without keeping any of it, for as long as it is wanted.
fn pieces(
    text: &str,
    part: &str,
    mut each: impl FnMut(Piece) -> Result<ControlFlow<()>, Error>,
) -> Result<(), Error> {
    let mut reader = Reader::from_str(text);
    let wrong = |why: &dyn std::fmt::Display| Error::new(format!("its part `{part}`: {why}"));
    loop {
        let next = match reader.read_event().map_err(|e| wrong(&e))? {
            Event::Start(start) => each(Piece::Open(&start))?,
            // No table grows by what only opens.
            Event::Empty(start) => {
                let _ = each(Piece::Open(&start))?;
                each(Piece::Close(start.local_name().as_ref()))?
            }
            Event::End(end) => each(Piece::Close(end.local_name().as_ref()))?,
            Event::Text(words) => each(Piece::Words(&words.xml10_content()))?,
            Event::CData(words) => each(Piece::Words(&words.xml10_content()))?,
            Event::GeneralRef(entity) => {
                let sign = xml::sign(&entity)
                    .map_err(|name| wrong(&format!("`&{name};` is no entity of XML")))?;
                each(Piece::Words(&sign))?
            }
            Event::DocType(_) => return Err(wrong(&"it declares entities of its own")),
            Event::Eof => return Ok(()),
            _ => Continue(()),
        };
        if next.is_break() {
            return Ok(());
        }
    }
}

fn attribute(start: &BytesStart, name: &str) -> Option<String> {
    let mut all = start.attributes().flatten();
    let found = all.find(|it| it.key.local_name().as_ref() == name)?;
    Some(found.normalized_value(XmlVersion::Implicit1_0).ok()?.into_owned())
}
