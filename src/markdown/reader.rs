//! The events of a Markdown text, with our own syntax read into them.
//!
//! pulldown-cmark finds the structure. Here callouts lose their marker line, headings get their
//! ids, and destinations find their place in the author's text, so that outline, HTML and plain
//! words agree about all three.

use std::ops::Range;

use pulldown_cmark::{CowStr, Event, OffsetIter, Parser, Tag, TagEnd};

use super::Callout;
use super::emphasis::Shadow;
use super::slug::Ids;
use super::syntax::{is_chinese, syntax};

/// What a block quote turns out to be.
pub(super) enum Quote {
    Plain,
    Callout(Callout),
    /// It begins like a callout, at this range, but is none that we know.
    Stray(Range<usize>),
}

/// An id, and whether it is numbered because the author gave it twice.
pub(super) struct HeadingId {
    pub id: String,
    pub explicit: bool,
    pub repeated: bool,
}

/// Walks the events of one text.
pub(super) struct Reader<'a> {
    pub text: &'a str,
    shadow: &'a Shadow<'a>,
    events: OffsetIter<'a>,
    ahead: Option<(Event<'a>, Range<usize>)>,
    ids: Ids<'a>,
    in_heading: bool,
    /// The words of the heading that is open or was closed last.
    pub heading_words: String,
}

impl<'a> Reader<'a> {
    pub fn new(shadow: &'a Shadow<'a>) -> Self {
        Reader {
            text: shadow.text(),
            shadow,
            events: Parser::new_ext(shadow.read(), syntax()).into_offset_iter(),
            ahead: None,
            ids: Ids::default(),
            in_heading: false,
            heading_words: String::new(),
        }
    }

    #[inline(always)]
    fn pull(&mut self) -> Option<(Event<'a>, Range<usize>)> {
        let (event, range) = self.events.next()?;
        Some((self.shadow.back(event), range))
    }

    /// The next event. Events are large and many, so they should be moved but once.
    #[inline(always)]
    pub fn next(&mut self) -> Option<(Event<'a>, Range<usize>)> {
        let next = if self.ahead.is_some() { self.take_ahead() } else { self.pull() };
        if let Some((event, _)) = &next {
            self.gather_heading(event);
        }
        next
    }

    #[cold]
    #[inline(never)]
    fn take_ahead(&mut self) -> Option<(Event<'a>, Range<usize>)> {
        self.ahead.take()
    }

    #[inline(always)]
    fn gather_heading(&mut self, event: &Event<'a>) {
        match event {
            Event::Start(Tag::Heading { .. }) => {
                self.in_heading = true;
                self.heading_words.clear();
            }
            _ if !self.in_heading => {}
            Event::End(TagEnd::Heading(_)) => self.in_heading = false,
            Event::Text(words) | Event::Code(words) => self.heading_words.push_str(words),
            Event::SoftBreak | Event::HardBreak => self.heading_words.push(' '),
            _ => {}
        }
    }

    /// Looks whether the block quote that has just begun is a callout, and skips the marker if so.
    pub fn quote(&mut self) -> Quote {
        let paragraph = match self.ahead.take().or_else(|| self.pull()) {
            Some((Event::Start(Tag::Paragraph), range)) => range,
            other => {
                self.ahead = other;
                return Quote::Plain;
            }
        };
        let quote = marker(self.text, paragraph.start);
        self.ahead = Some((Event::Start(Tag::Paragraph), paragraph.clone()));
        let (Quote::Callout(_), Some(line)) = (&quote, self.text[paragraph.start..].lines().next())
        else {
            return quote;
        };
        let end = paragraph.start + line.trim_end().len();
        while let Some((event, range)) = self.pull() {
            match event {
                // The marker stands on a line of its own: the paragraph begins behind it.
                Event::SoftBreak | Event::HardBreak => return quote,
                Event::End(TagEnd::Paragraph) => {
                    self.ahead = None;
                    return quote;
                }
                _ => debug_assert!(range.end <= end, "the marker ends with its line"),
            }
        }
        quote
    }

