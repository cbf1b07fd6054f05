//! What `[[id]]` and a link in an author's text mean: what they are called, and where they lead.
//!
//! Pages, the search and every export read the same texts. What they have in common stands here;
//! where a place is to be found differs, and is for a [`Destination`] to say.

use super::{Place, Site};
use crate::markdown::{self, Context, Label, LinkKind, Picture, Target, Unlinked};
use crate::model::{Attachment, Lang, Text, find_file};

/// Where the readers of a text find what it points at. One that says nothing gives them the
/// words of a link alone.
pub trait Destination: Sync {
    /// The address of a place in the site.
    fn place(&self, _: Place) -> Option<String> {
        None
    }

    /// The address of a file of the author's, by its path below `content/`.
    fn file(&self, _path: &str) -> Option<String> {
        None
    }

    /// What a page is called that is made of many items, by the name under which texts know it.
    fn page_name(&self, name: &str) -> String {
        name.to_string()
    }

    /// A word of ours.
    fn label(&self, label: Label) -> &str {
        label.english()
    }
}

/// Readers who get the words of a text, wherever its links lead.
pub struct Nowhere;

impl Destination for Nowhere {}

/// Answers what the texts of one folder ask, in one language.
#[derive(Clone, Copy)]
pub struct Resolver<'a, D> {
    pub site: &'a Site,
    pub lang: Lang,
    /// Folder below `content/` of the text's file, for files beside it.
    pub folder: &'a str,
    pub destination: D,
}

impl<'a, D: Destination> Resolver<'a, D> {
    /// Answers texts that are not files themselves.
    pub fn new(site: &'a Site, lang: Lang, destination: D) -> Self {
        Resolver { site, lang, folder: "", destination }
    }

    /// What a link to an id says that has no words of its own. `name` is what the item is called.
    pub fn title(&self, id: &str, name: &Text) -> String {
        let (page, heading) = match id.split_once('#') {
            Some((page, heading)) => (page, Some(heading)),
            None => (id, None),
        };
        if name.is_empty() {
            return self.destination.page_name(page);
        }
        if let Some(title) = heading.and_then(|heading| self.heading(page, heading)) {
            return title;
        }
        short(&markdown::to_plain(name.str(self.lang), &Within(self)))
    }

    /// The words of a heading in the language, or in the default one.
    fn heading(&self, page: &str, id: &str) -> Option<String> {
        let bodies = self.site.book.catalogue.bodies(page)?;
        let own = bodies.get(self.lang.0 as usize).and_then(Option::as_ref);
        let body = own.or_else(|| bodies.first()?.as_ref())?;
        body.outline.headings.iter().find(|h| h.id == id).map(|h| h.text.clone())
    }

    /// A place in the site that a URL means: an id, or a file of the author's. Empty if readers
    /// can't get there.
    fn address(&self, dest: &str) -> Option<String> {
        let absolute = dest.split_once(':').is_some_and(|(scheme, _)| {
            !scheme.is_empty() && !scheme.contains(['/', '#', '?', '.'])
        });
        if dest.is_empty() || dest.starts_with("//") || dest.starts_with('#') || absolute {
            return None;
        }
        if let Some(place) = self.site.place(dest) {
            return Some(self.destination.place(place).unwrap_or_default());
        }
        self.destination.file(&self.file(dest)?.path)
    }

    /// The file of the author's that a link names.
    fn file(&self, link: &str) -> Option<&'a Attachment> {
        let files = &self.site.book.files;
        let file = |path: &str| files.iter().find(|file| file.path == path);
        find_file(self.folder, link, file).map(|file| &**file)
    }
}

impl<D: Destination> Context for Resolver<'_, D> {
    fn link(&self, kind: LinkKind, dest: &str) -> Option<Target<'_>> {
        match kind {
            LinkKind::Item => {
                let place = self.site.place(dest)?;
                let title = self.title(dest, place.name);
                let href = self.destination.place(place).unwrap_or_default();
                Some(Target { href: href.into(), title: title.into(), external: false })
            }
            LinkKind::Url => {
                let external = dest.starts_with("http://") || dest.starts_with("https://");
                let href = if external { dest.to_string() } else { self.address(dest)? };
                Some(Target { href: href.into(), title: "".into(), external })
            }
        }
    }

    fn image(&self, src: &str) -> Option<Picture<'_>> {
        let file = self.file(src)?;
        Some(Picture { href: self.destination.file(&file.path)?.into(), size: file.size })
    }

    fn label(&self, label: Label) -> &str {
        self.destination.label(label)
    }
}

/// Answers a name that is a text and may itself hold links. The names of those are taken as they
/// are written, so that two that link to each other come to an end.
struct Within<'a, 'b, D>(&'b Resolver<'a, D>);

impl<D: Destination> Context for Within<'_, '_, D> {
    fn link(&self, kind: LinkKind, dest: &str) -> Option<Target<'_>> {
        if kind != LinkKind::Item {
            return None;
        }
        let Resolver { site, lang, destination, .. } = self.0;
        let name = site.place(dest)?.name;
        let title = match name.is_empty() {
            true => destination.page_name(dest.split('#').next().unwrap_or_default()),
            false => short(&markdown::to_plain(name.str(*lang), &Unlinked)),
        };
        Some(Target { href: "".into(), title: title.into(), external: false })
    }

    fn image(&self, _: &str) -> Option<Picture<'_>> {
        None
    }
}

/// A text cut where a link would become a paragraph.
pub fn short(text: &str) -> String {
    const MOST: usize = 90;
    match text.char_indices().nth(MOST) {
        None => text.to_string(),
        Some((at, _)) => {
            let cut = text[..at].rfind([' ', '，', '。', '；']).filter(|n| *n > at / 2);
            format!("{}…", text[..cut.unwrap_or(at)].trim_end())
        }
    }
}
