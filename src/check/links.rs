//! Every pointer lands: ids, headings, files and pictures, in YAML and in Markdown.

use crate::diagnostic::Report;
use crate::model::{GuideBody, Kind, Lang, PAGES, Playbook, Reference, Stage, Want};
use rayon::prelude::*;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

/// What may be pointed at, gathered once.
struct Known<'a> {
    book: &'a Playbook,
    kinds: HashMap<&'a str, Kind>,
    /// Texts that have headings, by the id of their page.
    bodies: HashMap<&'a str, &'a [Option<GuideBody>]>,
    files: HashSet<&'a str>,
}

/// Asks every pointer of every file whether something stands at its end.
pub fn land(book: &Playbook, report: &mut Report) {
    let known = Known::new(book);
    let of_file = |references: &Arc<Vec<Reference>>| {
        let mut report = Report::new();
        for reference in references.iter() {
            match reference.want {
                Want::Picture => known.file(reference, &mut report),
                Want::Url => known.address(reference, &mut report),
                _ => known.item(reference, &mut report),
            }
        }
        report
    };
    let reports: Vec<Report> = book.references.par_iter().map(of_file).collect();
    reports.iter().for_each(|found| report.extend(found));
}

impl<'a> Known<'a> {
    fn new(book: &'a Playbook) -> Self {
        let kinds = book.entries().iter().map(|e| (e.head.id.as_str(), e.kind)).collect();
        let guides = book.guides.iter().map(|g| (g.head.id.as_str(), g.bodies.as_slice()));
        let stages = book.stages.iter().map(|s| (s.head.id.as_str(), s.guide.as_slice()));
        let sources = book.sources.iter().map(|s| (s.head.id.as_str(), s.guide.as_slice()));
        let bodies = guides.chain(stages).chain(sources).collect();
        let files = book.files.iter().map(|f| f.path.as_str()).collect();
        Known { book, kinds, bodies, files }
    }

    /// An id, `page#heading`, or the name of a page that is made of many items.
    fn item(&self, reference: &Reference, report: &mut Report) {
        let (id, heading) = match reference.to.split_once('#') {
            Some((id, heading)) => (id, Some(heading)),
            None => (reference.to.as_str(), None),
        };
        let found = self.kinds.get(id).copied();
        if found.is_none() && (reference.want != Want::Anything || !PAGES.contains(&id)) {
            self.unknown(reference, id, report);
            return;
        }
        if let Some(kind) = found.filter(|kind| !fits(reference.want, *kind)) {
            let wanted = wanted(reference.want);
            let article = if wanted.starts_with(['a', 'i', 'o']) { "an" } else { "a" };
            report.wrong_kind(reference.span, &format!("{article} {wanted}"), id, called(kind));
        }
        if let Some(heading) = heading {
            self.heading(reference, id, heading, report);
        }
    }

    fn unknown(&self, reference: &Reference, id: &str, report: &mut Report) {
        if self.book.lost.iter().any(|lost| lost == id) {
            return;
        }
        if self.book.drafts.iter().any(|draft| draft == id) {
            report.draft_id(reference.span, id);
            return;
        }
        let fitting = self.kinds.iter().filter(|(_, kind)| fits(reference.want, **kind));
        let ids = sorted(fitting.map(|(id, _)| *id));
        report.unknown_id(reference.span, wanted(reference.want), id, ids);
    }

