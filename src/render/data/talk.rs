//! A script as a graph to walk: choose a reply, see what follows.

use super::{item, line, link};
use crate::model::{Next, Outcome, Script};
use crate::render::scope::Scope;
use serde_json::{Value, json};

pub fn script(scope: &Scope, script: &Script) -> Value {
    let nodes: Vec<Value> = (script.nodes.iter())
        .map(|n| {
            let speaker = script.speaker(&n.speaker.id);
            let (next, end) = match &n.next {
                Next::Lines(refs) => (refs.iter().map(|r| r.id.as_str()).collect(), None),
                Next::End(outcome) => (Vec::new(), Some(outcome.word())),
                Next::Missing(_) => (Vec::new(), Some(Outcome::Lost.word())),
            };
            json!({
                "id": n.head.id, "ours": n.speaker.id == "rep",
                "speaker": speaker.map_or(n.speaker.id.as_str(), |s| s.name.str(scope.lang)),
                "intent": n.intent.str(scope.lang), "line": line(scope, &n.line),
                "note": line(scope, &n.note), "fault": line(scope, &n.fault),
                "listen_for": line(scope, &n.listen_for), "quality": n.quality.word(),
                "next": next, "end": end,
            })
        })
        .collect();
    let own = json!({
        "goal": line(scope, &script.goal),
        "smallest_outcome": line(scope, &script.smallest_outcome),
        "nodes": nodes, "link": link(scope, &script.head.id),
    });
    item(scope, &script.head, own)
}
