//! One address of the site → its bytes.
//!
//! [`Renderer::render`] is a pure function of an immutable [`Site`] and a [`Theme`]: no clock, no
//! disk, no order of a hash map shows in what it gives. A build calls it for every [`Route`], a
//! preview only for the routes that a browser asks for.
//!
//! What all pages of a language share is made once, in `shared`. A page's own part comes from its
//! view (one file each below `view`), which turns the model into values for the template of the
//! same name; texts become safe HTML on the way, in `scope`. What stands around the page is
//! `chrome`. `feeds` writes what machines read, `items` knows every item's revision and hash.
//!
//! A view decides what is on a page and in which order; the template decides what it looks like.

mod book;
mod chrome;
mod data;
mod desk;
mod feeds;
mod file;
mod handbook;
mod items;
mod launch;
mod minutes;
mod moved;
mod offline;
mod paper;
mod route;
mod scope;
mod shared;
mod unlinked;
mod urn;
mod value;
mod view;

use crate::diagnostic::{Report, Span};
use crate::exercise::Label;
use crate::model::Lang;
use crate::search;
use crate::site::{DESK, Page, Site, View, localized};
use crate::theme::{self, Theme, Words};
pub use book::{BookPage, BookPart};
pub use data::{Data, base64};
pub use desk::{Desk, Snapshot};
pub use file::{file_address, file_path};
use items::Items;
pub use offline::Prints;
pub use paper::{Book, Contents, Printed, Section};
use rayon::prelude::*;
pub use route::{Address, Route};
use rustc_hash::FxHashMap;
use scope::Scope;
use shared::Shared;
pub use shared::date;
use std::fmt;
use std::sync::{Arc, OnceLock};
pub use unlinked::{relinked, unlinked};
pub use urn::urn;
pub use value::escape;

/// Renders the pages of one site.
pub struct Renderer {
    site: Arc<Site>,
    theme: Arc<Theme>,
    /// By language.
    shared: Vec<Shared>,
    items: Items,
    /// What is no page, by its path; made when it is first asked for, as is the index.
    beside: OnceLock<FxHashMap<String, Route>>,
    /// The index of the search, sorted by path.
    index: OnceLock<Vec<(String, Vec<u8>)>>,
}

/// Why a route gives no bytes: its template could not be filled in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error {
    /// The page's path.
    pub path: String,
    pub message: String,
    /// Where, if the template is a file of the author's.
    pub at: Option<Span>,
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} (for `{}`)", self.message, self.path)
    }
}

impl std::error::Error for Error {}

impl Error {
    /// Adds the error to a report, with the template's place if the template is the author's.
    pub fn report(&self, report: &mut Report) {
        report.template(self.at, &self.to_string());
    }
}

impl Renderer {
    /// Makes what the pages share.
    pub fn new(site: Arc<Site>, theme: Arc<Theme>) -> Renderer {
        let items = Items::new(&site);
        let shared = site.book.langs().map(|lang| Shared::new(&site, &theme, lang)).collect();
        let (beside, index) = (OnceLock::new(), OnceLock::new());
        Renderer { site, theme, shared, items, beside, index }
    }

    /// Every address of the site; last the list of all others. The index is made here, on all
    /// cores: whoever renders in parallel asks for the addresses first.
    pub fn addresses(&self) -> Vec<Address> {
        let pages = self.site.pages.iter();
        let pages = pages.map(|p| (p.path.clone(), Route::Page(p.view, p.lang)));
        let index = self.index().iter().enumerate();
        let index = index.map(|(n, (path, _))| (path.clone(), Route::SearchIndex(n)));
        let listed = pages.chain(index).map(|(path, route)| Address { path, route });
        listed.chain(route::beside_pages(&self.site, &self.theme)).collect()
    }

    /// Tells of the author's files for the root of the site that the site goes without, since it
    /// has its own under their names.
    pub fn report_shadowed(&self, report: &mut Report) {
        for file in route::shadowed(&self.site, &self.theme) {
            report.root_file_taken(file.at, &file.path);
        }
    }

