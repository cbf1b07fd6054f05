//! One page of the site as a chapter of a book: what of it is reading matter, and where its links
//! lead.
//!
//! Folds lie open, without being folds. What is only drawn, what scripts need, and what stands on
//! paper to be filled in by hand is left behind; of hints only those who are stuck want to know.

use super::super::Request;
use super::super::xhtml::{Attribute, SILENT, Vocabulary};
use super::super::xml::address;
use super::{Files, picture_path};
use crate::diagnostic::Losses;
use crate::model::Attachment;
use crate::render::file_path;
use crate::site::{Page, relative, resolved};
use percent_encoding::percent_decode_str;
use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;

/// The elements that a chapter may have.
const KNOWN: &[&str] = &[
    "a",
    "abbr",
    "article",
    "aside",
    "b",
    "bdi",
    "bdo",
    "blockquote",
    "br",
    "caption",
    "cite",
    "code",
    "col",
    "colgroup",
    "dd",
    "del",
    "dfn",
    "div",
    "dl",
    "dt",
    "em",
    "figcaption",
    "figure",
    "footer",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "i",
    "img",
    "ins",
    "kbd",
    "li",
    "mark",
    "ol",
    "p",
    "pre",
    "q",
    "rp",
    "rt",
    "ruby",
    "s",
    "samp",
    "section",
    "small",
    "span",
    "strong",
    "sub",
    "sup",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "time",
    "tr",
    "u",
    "ul",
    "var",
    "wbr",
];

/// Elements of which a book shows nothing, though an author may have meant them to be seen.
const LOST: &[&str] =
    &["iframe", "object", "embed", "video", "audio", "canvas", "math", "form", "textarea"];

/// What of our own pages is no reading matter, by element and by class.
const OURS: &[&str] = &["svg", "button", "select"];
const NOT_READ: &[&str] = &["screen", "hint", "sheet-head", "strip", "deal-bar"];

/// Pictures that readers of books can show.
const PICTURES: &[&str] = &["png", "jpg", "jpeg", "gif", "svg", "webp"];

/// A page on its way into the book.
pub struct Sheet<'a> {
    request: &'a Request<'a>,
    page: &'a Page,
    /// Its place in the book.
    file: &'a str,
    files: &'a Files,
    /// Within the head of a fold.
    in_summary: Cell<bool>,
    pictures: RefCell<BTreeSet<String>>,
    /// What the book has not, by what it is.
    lost: RefCell<BTreeSet<(&'static str, String)>>,
}

impl<'a> Sheet<'a> {
    pub fn new(request: &'a Request, page: &'a Page, file: &'a str, files: &'a Files) -> Self {
        Sheet {
            request,
            page,
            file,
            files,
            in_summary: Cell::new(false),
            pictures: RefCell::default(),
            lost: RefCell::default(),
        }
    }

    /// Tells what was lost; returns the pictures that the page shows.
    pub fn finish(self, losses: &mut Losses) -> BTreeSet<String> {
        let item = self.page.view.item(self.request.book());
        let (id, at) = match item {
            Some((head, _)) => (head.id.clone(), Some(head.span)),
            None => (self.page.view.slug(self.request.book()), None),
        };
        let lost = self.lost.into_inner();
        let of = |kind| {
            let names = lost.iter().filter(|(other, _)| *other == kind);
            names.map(|(_, name)| &**name).collect::<Vec<_>>().join(", ")
        };
        let links = of(LINK);
        if !links.is_empty() {
            losses.changed(&id, at, format!("links keep their words alone: {links}"));
        }
        for (kind, what) in [(PICTURE, "pictures"), (ELEMENT, "elements")] {
            let names = of(kind);
            if !names.is_empty() {
                losses.dropped(&id, at, format!("the book shows no such {what}: {names}"));
            }
        }
        self.pictures.into_inner()
    }

    fn lose(&self, kind: &'static str, name: &str) {
        self.lost.borrow_mut().insert((kind, name.to_string()));
    }

    /// Where a link leads in the book, or on the published site.
    fn href(&self, href: &str) -> Option<String> {
        if let Some((scheme, _)) = href.split_once(':').filter(|(first, _)| !first.contains('/')) {
            let is_known = ["http", "https", "mailto", "tel"].contains(&scheme);
            return is_known.then(|| href.replace(' ', "%20"));
        }
        let (path, anchor) = match href.split_once('#') {
            Some((path, anchor)) => (path, Some(anchor)),
            None => (href, None),
        };
        let place = anchor.map(|anchor| format!("#{}", name(anchor))).unwrap_or_default();
        if path.is_empty() {
            return Some(place);
        }
        let path = self.site_path(path);
        if let Some(file) = self.files.get(&path) {
            return Some(match file == self.file && !place.is_empty() {
                true => place,
                false => relative(self.file, file) + &place,
            });
        }
        let Some(site) = self.request.site.absolute(&address(&path)) else {
            self.lose(LINK, &path);
            return None;
        };
        Some(site + &anchor.map(|anchor| format!("#{anchor}")).unwrap_or_default())
    }

