//! The buyer's own stages, and the signs by which to tell them.

use super::super::scope::Scope;
use super::super::value::{fields, list};
use super::stage::lines;
use super::{Page, crumb, index_head};
use crate::site::View;

pub fn page(scope: &Scope) -> Page {
    let book = scope.book;
    let stages = list(&book.buyer.stages, |b| {
        let ours = book.stages.iter().find(|s| s.buyer_stage.id == b.head.id);
        scope.item(
            &b.head,
            [
                ("number", b.number.into()),
                ("title", scope.name(&b.title)),
                ("text", scope.block(&b.text)),
                ("signs", lines(scope, &b.signs)),
                ("ours", ours.and_then(|s| scope.link(&s.head.id)).into()),
            ],
        )
    });
    let values = fields([("intro", scope.block(&book.buyer.intro)), ("stages", stages)]);
    let mut head = index_head(scope, "buyer", "stages");
    let above = Some(View::Stages).filter(|view| scope.site.has(*view));
    head.crumbs = above.map(|view| crumb(scope, "stages", view)).into_iter().collect();
    head.toc = book
        .buyer
        .stages
        .iter()
        .map(|b| {
            let title = format!("{} {}", b.number, b.title.str(scope.lang));
            fields([("id", b.head.id.as_str().into()), ("title", title.into())]).into()
        })
        .collect();
    Page { template: "buyer.html", head, values }
}
