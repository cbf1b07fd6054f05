//! Questions as comma-separated values, which every spreadsheet program reads.
//!
//! UTF-8 with a mark, by which Excel knows it; lines end as RFC 4180 has them. A program may take
//! what begins with `=`, `+`, `-`, `@` or a tab for a formula, so an apostrophe stands before
//! that, and since some take other signs for separators than we do, also behind any separator.
//! [`unguarded`] takes it away.

use super::sheet::Sheet;
use super::{Error, Format, Languages, Request};
use crate::diagnostic::Losses;

pub const FORMAT: Format = Format {
    name: "csv",
    about: "questions as a table, one a row, in all languages",
    ending: "csv",
    languages: Languages::Any,
    write,
};

fn write(request: &Request, _: &mut Losses) -> Result<Vec<u8>, Error> {
    let sheet = Sheet::new(request)?;
    let mut out = String::from('\u{feff}');
    for row in [&sheet.header].into_iter().chain(&sheet.rows) {
        let fields: Vec<String> = row.iter().map(|cell| quoted(&guarded(cell))).collect();
        out.push_str(&fields.join(","));
        out.push_str("\r\n");
    }
    Ok(out.into_bytes())
}

/// In quotes whatever could end it in any dialect.
fn quoted(text: &str) -> String {
    let odd = |c: char| ",;|\t\"\r\n".contains(c);
    let edge = text.starts_with(char::is_whitespace) || text.ends_with(char::is_whitespace);
    match text.contains(odd) || edge {
        true => format!("\"{}\"", text.replace('"', "\"\"")),
        false => text.to_string(),
    }
}

/// Behind these a cell begins, in one dialect or another.
const BORDERS: &[char] = &[',', ';', '\t', '\n', '\r'];
/// With these a formula begins, also in full width.
const SIGNS: &[char] = &['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠'];

/// Puts an apostrophe before each sign by which a formula could begin. A number is none.
fn guarded(text: &str) -> String {
    if text.parse::<f64>().is_ok() {
        return text.to_string();
    }
    let mut out = String::with_capacity(text.len() + 1);
    each_start(text, |apostrophes, is_sign, rest| {
        out.push_str(if is_sign { "'" } else { "" });
        out.push_str(apostrophes);
        out.push_str(rest);
    });
    out
}

/// A cell as it was before `guarded`.
pub fn unguarded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    each_start(text, |apostrophes, is_sign, rest| {
        let skip = usize::from(is_sign && !apostrophes.is_empty());
        out.push_str(&apostrophes[skip..]);
        out.push_str(rest);
    });
    out
}

/// Puts another apostrophe only where [`unguarded`] would take one away: for cells that are typed.
pub fn kept(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    each_start(text, |apostrophes, is_sign, rest| {
        out.push_str(if is_sign && !apostrophes.is_empty() { "'" } else { "" });
        out.push_str(apostrophes);
        out.push_str(rest);
    });
    out
}

/// Cuts a text where a cell could begin: the apostrophes there, whether a sign stands behind them,
/// and the rest up to the next such place.
fn each_start(text: &str, mut each: impl FnMut(&str, bool, &str)) {
    for piece in text.split_inclusive(BORDERS) {
        let rest = piece.trim_start_matches('\'');
        let (apostrophes, _) = piece.split_at(piece.len() - rest.len());
        each(apostrophes, rest.starts_with(SIGNS), rest);
    }
}
