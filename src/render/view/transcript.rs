//! A script's graph as a text to read: the good way from top to bottom, every other way folded
//! in where it leaves.
//!
//! The main line starts at the first line and takes the best choice each time. What else could be
//! said stands behind it as a branch, which runs until it ends or comes back to a line that the
//! page already shows. Every line stands on the page exactly once, because its id is a place.

use super::super::scope::Scope;
use super::super::value::{list, map};
use crate::model::{Next, Node, Quality, Ref, Script};
use crate::site::short;
use std::collections::{HashMap, HashSet};
use tera::{Map, Value, value::Key};

struct Reader<'a> {
    scope: &'a Scope<'a>,
    script: &'a Script,
    by_id: HashMap<&'a str, &'a Node>,
    /// Lines that have their place.
    placed: HashSet<&'a str>,
}

/// The transcript, line by line; each line with its branches.
pub fn lines(scope: &Scope, script: &Script) -> Value {
    let by_id = script.nodes.iter().map(|n| (n.head.id.as_str(), n)).collect();
    let mut reader = Reader { scope, script, by_id, placed: HashSet::new() };
    match script.nodes.first() {
        Some(first) => reader.run(first),
        None => Value::from(Vec::<Value>::new()),
    }
}

impl<'a> Reader<'a> {
    /// The line that begins at a node, up to its end or to a line that has its place.
    fn run(&mut self, first: &'a Node) -> Value {
        let mut way = Vec::new();
        let mut node = Some(first);
        while let Some(here) = node.filter(|n| self.placed.insert(&n.head.id)) {
            way.push(here);
            node = self.best(here);
        }
        // The way back, if the run ended because it came to a line that is already there.
        let back = node.map(|n| n.head.id.as_str());
        let back_to = node.map(|n| short(&self.scope.plain(&n.line)));
        let mut branches: Vec<Vec<Value>> = vec![Vec::new(); way.len()];
        for (n, node) in way.iter().enumerate() {
            // What else could follow stands behind what does follow.
            let at = (n + 1).min(way.len() - 1);
            let others = self.branches(node);
            branches[at].extend(others);
        }
        let (mut lines, mut step, last) = (Vec::new(), None, way.len() - 1);
        for ((n, node), branches) in way.iter().enumerate().zip(branches) {
            let mut line = self.line(node);
            let here = node.step.as_ref().map(|s| s.id.as_str());
            if here != step {
                step = here;
                let title = self.script.steps.iter().find(|s| Some(s.head.id.as_str()) == here);
                line.insert(Key::Str("step"), title.map(|s| self.scope.name(&s.title)).into());
            }
            if n == last {
                line.insert(Key::Str("back"), back.into());
                line.insert(Key::Str("back_to"), back_to.as_deref().into());
            }
            line.insert(Key::Str("branches"), branches.into());
            lines.push(Value::from(line));
        }
        lines.into()
    }

    fn followers(&self, node: &'a Node) -> Vec<&'a Node> {
        match &node.next {
            Next::Lines(refs) => {
                refs.iter().filter_map(|r: &Ref| self.by_id.get(r.id.as_str()).copied()).collect()
            }
            Next::End(_) | Next::Missing(_) => Vec::new(),
        }
    }

    /// Where the main line goes on: the first good line, else the first.
    fn best(&self, node: &'a Node) -> Option<&'a Node> {
        let followers = self.followers(node);
        let good = followers.iter().find(|n| n.quality == Quality::Good);
        good.or(followers.first()).copied()
    }

    /// The other ways on from a line.
    fn branches(&mut self, node: &'a Node) -> Vec<Value> {
        let best = self.best(node).map(|n| n.head.id.as_str());
        let others = self.followers(node).into_iter().filter(|n| Some(n.head.id.as_str()) != best);
        let mut branches = Vec::new();
        for other in others.collect::<Vec<_>>() {
            if self.placed.contains(other.head.id.as_str()) {
                continue;
            }
            let ours = other.speaker.id == "rep";
            branches.push(map([
                ("quality", other.quality.word().into()),
                ("ours", ours.into()),
                ("speaker", self.speaker(other)),
                ("intent", self.scope.name(&other.intent)),
                ("lines", self.run(other)),
            ]));
        }
        branches
    }

    fn speaker(&self, node: &Node) -> Value {
        match self.script.speaker(&node.speaker.id) {
            Some(speaker) => self.scope.name(&speaker.name),
            None => node.speaker.id.as_str().into(),
        }
    }

    fn line(&self, node: &Node) -> Map {
        let scope = self.scope;
        let end = match node.next {
            Next::End(outcome) => outcome.word(),
            Next::Lines(_) | Next::Missing(_) => "",
        };
        scope.item_fields(
            &node.head,
            [
                ("speaker", self.speaker(node)),
                ("ours", (node.speaker.id == "rep").into()),
                ("intent", scope.name(&node.intent)),
                ("line", scope.line(&node.line)),
                ("variants", list(&node.variants, |v| scope.line(v))),
                ("note", scope.prose(&node.note)),
                ("fault", scope.prose(&node.fault)),
                ("listen_for", scope.prose(&node.listen_for)),
                ("write_down", scope.prose(&node.write_down)),
                ("quality", node.quality.word().into()),
                ("end", end.into()),
            ],
        )
    }
}
