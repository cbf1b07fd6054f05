//! `cmi5.xml`: what a cmi5 course is called in every language, what it is about, and what counts.

use super::super::xml::escape;
use super::LAUNCH;
use super::activity::words;
use super::iri::{Thing, iri};
use super::plan::Plan;
use crate::model::Text;
use std::fmt::Write;

const SPACE: &str = "https://w3id.org/xapi/profiles/cmi5/v1/CourseStructure.xsd";

/// The course structure: one unit, which is launched by the package's own page.
pub fn structure(plan: &Plan) -> String {
    let request = plan.request;
    let iri = |thing, id: &str| escape(&iri(request, thing, id));
    let course = format!("{}{}", title(plan), description(plan, plan.about, plan.title));
    let mut xml = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    let _ = writeln!(xml, "<courseStructure xmlns=\"{SPACE}\">");
    let _ = writeln!(xml, "<course id=\"{}\">\n{course}</course>", iri(Thing::Course, &plan.id));
    let stages: Vec<_> = plan.stages().collect();
    let mut references = String::new();
    if !stages.is_empty() {
        let _ = writeln!(xml, "<objectives>");
        let _ = writeln!(references, "<objectives>");
        for stage in &stages {
            let id = iri(Thing::Stage, &stage.head.id);
            let name = text(plan, "title", &stage.title);
            let about = description(plan, &stage.purpose, &stage.title);
            let _ = writeln!(xml, "<objective id=\"{id}\">\n{name}{about}</objective>");
            let _ = writeln!(references, "<objective idref=\"{id}\"/>");
        }
        let _ = writeln!(xml, "</objectives>");
        let _ = writeln!(references, "</objectives>");
    }
    let _ = writeln!(xml, "<au id=\"{}\"{}>", iri(Thing::Unit, &plan.id), counted(plan));
    let _ = writeln!(xml, "{course}{references}<url>{LAUNCH}</url>");
    // An administrator may fill in a language and a page to begin with.
    let _ = writeln!(xml, "<launchParameters>lang=&amp;start=</launchParameters>");
    xml + "</au>\n</courseStructure>\n"
}

/// A quiz is passed by its mark; everything else is done when the playbook's rules say so.
fn counted(plan: &Plan) -> String {
    const KINDS: &str = "http://adlnet.gov/expapi/activities/";
    match plan.mark() {
        Some(mark) => format!(
            " moveOn=\"Passed\" masteryScore=\"{}\" activityType=\"{KINDS}assessment\"",
            f64::from(mark.min(100)) / 100.0
        ),
        None => format!(" moveOn=\"Completed\" activityType=\"{KINDS}course\""),
    }
}

fn title(plan: &Plan) -> String {
    text(plan, "title", plan.title)
}

/// The standard wants a description of everything; what has none is described by its name.
fn description(plan: &Plan, about: &Text, name: &Text) -> String {
    text(plan, "description", if about.is_empty() { name } else { about })
}

fn text(plan: &Plan, element: &str, text: &Text) -> String {
    let mut xml = format!("<{element}>\n");
    for (tag, words) in words(plan.request, text) {
        let words = escape(words.as_str().unwrap_or_default());
        let _ = writeln!(xml, "<langstring lang=\"{}\">{words}</langstring>", escape(&tag));
    }
    xml + &format!("</{element}>\n")
}