    /// The path in the site of an address on the page.
    fn site_path(&self, address: &str) -> String {
        let path = address.split('?').next().unwrap_or_default();
        resolved(self.page.path.as_str(), &percent_decode_str(path).decode_utf8_lossy())
    }

    /// The author's file that a picture shows, if a book can show it.
    fn picture(&self, src: &str) -> Option<&'a Attachment> {
        let path = self.site_path(src);
        let ending = path.rsplit('.').next().unwrap_or_default().to_ascii_lowercase();
        if !PICTURES.contains(&&*ending) {
            return None;
        }
        let mut files = self.request.book().files.iter();
        files.find(|file| file_path(&file.path) == path).map(|file| &**file)
    }

    fn attribute(&self, element: &str, key: &str, value: String) -> Option<String> {
        match (key, element) {
            ("id", _) => Some(name(&value)),
            ("href", "a") => self.href(&value),
            ("src", "img") => {
                let file = self.picture(&value)?;
                self.pictures.borrow_mut().insert(file.path.clone());
                Some(address(&relative(self.file, &picture_path(file))))
            }
            ("class" | "lang" | "dir", _) => Some(value),
            ("alt", "img") | ("title", "abbr" | "dfn") | ("datetime", "time") => Some(value),
            ("width" | "height", "img") => value.parse::<u32>().ok().map(|n| n.to_string()),
            ("colspan" | "rowspan", "td" | "th") | ("scope", "th") => Some(value),
            ("start" | "reversed" | "type", "ol") | ("value", "li") => Some(value),
            _ => None,
        }
    }
}

const LINK: &str = "link";
const PICTURE: &str = "picture";
const ELEMENT: &str = "element";

impl Vocabulary for Sheet<'_> {
    fn element(&self, name: &str) -> &'static str {
        match name {
            "details" | "summary" | "nav" | "address" | "fieldset" | "legend" => "div",
            "strike" => "s",
            "tt" => "code",
            "big" | "font" | "center" | "data" | "output" | "label" => "span",
            name => KNOWN.iter().find(|known| **known == name).unwrap_or(&""),
        }
    }

    fn is_silent(&self, name: &str, attributes: &[Attribute]) -> bool {
        if LOST.contains(&name) {
            self.lose(ELEMENT, name);
            return true;
        }
        let class = value(attributes, "class").unwrap_or_default();
        let mut classes = class.split_whitespace();
        match name {
            "summary" => self.in_summary.set(true),
            "span" | "b" | "i" | "em" | "strong" => {}
            _ => self.in_summary.set(false),
        }
        // For those who hear a page, the head of a fold tells its item's id.
        let is_id = self.in_summary.get() && class == "sr";
        SILENT.contains(&name)
            || OURS.contains(&name)
            || is_id
            || value(attributes, "aria-hidden") == Some("true")
            || value(attributes, "hidden").is_some()
            || classes.any(|class| NOT_READ.contains(&class))
    }

    fn attributes(&self, element: &str, found: Vec<Attribute>) -> Vec<Attribute> {
        let mut kept = Vec::new();
        if element == "summary" {
            kept.push(("class".to_string(), "summary".to_string()));
        }
        for (key, value) in found {
            let Some(value) = self.attribute(element, &key, value) else { continue };
            if kept.iter().any(|(other, _)| *other == key) {
                continue;
            }
            let lang = (key == "lang").then(|| ("xml:lang".to_string(), value.clone()));
            kept.push((key, value));
            kept.extend(lang);
        }
        kept
    }

    fn instead(&self, element: &str, attributes: &[Attribute]) -> Option<String> {
        let src = value(attributes, "src").filter(|_| element == "img")?;
        if self.picture(src).is_some() {
            return None;
        }
        self.lose(PICTURE, src);
        Some(value(attributes, "alt").unwrap_or_default().to_string())
    }
}

fn value<'v>(attributes: &'v [Attribute], name: &str) -> Option<&'v str> {
    attributes.iter().find(|(key, _)| key == name).map(|(_, value)| &**value)
}

/// An id as XML allows it: no other gives the same.
fn name(id: &str) -> String {
    let id = percent_decode_str(id).decode_utf8_lossy();
    let mut out = String::with_capacity(id.len());
    for c in id.chars() {
        match c {
            'a'..='z' | 'A'..='Z' => out.push(c),
            '0'..='9' | '-' | '.' if !out.is_empty() => out.push(c),
            '_' => out.push_str("__"),
            c => out.push_str(&format!("_{:x}_", c as u32)),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::name;

    #[test]
    fn ids_are_names_that_differ() {
        let ids = ["s1.k1", "1-first", "_31_-first", "目录", "a/b", "a_b", "a__b", "a b"];
        let names: Vec<String> = ids.iter().map(|id| name(id)).collect();
        assert_eq!(names[..2], ["s1.k1", "_31_-first"]);
        let told: std::collections::BTreeSet<&String> = names.iter().collect();
        assert_eq!(told.len(), ids.len(), "{names:?}");
        let fits = |c: char| c.is_ascii_alphanumeric() || "_-.".contains(c);
        assert!(names.iter().all(|name| name.chars().all(fits)), "{names:?}");
    }
}
