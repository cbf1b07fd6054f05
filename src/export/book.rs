//! The handbook for formats that are books: its pages as chapters of well-formed XHTML.
//!
//! Pages and their order are the handbook's, so that what is read on an e-reader or in a word
//! processor says what the site says. Links lead from chapter to chapter. What is not in the book
//! is looked up on the published site, if its address is known; otherwise the words of a link
//! remain, and it is told.

mod sheet;

use super::{Error, Request};
use crate::diagnostic::Losses;
use crate::model::{Attachment, Lang};
use crate::render::{BookPage, BookPart, file_path};
use crate::site::View;
use sheet::Sheet;
use std::collections::{BTreeSet, HashMap};

/// What was chosen of the handbook, in one language.
pub struct Book {
    pub parts: Vec<Part>,
    /// The author's files that chapters show, by their paths below `content/`.
    pub pictures: BTreeSet<String>,
}

/// Some chapters that belong together.
pub struct Part {
    pub title: String,
    /// The file of a page that only says what part it is; none if a chapter does, or if there is
    /// but one chapter.
    pub file: Option<String>,
    pub chapters: Vec<Chapter>,
}

/// A page of the site.
pub struct Chapter {
    /// Where it stands in the book: `stages/s1.xhtml`.
    pub file: String,
    pub title: String,
    /// Whether it stands for its whole part.
    pub opens: bool,
    /// What sort of page it is, in the words of the site's style sheets.
    pub class: String,
    pub xhtml: String,
}

impl Book {
    /// # Errors
    /// When nothing was chosen that can be read, or a template could not be filled in.
    pub fn new(request: &Request, lang: Lang, losses: &mut Losses) -> Result<Book, Error> {
        let parts = request.renderer.book(lang, &|view| request.has_page(view));
        let parts = parts.map_err(|error| Error::new(error.to_string()))?;
        if parts.is_empty() {
            return Err(Error::new("what was chosen has nothing to read"));
        }
        let files = files(request, &parts);
        let mut pictures = BTreeSet::new();
        let parts = parts.into_iter().enumerate().map(|(n, part)| {
            let file = part_file(n, &part);
            let mut chapter = |page| {
                let (chapter, shown) = chapter(request, page, &files, losses);
                pictures.extend(shown);
                chapter
            };
            let chapters = part.pages.into_iter().map(&mut chapter).collect();
            Part { title: part.title, file, chapters }
        });
        let parts = parts.collect();
        Ok(Book { parts, pictures })
    }

    pub fn chapters(&self) -> impl Iterator<Item = &Chapter> {
        self.parts.iter().flat_map(|part| &part.chapters)
    }
}

/// Where an author's file stands in the book. Not every reading program takes blanks in a name.
pub fn picture_path(file: &Attachment) -> String {
    file_path(&file.path).replace(' ', "_20_")
}

/// Where each page of the site stands in the book, by its path.
type Files = HashMap<String, String>;

fn files(request: &Request, parts: &[BookPart]) -> Files {
    let mut files = Files::new();
    for (n, part) in parts.iter().enumerate() {
        for page in &part.pages {
            files.insert(page.page.path.clone(), file(request, page.page.view));
        }
        if let (Some(list), Some(file)) = (&part.list, part_file(n, part)) {
            files.insert(list.path.clone(), file);
        }
    }
    files
}

fn file(request: &Request, view: View) -> String {
    format!("{}.xhtml", view.slug(request.book()).trim_end_matches(".html"))
}

fn part_file(n: usize, part: &BookPart) -> Option<String> {
    let is_told = part.pages.len() < 2 || part.pages.iter().any(|page| page.opens);
    (!is_told).then(|| format!("part-{}.xhtml", n + 1))
}

/// A chapter, and the pictures that it shows.
fn chapter(
    request: &Request,
    page: BookPage,
    files: &Files,
    losses: &mut Losses,
) -> (Chapter, BTreeSet<String>) {
    let BookPage { page, title, opens, class, html } = page;
    let file = file(request, page.view);
    let sheet = Sheet::new(request, &page, &file, files);
    let xhtml = super::xhtml::xhtml(&html, &sheet);
    let pictures = sheet.finish(losses);
    let title = match page.view {
        View::Stage(n) => request.stage(&request.book().stages[n], page.lang),
        _ => title,
    };
    (Chapter { file, title, opens, class, xhtml }, pictures)
}
