//! Every item's revision and the hash of its words, by which a learner's record survives edits.

use crate::model::{Entry, Guide, GuideBody, Kind, Playbook, Text};
use crate::site::Site;
use serde_json::{Map, Value, json};
use std::collections::HashMap;
use xxhash_rust::xxh3::Xxh3;

/// What is known of every item, by id.
pub struct Items {
    by_id: HashMap<String, Item>,
    /// Ids in the order of the pages.
    order: Vec<String>,
    /// Places in the playbook's list of guides, by id.
    guides: HashMap<String, usize>,
}

/// One item, for a record of who has read, ticked or answered it.
pub struct Item {
    pub revision: u32,
    /// Of the words in all languages; spaces between them do not count. Eight hexadecimal digits.
    pub hash: String,
    pub kind: Kind,
}

impl Items {
    pub fn new(site: &Site) -> Items {
        let book = &site.book;
        let (mut by_id, mut order) = (HashMap::new(), Vec::new());
        let bodies = bodies(book);
        for entry in book.entries() {
            let id = entry.head.id.clone();
            let hash = hash(&entry, bodies.get(id.as_str()).copied().unwrap_or_default());
            order.push(id.clone());
            by_id.insert(id, Item { revision: entry.head.revision, hash, kind: entry.kind });
        }
        let guides = book.guides.iter().enumerate().map(|(n, g)| (g.head.id.clone(), n)).collect();
        Items { by_id, order, guides }
    }

    /// Every item with its id, in the order of the pages.
    pub fn all(&self) -> impl Iterator<Item = (&str, &Item)> {
        self.order.iter().filter_map(|id| Some((id.as_str(), self.by_id.get(id)?)))
    }

    pub fn get(&self, id: &str) -> Option<&Item> {
        self.by_id.get(id)
    }

    /// A guide by its id; a playbook may have ten thousand.
    pub fn guide<'a>(&self, book: &'a Playbook, id: &str) -> Option<&'a Guide> {
        self.guides.get(id).map(|n| &*book.guides[*n])
    }

    /// Every item that stands on a page, with its place in the default language.
    fn placed(&self, site: &Site) -> impl Iterator<Item = (&str, &Item, String)> {
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
                "kind": word(item.kind),
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

/// Pages that have more words than their entry names.
fn bodies(book: &Playbook) -> HashMap<&str, &[Option<GuideBody>]> {
    let guides = book.guides.iter().map(|g| (g.head.id.as_str(), &g.bodies));
    let stages = book.stages.iter().map(|s| (s.head.id.as_str(), &s.guide));
    let sources = book.sources.iter().map(|s| (s.head.id.as_str(), &s.guide));
    (guides.chain(stages).chain(sources)).map(|(id, bodies)| (id, bodies.as_slice())).collect()
}

fn hash(entry: &Entry, bodies: &[Option<GuideBody>]) -> String {
    let mut hash = Xxh3::new();
    let phrases = entry
        .texts
        .iter()
        .flat_map(|text: &&Text| text.phrases.iter().map(|p| p.as_ref().map_or("", |p| &*p.text)));
    for text in phrases {
        for word in text.split_whitespace() {
            hash.update(word.as_bytes());
            hash.update(b" ");
        }
        hash.update(b"\n");
    }
    for body in bodies.iter().flatten() {
        hash.update(&body.hash.to_le_bytes());
    }
    format!("{:08x}", hash.digest() as u32)
}

/// A kind as templates and scripts know it.
pub fn word(kind: Kind) -> &'static str {
    match kind {
        Kind::Stage => "stage",
        Kind::Work => "work",
        Kind::Purpose => "purpose",
        Kind::Milestone => "milestone",
        Kind::Success => "success",
        Kind::Recommended => "recommended",
        Kind::Condition => "condition",
        Kind::Meeting => "meeting",
        Kind::MeetingQuestion => "meeting-question",
        Kind::Appraisal => "appraisal",
        Kind::Signal => "signal",
        Kind::Risk => "risk",
        Kind::BuyerStage => "buyer-stage",
        Kind::Sign => "sign",
        Kind::Script => "script",
        Kind::Step => "step",
        Kind::Node => "line",
        Kind::Objection => "objection",
        Kind::Source => "source",
        Kind::SourceQuestion => "source-question",
        Kind::Dimension => "dimension",
        Kind::DimensionQuestion => "dimension-question",
        Kind::Level => "level",
        Kind::Content => "content",
        Kind::Perspective => "perspective",
        Kind::ScoreItem => "score-item",
        Kind::Term => "term",
        Kind::Guide => "guide",
        Kind::Path => "path",
        Kind::Chapter => "chapter",
        Kind::Case => "case",
        Kind::Snapshot => "snapshot",
        Kind::Quiz => "quiz",
        Kind::Question => "question",
        Kind::Misconception => "misconception",
    }
}
