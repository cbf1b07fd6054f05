//! A text as HTML: what stands within a line.

use std::borrow::Cow;
use std::fmt::Write;
use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Tag, TagEnd};

use super::html::Writer;
use super::reader::item_id;
use super::{LinkKind, escape, url};

impl<'a> Writer<'a, '_> {
    /// Events without a beginning and an end.
    pub(super) fn inline(&mut self, event: &Event<'a>) {
        match event {
            Event::Code(code) => {
                self.out.push_str("<code>");
                escape::text(&mut self.out, code);
                self.out.push_str("</code>");
            }
            Event::InlineHtml(html) if self.options.raw_html => {
                // The author has the word from here: a term might fall inside a raw link.
                self.hushed = true;
                self.out.push_str(html);
            }
            Event::InlineHtml(html) => escape::text(&mut self.out, html),
            Event::HardBreak => self.out.push_str(if self.exact { "<br />\n" } else { "<br>\n" }),
            Event::FootnoteReference(label) => {
                let prefix = self.options.id_prefix;
                self.footnotes.reference(label, self.context, prefix, &mut self.out);
            }
            Event::TaskListMarker(done) => self.task(*done),
            _ => {}
        }
    }

    pub(super) fn start_inline(&mut self, tag: &Tag<'a>) {
        match tag {
            Tag::Emphasis => self.out.push_str("<em>"),
            Tag::Strong => self.out.push_str("<strong>"),
            Tag::Strikethrough => self.out.push_str("<del>"),
            Tag::Link { link_type: LinkType::WikiLink { has_pothole }, dest_url, .. } => {
                self.item_link(dest_url, *has_pothole);
            }
            Tag::Link { link_type, dest_url, title, .. } => {
                self.url_link(*link_type, dest_url, title);
            }
            // There are no item images: an exclamation mark stands before a link.
            Tag::Image { link_type: LinkType::WikiLink { has_pothole }, dest_url, .. } => {
                self.out.push('!');
                self.item_link(dest_url, *has_pothole);
            }
            Tag::Image { dest_url, title, .. } => self.image(dest_url, title),
            _ => {}
        }
    }

    pub(super) fn end_inline(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Emphasis => self.out.push_str("</em>"),
            TagEnd::Strong => self.out.push_str("</strong>"),
            TagEnd::Strikethrough => self.out.push_str("</del>"),
            TagEnd::Link | TagEnd::Image => {
                self.quiet -= 1;
                self.out.push_str(self.closers.pop().unwrap_or_default());
            }
            _ => {}
        }
    }

    /// `[[id]]`: in CommonMark these are brackets around a reference link, if it is defined.
    fn item_link(&mut self, dest: &str, has_words: bool) {
        self.quiet += 1;
        let definition = if has_words { None } else { self.reader.definition(dest) };
        if let Some((dest, title)) = definition {
            self.out.push('[');
            self.quiet -= 1;
            self.url_link(LinkType::Shortcut, &dest, &title);
            let closer = self.closers.pop();
            return self.closers.push(if closer == Some("</a>") { "</a>]" } else { "]" });
        }
        let id = item_id(dest);
        let target = self.context.link(LinkKind::Item, id);
        let Some(target) = target.filter(|target| !url::is_dangerous(&target.href)) else {
            self.out.push_str("[[");
            if has_words {
                escape::text(&mut self.out, dest);
                self.out.push('|');
            }
            return self.closers.push("]]");
        };
        let mut closer = "";
        if !target.href.is_empty() {
            self.anchor(&target.href, "", target.external);
            closer = "</a>";
        }
        if !self.reader.is_bare(has_words) {
            return self.closers.push(closer);
        }
        let title = if target.title.is_empty() { id } else { &target.title };
        escape::text(&mut self.out, title);
        self.out.push_str(closer);
        self.reader.skip();
        self.quiet -= 1;
        self.depth -= 1;
    }

    fn url_link(&mut self, link_type: LinkType, dest: &str, title: &str) {
        self.quiet += 1;
        let dest = match link_type {
            LinkType::Email => Cow::Owned(format!("mailto:{dest}")),
            _ => Cow::Borrowed(dest),
        };
        let target = self.context.link(LinkKind::Url, &dest);
        let (href, external) = match &target {
            Some(target) => (target.href.as_ref(), target.external),
            None => (dest.as_ref(), is_external(&dest)),
        };
        let nowhere = target.as_ref().is_some_and(|target| target.href.is_empty());
        if nowhere || url::is_dangerous(&dest) || url::is_dangerous(href) {
            return self.closers.push("");
        }
        self.anchor(href, title, external);
        self.closers.push("</a>");
    }

    fn anchor(&mut self, href: &str, title: &str, external: bool) {
        self.out.push_str("<a href=\"");
        escape::href(&mut self.out, href);
        self.title(title);
        self.out.push_str(if external && !self.exact { "\" rel=\"noopener\">" } else { "\">" });
    }

    fn image(&mut self, src: &str, title: &str) {
        let alt = self.reader.skip();
        self.depth -= 1;
        let picture = self.context.image(src);
        let href = picture.as_ref().map_or(src, |picture| picture.href.as_ref());
        if url::is_dangerous(src) || url::is_dangerous(href) {
            return escape::text(&mut self.out, &alt);
        }
        self.out.push_str("<img src=\"");
        escape::href(&mut self.out, href);
        self.out.push_str("\" alt=\"");
        escape::text(&mut self.out, &alt);
        self.title(title);
        if let Some((width, height)) = picture.and_then(|picture| picture.size) {
            let _ = write!(self.out, "\" width=\"{width}\" height=\"{height}");
        }
        self.out.push_str(if self.exact { "\" />" } else { "\" loading=\"lazy\">" });
    }

    /// A title attribute, between two quotes that others write.
    fn title(&mut self, title: &str) {
        if !title.is_empty() {
            self.out.push_str("\" title=\"");
            escape::text(&mut self.out, title);
        }
    }

    /// The end of a line: in Chinese the next one continues without a space.
    pub(super) fn soft_break(&mut self, range: &Range<usize>) {
        if self.exact || !self.reader.joins(range) {
            // A term may be broken over two lines; a space finds it, and shows the same.
            self.words(if self.options.marks.is_some() { " " } else { "\n" });
        }
    }

    /// Writes text, or keeps it for the search for terms.
    pub(super) fn words(&mut self, words: &str) {
        if self.options.marks.is_some() && self.quiet == 0 && !self.hushed {
            self.run.push_str(words);
        } else {
            escape::text(&mut self.out, words);
        }
    }

    /// Writes the text that has waited, with its glossary terms marked.
    pub(super) fn flush(&mut self) {
        let Some(marks) = self.options.marks.filter(|_| !self.run.is_empty()) else {
            return;
        };
        marks.write(&self.run, self.context, &mut self.out);
        self.run.clear();
    }
}

fn is_external(dest: &str) -> bool {
    dest.starts_with("//")
        || dest.split_once("://").is_some_and(|(scheme, _)| {
            scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https")
        })
}