    /// What stands at a path, if anything does. The trainer's desk counts among the pages here,
    /// though no site lists it.
    pub fn find(&self, path: &str) -> Option<Route> {
        if let Some(page) = self.site.page(path) {
            return Some(Route::Page(page.view, page.lang));
        }
        if path.starts_with(search::FOLDER) {
            let place = self.index().binary_search_by(|(other, _)| other.as_str().cmp(path));
            return place.ok().map(Route::SearchIndex);
        }
        self.beside().get(path).copied()
    }

    /// The bytes of a route.
    pub fn render(&self, route: Route) -> Result<Vec<u8>, Error> {
        let text = match route {
            Route::Page(View::Handbook, lang) => {
                return self.handbook(lang).map(String::into_bytes);
            }
            Route::Page(view, lang) => {
                return self.page(&self.site.page_of(view, lang)).map(String::into_bytes);
            }
            Route::Asset(n) => return Ok(self.theme.assets()[n].bytes.clone()),
            Route::File(n) | Route::Root(n) => return Ok(self.site.book.files[n].bytes.to_vec()),
            Route::SearchIndex(n) => return Ok(self.index()[n].1.clone()),
            Route::Items => self.items.manifest(&self.site),
            Route::Robots => feeds::robots(&self.site),
            Route::Sitemap => feeds::sitemap(&self.site),
            Route::WebManifest(lang) => feeds::manifest(&self.site, &self.theme, lang),
            Route::Feed(lang) => feeds::feed(&self.site, &self.theme, lang),
            Route::Data(data, lang) => {
                // Links start at the language's front page; no glossary marks, as for quizzes.
                let path = self.site.path(View::Home, lang);
                let page = Page { path, lang, view: View::Quizzes };
                let scope = self.scope(&page).saying(self.words_for(data, lang));
                data::render(&scope, data)
            }
            Route::HandbookStyles(lang) => {
                let shared = self.shared(lang);
                let plan = handbook::Plan::new(&self.site, &shared.words, lang);
                handbook::styles(&plan, shared)
            }
            Route::SearchBox(lang) => self.search_box(lang)?,
            Route::ServiceWorker => self.service_worker()?,
        };
        Ok(theme::bare(text).into_bytes())
    }

    /// The bytes of an address, for whoever renders all of [`addresses`](Self::addresses) and the
    /// last one last: the list of the site's files is then made of what was noted, and nothing is
    /// rendered twice.
    pub fn render_noting(&self, address: &Address, prints: &Prints) -> Result<Vec<u8>, Error> {
        if address.route == Route::ServiceWorker {
            return Ok(prints.service_worker(&self.folders()).into_bytes());
        }
        let bytes = self.render(address.route)?;
        prints.note(address, &bytes);
        Ok(bytes)
    }

    /// The items as they are now, to tell later what changed.
    pub fn snapshot(&self) -> Snapshot {
        Snapshot::of(&self.items)
    }

    /// The interface's words in a language, with the author's own names for pages.
    pub fn words(&self, lang: Lang) -> &Words {
        &self.shared(lang).plain
    }

    /// Scripts are told which words are borrowed; what else they get can't say so.
    fn words_for(&self, data: data::Data, lang: Lang) -> &Words {
        match data {
            data::Data::Words | data::Data::MoreWords => &self.shared(lang).words,
            _ => self.words(lang),
        }
    }

    /// An option of a question, as HTML for a page at the language's root.
    pub fn label(&self, label: &Label, lang: Lang) -> String {
        let page = self.site.page_of(View::Home, lang);
        let words = view::label(&self.scope(&page).saying(self.words(lang)), label);
        words.as_str().unwrap_or_default().to_string()
    }

    /// The trainer's desk in a language.
    pub fn desk(&self, lang: Lang, desk: &Desk) -> Result<Vec<u8>, Error> {
        let page = self.site.page_of(View::Desk, lang);
        let scope = self.scope(&page);
        let view = desk::page(&scope, &self.items, desk);
        self.fill(&scope, view).map(String::into_bytes)
    }

