//! A deal at one moment, with all that follows: what is done in it, and where it stands.

use crate::model::{BuyerStage, Playbook, Situation, Stage, Verdict};
use crate::position::{self, Position};
use std::collections::HashSet;

/// A situation held against the strict rule.
#[derive(Clone, Debug)]
pub struct Deal<'a> {
    situation: &'a Situation,
    /// Everything of the stages up to this number is done; 0 if of none.
    pub through: u32,
    /// The ids of all that is done.
    pub done: HashSet<&'a str>,
    /// Where the buyer is; `None` while that is unknown.
    pub buyer: Option<&'a BuyerStage>,
    pub position: Position<'a>,
    pub verdict: Verdict,
}

impl<'a> Deal<'a> {
    pub fn of(book: &'a Playbook, situation: &'a Situation) -> Deal<'a> {
        let through = situation.done_through.as_ref().and_then(|to| book.stage(&to.id));
        let through = through.map_or(0, |stage| stage.number);
        let whole = book.stages.iter().filter(|s| s.number <= through).flat_map(|s| actions(s));
        let done: HashSet<&str> = whole.chain(single(situation)).collect();
        let buyer = situation.buyer_stage.as_ref().and_then(|to| book.buyer_stage(&to.id));
        let position = position::position(&book.stages, &done);
        let verdict = position::verdict(&position, buyer.map(|b| b.number));
        Deal { situation, through, done, buyer, position, verdict }
    }

    /// The actions that are named one by one as done: those that the deal turns on.
    pub fn single(&self) -> impl Iterator<Item = &'a str> + use<'a> {
        single(self.situation)
    }

    /// The stages to show action by action: from the first that is not wholly done to the last
    /// with anything done in it, and at least one.
    pub fn open(&self, book: &'a Playbook) -> impl Iterator<Item = &'a Stage> {
        let begun = |s: &&&'a Stage| actions(s).any(|id| self.done.contains(id));
        let stages = book.stages.iter().map(AsRef::as_ref);
        let all: Vec<&Stage> = stages.collect();
        let last = all.iter().filter(begun).map(|s| s.number).max().unwrap_or(0);
        let (first, last) = (self.through + 1, last.max(self.through + 1));
        all.into_iter().filter(move |s| (first..=last).contains(&s.number))
    }
}

fn single(situation: &Situation) -> impl Iterator<Item = &str> {
    situation.done.iter().map(|to| to.id.as_str())
}

fn actions(stage: &Stage) -> impl Iterator<Item = &str> {
    stage.actions().map(|action| action.head.id.as_str())
}
