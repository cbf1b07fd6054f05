//! The strict rule holds the table of cases that the browser's rule is held to as well.

use crate::support::deals;
use serde_json::Value;
use twotrack::exercise::{Form, lower};
use twotrack::model::{Answer, Ask, Buyer, BuyerStage, Head, Playbook, Question, Ref, Situation};

#[test]
fn the_rule_passes_the_shared_table() {
    let table = std::fs::read_to_string("tests/position.json").unwrap();
    let table: serde_json::Value = serde_json::from_str(&table).unwrap();
    let stages = deals::stages(&table["stages"]);
    let cases = table["cases"].as_array().unwrap();
    assert!(cases.len() >= 15, "only {} cases", cases.len());
    for case in cases {
        assert_eq!(deals::judge(&stages, case), case["expect"], "{}", case["name"]);
    }
}

#[test]
fn a_question_about_a_deal_has_the_outcome_of_the_rule_as_its_one_right_option() {
    let table = std::fs::read_to_string("tests/position.json").unwrap();
    let table: serde_json::Value = serde_json::from_str(&table).unwrap();
    // A buyer may go through more stages than we do.
    let buyer = Buyer { stages: (1..=9).map(buyer_stage).collect(), ..Buyer::default() };
    let stages = deals::stages(&table["stages"]);
    let book = Playbook { stages, buyer: buyer.into(), ..Playbook::default() };
    for case in table["cases"].as_array().unwrap() {
        let expect = &case["expect"];
        let gap = expect["gap"].as_u64().filter(|gap| *gap > 0).map(|gap| gap.to_string());
        for (ask, word, with) in [
            (Ask::Position, &expect["state"], expect["stage"].as_str().map(str::to_string)),
            (Ask::Verdict, &expect["verdict"], gap),
        ] {
            let right = right_options(&book, case, ask);
            let word = word.as_str().unwrap();
            let outcome = with.map_or(word.to_string(), |with| format!("{word} {with}"));
            assert_eq!(right, [outcome], "{}", case["name"]);
        }
    }
}

fn buyer_stage(number: u32) -> BuyerStage {
    let head = Head { id: format!("b{number}"), ..Head::default() };
    BuyerStage { head, number, ..BuyerStage::default() }
}

/// The right options of a question about a case of the table.
fn right_options(book: &Playbook, case: &Value, ask: Ask) -> Vec<String> {
    let to = |id: &str| Ref { id: id.to_string(), ..Ref::default() };
    let done = case["done"].as_array().unwrap().iter().map(|id| to(id.as_str().unwrap()));
    let situation = Situation {
        done: done.collect(),
        buyer_stage: case["buyer"].as_u64().map(|number| to(&format!("b{number}"))),
        ..Situation::default()
    };
    let answer = Answer::Position { situation, ask, feedback: Default::default() };
    let question = Question { answer, ..Question::default() };
    let Form::Choose(choose) = lower(book, &question) else { panic!("options to choose from") };
    choose.right().map(|option| option.id.to_string()).collect()
}
