//! What this playbook is: the author's own words, and how much of it comes from where.

use super::super::scope::Scope;
use super::super::value::{fields, list, map};
use super::{Page, index_head};
use crate::model::{Entry, Kind, Origin};
use std::collections::BTreeMap;

/// How many items come from where.
#[derive(Clone, Copy, Default)]
struct Count {
    source: usize,
    both: usize,
    ours: usize,
    silent: usize,
}

impl Count {
    fn add(&mut self, origin: &Origin) {
        match (origin.facts.is_empty(), origin.authored) {
            (false, false) => self.source += 1,
            (false, true) => self.both += 1,
            (true, true) => self.ours += 1,
            (true, false) => self.silent += 1,
        }
    }

    fn all(&self) -> usize {
        self.source + self.both + self.ours + self.silent
    }
}

pub fn page(scope: &Scope) -> Page {
    let book = scope.book;
    let (mut by_kind, mut total) = (BTreeMap::<Kind, Count>::new(), Count::default());
    // Parts that carry no origin of their own belong to an item that does.
    let counted = |entry: &Entry| !matches!(entry.kind, Kind::Node | Kind::Misconception);
    for entry in book.entries().iter().filter(|e| counted(e)) {
        let body = match entry.kind {
            Kind::Guide => scope.guide(&entry.head.id),
            _ => None,
        };
        let origin = body.and_then(|g| g.bodies.first()?.as_ref()).map(|b| &b.origin);
        let own = Some(&entry.head.origin).filter(|o| **o != Origin::default());
        let origin = own.or(origin).cloned().unwrap_or_default();
        by_kind.entry(entry.kind).or_default().add(&origin);
        total.add(&origin);
    }
    let row = |count: Count| {
        [
            ("source", count.source.into()),
            ("both", count.both.into()),
            ("ours", count.ours.into()),
            ("silent", count.silent.into()),
            ("all", count.all().into()),
        ]
    };
    let kinds = list(by_kind, |(kind, count)| {
        let mut fields = fields(row(count));
        fields.insert(tera::value::Key::Str("name"), scope.kinds(kind).into());
        fields.into()
    });
    let guide = scope.guide("about");
    let body = guide.and_then(|g| scope.body(&g.bodies, 0));
    let mut head = index_head(scope, "about", "");
    if let Some(guide) = guide {
        head.title = guide.title.str(scope.lang).to_string();
        head.description = scope.plain(&guide.summary);
    }
    head.toc = body.as_ref().map(|b| b.toc.clone()).unwrap_or_default();
    let values = fields([
        ("guide", guide.map(|g| scope.item(&g.head, [])).into()),
        ("html", body.map(|b| b.html).into()),
        ("kinds", kinds),
        ("total", map(row(total))),
    ]);
    Page { template: "about.html", head, values }
}
