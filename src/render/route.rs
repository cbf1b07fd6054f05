//! What stands at each address of the site.
//!
//! A [`Route`] is made once, together with its path; whoever renders it asks the route and never
//! takes a path apart. Only what comes from outside, such as the address that a browser asks a
//! preview for, is looked up by its path, in [`Renderer::find`](super::Renderer::find).

use super::file::file_path;
use super::{data::Data, handbook};
use crate::model::{Attachment, Lang};
use crate::site::{Site, View, localized};
use crate::theme::Theme;
use std::collections::HashSet;

/// One file of the site.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Route {
    Page(View, Lang),
    /// A file of the theme, by its place among [`Theme::assets`].
    Asset(usize),
    /// A picture or another file of the author's, by its place in the playbook.
    File(usize),
    /// A file that stands at the root of the site as the author wrote it, by the same place.
    Root(usize),
    /// Every item with its revision and hash, for machines.
    Items,
    Robots,
    Sitemap,
    WebManifest(Lang),
    Feed(Lang),
    /// What scripts know of the playbook.
    Data(Data, Lang),
    /// The running heads of the handbook.
    HandbookStyles(Lang),
    /// The search box as a script, which pages load when somebody opens the search.
    SearchBox(Lang),
    /// A file of the index of the search, by its place there.
    SearchIndex(usize),
    /// The list of all other files, for readers without a network.
    ServiceWorker,
}

/// A route and where it stands.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Address {
    /// `/`-separated, relative to the site's root.
    pub path: String,
    pub route: Route,
}

impl AsRef<str> for Address {
    fn as_ref(&self) -> &str {
        &self.path
    }
}

impl Route {
    /// Whether a reader needs it without a network. The handbook repeats all other pages: it would
    /// double what every phone fetches, for those few who print it.
    pub fn is_kept_offline(self) -> bool {
        !matches!(
            self,
            Route::Page(View::Handbook, _)
                | Route::HandbookStyles(_)
                | Route::Items
                | Route::Robots
                | Route::Sitemap
                | Route::Feed(_)
                | Route::ServiceWorker
                | Route::Root(_)
        )
    }
}

/// The addresses of all that is neither a page nor made by the search, the service worker last.
pub(super) fn beside_pages(site: &Site, theme: &Theme) -> Vec<Address> {
    let mut list = Vec::new();
    let mut add = |path: String, route: Route| list.push(Address { path, route });
    for (n, asset) in theme.assets().iter().enumerate() {
        add(asset.path.clone(), Route::Asset(n));
    }
    let named = site.book.named_files();
    for (n, file) in site.book.files.iter().enumerate().filter(|(n, _)| named[*n]) {
        if file.root_path().is_none() {
            add(file_path(&file.path), Route::File(n));
        }
    }
    add("items.json".into(), Route::Items);
    add("robots.txt".into(), Route::Robots);
    // A sitemap has no meaning without the site's address.
    if site.absolute("").is_some() {
        add("sitemap.xml".into(), Route::Sitemap);
    }
    for lang in site.book.langs() {
        for (name, route) in of_language(site, lang) {
            add(localized(&site.book, lang, &name), route);
        }
    }
    let (free, _) = root_files(site, |path| list.iter().any(|it| it.path == path));
    list.extend(free);
    list.push(Address { path: "sw.js".into(), route: Route::ServiceWorker });
    list
}

/// The files for the root of the site, and those of them whose place is taken by a file that the
/// site has anyway; `is_taken` knows those that are no pages.
fn root_files(site: &Site, is_taken: impl Fn(&str) -> bool) -> (Vec<Address>, Vec<&Attachment>) {
    let (mut free, mut shadowed) = (Vec::new(), Vec::new());
    for (n, file) in site.book.files.iter().enumerate() {
        let Some(path) = file.root_path() else { continue };
        if path == "sw.js" || site.page(path).is_some() || is_taken(path) {
            shadowed.push(&**file);
        } else {
            free.push(Address { path: path.to_string(), route: Route::Root(n) });
        }
    }
    (free, shadowed)
}

/// The author's files for the root of the site in whose place it has one of its own.
pub(super) fn shadowed<'a>(site: &'a Site, theme: &Theme) -> Vec<&'a Attachment> {
    let list = beside_pages(site, theme);
    let own = list.iter().filter(|it| !matches!(it.route, Route::Root(_)));
    let own: HashSet<&str> = own.map(|it| it.path.as_str()).collect();
    root_files(site, |path| own.contains(path)).1
}

/// What each language has beside its pages, without the language's prefix.
fn of_language(site: &Site, lang: Lang) -> Vec<(String, Route)> {
    let mut list = vec![
        ("manifest.webmanifest".to_string(), Route::WebManifest(lang)),
        (FEED.into(), Route::Feed(lang)),
        ("search/box.js".into(), Route::SearchBox(lang)),
    ];
    if site.has(View::Handbook) {
        list.push((handbook::STYLES.into(), Route::HandbookStyles(lang)));
    }
    list.extend(Data::all(&site.book).map(|data| (data.slug(&site.book), Route::Data(data, lang))));
    list
}

/// The feed beside the pages of each language.
pub(super) const FEED: &str = "feed.xml";
