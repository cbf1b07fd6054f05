//! A page of guidance.

use super::super::chrome::Head;
use super::super::scope::Scope;
use super::super::value::{fields, map};
use super::{Page, crumb, library};
use crate::site::View;
use tera::Value;

pub fn page(scope: &Scope, n: usize) -> Page {
    let guide = &scope.book.guides[n];
    let body = scope.body(&guide.bodies, 0);
    let own = scope.item(
        &guide.head,
        [("title", scope.name(&guide.title)), ("summary", scope.prose(&guide.summary))],
    );
    let values = fields([
        ("guide", own),
        ("html", body.as_ref().map(|b| b.html.clone()).into()),
        ("borrowed", body.as_ref().is_some_and(|b| b.borrowed).into()),
        ("stage", scope.link_to(guide.stage.as_ref())),
        ("section", library::section_title(scope, &guide.section)),
        ("section_id", format!("shelf-{}", guide.section).into()),
        ("previous", neighbour(scope, n, n.checked_sub(1))),
        ("next", neighbour(scope, n, Some(n + 1))),
    ]);
    let section = library::section_title(scope, &guide.section);
    let library = scope.href(View::Library);
    let shelf = format!("{library}#shelf-{}", guide.section);
    let head = Head {
        title: guide.title.str(scope.lang).to_string(),
        description: scope.plain(&guide.summary),
        menu: "library",
        crumbs: vec![
            crumb(scope, "library", View::Library),
            (section.as_str().unwrap_or_default().to_string(), shelf),
        ],
        toc: body.map(|b| b.toc).unwrap_or_default(),
    };
    Page { template: "guide.html", head, values }
}

/// The guide beside this one on its shelf.
fn neighbour(scope: &Scope, here: usize, there: Option<usize>) -> Value {
    let book = scope.book;
    let found = there.and_then(|n| Some((n, book.guides.get(n)?)));
    let same_shelf = found.filter(|(n, guide)| {
        guide.section == book.guides[here].section
            && scope.site.page(&scope.site.path(View::Guide(*n), scope.lang)).is_some()
    });
    let Some((n, guide)) = same_shelf else { return Value::none() };
    map([("title", scope.name(&guide.title)), ("href", scope.href(View::Guide(n)).into())])
}
