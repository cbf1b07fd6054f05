//! The stage map: both tracks at length, each stage with its purpose and its two gates.

use super::super::scope::Scope;
use super::super::value::{fields, list};
use super::{Page, index_head};
use crate::model::Gate;
use crate::site::View;
use tera::Value;

pub fn page(scope: &Scope) -> Page {
    let gate = |gate: &Gate| list(&gate.actions, |action| scope.line(&action.text));
    let rows: Vec<Value> = (scope.book.stages.iter().enumerate())
        .map(|(n, stage)| {
            let buyer = scope.book.buyer_stage(&stage.buyer_stage.id);
            fields([
                ("number", stage.number.into()),
                ("title", scope.name(&stage.title)),
                ("href", scope.href(View::Stage(n)).into()),
                ("checklist", scope.href(View::Checklist(n)).into()),
                ("purpose", scope.prose(&stage.purpose)),
                ("buyer", buyer.map(|b| scope.name(&b.title)).into()),
                ("milestone", gate(&stage.milestone)),
                ("success", gate(&stage.success)),
            ])
            .into()
        })
        .collect();
    let values = fields([("rows", rows.into())]);
    Page { template: "stages.html", head: index_head(scope, "stages", "stages"), values }
}
