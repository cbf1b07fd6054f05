//! Questions as a workbook for spreadsheet programs.
//!
//! The first sheet is the one that `csv` writes, with what a workbook has beyond it: ids are
//! locked, the header stays in sight, and cells whose words are known have a list to choose from.
//! The second explains the columns, the third holds the ids of misconceptions to choose from. A
//! text is a text, whatever it looks like, so nothing becomes a date, a number or a formula.

use super::archive::Archive;
use super::csv::kept;
use super::sheet::{Sheet, WORDS};
use super::xml::escape;
use super::{Error, Format, Languages, Request};
use crate::diagnostic::Losses;
use crate::model::Want;
use crate::parse::shape::{Form, in_words};
use crate::parse::sheet::{Column, letters};
use std::fmt::Write as _;

pub const FORMAT: Format = Format {
    name: "xlsx",
    about: "questions as a workbook with lists to choose from, in all languages",
    ending: "xlsx",
    languages: Languages::Any,
    write,
};

/// The most characters that a cell holds, the most columns, and the most rows.
const MAX_CELL: usize = 32_767;
const MAX_COLUMNS: usize = 16_384;
const MAX_ROWS: usize = 1_048_575;
/// Rows below the questions that have lists to choose from too.
const SPARE_ROWS: usize = 500;

/// The looks of cells, by their places in [`STYLES`].
const HEADER: usize = 1;
const TEXT: usize = 2;
const LOCKED: usize = 3;
const VALUE: usize = 4;

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";
const KIND: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml";

fn write(request: &Request, losses: &mut Losses) -> Result<Vec<u8>, Error> {
    let sheet = Sheet::new(request)?;
    if sheet.header.len() > MAX_COLUMNS || sheet.rows.len() > MAX_ROWS {
        return Err(Error::new("a sheet has no room for so much; export a part with `--only`"));
    }
    let words = request.words(request.lang());
    let names = ["questions", "columns", "ids"]
        .map(|key| words.find(&format!("{WORDS}.{key}")).unwrap_or(key));
    let ids: Vec<&str> =
        request.book().misconceptions.iter().map(|it| it.head.id.as_str()).collect();
    let mut archive = Archive::new();
    for (path, text) in [
        ("[Content_Types].xml", content_types()),
        ("_rels/.rels", relations(&[("officeDocument", "xl/workbook.xml")])),
        ("xl/workbook.xml", workbook(&names)),
        (
            "xl/_rels/workbook.xml.rels",
            relations(&[
                ("worksheet", "worksheets/sheet1.xml"),
                ("worksheet", "worksheets/sheet2.xml"),
                ("worksheet", "worksheets/sheet3.xml"),
                ("styles", "styles.xml"),
            ]),
        ),
        ("xl/styles.xml", format!("<styleSheet xmlns=\"{MAIN}\">{STYLES}</styleSheet>")),
        ("xl/worksheets/sheet1.xml", questions(&sheet, &ids, names[2], losses)),
        ("xl/worksheets/sheet2.xml", explained(&sheet, request)),
        ("xl/worksheets/sheet3.xml", worksheet("", &rows(ids.iter().map(|id| vec![*id])), "")),
    ] {
        archive.add(path, (HEAD.to_string() + &text).as_bytes())?;
    }
    archive.finish()
}

/// Looks: none; header; a text; an id that is there; a number or a switch.
const STYLES: &str = concat!(
    r#"<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/>"#,
    r#"<sz val="11"/><name val="Calibri"/></font></fonts><fills count="3"><fill>"#,
    r#"<patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/>"#,
    r#"</fill><fill><patternFill patternType="solid"><fgColor rgb="FFE8E8E8"/>"#,
    r#"<bgColor indexed="64"/></patternFill></fill></fills><borders count="1"><border><left/>"#,
    r#"<right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1">"#,
    r#"<xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="5">"#,
    r#"<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>"#,
    r#"<xf numFmtId="49" fontId="1" fillId="2" borderId="0" xfId="0" applyNumberFormat="1" "#,
    r#"applyFont="1" applyFill="1" applyAlignment="1"><alignment vertical="top" wrapText="1"/>"#,
    r#"</xf>"#,
    r#"<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" "#,
    r#"applyAlignment="1" applyProtection="1"><alignment vertical="top" wrapText="1"/>"#,
    r#"<protection locked="0"/></xf>"#,
    r#"<xf numFmtId="49" fontId="0" fillId="2" borderId="0" xfId="0" applyNumberFormat="1" "#,
    r#"applyFill="1" applyAlignment="1"><alignment vertical="top"/></xf>"#,
    r#"<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0" applyAlignment="1" "#,
    r#"applyProtection="1"><alignment vertical="top"/><protection locked="0"/></xf></cellXfs>"#,
    r#"<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>"#,
);

