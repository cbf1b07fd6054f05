//! The trainer's desk: what is wrong, untranslated, untested, and what changed; stage by stage, and
//! one by one. Only a preview has it.

use super::chrome::Head;
use super::items::Items;
use super::scope::Scope;
use super::value::{list, map};
use super::view::Page;
use crate::diagnostic::{Diagnostic, FileId, Files, Report, Severity, line_column};
use crate::model::{Action, Kind, Playbook, Stage};
use std::collections::{BTreeMap, HashMap};
use tera::{Map, Value, value::Key};

/// What the desk is about beside the site itself.
pub struct Desk<'a> {
    pub report: &'a Report,
    pub files: &'a dyn Files,
    /// Items as they were when the preview began.
    pub before: &'a Snapshot,
}

/// Revision and hash of every item at one moment, with what it was called.
#[derive(Clone, Debug, Default)]
pub struct Snapshot(BTreeMap<String, (u32, String)>);

impl Snapshot {
    pub(super) fn of(items: &Items) -> Snapshot {
        let each =
            items.all().map(|(id, item)| (id.to_string(), (item.revision, item.hash.clone())));
        Snapshot(each.collect())
    }
}

/// How an item differs from what it was; the words are keys of the theme's catalogue.
fn changes<'a>(before: &'a Snapshot, now: &'a Items) -> Vec<(&'static str, &'a str)> {
    let mut found = Vec::new();
    for (id, item) in now.all() {
        match before.0.get(id) {
            None => found.push(("added", id)),
            Some((revision, _)) if *revision != item.revision => found.push(("revised", id)),
            Some((_, hash)) if *hash != item.hash => found.push(("reworded", id)),
            Some(_) => {}
        }
    }
    found.extend(
        before.0.keys().filter(|id| now.get(id).is_none()).map(|id| ("removed", id.as_str())),
    );
    found
}

/// Which faults belong together, by code; everything else is a fault of its own kind.
const TRANSLATION: &[&str] =
    &["missing-translation", "stale-translation", "missing-heading", "missing-ui-text"];
const TESTING: &[&str] = &["untested", "tests-nothing", "missing-feedback"];

/// What an author can see to, in the order of the desk's sections.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Todo {
    Fault,
    Translation,
    Testing,
    Bare,
    Changed,
}

impl Todo {
    fn of(fault: &Diagnostic) -> Todo {
        match fault.code {
            code if TRANSLATION.contains(&code) => Todo::Translation,
            code if TESTING.contains(&code) => Todo::Testing,
            _ => Todo::Fault,
        }
    }
}

pub(super) fn page(scope: &Scope, items: &Items, desk: &Desk) -> Page {
    let changes = changes(desk.before, items);
    let values = [
        ("faults", faults(desk, Todo::Fault)),
        ("translations", faults(desk, Todo::Translation)),
        ("testing", faults(desk, Todo::Testing)),
        ("bare", list(scope.book.stages.iter().flat_map(|s| bare(s)), |a| action(scope, a))),
        ("changed", list(&changes, |(how, id)| changed(scope, how, id))),
        ("stages", stages(scope, desk, &changes)),
        ("drafts", list(&scope.book.drafts, |id| id.as_str().into())),
        ("counts", counts(scope)),
        ("errors", desk.report.errors().into()),
        ("warnings", desk.report.warnings().into()),
    ];
    let title = scope.words.say("desk.title").to_string();
    let values: Map = values.into_iter().map(|(name, value)| (Key::Str(name), value)).collect();
    Page { template: "desk.html", head: Head { title, ..Head::default() }, values }
}

/// The faults of a section, those of one kind together: errors first, then the many.
fn faults(desk: &Desk, todo: Todo) -> Value {
    let mut kinds: BTreeMap<&str, Vec<&Diagnostic>> = BTreeMap::new();
    for fault in desk.report.iter().filter(|fault| Todo::of(fault) == todo) {
        kinds.entry(fault.code).or_default().push(fault);
    }
    let mut kinds: Vec<_> = kinds.into_iter().collect();
    let is_error = |faults: &[&Diagnostic]| faults[0].severity == Severity::Error;
    kinds.sort_by_key(|(_, faults)| (!is_error(faults), usize::MAX - faults.len()));
    list(kinds, |(code, faults)| {
        map([
            ("code", code.into()),
            ("error", is_error(&faults).into()),
            ("list", list(faults, |f| fault(f, desk.files))),
        ])
    })
}

