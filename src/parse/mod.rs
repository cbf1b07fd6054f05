//! From texts to a [`Playbook`]: every file by itself, then all together.
//!
//! 1. `yaml` reads a document into nodes with places; `keys` asks a node for its keys.
//! 2. One decoder for each shape (`settings`, `stage`, `script`, `library`, `learn`, `guide`)
//!    makes model types. That of questions has its way back beside it: `question` writes through
//!    [`emit`] what another program's file held.
//! 3. [`Parser::playbook`] puts the parts in order.
//!
//! A file's part is remembered by the hash of its bytes, so that after an edit one file is read
//! again and the others are taken as they are; so is what was made of several files together,
//! such as a guide in two languages, for as long as each of them is the same. Nothing is guessed:
//! an unknown key is an error with the nearest known one as a hint.

mod context;
pub mod emit;
mod guide;
mod keys;
mod kind;
mod kinds;
mod learn;
mod library;
pub mod node;
mod question;
mod refs;
mod script;
mod settings;
pub mod shape;
pub mod sheet;
mod slips;
mod stage;
mod texts;
mod wide;
pub mod yaml;

pub use kinds::{shape_of, shapes};
pub use question::{write as write_question, write_quiz};
pub use refs::facts;
pub use settings::{check_base_url, is_tag, known_language};

use crate::diagnostic::{FileId, Files, Report};
use crate::model::{
    Attachment, Catalogue, Guide, GuideBody, Language, Playbook, ROOT_FILES, Reference, Settings,
    Source as LeadSource, Stage,
};
use crate::source::{File, Source};
use context::Context;
use guide::{Guides, Page, Role};
use kind::Part;
use rayon::prelude::*;
use rustc_hash::FxHashMap;
use std::collections::HashMap;
use std::sync::Arc;

/// Parses playbooks and remembers the parts of unchanged files.
#[derive(Default)]
pub struct Parser {
    known: FxHashMap<FileId, (u64, Arc<Parsed>)>,
    /// Guides by their files.
    guides: Guides,
    /// Stages and lead sources with their Markdown, by the file of their YAML.
    joined: FxHashMap<FileId, Joined>,
    /// All items, for the next playbook to share.
    catalogue: Catalogue,
    /// Languages and switches that every part depends on.
    settings: Arc<Settings>,
    /// Leave guides marked `draft: true` in.
    drafts: bool,
}

/// A stage or a lead source put together with its Markdown.
struct Joined {
    yaml: Arc<Parsed>,
    pages: Vec<Arc<Page>>,
    whole: Whole,
}

#[derive(Clone)]
enum Whole {
    Stage(Arc<Stage>),
    Source(Arc<LeadSource>),
}

/// What one file gave.
struct Parsed {
    part: Part,
    report: Report,
    references: Arc<Vec<Reference>>,
}

impl Parser {
    pub fn new(drafts: bool) -> Parser {
        Parser { drafts, ..Parser::default() }
    }

    /// Reads the whole source; every fault of every file is added to the report.
    pub fn playbook(&mut self, source: &Source, report: &mut Report) -> Playbook {
        report.extend(source.faults());
        let mut book = Playbook::default();
        if !self.read_settings(source, &mut book, report) {
            // Without the languages no other file can be understood.
            book.broken.push("playbook".into());
            return book;
        }
        for path in source.unread() {
            let below = path.strip_prefix("content/").unwrap_or(path);
            book.broken.push(below.rsplit_once('.').map_or(below, |(stem, _)| stem).to_string());
            book.unread.push(below.to_string());
        }
        let parsed = self.read_parts(source);
        for (_, _, parsed) in &parsed {
            report.extend(&parsed.report);
            book.references.push(parsed.references.clone());
        }
        self.assemble(&parsed, &mut book, report);
        self.known = parsed.into_iter().map(|(id, hash, p)| (id, (hash, p))).collect();
        book.catalogue = Catalogue::of(&book, &self.catalogue);
        self.catalogue = book.catalogue.clone();
        book
    }

