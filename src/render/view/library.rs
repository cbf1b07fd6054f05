//! The library: every guide on its shelf, and the pages of reference beside them.

use super::super::scope::Scope;
use super::super::value::{fields, list, map};
use super::{Page, index_head};
use crate::model::Guide;
use crate::site::{REFERENCE, View};
use std::sync::Arc;
use tera::Value;

pub fn page(scope: &Scope) -> Page {
    let there = REFERENCE.iter().filter(|view| scope.site.has(**view));
    let reference = list(there, |view| {
        let name = view.name().unwrap_or_default();
        map([
            ("href", scope.href(*view).into()),
            ("title", scope.words.say(&format!("pages.{name}")).into()),
            ("about", scope.words.say(&format!("about_pages.{name}")).into()),
        ])
    });
    let values = fields([("reference", reference), ("shelves", shelves(scope))]);
    Page { template: "library.html", head: index_head(scope, "library", "library"), values }
}

/// The guides, shelf by shelf.
pub fn shelves(scope: &Scope) -> Value {
    let mut shelves: Vec<(String, Vec<usize>)> = Vec::new();
    for (n, guide) in scope.book.guides.iter().enumerate() {
        if scope.site.page(&scope.site.path(View::Guide(n), scope.lang)).is_none() {
            continue;
        }
        match shelves.last_mut() {
            Some((section, guides)) if *section == guide.section => guides.push(n),
            _ => shelves.push((guide.section.clone(), vec![n])),
        }
    }
    list(shelves, |(section, guides)| {
        map([
            ("id", format!("shelf-{section}").into()),
            ("title", section_title(scope, &section)),
            ("count", guides.len().into()),
            ("guides", list(guides, |n| entry(scope, n))),
        ])
    })
}

fn entry(scope: &Scope, n: usize) -> Value {
    let guide: &Arc<Guide> = &scope.book.guides[n];
    map([
        ("href", scope.href(View::Guide(n)).into()),
        ("title", scope.name(&guide.title)),
        ("summary", scope.name(&guide.summary)),
    ])
}

/// What a shelf is called: by the playbook, by the stage of its name, by the theme, or by its id.
pub fn section_title(scope: &Scope, section: &str) -> Value {
    if let Some(found) = scope.book.settings.sections.iter().find(|s| s.id == section) {
        return scope.name(&found.title);
    }
    let number = section.strip_prefix("stage-").and_then(|n| n.parse::<u32>().ok());
    if let Some(stage) = number.and_then(|n| scope.book.stages.iter().find(|s| s.number == n)) {
        let title = stage.title.str(scope.lang);
        let n = stage.number.to_string();
        return crate::theme::fill(
            scope.words.say("library.stage"),
            &[("n", n.as_str()), ("title", title)],
        )
        .into();
    }
    let key = format!("sections.{}", if section.is_empty() { "none" } else { section });
    match scope.words.say(&key) {
        word if word == key => section.into(),
        word => word.into(),
    }
}
