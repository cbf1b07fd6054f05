//! Every item by its id, kept from one edit to the next.
//!
//! A [`Catalogue`] has a [`Shelf`] for each part of the playbook: a stage, a script, a guide, the
//! glossary. Parts are shared between a playbook and the next, and so are their shelves: after an
//! edit only the shelves of what was edited are made anew. The table that finds an id is shared
//! for as long as no name comes, goes or moves, which is the case for nearly every edit.
//!
//! Nothing here depends on how the playbook came to be: with a catalogue before it or without,
//! the new one is the same.

use super::{Entry, GuideBody, Kind, Part, Playbook, Text};
use rustc_hash::FxHashMap;
use std::sync::Arc;
use xxhash_rust::xxh3::Xxh3;

/// All items of a playbook.
#[derive(Clone, Debug, Default)]
pub struct Catalogue {
    /// One for each part, in the order of the pages.
    shelves: Vec<Arc<Shelf>>,
    table: Arc<Table>,
}

/// The items of one part.
#[derive(Debug)]
pub struct Shelf {
    pub part: Part,
    pub cards: Vec<Card>,
    /// A hash of all that other texts can point at: ids, what they are, headings.
    names: u64,
}

/// One item.
#[derive(Clone, Debug)]
pub struct Card {
    pub id: String,
    pub kind: Kind,
    pub revision: u32,
    /// Of the words in all languages; spaces between them do not count. Eight hexadecimal digits.
    pub hash: String,
    /// What a link to it says.
    pub name: Text,
}

/// What follows from the names alone.
#[derive(Debug, Default)]
struct Table {
    /// Shelf and place on it. Of two items with one id, the later.
    places: FxHashMap<Box<str>, (u32, u32)>,
    repeats: bool,
    items: usize,
    /// A hash of the names on all shelves.
    names: u64,
}

impl Catalogue {
    /// Gathers the items of a playbook; `before` is the catalogue of the one that it came from.
    pub fn of(book: &Playbook, before: &Catalogue) -> Catalogue {
        let mut old: FxHashMap<usize, &Arc<Shelf>> = FxHashMap::default();
        let mut ahead = before.shelves.iter();
        let shelves: Vec<Arc<Shelf>> = (book.parts())
            .map(|part| {
                // Most parts stand where they stood; one that has moved is looked up.
                match ahead.next() {
                    Some(shelf) if shelf.part.address() == part.address() => return shelf.clone(),
                    _ if old.is_empty() => {
                        old = before.shelves.iter().map(|s| (s.part.address(), s)).collect();
                    }
                    _ => {}
                }
                let known = old.get(&part.address()).copied().cloned();
                known.unwrap_or_else(|| Arc::new(Shelf::of(part)))
            })
            .collect();
        let same = shelves.len() == before.shelves.len()
            && shelves.iter().zip(&before.shelves).all(|(now, then)| now.names == then.names);
        let table = if same { before.table.clone() } else { Arc::new(Table::of(&shelves)) };
        Catalogue { shelves, table }
    }

    /// The item with an id, and the number of its shelf.
    pub fn find(&self, id: &str) -> Option<(usize, &Card)> {
        let (shelf, place) = *self.table.places.get(id)?;
        Some((shelf as usize, &self.shelves[shelf as usize].cards[place as usize]))
    }

    pub fn kind(&self, id: &str) -> Option<Kind> {
        Some(self.find(id)?.1.kind)
    }

    /// The Markdown bodies of a page by its id; nothing for an item that is no page with a body.
    pub fn bodies(&self, page: &str) -> Option<&[Option<GuideBody>]> {
        let (shelf, card) = self.find(page)?;
        let part = &self.shelves[shelf].part;
        (card.kind == part.page_kind()?).then(|| part.bodies())
    }

    /// Every part with its items, in the order of the pages.
    pub fn shelves(&self) -> impl Iterator<Item = &Shelf> {
        self.shelves.iter().map(|shelf| &**shelf)
    }

    pub fn shelf(&self, number: usize) -> &Shelf {
        &self.shelves[number]
    }

    /// Every item, in the order of the pages.
    pub fn cards(&self) -> impl Iterator<Item = &Card> {
        self.shelves().flat_map(|shelf| &shelf.cards)
    }

    /// How many items there are.
    pub fn len(&self) -> usize {
        self.table.items
    }

    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Whether an id is given twice.
    pub fn has_repeats(&self) -> bool {
        self.table.repeats
    }

    /// A hash of everything that a text can point at. While it is the same, what landed lands.
    pub fn names(&self) -> u64 {
        self.table.names
    }

    /// Whether the same names stand in the same places as in another catalogue.
    pub fn has_names_of(&self, other: &Catalogue) -> bool {
        Arc::ptr_eq(&self.table, &other.table)
    }
}

impl Table {
    fn of(shelves: &[Arc<Shelf>]) -> Table {
        let mut table =
            Table { items: shelves.iter().map(|s| s.cards.len()).sum(), ..Table::default() };
        table.places.reserve(table.items);
        let mut names = Xxh3::new();
        for (shelf, number) in shelves.iter().zip(0..) {
            names.update(&shelf.names.to_le_bytes());
            for (card, place) in shelf.cards.iter().zip(0..) {
                let before = table.places.insert(card.id.as_str().into(), (number, place));
                table.repeats |= before.is_some() && !card.id.is_empty();
            }
        }
        table.names = names.digest();
        table
    }
}

impl Shelf {
    fn of(part: Part) -> Shelf {
        let mut names = Xxh3::new();
        let bodies = part.bodies();
        let page = part.page_kind();
        let cards = (part.entries().into_iter())
            .map(|entry| {
                names.update(entry.head.id.as_bytes());
                names.update(&[0, entry.kind as u8]);
                let bodies = if Some(entry.kind) == page { bodies } else { &[] };
                Card::of(&entry, bodies)
            })
            .collect();
        for body in bodies {
            for heading in body.iter().flat_map(|body| &body.outline.headings) {
                names.update(heading.id.as_bytes());
                names.update(&[1]);
            }
            names.update(&[2, body.is_some() as u8]);
        }
        let names = names.digest();
        Shelf { part, cards, names }
    }
}

impl Card {
    fn of(entry: &Entry, bodies: &[Option<GuideBody>]) -> Card {
        let head = entry.head;
        let (id, hash, name) = (head.id.clone(), hash(entry, bodies), entry.name.clone());
        Card { id, kind: entry.kind, revision: head.revision, hash, name }
    }

    /// Whether the item is a page of its own rather than a place on one.
    pub fn is_page(&self) -> bool {
        self.kind.is_page()
    }
}

/// A hash of a text's words in all languages, of the same kind as an item's.
pub fn hash_of(text: &Text) -> String {
    let mut hash = Xxh3::new();
    take(&mut hash, text);
    format!("{:08x}", hash.digest() as u32)
}

fn take(hash: &mut Xxh3, text: &Text) {
    for text in text.phrases.iter().map(|p| p.as_ref().map_or("", |p| &*p.text)) {
        for word in text.split_whitespace() {
            hash.update(word.as_bytes());
            hash.update(b" ");
        }
        hash.update(b"\n");
    }
}

fn hash(entry: &Entry, bodies: &[Option<GuideBody>]) -> String {
    let mut hash = Xxh3::new();
    entry.wording.hashed().for_each(|text| take(&mut hash, text));
    for body in bodies.iter().flatten() {
        hash.update(&body.hash.to_le_bytes());
    }
    format!("{:08x}", hash.digest() as u32)
}
