//! Pages of the handbook as a document for word processors (DOCX), so that somebody can comment.
//!
//! Headings, lists, tables and quotes have the styles that every word processor knows, so that
//! navigation and an own template work. Each item's id is the name of a hidden bookmark: readers
//! don't see it, and a comment's place can still be told.
//!
//! ```text
//! body     chapters as paragraphs and tables
//! run      words and how they look
//! table    tables
//! picture  pictures
//! names    bookmarks and the targets of links
//! package  the files around the text
//! ```
//!
//! See <https://ecma-international.org/publications-and-standards/standards/ecma-376/>.

mod body;
mod names;
mod package;
mod picture;
mod run;
mod table;

use super::book::Book;
use super::{Error, Format, Languages, Request};
use crate::diagnostic::Losses;

pub const FORMAT: Format = Format {
    name: "docx",
    about: "pages as a document to comment on (DOCX)",
    ending: "docx",
    languages: Languages::Any,
    write,
};

/// Each chapter in one language after the other, so that they can be compared.
fn write(request: &Request, losses: &mut Losses) -> Result<Vec<u8>, Error> {
    let mut books = Vec::new();
    for &lang in &request.langs {
        books.push((lang, Book::new(request, lang, losses)?));
    }
    let mut text = body::Text::new(request, losses);
    text.title(&books);
    let count = books.first().map_or(0, |(_, book)| book.chapters().count());
    for n in 0..count {
        for (lang, book) in &books {
            if let Some(chapter) = book.chapters().nth(n) {
                text.chapter(*lang, chapter)?;
            }
        }
    }
    package::package(request, text.finish())
}
