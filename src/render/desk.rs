//! The trainer's desk: what is wrong, untranslated, untested, and what changed. Only a preview
//! has it.

use super::chrome::Head;
use super::items::{self, Items};
use super::scope::Scope;
use super::value::{list, map};
use super::view::Page;
use crate::diagnostic::{Diagnostic, Files, Report, Severity, line_column};
use crate::model::{Action, Kind, Playbook};
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

pub(super) fn page(scope: &Scope, items: &Items, desk: &Desk) -> Page {
    let of = |wanted: &dyn Fn(&Diagnostic) -> bool| {
        list(desk.report.iter().filter(|d| wanted(d)), |d| fault(d, desk.files))
    };
    let grouped = |d: &Diagnostic| TRANSLATION.contains(&d.code) || TESTING.contains(&d.code);
    let values = [
        ("faults", of(&|d| !grouped(d))),
        ("translations", of(&|d| TRANSLATION.contains(&d.code))),
        ("testing", of(&|d| TESTING.contains(&d.code))),
        ("bare", bare_actions(scope)),
        ("changed", changed(scope, items, desk.before)),
        ("counts", counts(scope)),
        ("errors", desk.report.errors().into()),
        ("warnings", desk.report.warnings().into()),
    ];
    let title = scope.words.say("desk.title").to_string();
    let values: Map = values.into_iter().map(|(name, value)| (Key::Str(name), value)).collect();
    Page { template: "desk.html", head: Head { title, ..Head::default() }, values }
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
fn bare_actions(scope: &Scope) -> Value {
    let stages = scope.book.stages.iter();
    let actions = stages.flat_map(|s| s.milestone.actions.iter().chain(&s.success.actions));
    let bare = |a: &&Action| a.evidence.is_empty() || a.done_when.is_empty();
    list(actions.filter(bare), |a| {
        map([
            ("id", a.head.id.as_str().into()),
            ("text", scope.line(&a.text)),
            ("href", scope.site.href(scope.page, &a.head.id).into()),
        ])
    })
}

fn changed(scope: &Scope, items: &Items, before: &Snapshot) -> Value {
    let names: HashMap<&str, _> =
        scope.book.entries().iter().map(|e| (e.head.id.as_str(), e.name)).collect();
    list(changes(before, items), |(how, id)| {
        map([
            ("how", scope.words.say(&format!("desk.{how}")).into()),
            ("id", id.into()),
            ("name", names.get(id).map_or(Value::from(""), |name| scope.line(name))),
            ("href", scope.site.href(scope.page, id).into()),
        ])
    })
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
            let lacks = entry.texts.iter().any(|t| !t.is_empty() && t.get(lang).is_none());
            *open += lacks as usize;
        }
    }
    list(by_kind, |(kind, (count, open))| {
        let key = format!("kinds.{}", items::word(kind).replace('-', "_"));
        map([
            ("name", scope.words.say(&key).into()),
            ("count", count.into()),
            ("open", list(open, Value::from)),
        ])
    })
}