    /// Every file's part, in the order of the paths; what is not known is read, on all cores.
    fn read_parts(&self, source: &Source) -> Vec<(FileId, u64, Arc<Parsed>)> {
        let files: Vec<&File> = source.files().filter(|f| is_part(&f.path)).collect();
        let known = |file: &File| {
            let (hash, parsed) = self.known.get(&file.id)?;
            (*hash == file.hash).then(|| parsed.clone())
        };
        let found: Vec<Option<Arc<Parsed>>> = files.iter().map(|file| known(file)).collect();
        (files.par_iter().zip(found).with_min_len(64))
            .map(|(file, found)| {
                let parsed = found.unwrap_or_else(|| Arc::new(parse(file, &self.settings)));
                (file.id, file.hash, parsed)
            })
            .collect()
    }

    /// Reads `playbook.yaml`, and forgets every part if what all parts depend on has changed.
    /// Returns whether there is anything to go by.
    fn read_settings(&mut self, source: &Source, book: &mut Playbook, report: &mut Report) -> bool {
        book.settings = Arc::new(settings::without_file());
        let Some(file) = source.file(crate::source::PLAYBOOK) else {
            if source.faults().is_empty() {
                report.no_playbook();
            }
            return false;
        };
        let text = source.text(file.id);
        let Some(node) = yaml::read(file.id, text, 0, report) else { return false };
        let mut references = Vec::new();
        let cx = &mut Context {
            report,
            languages: &[],
            file_text: text,
            stem: "playbook",
            folder: &Arc::from(""),
            raw_html: false,
            references: &mut references,
        };
        // Without the languages every text would be at fault.
        let Some(languages) = settings::languages(&node, cx) else { return false };
        let cx = &mut Context { languages: &languages, ..cx.again() };
        let found = keys::group(cx, &node, "the playbook", settings::settings);
        let found = found.unwrap_or(Settings { languages, ..settings::without_file() });
        if found.languages != self.settings.languages || found.raw_html != self.settings.raw_html {
            self.known.clear();
            self.guides = Guides::default();
            self.joined.clear();
        }
        self.settings = Arc::new(found);
        book.settings = self.settings.clone();
        book.references.push(Arc::new(references));
        true
    }

    fn assemble(
        &mut self,
        parsed: &[(FileId, u64, Arc<Parsed>)],
        book: &mut Playbook,
        report: &mut Report,
    ) {
        let mut pages = Vec::new();
        let mut bodies: HashMap<&str, Vec<&Arc<Page>>> = HashMap::new();
        for (_, _, parsed) in parsed {
            match &parsed.part {
                Part::Guide(page) => pages.push(page),
                Part::StageGuide(page) | Part::SourceGuide(page) => {
                    bodies.entry(folder_or_stem(page)).or_default().push(page);
                }
                part => place(part, book),
            }
        }
        self.one_file_a_language(parsed, &book.settings.languages, report);
        let languages = &book.settings.languages;
        let mut joined = FxHashMap::default();
        for (file, _, parsed) in parsed {
            let home = match &parsed.part {
                Part::Stage(home, _) | Part::Source(home, _) => home,
                _ => continue,
            };
            let pages = bodies.remove(home.as_str()).unwrap_or_default();
            let made = join(parsed, &pages, languages, self.joined.get(file));
            match made.whole.clone() {
                Whole::Stage(stage) => book.stages.push(stage),
                Whole::Source(source) => book.sources.push(source),
            }
            joined.insert(*file, made);
        }
        self.joined = joined;
        report_homeless(bodies, &book.broken, report);
        let guides = self.guides.assemble(&pages, &book.settings.languages, report);
        self.shelve(guides, book);
        book.sort();
    }