/// What a person may do beside writing into cells that are not locked.
const PROTECTION: &str = concat!(
    r#"<sheetProtection sheet="1" formatCells="0" formatColumns="0" formatRows="0" "#,
    r#"insertRows="0" insertColumns="0" insertHyperlinks="0" deleteRows="0" deleteColumns="0" "#,
    r#"sort="0" autoFilter="0"/>"#,
);

fn content_types() -> String {
    let part = |path: &str, kind: &str| {
        format!("<Override PartName=\"/xl/{path}.xml\" ContentType=\"{KIND}.{kind}+xml\"/>")
    };
    let sheets: String =
        (1..=3).map(|n| part(&format!("worksheets/sheet{n}"), "worksheet")).collect();
    format!(
        "<Types xmlns=\"{PACKAGE}/content-types\"><Default Extension=\"rels\" ContentType=\
         \"application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" \
         ContentType=\"application/xml\"/>{}{sheets}{}</Types>",
        part("workbook", "sheet.main"),
        part("styles", "styles"),
    )
}

fn relations(to: &[(&str, &str)]) -> String {
    let one = |(n, (kind, path)): (usize, &(&str, &str))| {
        format!("<Relationship Id=\"rId{n}\" Type=\"{OFFICE}/{kind}\" Target=\"{path}\"/>")
    };
    let all: String = (1..).zip(to).map(one).collect();
    format!("<Relationships xmlns=\"{PACKAGE}/relationships\">{all}</Relationships>")
}

fn workbook(names: &[&str; 3]) -> String {
    let sheet = |(n, name): (usize, &&str)| {
        let hidden = if n == 3 { " state=\"hidden\"" } else { "" };
        format!(
            "<sheet name=\"{}\" sheetId=\"{n}\"{hidden} r:id=\"rId{n}\"/>",
            escape(&title(name))
        )
    };
    let sheets: String = (1..).zip(names).map(sheet).collect();
    format!(
        "<workbook xmlns=\"{MAIN}\" xmlns:r=\"{OFFICE}\"><bookViews><workbookView/></bookViews>\
         <sheets>{sheets}</sheets></workbook>"
    )
}

/// A name that a sheet may have.
fn title(name: &str) -> String {
    name.chars().filter(|c| !"[]:*?/\\'".contains(*c)).take(31).collect()
}

/// A sheet, with what stands before and behind its rows.
fn worksheet(before: &str, rows: &str, behind: &str) -> String {
    format!("<worksheet xmlns=\"{MAIN}\">{before}<sheetData>{rows}</sheetData>{behind}</worksheet>")
}

/// The header stays in sight.
const FROZEN: &str = concat!(
    r#"<sheetViews><sheetView workbookViewId="0">"#,
    r#"<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>"#,
    r#"<selection pane="bottomLeft"/></sheetView></sheetViews>"#,
);

fn questions(sheet: &Sheet, ids: &[&str], ids_sheet: &str, losses: &mut Losses) -> String {
    let of: Vec<&Column> = sheet.places.iter().map(|place| sheet.columns.of(*place)).collect();
    let mut columns = String::new();
    let mut lists = String::new();
    for (n, column) in (1..).zip(&of) {
        let (width, look) = match (is_value(column), column.is_spoken()) {
            (true, _) => (10, VALUE),
            (_, true) => (42, TEXT),
            _ => (16, TEXT),
        };
        let _ = write!(
            columns,
            "<col min=\"{n}\" max=\"{n}\" width=\"{width}\" style=\"{look}\" customWidth=\"1\"/>"
        );
        if let Some(list) = choices(column, ids, ids_sheet) {
            let (column, last) = (letters(n - 1), sheet.rows.len() + 1 + SPARE_ROWS);
            let _ = write!(
                lists,
                "<dataValidation type=\"list\" allowBlank=\"1\" showErrorMessage=\"1\" \
                 sqref=\"{column}2:{column}{last}\"><formula1>{}</formula1></dataValidation>",
                escape(&list)
            );
        }
    }
    let mut data = row(1, sheet.header.iter().map(|name| (name.as_str(), HEADER, false)));
    for (number, cells) in (2..).zip(&sheet.rows) {
        let cell = |(text, column): (&'_ String, &&Column)| {
            let is_id = column.keys.last() == Some(&"id");
            let look = match (is_id && !text.is_empty(), is_value(column)) {
                (true, _) => LOCKED,
                (_, true) => VALUE,
                _ => TEXT,
            };
            (text.clone(), look, is_value(column))
        };
        let mut cells: Vec<(String, usize, bool)> = cells.iter().zip(&of).map(cell).collect();
        for ((text, ..), header) in cells.iter_mut().zip(&sheet.header) {
            if text.chars().map(char::len_utf16).sum::<usize>() > MAX_CELL {
                let why =
                    format!("its `{header}` is longer than a cell holds, which is left empty");
                losses.dropped(&sheet.ids[number - 2], None, why);
                text.clear();
            }
        }
        data +=
            &row(number, cells.iter().map(|(text, look, value)| (text.as_str(), *look, *value)));
    }
    let count = lists.matches("<dataValidation ").count();
    let lists = match count {
        0 => String::new(),
        _ => format!("<dataValidations count=\"{count}\">{lists}</dataValidations>"),
    };
    let before = format!("{FROZEN}<cols>{columns}</cols>");
    worksheet(&before, &data, &format!("{PROTECTION}{lists}"))
}

