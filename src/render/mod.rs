//! One address of the site → its bytes.
//!
//! [`Renderer::render`] is a pure function of an immutable [`Site`] and a [`Theme`]: no clock, no
//! disk, no order of a hash map shows in what it gives. A build calls it for every route, a
//! preview only for the routes that a browser asks for.
//!
//! What all pages of a language share is made once, in `shared`. A page's own part comes from its
//! view (one file each below `view`), which turns the model into values for the template of the
//! same name; texts become safe HTML on the way, in `scope`. What stands around the page is
//! `chrome`. `feeds` writes what machines read, `items` knows every item's revision and hash.
//!
//! A view decides what is on a page and in which order; the template decides what it looks like.

mod chrome;
mod data;
mod desk;
mod feeds;
mod handbook;
mod items;
mod moved;
mod offline;
mod scope;
mod shared;
mod value;
mod view;

use crate::diagnostic::{Report, Span};
use crate::model::Lang;
use crate::search;
use crate::site::{Page, Site, View, localized};
use crate::theme::Theme;
pub use desk::{Desk, Snapshot};
use items::Items;
pub use offline::Prints;
use rayon::prelude::*;
use scope::Scope;
use shared::Shared;
use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Arc, OnceLock};

/// Renders the pages of one site.
pub struct Renderer {
    site: Arc<Site>,
    theme: Arc<Theme>,
    /// By language.
    shared: Vec<Shared>,
    items: Items,
    /// The index of the search by path, made when it is first asked for.
    index: OnceLock<BTreeMap<String, Vec<u8>>>,
}

/// Why a route gives no bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Error {
    /// No page or file has this path.
    NoSuchPath(String),
    /// A template could not be filled in.
    Template { path: String, message: String, at: Option<Span> },
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Error::NoSuchPath(path) => write!(f, "the site has no `{path}`"),
            Error::Template { path, message, .. } => write!(f, "{message} (for `{path}`)"),
        }
    }
}

impl std::error::Error for Error {}

impl Error {
    /// Adds the error to a report, with the template's place if the template is the author's.
    pub fn report(&self, report: &mut Report) {
        let at = match self {
            Error::NoSuchPath(_) => None,
            Error::Template { at, .. } => *at,
        };
        report.template(at, &self.to_string());
    }
}

/// The folder of pictures and other files of the author's.
const FILES: &str = "files/";

/// The search box of a language as a script: pages load it when somebody opens the search.
const BOX: &str = "search/box.js";

impl Renderer {
    /// Makes what the pages share.
    pub fn new(site: Arc<Site>, theme: Arc<Theme>) -> Renderer {
        let items = Items::new(&site);
        let shared = site.book.langs().map(|lang| Shared::new(&site, &theme, lang)).collect();
        Renderer { site, theme, shared, items, index: OnceLock::new() }
    }

    /// Every path of the site: pages, files of the theme, files of the author, feeds, and the
    /// index of the search; last the list of all others. The index is made here, on all cores:
    /// whoever renders in parallel asks for the routes first.
    pub fn routes(&self) -> Vec<String> {
        let mut routes: Vec<String> = self.site.pages.iter().map(|p| p.path.clone()).collect();
        routes.extend(self.theme.assets().iter().map(|a| a.path.clone()));
        routes.extend(self.site.book.files.iter().map(|f| format!("{FILES}{}", f.path)));
        routes.extend(feeds::routes(&self.site));
        routes.extend(data::routes(&self.site));
        routes.extend(handbook::routes(&self.site));
        routes.extend(self.site.book.langs().map(|lang| localized(&self.site.book, lang, BOX)));
        routes.extend(self.index().keys().cloned());
        routes.push(offline::PATH.to_string());
        routes
    }

    /// The bytes of a path.
    pub fn render(&self, path: &str) -> Result<Vec<u8>, Error> {
        if let Some(page) = self.site.page(path) {
            let shared = &self.shared[page.lang.0 as usize];
            let scope = Scope::new(&self.site, &self.items, shared, page);
            return match page.view {
                View::Handbook => self.handbook(&scope),
                _ => self.page(&scope),
            }
            .map(String::into_bytes);
        }
        if let Some(asset) = self.theme.assets().iter().find(|a| a.path == path) {
            return Ok(asset.bytes.clone());
        }
        if let Some(name) = path.strip_prefix(FILES)
            && let Some(file) = self.site.book.files.iter().find(|f| f.path == name)
        {
            return Ok(file.bytes.to_vec());
        }
        if path == offline::PATH {
            return self.service_worker().map(String::into_bytes);
        }
        if path.starts_with(search::FOLDER)
            && let Some(bytes) = self.index().get(path)
        {
            return Ok(bytes.clone());
        }
        if let Some(lang) = path.strip_suffix(BOX).and_then(|_| self.box_language(path)) {
            return self.search_box(lang).map(String::into_bytes);
        }
        if let Some(lang) = handbook::language_of_styles(&self.site, path) {
            return Ok(handbook::styles(&self.site, &self.shared, lang).into_bytes());
        }
        (data::render(&self.site, &self.items, &self.shared, path))
            .or_else(|| feeds::render(&self.site, &self.theme, &self.items, path))
            .map(String::into_bytes)
            .ok_or_else(|| Error::NoSuchPath(path.to_string()))
    }

