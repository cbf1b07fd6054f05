//! A text's words, without any markup.

use std::ops::Range;
use std::slice::SliceIndex;

use pulldown_cmark::{Event, LinkType, Tag, TagEnd};

use super::emphasis::Shadow;
use super::reader::{Reader, item_id};
use super::{Context, LinkKind};

/// The words of a text on one line: for search, titles and descriptions.
///
/// Raw HTML and footnote marks go; an item link without words gives the item's title.
pub fn to_plain(text: &str, context: &dyn Context) -> String {
    if is_only_words(text) { text.to_string() } else { Words::read(text).fill(.., context) }
}

/// The words of a text before anybody knows what its item links lead to: one without words of its
/// own waits for the item's title.
#[derive(Debug, Default)]
pub struct Words(String);

/// Stands around the id of an item whose title is awaited.
const AWAITED: char = '\0';

impl Words {
    fn read(text: &str) -> Words {
        let shadow = Shadow::of(text);
        let mut reader = Reader::new(&shadow);
        let mut words = Words::with_room(text.len());
        while let Some((event, range)) = &reader.next() {
            words.take(event, range, &reader);
            match event {
                Event::Start(Tag::BlockQuote(_)) => drop(reader.quote()),
                Event::Start(
                    Tag::Link { link_type: LinkType::WikiLink { has_pothole }, dest_url, .. }
                    | Tag::Image { link_type: LinkType::WikiLink { has_pothole }, dest_url, .. },
                ) if reader.is_bare(*has_pothole) => {
                    words.await_title(item_id(dest_url));
                    reader.skip();
                }
                _ => {}
            }
        }
        words
    }

    /// A text that is [`is_only_words`].
    pub(super) fn only(text: &str) -> Words {
        Words(text.to_string())
    }

    pub(super) fn with_room(bytes: usize) -> Words {
        Words(String::with_capacity(bytes))
    }

    /// Gives back the room that was not needed.
    pub(super) fn shrink(&mut self) {
        self.0.shrink_to_fit();
    }

    /// Where the next words will stand.
    pub fn end(&self) -> usize {
        self.0.len()
    }

    /// What an event adds by itself. Whoever walks skips the words of a bare item link, and tells
    /// its id to [`await_title`](Self::await_title).
    #[inline(always)]
    pub(super) fn take(&mut self, event: &Event, range: &Range<usize>, reader: &Reader) {
        match event {
            Event::Text(words) | Event::Code(words) => self.0.push_str(words),
            Event::SoftBreak if reader.joins(range) => {}
            Event::SoftBreak | Event::HardBreak | Event::Rule => self.space(),
            Event::Start(tag) if is_block(tag.to_end()) => self.space(),
            Event::End(end) if is_block(*end) => self.space(),
            _ => {}
        }
    }

    /// Words that the walk has read on its own.
    pub(super) fn push(&mut self, words: &str) {
        self.0.push_str(words);
    }

    pub(super) fn await_title(&mut self, id: &str) {
        self.0.push(AWAITED);
        self.0.push_str(id);
        self.0.push(AWAITED);
    }

    fn space(&mut self) {
        if !self.0.is_empty() && !self.0.ends_with(' ') {
            self.0.push(' ');
        }
    }

    /// A part of the words on one line, with all titles.
    pub fn fill(&self, part: impl SliceIndex<str, Output = str>, context: &dyn Context) -> String {
        let part = &self.0[part];
        let mut out = String::with_capacity(part.len() + part.len() / 8);
        for (n, piece) in part.split(AWAITED).enumerate() {
            let target = (n % 2 == 1).then(|| context.link(LinkKind::Item, piece)).flatten();
            out.push_str(target.as_ref().map_or(piece, |target| &target.title));
        }
        // Code keeps its line breaks until here, and what was left out leaves two spaces. Breaks
        // are counted to the end, because that goes many bytes at a time.
        let breaks = out.bytes().filter(|byte| matches!(byte, b'\n' | b'\t')).count();
        if breaks > 0 || out.contains("  ") {
            out = out.split_whitespace().collect::<Vec<_>>().join(" ");
        }
        let words = out.trim();
        if words.len() == out.len() { out } else { words.to_string() }
    }
}

/// Whether a text is one line of words, in which Markdown would find nothing: most names and many
/// items are, and need no parser.
pub(super) fn is_only_words(text: &str) -> bool {
    // Not a digit, which may number a list.
    text.starts_with(char::is_alphabetic)
        && !text.ends_with(char::is_whitespace)
        && text.bytes().all(|byte| !byte.is_ascii() || is_word(byte))
        && !text.contains("  ")
}

/// Bytes without a meaning in Markdown, but at the beginning of a line.
fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b" ,.;:?'\"()%/-".contains(&byte)
}

fn is_block(end: TagEnd) -> bool {
    !matches!(
        end,
        TagEnd::Emphasis
            | TagEnd::Strong
            | TagEnd::Strikethrough
            | TagEnd::Superscript
            | TagEnd::Subscript
            | TagEnd::Link
            | TagEnd::Image
    )
}

#[cfg(test)]
mod tests {
    use super::super::{Options, Unlinked, outline, to_inline_html};
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn words_alone_read_the_same_without_a_parser(
            text in "[\\PC \u{3000}]{0,12}|[ a里 0,.;:?'\"()%/。\u{3000}-]{0,12}",
        ) {
            if is_only_words(&text) {
                prop_assert_eq!(&text, &Words::read(&text).fill(.., &Unlinked));
                let html = to_inline_html(&format!("{text}*"), &Unlinked, &Options::default());
                let quick = to_inline_html(&text, &Unlinked, &Options::default());
                prop_assert_eq!(html, format!("{quick}*"));
            }
        }

        #[test]
        fn the_checks_gather_the_same_words(
            text in "([ab里 \n#*_`()<>&|:~^0.-]|\\[\\[|\\]\\]|\\[!NOTE\\]\n|\n> |\n## ){0,30}",
        ) {
            let gathered = outline(&text).words.fill(.., &Unlinked);
            prop_assert_eq!(gathered, to_plain(&text, &Unlinked));
        }
    }
}