/// How much is open in each stage: in its own files, and in the scripts, lead sources, guides and
/// quizzes that belong to it. What belongs to none stands in the last row.
fn stages(scope: &Scope, desk: &Desk, changes: &[(&str, &str)]) -> Value {
    let book = scope.book;
    let number = |id: &str| book.stages.iter().position(|s| s.head.id == id);
    let homes: Vec<Option<usize>> =
        book.catalogue.shelves().map(|shelf| number(shelf.part.stage()?)).collect();
    let mut files: HashMap<FileId, usize> = HashMap::new();
    for (shelf, home) in book.catalogue.shelves().zip(&homes) {
        let Some(home) = *home else { continue };
        let own = shelf.part.entries().first().map(|entry| entry.head.span.file);
        let bodies = shelf.part.bodies().iter().flatten().map(|body| body.span.file);
        files.extend(own.into_iter().chain(bodies).map(|file| (file, home)));
    }
    let mut open = vec![[0_usize; 5]; book.stages.len() + 1];
    let mut add = |home: Option<usize>, todo: Todo| {
        open[home.unwrap_or(book.stages.len())][todo as usize] += 1;
    };
    for fault in desk.report.iter() {
        add(fault.at.and_then(|at| files.get(&at.file).copied()), Todo::of(fault));
    }
    for (home, stage) in book.stages.iter().enumerate() {
        bare(stage).for_each(|_| add(Some(home), Todo::Bare));
    }
    for (_, id) in changes {
        let shelf = book.catalogue.find(id).map(|(shelf, _)| shelf);
        add(shelf.and_then(|shelf| homes[shelf]), Todo::Changed);
    }
    list(open.iter().enumerate(), |(n, open)| {
        let stage = book.stages.get(n);
        map([
            (
                "name",
                stage.map_or(scope.words.say("desk.elsewhere").into(), |s| scope.name(&s.title)),
            ),
            ("number", stage.map(|s| s.number).into()),
            ("href", stage.and_then(|s| scope.site.href(scope.page, &s.head.id)).into()),
            ("open", list(open.iter().copied(), Value::from)),
        ])
    })
}

fn fault(fault: &Diagnostic, files: &dyn Files) -> Value {
    let place = fault.at.map(|at| {
        let (line, column) = line_column(files.text(at.file), at.start as usize);
        format!("{}:{line}:{column}", files.name(at.file))
    });
    map([
        ("code", fault.code.into()),
        ("error", (fault.severity == Severity::Error).into()),
        ("message", fault.message.as_str().into()),
        ("hint", fault.hint.as_deref().into()),
        ("place", place.into()),
    ])
}

/// Actions that a rep ticks without being told what counts as evidence.
fn bare(stage: &Stage) -> impl Iterator<Item = &Action> {
    let actions = stage.actions();
    actions.filter(|a| a.evidence.is_empty() || a.done_when.is_empty())
}

fn action(scope: &Scope, action: &Action) -> Value {
    let id = action.head.id.as_str();
    map([
        ("id", id.into()),
        ("text", scope.line(&action.text)),
        ("href", scope.site.href(scope.page, id).into()),
    ])
}

fn changed(scope: &Scope, how: &str, id: &str) -> Value {
    let name = scope.book.catalogue.find(id).map(|(_, card)| scope.line(&card.name));
    map([
        ("how", scope.words.say(&format!("desk.{how}")).into()),
        ("id", id.into()),
        ("name", name.unwrap_or(Value::from(""))),
        ("href", scope.site.href(scope.page, id).into()),
    ])
}

/// How many of each kind there are, and how many of their texts each language lacks.
fn counts(scope: &Scope) -> Value {
    let book: &Playbook = scope.book;
    let languages = book.settings.languages.len();
    let mut by_kind: BTreeMap<Kind, (usize, Vec<usize>)> = BTreeMap::new();
    for entry in book.entries() {
        let (count, open) = by_kind.entry(entry.kind).or_insert((0, vec![0; languages]));
        *count += 1;
        for (lang, open) in book.langs().zip(open.iter_mut()) {
            let lacks = entry.wording.iter().any(|(_, t)| !t.is_empty() && t.get(lang).is_none());
            *open += lacks as usize;
        }
    }
    list(by_kind, |(kind, (count, open))| {
        map([
            ("name", scope.kinds(kind).into()),
            ("count", count.into()),
            ("open", list(open, Value::from)),
        ])
    })
}
