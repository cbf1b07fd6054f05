//! A text as HTML: the blocks.
//!
//! The walk writes as it reads. What is known only later, such as a heading's id, is put in where
//! it belongs when it is known; footnotes wait in a buffer of their own until the end.
//!
//! No inline style is ever written: a page's Content-Security-Policy forbids it.

use std::fmt::Write;

use pulldown_cmark::{Alignment, CodeBlockKind, Event, Tag, TagEnd};

use super::emphasis::Shadow;
use super::footnotes::Footnotes;
use super::plain::is_only_words;
use super::reader::{Quote, Reader};
use super::{Context, Label, Options, Unlinked, escape};

/// A document's HTML.
pub fn to_html(text: &str, context: &dyn Context, options: &Options<'_>) -> String {
    Writer::new(&Shadow::of(text), context, options).run()
}

/// The HTML of a text that is usually one paragraph, without a `<p>` around it; a text of several
/// blocks keeps them all.
pub fn to_inline_html(text: &str, context: &dyn Context, options: &Options<'_>) -> String {
    if is_only_words(text) {
        let mut out = String::with_capacity(text.len() + 16);
        match options.marks {
            Some(marks) => marks.write(text, context, &mut out),
            None => escape::text(&mut out, text),
        }
        return out;
    }
    let shadow = Shadow::of(text);
    let mut writer = Writer::new(&shadow, context, options);
    writer.lead = Lead::Awaited;
    writer.run()
}

/// A text's HTML as CommonMark has it, to the byte, for programs that compare: links stand as
/// they are, except unsafe ones.
pub fn fragment(text: &str, raw_html: bool) -> String {
    let options = Options { raw_html, ..Options::default() };
    let shadow = Shadow::of(text);
    let mut writer = Writer::new(&shadow, &Unlinked, &options);
    writer.exact = true;
    writer.run()
}

/// A cell of a table's head that nothing stands in, so far.
const EMPTY_HEAD: &str = "<th scope=\"col\">";

/// The first paragraph of an inline text.
#[derive(Clone, Copy, PartialEq)]
enum Lead {
    /// Paragraphs have tags.
    Tagged,
    /// The text should be inline, and nothing has come yet.
    Awaited,
    /// A paragraph stands bare; it ended at this length of the output.
    Bare(usize),
}

pub(super) struct Writer<'a, 'c> {
    pub reader: Reader<'a>,
    pub out: String,
    pub context: &'c dyn Context,
    pub options: &'c Options<'c>,
    /// CommonMark to the byte: nothing of ours on standard elements.
    pub exact: bool,
    pub footnotes: Footnotes,
    /// What closes the links that are open.
    pub closers: Vec<&'static str>,
    /// Inside how many elements (links, headings, code) glossary terms stay unmarked.
    pub quiet: usize,
    /// Text that waits for its neighbours, so that a term is found across events.
    pub run: String,
    /// Raw HTML stands in this block, so that its terms stay unmarked too.
    pub hushed: bool,
    /// How many elements are open.
    pub depth: usize,
    lead: Lead,
    /// The end of the tag of the heading that is open, and the id that the author gave it.
    heading: (usize, Option<String>),
    /// The end of the tag of the last list item.
    item: usize,
    columns: Vec<Alignment>,
    column: usize,
    in_head: bool,
    in_code: bool,
    /// What closes the block quotes that are open.
    quotes: Vec<&'static str>,
}

impl<'a, 'c> Writer<'a, 'c> {
    fn new(shadow: &'a Shadow<'a>, context: &'c dyn Context, options: &'c Options<'c>) -> Self {
        let text = shadow.text();
        Writer {
            reader: Reader::new(shadow),
            out: String::with_capacity(text.len() + text.len() / 2),
            context,
            options,
            exact: false,
            footnotes: Footnotes::default(),
            closers: Vec::new(),
            quiet: 0,
            run: String::new(),
            hushed: false,
            depth: 0,
            lead: Lead::Tagged,
            heading: (0, None),
            item: 0,
            columns: Vec::new(),
            column: 0,
            in_head: false,
            in_code: false,
            quotes: Vec::new(),
        }
    }

