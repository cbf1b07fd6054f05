//! The playbook that ships with Twotrack keeps what it promises.

use crate::support::{Run, twotrack};

/// Facts of the source text that no learner need be asked about: which buyer's stages it leaves
/// unnamed (F20), and that it mentions a balanced scorecard without describing one (F87).
const NOT_ASKED: [&str; 2] = ["F20", "F87"];

fn ours(arguments: &[&str]) -> Run {
    Run::of(twotrack().args(["-C", "."]).args(arguments))
}

#[test]
fn it_has_no_fault_and_no_warning() {
    ours(&["check", "--strict"]).expect(0);
}

#[test]
fn every_fact_of_the_source_is_on_a_page() {
    ours(&["origins", "--expect", "F1-F202"]).expect(0);
}

#[test]
fn every_fact_that_a_learner_should_know_is_tested() {
    let asked: Vec<String> =
        (1..=202).map(|n| format!("F{n}")).filter(|f| !NOT_ASKED.contains(&f.as_str())).collect();
    ours(&["origins", "--tested", &asked.join(",")]).expect(0);
}

#[test]
fn no_stage_is_thinner_than_the_first_by_more_than_a_third() {
    let run = ours(&["stats", "--within", "33"]).expect(0);
    for stage in run.out.lines().skip(1) {
        let numbers: Vec<usize> =
            stage.split_whitespace().skip(1).map(|word| word.parse().unwrap()).collect();
        let [.., scripts, questions] = numbers[..] else { panic!("{stage}") };
        assert!(scripts >= 2, "{stage}: every stage has two scripts");
        assert!(questions >= 8, "{stage}: every stage has eight questions");
    }
}

/// A figure of the source that the code must not know: the tool is general.
#[test]
fn the_code_knows_no_stage_by_name() {
    for entry in walkdir::WalkDir::new("src").into_iter().flatten() {
        let path = entry.path();
        let is_code = path.extension().is_some_and(|e| e == "rs");
        if is_code && !path.components().any(|c| c.as_os_str() == "tests") {
            let text = std::fs::read_to_string(path).unwrap();
            for word in ["经手人", "appointment call", "eight stages"] {
                assert!(!text.contains(word), "{} says `{word}`", path.display());
            }
        }
    }
}
