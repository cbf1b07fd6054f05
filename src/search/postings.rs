//! Which entries hold a term.
//!
//! Entries are counted in units, in parallel. A term's list is what the units have of it, one
//! after the other, so that no list has to be sorted; it is put together only when it is written,
//! so that no list lies twice in memory.

use super::count::{Counter, MOST, Posting, Unit};
use super::entries::{Entries, Entry, Told};
use super::stems;
use crate::model::Lang;
use rayon::prelude::*;
use rustc_hash::FxHashMap;

/// Entries in a unit: enough to fill a table, few enough to keep all cores busy.
const UNIT: usize = 256;

/// All terms of a language, sorted.
pub struct Postings {
    /// Words and pairs of characters.
    pub terms: Vec<Term>,
    /// Single characters of scripts without spaces.
    pub singles: Vec<Term>,
    units: Vec<Unit>,
}

/// A term with its list, or with the word under whose name its list stands.
pub struct Term {
    pub name: String,
    pub list: List,
}

pub enum List {
    Own(Vec<Place>),
    At(String),
}

/// Unit and number of a term in it.
pub type Place = (u32, u32);

/// Counts the terms of all entries in a language; gives with them what `keep` made of each
/// entry's words.
pub fn count<'a, T: Send>(
    entries: &'a Entries<'a>,
    lang: Lang,
    tag: &str,
    keep: impl Fn(&'a Entry<'a>, Option<&Told>) -> T + Sync,
) -> (Postings, Vec<T>) {
    let stops = if stems::has_stops(tag) { stems::STOP } else { &[] };
    let counted: Vec<(Unit, Vec<T>)> = (entries.list.par_chunks(UNIT).enumerate())
        .map(|(n, part)| {
            let mut counter = Counter::new(stops);
            let kept = part.iter().zip(n * UNIT..).map(|(entry, number)| {
                let told = entries.tell(entry, lang);
                if let Some(told) = &told {
                    counter.entry(number as u32, entry.rank, told);
                }
                keep(entry, told.as_ref())
            });
            let kept = kept.collect();
            (counter.finish(), kept)
        })
        .collect();
    let (units, kept): (Vec<Unit>, Vec<Vec<T>>) = counted.into_iter().unzip();
    let ((mut terms, singles), words) = rayon::join(|| joined(&units), || words(&units, tag));
    terms.extend(words);
    terms.par_sort_unstable_by(|a, b| a.name.cmp(&b.name));
    (Postings { terms, singles, units }, kept.into_iter().flatten().collect())
}

impl Postings {
    /// Fills `list` with the postings of a term, by entry. Lists of several forms of a word become
    /// one; an entry with two of them has both impacts.
    pub fn read(&self, places: &[Place], list: &mut Vec<Posting>) {
        list.clear();
        for (unit, term) in places {
            list.extend_from_slice(self.units[*unit as usize].list(*term));
        }
        if list.is_sorted_by(|a, b| a.entry() < b.entry()) {
            return;
        }
        list.sort_unstable();
        list.dedup_by(|again, kept| {
            let same = again.entry() == kept.entry();
            if same {
                let both = (kept.impact() + again.impact()).min(MOST);
                *kept = Posting::new(kept.entry(), both);
            }
            same
        });
    }
}

/// Pairs and singles, each sorted.
fn joined(units: &[Unit]) -> (Vec<Term>, Vec<Term>) {
    let mut places: FxHashMap<(char, char), Vec<Place>> = FxHashMap::default();
    for (unit, n) in units.iter().zip(0..) {
        for (key, term) in &unit.chars {
            places.entry(*key).or_default().push((n, *term));
        }
    }
    let mut all: Vec<_> = places.into_iter().collect();
    // Sorted as UTF-8 would be.
    all.par_sort_unstable_by_key(|(key, _)| *key);
    let pairs = all.split_off(all.partition_point(|((a, _), _)| *a == '\0'));
    let term = |name, places| Term { name, list: List::Own(places) };
    let singles = all.into_iter().map(|((_, c), places)| term(c.to_string(), places)).collect();
    let pairs = pairs.into_iter().map(|((a, b), places)| term(format!("{a}{b}"), places)).collect();
    (pairs, singles)
}

/// Words: the first form of a stem has the list of all its forms.
fn words(units: &[Unit], tag: &str) -> Vec<Term> {
    let mut places: FxHashMap<&str, Vec<Place>> = FxHashMap::default();
    for (unit, n) in units.iter().zip(0..) {
        for (form, term) in &unit.words {
            places.entry(form).or_default().push((n, *term));
        }
    }
    let mut forms: Vec<_> = places.into_iter().collect();
    forms.par_sort_unstable_by_key(|(form, _)| *form);
    let stemmer = stems::stemmer(tag);
    let mut groups: FxHashMap<String, (&str, Vec<Place>)> = FxHashMap::default();
    let mut terms = Vec::with_capacity(forms.len());
    for (form, places) in forms {
        let stem = stemmer.as_ref().map_or(form.into(), |stemmer| stemmer.stem(form));
        match groups.get_mut(&*stem) {
            Some((first, all)) => {
                all.extend(places);
                terms.push(Term { name: form.into(), list: List::At(first.to_string()) });
            }
            None => {
                groups.insert(stem.into_owned(), (form, places));
            }
        }
    }
    let firsts = groups.into_values();
    terms.extend(firsts.map(|(name, places)| Term { name: name.into(), list: List::Own(places) }));
    terms
}
