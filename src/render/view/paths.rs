//! Learning paths: the shelf, and the chapters of each.

use super::super::chrome::Head;
use super::super::minutes;
use super::super::scope::Scope;
use super::super::value::{fields, list, map};
use super::{Page, crumb, index_head};
use crate::model::{Chapter, Path, Ref, Text, hash_of};
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
    let quiz = c.quiz_in(scope.book);
    let pass = c.pass.or(quiz.map(|q| q.pass));
    let minutes = |n: u32| scope.count("path.minutes", n as usize);
    let steps = |refs: &[Ref]| {
        list(refs.iter().filter(|to| scope.link(&to.id).is_some()), |to: &Ref| {
            let id = to.page();
            map([
                ("id", id.into()),
                ("link", scope.link(&to.id).into()),
                ("minutes", minutes(minutes::of_page(scope.book, id, scope.lang))),
            ])
        })
    };
    let tasks = list(&c.tasks, |task: &Text| {
        map([("id", hash_of(task).into()), ("text", scope.prose(task))])
    });
    scope.item(
        &c.head,
        [
            ("title", scope.name(&c.title)),
            ("when", scope.name(&c.when)),
            ("text", scope.block(&c.text)),
            ("minutes", minutes(minutes::of_chapter(scope.book, c, scope.lang))),
            ("read", steps(&c.read)),
            ("practise", steps(&c.practise)),
            ("quiz", scope.link_to(c.quiz.as_ref())),
            ("pass", pass.into()),
            ("quiz_minutes", quiz.map(|quiz| minutes(minutes::of_quiz(quiz))).into()),
            ("tasks", tasks),
        ],
    )
}
