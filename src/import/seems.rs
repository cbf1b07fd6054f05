//! What a file seems to be that gives nothing in the format that was asked for.
//!
//! A packed file is known by the files in it, as the programs that wrote it know it; any other by
//! its first bytes or words.

use super::Format;
use super::qti::is_archive;
use std::io::{Cursor, Read};
use zip::ZipArchive;

/// What a packed file is that holds such a file, surest first.
const PACKED: &[(&str, &str)] = &[
    ("xl/workbook.bin", "it is a binary workbook (.xlsb): save it as .xlsx"),
    ("word/document.xml", "it is a document of Word (.docx): questions come in as text or a table"),
    ("ppt/presentation.xml", "it is a set of slides (.pptx), which hold no questions to read"),
    ("Index/Document.iwa", "it is a document of Numbers, Pages or Keynote: export it as .xlsx"),
    ("moodle_backup.xml", "it is a backup of Moodle: export its question bank as Moodle XML"),
    ("collection.anki2", "it is a deck of Anki: export its notes as text"),
    ("collection.anki21b", "it is a deck of Anki: export its notes as text"),
    ("cmi5.xml", "it is a course (cmi5), which holds pages and no questions to read"),
    ("tincan.xml", "it is a course (xAPI), which holds pages and no questions to read"),
];

/// What a packed file is whose `mimetype` begins so.
const OPEN: &[(&str, &str)] = &[
    (
        "application/vnd.oasis.opendocument.spreadsheet",
        "it is a spreadsheet of LibreOffice (.ods): save it as .xlsx",
    ),
    (
        "application/vnd.oasis.opendocument",
        "it is a document of LibreOffice: questions come in as text or as a table (.xlsx)",
    ),
    ("application/epub+zip", "it is an e-book (EPUB), which holds no questions to read"),
];

/// What a file is that begins so.
const BINARY: &[(&[u8], &str)] = &[
    (b"\x1f\x8b", "it is a packed file: unpack it first"),
    (b"Rar!", "it is a packed file: unpack it first"),
    (b"7z\xbc\xaf\x27\x1c", "it is a packed file: unpack it first"),
    (b"%PDF", "it is a PDF: save the questions as text, or as a table (.xlsx)"),
    (
        b"\xd0\xcf\x11\xe0",
        "it is a document of an old program (.xls, .doc), or has a password: save it anew as .xlsx",
    ),
    (b"SQLite format 3\0", "it is a database: export the questions from its own program"),
    (b"\x89PNG", "it is a picture"),
    (b"\xff\xd8\xff", "it is a picture"),
    (b"GIF8", "it is a picture"),
];

const QTI: &str = "it looks like QTI: try `twotrack import qti`";
const MOODLE: &str = "it looks like Moodle XML: try `twotrack import moodle`";

/// Nothing if it seems to be of the format itself.
pub fn seems(bytes: &[u8], format: &Format) -> Option<&'static str> {
    let is_other = |name: &str| format.name != name;
    if is_archive(bytes) {
        return packed(bytes, &is_other);
    }
    let text = String::from_utf8_lossy(&bytes[..bytes.len().min(1 << 16)]);
    let head = text.trim_start_matches('\u{feff}').trim_start();
    let has = |signs: &[&str]| signs.iter().any(|sign| head.contains(sign));
    let kind = match head {
        "" => "the file is empty",
        _ if binary(bytes).is_some() => return binary(bytes),
        _ if head.starts_with('<') && has(&["<questestinterop", ":questestinterop"]) => {
            return is_other("qti").then_some(QTI);
        }
        _ if head.starts_with('<') && has(&["<assessment", "<qti-assessment"]) => {
            return is_other("qti").then_some(QTI);
        }
        _ if head.starts_with('<') && head.contains("<quiz") => {
            return is_other("moodle").then_some(MOODLE);
        }
        _ if is_page(head) => "it is a web page; save the questions as text",
        _ if head.contains("ANSWER:") && is_other("aiken") => {
            "it looks like Aiken: try `twotrack import aiken`"
        }
        _ if has(&["{=", "{~", "{T", "{F", "{#"]) && is_other("gift") => {
            "it looks like GIFT: try `twotrack import gift`"
        }
        _ => return None,
    };
    Some(kind)
}

/// Whether it is no text in any encoding.
pub fn is_binary(bytes: &[u8]) -> bool {
    is_archive(bytes) || binary(bytes).is_some()
}

fn binary(bytes: &[u8]) -> Option<&'static str> {
    BINARY.iter().find(|(start, _)| bytes.starts_with(start)).map(|(_, kind)| *kind)
}

fn is_page(head: &str) -> bool {
    let start = head.get(..14).unwrap_or(head).to_ascii_lowercase();
    start.starts_with("<!doctype html") || start.starts_with("<html")
}

fn packed(bytes: &[u8], is_other: &dyn Fn(&str) -> bool) -> Option<&'static str> {
    let Ok(mut archive) = ZipArchive::new(Cursor::new(bytes)) else {
        return Some("it is a packed file that is cut off or broken: fetch it again");
    };
    let names: Vec<String> =
        archive.file_names().filter_map(|name| Some(name.ok()?.into_owned())).collect();
    let holds = |part: &str| names.iter().any(|name| name == part);
    if names.is_empty() {
        return Some("it is a packed file with nothing in it");
    }
    if holds("xl/workbook.xml") {
        return is_other("xlsx")
            .then_some("it is a workbook (.xlsx): it comes in by `twotrack import xlsx`");
    }
    if let Some((_, kind)) = PACKED.iter().find(|(part, _)| holds(part)) {
        return Some(kind);
    }
    let mimetype = head(&mut archive, "mimetype");
    if let Some((_, kind)) = OPEN.iter().find(|(start, _)| mimetype.trim().starts_with(start)) {
        return Some(kind);
    }
    // A course may hold its questions as QTI, so these are asked for first.
    let documents = names.iter().filter(|name| name.to_ascii_lowercase().ends_with(".xml"));
    let heads: Vec<String> = documents.map(|name| head(&mut archive, name)).collect();
    let has = |signs: &[&str]| heads.iter().any(|head| signs.iter().any(|s| head.contains(s)));
    if has(&["<questestinterop", "<assessmentItem", "<assessmentTest", "<qti-assessment"]) {
        return is_other("qti").then_some("it is a package of QTI: try `twotrack import qti`");
    }
    if has(&["adlcp", "ADL SCORM"]) {
        return Some("it is a course (SCORM), which holds pages and no questions to read");
    }
    if has(&["<quiz"]) {
        return Some("it is a packed file with Moodle XML in it: unpack it first");
    }
    Some("it is a packed file: unpack it first")
}

/// The beginning of a file in an archive; nothing if there is none that can be read.
fn head(archive: &mut ZipArchive<Cursor<&[u8]>>, name: &str) -> String {
    let mut bytes = Vec::new();
    if let Ok(file) = archive.by_name(name) {
        // What can't be read further has said what it is.
        let _ = file.take(4096).read_to_end(&mut bytes);
    }
    String::from_utf8_lossy(&bytes).into_owned()
}
