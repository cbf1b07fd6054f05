//! Which entries hold a term, and how well it describes each of them.
//!
//! Entries are counted in units, in parallel; the lists of a term are then joined unit by unit, so
//! that nothing has to be sorted. A posting is an entry's number and an impact from 1 to
//! [`MOST`]: a term in a short title weighs more than one in a long text.

use super::entries::{Entries, Entry, Rank, Told};
use super::stems;
use super::tokens::{Sink, tokens};
use crate::model::Lang;
use rayon::prelude::*;
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;

/// The highest impact.
pub const MOST: u32 = 15;
/// Bits of a posting below the entry's number.
const BITS: u32 = 4;
/// Entries in a unit: enough to fill a table, few enough to keep all cores busy.
const UNIT: usize = 256;
/// The impact at which half of the scale is reached.
const HALF: f32 = 4.0;

/// All terms of a language, sorted, and what the units kept of every entry.
pub struct Postings<T> {
    /// Words and pairs of characters.
    pub terms: Vec<Term>,
    /// Single characters of scripts without spaces.
    pub singles: Vec<Term>,
    pub kept: Vec<T>,
}

/// A term with its list, or with the word under whose name its list stands.
pub struct Term {
    pub name: String,
    pub list: List,
}

pub enum List {
    /// Pairs of entry and impact, by entry.
    Own(Vec<(u32, u32)>),
    At(String),
}

/// Counts the terms of all entries in a language; `keep` is called with each entry's words.
pub fn count<T: Send>(
    entries: &Entries,
    lang: Lang,
    tag: &str,
    keep: impl Fn(&Entry, Option<&Told>) -> T + Sync,
) -> Postings<T> {
    let mut units: Vec<(Unit, Vec<T>)> = (entries.list.par_chunks(UNIT).enumerate())
        .map(|(n, part)| {
            let mut unit = Unit::new(stems::has_stops(tag));
            let mut word = String::new();
            let kept = part.iter().enumerate().map(|(at, entry)| {
                let told = entries.tell(entry, lang);
                if let Some(told) = &told {
                    unit.entry((n * UNIT + at) as u32, entry.rank, told, &mut word);
                }
                keep(entry, told.as_ref())
            });
            let kept = kept.collect();
            (unit, kept)
        })
        .collect();
    let kept = units.iter_mut().flat_map(|(_, kept)| std::mem::take(kept)).collect();
    let units: Vec<Unit> = units.into_iter().map(|(unit, _)| unit).collect();
    let (mut terms, singles) = joined(&units);
    terms.extend(words(&units, tag));
    terms.par_sort_unstable_by(|a, b| a.name.cmp(&b.name));
    Postings { terms, singles, kept }
}

/// The count of some neighbouring entries.
struct Unit {
    words: FxHashMap<Box<str>, u32>,
    /// Pairs of characters, and single ones with nothing before them.
    chars: FxHashMap<(char, char), u32>,
    lists: Vec<Vec<u32>>,
    /// What the entry at hand has of each term so far.
    scores: Vec<f32>,
    touched: Vec<u32>,
    weight: f32,
    stops: &'static [&'static str],
}

impl Unit {
    fn new(has_stops: bool) -> Unit {
        Unit {
            words: FxHashMap::default(),
            chars: FxHashMap::default(),
            lists: Vec::new(),
            scores: Vec::new(),
            touched: Vec::new(),
            weight: 0.0,
            stops: if has_stops { stems::STOP } else { &[] },
        }
    }

    fn entry(&mut self, number: u32, rank: Rank, told: &Told, word: &mut String) {
        let (weight, usual) = match rank {
            Rank::Title => (10.0, 24.0),
            Rank::Heading => (6.0, 24.0),
            Rank::Item => (4.0, 80.0),
        };
        self.weight = weight / (0.6 + 0.4 * told.title.len() as f32 / usual);
        tokens(&told.title, word, self);
        self.weight = weight;
        tokens(&told.names, word, self);
        self.weight = 1.0 / (0.5 + 0.5 * told.text.len() as f32 / 600.0);
        tokens(&told.text, word, self);
        for term in self.touched.drain(..) {
            let score = std::mem::take(&mut self.scores[term as usize]);
            let impact = (score / (score + HALF) * MOST as f32).round().max(1.0) as u32;
            self.lists[term as usize].push(number << BITS | impact);
        }
    }

