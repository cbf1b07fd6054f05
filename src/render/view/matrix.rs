//! The relationship matrix: levels by contents, and what weighs in each stage.

use super::super::scope::Scope;
use super::super::value::{fields, list, map};
use super::{Page, crumb, index_head};
use crate::model::{Cell, Stage};
use crate::site::View;
use tera::Value;

pub fn page(scope: &Scope) -> Page {
    let matrix = &scope.book.matrix;
    let cell = |c: &Cell| {
        scope.item(&c.head, [("title", scope.name(&c.title)), ("text", scope.prose(&c.text))])
    };
    let values = fields([
        ("intro", scope.block(&matrix.intro)),
        ("levels", list(&matrix.levels, cell)),
        ("contents", list(&matrix.contents, cell)),
        ("grid", grid(scope)),
        ("stages", list(&scope.book.stages, |s| stage(scope, s))),
    ]);
    let mut head = index_head(scope, "relationship", "library");
    head.crumbs = vec![crumb(scope, "library", View::Library)];
    Page { template: "matrix.html", head, values }
}

/// Row by row, in each cell the stages that set weight on it.
fn grid(scope: &Scope) -> Value {
    let matrix = &scope.book.matrix;
    list(&matrix.levels, |level| {
        let cells = list(&matrix.contents, |content| {
            let weights = matrix
                .weights
                .iter()
                .filter(|w| w.level.id == level.head.id && w.content.id == content.head.id);
            list(weights, |w| {
                let number = scope.book.stage(&w.stage.id).map(|s| s.number);
                map([
                    ("number", number.into()),
                    ("main", w.main.into()),
                    ("stage", scope.link(&w.stage.id).into()),
                ])
            })
        });
        map([("title", scope.name(&level.title)), ("cells", cells)])
    })
}

fn stage(scope: &Scope, stage: &Stage) -> Value {
    let matrix = &scope.book.matrix;
    let title = |cells: &[Cell], id: &str| {
        cells.iter().find(|c| c.head.id == id).map(|c| scope.name(&c.title))
    };
    let mut own: Vec<_> = matrix.weights.iter().filter(|w| w.stage.id == stage.head.id).collect();
    own.sort_by_key(|w| !w.main);
    map([
        ("number", stage.number.into()),
        ("link", scope.link(&stage.head.id).into()),
        (
            "weights",
            list(own, |w| {
                map([
                    ("main", w.main.into()),
                    ("level", title(&matrix.levels, &w.level.id).into()),
                    ("content", title(&matrix.contents, &w.content.id).into()),
                    ("text", scope.prose(&w.text)),
                    ("origin", scope.origin(&w.origin).into()),
                ])
            }),
        ),
    ])
}