    /// A text stands in one file for each language. Two are of one when the order of the languages
    /// was changed: then `guide.md` and `guide.de.md` are both in the first.
    fn one_file_a_language(
        &self,
        parsed: &[(FileId, u64, Arc<Parsed>)],
        languages: &[Language],
        report: &mut Report,
    ) {
        let mut first: FxHashMap<(&str, u8), &Page> = FxHashMap::default();
        let mut twins: Vec<(&Page, &Page)> = Vec::new();
        for (_, _, parsed) in parsed {
            let (Part::Guide(page) | Part::StageGuide(page) | Part::SourceGuide(page)) =
                &parsed.part
            else {
                continue;
            };
            if let Some(other) = first.insert((&page.stem, page.lang.0), page) {
                twins.push((other, page));
            }
        }
        if let Some((one, two)) = twins.first() {
            let language = &languages[one.lang.0 as usize].id;
            report.two_defaults(one.front.at, two.front.at, language, twins.len() - 1);
        }
    }

    /// Sets the drafts aside unless they are wanted.
    fn shelve(&self, guides: Vec<Arc<Guide>>, book: &mut Playbook) {
        let (drafts, guides): (Vec<_>, Vec<_>) =
            guides.into_iter().partition(|g| g.draft && !self.drafts);
        book.drafts = drafts.iter().map(|g| g.head.id.clone()).collect();
        book.guides = guides;
    }
}

/// Puts a stage or a lead source together with its Markdown, unless it is known.
fn join(
    yaml: &Arc<Parsed>,
    pages: &[&Arc<Page>],
    languages: &[Language],
    known: Option<&Joined>,
) -> Joined {
    let same = |it: &&Joined| Arc::ptr_eq(&it.yaml, yaml) && guide::are_same(&it.pages, pages);
    let guide = || by_language(pages, languages);
    let whole = match (known.filter(same), &yaml.part) {
        (Some(known), _) => known.whole.clone(),
        (None, Part::Source(_, source)) => {
            Whole::Source(Arc::new(LeadSource { guide: guide(), ..(**source).clone() }))
        }
        (None, Part::Stage(_, stage)) => {
            Whole::Stage(Arc::new(Stage { guide: guide(), ..(**stage).clone() }))
        }
        _ => unreachable!("only these two have their Markdown beside them"),
    };
    Joined { yaml: yaml.clone(), pages: pages.iter().copied().cloned().collect(), whole }
}

/// Markdown beside no stage and no lead source, unless the file beside it could not be read.
fn report_homeless(bodies: HashMap<&str, Vec<&Arc<Page>>>, broken: &[String], report: &mut Report) {
    let beside = |page: &Page| {
        let home = folder_or_stem(page);
        let is_there = |stem: &String| {
            stem == home || stem.rsplit_once('/').is_some_and(|(folder, _)| folder == home)
        };
        broken.iter().any(is_there)
    };
    let mut homeless: Vec<&Arc<Page>> = bodies.into_values().flatten().collect();
    homeless.sort_by_key(|page| page.body.span);
    for page in homeless.into_iter().filter(|p| !beside(p)) {
        report.guide_of_nothing(page.front.at, &page.stem);
    }
}

/// Which stage or lead source a Markdown file belongs to: its folder, or its own name.
fn folder_or_stem(page: &Page) -> &str {
    match page.stem.strip_suffix("/guide") {
        Some(folder) => folder,
        None => &page.stem,
    }
}

fn by_language(pages: &[&Arc<Page>], languages: &[Language]) -> Vec<Option<GuideBody>> {
    let mut bodies = vec![None; languages.len()];
    for page in pages {
        bodies[page.lang.0 as usize] = Some(page.body.clone());
    }
    for (lang, language) in languages.iter().enumerate() {
        if bodies[lang].is_none() {
            bodies[lang] = language.parent(languages).and_then(|parent| bodies[parent].clone());
        }
    }
    bodies
}

fn place(part: &Part, book: &mut Playbook) {
    match part {
        Part::Whole(part) => book.add(part.clone()),
        Part::Attachment(file) => book.files.push(file.clone()),
        Part::Broken(stem, ids) => {
            book.broken.push(stem.clone());
            book.lost.extend(ids.iter().cloned());
        }
        Part::Stage(..) | Part::Source(..) | Part::Nothing => {}
        Part::Guide(_) | Part::StageGuide(_) | Part::SourceGuide(_) => {}
    }
}

