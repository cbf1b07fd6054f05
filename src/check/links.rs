//! Every pointer lands: ids, headings, files and pictures, in YAML and in Markdown.

use crate::diagnostic::{FileId, Report};
use crate::model::{
    Catalogue, GuideBody, Head, Kind, Lang, PAGES, Playbook, Reference, Stage, Want,
};
use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};
use std::sync::{Arc, OnceLock};
use xxhash_rust::xxh3::Xxh3;

/// What is remembered from one check to the next, file by file.
#[derive(Default)]
pub struct Memory {
    /// Of all that could be pointed at, when the files were asked.
    names: u64,
    files: Vec<(Arc<Vec<Reference>>, Report)>,
    /// How many pointers there are to each id.
    linked: FxHashMap<Box<str>, usize>,
}

/// What may be pointed at, gathered once.
struct Known<'a> {
    book: &'a Playbook,
    catalogue: &'a Catalogue,
    files: FxHashSet<&'a str>,
    /// Markdown files with the page they belong to, gathered when one points at itself.
    bodies: OnceLock<FxHashMap<FileId, (&'a str, &'a GuideBody)>>,
}

/// Asks every pointer of every file whether something stands at its end. A file that was asked
/// before is asked again only if it was edited, or if a name has come or gone since.
pub fn land(book: &Playbook, memory: &mut Memory, report: &mut Report) {
    let known = Known::new(book);
    let names = known.names();
    let before = std::mem::take(&mut memory.files);
    let same = |n: usize, list: &Arc<Vec<Reference>>| {
        before.get(n).filter(|(then, _)| names == memory.names && Arc::ptr_eq(then, list))
    };
    let found: Vec<_> = (book.references.par_iter().enumerate().with_min_len(256))
        .map(|(n, list)| match same(n, list) {
            Some((_, report)) => (list.clone(), report.clone()),
            None => (list.clone(), known.ask(list)),
        })
        .collect();
    found.iter().for_each(|(_, faults)| report.extend(faults));
    (memory.names, memory.files) = (names, found);
    memory.count(&before);
    every_page_is_linked(book, &memory.linked, report);
    every_file_is_named(book, report);
}

impl Memory {
    /// Brings the numbers of pointers up to date, from the files as they were.
    fn count(&mut self, before: &[(Arc<Vec<Reference>>, Report)]) {
        let target = |it: &Reference| -> Box<str> { it.to.split('#').next().unwrap_or("").into() };
        let there = |files: &[(Arc<Vec<Reference>>, Report)], n: usize, list: &Arc<_>| {
            files.get(n).is_some_and(|(other, _)| Arc::ptr_eq(other, list))
        };
        let now = self.files.iter().map(|(list, _)| list).enumerate();
        for (_, list) in now.filter(|(n, list)| !there(before, *n, list)) {
            list.iter().for_each(|it| *self.linked.entry(target(it)).or_default() += 1);
        }
        let then = before.iter().map(|(list, _)| list).enumerate();
        for it in then.filter(|(n, list)| !there(&self.files, *n, list)).flat_map(|(_, l)| &**l) {
            let target = target(it);
            match self.linked.get_mut(&target) {
                Some(count) if *count > 1 => *count -= 1,
                _ => drop(self.linked.remove(&target)),
            }
        }
    }
}

impl<'a> Known<'a> {
    fn new(book: &'a Playbook) -> Self {
        let files = book.files.iter().map(|f| f.path.as_str()).collect();
        Known { book, catalogue: &book.catalogue, files, bodies: OnceLock::new() }
    }

    fn knows(&self, id: &str) -> bool {
        self.catalogue.find(id).is_some()
    }

    fn bodies(&self) -> &FxHashMap<FileId, (&'a str, &'a GuideBody)> {
        self.bodies.get_or_init(|| {
            let shelves = self.catalogue.shelves();
            let bodies = shelves.flat_map(|shelf| {
                let page = shelf.cards.first().map_or("", |card| card.id.as_str());
                shelf.part.bodies().iter().flatten().map(move |body| (body.span.file, (page, body)))
            });
            bodies.collect()
        })
    }

