//! What a text contains and where: the view of it that the checks need.

use std::collections::HashSet;
use std::ops::Range;

use pulldown_cmark::{CowStr, Event, LinkType, Tag, TagEnd};

use super::emphasis::Shadow;
use super::no_link;
use super::plain::{Words, is_only_words};
use super::reader::{Quote, Reader, item_id};
use super::{LinkKind, url, wide};

/// What a text contains, in the order of the text. Ranges are bytes of the text.
#[derive(Debug, Default)]
pub struct Outline {
    pub headings: Vec<Heading>,
    pub links: Vec<Link>,
    pub images: Vec<Image>,
    pub faults: Vec<Fault>,
    pub words: Words,
}

/// A heading.
#[derive(Debug, PartialEq, Eq)]
pub struct Heading {
    /// 1–6.
    pub level: u8,
    /// What stands in the page: the author's `{#id}`, or one made of the words.
    pub id: String,
    /// The author gave the id.
    pub explicit: bool,
    /// The words, without markup.
    pub text: String,
    /// What else stood in the braces: `origin=F1-F3`. A name without a value has an empty one.
    pub attrs: Vec<(String, String)>,
    pub range: Range<usize>,
    /// The heading itself within the outline's words.
    pub words: Range<usize>,
}

/// A link; one with a fault that makes it unsafe is in [`Outline::faults`] instead.
#[derive(Debug, PartialEq, Eq)]
pub struct Link {
    pub kind: LinkKind,
    pub dest: String,
    /// The place of the destination itself, which for a reference link is in its definition.
    pub range: Range<usize>,
}

/// An image.
#[derive(Debug, PartialEq, Eq)]
pub struct Image {
    pub src: String,
    /// The words for those who don't see it, without markup.
    pub alt: String,
    /// The place of the source.
    pub range: Range<usize>,
}

/// Something that the author surely did not mean.
#[derive(Debug, PartialEq, Eq)]
pub struct Fault {
    pub kind: FaultKind,
    pub range: Range<usize>,
}

/// What is wrong in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FaultKind {
    /// Raw HTML, which is no fault in a playbook that allows it.
    RawHtml,
    /// A link or an image that a browser would run, or fetch from the reader's disk.
    UnsafeUrl,
    /// A block quote begins with `[!WORD]`, but the word is unknown or has text behind it.
    StrayCallout,
    /// An explicit id that an earlier heading of the text has.
    RepeatedId,
    /// `[^1]` without a footnote.
    MissingFootnote,
    /// A footnote that nothing refers to.
    UnusedFootnote,
    /// `[[` that begins no item link: not closed, or cut by an unescaped bar in a table.
    BrokenItemLink,
    /// `[word](not a link)`, `[word] (https://…)`, an address without brackets: words, and no link.
    NoLink,
    /// A sign of a Chinese keyboard where Markdown wants its own.
    WideSign,
    /// `**words.**words`, where neither pair of asterisks makes bold: readers see them.
    ShownBold,
}

/// Reads a text once and tells what is in it.
pub fn outline(text: &str) -> Outline {
    let is_wide = wide::has_wide_signs(text);
    if is_only_words(text) && !is_wide && !no_link::is_suspect(text) {
        return Outline { words: Words::only(text), ..Outline::default() };
    }
    let found = Outline { words: Words::with_room(text.len()), ..Outline::default() };
    let shadow = Shadow::of(text);
    let mut walk = Walk { reader: Reader::new(&shadow), found, links: 0 };
    let (mut defined, mut referred) = (Vec::new(), HashSet::new());
    loop {
        // Most events are words and ends. They are looked at where they lie: moving them all
        // costs as much as the rest of the walk.
        let next = walk.next();
        match &next {
            Some((Event::Text(words), range)) => walk.words(words, range),
            Some((Event::End(TagEnd::Link | TagEnd::Image), _)) => walk.close(),
            Some((Event::End(_) | Event::SoftBreak | Event::Code(_), _)) => {}
            Some((Event::FootnoteReference(label), _)) => {
                referred.insert(label.to_lowercase());
            }
            Some((Event::Start(Tag::FootnoteDefinition(label)), range)) => {
                defined.push((label.clone(), range.clone()));
            }
            Some((event, range)) => walk.event(event, range),
            None => break,
        }
    }
    for (label, range) in defined {
        if !referred.contains(&label.to_lowercase()) {
            walk.fault(FaultKind::UnusedFootnote, walk.reader.place(&label, &range));
        }
    }
    if is_wide {
        wide::find(text).into_iter().for_each(|range| walk.fault(FaultKind::WideSign, range));
    }
    walk.found.faults.sort_by_key(|fault| fault.range.start);
    // An address inside of what was to be a link is told once.
    walk.found.faults.dedup_by(|next, before| {
        next.kind == FaultKind::NoLink
            && matches!(before.kind, FaultKind::NoLink | FaultKind::WideSign)
            && next.range.start <= before.range.end
    });
    walk.found.words.shrink();
    walk.found
}