    /// Reads to the end of a link or an image that has begun: its words, without markup.
    pub fn skip(&mut self) -> String {
        let mut words = String::new();
        let mut open = 1;
        while let Some((event, _)) = self.next() {
            match event {
                Event::Start(_) => open += 1,
                Event::End(_) => open -= 1,
                Event::Text(text) | Event::Code(text) => words.push_str(&text),
                Event::SoftBreak | Event::HardBreak => words.push(' '),
                _ => {}
            }
            if open == 0 {
                break;
            }
        }
        words
    }

    /// Whether an item link that has begun has no words: `[[id]]`, and `[[id|]]` all the same.
    pub fn is_bare(&mut self, has_bar: bool) -> bool {
        if !has_bar {
            return true;
        }
        self.ahead = self.ahead.take().or_else(|| self.pull());
        matches!(&self.ahead, Some((Event::Text(words), _)) if words.is_empty())
    }

    /// Whether two lines of Chinese meet at this line break, which then is no space.
    pub fn joins(&self, line_break: &Range<usize>) -> bool {
        // Markup may stand between; but a text of nothing else must not be searched line by line.
        let mut before = self.text[..line_break.start].chars().rev().take(16);
        let mut after = self.text[line_break.end..].chars().take(16);
        before.find(|c| !is_markup(*c)).is_some_and(is_chinese)
            && after.find(|c| !is_markup(*c)).is_some_and(is_chinese)
    }

    /// The id of the heading that has just ended, if the author gave this one.
    pub fn heading_id(&mut self, given: Option<&str>) -> HeadingId {
        match given {
            Some(given) => {
                let (id, repeated) = self.ids.explicit(given);
                HeadingId { id, explicit: true, repeated }
            }
            None => {
                let id = self.ids.automatic(&self.heading_words, self.text);
                HeadingId { id, explicit: false, repeated: false }
            }
        }
    }

    /// The destination and title that a reference definition gives to this label.
    pub fn definition(&self, label: &str) -> Option<(String, String)> {
        let definitions = self.events.reference_definitions();
        // Most texts have none, and a look-up hashes the label.
        definitions.iter().next()?;
        let found = definitions.get(label)?;
        let title = found.title.clone().map(|title| self.shadow.own(title).to_string());
        Some((self.shadow.own(found.dest.clone()).to_string(), title.unwrap_or_default()))
    }

    /// Where in the text a destination stands, within a link at `link`.
    pub fn place(&self, dest: &CowStr<'_>, link: &Range<usize>) -> Range<usize> {
        let CowStr::Borrowed(dest) = dest else {
            // It was written with escapes or entities: all between the brackets then.
            return match self.text[link.clone()].rfind("](") {
                Some(at) if self.text[..link.end].ends_with(')') => {
                    link.start + at + 2..link.end - 1
                }
                _ => link.clone(),
            };
        };
        let start = (dest.as_ptr() as usize).wrapping_sub(self.text.as_ptr() as usize);
        match start.checked_add(dest.len()) {
            Some(end) if self.text.get(start..end) == Some(dest) => start..end,
            _ => link.clone(),
        }
    }
}

/// Reads `[!WORD]` at the start of a block quote's first paragraph.
fn marker(text: &str, start: usize) -> Quote {
    let line = text[start..].lines().next().unwrap_or_default();
    let Some((word, rest)) = line.strip_prefix("[!").and_then(|inner| inner.split_once(']')) else {
        return Quote::Plain;
    };
    if word.is_empty() || !word.chars().all(|c| c.is_alphanumeric() || c == '-' || c == '_') {
        return Quote::Plain;
    }
    match Callout::named(word) {
        Some(kind) if rest.trim().is_empty() => Quote::Callout(kind),
        _ => Quote::Stray(start..start + word.len() + 3),
    }
}

/// The id of an item link as the author meant it.
///
/// In a table a bar must be written `\|`, and pulldown-cmark leaves the backslash on the id.
pub(super) fn item_id(dest: &str) -> &str {
    dest.trim_end_matches('\\').trim()
}

fn is_markup(c: char) -> bool {
    c.is_ascii_whitespace() || matches!(c, '*' | '_' | '~' | '`' | '[' | ']' | '>' | '\\')
}
