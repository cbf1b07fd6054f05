//! What `twotrack explain` says is true: every wrong example gives its code, no right one does.
//!
//! An example is a fenced block whose info string is a language and a path. Its top-level keys
//! take the place of the same keys in `tests/base`; a Markdown or CSS file is written whole.

use crate::support::{Playbook, Run, twotrack};
use std::collections::BTreeSet;

/// The fenced blocks below a heading, as paths and texts.
fn blocks(page: &str, heading: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut below = false;
    let mut open: Option<(String, String)> = None;
    for line in page.lines() {
        match &mut open {
            None if line.starts_with("```") => {
                let path = line.split_once(' ').map_or("", |(_, path)| path.trim());
                open = Some((path.to_string(), String::new()));
            }
            None => below = line.strip_prefix("## ").map_or(below, |h| h == heading),
            Some(block) if line == "```" => {
                if below {
                    found.push(block.clone());
                }
                open = None;
            }
            Some((_, text)) => {
                text.push_str(line);
                text.push('\n');
            }
        }
    }
    found
}

/// The codes that `check` reports on the base with these pieces laid over it.
fn codes(pieces: &[(String, String)]) -> BTreeSet<String> {
    let playbook = Playbook::new();
    for (path, text) in pieces {
        match path.ends_with(".yaml") {
            true => playbook.overlay(path, text),
            false => playbook.write(path, text),
        }
    }
    let run = playbook.run(&["check", "--format", "json"]);
    let report: serde_json::Value = serde_json::from_str(&run.out).expect("JSON");
    let list = report["diagnostics"].as_array().expect("a list");
    list.iter().map(|d| d["code"].as_str().expect("a code").to_string()).collect()
}

/// Codes whose examples can't be a piece of text: sizes, encodings, files that are missing.
const WITHOUT_EXAMPLE: &[&str] = &[
    "file-too-large",
    "internal",
    "missing-ui-text",
    "no-playbook",
    "no-stages",
    "not-utf8",
    "too-many-values",
    "unreadable",
];

#[test]
fn examples_are_true() {
    let mut wrong = Vec::new();
    for explanation in twotrack::diagnostic::explanations() {
        let code = explanation.code;
        let (bad, good) = (blocks(explanation.text, "Wrong"), blocks(explanation.text, "Right"));
        if WITHOUT_EXAMPLE.contains(&code) {
            continue;
        }
        if bad.is_empty() || good.is_empty() {
            wrong.push(format!("{code}: needs a wrong and a right example"));
            continue;
        }
        if !codes(&bad).contains(code) {
            wrong.push(format!("{code}: the wrong example gives {:?}", codes(&bad)));
        }
        if codes(&good).contains(code) {
            wrong.push(format!("{code}: the right example gives it too"));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn every_code_is_explained() {
    let source = std::fs::read_to_string("src/diagnostic/faults.rs").unwrap();
    let source = source.split_whitespace().collect::<Vec<_>>().join(" ").replace("( \"", "(\"");
    let mut made: BTreeSet<&str> = BTreeSet::new();
    for opening in ["error(\"", "warn(\"", "Severity::Error, \"", "Severity::Warning, \""] {
        made.extend(source.split(opening).skip(1).filter_map(|rest| rest.split('"').next()));
    }
    assert!(made.len() > 40, "the codes could not be read");
    let explained: BTreeSet<&str> = twotrack::diagnostic::explanations().map(|e| e.code).collect();
    let missing: Vec<_> = made.difference(&explained).collect();
    let stale: Vec<_> = explained.difference(&made).collect();
    assert!(missing.is_empty() && stale.is_empty(), "missing {missing:?}, stale {stale:?}");
}

#[test]
fn explain_prints_a_page_and_knows_its_neighbours() {
    let run = Run::of(twotrack().args(["explain", "unknown-key"])).expect(0);
    assert!(run.out.contains("## Wrong") && run.out.contains("## Right"));
    let run = Run::of(twotrack().args(["explain", "unknwon-key"])).expect(2);
    assert!(run.err.contains("did you mean `unknown-key`?"), "{}", run.err);
    let run = Run::of(twotrack().arg("explain")).expect(0);
    assert!(run.out.lines().count() > 40, "it lists all codes");
}
