//! A script as a graph to walk: choose a reply, see what follows.

use super::{item, line, link};
use crate::model::{Next, Outcome, Quality, Script};
use crate::render::scope::Scope;
use serde_json::{Value, json};

pub fn script(scope: &Scope, script: &Script) -> Value {
    let nodes: Vec<Value> = (script.nodes.iter())
        .map(|n| {
            let speaker = script.speaker(&n.speaker.id);
            let (next, end) = match &n.next {
                Next::Lines(refs) => (refs.iter().map(|r| r.id.as_str()).collect(), None),
                Next::End(Outcome::Success) => (Vec::new(), Some("success")),
                Next::End(Outcome::Partial) => (Vec::new(), Some("partial")),
                Next::End(Outcome::Lost) => (Vec::new(), Some("lost")),
                Next::Missing(_) => (Vec::new(), Some("lost")),
            };
            json!({
                "id": n.head.id, "ours": n.speaker.id == "rep",
                "speaker": speaker.map_or(n.speaker.id.as_str(), |s| s.name.str(scope.lang)),
                "intent": n.intent.str(scope.lang), "line": line(scope, &n.line),
                "note": line(scope, &n.note), "fault": line(scope, &n.fault),
                "listen": line(scope, &n.listen_for), "quality": quality(n.quality),
                "next": next, "end": end,
            })
        })
        .collect();
    let own = json!({
        "goal": line(scope, &script.goal), "least": line(scope, &script.smallest_outcome),
        "nodes": nodes, "link": link(scope, &script.head.id),
    });
    item(scope, &script.head, own)
}

fn quality(quality: Quality) -> &'static str {
    match quality {
        Quality::Good => "good",
        Quality::Weak => "weak",
        Quality::Bad => "bad",
    }
}
