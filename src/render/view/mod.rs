//! One file for each kind of page: from the model to what its template shows.

mod about;
mod buyer;
mod cases;
mod checklist;
mod dimensions;
mod form;
mod glossary;
mod guide;
mod home;
mod library;
mod matrix;
mod mine;
mod paths;
mod quiz;
mod quizzes;
mod scorecard;
mod script;
mod scripts;
mod search;
mod sources;
mod stage;
mod stages;
mod transcript;

pub use cases::{not_started, situation};
pub use form::{label, said, spoken};

use super::chrome::Head;
use super::scope::Scope;
use super::value::fields;
use crate::site::View;
use tera::Map;

pub use search::search_box;

/// What a view hands to its template.
pub struct Page {
    pub template: &'static str,
    pub head: Head,
    pub values: Map,
}

/// The page that a scope is about.
pub fn page(scope: &Scope) -> Page {
    match scope.page.view {
        View::Home => home::page(scope),
        View::Stages => stages::page(scope),
        View::Stage(n) => stage::page(scope, n),
        View::Checklist(n) => checklist::page(scope, n),
        View::Buyer => buyer::page(scope),
        View::Scripts => scripts::page(scope),
        View::Script(n) => script::page(scope, n),
        View::Sources => sources::index(scope),
        View::Source(n) => sources::page(scope, n),
        View::Dimensions => dimensions::page(scope),
        View::Matrix => matrix::page(scope),
        View::Library => library::page(scope),
        View::Guide(n) => guide::page(scope, n),
        View::Quizzes => quizzes::page(scope),
        View::Quiz(n) => quiz::page(scope, n),
        View::Key(n) => quiz::key(scope, n),
        View::Review => mine::review(scope),
        View::Drill => mine::drill(scope),
        View::Deals => mine::deals(scope),
        View::Card => mine::card(scope),
        View::Paths => paths::index(scope),
        View::Path(n) => paths::page(scope, n),
        View::Cases => cases::index(scope),
        View::Case(n) => cases::page(scope, n),
        View::Scorecard => scorecard::page(scope),
        View::Glossary => glossary::page(scope),
        View::Search => search::page(scope),
        View::About => about::page(scope),
        View::NotFound | View::Desk | View::Handbook => not_found(scope),
    }
}

fn not_found(scope: &Scope) -> Page {
    let head = Head { title: scope.words.say("not_found.title").into(), ..Head::default() };
    Page { template: "not-found.html", head, values: fields([]) }
}

/// The page above, as a step on the way back.
fn crumb(scope: &Scope, key: &str, view: View) -> (String, String) {
    (scope.words.say(&format!("pages.{key}")).to_string(), scope.href(view))
}

/// A page that is the index of a shelf, named by the theme.
fn index_head(scope: &Scope, key: &'static str, menu: &'static str) -> Head {
    Head {
        title: scope.words.say(&format!("pages.{key}")).to_string(),
        description: scope.words.say(&format!("about_pages.{key}")).to_string(),
        menu,
        ..Head::default()
    }
}
