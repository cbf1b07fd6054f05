//! Which pages exist, in which languages, and how they link.
//!
//! A [`Site`] is made from a checked playbook and never changes; a preview makes a new one after
//! an edit, which shares its [`Layout`] with the old one unless the edit touched a name. Every page
//! exists in every language, under the same path with the language's prefix: `stages/s1.html` and
//! `zh/stages/s1.html`. The default language has no prefix. All links are relative and name files
//! in full, so a site works under any path and from a folder opened by double click.
//!
//! This module knows no HTML: what a page looks like is for [`render`](crate::render).

mod resolve;

use crate::model::{Head, Kind, Lang, PAGES, Part, Playbook, Text};
pub use resolve::{Destination, Nowhere, Resolver, short};
use rustc_hash::FxHashMap;
use std::ops::Deref;
use std::sync::Arc;

/// All pages of a playbook, and where every item stands.
#[derive(Debug, Default)]
pub struct Site {
    pub book: Arc<Playbook>,
    layout: Arc<Layout>,
    /// Overrides the playbook's own `base_url`.
    base_url: Option<String>,
}

/// What follows from the names in a playbook, whatever its texts say.
#[derive(Debug, Default)]
pub struct Layout {
    /// In the order of the navigation, language by language.
    pub pages: Vec<Page>,
    by_path: FxHashMap<String, usize>,
    /// The pages of each language, in the same order.
    views: Vec<View>,
    /// The page on which each shelf of the catalogue stands, without its language prefix.
    homes: Vec<(View, String)>,
    /// Pages that are made of many items, by the names under which a text may link to them.
    named: Vec<(&'static str, View, String)>,
    nameless: Text,
    /// The languages' prefixes.
    languages: Vec<String>,
}

impl Deref for Site {
    type Target = Layout;

    fn deref(&self) -> &Layout {
        &self.layout
    }
}

/// One page in one language.
#[derive(Clone, Debug)]
pub struct Page {
    /// `/`-separated, relative to the site's root.
    pub path: String,
    pub lang: Lang,
    pub view: View,
}

/// What a page shows. Numbers are places in the playbook's lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum View {
    Home,
    Stages,
    Stage(usize),
    Checklist(usize),
    Buyer,
    Scripts,
    Script(usize),
    Sources,
    Source(usize),
    Dimensions,
    Matrix,
    Library,
    Guide(usize),
    Quizzes,
    Quiz(usize),
    /// The answers of a quiz, on a page of their own.
    Key(usize),
    /// What is due today, what has changed, how far one is.
    Review,
    /// Deals made up to be judged.
    Drill,
    Deals,
    /// The meeting card.
    Card,
    Paths,
    Path(usize),
    Cases,
    Case(usize),
    Scorecard,
    Glossary,
    /// All of it as one book to print.
    Handbook,
    /// Found entries; what is asked stands in the address.
    Search,
    About,
    NotFound,
    /// The trainer's desk, which only a preview has: no site lists it.
    Desk,
}

/// Where an id stands: the page without its language prefix, and the place on it.
#[derive(Clone, Copy, Debug)]
pub struct Place<'a> {
    pub view: View,
    pub slug: &'a str,
    /// The element's id; `None` for a page.
    pub anchor: Option<&'a str>,
    pub kind: Option<Kind>,
    /// What a link to it says.
    pub name: &'a Text,
}

/// The desk's path, below the folder that a preview keeps for itself.
pub const DESK: &str = "_twotrack/desk.html";

impl View {
    /// The page's path without its language prefix.
    pub fn slug(self, book: &Playbook) -> String {
        let page = |folder: &str, id: &str| format!("{folder}/{id}.html");
        match self {
            View::Home => "index.html".into(),
            View::Stages => "stages/index.html".into(),
            View::Stage(n) => page("stages", &book.stages[n].head.id),
            View::Checklist(n) => page("checklists", &book.stages[n].head.id),
            View::Buyer => "buyer.html".into(),
            View::Scripts => "scripts/index.html".into(),
            View::Script(n) => page("scripts", &book.scripts[n].head.id),
            View::Sources => "sources/index.html".into(),
            View::Source(n) => page("sources", &book.sources[n].head.id),
            View::Dimensions => "dimensions.html".into(),
            View::Matrix => "relationship.html".into(),
            View::Library => "library.html".into(),
            View::Guide(n) => page("guides", &book.guides[n].head.id),
            View::Quizzes => "quizzes/index.html".into(),
            View::Quiz(n) => page("quizzes", &book.quizzes[n].head.id),
            View::Key(n) => page("answers", &book.quizzes[n].head.id),
            View::Review => "review.html".into(),
            View::Drill => "drill.html".into(),
            View::Deals => "deals.html".into(),
            View::Card => "card.html".into(),
            View::Paths => "paths/index.html".into(),
            View::Path(n) => page("paths", &book.paths[n].head.id),
            View::Cases => "cases/index.html".into(),
            View::Case(n) => page("cases", &book.cases[n].head.id),
            View::Scorecard => "scorecard.html".into(),
            View::Glossary => "glossary.html".into(),
            View::Handbook => "handbook.html".into(),
            View::Search => "search/index.html".into(),
            View::About => "about.html".into(),
            View::NotFound => "404.html".into(),
            View::Desk => DESK.into(),
        }
    }
}

