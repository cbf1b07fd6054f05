//! The information card: what to find out about a customer, and how to rate it.

use super::super::scope::Scope;
use super::super::value::{fields, list, map};
use super::stage::lines;
use super::{Page, crumb, index_head};
use crate::site::View;

pub fn page(scope: &Scope) -> Page {
    let (book, card) = (scope.book, &scope.book.dimensions);
    let dimensions = list(&card.list, |d| {
        let found_in = book.sources.iter().filter(|s| s.reveals.iter().any(|r| r.id == d.head.id));
        let found_in: Vec<_> = found_in.filter_map(|s| scope.link(&s.head.id)).collect();
        scope.item(
            &d.head,
            [
                ("title", scope.name(&d.title)),
                ("text", scope.block(&d.text)),
                ("questions", lines(scope, &d.questions)),
                ("benefit", scope.prose(&d.benefit)),
                ("risk", scope.prose(&d.risk)),
                ("found_in", found_in.into()),
            ],
        )
    });
    let values = fields([("intro", scope.block(&card.intro)), ("dimensions", dimensions)]);
    let mut head = index_head(scope, "dimensions", "library");
    head.crumbs = vec![crumb(scope, "library", View::Library)];
    head.toc = (card.list.iter())
        .map(|d| {
            map([("id", d.head.id.as_str().into()), ("title", d.title.str(scope.lang).into())])
        })
        .collect();
    Page { template: "dimensions.html", head, values }
}
