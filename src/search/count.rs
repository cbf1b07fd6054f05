//! How well terms describe some neighbouring entries.
//!
//! A term of an entry weighs more in a short title than in a long text. What it weighs in all
//! becomes an impact from 1 to [`MOST`].

use super::entries::{Rank, Told};
use super::tokens::{Sink, tokens};
use rustc_hash::FxHashMap;

/// The highest impact.
pub const MOST: u32 = 15;
/// Bits of a posting below the entry's number.
const BITS: u32 = 4;
/// The impact at which half of the scale is reached.
const HALF: f32 = 4.0;

/// An entry's number and an impact; sorts by entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Posting(u32);

impl Posting {
    pub fn new(entry: u32, impact: u32) -> Posting {
        Posting(entry << BITS | impact)
    }

    pub fn entry(self) -> u32 {
        self.0 >> BITS
    }

    pub fn impact(self) -> u32 {
        self.0 & MOST
    }
}

/// The count of a unit: its terms, numbered, each with a list of postings in the order of the
/// entries.
pub struct Unit {
    pub words: Vec<(Box<str>, u32)>,
    /// Pairs of characters, and single ones with a zero before them.
    pub chars: Vec<((char, char), u32)>,
    /// Where each list begins, and the end of the last.
    starts: Vec<u32>,
    /// The lists, one behind the other.
    postings: Vec<Posting>,
}

impl Unit {
    pub fn list(&self, term: u32) -> &[Posting] {
        let term = term as usize;
        &self.postings[self.starts[term] as usize..self.starts[term + 1] as usize]
    }
}

/// A word that is no term.
const STOP: u32 = u32::MAX;

/// Counts entries one after the other.
pub struct Counter {
    words: FxHashMap<Box<str>, u32>,
    pairs: FxHashMap<u64, u32>,
    /// By character: its term, and one more; zero if it has not occurred.
    singles: Vec<u32>,
    chars: Vec<((char, char), u32)>,
    /// What the entry at hand has of each term so far.
    scores: Vec<f32>,
    touched: Vec<u32>,
    weight: f32,
    found: Vec<(u32, Posting)>,
    /// Room to work in.
    word: String,
}

impl Counter {
    /// `stops` are words that do not count.
    pub fn new(stops: &[&str]) -> Counter {
        Counter {
            words: stops.iter().map(|stop| (Box::from(*stop), STOP)).collect(),
            pairs: FxHashMap::default(),
            singles: Vec::new(),
            chars: Vec::new(),
            scores: Vec::new(),
            touched: Vec::new(),
            weight: 0.0,
            found: Vec::new(),
            word: String::new(),
        }
    }

    /// Counts the terms of the next entry; numbers rise.
    pub fn entry(&mut self, number: u32, rank: Rank, told: &Told) {
        let (weight, usual) = match rank {
            Rank::Title => (10.0, 24.0),
            Rank::Heading => (6.0, 24.0),
            Rank::Item => (4.0, 80.0),
        };
        self.text(&told.title, weight / (0.6 + 0.4 * told.title.len() as f32 / usual));
        self.text(&told.names, weight);
        self.text(&told.text, 1.0 / (0.5 + 0.5 * told.text.len() as f32 / 600.0));
        for term in self.touched.drain(..) {
            let score = std::mem::take(&mut self.scores[term as usize]);
            let impact = (score / (score + HALF) * MOST as f32 + 0.5) as u32;
            self.found.push((term, Posting::new(number, impact.max(1))));
        }
    }

    fn text(&mut self, text: &str, weight: f32) {
        self.weight = weight;
        let mut word = std::mem::take(&mut self.word);
        tokens(text, &mut word, self);
        self.word = word;
    }

    /// Sorts what was found by terms.
    pub fn finish(self) -> Unit {
        let mut starts = vec![0; self.scores.len() + 1];
        for (term, _) in &self.found {
            starts[*term as usize + 1] += 1;
        }
        for term in 1..starts.len() {
            starts[term] += starts[term - 1];
        }
        let mut next = starts.clone();
        let mut postings = vec![Posting(0); self.found.len()];
        for (term, posting) in self.found {
            let at = &mut next[term as usize];
            postings[*at as usize] = posting;
            *at += 1;
        }
        let words = self.words.into_iter().filter(|(_, term)| *term != STOP).collect();
        Unit { words, chars: self.chars, starts, postings }
    }