impl View {
    /// The item that has this page for itself: its head and its name.
    pub fn item(self, book: &Playbook) -> Option<(&Head, &Text)> {
        Some(match self {
            View::Stage(n) => (&book.stages[n].head, &book.stages[n].title),
            View::Script(n) => (&book.scripts[n].head, &book.scripts[n].title),
            View::Source(n) => (&book.sources[n].head, &book.sources[n].title),
            View::Guide(n) => (&book.guides[n].head, &book.guides[n].title),
            View::Quiz(n) => (&book.quizzes[n].head, &book.quizzes[n].title),
            View::Path(n) => (&book.paths[n].head, &book.paths[n].title),
            View::Case(n) => (&book.cases[n].head, &book.cases[n].title),
            _ => return None,
        })
    }

    /// The name of a page that is made of many items.
    pub fn name(self) -> Option<&'static str> {
        PAGE_NAMES.iter().find(|(_, view)| *view == self).map(|(name, _)| *name)
    }
}

impl Site {
    /// Lays out the pages of a playbook.
    pub fn new(book: Arc<Playbook>) -> Site {
        let layout = Arc::new(Layout::of(&book, views(&book)));
        Site { book, layout, base_url: None }
    }

    /// The site of a playbook that came from this one's by an edit: the same as a new one.
    pub fn after(&self, book: Arc<Playbook>) -> Site {
        let views = views(&book);
        let same = book.catalogue.has_names_of(&self.book.catalogue)
            && views == self.views
            && languages(&book).eq(self.languages.iter().map(String::as_str));
        let layout = if same { self.layout.clone() } else { Layout::of(&book, views).into() };
        Site { book, layout, base_url: self.base_url.clone() }
    }

    /// Whether it has the same pages at the same addresses as another site.
    pub fn has_pages_of(&self, other: &Site) -> bool {
        Arc::ptr_eq(&self.layout, &other.layout)
    }

    /// The same site under another address than the playbook's own `base_url`.
    pub fn at(mut self, base_url: Option<String>) -> Site {
        self.base_url = base_url;
        self
    }

    /// Whether there is such a page.
    pub fn has(&self, view: View) -> bool {
        self.page(&self.path(view, Lang::DEFAULT)).is_some()
    }

    /// The page of a view in a language.
    pub fn page_of(&self, view: View, lang: Lang) -> Page {
        Page { path: self.path(view, lang), lang, view }
    }

    /// The path of a view in a language.
    pub fn path(&self, view: View, lang: Lang) -> String {
        path_of(&self.book, view, lang)
    }

    /// Where an id stands; `guide#heading` is a place on a page.
    pub fn place<'a>(&'a self, id: &'a str) -> Option<Place<'a>> {
        self.item_or_page(id).or_else(|| {
            let (page, heading) = id.split_once('#')?;
            Some(Place { anchor: Some(heading), ..self.item_or_page(page)? })
        })
    }

