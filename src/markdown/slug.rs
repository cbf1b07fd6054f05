//! Ids for headings.
//!
//! An id that the author gave wins; another heading's id is made of its words, Chinese ones as
//! they stand, and a repeated id is numbered.

use std::collections::{HashMap, HashSet};

/// The ids of one text so far.
#[derive(Default)]
pub(super) struct Ids<'a> {
    used: HashSet<String>,
    /// The number that the next twin of an id gets.
    next: HashMap<String, u32>,
    /// Ids that authors give somewhere in the text; found when the first automatic id is needed.
    given: Option<HashSet<&'a str>>,
}

impl<'a> Ids<'a> {
    /// The id that the author gave, numbered if the text has it already; and whether it has.
    pub fn explicit(&mut self, id: &str) -> (String, bool) {
        self.unique(id.to_string(), true)
    }

    /// An id made of a heading's words; it leaves alone those that are given further down.
    pub fn automatic(&mut self, words: &str, text: &'a str) -> String {
        self.given.get_or_insert_with(|| given_ids(text));
        self.unique(slug(words), false).0
    }

    fn unique(&mut self, id: String, is_given: bool) -> (String, bool) {
        let taken = |id: &str| self.given.as_ref().is_some_and(|given| given.contains(id));
        if !self.used.contains(&id) && (is_given || !taken(&id)) {
            self.used.insert(id.clone());
            return (id, false);
        }
        let mut number = self.next.get(&id).copied().unwrap_or(2);
        let unique = loop {
            let unique = format!("{id}-{number}");
            number += 1;
            if !self.used.contains(&unique) && !taken(&unique) {
                break unique;
            }
        };
        self.next.insert(id, number);
        self.used.insert(unique.clone());
        (unique, true)
    }
}

/// A heading's words as an id: letters and digits of any script, hyphens between them.
fn slug(words: &str) -> String {
    let mut slug = String::with_capacity(words.len());
    for c in words.chars() {
        match c {
            '\'' | '’' => {}
            c if c.is_ascii_alphanumeric() => slug.push(c.to_ascii_lowercase()),
            c if c.is_alphanumeric() => slug.extend(c.to_lowercase()),
            _ if slug.is_empty() || slug.ends_with('-') => {}
            _ => slug.push('-'),
        }
    }
    if slug.ends_with('-') {
        slug.pop();
    }
    if slug.is_empty() {
        slug.push_str("section");
    }
    slug
}

/// Every `#id` in braces; one that is no heading's costs no more than a number.
fn given_ids(text: &str) -> HashSet<&str> {
    let blocks = text.split('{').skip(1).filter_map(|rest| {
        let end = rest.find(['}', '\n'])?;
        rest[end..].starts_with('}').then_some(&rest[..end])
    });
    blocks.flat_map(str::split_whitespace).filter_map(|word| word.strip_prefix('#')).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(headings: &[&str], text: &str, ids: &[&str]) {
        let mut found = Ids::default();
        let made: Vec<_> = headings.iter().map(|words| found.automatic(words, text)).collect();
        assert_eq!(made, ids);
    }

    #[test]
    fn words_become_ids_in_any_script() {
        check(&["The buyer's Step"], "", &["the-buyers-step"]);
        check(&["里程碑：定义（一）"], "", &["里程碑-定义-一"]);
        check(&["Über 2 + 2"], "", &["über-2-2"]);
        check(&["…", ""], "", &["section", "section-2"]);
    }

    #[test]
    fn twins_are_numbered_around_ids_that_stand_already() {
        check(&["A", "A 2", "A", "A"], "", &["a", "a-2", "a-3", "a-4"]);
        check(&["A", "B"], "## Later {origin=F1 #a}", &["a-2", "b"]);
    }

    #[test]
    fn a_given_id_wins_and_its_twin_is_reported() {
        let mut ids = Ids::default();
        assert_eq!(ids.explicit("a"), ("a".to_string(), false));
        assert_eq!(ids.explicit("a"), ("a-2".to_string(), true));
    }
}
