//! Learning paths: the shelf, and the chapters of each.

use super::super::chrome::Head;
use super::super::scope::Scope;
use super::super::value::{fields, list, map};
use super::{Page, crumb, index_head};
use crate::model::{Chapter, Path};
use crate::site::View;
use tera::Value;

pub fn index(scope: &Scope) -> Page {
    let paths = list(&scope.book.paths, |p: &std::sync::Arc<Path>| {
        map([
            ("link", scope.link(&p.head.id).into()),
            ("audience", scope.name(&p.audience)),
            ("intro", scope.line(&p.intro)),
            ("count", scope.count("counts.chapters", p.chapters.len())),
        ])
    });
    let values = fields([("paths", paths)]);
    Page { template: "paths.html", head: index_head(scope, "paths", "quizzes"), values }
}

pub fn page(scope: &Scope, n: usize) -> Page {
    let path = &scope.book.paths[n];
    let own = scope.item(
        &path.head,
        [
            ("title", scope.name(&path.title)),
            ("audience", scope.name(&path.audience)),
            ("intro", scope.block(&path.intro)),
        ],
    );
    let chapters = list(&path.chapters, |c| chapter(scope, c));
    let values = fields([("path", own), ("chapters", chapters)]);
    let head = Head {
        title: path.title.str(scope.lang).to_string(),
        description: scope.plain(&path.intro),
        menu: "quizzes",
        crumbs: vec![crumb(scope, "paths", View::Paths)],
        ..Head::default()
    };
    Page { template: "path.html", head, values }
}

fn chapter(scope: &Scope, c: &Chapter) -> Value {
    let quiz = c.quiz.as_ref().and_then(|r| scope.book.quizzes.iter().find(|q| q.head.id == r.id));
    let pass = c.pass.or(quiz.map(|q| q.pass));
    scope.item(
        &c.head,
        [
            ("title", scope.name(&c.title)),
            ("when", scope.name(&c.when)),
            ("text", scope.block(&c.text)),
            ("read", scope.links(&c.read)),
            ("practise", scope.links(&c.practise)),
            ("quiz", scope.link_to(c.quiz.as_ref())),
            ("pass", pass.into()),
            ("tasks", scope.proses(&c.tasks)),
        ],
    )
}
