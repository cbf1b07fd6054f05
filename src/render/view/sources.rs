//! Lead sources: the shelf, and one page each.

use super::super::chrome::Head;
use super::super::scope::Scope;
use super::super::value::{fields, list, map};
use super::stage::lines;
use super::{Page, crumb, index_head};
use crate::site::View;

pub fn index(scope: &Scope) -> Page {
    let sources = list(&scope.book.sources, |s| {
        map([
            ("number", s.number.into()),
            ("link", scope.link(&s.head.id).into()),
            ("kind", scope.name(&s.kind)),
            ("summary", scope.line(&s.summary)),
            ("effort", scope.line(&s.effort)),
            ("reveals", scope.links(&s.reveals)),
        ])
    });
    let values = fields([("sources", sources)]);
    Page { template: "sources.html", head: index_head(scope, "sources", "library"), values }
}

pub fn page(scope: &Scope, n: usize) -> Page {
    let source = &scope.book.sources[n];
    let own = scope.item(
        &source.head,
        [
            ("number", source.number.into()),
            ("title", scope.name(&source.title)),
            ("kind", scope.name(&source.kind)),
            ("summary", scope.prose(&source.summary)),
            ("place", scope.block(&source.place)),
            ("how", scope.proses(&source.how)),
            ("effort", scope.prose(&source.effort)),
            ("example_note", scope.block(&source.example_note)),
            ("opener", scope.block(&source.opener)),
            ("mistakes", scope.proses(&source.mistakes)),
            ("privacy", scope.block(&source.privacy)),
        ],
    );
    let neighbour = |n: Option<usize>| {
        n.and_then(|n| scope.book.sources.get(n)).and_then(|s| scope.link(&s.head.id))
    };
    let body = scope.body(&source.guide, 0);
    let values = fields([
        ("source", own),
        ("questions", lines(scope, &source.questions)),
        ("reveals", scope.links(&source.reveals)),
        ("first_script", scope.link_to(source.first_script.as_ref())),
        ("stage", scope.link_to(source.stage.as_ref())),
        ("guide", body.map(|b| b.html).into()),
        ("previous", neighbour(n.checked_sub(1)).into()),
        ("next", neighbour(Some(n + 1)).into()),
    ]);
    let head = Head {
        title: source.title.str(scope.lang).to_string(),
        description: scope.plain(&source.summary),
        menu: "library",
        crumbs: vec![
            crumb(scope, "library", View::Library),
            crumb(scope, "sources", View::Sources),
        ],
        ..Head::default()
    };
    Page { template: "source.html", head, values }
}
