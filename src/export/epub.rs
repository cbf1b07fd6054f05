//! The handbook as an e-book: EPUB 3, for phones and e-readers.
//!
//! ```text
//! package   the list of all files, what is known of the book, the ways into it
//! page      the pages that are no chapters, and the frame of those that are
//! book.css  what it looks like
//! ```
//!
//! See <https://www.w3.org/TR/epub-33/>.

mod package;
mod page;

use super::archive::Archive;
use super::book::{Book, picture_path};
use super::{Error, Format, Languages, Request};
use crate::diagnostic::Losses;
use crate::model::Lang;
use crate::theme::direction;

pub const FORMAT: Format = Format {
    name: "epub",
    about: "the handbook as an e-book for phones and e-readers (EPUB 3)",
    ending: "epub",
    languages: Languages::One,
    write,
};

/// The folder of the book in the archive.
const FOLDER: &str = "EPUB";

const CONTAINER: &str = concat!(
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n",
    "<container version=\"1.0\" xmlns=\"urn:oasis:names:tc:opendocument:xmlns:container\">\n",
    "<rootfiles>\n<rootfile full-path=\"EPUB/package.opf\" ",
    "media-type=\"application/oebps-package+xml\"/>\n</rootfiles>\n</container>\n",
);

const STYLES: &str = include_str!("epub/book.css");

/// What every file of the e-book is made of.
struct Volume<'a> {
    request: &'a Request<'a>,
    lang: Lang,
    book: Book,
}

/// A page of the e-book.
struct File {
    path: String,
    xhtml: String,
}

fn write(request: &Request, losses: &mut Losses) -> Result<Vec<u8>, Error> {
    let lang = request.lang();
    let book = Book::new(request, lang, losses)?;
    let volume = Volume { request, lang, book };
    let files = page::files(&volume);
    let mut archive = Archive::new();
    // By these two, bytes and place, programs know what sort of archive it is.
    archive.store("mimetype", b"application/epub+zip")?;
    archive.add("META-INF/container.xml", CONTAINER.as_bytes())?;
    let mut add = |path: &str, bytes: &[u8]| archive.add(&format!("{FOLDER}/{path}"), bytes);
    add("package.opf", package::package(&volume, &files).as_bytes())?;
    add("nav.xhtml", page::contents(&volume).as_bytes())?;
    add("book.css", STYLES.as_bytes())?;
    for file in &files {
        add(&file.path, file.xhtml.as_bytes())?;
    }
    for file in volume.pictures() {
        add(&picture_path(file), &file.bytes)?;
    }
    archive.finish()
}

impl<'a> Volume<'a> {
    fn pictures(&self) -> impl Iterator<Item = &'a crate::model::Attachment> {
        let files = self.request.book().files.iter().map(|file| &**file);
        files.filter(|file| self.book.pictures.contains(&file.path))
    }

    fn tag(&self) -> &'a str {
        self.request.tag(self.lang)
    }

    /// `ltr` or `rtl`.
    fn way(&self) -> &'static str {
        direction(self.tag())
    }

    /// The name of the book: the playbook's, and of a part of it what that is about.
    fn title(&self) -> String {
        let title = self.request.plain(&self.request.book().settings.title, self.lang);
        match (self.request.selection.is_everything(), self.book.chapters().next()) {
            (false, Some(first)) => format!("{title}: {}", first.title),
            _ => title,
        }
    }
}
