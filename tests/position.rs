//! The strict rule holds the table of cases that the browser's rule is held to as well.

#[path = "support/deals.rs"]
mod deals;

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
