//! Cases as files: what an author changed in a sound playbook, and what they are told or shown.
//!
//! A file below `tests/cases/` begins with a sentence, then has parts:
//!
//! ```text
//! === write PATH        the whole file
//! === edit PATH         lines with `-` are replaced by the lines with `+` below them
//! === delete PATH
//! === run ARGUMENTS     what is typed after `twotrack`
//! === expect            exactly what comes out, both streams, and the exit code if it is not 0
//! === show PATH         exactly what the file holds after the run
//! ```
//!
//! `ACCEPT=1 cargo test --test integration cases` writes what comes out into the files.

use crate::support::Playbook;
use std::path::Path;

/// One part of a case.
struct Part {
    verb: String,
    rest: String,
    body: String,
}

fn parts(text: &str) -> Vec<Part> {
    let mut found: Vec<Part> = Vec::new();
    for line in text.lines() {
        match line.strip_prefix("=== ") {
            Some(head) => {
                let (verb, rest) = head.split_once(' ').unwrap_or((head, ""));
                let (verb, rest) = (verb.to_string(), rest.trim().to_string());
                found.push(Part { verb, rest, body: String::new() });
            }
            None => {
                if let Some(part) = found.last_mut() {
                    part.body.push_str(line);
                    part.body.push('\n');
                }
            }
        }
    }
    found
}

/// Applies `-` and `+` lines, group by group.
fn edit(playbook: &Playbook, path: &str, body: &str) {
    let mut groups: Vec<(String, String)> = Vec::new();
    let mut adding = true;
    for line in body.lines().filter(|l| !l.is_empty()) {
        let (sign, rest) = line.split_at(1);
        let rest = format!("{rest}\n");
        match sign {
            "-" => {
                if adding {
                    groups.push(Default::default());
                }
                adding = false;
                groups.last_mut().unwrap().0 += &rest;
            }
            "+" => {
                adding = true;
                groups.last_mut().expect("a `-` line comes first").1 += &rest;
            }
            _ => panic!("a line of an edit begins with - or +: {line}"),
        }
    }
    for (old, new) in groups {
        playbook.replace(path, &old, &new);
    }
}

/// Runs a case and returns its text as it should stand.
fn play(text: &str) -> String {
    let playbook = Playbook::new();
    let head: String =
        text.lines().take_while(|l| !l.starts_with("=== ")).map(|l| format!("{l}\n")).collect();
    let mut shown = head;
    let mut last = String::new();
    for part in parts(text) {
        let mut body = part.body.clone();
        match part.verb.as_str() {
            "write" => playbook.write(&part.rest, &part.body),
            "edit" => edit(&playbook, &part.rest, &part.body),
            "delete" => playbook.remove(&part.rest),
            "run" => last = run(&playbook, &part.rest),
            "expect" => body = std::mem::take(&mut last),
            "show" => body = playbook.read(&part.rest) + "\n",
            other => panic!("no such part: {other}"),
        }
        let head = format!("=== {} {}", part.verb, part.rest);
        shown += &format!("{}\n{body}", head.trim_end());
    }
    shown
}

fn run(playbook: &Playbook, arguments: &str) -> String {
    let run = playbook.run(&arguments.split_whitespace().collect::<Vec<_>>());
    let root = playbook.root().display().to_string();
    let mut out = format!("{}{}", run.out, run.err).replace(&root, "ROOT");
    if run.code != 0 {
        out += &format!("exit {}\n", run.code);
    }
    out.lines().map(|l| l.trim_end().to_string() + "\n").collect()
}

#[test]
fn cases() {
    let accept = std::env::var_os("ACCEPT").is_some();
    let mut played = 0;
    let mut stale = Vec::new();
    for entry in walkdir::WalkDir::new("tests/cases").sort_by_file_name().into_iter().flatten() {
        let path: &Path = entry.path();
        if path.extension().is_none_or(|e| e != "case") {
            continue;
        }
        let text = std::fs::read_to_string(path).unwrap();
        let shown = play(&text);
        played += 1;
        if shown != text && accept {
            std::fs::write(path, &shown).unwrap();
        } else if shown != text {
            stale.push(format!("--- {} now gives\n{shown}", path.display()));
        }
    }
    assert!(played > 0, "no case was found");
    assert!(stale.is_empty(), "{}\n{} of {played} cases differ", stale.join("\n"), stale.len());
}
