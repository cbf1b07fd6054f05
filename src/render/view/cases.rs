//! Worked cases: a deal in snapshots, each with the position that the strict rule gives it.

use super::super::chrome::Head;
use super::super::scope::Scope;
use super::super::value::{fields, list, map};
use super::{Page, crumb, index_head};
use crate::model::{Gate, Situation, Snapshot, State, Verdict};
use crate::position::{self, Position};
use crate::site::View;
use crate::theme::fill;
use std::collections::HashSet;
use tera::Value;

pub fn index(scope: &Scope) -> Page {
    let cases = list(&scope.book.cases, |c| {
        map([
            ("link", scope.link(&c.head.id).into()),
            ("summary", scope.line(&c.summary)),
            ("count", scope.count("counts.snapshots", c.snapshots.len())),
        ])
    });
    let values = fields([("cases", cases)]);
    Page { template: "cases.html", head: index_head(scope, "cases", "library"), values }
}

pub fn page(scope: &Scope, n: usize) -> Page {
    let case = &scope.book.cases[n];
    let own = scope.item(
        &case.head,
        [
            ("title", scope.name(&case.title)),
            ("summary", scope.prose(&case.summary)),
            ("intro", scope.block(&case.intro)),
        ],
    );
    let snapshots = list(&case.snapshots, |s| snapshot(scope, s));
    let values = fields([("case", own), ("snapshots", snapshots)]);
    let head = Head {
        title: case.title.str(scope.lang).to_string(),
        description: scope.plain(&case.summary),
        menu: "library",
        crumbs: vec![crumb(scope, "library", View::Library), crumb(scope, "cases", View::Cases)],
        toc: (case.snapshots.iter())
            .map(|s| {
                let title = s.title.str(scope.lang);
                map([("id", s.head.id.as_str().into()), ("title", title.into())])
            })
            .collect(),
    };
    Page { template: "case.html", head, values }
}

fn snapshot(scope: &Scope, s: &Snapshot) -> Value {
    let (found, verdict) = position::of_situation(scope.book, &s.situation);
    let refs = |ids: &[&str]| ids.iter().filter_map(|id| scope.link(id)).collect::<Vec<_>>();
    scope.item(
        &s.head,
        [
            ("title", scope.name(&s.title)),
            ("when", scope.name(&s.when)),
            ("text", scope.block(&s.text)),
            ("stops", figure(scope, &s.situation)),
            ("position", position(scope, &found)),
            ("buyer", buyer(scope, &s.situation)),
            ("verdict", self::verdict(scope, verdict)),
            ("missing", refs(&found.missing).into()),
            ("ahead", refs(&found.ahead).into()),
        ],
    )
}

/// The two tracks with a deal on them: for each stop the state of the buyer and of us.
pub fn figure(scope: &Scope, deal: &Situation) -> Value {
    let book = scope.book;
    let (found, _) = position::of_situation(book, deal);
    let buyer = deal.buyer_stage.as_ref().and_then(|r| book.buyer_stage(&r.id)).map(|b| b.number);
    let stops = scope.shared.stops.as_array().unwrap_or_default();
    list(book.stages.iter().zip(stops), |(stage, stop)| {
        let theirs = book.buyer_stage(&stage.buyer_stage.id).map_or(0, |b| b.number);
        let buyer_state = match buyer {
            Some(at) if theirs < at => "done",
            Some(at) if theirs == at => "here",
            _ => "",
        };
        let our_state = match found.state {
            _ if stage.number < found.number => "done",
            State::Completed if stage.number == found.number => "done",
            State::Reached if stage.number == found.number => "here",
            _ => "",
        };
        map([("stop", stop.clone()), ("buyer", buyer_state.into()), ("ours", our_state.into())])
    })
}

/// Where we stand, in words.
pub fn position(scope: &Scope, found: &Position) -> Value {
    let book = scope.book;
    let stage = found.stage.and_then(|id| book.stage(id));
    let key = match found.state {
        State::NotStarted => {
            let own = &book.settings.policy.not_started;
            if !own.is_empty() {
                return scope.name(own);
            }
            "position.not_started"
        }
        State::Reached => "position.reached",
        State::Completed => "position.completed",
    };
    let number = found.number.to_string();
    let title = stage.map_or("", |s| s.title.str(scope.lang));
    fill(scope.words.say(key), &[("n", number.as_str()), ("stage", title)]).into()
}

/// Where the buyer stands, in words.
fn buyer(scope: &Scope, deal: &Situation) -> Value {
    let stage = deal.buyer_stage.as_ref().and_then(|r| scope.book.buyer_stage(&r.id));
    let Some(stage) = stage else { return scope.words.say("position.buyer_unknown").into() };
    let number = stage.number.to_string();
    let title = stage.title.str(scope.lang);
    let words = scope.words.say("position.buyer");
    fill(words, &[("n", number.as_str()), ("stage", title)]).into()
}

/// The verdict: its kind, for its colour and shape, and its words.
pub fn verdict(scope: &Scope, verdict: Verdict) -> Value {
    let (kind, words) = match verdict {
        Verdict::Unknown => ("unknown", scope.words.say("verdict.unknown").to_string()),
        Verdict::InSync => ("in-sync", scope.words.say("verdict.in_sync").to_string()),
        Verdict::Behind(n) => ("behind", scope.words.count("verdict.behind", n as usize)),
        Verdict::Ahead(n) => ("ahead", scope.words.count("verdict.ahead", n as usize)),
    };
    map([("kind", kind.into()), ("words", words.into())])
}

/// What is ticked, gate by gate, for a question that asks for the position.
pub fn situation(scope: &Scope, deal: &Situation) -> Value {
    let book = scope.book;
    let through =
        deal.done_through.as_ref().and_then(|r| book.stage(&r.id)).map_or(0, |s| s.number);
    let ticked: HashSet<&str> = deal.done.iter().map(|r| r.id.as_str()).collect();
    let begun = |s: &crate::model::Stage| {
        (s.milestone.actions.iter().chain(&s.success.actions))
            .any(|a| ticked.contains(a.head.id.as_str()))
    };
    let last = book.stages.iter().filter(|s| begun(s)).map(|s| s.number).max().unwrap_or(through);
    let gate = |gate: &Gate| {
        list(&gate.actions, |a| {
            let done = ticked.contains(a.head.id.as_str());
            map([("text", scope.line(&a.text)), ("done", done.into())])
        })
    };
    let open =
        book.stages.iter().filter(|s| s.number > through && s.number <= last.max(through + 1));
    let stages = list(open, |s| {
        map([
            ("number", s.number.into()),
            ("title", scope.name(&s.title)),
            ("milestone", gate(&s.milestone)),
            ("success", gate(&s.success)),
        ])
    });
    map([("through", through.into()), ("stages", stages), ("buyer", buyer(scope, deal))])
}