/// Whether cells hold numbers or switches.
fn is_value(column: &Column) -> bool {
    matches!(column.form, Form::Number | Form::Whole(..) | Form::Switch)
}

/// What a cell's list offers: words in quotes, or the cells where they stand.
fn choices(column: &Column, ids: &[&str], ids_sheet: &str) -> Option<String> {
    let words: Vec<String> = match &column.form {
        Form::Choice(words) => words.iter().map(|word| word.to_string()).collect(),
        Form::Whole(from, to) if to - from < 10 => (*from..=*to).map(|n| n.to_string()).collect(),
        // A column that holds switches for one type and numbers for another has no list.
        Form::Switch if !column.is_mixed => {
            vec!["TRUE".to_string(), "FALSE".to_string()]
        }
        Form::Ref(Want::Misconception, _) if !ids.is_empty() => {
            return Some(format!("'{}'!$A$1:$A${}", title(ids_sheet), ids.len()));
        }
        _ => return None,
    };
    Some(format!("\"{}\"", words.join(",")))
}

/// What the columns are, by their names in this sheet.
fn explained(sheet: &Sheet, request: &Request) -> String {
    let words = request.words(request.lang());
    let name = |key: &str| words.find(&format!("{WORDS}.{key}"));
    let head = ["column", "meaning", "may_be", "of_types"].map(|key| name(key).unwrap_or(key));
    let mut told: Vec<Vec<String>> = vec![head.map(String::from).to_vec()];
    for column in &sheet.columns.all {
        let needed = if column.needed { "*" } else { "" };
        told.push(vec![
            column.name("1", &name) + needed,
            column.meaning.to_string(),
            in_words(&column.form),
            column.types.join(", "),
        ]);
    }
    let columns: String = (1..)
        .zip([28, 80, 48, 32])
        .map(|(n, width)| {
            format!(
                "<col min=\"{n}\" max=\"{n}\" width=\"{width}\" style=\"2\" customWidth=\"1\"/>"
            )
        })
        .collect();
    worksheet(&format!("{FROZEN}<cols>{columns}</cols>"), &rows(told.iter()), "")
}

/// Rows of texts.
fn rows<R: IntoIterator<Item = impl AsRef<str>>>(all: impl Iterator<Item = R>) -> String {
    let one = |(number, cells): (usize, R)| {
        let cells: Vec<_> = cells.into_iter().collect();
        let look = if number == 1 && cells.len() > 1 { HEADER } else { TEXT };
        row(number, cells.iter().map(|text| (text.as_ref(), look, false)))
    };
    (1..).zip(all).map(one).collect()
}

/// A row of cells: text, look, and whether a number or a switch is one.
fn row<'t>(number: usize, cells: impl Iterator<Item = (&'t str, usize, bool)>) -> String {
    let mut out = format!("<row r=\"{number}\">");
    for (n, (text, look, is_value)) in cells.enumerate() {
        if text.is_empty() {
            continue;
        }
        let place = format!("<c r=\"{}{number}\" s=\"{look}\"", letters(n));
        let is_number = text.parse::<f64>().is_ok_and(f64::is_finite);
        let _ = match text {
            "true" | "false" if is_value => {
                write!(out, "{place} t=\"b\"><v>{}</v></c>", u8::from(text == "true"))
            }
            text if is_value && is_number => write!(out, "{place}><v>{text}</v></c>"),
            text => {
                let text = hex_escaped(&kept(text));
                let text = escape(&text);
                write!(
                    out,
                    "{place} t=\"inlineStr\"><is><t xml:space=\"preserve\">{text}</t></is></c>"
                )
            }
        };
    }
    out + "</row>"
}

/// Signs that XML has not as Excel writes them, `_x000B_`, and what looks like that.
fn hex_escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let is_hex = |rest: &str| {
        let bytes = rest.as_bytes();
        bytes.len() >= 7
            && bytes[1] == b'x'
            && bytes[6] == b'_'
            && bytes[2..6].iter().all(u8::is_ascii_hexdigit)
    };
    for (at, c) in text.char_indices() {
        match c {
            '_' if is_hex(&text[at..]) => out.push_str("_x005F_"),
            '\t' | '\n' => out.push(c),
            c if c.is_ascii_control() || "\u{fffe}\u{ffff}".contains(c) => {
                let _ = write!(out, "_x{:04X}_", c as u32);
            }
            c => out.push(c),
        }
    }
    out
}
