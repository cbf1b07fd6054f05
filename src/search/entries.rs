//! What can be found: every item, page and section of a site, with its words by language.
//!
//! Entries stand in the order of the pages and share their numbers between languages. A question
//! has its stem and nothing else: no option, hint or explanation may give the answer away.

use super::fold::is_joined;
use crate::markdown;
use crate::model::{
    Entry as Item, GuideBody, Home, Kind, Lang, OVERVIEW, Playbook, Quality, SECTION, Text, Words,
};
use crate::site::{Nowhere, Resolver, Site};
use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};
use std::borrow::Cow;

/// What a page is called that is made of many items, by the name under which texts know it.
pub type PageName<'a> = &'a (dyn Fn(&str, Lang) -> String + Sync);

/// All entries of a site.
pub struct Entries<'a> {
    pub list: Vec<Entry<'a>>,
    site: &'a Site,
    page_name: PageName<'a>,
    names: FxHashMap<&'a str, &'a Text>,
    bodies: FxHashMap<&'a str, &'a [Option<GuideBody>]>,
}

/// One thing to find.
pub struct Entry<'a> {
    /// An item's id, or `page#heading`.
    pub id: Cow<'a, str>,
    /// One letter, see [`Kind::letter`].
    pub kind: u8,
    /// How well its title describes it.
    pub rank: Rank,
    /// Its stage's place in the playbook.
    pub stage: Option<usize>,
    /// The page without its language's prefix.
    pub slug: &'a str,
    /// The name of the page, unless the entry is the page.
    pub page: Option<&'a Text>,
    what: What<'a>,
}

/// What the title of an entry is, best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rank {
    Title,
    Heading,
    Item,
}

enum What<'a> {
    Item {
        name: &'a Text,
        plain: bool,
        is_page: bool,
        texts: Vec<&'a Text>,
        also: Option<&'a Words>,
        /// A line that nobody should say.
        is_unsaid: bool,
        intro: &'a [Option<GuideBody>],
    },
    /// A page that is made of many items, by the name under which texts know it.
    Overview { name: &'static str, intro: &'a Text },
    /// The number of the heading in each language's body.
    Section { bodies: &'a [Option<GuideBody>], headings: Vec<Option<usize>> },
}

/// An entry in one language.
pub struct Told {
    /// Element of the page; empty for the page itself.
    pub anchor: String,
    pub title: String,
    /// Other names, which the page need not show.
    pub names: String,
    pub text: String,
    /// Not always the language asked for.
    pub lang: Lang,
}

/// Stands before a line that nobody should say.
const UNSAID: &str = "✗ ";

/// Headings of deeper levels belong to the section around them.
const DEEPEST: u8 = 3;