    /// The bytes of a path, for whoever renders all of [`routes`](Self::routes) and the last one
    /// last: the list of the site's files is then made of what was noted, and nothing is rendered
    /// twice.
    pub fn render_noting(&self, path: &str, prints: &Prints) -> Result<Vec<u8>, Error> {
        if path == offline::PATH {
            return Ok(prints.service_worker().into_bytes());
        }
        let bytes = self.render(path)?;
        prints.note(path, &bytes);
        Ok(bytes)
    }

    /// The items as they are now, to tell later what changed.
    pub fn snapshot(&self) -> Snapshot {
        Snapshot::of(&self.items)
    }

    /// The trainer's desk in a language.
    pub fn desk(&self, lang: Lang, desk: &Desk) -> Result<Vec<u8>, Error> {
        let page = Page { path: self.site.path(View::Desk, lang), lang, view: View::Desk };
        let shared = &self.shared[lang.0 as usize];
        let scope = Scope::new(&self.site, &self.items, shared, &page);
        let view = desk::page(&scope, &self.items, desk);
        self.fill(&scope, view).map(String::into_bytes)
    }

    /// The service worker, which knows the content of every other file of the site.
    fn service_worker(&self) -> Result<String, Error> {
        let prints = Prints::default();
        let mut routes = self.routes();
        routes.retain(|route| offline::is_kept(route));
        routes.par_iter().try_for_each(|route| self.render_noting(route, &prints).map(drop))?;
        Ok(prints.service_worker())
    }

    fn box_language(&self, path: &str) -> Option<Lang> {
        self.site.book.langs().find(|lang| path == localized(&self.site.book, *lang, BOX))
    }

    /// Its addresses are seen from its own folder, where the page of results stands too.
    fn search_box(&self, lang: Lang) -> Result<String, Error> {
        let path = self.site.path(View::Search, lang);
        let page = self.site.page(&path).ok_or_else(|| Error::NoSuchPath(path.clone()))?;
        let shared = &self.shared[lang.0 as usize];
        let scope = Scope::new(&self.site, &self.items, shared, page);
        let html = self.fill(&scope, view::search_box(&scope))?;
        Ok(format!("twotrackSearchBox({})\n", serde_json::Value::from(html)))
    }

    fn index(&self) -> &BTreeMap<String, Vec<u8>> {
        self.index.get_or_init(|| search::index(&self.site).into_iter().collect())
    }

    fn page(&self, scope: &Scope) -> Result<String, Error> {
        self.fill(scope, view::page(scope))
    }

    /// The handbook: every page that a book holds, moved into one.
    fn handbook(&self, scope: &Scope) -> Result<String, Error> {
        let plan = handbook::Plan::new(&self.site, scope.words, scope.lang);
        let chapters: Vec<&handbook::Chapter> = plan.chapters().collect();
        let leaves = chapters.par_iter().map(|chapter| self.leaf(&plan, chapter));
        let leaves = leaves.collect::<Result<Vec<_>, Error>>()?;
        self.fill(scope, handbook::page(scope, &plan, leaves))
    }

    /// A page as it stands in the handbook: without the ways around the site.
    fn leaf(
        &self,
        plan: &handbook::Plan,
        chapter: &handbook::Chapter,
    ) -> Result<handbook::Leaf, Error> {
        let lost = || Error::NoSuchPath(chapter.path.clone());
        let page = self.site.page(&chapter.path).ok_or_else(lost)?;
        let shared = &self.shared[page.lang.0 as usize];
        let scope = Scope::new(&self.site, &self.items, shared, page);
        let html = self.fill(&scope, handbook::without_ways(view::page(&scope)))?;
        Ok(plan.leaf(chapter, &html))
    }

    fn fill(&self, scope: &Scope, view: view::Page) -> Result<String, Error> {
        let context = chrome::context(scope, &self.theme, view.head, view.values);
        self.theme.fill(view.template, &context).map_err(|fault| Error::Template {
            path: scope.page.path.clone(),
            message: fault.message,
            at: fault.at,
        })
    }
}
