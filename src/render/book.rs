//! The handbook page by page, for books of which each chapter is a file of its own.

use super::handbook::{Plan, class_and_main};
use super::{Error, Renderer};
use crate::model::Lang;
use crate::site::{Page, View};
use rayon::prelude::*;

/// Some chapters that belong together.
pub struct BookPart {
    pub title: String,
    /// The page of the site in whose place the part stands, if it only lists the chapters.
    pub list: Option<Page>,
    pub pages: Vec<BookPage>,
}

/// One chapter: a page of the site without the ways around it.
pub struct BookPage {
    pub page: Page,
    pub title: String,
    /// Whether it stands for its whole part.
    pub opens: bool,
    /// The class by which style sheets know what sort of page it is.
    pub class: String,
    /// What stands in the page's `<main>`, with its addresses as seen from the page.
    pub html: String,
}

impl Renderer {
    /// The wanted pages of the handbook, in its order.
    pub fn book(&self, lang: Lang, wanted: &dyn Fn(View) -> bool) -> Result<Vec<BookPart>, Error> {
        let parts = Plan::of(&self.site, self.words(lang), lang, wanted).into_parts();
        let part = |part: super::handbook::Part| {
            let pages = part.chapters.into_par_iter().map(|chapter| {
                let sheet = self.sheet(&chapter.page)?;
                let (class, html) = class_and_main(&sheet);
                Ok(BookPage {
                    opens: chapter.opens(),
                    page: chapter.page,
                    title: chapter.title,
                    class: class.to_string(),
                    html: html.to_string(),
                })
            });
            let pages = pages.collect::<Result<Vec<_>, Error>>()?;
            Ok(BookPart { title: part.title, list: part.list, pages })
        };
        parts.into_iter().map(part).collect()
    }
}
