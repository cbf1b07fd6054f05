//! Markdown files: front matter, body, headings and links.
//!
//! `milestones.md` is in the default language, `milestones.zh.md` its Chinese translation. A file
//! is read by itself, so that a preview reads one file after an edit; [`Guides`] then puts the
//! languages of a guide together.

use super::context::Context;
use super::keys::{Decode, Fields};
use super::refs::{self, Place};
use super::yaml;
use crate::diagnostic::{FileId, Report, Span};
use crate::markdown::outline;
use crate::model::{Guide, GuideBody, Head, Lang, Language, Origin, Phrase, Ref, Text, Want};
use rustc_hash::{FxHashMap, FxHashSet};
use std::sync::Arc;

/// One Markdown file as it stands.
#[derive(Clone, Debug)]
pub struct Page {
    /// Path below `content/` without language and ending: `guides/theory/milestones`.
    pub stem: String,
    pub lang: Lang,
    pub front: Front,
    pub body: GuideBody,
}

/// What stands between the `---` lines.
#[derive(Clone, Debug, Default)]
pub struct Front {
    pub head: Head,
    pub title: Option<Phrase>,
    pub summary: Option<Phrase>,
    pub section: String,
    pub order: i64,
    pub stage: Option<Ref>,
    pub draft: bool,
    pub translates: Option<(u32, Span)>,
    /// Place of the front matter, or of the file's start.
    pub at: Span,
}

/// Which keys a front matter may have.
#[derive(Clone, Copy, PartialEq)]
pub enum Role {
    /// A guide of its own.
    Guide,
    /// The translation of one.
    Translation,
    /// The guidance of a stage or a lead source: what else there is to say stands in its YAML.
    Part,
}

/// What the front matter of each may hold, for the shape.
pub const GUIDE: Decode<Front> = |f| read_front(f, Role::Guide, "", Lang::DEFAULT);
pub const TRANSLATION: Decode<Front> = |f| read_front(f, Role::Translation, "", Lang::DEFAULT);
pub const PART: Decode<Front> = |f| read_front(f, Role::Part, "", Lang::DEFAULT);

/// Splits `path.zh.md` into the stem and the language, default if it names none.
pub fn split_language<'a>(path: &'a str, languages: &[Language]) -> (&'a str, Lang) {
    let stem = path.rsplit_once('.').map_or(path, |(stem, _)| stem);
    if let Some((rest, id)) = stem.rsplit_once('.')
        && let Some(lang) = languages.iter().position(|l| l.id == id)
    {
        return (rest, Lang(lang as u8));
    }
    (stem, Lang::DEFAULT)
}

/// Reads one Markdown file.
pub fn page(path: &str, text: &Arc<str>, file: FileId, role: Role, cx: &mut Context) -> Page {
    let (stem, lang) = split_language(path, cx.languages);
    let (matter, start) = split_front_matter(text);
    let mut front = Front { at: Span::new(file, 0, 0), ..Front::default() };
    if let Some((from, yaml)) = matter
        && let Some(node) = yaml::read(file, yaml, from, cx.report)
    {
        if let Some(mut f) = Fields::open(cx, &node, "the front matter") {
            front = read_front(&mut f, role, stem, lang);
            f.finish();
        }
    } else if role != Role::Part {
        front.head = Head { id: file_id(stem), revision: 1, span: front.at, ..Head::default() };
        if matter.is_none() {
            cx.report.missing_front_matter(front.at);
        }
    }
    let body = body(file, text, start, lang, cx);
    let body = GuideBody { translates: front.translates, ..body };
    Page { stem: stem.to_string(), lang, front, body }
}

fn file_id(stem: &str) -> String {
    stem.rsplit('/').next().unwrap_or(stem).to_string()
}

fn read_front(f: &mut Fields, role: Role, stem: &str, lang: Lang) -> Front {
    let at = f.at();
    // In a file named `x.zh.md` that was a translation until Chinese came first.
    f.has("translates");
    let folder = f.cx.folder.clone();
    let phrase = |found: Option<(String, Span)>| {
        found.map(|(text, span)| Phrase { text: text.trim().into(), span, folder: folder.clone() })
    };
    match role {
        Role::Part => {
            Front { head: Head { origin: f.origin(), ..Head::default() }, at, ..Front::default() }
        }
        Role::Translation => Front {
            title: phrase(f.need_line("title")),
            summary: phrase(f.line("summary")),
            translates: f.count("translates").map(|n| (n, f.place("translates"))),
            at,
            ..Front::default()
        },
        Role::Guide => Front {
            head: f.head_or(&file_id(stem)),
            title: phrase(f.need_line("title")),
            summary: phrase(f.line("summary")),
            section: f.word("section").map(|(word, _)| word).unwrap_or_default(),
            order: f.number("order").unwrap_or_default() as i64,
            stage: f.reference("stage", Want::Stage),
            draft: f.switch("draft").unwrap_or(false),
            translates: None,
            at,
        },
    }
    .in_language(lang)
}

impl Front {
    /// The default language has nothing to translate.
    fn in_language(mut self, lang: Lang) -> Self {
        if lang == Lang::DEFAULT {
            self.translates = None;
        }
        self
    }
}

