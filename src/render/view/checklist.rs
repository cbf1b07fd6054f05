//! A stage on one sheet of A4: what to tick by hand.

use super::super::chrome::Head;
use super::super::scope::Scope;
use super::super::value::{fields, list};
use super::{Page, crumb, stage::gate};
use crate::site::View;

pub fn page(scope: &Scope, n: usize) -> Page {
    let stage = &scope.book.stages[n];
    let conditions = list(stage.conditions.all(), |c| scope.line(&c.text));
    let buyer = scope.book.buyer_stage(&stage.buyer_stage.id);
    let values = fields([
        ("number", stage.number.into()),
        ("stage_title", scope.name(&stage.title)),
        ("stage_href", scope.href(View::Stage(n)).into()),
        ("buyer", buyer.map(|b| scope.name(&b.title)).into()),
        ("purpose", scope.line(&stage.purpose)),
        ("milestone", gate(scope, &stage.milestone)),
        ("success", gate(scope, &stage.success)),
        ("recommended", list(&stage.recommended, |r| scope.line(&r.text))),
        ("conditions", conditions),
        ("risks", list(&stage.risks, |r| scope.line(&r.text))),
    ]);
    let name = stage.title.str(scope.lang);
    let title = crate::theme::fill(
        scope.words.say("checklist.title"),
        &[("n", &stage.number.to_string()), ("stage", name)],
    );
    let head = Head {
        title,
        description: scope.plain(&stage.purpose),
        menu: "stages",
        crumbs: vec![
            crumb(scope, "stages", View::Stages),
            (name.to_string(), scope.href(View::Stage(n))),
        ],
        ..Head::default()
    };
    Page { template: "checklist.html", head, values }
}