struct Walk<'a> {
    reader: Reader<'a>,
    found: Outline,
    /// How many links are open.
    links: usize,
}

impl<'a> Walk<'a> {
    #[inline(always)]
    fn next(&mut self) -> Option<(Event<'a>, Range<usize>)> {
        let next = self.reader.next();
        if let Some((event, range)) = &next {
            self.found.words.take(event, range, &self.reader);
        }
        next
    }

    fn event(&mut self, event: &Event<'a>, range: &Range<usize>) {
        match event {
            Event::Start(Tag::BlockQuote(_)) => {
                if let Quote::Stray(marker) = self.reader.quote() {
                    self.fault(FaultKind::StrayCallout, marker);
                }
            }
            Event::Start(Tag::Heading { level, id, attrs, .. }) => {
                let attrs = attrs.iter().map(|(name, value)| {
                    (String::from(&**name), String::from(value.as_deref().unwrap_or_default()))
                });
                self.heading(*level as u8, id.as_ref(), attrs.collect(), range);
            }
            Event::Start(Tag::CodeBlock(_)) => self.skip_to(TagEnd::CodeBlock),
            Event::Start(Tag::HtmlBlock) => {
                self.skip_to(TagEnd::HtmlBlock);
                let html = self.reader.text[range.clone()].trim_end();
                self.fault(FaultKind::RawHtml, range.start..range.start + html.len());
            }
            Event::InlineHtml(_) => self.fault(FaultKind::RawHtml, range.clone()),
            Event::Start(
                Tag::Link { link_type, dest_url, .. }
                | Tag::Image { link_type: link_type @ LinkType::WikiLink { .. }, dest_url, .. },
            ) => {
                self.link(*link_type, dest_url, range);
                self.links += 1;
                if let LinkType::WikiLink { has_pothole } = link_type
                    && self.reader.is_bare(*has_pothole)
                {
                    self.found.words.await_title(item_id(dest_url));
                    self.skip_link();
                }
            }
            Event::Start(Tag::Image { dest_url, .. }) => self.image(dest_url, range),
            Event::Text(words) => self.words(words, range),
            Event::End(TagEnd::Link | TagEnd::Image) => self.close(),
            _ => {}
        }
    }

    /// A link ends.
    fn close(&mut self) {
        self.links = self.links.saturating_sub(1);
    }

    fn heading(
        &mut self,
        level: u8,
        id: Option<&CowStr<'a>>,
        attrs: Vec<(String, String)>,
        range: &Range<usize>,
    ) {
        let start = self.found.words.end();
        while let Some((event, inner)) = self.next() {
            if matches!(event, Event::End(TagEnd::Heading(_))) {
                break;
            }
            self.event(&event, &inner);
        }
        let place = id.map(|id| self.reader.place(id, range));
        let made = self.reader.heading_id(id.map(|id| id.as_ref()));
        if let (true, Some(place)) = (made.repeated, place) {
            self.fault(FaultKind::RepeatedId, place);
        }
        let text = self.reader.heading_words.trim().to_string();
        let end = range.start + self.reader.text[range.clone()].trim_end().len();
        let range = range.start..end;
        let words = start..self.found.words.end();
        let (id, explicit) = (made.id, made.explicit);
        let heading = Heading { level, id, explicit, text, attrs, range, words };
        self.found.headings.push(heading);
    }