    fn item_or_page(&self, id: &str) -> Option<Place<'_>> {
        if let Some((shelf, card)) = self.book.catalogue.find(id) {
            let anchor = (!card.is_page()).then_some(card.id.as_str());
            let (view, slug) = &self.homes[shelf];
            return Some(Place {
                view: *view,
                slug,
                anchor,
                kind: Some(card.kind),
                name: &card.name,
            });
        }
        let (_, view, slug) = self.named.iter().find(|(name, ..)| *name == id)?;
        Some(Place { view: *view, slug, anchor: None, kind: None, name: &self.nameless })
    }

    /// A relative address from a page to an id, in the page's language.
    pub fn href(&self, from: &Page, id: &str) -> Option<String> {
        Some(self.href_to(from, self.place(id)?))
    }

    /// The same for an id whose place is known.
    pub fn href_to(&self, from: &Page, place: Place) -> String {
        let to = localized(&self.book, from.lang, place.slug);
        let Some(anchor) = place.anchor else { return relative(&from.path, &to) };
        let mut href = if to == from.path { String::new() } else { relative(&from.path, &to) };
        href.push('#');
        href.push_str(anchor);
        href
    }

    /// The absolute address of a path, if the site's address is known. An index page is its folder.
    pub fn absolute(&self, path: &str) -> Option<String> {
        let base = self.base_url.as_deref().or(self.book.settings.base_url.as_deref())?;
        let path = match path.strip_suffix("index.html") {
            Some(folder) if folder.is_empty() || folder.ends_with('/') => folder,
            _ => path,
        };
        Some(format!("{}/{path}", base.trim_end_matches('/')))
    }

    /// The folder of its host that the site stands in, with a slash at both ends, if it is known.
    pub fn folder(&self) -> Option<String> {
        let address = self.absolute("")?;
        Some(format!("/{}", address.splitn(4, '/').nth(3).unwrap_or("")))
    }
}

impl Layout {
    fn of(book: &Playbook, views: Vec<View>) -> Layout {
        let homes = homes(book).map(|view| (view, view.slug(book))).collect();
        let named = PAGE_NAMES.iter().filter(|(_, view)| views.contains(view));
        let named = named.map(|(name, view)| (*name, *view, view.slug(book))).collect();
        let languages = languages(book).map(str::to_string).collect();
        let mut layout = Layout { homes, named, languages, ..Layout::default() };
        for lang in book.langs() {
            for &view in &views {
                let path = path_of(book, view, lang);
                layout.by_path.insert(path.clone(), layout.pages.len());
                layout.pages.push(Page { path, lang, view });
            }
        }
        layout.views = views;
        layout
    }

    /// The page at a path.
    pub fn page(&self, path: &str) -> Option<&Page> {
        self.by_path.get(path).map(|n| &self.pages[*n])
    }
}

fn languages(book: &Playbook) -> impl Iterator<Item = &str> {
    book.settings.languages.iter().map(|language| language.id.as_str())
}

/// The path of a slug in a language.
pub fn localized(book: &Playbook, lang: Lang, slug: &str) -> String {
    match lang {
        Lang::DEFAULT => slug.to_string(),
        _ => format!("{}/{slug}", book.settings.languages[lang.0 as usize].id),
    }
}

/// The path of a view in a language.
fn path_of(book: &Playbook, view: View, lang: Lang) -> String {
    match view {
        // A host shows one page for every address it does not know, whatever its language; that
        // one then takes up these.
        View::NotFound if lang != Lang::DEFAULT => localized(book, lang, "not-found.html"),
        _ => localized(book, lang, &view.slug(book)),
    }
}

/// The address of one file seen from another: `../stages/s1.html`.
pub fn relative(from: &str, to: &str) -> String {
    let shared = (from.bytes().zip(to.bytes()).take_while(|(a, b)| a == b).map(|(a, _)| a))
        .enumerate()
        .filter(|(_, byte)| *byte == b'/')
        .map(|(at, _)| at + 1)
        .last()
        .unwrap_or(0);
    let ups = from[shared..].matches('/').count();
    format!("{}{}", "../".repeat(ups), &to[shared..])
}

/// A relative address as a path from the site's root.
pub fn resolved(from: &str, address: &str) -> String {
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    for part in address.split('/') {
        match part {
            ".." => drop(parts.pop()),
            "." => {}
            part => parts.push(part),
        }
    }
    parts.join("/")
}

/// The pages that this playbook has, in the order of the navigation.
fn views(book: &Playbook) -> Vec<View> {
    let mut views = vec![View::Home];
    shelf(&mut views, View::Stages, book.stages.len(), View::Stage);
    views.extend((0..book.stages.len()).map(View::Checklist));
    only_if(&mut views, !book.buyer.stages.is_empty(), View::Buyer);
    shelf(&mut views, View::Scripts, book.scripts.len(), View::Script);
    shelf(&mut views, View::Sources, book.sources.len(), View::Source);
    only_if(&mut views, !book.dimensions.list.is_empty(), View::Dimensions);
    only_if(&mut views, !book.matrix.levels.is_empty(), View::Matrix);
    views.push(View::Library);
    let guides = (0..book.guides.len()).filter(|n| book.guides[*n].head.id != ABOUT);
    views.extend(guides.map(View::Guide));
    shelf(&mut views, View::Quizzes, book.quizzes.len(), View::Quiz);
    views.extend((0..book.quizzes.len()).map(View::Key));
    only_if(&mut views, !book.quizzes.is_empty(), View::Review);
    for view in [View::Drill, View::Deals, View::Card] {
        only_if(&mut views, !book.stages.is_empty(), view);
    }
    shelf(&mut views, View::Paths, book.paths.len(), View::Path);
    shelf(&mut views, View::Cases, book.cases.len(), View::Case);
    only_if(&mut views, !book.scorecard.perspectives.is_empty(), View::Scorecard);
    only_if(&mut views, !book.glossary.is_empty(), View::Glossary);
    only_if(&mut views, has_handbook(book), View::Handbook);
    views.extend([View::Search, View::About, View::NotFound]);
    views
}