    fn add(&mut self, term: u32) {
        let score = &mut self.scores[term as usize];
        if *score == 0.0 {
            self.touched.push(term);
        }
        *score += self.weight;
    }

    fn new_term(&mut self) -> u32 {
        self.lists.push(Vec::new());
        self.scores.push(0.0);
        self.lists.len() as u32 - 1
    }

    fn chars(&mut self, key: (char, char)) {
        let term = match self.chars.get(&key) {
            Some(term) => *term,
            None => {
                let term = self.new_term();
                self.chars.insert(key, term);
                term
            }
        };
        self.add(term);
    }
}

impl Sink for Unit {
    fn word(&mut self, word: &str) {
        let term = match self.words.get(word) {
            Some(term) => *term,
            None if self.stops.binary_search(&word).is_ok() => return,
            None => {
                let term = self.new_term();
                self.words.insert(word.into(), term);
                term
            }
        };
        self.add(term);
    }

    fn pair(&mut self, a: char, b: char) {
        self.chars((a, b));
    }

    fn single(&mut self, c: char) {
        self.chars(('\0', c));
    }
}

/// Unit and number of a term's list in it.
type Place = (usize, u32);

fn list(units: &[Unit], (unit, term): Place) -> &[u32] {
    &units[unit].lists[term as usize]
}

fn posting(packed: u32) -> (u32, u32) {
    (packed >> BITS, packed & MOST)
}

/// Pairs and singles, each sorted.
fn joined(units: &[Unit]) -> (Vec<Term>, Vec<Term>) {
    let mut places: FxHashMap<(char, char), Vec<Place>> = FxHashMap::default();
    for (n, unit) in units.iter().enumerate() {
        for (key, term) in &unit.chars {
            places.entry(*key).or_default().push((n, *term));
        }
    }
    let places: Vec<_> = places.into_iter().collect();
    let mut terms: Vec<(bool, Term)> = (places.into_par_iter())
        .map(|((a, b), places)| {
            let postings = places.into_iter().flat_map(|place| list(units, place));
            let list = List::Own(postings.map(|p| posting(*p)).collect());
            let name = if a == '\0' { b.to_string() } else { format!("{a}{b}") };
            (a == '\0', Term { name, list })
        })
        .collect();
    terms.par_sort_unstable_by(|a, b| a.1.name.cmp(&b.1.name));
    let (singles, pairs): (Vec<_>, Vec<_>) = terms.into_iter().partition(|(single, _)| *single);
    let bare = |terms: Vec<(bool, Term)>| terms.into_iter().map(|(_, term)| term).collect();
    (bare(pairs), bare(singles))
}

/// Words: the first form of a stem has the list of all its forms.
fn words(units: &[Unit], tag: &str) -> Vec<Term> {
    let mut forms: BTreeMap<&str, Vec<Place>> = BTreeMap::new();
    for (n, unit) in units.iter().enumerate() {
        for (form, term) in &unit.words {
            forms.entry(form).or_default().push((n, *term));
        }
    }
    let stemmer = stems::stemmer(tag);
    let mut groups: BTreeMap<String, Vec<(&str, Vec<Place>)>> = BTreeMap::new();
    for (form, places) in forms {
        let stem = stemmer.as_ref().map_or(form.into(), |stemmer| stemmer.stem(form));
        groups.entry(stem.into_owned()).or_default().push((form, places));
    }
    let groups: Vec<_> = groups.into_values().collect();
    let terms = groups.into_par_iter().flat_map_iter(|group| {
        let first = group[0].0.to_string();
        let at: Vec<Term> = (group[1..].iter())
            .map(|(form, _)| Term { name: form.to_string(), list: List::At(first.clone()) })
            .collect();
        let places: Vec<Place> = group.into_iter().flat_map(|(_, places)| places).collect();
        let list = List::Own(together(units, &places));
        at.into_iter().chain([Term { name: first, list }])
    });
    terms.collect()
}

/// The lists of several forms as one; an entry with two of them has both impacts.
fn together(units: &[Unit], places: &[Place]) -> Vec<(u32, u32)> {
    let mut all: Vec<(u32, u32)> =
        places.iter().flat_map(|place| list(units, *place)).map(|p| posting(*p)).collect();
    if !all.is_sorted_by_key(|(entry, _)| *entry) {
        all.sort_unstable();
    }
    all.dedup_by(|again, kept| {
        let same = again.0 == kept.0;
        if same {
            kept.1 = (kept.1 + again.1).min(MOST);
        }
        same
    });
    all
}
