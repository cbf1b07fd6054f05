//! Which facts of a source text the playbook carries, and which of them a question tests.
//!
//! An item or a heading says in its `origin` which facts it carries. A question tests the facts of
//! its own origin and those of everything it names under `tests`.

use crate::model::{GuideBody, Origin, Playbook, Question};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Where the facts of a source text went.
#[derive(Clone, Debug, Default)]
pub struct Coverage {
    /// By fact: the ids of the items and `page#heading`s that carry it.
    pub carried: BTreeMap<String, BTreeSet<String>>,
    /// By fact: the ids of the questions that test it.
    pub tested: BTreeMap<String, BTreeSet<String>>,
}

/// Gathers the origins of everything in the playbook.
pub fn coverage(book: &Playbook) -> Coverage {
    let mut found = Coverage::default();
    let places = places(book);
    for (place, facts) in &places {
        for fact in facts {
            found.carried.entry(fact.clone()).or_default().insert(place.clone());
        }
    }
    for question in book.quizzes.iter().flat_map(|q| &q.questions) {
        for fact in facts_of(question, &places) {
            found.tested.entry(fact).or_default().insert(question.head.id.clone());
        }
    }
    found
}

fn facts_of(question: &Question, places: &HashMap<String, BTreeSet<String>>) -> BTreeSet<String> {
    let named = question.tests.iter().filter_map(|r| places.get(&r.id)).flatten();
    question.head.origin.facts.iter().chain(named).cloned().collect()
}

/// What each place carries: items, `page#heading`s, and pages with all that is on them.
fn places(book: &Playbook) -> HashMap<String, BTreeSet<String>> {
    let mut places: HashMap<String, BTreeSet<String>> = HashMap::new();
    let mut add = |place: &str, origin: &Origin| {
        places.entry(place.to_string()).or_default().extend(origin.facts.iter().cloned());
    };
    for entry in book.entries().iter().filter(|e| e.kind != crate::model::Kind::Question) {
        add(&entry.head.id, &entry.head.origin);
    }
    for stage in &book.stages {
        add(&format!("{}#milestone", stage.head.id), &stage.milestone.origin);
        add(&format!("{}#success", stage.head.id), &stage.success.origin);
        bodies(&stage.head.id, &stage.guide, &mut add);
    }
    for weight in &book.matrix.weights {
        add("relationship", &weight.origin);
    }
    book.guides.iter().for_each(|g| bodies(&g.head.id, &g.bodies, &mut add));
    book.sources.iter().for_each(|s| bodies(&s.head.id, &s.guide, &mut add));
    places
}

fn bodies(page: &str, bodies: &[Option<GuideBody>], add: &mut impl FnMut(&str, &Origin)) {
    for body in bodies.iter().flatten() {
        add(page, &body.origin);
        for (heading, origin) in &body.headings {
            add(&format!("{page}#{heading}"), origin);
        }
    }
}
