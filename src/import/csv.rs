//! Questions as comma-separated values, in every dialect that spreadsheet programs write.
//!
//! Excel separates by `;` where the comma stands in numbers, by tabs in its Unicode text; its first
//! line may say `sep=;`. Which it is, the names of the columns tell.

use super::sheet::{self, MAX_CELLS, Row, best};
use super::{Draft, Error, Format, Input};
use crate::diagnostic::Losses;
use crate::export::csv::unguarded;

pub const FORMAT: Format = Format {
    name: "csv",
    about: "questions as a table, one a row; the first row names the columns",
    read,
};

fn read(input: &Input, losses: &mut Losses) -> Result<Vec<Draft>, Error> {
    let text = input.decode()?;
    let said = text.split_once('\n').and_then(|(first, rest)| Some((separator(first)?, rest)));
    let (separator, text) = match said {
        Some((separator, rest)) => (separator, rest),
        None => (likely(input, &text)?, text.as_str()),
    };
    let rows = rows(text, separator, usize::MAX)?;
    sheet::read(input, &rows, losses)
}

/// What `sep=;` says.
fn separator(line: &str) -> Option<char> {
    let sign = line.trim_matches('"').strip_prefix("sep=")?;
    sign.chars().next().filter(|_| sign.chars().count() == 1)
}

/// By which the first row has most names of columns.
fn likely(input: &Input, text: &str) -> Result<char, Error> {
    let ways = [',', ';', '\t', '|'].into_iter().filter_map(|separator| {
        let first = rows(text, separator, 1).ok()?.into_iter().next()?;
        Some((separator, first.cells))
    });
    best(input, ways).ok_or_else(|| {
        Error::at(1, "no column has a name of ours; `twotrack export csv` writes them")
    })
}

/// Up to so many rows that are not empty. A field in quotes may hold anything, quotes twice.
fn rows(text: &str, separator: char, most: usize) -> Result<Vec<Row>, Error> {
    let mut rows: Vec<Row> = Vec::new();
    let mut row = Row { number: 1, cells: Vec::new() };
    let (mut cells, mut line, mut rest) = (0, 1, text);
    while !rest.is_empty() && rows.len() < most {
        let (field, behind) = match rest.strip_prefix('"') {
            Some(inside) => in_quotes(inside, line)?,
            None => (String::new(), rest),
        };
        let end = behind.find([separator, '\n']).unwrap_or(behind.len());
        line += field.matches('\n').count();
        // What stands behind closing quotes belongs to the field, as spreadsheets have it.
        row.cells.push(unguarded(&(field + &behind[..end])));
        cells += 1;
        if cells > MAX_CELLS {
            return Err(Error::at(line, format!("it has more than {MAX_CELLS} cells; divide it")));
        }
        let is_last = !behind[end..].starts_with(separator);
        rest = behind.get(end + 1..).unwrap_or_default();
        if is_last {
            line += 1;
            let next = Row { number: row.number + 1, cells: Vec::new() };
            let done = std::mem::replace(&mut row, next);
            if done.cells.iter().any(|cell| !cell.trim().is_empty()) {
                rows.push(done);
            }
        }
    }
    if !row.cells.is_empty() {
        rows.push(row);
    }
    Ok(rows)
}

/// A field up to its closing quotes, and what stands behind them.
fn in_quotes(text: &str, line: usize) -> Result<(String, &str), Error> {
    let mut field = String::new();
    let mut rest = text;
    loop {
        let end =
            rest.find('"').ok_or_else(|| Error::at(line, "quotes open here and never close"))?;
        field.push_str(&rest[..end]);
        rest = &rest[end + 1..];
        match rest.strip_prefix('"') {
            Some(behind) => {
                field.push('"');
                rest = behind;
            }
            None => return Ok((field, rest)),
        }
    }
}
