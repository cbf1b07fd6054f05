//! A script is a conversation that can be walked: from its first line to an end, every line used.

use crate::diagnostic::Report;
use crate::model::{Next, Playbook, Script};
use std::collections::HashSet;

/// No line stops without an end, and at least one end exists.
pub fn every_line_leads_on(book: &Playbook, report: &mut Report) {
    for script in &book.scripts {
        for node in &script.nodes {
            match &node.next {
                Next::Missing(_) => report.dead_end(node.head.span, &node.head.id),
                Next::Lines(lines) => {
                    // An id that exists elsewhere passes the link check, but leads out of here.
                    let ids = || script.nodes.iter().map(|n| n.head.id.as_str());
                    for line in lines.iter().filter(|l| script.node(&l.id).is_none()) {
                        if book.scripts.iter().any(|s| s.node(&line.id).is_some()) {
                            report.unknown_id(line.span, "line in this script", &line.id, ids());
                        }
                    }
                }
                Next::End(_) => {}
            }
        }
        let ends = |n: &crate::model::Node| matches!(n.next, Next::End(_) | Next::Missing(_));
        if !script.nodes.is_empty() && !script.nodes.iter().any(ends) {
            report.endless_script(script.head.span);
        }
    }
}

/// Every line is reached from the first.
pub fn every_line_is_reached(book: &Playbook, report: &mut Report) {
    for script in &book.scripts {
        let reached = reached(script);
        for node in script.nodes.iter().filter(|n| !reached.contains(n.head.id.as_str())) {
            report.unreachable_line(node.head.span, &node.head.id);
        }
    }
}

fn reached(script: &Script) -> HashSet<&str> {
    let mut reached = HashSet::new();
    let mut open: Vec<&str> =
        script.nodes.first().map(|n| n.head.id.as_str()).into_iter().collect();
    while let Some(id) = open.pop() {
        if !reached.insert(id) {
            continue;
        }
        if let Some(Next::Lines(lines)) = script.node(id).map(|n| &n.next) {
            open.extend(lines.iter().map(|l| l.id.as_str()));
        }
    }
    reached
}

/// Whoever speaks is named under `speakers`.
pub fn speakers_are_named(book: &Playbook, report: &mut Report) {
    for script in &book.scripts {
        let known = || script.speakers.iter().map(|s| s.id.as_str());
        for node in &script.nodes {
            let speaker = &node.speaker;
            if !speaker.id.is_empty() && !known().any(|id| id == speaker.id) {
                report.unknown_speaker(speaker.span, &speaker.id, known());
            }
        }
    }
}
