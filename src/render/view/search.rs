//! The page of results: a form that a plain link can fill, and the place where scripts show what
//! they find.

use super::super::scope::Scope;
use super::super::value::fields;
use super::{Page, index_head};

/// The page's form by itself, to be opened on any page.
pub fn search_box(scope: &Scope) -> Page {
    Page { template: "components/search.html", ..page(scope) }
}

pub fn page(scope: &Scope) -> Page {
    Page { template: "search.html", head: index_head(scope, "search", ""), values: fields([]) }
}
