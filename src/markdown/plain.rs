//! A text's words, without any markup.

use pulldown_cmark::{Event, LinkType, Tag, TagEnd};

use super::reader::{Reader, item_id};
use super::{Context, LinkKind};

/// The words of a text on one line: for search, titles and descriptions.
///
/// Raw HTML and footnote marks go; an item link without words gives the item's title.
pub fn to_plain(text: &str, context: &dyn Context) -> String {
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
    if out.contains(['\n', '\t']) || out.contains("  ") {
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
