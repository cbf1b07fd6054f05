//! Deals as JSON, judged by the strict rule: what `tests/position.rs` and the browser's tests
//! share.

use serde_json::{Value, json};
use std::collections::HashSet;
use std::sync::Arc;
use twotrack::model::{Action, Head, Stage, State, Verdict};
use twotrack::position::{position, verdict};

/// Stages from a list of `{id, number, milestone, success}`.
pub fn stages(list: &Value) -> Vec<Arc<Stage>> {
    let list = list.as_array().expect("a list of stages");
    let stage = |s: &Value| {
        let mut stage = Stage { head: head(&s["id"]), ..Stage::default() };
        stage.number = s["number"].as_u64().expect("a number") as u32;
        stage.milestone.actions = actions(&s["milestone"]);
        stage.success.actions = actions(&s["success"]);
        Arc::new(stage)
    };
    list.iter().map(stage).collect()
}

fn head(id: &Value) -> Head {
    Head { id: id.as_str().expect("an id").to_string(), ..Head::default() }
}

fn actions(ids: &Value) -> Vec<Action> {
    let ids = ids.as_array().expect("a list of ids");
    ids.iter().map(|id| Action { head: head(id), ..Action::default() }).collect()
}

/// What the rule says to `{done, buyer}`, in the words of the table's `expect`.
pub fn judge(stages: &[Arc<Stage>], deal: &Value) -> Value {
    let done: HashSet<&str> =
        deal["done"].as_array().expect("a list").iter().filter_map(Value::as_str).collect();
    let found = position(stages, &done);
    let (verdict, gap) = match verdict(&found, deal["buyer"].as_u64().map(|n| n as u32)) {
        Verdict::Unknown => ("unknown", 0),
        Verdict::InSync => ("in-sync", 0),
        Verdict::Behind(gap) => ("behind", gap),
        Verdict::Ahead(gap) => ("ahead", gap),
    };
    let state = match found.state {
        State::NotStarted => "not-started",
        State::Reached => "reached",
        State::Completed => "completed",
    };
    json!({
        "state": state, "stage": found.stage, "missing": found.missing, "ahead": found.ahead,
        "verdict": verdict, "gap": gap,
    })
}
