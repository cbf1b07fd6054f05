//! Worked cases: a deal in snapshots, each with the position that the strict rule gives it.

use super::super::chrome::Head;
use super::super::scope::Scope;
use super::super::value::{fields, list, map};
use super::{Page, crumb, index_head};
use crate::exercise::Deal;
use crate::model::{Gate, Snapshot, State, Verdict};
use crate::position::Position;
use crate::site::View;
use crate::theme::fill;
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
    let deal = Deal::of(scope.book, &s.situation);
    let refs = |ids: &[&str]| ids.iter().filter_map(|id| scope.link(id)).collect::<Vec<_>>();
    scope.item(
        &s.head,
        [
            ("title", scope.name(&s.title)),
            ("when", scope.name(&s.when)),
            ("text", scope.block(&s.text)),
            ("stops", figure(scope, &deal)),
            ("position", position(scope, &deal.position)),
            ("buyer", buyer(scope, &deal, ["deal.buyer_in", "deal.buyer_unknown"])),
            ("verdict", verdict(scope, deal.verdict)),
            ("missing", refs(&deal.position.missing).into()),
            ("ahead", refs(&deal.position.ahead).into()),
        ],
    )
}

/// The two tracks with a deal on them: for each stop the state of the buyer and of us.
pub fn figure(scope: &Scope, deal: &Deal) -> Value {
    let book = scope.book;
    let found = &deal.position;
    let buyer = deal.buyer.map(|b| b.number);
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

/// Where we stand, in the words in which a deal's own page says it.
pub fn position(scope: &Scope, found: &Position) -> Value {
    let stage = found.stage.and_then(|id| scope.book.stage(id));
    let key = match found.state {
        State::NotStarted => "deal.state.not_started",
        State::Reached => "deal.state.reached",
        State::Completed => "deal.state.completed",
    };
    let number = found.number.to_string();
    let short = stage.map_or("", |s| s.short.str(scope.lang));
    let values = [("n", number.as_str()), ("stage", short), ("start", not_started(scope))];
    fill(scope.words.say(key), &values).into()
}

/// The name of the state before the first stage.
pub fn not_started<'a>(scope: &Scope<'a>) -> &'a str {
    let own = scope.book.settings.policy.not_started.str(scope.lang);
    if own.is_empty() { scope.words.say("position.not_started") } else { own }
}

/// Where the buyer stands, in one of two words: that of a known stage and that of none.
fn buyer(scope: &Scope, deal: &Deal, [known, unknown]: [&str; 2]) -> Value {
    let Some(stage) = deal.buyer else { return scope.words.say(unknown).into() };
    let number = stage.number.to_string();
    let title = stage.title.str(scope.lang);
    fill(scope.words.say(known), &[("n", number.as_str()), ("stage", title)]).into()
}

/// The verdict: its kind, for its colour and shape, and its words.
pub fn verdict(scope: &Scope, verdict: Verdict) -> Value {
    let kind = match verdict {
        Verdict::Unknown => "unknown",
        Verdict::InSync => "in-sync",
        Verdict::Behind(_) => "behind",
        Verdict::Ahead(_) => "ahead",
    };
    map([("kind", kind.into()), ("words", verdict_words(scope, verdict).into())])
}

pub fn verdict_words(scope: &Scope, verdict: Verdict) -> String {
    match verdict {
        Verdict::Unknown => scope.words.say("verdict.unknown").to_string(),
        Verdict::InSync => scope.words.say("verdict.in_sync").to_string(),
        Verdict::Behind(n) => scope.words.count("verdict.behind", n as usize),
        Verdict::Ahead(n) => scope.words.count("verdict.ahead", n as usize),
    }
}

/// What is ticked, gate by gate, for a question that asks for the position.
pub fn situation(scope: &Scope, deal: &Deal) -> Value {
    let gate = |gate: &Gate| {
        list(&gate.actions, |a| {
            let done = deal.done.contains(a.head.id.as_str());
            map([("text", scope.line(&a.text)), ("done", done.into())])
        })
    };
    let stages = list(deal.open(scope.book), |s| {
        map([
            ("number", s.number.into()),
            ("title", scope.name(&s.title)),
            ("milestone", gate(&s.milestone)),
            ("success", gate(&s.success)),
        ])
    });
    let buyer = buyer(scope, deal, ["position.buyer", "position.buyer_unknown"]);
    map([("through", deal.through.into()), ("stages", stages), ("buyer", buyer)])
}
