//! What stands around every page: its head, the way back, the other languages.

use super::scope::Scope;
use super::value::{list, map};
use crate::model::Lang;
use crate::site::{View, localized, relative};
use crate::theme::Theme;
use tera::{Context, Map, Value, value::Key};

/// What a view says about its page as a whole.
#[derive(Default)]
pub struct Head {
    /// Plain words: the tab's title and the page's only `h1`.
    pub title: String,
    /// Plain words, one or two sentences; the playbook's own if empty.
    pub description: String,
    /// The menu entry that the page belongs to.
    pub menu: &'static str,
    /// The pages above this one: name and address.
    pub crumbs: Vec<(String, String)>,
    /// What the page holds, to jump to: `{id, title}`.
    pub toc: Vec<Value>,
}

/// Everything that a template may name: the shared values, the page's head, the view's own.
pub fn context(scope: &Scope, theme: &Theme, head: Head, values: Map) -> Context {
    let mut context = Context::new();
    let shared = scope.shared;
    context.insert_value("t", shared.words.value().clone());
    context.insert_value("site", shared.site.clone());
    context.insert_value("stops", shared.stops.clone());
    context.insert_value("lang", shared.lang.clone());
    context.insert_value("assets", theme.asset_names().clone());
    let (up, top) = ways(scope);
    context.insert_value("up", up.into());
    context.insert_value("top", top.into());
    context.insert_value("page", page(scope, head));
    for (name, value) in values {
        if let Key::Str(name) = name {
            context.insert_value(name, value);
        }
    }
    context
}

/// Whether the page is shown at any address, so that nothing relative holds by itself.
fn is_anywhere(scope: &Scope) -> bool {
    scope.page.view == View::NotFound && scope.lang == Lang::DEFAULT
}

/// The way to the language's root and to the site's root.
fn ways(scope: &Scope) -> (String, String) {
    let home = scope.site.path(View::Home, scope.lang);
    if let (true, Some(top)) = (is_anywhere(scope), scope.site.folder()) {
        return (top.clone(), top);
    }
    let way = |to: &str| relative(&scope.page.path, to).trim_end_matches("index.html").to_string();
    (way(&home), way("index.html"))
}

fn page(scope: &Scope, head: Head) -> Value {
    let description = Some(head.description).filter(|d| !d.is_empty());
    map([
        ("title", head.title.into()),
        ("description", description.map(|d| clip(&d)).into()),
        ("menu", head.menu.into()),
        (
            "crumbs",
            list(head.crumbs, |(name, href)| map([("name", name.into()), ("href", href.into())])),
        ),
        ("toc", head.toc.into()),
        ("path", scope.page.path.as_str().into()),
        ("canonical", canonical(scope)),
        ("languages", languages(scope)),
        ("fell_back", scope.fell_back().into()),
        ("ways", if is_anywhere(scope) { ways_up() } else { Value::none() }),
    ])
}

/// The ways to the site's root from the folders in which a page that is not here may be missed.
fn ways_up() -> Value {
    const DEEPEST: usize = 7;
    list(0..=DEEPEST, |n| "../".repeat(n).into())
}

fn canonical(scope: &Scope) -> Value {
    match scope.page.view {
        View::NotFound => Value::none(),
        _ => scope.site.absolute(&scope.page.path).into(),
    }
}

/// The same page in every language, this one first marked as here.
fn languages(scope: &Scope) -> Value {
    let of = |lang: Lang| {
        let language = &scope.book.settings.languages[lang.0 as usize];
        let path = scope.site.path(scope.page.view, lang);
        let href = match scope.page.view {
            // Who finds nothing here would find nothing there.
            View::NotFound => ways(scope).1 + &localized(scope.book, lang, "index.html"),
            _ => relative(&scope.page.path, &path),
        };
        let here = relative(&scope.page.path, &path);
        map([
            ("id", language.id.as_str().into()),
            ("name", language.name.as_str().into()),
            ("tag", language.tag.as_str().into()),
            ("here", (lang == scope.lang).into()),
            ("first", (lang == Lang::DEFAULT).into()),
            ("address", scope.site.absolute(&path).unwrap_or(here).into()),
            ("folder", localized(scope.book, lang, "").into()),
            ("path", path.as_str().into()),
            ("href", href.into()),
        ])
    };
    list(scope.book.langs(), of)
}

/// A description that fits a search result.
fn clip(text: &str) -> String {
    const MOST: usize = 200;
    match text.char_indices().nth(MOST) {
        None => text.to_string(),
        Some((at, _)) => format!("{}…", text[..at].trim_end()),
    }
}
