//! All self-checks, and the typical wrong ideas that their answers point to.

use super::super::scope::Scope;
use super::super::value::{fields, list, map};
use super::{Page, index_head};

pub fn page(scope: &Scope) -> Page {
    let quizzes = list(&scope.book.quizzes, |q| {
        map([
            ("link", scope.link(&q.head.id).into()),
            ("intro", scope.line(&q.intro)),
            ("count", scope.count("counts.questions", q.questions.len())),
            ("pass", q.pass.into()),
            ("stage", scope.link_to(q.stage.as_ref())),
        ])
    });
    let misconceptions = list(scope.book.misconceptions.iter(), |m| {
        scope.item(&m.head, [("title", scope.name(&m.title)), ("text", scope.block(&m.text))])
    });
    let values = fields([("quizzes", quizzes), ("misconceptions", misconceptions)]);
    Page { template: "quizzes.html", head: index_head(scope, "quizzes", "quizzes"), values }
}
