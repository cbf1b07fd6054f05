//! The longest packed record that a learner of a course can have.
//!
//! `js/lms/pack.js` packs: for each item that has a record its short name, as the distance from the
//! one before, and what is known of it. Here every item has one, with the widest value in each
//! field. The tests hold both files against each other.

use super::plan::Plan;
use super::short::code;
use crate::model::Card;

/// Version, salt, the day to count from, the name of the learner's attempt.
const HEAD: usize = 4 + 12 + 16 + 36;
/// The width of a list's distances.
const WIDTH: usize = 4;
/// A part of the words' hash, and the day.
const STAMP: usize = 4 + 10;
/// Right or wrong, how often, stability, difficulty.
const ANSWER: usize = 1 + 2 + 7 + 4;
/// The best and the last share of right answers, whether passed.
const RESULT: usize = 7 + 7 + 1;
/// How many weak replies, and how the conversation ended.
const TALK: usize = 4 + 2;

/// In characters, each of which holds six bits.
pub fn worst_case(plan: &Plan) -> usize {
    let kept = &plan.kept;
    let list = |cards: &[&Card], payload: usize| -> usize {
        let stamps = cards.iter().map(|card| gamma(card.revision.max(1)) + STAMP + payload);
        let names = names(plan.salt, cards.iter().map(|card| card.id.as_str()));
        gamma(cards.len() as u32 + 1) + WIDTH + names + stamps.sum::<usize>()
    };
    let find = |id: &str| plan.request.book().catalogue.find(id).map(|(_, card)| card);
    let quizzes: Vec<&Card> = kept.quizzes.iter().filter_map(|quiz| find(&quiz.head.id)).collect();
    let paths: Vec<&Card> = kept.paths.iter().filter_map(|path| find(&path.head.id)).collect();
    let bits = HEAD
        + list(&kept.questions, ANSWER)
        + list(&quizzes, RESULT)
        + list(&kept.pages, 0)
        + list(&kept.scripts, TALK)
        + list(&paths, 0);
    bits.div_ceil(6)
}

/// The bits of a list's short names.
fn names<'a>(salt: u32, ids: impl Iterator<Item = &'a str>) -> usize {
    let mut codes: Vec<usize> = ids.map(|id| code(salt, id) as usize).collect();
    codes.sort_unstable();
    let width = width(codes.len());
    let mut before = 0;
    let mut bits = 0;
    for code in codes {
        bits += ((code - before) >> width) + 1 + width;
        before = code;
    }
    bits
}

/// How many low bits of a distance are written as they are; itself it has [`WIDTH`].
fn width(count: usize) -> usize {
    (((1 << 16) / count.max(1)).ilog2() as usize).min((1 << WIDTH) - 1)
}

/// The bits of a number that is written with its own length in front.
fn gamma(number: u32) -> usize {
    2 * number.max(1).ilog2() as usize + 1
}