    fn run(mut self) -> String {
        loop {
            // Most events are words and ends. They are looked at where they lie, as moving them
            // costs more than writing them.
            let next = self.reader.next();
            match &next {
                Some((Event::Text(words), _)) if self.in_code => escape::text(&mut self.out, words),
                Some((Event::Text(words), _)) => self.words(words),
                Some((Event::SoftBreak, range)) => self.soft_break(range),
                Some((Event::End(tag), _)) => {
                    self.flush();
                    self.depth -= 1;
                    self.end(*tag);
                }
                Some((event, _)) => self.event(event),
                None => break,
            }
        }
        self.flush();
        if let Some(section) = self.footnotes.section(self.context, self.options.id_prefix) {
            self.block_begins(&Tag::HtmlBlock);
            self.fresh_line(&section);
        }
        self.out
    }

    fn event(&mut self, event: &Event<'a>) {
        self.flush();
        match event {
            Event::Start(tag) => {
                self.block_begins(tag);
                self.depth += 1;
                self.start(tag);
            }
            Event::Rule => {
                self.block_begins(&Tag::HtmlBlock);
                self.fresh_line(if self.exact { "<hr />\n" } else { "<hr>\n" });
            }
            Event::Html(html) if self.options.raw_html => self.out.push_str(html),
            Event::Html(html) => escape::text(&mut self.out, html),
            event => self.inline(event),
        }
    }

    /// A second block after a bare paragraph gives that paragraph its tags after all.
    fn block_begins(&mut self, tag: &Tag<'_>) {
        if self.depth > 0 || matches!(tag, Tag::FootnoteDefinition(_)) {
            return;
        }
        match self.lead {
            Lead::Tagged => {}
            Lead::Awaited if *tag == Tag::Paragraph => {}
            Lead::Awaited => self.lead = Lead::Tagged,
            Lead::Bare(end) => {
                self.out.insert_str(end, "</p>\n");
                self.out.insert_str(0, "<p>");
                self.lead = Lead::Tagged;
            }
        }
    }

    fn start(&mut self, tag: &Tag<'a>) {
        match tag {
            Tag::Paragraph if self.is_lead(1) => {}
            Tag::Paragraph => self.fresh_line("<p>"),
            Tag::Heading { level, id, .. } => {
                self.quiet += 1;
                let level = (*level as u8).saturating_add(self.options.heading_shift).min(6);
                self.fresh_line("<h");
                self.out.push(char::from(b'0' + level));
                self.heading = (self.out.len(), id.as_deref().map(String::from));
                self.out.push('>');
            }
            Tag::BlockQuote(_) => self.quote(),
            Tag::CodeBlock(kind) => self.code_block(kind),
            Tag::HtmlBlock if self.options.raw_html => self.fresh_line(""),
            Tag::HtmlBlock => self.fresh_line("<p>"),
            Tag::List(None) => self.fresh_line("<ul>\n"),
            Tag::List(Some(1)) => self.fresh_line("<ol>\n"),
            Tag::List(Some(first)) => {
                self.fresh_line("");
                let _ = writeln!(self.out, "<ol start=\"{first}\">");
            }
            Tag::Item => {
                self.fresh_line("<li>");
                self.item = self.out.len() - 1;
            }
            Tag::DefinitionList => self.fresh_line("<dl>\n"),
            Tag::DefinitionListTitle => self.fresh_line("<dt>"),
            Tag::DefinitionListDefinition => self.fresh_line("<dd>"),
            Tag::Table(columns) => self.table(columns.clone()),
            Tag::TableHead => {
                self.out.push_str("<thead>\n<tr>\n");
                (self.in_head, self.column) = (true, 0);
            }
            Tag::TableRow => {
                self.out.push_str("<tr>\n");
                self.column = 0;
            }
            Tag::TableCell => self.cell(),
            Tag::FootnoteDefinition(label) => self.footnotes.begin(label, &mut self.out),
            tag => self.start_inline(tag),
        }
    }

