//! The front page: the two tracks, and three doors for those who learn, meet or teach. A playbook
//! without stages opens with its guides.

use super::super::chrome::Head;
use super::super::minutes;
use super::super::scope::Scope;
use super::super::value::{fields, map};
use super::{Page, library};
use crate::model::Path;
use tera::Value;

pub fn page(scope: &Scope) -> Page {
    let (book, settings) = (scope.book, &scope.book.settings);
    let headline = if settings.headline.is_empty() { &settings.title } else { &settings.headline };
    let path = book.paths.first().and_then(|p| scope.link(&p.head.id));
    let shelves = match book.stages.is_empty() {
        true => library::shelves(scope),
        false => Value::none(),
    };
    let values = fields([
        ("shelves", shelves),
        ("headline", scope.name(headline)),
        ("lead", scope.block(&settings.lead)),
        ("first_path", path.into()),
        ("start", book.paths.first().map(|path| start(scope, path)).into()),
        ("quiz_count", scope.count("counts.quizzes", book.quizzes.len())),
        ("script_count", scope.count("counts.scripts", book.scripts.len())),
        ("guide_count", scope.count("counts.guides", book.guides.len())),
        ("first_stage", book.stages.first().map_or(Value::none(), |s| s.head.id.as_str().into())),
    ]);
    let head = Head { title: settings.title.str(scope.lang).into(), ..Head::default() };
    Page { template: "home.html", head, values }
}

/// The first step of a path, for whoever has not been here.
fn start(scope: &Scope, path: &Path) -> Value {
    let first = path.chapters.first();
    let step = first.and_then(|c| c.read.iter().chain(&c.practise).chain(&c.quiz).next());
    let minutes = first.map_or(0, |c| minutes::of_chapter(scope.book, c, scope.lang));
    map([
        ("path", path.head.id.as_str().into()),
        ("link", step.and_then(|to| scope.link(&to.id)).or(scope.link(&path.head.id)).into()),
        ("title", scope.name(&path.title)),
        ("when", first.map(|c| scope.name(&c.when)).into()),
        ("minutes", scope.count("path.minutes", minutes as usize)),
    ])
}
