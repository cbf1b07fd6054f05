//! The front page: the two tracks, and three doors for those who learn, meet or teach. A playbook
//! without stages opens with its guides.

use super::super::chrome::Head;
use super::super::scope::Scope;
use super::super::value::fields;
use super::{Page, library};
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
        ("quiz_count", scope.count("counts.quizzes", book.quizzes.len())),
        ("script_count", scope.count("counts.scripts", book.scripts.len())),
        ("guide_count", scope.count("counts.guides", book.guides.len())),
        ("first_stage", book.stages.first().map_or(Value::none(), |s| s.head.id.as_str().into())),
    ]);
    let head = Head { title: settings.title.str(scope.lang).into(), ..Head::default() };
    Page { template: "home.html", head, values }
}
