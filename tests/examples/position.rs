//! Judges deals by the strict rule: `{"stages": …, "deals": […]}` in, a list of positions out.
//!
//! The browser's tests ask it about random deals, to see that both rules are one.

#[path = "../support/deals.rs"]
mod deals;

use std::io::Read;

fn main() {
    let mut text = String::new();
    std::io::stdin().read_to_string(&mut text).expect("UTF-8 on standard input");
    let given: serde_json::Value = serde_json::from_str(&text).expect("JSON on standard input");
    let stages = deals::stages(&given["stages"]);
    let all = given["deals"].as_array().expect("a list of deals");
    let judged: Vec<_> = all.iter().map(|deal| deals::judge(&stages, deal)).collect();
    println!("{}", serde_json::Value::Array(judged));
}