/// The front matter with its first byte, and the first byte of the body.
fn split_front_matter(text: &str) -> (Option<(usize, &str)>, usize) {
    let Some(first) = text.split_inclusive('\n').next().filter(|l| l.trim_end() == "---") else {
        return (None, 0);
    };
    let from = first.len();
    let mut at = from;
    for line in text[from..].split_inclusive('\n') {
        if line.trim_end() == "---" {
            return (Some((from, &text[from..at])), at + line.len());
        }
        at += line.len();
    }
    (None, 0)
}

fn body(file: FileId, text: &Arc<str>, start: usize, lang: Lang, cx: &mut Context) -> GuideBody {
    let markdown = &text[start..];
    let found = outline(markdown);
    let span = Span::new(file, start, text.len());
    let (folder, raw_html) = (cx.folder, cx.raw_html);
    let place = Place { file: text, span, exact: true, lang, folder, raw_html };
    refs::of_outline(&found, markdown, &place, cx.references, cx.report);
    let mut origin = Origin::default();
    let mut headings = Vec::new();
    for heading in &found.headings {
        for (_, facts) in heading.attrs.iter().filter(|(name, _)| name == "origin") {
            let at = Span::new(file, start + heading.range.start, start + heading.range.end);
            let part = refs::heading_origin(facts, at, cx.report);
            origin.facts.extend(part.facts.iter().cloned());
            origin.authored |= part.authored;
            headings.push((heading.id.clone(), part));
        }
    }
    let mut words = String::with_capacity(markdown.len() + 1);
    for word in markdown.split_ascii_whitespace() {
        words.push_str(word);
        words.push(' ');
    }
    let hash = xxhash_rust::xxh3::xxh3_64(words.as_bytes());
    let (text, folder, outline) = (text.clone(), folder.to_string(), Arc::new(found));
    GuideBody { text, start, span, folder, outline, origin, headings, hash, translates: None }
}

/// Guides, and the files that each was made of.
#[derive(Default)]
pub struct Guides {
    /// By stem.
    known: FxHashMap<String, Made>,
}

/// What some files gave together.
struct Made {
    pages: Vec<Arc<Page>>,
    guide: Option<Arc<Guide>>,
    report: Report,
}

impl Guides {
    /// Puts the languages of each guide together, in the order of the files; a guide whose files
    /// are the same as last time is taken as it is.
    pub fn assemble(
        &mut self,
        pages: &[&Arc<Page>],
        languages: &[Language],
        report: &mut Report,
    ) -> Vec<Arc<Guide>> {
        let mut pages = pages.to_vec();
        pages.sort_by(|a, b| a.stem.cmp(&b.stem));
        let (mut guides, mut stems) = (Vec::new(), 0);
        for pages in pages.chunk_by(|a, b| a.stem == b.stem) {
            stems += 1;
            let stem = pages[0].stem.as_str();
            let known = self.known.get(stem).filter(|made| are_same(&made.pages, pages));
            if known.is_none() {
                let mut report = Report::new();
                let guide = guide(pages, languages, &mut report).map(Arc::new);
                let pages = pages.iter().copied().cloned().collect();
                self.known.insert(stem.to_string(), Made { pages, guide, report });
            }
            let made = &self.known[stem];
            report.extend(&made.report);
            guides.extend(made.guide.clone());
        }
        if self.known.len() > stems {
            let there: FxHashSet<&str> = pages.iter().map(|page| page.stem.as_str()).collect();
            self.known.retain(|stem, _| there.contains(stem.as_str()));
        }
        guides
    }
}

/// Whether the files are the same, each with the same text.
pub fn are_same(then: &[Arc<Page>], now: &[&Arc<Page>]) -> bool {
    then.len() == now.len() && then.iter().zip(now).all(|(a, b)| Arc::ptr_eq(a, b))
}

fn guide(pages: &[&Arc<Page>], languages: &[Language], report: &mut Report) -> Option<Guide> {
    let Some(main) = pages.iter().find(|p| p.lang == Lang::DEFAULT) else {
        for page in pages {
            report.translation_of_nothing(page.front.at, &page.stem);
        }
        return None;
    };
    let mut guide = Guide {
        head: main.front.head.clone(),
        section: main.front.section.clone(),
        order: main.front.order,
        stage: main.front.stage.clone(),
        draft: main.front.draft,
        title: Text { span: main.front.at, phrases: vec![None; languages.len()] },
        summary: Text { span: main.front.at, phrases: vec![None; languages.len()] },
        bodies: vec![None; languages.len()],
    };
    for page in pages {
        let lang = page.lang.0 as usize;
        guide.title.phrases[lang] = page.front.title.clone();
        guide.summary.phrases[lang] = page.front.summary.clone();
        guide.bodies[lang] = Some(page.body.clone());
    }
    for (lang, language) in languages.iter().enumerate() {
        if guide.bodies[lang].is_none()
            && let Some(parent) = language.parent(languages)
        {
            guide.title.phrases[lang] = guide.title.phrases[parent].clone();
            guide.summary.phrases[lang] = guide.summary.phrases[parent].clone();
            guide.bodies[lang] = guide.bodies[parent].clone();
        }
    }
    let open = languages.iter().zip(&guide.bodies).filter(|(_, body)| body.is_none());
    let missing: Vec<&str> = open.map(|(l, _)| l.id.as_str()).collect();
    let twins = pages.len() > guide.bodies.iter().flatten().count();
    if !missing.is_empty() && !twins {
        report.untranslated_guide(main.front.at, &main.stem, &missing);
    }
    Some(guide)
}
