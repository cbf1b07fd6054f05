//! Pairing two sides.

use super::paper::{letter, scatter};
use crate::model::Pair;

/// Left sides, each with the right side that belongs to it, and right sides that belong nowhere.
#[derive(Clone, Debug)]
pub struct Pairs<'a> {
    pub pairs: Vec<Lettered<'a>>,
    /// They have a right side only.
    pub distractors: Vec<Lettered<'a>>,
    /// All right sides in their order on paper, which is that of their letters.
    pub printed: Vec<Lettered<'a>>,
}

/// A pair with the letter of its right side on paper.
#[derive(Clone, Debug)]
pub struct Lettered<'a> {
    pub letter: String,
    pub pair: &'a Pair,
}

impl<'a> Pairs<'a> {
    pub(super) fn of(question: &str, pairs: &'a [Pair], distractors: &'a [Pair]) -> Pairs<'a> {
        let mut printed: Vec<&Pair> = pairs.iter().chain(distractors).collect();
        printed.sort_by_key(|pair| scatter(question, &pair.id));
        let place = |pair: &Pair| printed.iter().position(|p| std::ptr::eq(*p, pair)).unwrap_or(0);
        let lettered = |pair: &'a Pair| Lettered { letter: letter(place(pair)), pair };
        Pairs {
            pairs: pairs.iter().map(lettered).collect(),
            distractors: distractors.iter().map(lettered).collect(),
            printed: printed.iter().copied().map(lettered).collect(),
        }
    }
}
