//! A stage on one sheet of A4: what to tick by hand.

use super::super::chrome::Head;
use super::super::scope::Scope;
use super::super::value::{fields, list};
use super::{Page, crumb, stage::gate};
use crate::model::{Stage, Text};
use crate::site::View;
use unicode_width::UnicodeWidthStr;

/// So many letters fill a sheet in letters of the common size.
const MOST_IN_COMMON_SIZE: usize = 3000;

pub fn page(scope: &Scope, n: usize) -> Page {
    let stage = &scope.book.stages[n];
    let conditions = list(stage.conditions.all(), |c| scope.line(&c.text));
    let buyer = scope.book.buyer_stage(&stage.buyer_stage.id);
    let values = fields([
        ("number", stage.number.into()),
        ("dense", (length(scope, stage) > MOST_IN_COMMON_SIZE).into()),
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

/// How much a sheet holds, in Latin letters; each Chinese one takes the room of two.
fn length(scope: &Scope, stage: &Stage) -> usize {
    let actions = stage.actions();
    let actions = actions.flat_map(|action| [&action.text, &action.done_when]);
    let others = (stage.conditions.all().map(|c| &c.text))
        .chain(stage.recommended.iter().map(|r| &r.text))
        .chain(stage.risks.iter().map(|r| &r.text));
    let width = |text: &Text| scope.plain(text).width();
    actions.chain(others).chain([&stage.purpose]).map(width).sum()
}