impl<'a> Entries<'a> {
    pub fn new(site: &'a Site, page_name: PageName<'a>) -> Entries<'a> {
        let book = &*site.book;
        let items = book.entries();
        let names = items.iter().map(|i| (i.head.id.as_str(), i.name)).collect();
        let mut entries =
            Entries { list: Vec::new(), site, page_name, names, bodies: bodies(book) };
        let extras = Extras::new(book);
        let of_item = |item: Item<'a>| {
            let place = site.place(&item.head.id);
            place.map_or(Vec::new(), |place| entries.item(item, place.slug, &extras))
        };
        let list = items.into_par_iter().with_min_len(128).flat_map_iter(of_item).collect();
        entries.list = list;
        entries.list.extend(overviews(site));
        entries
    }

    /// The entry of an item, and those of the sections below its headings.
    fn item(&self, item: Item<'a>, slug: &'a str, extras: &Extras<'a>) -> Vec<Entry<'a>> {
        let id = item.head.id.as_str();
        let is_page = item.is_page();
        let stage = extras.stage(&item);
        let texts = item.wording.found().collect();
        let intro = self.bodies.get(id).copied().unwrap_or_default();
        let (name, plain) = (item.name, item.kind.is_named());
        let page = (!is_page).then(|| page_name(item.home, &self.names)).flatten();
        let also = extras.also.get(id).copied();
        let is_unsaid = extras.unsaid.contains(id);
        let mut list = vec![Entry {
            id: id.into(),
            kind: item.kind.letter(),
            rank: rank(item.kind),
            stage,
            slug,
            page,
            what: What::Item { name, plain, is_page, texts, also, is_unsaid, intro },
        }];
        for headings in sections(intro) {
            let first = headings
                .iter()
                .zip(intro)
                .find_map(|(n, body)| Some(&body.as_ref()?.outline.headings[(*n)?].id));
            list.push(Entry {
                id: format!("{id}#{}", first.map_or("", |f| f)).into(),
                kind: SECTION,
                rank: Rank::Heading,
                stage,
                slug,
                page: Some(name),
                what: What::Section { bodies: intro, headings },
            });
        }
        list
    }

    /// An entry's words in a language; `None` if its page does not have it in this language.
    pub fn tell(&self, entry: &Entry, lang: Lang) -> Option<Told> {
        let plain = |text: &str, lang: Lang| {
            markdown::to_plain(text, &Resolver::new(self.site, lang, Nowhere))
        };
        match &entry.what {
            What::Item { name, plain: is_plain, is_page, texts, also, is_unsaid, intro } => {
                let (phrase, found) = name.best(lang)?;
                let mut title =
                    if *is_plain { phrase.text.to_string() } else { plain(&phrase.text, found) };
                if *is_unsaid {
                    title.insert_str(0, UNSAID);
                }
                let mut names = also.map_or(&[][..], |also| also.get(lang)).join(" ");
                // Authors name pages by what people call them.
                if *is_page {
                    append(&mut names, &entry.id);
                }
                let mut text = String::new();
                for (phrase, lang) in texts.iter().filter_map(|t| t.best(lang)) {
                    append(&mut text, &plain(&phrase.text, lang));
                }
                if let Some((body, lang)) = body(intro, lang) {
                    append(&mut text, &self.between(body, 0, lang));
                }
                let anchor = if *is_page { String::new() } else { entry.id.to_string() };
                Some(Told { anchor, title, names, text, lang: found })
            }
            What::Overview { name, intro } => {
                let (phrase, found) = intro.best(lang)?;
                Some(Told {
                    anchor: String::new(),
                    title: (self.page_name)(name, found),
                    names: name.to_string(),
                    text: plain(&phrase.text, found),
                    lang: found,
                })
            }
            What::Section { bodies, headings } => {
                let (body, found) = body(bodies, lang)?;
                let all = &body.outline.headings;
                let at = (*headings.get(found.0 as usize)?)?;
                let heading = &all[at];
                let text = self.between(body, at + 1, found);
                Some(Told {
                    anchor: heading.id.clone(),
                    title: heading.text.clone(),
                    names: String::new(),
                    text,
                    lang: found,
                })
            }
        }
    }

    /// The words of a body before its heading of this number, and below the one before that.
    fn between(&self, body: &GuideBody, number: usize, lang: Lang) -> String {
        let outline = &body.outline;
        let start = number.checked_sub(1).map_or(0, |before| outline.headings[before].words.end);
        let next = outline.headings[number..].iter().find(|h| h.level <= DEEPEST);
        let end = next.map_or(outline.words.end(), |next| next.words.start);
        outline.words.fill(start..end, &Resolver::new(self.site, lang, Nowhere))
    }
}

/// Pages that are made of many items and say something themselves.
fn overviews(site: &Site) -> impl Iterator<Item = Entry<'_>> {
    site.book.catalogue.shelves().filter_map(|shelf| {
        let name = shelf.part.sheet()?;
        let intro = shelf.part.wording().found().find(|text| !text.is_empty())?;
        Some(Entry {
            id: name.into(),
            kind: OVERVIEW,
            rank: Rank::Title,
            stage: None,
            slug: site.place(name)?.slug,
            page: None,
            what: What::Overview { name, intro },
        })
    })
}

/// Adds a text to others; between Chinese ones a space would be seen.
fn append(text: &mut String, more: &str) {
    let tight = |c: char| is_joined(c) || matches!(c, '。' | '，' | '！' | '？' | '；' | '：');
    if !text.is_empty() && !more.is_empty() && !text.ends_with(tight) {
        text.push(' ');
    }
    text.push_str(more);
}

/// The body that a page shows in a language: its own, or the default one.
fn body(bodies: &[Option<GuideBody>], lang: Lang) -> Option<(&GuideBody, Lang)> {
    let find = |lang: Lang| bodies.get(lang.0 as usize)?.as_ref().map(|body| (body, lang));
    find(lang).or_else(|| find(Lang::DEFAULT))
}

