//! Every text of a playbook has a role: none is in the model and in no wording.

use std::collections::BTreeSet;
use std::path::Path;
use twotrack::diagnostic::Report;
use twotrack::parse::Parser;
use twotrack::source::Source;

/// The places of all texts that the printed form of a part holds; the compiler writes that form,
/// so no field is missing in it. A text without words has an empty list of phrases.
fn printed(form: &str) -> BTreeSet<String> {
    let texts = form.split("Text { span: ").skip(1);
    let texts = texts.filter_map(|rest| rest.split_once(" }, phrases: ["));
    texts.filter(|(_, phrases)| phrases.contains("Some(")).filter_map(place).collect()
}

fn place((span, phrases): (&str, &str)) -> Option<String> {
    (!phrases.starts_with(']') && !span.contains("Text")).then(|| span.to_string())
}

#[test]
fn no_text_is_without_a_role() {
    let source = Source::load(Path::new("."));
    let book = Parser::new(false).playbook(&source, &mut Report::new());
    let mut count = 0;
    for part in book.parts() {
        let entries = part.entries();
        let own = part.wording();
        let all = entries.iter().flat_map(|entry| entry.wording.iter()).chain(own.iter());
        let told: BTreeSet<String> = all
            .filter(|(_, text)| !text.is_empty())
            .filter_map(|(_, text)| format!("{:?}", text.span).strip_suffix(" }").map(String::from))
            .collect();
        let there = printed(&format!("{part:?}"));
        let lost: Vec<&String> = there.difference(&told).collect();
        assert!(lost.is_empty(), "texts without a role, by their places: {lost:#?}");
        count += there.len();
    }
    assert!(count > 3000, "only {count} texts were found; is the reading of them broken?");
}