/// Nobody prints a book of more guides than this, and every build would render them twice.
const MOST_PRINTED_GUIDES: usize = 300;

/// Whether the playbook is also one book: as its author says, else by its length.
fn has_handbook(book: &Playbook) -> bool {
    let short = book.guides.len() <= MOST_PRINTED_GUIDES;
    book.settings.handbook.unwrap_or(short)
}

/// An index and the pages it lists, if there are any.
fn shelf(views: &mut Vec<View>, index: View, count: usize, page: fn(usize) -> View) {
    only_if(views, count > 0, index);
    views.extend((0..count).map(page));
}

fn only_if(views: &mut Vec<View>, there_is_something: bool, view: View) {
    if there_is_something {
        views.push(view);
    }
}

/// The guide that the page *about* carries.
pub const ABOUT: &str = "about";

/// Whether texts may link to a page by this name.
pub fn is_page_name(name: &str) -> bool {
    PAGES.contains(&name)
}

/// Pages of reference that show all of their items themselves, in the order of the handbook.
pub const SHEETS: &[View] = &[View::Matrix, View::Dimensions, View::Scorecard, View::Glossary];

/// All pages of reference, in the order of the library.
pub const REFERENCE: &[View] = &[
    View::Buyer,
    View::Matrix,
    View::Dimensions,
    View::Sources,
    View::Scripts,
    View::Cases,
    View::Paths,
    View::Scorecard,
    View::Glossary,
];

/// The pages of [`PAGES`].
const PAGE_NAMES: &[(&str, View)] = &[
    ("home", View::Home),
    ("stages", View::Stages),
    ("buyer", View::Buyer),
    ("scripts", View::Scripts),
    ("sources", View::Sources),
    ("dimensions", View::Dimensions),
    ("relationship", View::Matrix),
    ("library", View::Library),
    ("quizzes", View::Quizzes),
    ("paths", View::Paths),
    ("cases", View::Cases),
    ("scorecard", View::Scorecard),
    ("glossary", View::Glossary),
    ("about", View::About),
];

/// The names of pages that are made of many items, and whether this playbook has them.
pub fn named_pages(site: &Site) -> impl Iterator<Item = (&'static str, bool)> {
    PAGE_NAMES.iter().map(|(name, view)| (*name, site.has(*view)))
}

/// The page of each shelf of the catalogue.
fn homes(book: &Playbook) -> impl Iterator<Item = View> {
    let mut counts = [0; 7];
    let mut next = move |kind: usize, view: fn(usize) -> View| {
        counts[kind] += 1;
        view(counts[kind] - 1)
    };
    let home = move |part: &Part| match part {
        Part::Stage(_) => next(0, View::Stage),
        Part::Script(_) => next(1, View::Script),
        Part::Source(_) => next(2, View::Source),
        Part::Guide(guide) => match next(3, View::Guide) {
            _ if guide.head.id == ABOUT => View::About,
            view => view,
        },
        Part::Path(_) => next(4, View::Path),
        Part::Case(_) => next(5, View::Case),
        Part::Quiz(_) => next(6, View::Quiz),
        Part::Buyer(_) => View::Buyer,
        Part::Dimensions(_) => View::Dimensions,
        Part::Matrix(_) => View::Matrix,
        Part::Scorecard(_) => View::Scorecard,
        Part::Glossary(_) => View::Glossary,
        Part::Misconceptions(_) => View::Quizzes,
    };
    book.catalogue.shelves().map(|shelf| &shelf.part).map(home)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_of_a_page_has_its_page() {
        let names: Vec<&str> = PAGE_NAMES.iter().map(|(name, _)| *name).collect();
        assert_eq!(names, PAGES);
    }
}
