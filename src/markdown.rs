//! Markdown: what a text contains, and what it looks like as HTML.
//!
//! An author's text is CommonMark with tables, footnotes, task lists, definition lists, heading
//! ids, `[[item]]` links and callouts. Three walks over the same events serve three readers:
//!
//! - [`outline()`] finds headings, links, images and faults, with their places, for the checks,
//!   and on the way the words between the headings, for the search;
//! - [`to_html`] and [`to_inline_html`] write what a page shows;
//! - [`to_plain`] keeps the words, for search, titles and descriptions.
//!
//! This module knows nothing of playbooks: a [`Context`] says where a link leads and how large a
//! picture is. Whatever the text says, no link that a browser would run as a program is written,
//! and raw HTML passes only where [`Options::raw_html`] lets it.

mod emphasis;
mod escape;
mod footnotes;
mod french;
mod html;
mod inline;
mod no_link;
mod outline;
mod plain;
mod reader;
mod syntax;
mod slug;
mod terms;
mod url;
mod wide;

use std::borrow::Cow;

pub use french::{french, french_html};
pub use html::{fragment, to_html, to_inline_html};
pub use outline::{Fault, FaultKind, Heading, Image, Link, Outline, outline};
pub use plain::{Words, to_plain};
pub use terms::{Marks, Term, Terms};
pub use url::is_dangerous;
pub use wide::has_wide_signs;

/// How a link was written, which says what its destination means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkKind {
    /// `[[s1.k3]]`, `[[guide#anchor|words]]`: an id of the playbook, perhaps with an anchor.
    Item,
    /// `[words](dest)`, `<https://…>`, reference links: a URL as browsers understand it.
    Url,
}

/// Where a link leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target<'a> {
    /// The URL to write, not yet escaped; if it is empty, the link's words stand without a link.
    pub href: Cow<'a, str>,
    /// The words of an item link that has none of its own, as plain text.
    pub title: Cow<'a, str>,
    /// Leads to another site.
    pub external: bool,
}

/// A picture that a page can show.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture<'a> {
    /// The URL to write, not yet escaped.
    pub href: Cow<'a, str>,
    /// Width and height in CSS pixels, if they are known.
    pub size: Option<(u32, u32)>,
}

/// What a Markdown text cannot know of the site around it.
pub trait Context: Sync {
    /// Where a link leads. `None` leaves a URL as it stands, and an item link as the author typed
    /// it, brackets and all.
    fn link(&self, kind: LinkKind, dest: &str) -> Option<Target<'_>>;

    /// The picture behind an image's source. `None` leaves the source as it stands.
    fn image(&self, src: &str) -> Option<Picture<'_>>;

    /// A word of ours in the language of the page.
    fn label(&self, label: Label) -> &str {
        label.english()
    }
}

/// A text that stands alone: its URLs stay as they are, its item links as the author typed them.
pub struct Unlinked;

impl Context for Unlinked {
    fn link(&self, _: LinkKind, _: &str) -> Option<Target<'_>> {
        None
    }

    fn image(&self, _: &str) -> Option<Picture<'_>> {
        None
    }
}

/// The words that we add to an author's text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Label {
    /// The title of a callout.
    Callout(Callout),
    /// The name of the list of footnotes.
    Footnotes,
    /// What stands before a footnote's number, for those who hear the page.
    Footnote,
    /// The link from a footnote back to its place.
    FootnoteBack,
    /// A ticked box of a task list.
    TaskDone,
    /// An empty box of a task list.
    TaskOpen,
    /// The name of a table's scrolling frame.
    Table,
}

impl Label {
    /// The key of the word in a catalogue, such as `callout.say`.
    pub fn key(self) -> &'static str {
        self.key_and_english().0
    }

    /// The word in English.
    pub fn english(self) -> &'static str {
        self.key_and_english().1
    }

    fn key_and_english(self) -> (&'static str, &'static str) {
        match self {
            Label::Callout(Callout::Note) => ("callout.note", "Note"),
            Label::Callout(Callout::Tip) => ("callout.tip", "Tip"),
            Label::Callout(Callout::Warning) => ("callout.warning", "Warning"),
            Label::Callout(Callout::Example) => ("callout.example", "Example"),
            Label::Callout(Callout::Say) => ("callout.say", "Say"),
            Label::Callout(Callout::Dont) => ("callout.dont", "Don’t say"),
            Label::Footnotes => ("footnotes", "Footnotes"),
            Label::Footnote => ("footnote", "Footnote"),
            Label::FootnoteBack => ("footnote.back", "Back to the text"),
            Label::TaskDone => ("task.done", "Done"),
            Label::TaskOpen => ("task.open", "To do"),
            Label::Table => ("table", "Table"),
        }
    }
}

/// A block quote that begins with `[!NOTE]` or one of its siblings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Callout {
    Note,
    Tip,
    Warning,
    Example,
    /// Words that help: say it like this.
    Say,
    /// Words that harm: don't say this.
    Dont,
}

impl Callout {
    /// Every kind, in the order in which they are documented.
    pub const ALL: [Callout; 6] = [
        Callout::Note,
        Callout::Tip,
        Callout::Warning,
        Callout::Example,
        Callout::Say,
        Callout::Dont,
    ];

    /// The name in the author's marker (in any case) and in the class `callout-…`.
    pub fn name(self) -> &'static str {
        match self {
            Callout::Note => "note",
            Callout::Tip => "tip",
            Callout::Warning => "warning",
            Callout::Example => "example",
            Callout::Say => "say",
            Callout::Dont => "dont",
        }
    }

    fn named(word: &str) -> Option<Callout> {
        Callout::ALL.into_iter().find(|kind| word.eq_ignore_ascii_case(kind.name()))
    }
}

/// How to write a text as HTML. The default is a careful one: no raw HTML, no automatic ids.
#[derive(Clone, Copy, Default)]
pub struct Options<'a> {
    /// Raw HTML passes as the author wrote it; otherwise it shows as text.
    pub raw_html: bool,
    /// A heading without `{#id}` gets an id made of its words.
    pub auto_ids: bool,
    /// Added to every heading's level (1–6; it stays at 6).
    pub heading_shift: u8,
    /// Stands before the ids that we make (footnotes, automatic heading ids), so that several
    /// texts can share a page.
    pub id_prefix: &'a str,
    /// The glossary terms to mark, with what the page has marked already.
    pub marks: Option<&'a Marks<'a>>,
}