/// The sections of a text: by language, the number of their heading. Languages are paired by
/// ids, or heading by heading where they have the same levels in the same order.
fn sections(bodies: &[Option<GuideBody>]) -> Vec<Vec<Option<usize>>> {
    let levels =
        |body: &GuideBody| -> Vec<u8> { body.outline.headings.iter().map(|h| h.level).collect() };
    let mut sections: Vec<Vec<Option<usize>>> = Vec::new();
    let first = bodies.iter().flatten().next();
    for (lang, body) in bodies.iter().enumerate() {
        let Some(body) = body else { continue };
        let alike = first.is_some_and(|first| levels(first) == levels(body));
        for (n, heading) in body.outline.headings.iter().enumerate() {
            if heading.level > DEEPEST {
                continue;
            }
            let same = |section: &&mut Vec<Option<usize>>| {
                section.iter().zip(bodies).take(lang).any(|(other, body)| {
                    let Some((other, body)) = other.zip(body.as_ref()) else { return false };
                    if alike { other == n } else { body.outline.headings[other].id == heading.id }
                })
            };
            match sections.iter_mut().find(same) {
                Some(section) => section[lang] = Some(n),
                None => {
                    let mut section = vec![None; bodies.len()];
                    section[lang] = Some(n);
                    sections.push(section);
                }
            }
        }
    }
    sections
}

fn rank(kind: Kind) -> Rank {
    match kind {
        Kind::Term => Rank::Title,
        kind if kind.is_page() => Rank::Title,
        kind if kind.is_named() => Rank::Heading,
        _ => Rank::Item,
    }
}

fn page_name<'a>(home: Home<'a>, names: &FxHashMap<&str, &'a Text>) -> Option<&'a Text> {
    match home {
        Home::Item(id) => names.get(id).copied(),
        Home::Sheet(_) => None,
    }
}

fn bodies(book: &Playbook) -> FxHashMap<&str, &[Option<GuideBody>]> {
    let guides = book.guides.iter().map(|g| (g.head.id.as_str(), g.bodies.as_slice()));
    let stages = book.stages.iter().map(|s| (s.head.id.as_str(), s.guide.as_slice()));
    let sources = book.sources.iter().map(|s| (s.head.id.as_str(), s.guide.as_slice()));
    guides.chain(stages).chain(sources).collect()
}

/// What the list of items does not tell: other names, and stages of things outside of stages.
struct Extras<'a> {
    also: FxHashMap<&'a str, &'a Words>,
    unsaid: FxHashSet<&'a str>,
    stages: FxHashMap<&'a str, usize>,
}

impl<'a> Extras<'a> {
    fn new(book: &'a Playbook) -> Extras<'a> {
        let mut extras = Extras {
            also: book.glossary.iter().map(|t| (t.head.id.as_str(), &t.also)).collect(),
            unsaid: (book.scripts.iter().flat_map(|script| &script.nodes))
                .filter(|node| node.quality == Quality::Bad || !node.fault.is_empty())
                .map(|node| node.head.id.as_str())
                .collect(),
            stages: FxHashMap::default(),
        };
        extras.of_stages(book);
        extras
    }

    /// The place of an item's stage.
    fn stage(&self, item: &Item) -> Option<usize> {
        let page = match item.home {
            Home::Item(id) => id,
            Home::Sheet(_) => item.head.id.as_str(),
        };
        self.stages.get(page).copied()
    }

    fn of_stages(&mut self, book: &'a Playbook) {
        for (n, stage) in book.stages.iter().enumerate() {
            self.stages.insert(&stage.head.id, n);
            if let Some(buyer) = book.buyer_stage(&stage.buyer_stage.id) {
                self.stages.insert(&buyer.head.id, n);
                self.stages.extend(buyer.signs.iter().map(|s| (s.head.id.as_str(), n)));
            }
        }
        let pages = book
            .catalogue
            .shelves()
            .filter_map(|shelf| Some((shelf.cards.first()?.id.as_str(), shelf.part.stage()?)));
        let pages: Vec<_> =
            pages.filter_map(|(page, stage)| Some((page, *self.stages.get(stage)?))).collect();
        self.stages.extend(pages);
    }
}
