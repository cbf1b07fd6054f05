//! `content/scripts/*.yaml`.

use super::keys::Fields;
use super::kind::{Kind, Part};
use crate::model::Part as Whole;
use crate::model::{
    Channel, Compare, Next, Node, Objection, Outcome, Quality, Script, ScriptKind, Speaker, Step,
    Want,
};

/// The files that are read here.
pub const KINDS: &[Kind] = &[Kind {
    name: "script",
    place: "content/scripts/NAME.yaml",
    is: |path| path.starts_with("scripts/"),
    what: "a script",
    read: |f| Part::Whole(Whole::Script(script(f).into())),
}];

pub fn script(f: &mut Fields) -> Script {
    let speakers = f.named("speakers", "a speaker", speaker);
    let speakers =
        (speakers.into_iter()).map(|(key, s)| Speaker { id: key.text.to_string(), ..s }).collect();
    Script {
        head: f.head(),
        title: f.name("title"),
        summary: f.text("summary"),
        stage: f.need_reference("stage", Want::Stage),
        kind: f.choice("kind", ScriptKind::WORDS),
        channel: f.choice("channel", Channel::WORDS),
        contact: f.name_if_any("contact"),
        goal: f.text("goal"),
        smallest_outcome: f.text_if_any("smallest_outcome"),
        setting: f.text_if_any("setting"),
        speakers,
        preparation: f.texts("preparation"),
        hidden_facts: f.texts("hidden_facts"),
        observe: f.texts("observe"),
        steps: f.list("steps", "a step", step),
        nodes: f.need_list("nodes", "a line of the script", node),
        compare: f.list("compare", "a comparison", compare),
        objections: f.list("objections", "an objection", objection),
    }
}

fn speaker(f: &mut Fields) -> Speaker {
    Speaker { id: String::new(), name: f.name("name"), role: f.name_if_any("role") }
}

fn step(f: &mut Fields) -> Step {
    Step {
        head: f.head(),
        title: f.name("title"),
        goal: f.text_if_any("goal"),
        exit_rule: f.text_if_any("exit_rule"),
    }
}

fn node(f: &mut Fields) -> Node {
    let (id, span) = f.need_word("speaker").unwrap_or_else(|| (String::new(), f.at()));
    Node {
        head: f.head(),
        step: f.reference("step", Want::Step),
        speaker: crate::model::Ref { id, span },
        intent: f.name_if_any("intent"),
        line: f.text("line"),
        variants: f.texts("variants"),
        note: f.text_if_any("note"),
        fault: f.text_if_any("fault"),
        listen_for: f.text_if_any("listen_for"),
        write_down: f.text_if_any("write_down"),
        quality: f.choice("quality", Quality::WORDS),
        next: next(f),
    }
}

fn next(f: &mut Fields) -> Next {
    let end = f.choice_if_any("end", Outcome::WORDS);
    let lines = f.references("next", Want::Node);
    match end {
        Some(_) if !lines.is_empty() => {
            let at = f.place("end");
            f.cx.report.next_and_end(at);
            Next::Lines(lines)
        }
        Some(outcome) => Next::End(outcome),
        None if lines.is_empty() && !f.has("end") => Next::Missing(f.at()),
        None => Next::Lines(lines),
    }
}

fn compare(f: &mut Fields) -> Compare {
    Compare { bad: f.text("bad"), good: f.text("good"), why: f.text_if_any("why") }
}

fn objection(f: &mut Fields) -> Objection {
    Objection {
        head: f.head(),
        says: f.text("says"),
        heard: f.words("heard"),
        means: f.text_if_any("means"),
        ask: f.text_if_any("ask"),
        respond: f.text("respond"),
        proof: f.text_if_any("proof"),
        avoid: f.text_if_any("avoid"),
    }
}
