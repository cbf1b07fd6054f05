//! What every item is called, for lists of what has changed; loaded only by whoever has such a
//! list.

use crate::model::{Entry, Home};
use crate::render::scope::Scope;
use crate::site::short;
use serde_json::{Map, Value, json};

/// Of each item its kind and words, and of each page that carries items its title.
pub fn names(scope: &Scope) -> Value {
    let (mut items, mut pages) = (Map::new(), Map::new());
    for entry in scope.book.entries() {
        let Some(place) = scope.site.place(&entry.head.id) else { continue };
        let name = short(&scope.plain(entry.name));
        items.insert(entry.head.id.clone(), json!([entry.kind.word(), name]));
        if !pages.contains_key(place.slug) {
            pages.insert(place.slug.to_string(), page(scope, &entry).into());
        }
    }
    json!({ "items": items, "pages": pages })
}

/// The title of the page on which an item stands.
fn page(scope: &Scope, entry: &Entry) -> String {
    match entry.home {
        Home::Sheet(name) => scope.words.say(&format!("pages.{name}")).to_string(),
        Home::Item(id) => {
            scope.site.place(id).map_or_else(String::new, |place| scope.plain(place.name))
        }
    }
}
