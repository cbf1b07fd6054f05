//! All scripts, stage by stage.

use super::super::scope::Scope;
use super::super::value::{fields, list, map};
use super::stage::script;
use super::{Page, index_head};

pub fn page(scope: &Scope) -> Page {
    let book = scope.book;
    let groups = book.stages.iter().filter_map(|stage| {
        let own: Vec<_> = book.scripts.iter().filter(|s| s.stage.id == stage.head.id).collect();
        (!own.is_empty()).then(|| {
            map([
                ("number", stage.number.into()),
                ("title", scope.name(&stage.title)),
                ("scripts", list(own, |s| script(scope, s))),
            ])
        })
    });
    let mut groups: Vec<_> = groups.collect();
    let stray: Vec<_> = book.scripts.iter().filter(|s| book.stage(&s.stage.id).is_none()).collect();
    if !stray.is_empty() {
        groups.push(map([("scripts", list(stray, |s| script(scope, s)))]));
    }
    let values = fields([("groups", groups.into())]);
    Page { template: "scripts.html", head: index_head(scope, "scripts", "scripts"), values }
}
