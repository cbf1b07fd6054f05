//! `package.opf`: what is known of the book, every file in it, and the order of reading.

use super::{File, Volume};
use crate::export::book::picture_path;
use crate::export::xml::{address, escape};
use crate::render::urn;
use std::fmt::Write;

/// The day of a playbook that names none: a clock would give other bytes tomorrow.
const NO_DAY: &str = "1980-01-01";

pub fn package(volume: &Volume, files: &[File]) -> String {
    let mut xml = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    let tag = escape(volume.tag());
    let _ = writeln!(
        xml,
        "<package xmlns=\"http://www.idpf.org/2007/opf\" version=\"3.0\" \
         unique-identifier=\"id\" xml:lang=\"{tag}\" dir=\"{}\">\n<metadata \
         xmlns:dc=\"http://purl.org/dc/elements/1.1/\">",
        volume.way()
    );
    metadata(volume, &mut xml);
    xml += "</metadata>\n<manifest>\n";
    let mut item = |id: &str, path: &str, kind: &str, more: &str| {
        let href = escape(&address(path));
        let _ = writeln!(xml, "<item id=\"{id}\" href=\"{href}\" media-type=\"{kind}\"{more}/>");
    };
    item("nav", "nav.xhtml", XHTML, " properties=\"nav\"");
    item("styles", "book.css", "text/css", "");
    for (n, file) in files.iter().enumerate() {
        item(&format!("page-{n}"), &file.path, XHTML, "");
    }
    for (n, file) in volume.pictures().enumerate() {
        item(&format!("picture-{n}"), &picture_path(file), picture_kind(&file.path), "");
    }
    let _ = write!(
        xml,
        "</manifest>\n<spine page-progression-direction=\"{}\">\n\
         <itemref idref=\"page-0\"/>\n<itemref idref=\"nav\"/>\n",
        volume.way()
    );
    for n in 1..files.len() {
        let _ = writeln!(xml, "<itemref idref=\"page-{n}\"/>");
    }
    xml + "</spine>\n</package>\n"
}

fn metadata(volume: &Volume, xml: &mut String) {
    let settings = &volume.request.book().settings;
    let day = settings.updated.as_deref();
    let mut put = |name: &str, text: &str| {
        let _ = writeln!(xml, "<dc:{name}>{}</dc:{name}>", escape(text));
    };
    put("title", &volume.title());
    put("language", volume.tag());
    let about = volume.request.plain(&settings.description, volume.lang);
    if !about.is_empty() {
        put("description", &about);
    }
    if let Some(day) = day {
        put("date", day);
    }
    let _ = writeln!(xml, "<dc:identifier id=\"id\">{}</dc:identifier>", identifier(volume));
    let mut meta = |name: &str, words: &str| {
        let _ = writeln!(xml, "<meta property=\"{name}\">{words}</meta>");
    };
    meta("dcterms:modified", &format!("{}T00:00:00Z", day.unwrap_or(NO_DAY)));
    meta("schema:accessMode", "textual");
    let has_pictures = !volume.book.pictures.is_empty();
    if has_pictures {
        meta("schema:accessMode", "visual");
        meta("schema:accessibilityFeature", "alternativeText");
    }
    meta("schema:accessModeSufficient", "textual");
    for feature in ["structuralNavigation", "tableOfContents", "readingOrder"] {
        meta("schema:accessibilityFeature", feature);
    }
    meta("schema:accessibilityHazard", "none");
}

/// A name that stays from edition to edition: it follows from what the playbook is and from what
/// was chosen of it, not from what its pages say.
fn identifier(volume: &Volume) -> String {
    let request = volume.request;
    let settings = &request.book().settings;
    let home = request
        .site
        .absolute("")
        .unwrap_or_else(|| request.plain(&settings.title, crate::model::Lang::DEFAULT));
    let files: Vec<&str> = match request.selection.is_everything() {
        true => Vec::new(),
        false => volume.book.chapters().map(|chapter| &*chapter.file).collect(),
    };
    urn(&format!("{home}\n{}\n{}", volume.tag(), files.join("\n")))
}

const XHTML: &str = "application/xhtml+xml";

fn picture_kind(path: &str) -> &'static str {
    match &*path.rsplit('.').next().unwrap_or_default().to_ascii_lowercase() {
        "png" => "image/png",
        "gif" => "image/gif",
        "svg" => "image/svg+xml",
        "webp" => "image/webp",
        _ => "image/jpeg",
    }
}