    fn add(&mut self, term: u32) {
        let score = &mut self.scores[term as usize];
        if *score == 0.0 {
            self.touched.push(term);
        }
        *score += self.weight;
    }

    fn new_term(&mut self) -> u32 {
        self.scores.push(0.0);
        self.scores.len() as u32 - 1
    }
}

impl Sink for Counter {
    fn word(&mut self, word: &str) {
        let term = match self.words.get(word) {
            Some(&STOP) => return,
            Some(term) => *term,
            None => {
                let term = self.new_term();
                self.words.insert(word.into(), term);
                term
            }
        };
        self.add(term);
    }

    fn pair(&mut self, a: char, b: char) {
        let key = u64::from(a) << 32 | u64::from(b);
        let term = match self.pairs.get(&key) {
            Some(term) => *term,
            None => {
                let term = self.new_term();
                self.pairs.insert(key, term);
                self.chars.push(((a, b), term));
                term
            }
        };
        self.add(term);
    }

    fn single(&mut self, c: char) {
        let at = c as usize;
        if at >= self.singles.len() {
            self.singles.resize(at + 1, 0);
        }
        if self.singles[at] == 0 {
            let term = self.new_term();
            self.singles[at] = term + 1;
            self.chars.push((('\0', c), term));
        }
        self.add(self.singles[at] - 1);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Lang;
    use proptest::prelude::*;
    use std::collections::BTreeMap;

    /// The terms of a text by a plain map, one text of weight 1.
    #[derive(Default)]
    struct Naive(BTreeMap<String, u32>);

    impl Sink for Naive {
        fn word(&mut self, word: &str) {
            if word != "the" {
                *self.0.entry(word.into()).or_default() += 1;
            }
        }
        fn pair(&mut self, a: char, b: char) {
            *self.0.entry(format!("{a}{b}")).or_default() += 1;
        }
        fn single(&mut self, c: char) {
            *self.0.entry(format!("\0{c}")).or_default() += 1;
        }
    }

    /// Term, entry and impact, sorted.
    fn naive(texts: &[String]) -> Vec<(String, u32, u32)> {
        let mut all = Vec::new();
        for (entry, text) in texts.iter().enumerate() {
            let mut terms = Naive::default();
            tokens(text, &mut String::new(), &mut terms);
            let weight = 1.0 / (0.5 + 0.5 * text.len() as f32 / 600.0);
            for (term, times) in terms.0 {
                let score = (0..times).fold(0.0, |score, _| score + weight);
                let impact = (score / (score + HALF) * MOST as f32).round().max(1.0);
                all.push((term, entry as u32, impact as u32));
            }
        }
        all.sort();
        all
    }

    fn counted(texts: &[String]) -> Vec<(String, u32, u32)> {
        let mut counter = Counter::new(&["the"]);
        for (entry, text) in texts.iter().enumerate() {
            let (anchor, title, names) = (String::new(), String::new(), String::new());
            let told = Told { anchor, title, names, text: text.clone(), lang: Lang::DEFAULT };
            counter.entry(entry as u32, Rank::Item, &told);
        }
        let unit = counter.finish();
        let words = unit.words.iter().map(|(word, term)| (word.to_string(), *term));
        let chars = unit.chars.iter().map(|((a, b), term)| match a {
            '\0' => (format!("\0{b}"), *term),
            a => (format!("{a}{b}"), *term),
        });
        let lists = words.chain(chars).flat_map(|(name, term)| {
            unit.list(term).iter().map(move |p| (name.clone(), p.entry(), p.impact()))
        });
        let mut all: Vec<_> = lists.collect();
        all.sort();
        all
    }

    proptest! {
        #[test]
        fn it_counts_as_one_would_by_hand(
            texts in prop::collection::vec("([a-c]{1,3}|the|[里程碑證\u{20000}]|[ ,.。'’é])*", 0..8)
        ) {
            prop_assert_eq!(counted(&texts), naive(&texts));
        }

        #[test]
        fn a_list_is_in_the_order_of_the_entries(
            texts in prop::collection::vec("[ab 里程]{0,20}", 0..20)
        ) {
            let entries = counted(&texts);
            prop_assert!(entries.windows(2).all(|w| (&w[0].0, w[0].1) < (&w[1].0, w[1].1)));
        }
    }
}