    /// A hash of all on which an answer may depend, beside the pointer itself.
    fn names(&self) -> u64 {
        let book = self.book;
        let mut hash = Xxh3::with_seed(self.catalogue.names());
        let languages = book.settings.languages.iter().map(|l| l.id.as_str());
        let files = book.files.iter().map(|f| f.path.as_str());
        let lists: [&mut dyn Iterator<Item = &str>; 5] = [
            &mut languages.into_iter(),
            &mut files.into_iter(),
            &mut book.drafts.iter().map(String::as_str),
            &mut book.lost.iter().map(String::as_str),
            &mut book.unread.iter().map(String::as_str),
        ];
        for list in lists {
            for word in list {
                hash.update(word.as_bytes());
                hash.update(&[0]);
            }
            hash.update(&[1]);
        }
        hash.digest()
    }

    /// Asks the pointers of one file.
    fn ask(&self, references: &[Reference]) -> Report {
        let mut report = Report::new();
        for reference in references {
            match reference.want {
                Want::Picture => self.file(reference, &mut report),
                Want::Url => self.address(reference, &mut report),
                _ => self.item(reference, &mut report),
            }
        }
        report
    }

    /// All ids, sorted.
    fn ids(&self) -> Vec<&'a str> {
        sorted(self.catalogue.cards().map(|card| card.id.as_str()))
    }

    /// An id, `page#heading`, or the name of a page that is made of many items.
    fn item(&self, reference: &Reference, report: &mut Report) {
        let (id, heading) = match reference.to.split_once('#') {
            Some((id, heading)) => (id, Some(heading)),
            None => (reference.to.as_str(), None),
        };
        let found = self.catalogue.kind(id);
        if found.is_none() && (reference.want != Want::Anything || !PAGES.contains(&id)) {
            self.unknown(reference, id, report);
            return;
        }
        if let Some(kind) = found.filter(|kind| !reference.want.accepts(*kind)) {
            let wanted = reference.want.called();
            let article = if wanted.starts_with(['a', 'i', 'o']) { "an" } else { "a" };
            report.wrong_kind(reference.span, &format!("{article} {wanted}"), id, kind.called());
        }
        if let Some(heading) = heading {
            self.heading(reference, id, heading, report);
        }
    }

    fn unknown(&self, reference: &Reference, id: &str, report: &mut Report) {
        if self.book.may_hold_more() || self.book.lost.iter().any(|lost| lost == id) {
            return;
        }
        if self.book.drafts.iter().any(|draft| draft == id) {
            report.draft_id(reference.span, id);
            return;
        }
        let cards = self.catalogue.cards().filter(|card| reference.want.accepts(card.kind));
        let ids = sorted(cards.map(|card| card.id.as_str()));
        report.unknown_id(reference.span, reference.want.called(), id, ids);
    }

    /// A place on a page, in the language of the text that points there, or in all of them.
    fn heading(&self, reference: &Reference, page: &str, heading: &str, report: &mut Report) {
        let on_page = |id: &str| {
            Stage::SECTIONS.contains(&id) && self.catalogue.kind(page) == Some(Kind::Stage)
        };
        if on_page(heading) || self.knows(heading) {
            return;
        }
        let langs: Vec<Lang> = match reference.lang {
            Some(lang) => vec![lang],
            None => self.book.langs().collect(),
        };
        for lang in langs {
            let body = self.catalogue.bodies(page).and_then(|b| {
                let own = b.get(lang.0 as usize).and_then(Option::as_ref);
                own.or_else(|| b.first().and_then(Option::as_ref))
            });
            let headings = body.map_or(&[][..], |b| &b.outline.headings);
            if !headings.iter().any(|h| h.id == heading) {
                let language = &self.book.settings.languages[lang.0 as usize].id;
                let ids = headings.iter().map(|h| h.id.as_str());
                report.unknown_heading(reference.span, page, heading, language, ids);
                return;
            }
        }
    }

    /// A Markdown link: elsewhere, to an id, to a place on this page, or to a file.
    fn address(&self, reference: &Reference, report: &mut Report) {
        let to = reference.to.as_str();
        let scheme = to.split_once(':').map_or("", |(scheme, _)| scheme);
        let absolute = !scheme.is_empty()
            && scheme.chars().all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c));
        if to.trim().is_empty() || (absolute && !leads_on(scheme, &to[scheme.len() + 1..])) {
            return report.no_link(reference.span, to);
        }
        if absolute || to.starts_with("//") {
            return;
        }
        if let Some(heading) = to.strip_prefix('#') {
            self.own_heading(reference, heading, report);
            return;
        }
        let id = to.split('#').next().unwrap_or(to);
        if self.knows(id) || PAGES.contains(&id) {
            self.item(reference, report);
        } else {
            self.file(reference, report);
        }
    }

    /// `#heading` in the text it stands in.
    fn own_heading(&self, reference: &Reference, heading: &str, report: &mut Report) {
        if self.knows(heading) || Stage::SECTIONS.contains(&heading) {
            return;
        }
        let at = reference.span;
        let Some((page, body)) = self.bodies().get(&at.file) else {
            report.unknown_id(at, "place", heading, self.ids());
            return;
        };
        if !body.outline.headings.iter().any(|h| h.id == heading) {
            let ids = body.outline.headings.iter().map(|h| h.id.as_str());
            let lang = reference.lang.unwrap_or_default().0 as usize;
            let language = &self.book.settings.languages[lang].id;
            report.unknown_heading(at, page, heading, language, ids);
        }
    }

    fn file(&self, reference: &Reference, report: &mut Report) {
        let is_unread = |p: &str| self.book.unread.iter().any(|other| other == p);
        let is_there = |p: &str| (self.files.contains(p) || is_unread(p)).then_some(());
        if crate::model::find_file(&reference.folder, &reference.to, is_there).is_none() {
            let names = sorted(self.files.iter().copied());
            report.unknown_file(reference.span, &reference.to, names);
        }
    }
}

