//! The meaning of each key, from `meanings.yaml`: a section for each group of keys, named as in
//! messages, and one for the keys that mean the same everywhere.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

/// The section of the keys that mean the same in every group.
const EVERYWHERE: &str = "everywhere";

type Sections = BTreeMap<String, BTreeMap<String, String>>;

static MEANINGS: LazyLock<Sections> =
    LazyLock::new(|| serde_yaml::from_str(include_str!("meanings.yaml")).unwrap_or_default());

/// What `key` means in the group that messages call `what`.
pub fn of(what: &str, key: &str) -> Option<&'static str> {
    let find = |section: &str| Some(MEANINGS.get(section)?.get(key)?.as_str());
    find(what).or_else(|| find(EVERYWHERE))
}

/// Meanings of keys that none of the groups has: `group: key`.
pub fn unknown(groups: &[&super::Group]) -> Vec<String> {
    let mut there: BTreeSet<(&str, &str)> = BTreeSet::new();
    for group in groups {
        for key in &group.keys {
            there.insert((group.what, key.name));
            if MEANINGS.get(group.what).is_none_or(|section| !section.contains_key(key.name)) {
                there.insert((EVERYWHERE, key.name));
            }
        }
    }
    let written = MEANINGS
        .iter()
        .flat_map(|(what, keys)| keys.keys().map(move |k| (what.as_str(), k.as_str())));
    let stale = written.filter(|pair| !there.contains(pair));
    stale.map(|(what, key)| format!("{what}: {key}")).collect()
}