/// Whether a file is the parser's business.
fn is_part(path: &str) -> bool {
    path.starts_with("content/") || path.starts_with("quizzes/")
}

/// Reads one file by the rules of its place.
fn parse(file: &File, settings: &Settings) -> Parsed {
    let mut report = Report::new();
    let mut references = Vec::new();
    let below = file.path.strip_prefix("content/").unwrap_or(&file.path);
    let empty: Arc<str> = "".into();
    let text = file.text().unwrap_or(&empty);
    let folder: Arc<str> = below.rsplit_once('/').map_or("", |(folder, _)| folder).into();
    let cx = &mut Context {
        report: &mut report,
        languages: &settings.languages,
        file_text: text,
        stem: below.rsplit_once('.').map_or(below, |(stem, _)| stem),
        folder: &folder,
        raw_html: settings.raw_html,
        references: &mut references,
    };
    let part = match below.rsplit('.').next() {
        _ if below.starts_with(ROOT_FILES) => Part::Attachment(Arc::new(attachment(file, below))),
        Some("yaml" | "yml") => yaml_part(file, below, text, cx),
        Some("md") => markdown_part(file, below, text, cx),
        _ => Part::Attachment(Arc::new(attachment(file, below))),
    };
    Parsed { part, report, references: Arc::new(references) }
}

fn yaml_part(file: &File, path: &str, text: &str, cx: &mut Context) -> Part {
    let Some(node) = yaml::read(file.id, text, 0, cx.report) else {
        return Part::Broken(cx.stem.to_string(), ids_in(text));
    };
    match kinds::of(path) {
        Some(kind) => keys::group(cx, &node, kind.what, kind.read).unwrap_or(Part::Nothing),
        None => {
            cx.report.stray_file(file.start(), &file.path);
            Part::Nothing
        }
    }
}

/// What looks like an id in a text that is no YAML: the word behind each `id:`.
fn ids_in(text: &str) -> Vec<String> {
    let is_word = |c: char| c.is_ascii_alphanumeric() || "._-".contains(c);
    let pieces = text.split("id:").collect::<Vec<_>>();
    (pieces.windows(2))
        .filter(|pair| !pair[0].ends_with(is_word))
        .map(|pair| pair[1].trim_start_matches([' ', '"', '\'']))
        .map(|rest| rest.chars().take_while(|c| is_word(*c)).collect::<String>())
        .filter(|id| !id.is_empty())
        .collect()
}

fn markdown_part(file: &File, path: &str, text: &Arc<str>, cx: &mut Context) -> Part {
    let (stem, lang) = guide::split_language(path, cx.languages);
    if let Some(tag) = foreign(stem) {
        let known: Vec<&str> = cx.languages.iter().map(|l| l.id.as_str()).collect();
        cx.report.unknown_language(file.start(), tag, &known);
        return Part::Nothing;
    }
    let part = |cx: &mut Context, role| Arc::new(guide::page(path, text, file.id, role, cx));
    match path.split('/').next() {
        Some("guides") if lang == crate::model::Lang::DEFAULT => Part::Guide(part(cx, Role::Guide)),
        Some("guides") => Part::Guide(part(cx, Role::Translation)),
        Some("stages") => Part::StageGuide(part(cx, Role::Part)),
        Some("sources") => Part::SourceGuide(part(cx, Role::Part)),
        _ => {
            cx.report.stray_file(file.start(), &file.path);
            Part::Nothing
        }
    }
}

/// The language in the name of a file, `guide.de.md`, if the playbook does not speak it.
fn foreign(stem: &str) -> Option<&str> {
    let (_, tag) = stem.rsplit('/').next()?.rsplit_once('.')?;
    let short = tag.split('-').next().is_some_and(|language| language.len() == 2);
    (short && settings::is_tag(tag)).then_some(tag)
}

fn attachment(file: &File, path: &str) -> Attachment {
    let bytes: Arc<[u8]> = file.bytes().into();
    let size = imagesize::blob_size(&bytes).ok().map(|s| (s.width as u32, s.height as u32));
    Attachment { at: file.start(), path: path.to_string(), bytes, size }
}
