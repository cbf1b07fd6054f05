//! How people are appraised: the card with its weights, and what each stage's process shows.

use super::super::scope::Scope;
use super::super::value::{fields, list, map};
use super::{Page, crumb, index_head};
use crate::site::View;

pub fn page(scope: &Scope) -> Page {
    let card = &scope.book.scorecard;
    let perspectives = list(&card.perspectives, |p| {
        let items = list(&p.items, |i| {
            let pairs = [
                ("text", scope.prose(&i.text)),
                ("evidence", scope.prose(&i.evidence)),
                ("from", scope.links(&i.from)),
            ];
            scope.item(&i.head, pairs)
        });
        scope.item(
            &p.head,
            [
                ("title", scope.name(&p.title)),
                ("weight", p.weight.into()),
                ("kind", p.kind.word().into()),
                ("kind_name", scope.words.say(&format!("scorecard.{}", p.kind.word())).into()),
                ("text", scope.block(&p.text)),
                ("items", items),
            ],
        )
    });
    let stages = list(scope.book.stages.iter().filter(|s| !s.appraisal.is_empty()), |s| {
        let items = list(&s.appraisal, |a| {
            map([
                ("link", scope.link(&a.head.id).into()),
                ("text", scope.prose(&a.text)),
                ("evidence", scope.prose(&a.evidence)),
            ])
        });
        map([
            ("number", s.number.into()),
            ("link", scope.link(&s.head.id).into()),
            ("items", items),
        ])
    });
    let values = fields([
        ("intro", scope.block(&card.intro)),
        ("perspectives", perspectives),
        ("stages", stages),
    ]);
    let mut head = index_head(scope, "scorecard", "library");
    head.crumbs = vec![crumb(scope, "library", View::Library)];
    Page { template: "scorecard.html", head, values }
}
