//! The strict rule: from ticks and the buyer's stage to a position and a verdict.
//!
//! A stage is *reached* only when all its milestone actions are done (source rule F45) and
//! *completed* only when all its success criteria are met (F46); completing one does not start
//! the next (F36, F49). The walk stops at the first open gate. What is ticked beyond it is shown
//! as work ahead and never counted.
//!
//! There is no threshold here: when to give up is a matter of people or of the playbook's policy.

use crate::model::{Action, Stage, State, Verdict};
use std::collections::HashSet;

/// Where a deal stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Position<'a> {
    pub state: State,
    /// The stage reached or completed; `None` before the first.
    pub stage: Option<&'a str>,
    /// Its number, 0 before the first stage.
    pub number: u32,
    /// Open actions of the gate that stopped the walk, in order.
    pub missing: Vec<&'a str>,
    /// Ticks beyond that gate, in order.
    pub ahead: Vec<&'a str>,
}

/// Applies the strict rule to what is done.
pub fn position<'a>(stages: &'a [impl AsRef<Stage>], done: &HashSet<&str>) -> Position<'a> {
    let mut found = Position {
        state: State::NotStarted,
        stage: None,
        number: 0,
        missing: Vec::new(),
        ahead: Vec::new(),
    };
    let mut stopped = false;
    for stage in stages.iter().map(AsRef::as_ref) {
        let gates = [(&stage.milestone, State::Reached), (&stage.success, State::Completed)];
        for (gate, state) in gates {
            let (ticked, open): (Vec<&Action>, Vec<&Action>) =
                gate.actions.iter().partition(|a| done.contains(a.head.id.as_str()));
            if stopped {
                found.ahead.extend(ids(&ticked));
            } else if open.is_empty() && !gate.actions.is_empty() {
                found.state = state;
                found.stage = Some(&stage.head.id);
                found.number = stage.number;
            } else {
                found.missing = ids(&open);
                stopped = true;
            }
        }
    }
    found
}

fn ids<'a>(actions: &[&'a Action]) -> Vec<&'a str> {
    actions.iter().map(|a| a.head.id.as_str()).collect()
}

/// Compares a position with the number of the buyer's stage; no verdict while that is unknown.
pub fn verdict(position: &Position, buyer: Option<u32>) -> Verdict {
    match buyer {
        None => Verdict::Unknown,
        Some(b) if b == position.number => Verdict::InSync,
        Some(b) if b > position.number => Verdict::Behind(b - position.number),
        Some(b) => Verdict::Ahead(position.number - b),
    }
}