/// Whether an address of a scheme can lead anywhere: a slip of the hand makes many that can't.
fn leads_on(scheme: &str, rest: &str) -> bool {
    let scheme = scheme.to_lowercase();
    let near = |known: &str| strsim::damerau_levenshtein(&scheme, known) == 1;
    match scheme.as_str() {
        "http" | "https" => rest.strip_prefix("//").is_some_and(|rest| {
            let host = rest.split(['/', '?', '#']).next().unwrap_or("");
            let sound = |c: char| c.is_alphanumeric() || "-._~%:@[]".contains(c);
            !host.is_empty() && !host.starts_with(['.', ':']) && host.chars().all(sound)
        }),
        "mailto" => rest.contains('@'),
        "tel" | "sms" => rest.contains(|c: char| c.is_ascii_digit()),
        _ => !near("http") && !near("https") && !near("mailto"),
    }
}

/// Sorted, so that "did you mean" is the same on every machine.
fn sorted<'a>(names: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    let mut names: Vec<&str> = names.collect();
    names.sort_unstable();
    names.dedup();
    names
}

/// What no text names is not published; who put it there may think that it is.
fn every_file_is_named(book: &Playbook, report: &mut Report) {
    if book.files.is_empty() || !book.broken.is_empty() {
        return;
    }
    for (file, _) in book.files.iter().zip(book.named_files()).filter(|(_, named)| !named) {
        report.unlinked_file(file.at, &file.path);
    }
}

/// Guides, scripts, sources and cases that no other text names are hard to come upon.
fn every_page_is_linked(book: &Playbook, linked: &FxHashMap<Box<str>, usize>, report: &mut Report) {
    let guides = book.guides.iter().map(|g| (&g.head, g.stage.is_some()));
    let scripts = book.scripts.iter().map(|s| (&s.head, !s.stage.id.is_empty()));
    let sources = book.sources.iter().map(|s| (&s.head, false));
    let cases = book.cases.iter().map(|c| (&c.head, false));
    let lost = |(head, of_a_stage): &(&Head, bool)| {
        let id = head.id.as_str();
        !of_a_stage && !linked.contains_key(id) && !PAGES.contains(&id)
    };
    for (head, _) in guides.chain(scripts).chain(sources).chain(cases).filter(lost) {
        report.orphan(head.span, &head.id);
    }
}
