//! The pages that a person works on: deals, the meeting card, the drill, the review.
//!
//! What they show is in the browser's own store; without scripts each says what it is for and
//! leads to what can be used on paper.

use super::super::scope::Scope;
use super::super::value::{fields, list, map};
use super::{Page, index_head};
use crate::site::View;

pub fn deals(scope: &Scope) -> Page {
    page(scope, "deals.html", "deals", "deals")
}

pub fn card(scope: &Scope) -> Page {
    page(scope, "card.html", "card", "deals")
}

pub fn drill(scope: &Scope) -> Page {
    page(scope, "drill.html", "drill", "quizzes")
}

pub fn review(scope: &Scope) -> Page {
    page(scope, "review.html", "review", "quizzes")
}

fn page(scope: &Scope, template: &'static str, key: &'static str, menu: &'static str) -> Page {
    let sheets = list(0..scope.book.stages.len(), |n| {
        let stage = &scope.book.stages[n];
        // The card's address names a meeting; without scripts it leads to the meeting itself.
        let meetings = list(&stage.meetings, |m| {
            map([
                ("id", m.head.id.as_str().into()),
                ("role", scope.name(&m.role)),
                ("link", scope.link(&m.head.id).into()),
            ])
        });
        map([
            ("meetings", meetings),
            ("number", stage.number.into()),
            ("name", scope.name(&stage.title)),
            ("href", scope.href(View::Checklist(n)).into()),
        ])
    });
    Page { template, head: index_head(scope, key, menu), values: fields([("sheets", sheets)]) }
}
