//! A text's words, without any markup.

use pulldown_cmark::{Event, LinkType, Tag, TagEnd};

use super::reader::{Reader, item_id};
use super::{Context, LinkKind};

/// The words of a text on one line: for search, titles and descriptions.
///
/// Raw HTML and footnote marks go; an item link without words gives the item's title.
pub fn to_plain(text: &str, context: &dyn Context) -> String {
    if is_only_words(text) { text.to_string() } else { read(text, context) }
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

fn read(text: &str, context: &dyn Context) -> String {
    let mut reader = Reader::new(text);
    let mut out = String::with_capacity(text.len());
    while let Some((event, range)) = &reader.next() {
        match event {
            Event::Start(Tag::BlockQuote(_)) => {
                space(&mut out);
                reader.quote();
            }
            Event::Start(
                Tag::Link { link_type: LinkType::WikiLink { has_pothole }, dest_url, .. }
                | Tag::Image { link_type: LinkType::WikiLink { has_pothole }, dest_url, .. },
            ) if reader.is_bare(*has_pothole) => {
                let id = item_id(dest_url);
                let target = context.link(LinkKind::Item, id);
                out.push_str(target.as_ref().map_or(id, |target| &target.title));
                reader.skip();
            }
            Event::Text(words) | Event::Code(words) => out.push_str(words),
            Event::SoftBreak if reader.joins(range) => {}
            Event::SoftBreak | Event::HardBreak | Event::Rule => space(&mut out),
            Event::Start(tag) if is_block(tag.to_end()) => space(&mut out),
            Event::End(end) if is_block(*end) => space(&mut out),
            _ => {}
        }
    }
    // Code keeps its line breaks until here, and what was left out leaves two spaces.
    // Counted to the end, because that goes many bytes at a time.
    let breaks = out.bytes().filter(|byte| matches!(byte, b'\n' | b'\t')).count();
    if breaks > 0 || out.contains("  ") {
        out = out.split_whitespace().collect::<Vec<_>>().join(" ");
    }
    let words = out.trim();
    if words.len() == out.len() { out } else { words.to_string() }
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

fn space(out: &mut String) {
    if !out.is_empty() && !out.ends_with(' ') {
        out.push(' ');
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Options, Picture, Target, to_inline_html};
    use super::*;
    use proptest::prelude::*;

    struct Nowhere;

    impl Context for Nowhere {
        fn link(&self, _: LinkKind, _: &str) -> Option<Target<'_>> {
            None
        }
        fn image(&self, _: &str) -> Option<Picture<'_>> {
            None
        }
    }

    proptest! {
        #[test]
        fn words_alone_read_the_same_without_a_parser(text in "[\\PC \u{3000}]{0,12}|[ a里 0,.;:?'\"()%/。\u{3000}-]{0,12}") {
            if is_only_words(&text) {
                prop_assert_eq!(&text, &read(&text, &Nowhere));
                let html = to_inline_html(&format!("{text}*"), &Nowhere, &Options::default());
                let quick = to_inline_html(&text, &Nowhere, &Options::default());
                prop_assert_eq!(html, format!("{quick}*"));
            }
        }
    }
}