    /// A place on a page, in the language of the text that points there, or in all of them.
    fn heading(&self, reference: &Reference, page: &str, heading: &str, report: &mut Report) {
        let on_page =
            |id: &str| Stage::SECTIONS.contains(&id) && self.kinds.get(page) == Some(&Kind::Stage);
        if on_page(heading) || self.kinds.contains_key(heading) {
            return;
        }
        let langs: Vec<Lang> = match reference.lang {
            Some(lang) => vec![lang],
            None => self.book.langs().collect(),
        };
        for lang in langs {
            let body = self.bodies.get(page).and_then(|b| {
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
        if absolute || to.starts_with("//") || to.is_empty() {
            return;
        }
        if let Some(heading) = to.strip_prefix('#') {
            self.own_heading(reference, heading, report);
            return;
        }
        let id = to.split('#').next().unwrap_or(to);
        if self.kinds.contains_key(id) || PAGES.contains(&id) {
            self.item(reference, report);
        } else {
            self.file(reference, report);
        }
    }

    /// `#heading` in the text it stands in.
    fn own_heading(&self, reference: &Reference, heading: &str, report: &mut Report) {
        if self.kinds.contains_key(heading) || Stage::SECTIONS.contains(&heading) {
            return;
        }
        let at = reference.span;
        let own = self.bodies.iter().find_map(|(page, bodies)| {
            let body = bodies.iter().flatten().find(|b| b.span.file == at.file)?;
            Some((*page, body))
        });
        let Some((page, body)) = own else {
            report.unknown_id(at, "place", heading, sorted(self.kinds.keys().copied()));
            return;
        };
        if !body.outline.headings.iter().any(|h| h.id == heading) {
            let ids = body.outline.headings.iter().map(|h| h.id.as_str());
            report.unknown_heading(at, page, heading, "this text", ids);
        }
    }

    fn file(&self, reference: &Reference, report: &mut Report) {
        let path = crate::model::file_path(&reference.folder, &reference.to);
        if !path.as_deref().is_some_and(|p| self.files.contains(p)) {
            let names = sorted(self.files.iter().copied());
            report.unknown_file(reference.span, &reference.to, names);
        }
    }
}

/// Sorted, so that "did you mean" is the same on every machine.
fn sorted<'a>(names: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    let mut names: Vec<&str> = names.collect();
    names.sort_unstable();
    names
}

/// Whether an item of this kind may stand where one is wanted.
fn fits(want: Want, kind: Kind) -> bool {
    match want {
        Want::Anything | Want::Url | Want::Picture => true,
        Want::Stage => kind == Kind::Stage,
        Want::BuyerStage => kind == Kind::BuyerStage,
        Want::Action => matches!(kind, Kind::Milestone | Kind::Success),
        Want::Settled => matches!(kind, Kind::Milestone | Kind::Success | Kind::Condition),
        Want::Objection => kind == Kind::Objection,
        Want::Script => kind == Kind::Script,
        Want::Step => kind == Kind::Step,
        Want::Node => kind == Kind::Node,
        Want::Source => kind == Kind::Source,
        Want::Dimension => kind == Kind::Dimension,
        Want::Level => kind == Kind::Level,
        Want::Content => kind == Kind::Content,
        Want::Quiz => kind == Kind::Quiz,
        Want::Guide => kind == Kind::Guide,
        Want::Misconception => kind == Kind::Misconception,
    }
}

/// What is wanted, in the author's words.
fn wanted(want: Want) -> &'static str {
    match want {
        Want::Anything | Want::Url | Want::Picture => "item or page",
        Want::Stage => "stage",
        Want::BuyerStage => "buyer's stage",
        Want::Action => "action",
        Want::Settled => "action or condition",
        Want::Objection => "objection",
        Want::Script => "script",
        Want::Step => "step",
        Want::Node => "line",
        Want::Source => "lead source",
        Want::Dimension => "dimension",
        Want::Level => "level",
        Want::Content => "content",
        Want::Quiz => "quiz",
        Want::Guide => "guide",
        Want::Misconception => "misconception",
    }
}

/// What an item is, in the author's words.
fn called(kind: Kind) -> &'static str {
    match kind {
        Kind::Stage => "a stage",
        Kind::Work => "a piece of work",
        Kind::Purpose => "a purpose",
        Kind::Milestone => "a milestone action",
        Kind::Success => "a success action",
        Kind::Recommended => "a recommendation",
        Kind::Condition => "a condition",
        Kind::Meeting => "a meeting",
        Kind::MeetingQuestion => "a question to ask",
        Kind::Appraisal => "an appraisal item",
        Kind::Signal => "an advance signal",
        Kind::Risk => "a risk",
        Kind::BuyerStage => "a buyer's stage",
        Kind::Sign => "a sign of a buyer's stage",
        Kind::Script => "a script",
        Kind::Step => "a step of a script",
        Kind::Node => "a line of a script",
        Kind::Objection => "an objection",
        Kind::Source => "a lead source",
        Kind::SourceQuestion | Kind::DimensionQuestion => "a question to ask",
        Kind::Dimension => "a dimension",
        Kind::Level => "a level of the matrix",
        Kind::Content => "a content of the matrix",
        Kind::Perspective => "a perspective of the scorecard",
        Kind::ScoreItem => "an item of the scorecard",
        Kind::Term => "a term",
        Kind::Guide => "a guide",
        Kind::Path => "a learning path",
        Kind::Chapter => "a chapter",
        Kind::Case => "a case",
        Kind::Snapshot => "a snapshot of a case",
        Kind::Quiz => "a quiz",
        Kind::Question => "a question",
        Kind::Misconception => "a misconception",
    }
}

/// Guides, scripts, sources and cases that no other text names are hard to come upon.
pub fn every_page_is_linked(book: &Playbook, report: &mut Report) {
    let linked: HashSet<&str> = (book.references.iter().flat_map(|r| r.iter()))
        .map(|r| r.to.split('#').next().unwrap_or(""))
        .chain(book.scripts.iter().filter(|s| !s.stage.id.is_empty()).map(|s| s.head.id.as_str()))
        .chain(book.guides.iter().filter(|g| g.stage.is_some()).map(|g| g.head.id.as_str()))
        .collect();
    for entry in book.entries() {
        let can_be_lost =
            matches!(entry.kind, Kind::Guide | Kind::Script | Kind::Source | Kind::Case);
        let id = entry.head.id.as_str();
        if can_be_lost && !linked.contains(id) && !PAGES.contains(&id) {
            report.orphan(entry.head.span, id);
        }
    }
}