    fn link(&mut self, link_type: LinkType, dest: &CowStr<'a>, range: &Range<usize>) {
        let place = self.reader.place(dest, range);
        let kind = match link_type {
            LinkType::WikiLink { .. } if self.reader.definition(dest).is_none() => LinkKind::Item,
            // Brackets around a reference link; its definition is the author's, and CommonMark's.
            LinkType::WikiLink { .. } => return,
            _ => LinkKind::Url,
        };
        if kind == LinkKind::Item {
            let id = item_id(dest);
            let from = place.start + (dest.len() - dest.trim_start().len());
            let range = from..from + id.len();
            let is_exact = self.reader.text.get(range.clone()) == Some(id);
            let range = if is_exact { range } else { place };
            self.found.links.push(Link { kind, dest: id.to_string(), range });
        } else if url::is_dangerous(dest) {
            self.fault(FaultKind::UnsafeUrl, place);
        } else if link_type == LinkType::Email {
            let dest = format!("mailto:{dest}");
            self.found.links.push(Link { kind, dest, range: place });
        } else {
            self.found.links.push(Link { kind, dest: String::from(&**dest), range: place });
        }
    }

    fn image(&mut self, src: &CowStr<'a>, range: &Range<usize>) {
        let alt = self.reader.skip();
        self.found.words.push(&alt);
        let range = self.reader.place(src, range);
        if url::is_dangerous(src) {
            return self.fault(FaultKind::UnsafeUrl, range);
        }
        self.found.images.push(Image { src: String::from(&**src), alt, range });
    }

    /// Syntax that was meant as such but became text.
    fn words(&mut self, words: &str, range: &Range<usize>) {
        let text = self.reader.text;
        if words == "[" && text[range.start..].starts_with("[[") {
            if !text[..range.start].ends_with('[') {
                self.fault(FaultKind::BrokenItemLink, range.start..range.start + 2);
            }
        } else if words.len() > 1 && words.starts_with('^') {
            let is_open = text[..range.start].ends_with('[');
            if is_open && text[range.end..].starts_with(']') {
                self.fault(FaultKind::MissingFootnote, range.start - 1..range.end + 1);
            }
        } else if words.starts_with('*') && self.shows_bold(range.start) {
            self.shown_bold(range.start..range.start + 2);
        } else if self.links == 0
            && let Some(found) = no_link::find(text, range)
        {
            self.fault(FaultKind::NoLink, found);
        }
    }

    /// One fault for the asterisks on both sides of what was to be bold.
    fn shown_bold(&mut self, asterisks: Range<usize>) {
        match self.found.faults.last_mut() {
            Some(Fault { kind: FaultKind::ShownBold, range })
                if range.len() == 2
                    && !self.reader.text[range.end..asterisks.start].contains('\n') =>
            {
                range.end = asterisks.end;
            }
            _ => self.fault(FaultKind::ShownBold, asterisks),
        }
    }

    /// Whether asterisks meant as bold stand here as text. Two alone on a line are no pair, and
    /// between spaces or behind a backslash they were meant to be read.
    fn shows_bold(&self, at: usize) -> bool {
        let text = self.reader.text;
        let (before, here) = text.split_at(at);
        let line = before.len() - before.rsplit('\n').next().map_or(0, str::len);
        let pairs = text[line..].lines().next().map_or(0, |l| l.matches("**").count());
        let spaced = |c: Option<char>| c.is_none_or(char::is_whitespace);
        here.starts_with("**")
            && !before.ends_with(['*', '\\'])
            && pairs > 1
            && !(spaced(before.chars().next_back()) && spaced(here[2..].chars().next()))
    }

    /// Reads to the end of an item link whose words are its id.
    fn skip_link(&mut self) {
        while let Some((event, range)) = self.reader.next() {
            match event {
                Event::Text(words) => self.words(&words, &range),
                Event::End(TagEnd::Link | TagEnd::Image) => {
                    self.close();
                    break;
                }
                _ => {}
            }
        }
    }

    fn skip_to(&mut self, end: TagEnd) {
        while let Some((event, _)) = self.next() {
            if event == Event::End(end) {
                break;
            }
        }
    }

    fn fault(&mut self, kind: FaultKind, range: Range<usize>) {
        self.found.faults.push(Fault { kind, range });
    }
}
