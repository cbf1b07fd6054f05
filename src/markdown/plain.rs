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
    while let Some((event, _)) = reader.next() {
        match event {
            Event::Start(Tag::BlockQuote(_)) => {
                reader.quote();
            }
            Event::Start(Tag::Link { link_type, dest_url, .. }) => {
                let bare = matches!(link_type, LinkType::WikiLink { has_pothole: false });
                let target = bare.then(|| context.link(LinkKind::Item, item_id(&dest_url)));
                if let Some(target) = target.flatten().filter(|to| !to.title.is_empty()) {
                    out.push_str(&target.title);
                    reader.skip_link();
                }
            }
            Event::Text(words) | Event::Code(words) => out.push_str(&words),
            Event::SoftBreak | Event::HardBreak | Event::Rule => space(&mut out),
            Event::End(end) if is_block(end) => space(&mut out),
            _ => {}
        }
    }
    // Code blocks keep their own line breaks until here.
    if out.contains('\n') {
        out = out.split_whitespace().collect::<Vec<_>>().join(" ");
    }
    out.truncate(out.trim_end().len());
    out
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
