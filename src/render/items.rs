//! Every item's revision and the hash of its words, by which a learner's record survives edits.

use crate::model::{Card, Guide, Kind, Part, Playbook};
use crate::site::Site;
use serde_json::{Map, Value, json};
use std::sync::Arc;

/// What is known of every item, by id.
pub struct Items {
    book: Arc<Playbook>,
}

impl Items {
    pub fn new(site: &Site) -> Items {
        Items { book: site.book.clone() }
    }

    /// Every item with its id, in the order of the pages.
    pub fn all(&self) -> impl Iterator<Item = (&str, &Card)> {
        self.book.catalogue.cards().map(|card| (card.id.as_str(), card))
    }

    pub fn get(&self, id: &str) -> Option<&Card> {
        self.book.catalogue.find(id).map(|(_, card)| card)
    }

    /// A guide by its id; a playbook may have ten thousand.
    pub fn guide<'a>(&self, book: &'a Playbook, id: &str) -> Option<&'a Guide> {
        let (shelf, card) = book.catalogue.find(id)?;
        match &book.catalogue.shelf(shelf).part {
            Part::Guide(guide) if card.kind == Kind::Guide => Some(guide),
            _ => None,
        }
    }

    /// Every item that stands on a page, with its place in the default language.
    fn placed(&self, site: &Site) -> impl Iterator<Item = (&str, &Card, String)> {
        self.all().filter_map(|(id, item)| {
            let place = site.place(id)?;
            let path = match place.anchor {
                Some(anchor) => format!("{}#{anchor}", place.slug),
                None => place.slug.to_string(),
            };
            Some((id, item, path))
        })
    }

    /// `items.json`: for every id its revision, hash, kind and place in the default language.
    pub fn manifest(&self, site: &Site) -> String {
        let mut items = Map::new();
        for (id, item, path) in self.placed(site) {
            let entry = json!({
                "revision": item.revision,
                "hash": item.hash,
                "kind": item.kind.word(),
                "path": path,
            });
            items.insert(id.to_string(), entry);
        }
        let release = site.book.settings.release.as_deref();
        let whole = json!({ "version": 1, "release": release, "items": Value::Object(items) });
        format!("{whole}\n")
    }

    /// The same for scripts, as short as can be: id → [revision, hash, path].
    pub fn short(&self, site: &Site) -> Value {
        let mut items = Map::new();
        for (id, item, path) in self.placed(site) {
            items.insert(id.to_string(), json!([item.revision.max(1), item.hash, path]));
        }
        Value::Object(items)
    }
}
