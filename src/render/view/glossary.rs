//! Every term, with its name in the other languages.

use super::super::scope::Scope;
use super::super::value::{fields, list, map};
use super::{Page, crumb, index_head};
use crate::site::View;

pub fn page(scope: &Scope) -> Page {
    let book = scope.book;
    let mut terms: Vec<_> = book.glossary.iter().collect();
    // By letters where the language has them; Chinese keeps the author's order.
    if terms.iter().all(|t| t.term.str(scope.lang).is_ascii()) {
        terms.sort_by_key(|t| t.term.str(scope.lang).to_lowercase());
    }
    let terms = list(terms, |t| {
        let others = book.langs().filter(|lang| *lang != scope.lang).filter_map(|lang| {
            let name = t.term.get(lang)?;
            let tag = &book.settings.languages[lang.0 as usize].tag;
            Some(map([("tag", tag.as_str().into()), ("name", (&*name.text).into())]))
        });
        let others: Vec<_> = others.collect();
        scope.item(
            &t.head,
            [
                ("term", scope.name(&t.term)),
                ("others", others.into()),
                ("definition", scope.line(&t.definition)),
                ("see", scope.link_to(t.see.as_ref())),
            ],
        )
    });
    let mut head = index_head(scope, "glossary", "library");
    head.crumbs = vec![crumb(scope, "library", View::Library)];
    Page { template: "glossary.html", head, values: fields([("terms", terms)]) }
}