    fn end(&mut self, tag: TagEnd) {
        let closing = match tag {
            TagEnd::Paragraph if self.is_lead(0) => {
                self.lead = Lead::Bare(self.out.len());
                return;
            }
            TagEnd::Paragraph => "</p>\n",
            TagEnd::Heading(level) => return self.end_heading(level as u8),
            TagEnd::BlockQuote(_) => self.quotes.pop().unwrap_or_default(),
            TagEnd::CodeBlock => {
                self.in_code = false;
                "</code></pre>\n"
            }
            TagEnd::HtmlBlock if self.options.raw_html => "",
            TagEnd::HtmlBlock => "</p>\n",
            TagEnd::List(true) => "</ol>\n",
            TagEnd::List(false) => "</ul>\n",
            TagEnd::Item => "</li>\n",
            TagEnd::DefinitionList => "</dl>\n",
            TagEnd::DefinitionListTitle => "</dt>\n",
            TagEnd::DefinitionListDefinition => "</dd>\n",
            TagEnd::Table => "</tbody>\n</table></div>\n",
            TagEnd::TableHead => {
                self.in_head = false;
                "</tr>\n</thead>\n<tbody>\n"
            }
            TagEnd::TableRow => "</tr>\n",
            TagEnd::TableCell => {
                self.column += 1;
                if self.in_head && self.out.ends_with(EMPTY_HEAD) {
                    // The corner above a column of names heads nothing.
                    self.out.truncate(self.out.len() - EMPTY_HEAD.len());
                    "<td></td>\n"
                } else if self.in_head {
                    "</th>\n"
                } else {
                    "</td>\n"
                }
            }
            TagEnd::FootnoteDefinition => return self.footnotes.end(&mut self.out),
            tag => return self.end_inline(tag),
        };
        self.hushed = false;
        self.out.push_str(closing);
    }

    /// Whether a paragraph, with so many elements open, stands without tags.
    fn is_lead(&self, depth: usize) -> bool {
        self.lead == Lead::Awaited && self.depth == depth
    }

    fn end_heading(&mut self, level: u8) {
        self.quiet -= 1;
        let (at, given) = std::mem::take(&mut self.heading);
        if given.is_some() || self.options.auto_ids {
            let made = self.reader.heading_id(given.as_deref());
            let mut attribute = String::with_capacity(made.id.len() + 16);
            attribute.push_str(" id=\"");
            if !made.explicit {
                escape::text(&mut attribute, self.options.id_prefix);
            }
            escape::text(&mut attribute, &made.id);
            attribute.push('"');
            self.out.insert_str(at, &attribute);
        }
        let level = level.saturating_add(self.options.heading_shift).min(6);
        self.out.push_str("</h");
        self.out.push(char::from(b'0' + level));
        self.out.push_str(">\n");
    }

    fn quote(&mut self) {
        let Quote::Callout(kind) = self.reader.quote() else {
            self.quotes.push("</blockquote>\n");
            return self.fresh_line("<blockquote>\n");
        };
        self.quotes.push("</aside>\n");
        self.fresh_line("<aside class=\"callout callout-");
        self.out.push_str(kind.name());
        self.out.push_str("\" role=\"note\">\n<p class=\"callout-title\">");
        self.label(Label::Callout(kind));
        self.out.push_str("</p>\n");
    }

    fn code_block(&mut self, kind: &CodeBlockKind<'_>) {
        self.in_code = true;
        self.fresh_line("<pre><code");
        if let CodeBlockKind::Fenced(info) = kind
            && let Some(language) = info.split_whitespace().next()
        {
            self.out.push_str(" class=\"language-");
            escape::text(&mut self.out, language);
            self.out.push('"');
        }
        self.out.push('>');
    }

    /// A table in a frame that scrolls, and that the keyboard reaches for that purpose.
    fn table(&mut self, columns: Vec<Alignment>) {
        self.columns = columns;
        self.fresh_line("<div class=\"table\" role=\"group\" tabindex=\"0\" aria-label=\"");
        self.label(Label::Table);
        self.out.push_str("\"><table>\n");
    }

    fn cell(&mut self) {
        self.out.push_str(if self.in_head { "<th scope=\"col\"" } else { "<td" });
        self.out.push_str(match self.columns.get(self.column) {
            Some(Alignment::Left) => " class=\"align-left\">",
            Some(Alignment::Center) => " class=\"align-center\">",
            Some(Alignment::Right) => " class=\"align-right\">",
            _ => ">",
        });
    }

    /// A box of a task list, which turns the item that it opens into a task.
    pub(super) fn task(&mut self, done: bool) {
        self.out.insert_str(self.item, " class=\"task\"");
        self.out.push_str("<input type=\"checkbox\" disabled");
        self.out.push_str(if done { " checked aria-label=\"" } else { " aria-label=\"" });
        self.label(if done { Label::TaskDone } else { Label::TaskOpen });
        self.out.push_str(if self.exact { "\" /> " } else { "\"> " });
    }

    pub(super) fn label(&mut self, label: Label) {
        escape::text(&mut self.out, self.context.label(label));
    }

    /// Writes at the start of a line.
    fn fresh_line(&mut self, html: &str) {
        if !self.out.is_empty() && !self.out.ends_with('\n') {
            self.out.push('\n');
        }
        self.out.push_str(html);
    }
}
