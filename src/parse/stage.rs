//! `content/stages/<nn-id>/stage.yaml` and `content/buyer.yaml`.

use super::keys::{Fields, line};
use super::kind::{Kind, Part};
use crate::model::Part as Whole;
use crate::model::{
    Action, Appraisal, Buyer, BuyerStage, Condition, Conditions, Gate, Line, Meeting, Risk, Stage,
    Want, WorkItem,
};

/// The files that are read here.
pub const KINDS: &[Kind] = &[
    Kind {
        name: "stage",
        place: "content/stages/NN-ID/stage.yaml",
        is: |path| path.starts_with("stages/") && path.ends_with("/stage.yaml"),
        what: "a stage",
        read: |f| Part::Stage(f.cx.folder.to_string(), stage(f).into()),
    },
    Kind {
        name: "buyer",
        place: "content/buyer.yaml",
        is: |path| path == "buyer.yaml",
        what: "the buyer's process",
        read: |f| {
            let mut buyer = buyer(f);
            buyer.stages.sort_by(|a, b| (a.number, &a.head.id).cmp(&(b.number, &b.head.id)));
            Part::Whole(Whole::Buyer(buyer.into()))
        },
    },
];

pub fn stage(f: &mut Fields) -> Stage {
    let mut stage = Stage {
        head: f.head(),
        number: number(f),
        title: f.name("title"),
        short: f.name("short"),
        buyer_stage: f.need_reference("buyer_stage", Want::BuyerStage),
        purpose: f.text("purpose"),
        relation: f.text_if_any("relation"),
        work: f.list("work", "a piece of work", work),
        milestone: f.need_group("milestone", "the milestone", milestone).unwrap_or_default(),
        conditions: f.group("conditions", "the conditions", conditions).unwrap_or_default(),
        meetings: f.list("meetings", "a meeting", meeting),
        appraisal: f.list("appraisal", "an appraisal item", appraisal),
        signals: f.list("signals", "an advance signal", line),
        risks: f.list("risks", "a risk", risk),
        scripts: f.references("scripts", Want::Script),
        sources: f.references("sources", Want::Source),
        quizzes: f.references("quizzes", Want::Quiz),
        guides: f.references("guides", Want::Guide),
        ..Stage::default()
    };
    if let Some((success, recommended)) = f.need_group("success", "the success criterion", success)
    {
        stage.success = success;
        stage.recommended = recommended;
    }
    stage
}

/// The place of a stage in its process; 0 if it could not be read.
fn number(f: &mut Fields) -> u32 {
    f.need_ordinal("number").unwrap_or(0)
}

fn work(f: &mut Fields) -> WorkItem {
    WorkItem {
        head: f.head(),
        title: f.name("title"),
        text: f.text_if_any("text"),
        purposes: f.list("purposes", "a purpose", line),
    }
}

fn milestone(f: &mut Fields) -> Gate {
    Gate {
        span: f.at(),
        why: f.text_if_any("why"),
        origin: f.origin(),
        actions: f.list("actions", "an action", action),
    }
}

fn success(f: &mut Fields) -> (Gate, Vec<Line>) {
    (milestone(f), f.list("recommended", "a recommendation", line))
}

fn action(f: &mut Fields) -> Action {
    Action {
        head: f.head(),
        text: f.text("text"),
        done_when: f.text_if_any("done_when"),
        why: f.text_if_any("why"),
        evidence: f.texts("evidence"),
        valid_for: f.count("valid_for"),
        help: f.references("help", Want::Anything),
        commitment: f.switch("commitment").unwrap_or(false),
    }
}

fn conditions(f: &mut Fields) -> Conditions {
    Conditions {
        process: f.list("process", "a condition", condition),
        relationship: f.list("relationship", "a condition", condition),
        information: f.list("information", "a condition", condition),
    }
}

fn condition(f: &mut Fields) -> Condition {
    Condition {
        head: f.head(),
        text: f.text("text"),
        explain: f.text_if_any("explain"),
        overlaps: f.references("overlaps", Want::Action),
        level: f.reference("level", Want::Level),
        content: f.reference("content", Want::Content),
        fields: f.texts("fields"),
    }
}

fn meeting(f: &mut Fields) -> Meeting {
    Meeting {
        head: f.head(),
        role: f.name("role"),
        aim: f.text("aim"),
        questions: f.need_list("questions", "a question", line),
        settle: f.references("settle", Want::Settled),
        objections: f.references("objections", Want::Objection),
        leave_with: f.need_reference("leave_with", Want::Action),
    }
}

fn appraisal(f: &mut Fields) -> Appraisal {
    Appraisal { head: f.head(), text: f.text("text"), evidence: f.text_if_any("evidence") }
}

fn risk(f: &mut Fields) -> Risk {
    Risk { head: f.head(), text: f.text("text"), countermeasure: f.text_if_any("countermeasure") }
}

pub fn buyer(f: &mut Fields) -> Buyer {
    Buyer {
        intro: f.text_if_any("intro"),
        stages: f.need_list("stages", "a buyer's stage", buyer_stage),
    }
}

fn buyer_stage(f: &mut Fields) -> BuyerStage {
    BuyerStage {
        head: f.head(),
        number: number(f),
        title: f.name("title"),
        short: f.name("short"),
        text: f.text_if_any("text"),
        signs: f.list("signs", "a sign", line),
    }
}
