//! The process as deals need it: gates to tick, what helps, what to advise, what to take along.

use super::{item, line, lines, link};
use crate::model::{Action, Appraisal, Condition, Gate, Meeting, Ref, Script, Stage};
use crate::render::scope::Scope;
use crate::render::view::not_started;
use crate::site::View;
use serde_json::{Value, json};

/// Just what the strict rule needs, for pages that tick: ids, revisions, hashes, days.
pub fn gates(scope: &Scope) -> Value {
    let stages = stages(scope, |_, a| json!({ "valid_for": a.valid_for }), |_, _| json!({}));
    json!({ "stages": stages, "buyer": buyer(scope, false), "not_started": not_started(scope) })
}

/// Everything about every gate, and the advice.
pub fn deals(scope: &Scope) -> Value {
    let action = |scope: &Scope, a: &Action| {
        let help: Vec<Value> =
            a.help.iter().map(|r| link(scope, &r.id)).filter(|l| !l.is_null()).collect();
        json!({
            "valid_for": a.valid_for, "text": scope.plain(&a.text),
            "done_when": scope.plain(&a.done_when),
            "evidence": a.evidence.iter().map(|e| scope.plain(e)).collect::<Vec<_>>(),
            "help": help, "commitment": a.commitment,
        })
    };
    let condition = |scope: &Scope, c: &Condition| json!({ "text": scope.plain(&c.text) });
    let policy = &scope.book.settings.policy;
    let mut stages = stages(scope, action, condition);
    for (stage, own) in scope.book.stages.iter().zip(&mut stages) {
        own["appraisal"] = stage.appraisal.iter().map(|a| appraisal(scope, a)).collect();
    }
    json!({
        "stages": stages,
        "buyer": buyer(scope, true),
        "not_started": not_started(scope),
        "policy": {
            "give_up_gap": policy.give_up_gap,
            "fresh_days": policy.fresh_days, "fresh": lines(scope, &policy.fresh),
            "in_sync": lines(scope, &policy.in_sync), "behind": lines(scope, &policy.behind),
            "catch_up": lines(scope, &policy.catch_up), "give_up": lines(scope, &policy.give_up),
            "ahead": lines(scope, &policy.ahead), "unknown": lines(scope, &policy.unknown),
        },
        "explained": super::quiz::explained(scope),
        "dimensions": dimensions(scope),
        "scorecard": scorecard(scope),
    })
}

/// What the rep's work in a deal is appraised by; it is ticked with its evidence.
fn appraisal(scope: &Scope, a: &Appraisal) -> Value {
    let evidence = [scope.plain(&a.evidence)];
    item(scope, &a.head, json!({ "text": scope.plain(&a.text), "evidence": evidence }))
}

fn stages(
    scope: &Scope,
    action: impl Fn(&Scope, &Action) -> Value,
    condition: impl Fn(&Scope, &Condition) -> Value,
) -> Vec<Value> {
    let gate = |gate: &Gate| -> Vec<Value> {
        gate.actions.iter().map(|a| item(scope, &a.head, action(scope, a))).collect()
    };
    let conditions = |stage: &Stage| -> Vec<Value> {
        let of = |c: &Condition| {
            let mut own = item(scope, &c.head, condition(scope, c));
            own["overlaps"] = ids(&c.overlaps).into();
            own
        };
        stage.conditions.all().map(of).collect()
    };
    (scope.book.stages.iter().enumerate())
        .map(|(n, s)| {
            json!({
                "id": s.head.id, "number": s.number, "title": s.title.str(scope.lang),
                "short": s.short_title().str(scope.lang), "href": scope.href(View::Stage(n)),
                "buyer_stage": s.buyer_stage.id, "milestone": gate(&s.milestone),
                "success": gate(&s.success),
                "conditions": conditions(s),
            })
        })
        .collect()
}

fn buyer(scope: &Scope, signs: bool) -> Vec<Value> {
    (scope.book.buyer.stages.iter())
        .map(|b| {
            let signs: Vec<String> = match signs {
                true => b.signs.iter().map(|s| scope.plain(&s.text)).collect(),
                false => Vec::new(),
            };
            json!({
                "id": b.head.id, "number": b.number, "title": b.title.str(scope.lang),
                "short": b.short_title().str(scope.lang), "signs": signs,
                "href": format!("{}#{}", scope.href(View::Buyer), b.head.id),
            })
        })
        .collect()
}

