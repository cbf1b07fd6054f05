//! `twotrack origins`: where the facts of a source text went.

use super::Failure;
use super::project::Project;
use crate::check::{Coverage, coverage};
use std::collections::BTreeSet;
use std::path::Path;
use std::process::ExitCode;

/// Tells which facts of your source text the playbook carries, and which a question tests.
///
/// An item or a heading names the facts it carries in its `origin`. With `--expect`, facts that
/// stand on no page are listed and the exit code is 1.
#[derive(clap::Args)]
pub struct Arguments {
    /// The facts that must be there: `F1-F202`, or several of these with commas.
    #[arg(long, value_name = "FACTS")]
    expect: Option<String>,
    /// The facts that a question must test.
    #[arg(long, value_name = "FACTS")]
    tested: Option<String>,
    /// List every fact with the items that carry it.
    #[arg(long)]
    list: bool,
}

pub fn run(root: Option<&Path>, arguments: Arguments) -> Result<ExitCode, Failure> {
    let mut project = Project::open(root, false, None)?;
    let loaded = project.load();
    let found = coverage(&loaded.book);
    if arguments.list {
        list(&found);
    }
    let carried: BTreeSet<&str> = found.carried.keys().map(String::as_str).collect();
    let tested: BTreeSet<&str> = found.tested.keys().map(String::as_str).collect();
    anstream::println!("{} facts are carried, {} are tested", carried.len(), tested.len());
    let expect = spelled_out(arguments.expect.as_deref().unwrap_or(""))?;
    let test = spelled_out(arguments.tested.as_deref().unwrap_or(""))?;
    let complete = tell("on no page", &expect, &carried) & tell("in no question", &test, &tested);
    Ok(ExitCode::from(!complete as u8))
}

fn list(found: &Coverage) {
    let mut facts: Vec<_> = found.carried.iter().collect();
    facts.sort_by_key(|(fact, _)| number(fact));
    for (fact, places) in facts {
        let places: Vec<&str> = places.iter().map(String::as_str).collect();
        let questions = found.tested.get(fact).map_or(0, BTreeSet::len);
        anstream::println!("{fact:<6} {questions:>2} questions  {}", places.join(" "));
    }
}

/// Says what is missing; returns whether nothing is.
fn tell(what: &str, wanted: &BTreeSet<String>, there: &BTreeSet<&str>) -> bool {
    if wanted.is_empty() {
        return true;
    }
    let mut missing: Vec<&str> =
        wanted.iter().map(String::as_str).filter(|f| !there.contains(f)).collect();
    missing.sort_by_key(|fact| number(fact));
    let percent = 100 * (wanted.len() - missing.len()) / wanted.len();
    anstream::println!(
        "{percent} % of {} expected facts; {what}: {}",
        wanted.len(),
        missing.join(" ")
    );
    missing.is_empty()
}

/// The number in a fact's name, to sort by.
fn number(fact: &str) -> u32 {
    fact.trim_start_matches(|c: char| !c.is_ascii_digit()).parse().unwrap_or(0)
}

fn spelled_out(facts: &str) -> Result<BTreeSet<String>, Failure> {
    let origin = crate::parse::facts(facts).map_err(|word| {
        format!("`{word}` names no facts; write `F1-F202`, or several with commas: `F1-F19,F26`")
    })?;
    Ok(origin.into_iter().collect())
}