    fn shared(&self, lang: Lang) -> &Shared {
        &self.shared[lang.0 as usize]
    }

    fn scope<'a>(&'a self, page: &'a Page) -> Scope<'a> {
        Scope::new(&self.site, &self.items, self.shared(page.lang), page)
    }

    fn index(&self) -> &[(String, Vec<u8>)] {
        self.index.get_or_init(|| {
            let name =
                |page: &str, lang| self.words(lang).say(&format!("pages.{page}")).to_string();
            search::index(&self.site, &name)
        })
    }

    fn beside(&self) -> &FxHashMap<String, Route> {
        self.beside.get_or_init(|| {
            let desk = |lang| localized(&self.site.book, lang, DESK);
            let desks =
                self.site.book.langs().map(|lang| (desk(lang), Route::Page(View::Desk, lang)));
            let listed = route::beside_pages(&self.site, &self.theme);
            desks.chain(listed.into_iter().map(|a| (a.path, a.route))).collect()
        })
    }

    /// The service worker, which knows the content of every other file of the site.
    fn service_worker(&self) -> Result<String, Error> {
        let prints = Prints::default();
        let mut addresses = self.addresses();
        addresses.retain(|address| address.route.is_kept_offline());
        addresses.par_iter().try_for_each(|it| self.render_noting(it, &prints).map(drop))?;
        Ok(prints.service_worker(&self.folders()))
    }

    /// The folders of all languages but the first, which has none.
    fn folders(&self) -> Vec<String> {
        let book = &self.site.book;
        book.langs().map(|lang| localized(book, lang, "")).filter(|it| !it.is_empty()).collect()
    }

    /// Its addresses are seen from its own folder, where the page of results stands too.
    fn search_box(&self, lang: Lang) -> Result<String, Error> {
        let page = self.site.page_of(View::Search, lang);
        let scope = self.scope(&page);
        let html = self.fill(&scope, view::search_box(&scope))?;
        Ok(format!("twotrackSearchBox({})\n", serde_json::Value::from(html)))
    }

    fn page(&self, page: &Page) -> Result<String, Error> {
        let scope = self.scope(page);
        self.fill(&scope, view::page(&scope))
    }

    /// The handbook: every page that a book holds, moved into one.
    fn handbook(&self, lang: Lang) -> Result<String, Error> {
        let page = self.site.page_of(View::Handbook, lang);
        let scope = self.scope(&page);
        let plan = handbook::Plan::new(&self.site, scope.words, lang);
        self.fill(&scope, handbook::page(&scope, &plan, self.leaves(&plan)?, None))
    }

    fn leaves(&self, plan: &handbook::Plan) -> Result<Vec<handbook::Leaf>, Error> {
        let chapters: Vec<&handbook::Chapter> = plan.chapters().collect();
        let leaves = chapters.par_iter().map(|chapter| self.leaf(plan, chapter));
        leaves.collect()
    }

    /// A page as it stands in the handbook: without the ways around the site.
    fn leaf(
        &self,
        plan: &handbook::Plan,
        chapter: &handbook::Chapter,
    ) -> Result<handbook::Leaf, Error> {
        Ok(plan.leaf(chapter, &self.sheet(&chapter.page)?))
    }

    /// A page without the ways around the site.
    fn sheet(&self, page: &Page) -> Result<String, Error> {
        let scope = self.scope(page);
        self.fill(&scope, handbook::without_ways(view::page(&scope)))
    }

    fn fill(&self, scope: &Scope, view: view::Page) -> Result<String, Error> {
        let context = chrome::context(scope, &self.theme, view.head, view.values);
        let language = &self.site.book.settings.languages[scope.lang.0 as usize];
        self.theme.fill(view.template, &context, &language.tag).map_err(|fault| Error {
            path: scope.page.path.clone(),
            message: fault.message,
            at: fault.at,
        })
    }
}