fn dimensions(scope: &Scope) -> Vec<Value> {
    (scope.book.dimensions.list.iter())
        .map(|d| {
            let questions: Vec<String> = d.questions.iter().map(|q| scope.plain(&q.text)).collect();
            json!({
                "id": d.head.id, "title": d.title.str(scope.lang), "text": scope.plain(&d.text),
                "questions": questions, "benefit": scope.plain(&d.benefit),
                "risk": scope.plain(&d.risk),
            })
        })
        .collect()
}

fn scorecard(scope: &Scope) -> Vec<Value> {
    (scope.book.scorecard.perspectives.iter())
        .map(|p| {
            let items: Vec<Value> = (p.items.iter())
                .map(|i| {
                    json!({
                        "id": i.head.id, "text": scope.plain(&i.text),
                        "evidence": scope.plain(&i.evidence),
                        "from": i.from.iter().map(|r| r.id.as_str()).collect::<Vec<_>>(),
                    })
                })
                .collect();
            json!({
                "id": p.head.id, "title": p.title.str(scope.lang), "weight": p.weight,
                "kind": p.kind.word(), "items": items,
            })
        })
        .collect()
}

/// Stage by stage what to take into a meeting: questions, objections, risks.
pub fn cards(scope: &Scope) -> Value {
    let stages: Vec<Value> = scope.book.stages.iter().map(|s| card(scope, s)).collect();
    json!({ "stages": stages })
}

fn card(scope: &Scope, stage: &Stage) -> Value {
    let of_stage = |s: &&Script| {
        s.stage.id == stage.head.id || stage.scripts.iter().any(|r| r.id == s.head.id)
    };
    let scripts: Vec<&Script> =
        scope.book.scripts.iter().map(AsRef::as_ref).filter(of_stage).collect();
    let talks: Vec<Value> = scripts.iter().map(|s| talk(scope, s)).collect();
    json!({
        "id": stage.head.id,
        "recommended": stage.recommended.iter().map(|r| scope.plain(&r.text)).collect::<Vec<_>>(),
        "signals": stage.signals.iter().map(|r| scope.plain(&r.text)).collect::<Vec<_>>(),
        "risks": stage.risks.iter().map(|r| scope.plain(&r.text)).collect::<Vec<_>>(),
        "meetings": stage.meetings.iter().map(|m| meeting(scope, m)).collect::<Vec<_>>(),
        "talks": talks,
    })
}

fn ids(refs: &[Ref]) -> Vec<&str> {
    refs.iter().map(|r| r.id.as_str()).collect()
}

fn meeting(scope: &Scope, meeting: &Meeting) -> Value {
    let questions: Vec<String> = meeting.questions.iter().map(|q| line(scope, &q.text)).collect();
    json!({
        "id": meeting.head.id, "role": meeting.role.str(scope.lang),
        "aim": scope.plain(&meeting.aim),
        "questions": questions, "settle": ids(&meeting.settle),
        "objections": ids(&meeting.objections), "leave_with": meeting.leave_with.id,
    })
}

fn talk(scope: &Scope, script: &Script) -> Value {
    let objections: Vec<Value> = (script.objections.iter())
        .map(|o| {
            json!({
                "id": o.head.id, "says": line(scope, &o.says), "ask": line(scope, &o.ask),
                "respond": line(scope, &o.respond),
            })
        })
        .collect();
    json!({
        "id": script.head.id, "title": script.title.str(scope.lang),
        "link": link(scope, &script.head.id),
        "contact": script.contact.str(scope.lang), "goal": scope.plain(&script.goal),
        "smallest_outcome": scope.plain(&script.smallest_outcome), "objections": objections,
        "questions": questions(scope, script),
    })
}

/// What a script has the rep ask, from its objections and from its own lines: the ones that end
/// in a question mark.
fn questions(scope: &Scope, script: &Script) -> Vec<String> {
    let asks = |text: &String| text.trim_end_matches(['"', '”', '」', ' ']).ends_with(['?', '？']);
    let ours = script
        .nodes
        .iter()
        .filter(|n| n.speaker.id == "rep" && n.quality == crate::model::Quality::Good);
    ours.map(|n| scope.plain(&n.line))
        .filter(asks)
        .filter(|q| q.chars().count() < 160)
        .take(6)
        .collect()
}
