//! The decoders tell their keys: every key has a meaning, and what is told is what is read.

use crate::support::{Run, twotrack};
use std::collections::BTreeSet;
use twotrack::parse::shape::{Group, Key, Shape, meanings_of_nothing};
use twotrack::parse::shapes;

/// Every group of every kind of file.
fn groups(shapes: &[Shape]) -> Vec<&Group> {
    let mut found = Vec::new();
    shapes.iter().for_each(|shape| shape.group.walk(&mut |group| found.push(group)));
    found
}

#[test]
fn every_key_has_a_meaning_and_every_meaning_a_key() {
    let shapes = shapes();
    let groups = groups(&shapes);
    let keys: Vec<(&Group, &Key)> =
        groups.iter().flat_map(|group| group.keys.iter().map(move |key| (*group, key))).collect();
    assert!(keys.len() > 200, "only {} keys were told", keys.len());
    let silent: BTreeSet<String> = (keys.iter())
        .filter(|(group, key)| group.meaning(key.name).is_none_or(str::is_empty))
        .map(|(group, key)| format!("{}: {}", group.what, key.name))
        .collect();
    assert!(silent.is_empty(), "without a meaning: {silent:#?}");
    let stale = meanings_of_nothing(&groups);
    assert!(stale.is_empty(), "meanings without a key: {stale:#?}");
}

#[test]
fn keys_are_listed_and_a_slip_is_told() {
    let run = Run::of(twotrack().arg("keys")).expect(0);
    let kinds: Vec<&str> =
        run.out.lines().filter_map(|line| line.split_whitespace().next()).collect();
    assert!(kinds.contains(&"playbook") && kinds.contains(&"guide"), "{kinds:?}");
    for kind in kinds {
        let run = Run::of(twotrack().args(["keys", kind])).expect(0);
        assert!(run.out.contains("\n  origin: ") || run.out.contains("\n  title: "), "{}", run.out);
        Run::of(twotrack().args(["keys", kind, "--markdown"])).expect(0);
    }
    let run = Run::of(twotrack().args(["keys", "stagge"])).expect(2);
    assert!(run.err.contains("did you mean `stage`?"), "{}", run.err);
}
