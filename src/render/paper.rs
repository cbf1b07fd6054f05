//! What is printed and is no page of the site: books of a part of it, and pages one after another.
//!
//! Both are made of the site's own pages, as the handbook is, so paper and site say the same.

pub use super::handbook::Section;
use super::handbook::{self, Front, Plan};
use super::{Error, Renderer};
use crate::model::Lang;
use crate::site::{View, localized};
use crate::theme;

/// A book to print.
pub struct Book<'b> {
    pub lang: Lang,
    pub contents: Contents<'b>,
    /// What the cover says, in plain words.
    pub title: &'b str,
    pub lede: &'b str,
    pub about: &'b str,
}

/// What is in a book, and in which order.
pub enum Contents<'b> {
    /// The wanted pages, in the order of the handbook.
    Handbook(&'b dyn Fn(View) -> bool),
    Sections(&'b [Section]),
}

/// A book as files.
pub struct Printed {
    pub html: String,
    /// The running heads, and where the page looks for them.
    pub styles: String,
    pub styles_path: String,
}

impl Renderer {
    /// A book with cover and contents. `folio` gives the number of the sheet on which a place
    /// stands, which the contents then show.
    pub fn printed_book(
        &self,
        book: &Book,
        folio: &dyn Fn(&str) -> Option<String>,
    ) -> Result<Printed, Error> {
        let page = self.site.page_of(View::Handbook, book.lang);
        let scope = self.scope(&page);
        let (site, words) = (&self.site, self.words(book.lang));
        let plan = match &book.contents {
            Contents::Handbook(wanted) => Plan::of(site, words, book.lang, wanted),
            Contents::Sections(sections) => Plan::in_order(site, words, book.lang, sections),
        };
        let &Book { title, lede, about, .. } = book;
        let front = Front { title, lede, about, folio };
        let leaves = self.leaves(&plan)?;
        let html = self.fill(&scope, handbook::page(&scope, &plan, leaves, Some(&front)))?;
        let styles = theme::bare(handbook::styles(&plan, self.shared(book.lang)));
        let styles_path = localized(&self.site.book, book.lang, handbook::STYLES);
        Ok(Printed { html, styles, styles_path })
    }

    /// Pages one after another, each as it is printed alone.
    pub fn printed_sheets(&self, lang: Lang, title: &str, views: &[View]) -> Result<String, Error> {
        let page = self.site.page_of(View::Handbook, lang);
        let scope = self.scope(&page);
        let plan = Plan::loose(&self.site, self.words(lang), lang, views);
        self.fill(&scope, handbook::sheets(self.leaves(&plan)?, title))
    }
}
