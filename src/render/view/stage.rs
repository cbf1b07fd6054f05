//! A stage: its two gates first, then everything that helps to pass them.

use super::super::chrome::Head;
use super::super::scope::Scope;
use super::super::value::{fields, list, map};
use super::{Page, crumb};
use crate::model::{Action, Condition, Gate, Line, Script, Stage};
use crate::site::{View, short};
use tera::{Map, Value, value::Key};

pub fn page(scope: &Scope, n: usize) -> Page {
    let stage = &scope.book.stages[n];
    let body = scope.body(&stage.guide, 1);
    let buyer = scope.book.buyer_stage(&stage.buyer_stage.id);
    let values = fields([
        ("stage", scope.item(&stage.head, own(scope, stage, n))),
        ("buyer", buyer.and_then(|b| scope.link(&b.head.id)).into()),
        ("milestone", gate(scope, &stage.milestone)),
        ("success", gate(scope, &stage.success)),
        ("recommended", lines(scope, &stage.recommended)),
        ("has_relation", (!stage.relation.is_empty()).into()),
        ("work", work(scope, stage)),
        ("process", body.as_ref().map(|b| b.html.clone()).into()),
        ("process_borrowed", body.as_ref().is_some_and(|b| b.borrowed).into()),
        ("meetings", meetings(scope, stage)),
        ("conditions", conditions(scope, &stage.conditions.process)),
        ("information", conditions(scope, &stage.conditions.information)),
        ("relationship", conditions(scope, &stage.conditions.relationship)),
        ("appraisal", appraisal(scope, stage)),
        ("signals", lines(scope, &stage.signals)),
        ("risks", risks(scope, stage)),
        ("scripts", list(scripts(scope, stage), |s| script(scope, s))),
        ("sources", sources(scope, stage)),
        ("quizzes", quizzes(scope, stage)),
        ("guides", guides(scope, stage)),
        ("previous", neighbour(scope, n.checked_sub(1))),
        ("next", neighbour(scope, Some(n + 1))),
    ]);
    let head = Head {
        title: stage.title.str(scope.lang).to_string(),
        description: scope.plain(&stage.purpose),
        menu: "stages",
        crumbs: vec![crumb(scope, "stages", View::Stages)],
        toc: toc(scope, &values),
    };
    Page { template: "stage.html", head, values }
}

/// The sections that the page has, under the ids that links use.
fn toc(scope: &Scope, values: &Map) -> Vec<Value> {
    let there = |name: &'static str| values.get(&Key::Str(name)).is_some_and(Value::is_truthy);
    let relation = |id: &str| id == "relation" && there("has_relation");
    let sections = [
        ("milestone", "milestone"),
        ("success", "success"),
        ("relation", ""),
        ("work", "work"),
        ("process", "process"),
        ("meetings", "meetings"),
        ("conditions", "conditions"),
        ("appraisal", "appraisal"),
        ("signals", "signals"),
        ("risks", "risks"),
        ("scripts", "scripts"),
        ("sources", "sources"),
        ("quiz", "quizzes"),
    ];
    (sections.into_iter())
        .filter(|(id, value)| relation(id) || there(value))
        .map(|(id, _)| {
            let title = scope.words.say(&format!("stage.{id}")).to_string();
            map([("id", id.into()), ("title", title.into())])
        })
        .collect()
}

fn own(scope: &Scope, stage: &Stage, n: usize) -> [(&'static str, Value); 7] {
    [
        ("number", stage.number.into()),
        ("count", scope.book.stages.len().into()),
        ("title", scope.name(&stage.title)),
        ("purpose", scope.prose(&stage.purpose)),
        ("relation", scope.block(&stage.relation)),
        ("checklist", scope.href(View::Checklist(n)).into()),
        ("slug_id", stage.head.id.as_str().into()),
    ]
}

pub fn gate(scope: &Scope, gate: &Gate) -> Value {
    map([
        ("why", scope.block(&gate.why)),
        ("origin", scope.origin(&gate.origin).into()),
        ("actions", list(&gate.actions, |a| action(scope, a))),
        ("count", scope.count("gate.actions", gate.actions.len())),
    ])
}

fn action(scope: &Scope, action: &Action) -> Value {
    scope.item(
        &action.head,
        [
            ("text", scope.line(&action.text)),
            ("done_when", scope.line(&action.done_when)),
            ("why", scope.prose(&action.why)),
            ("evidence", scope.proses(&action.evidence)),
            ("valid_for", action.valid_for.map(|n| scope.count("gate.days", n as usize)).into()),
            ("valid_days", action.valid_for.into()),
            ("help", scope.links(&action.help)),
            ("commitment", action.commitment.into()),
        ],
    )
}

pub fn lines(scope: &Scope, lines: &[Line]) -> Value {
    list(lines, |line| scope.item(&line.head, [("text", scope.prose(&line.text))]))
}

fn work(scope: &Scope, stage: &Stage) -> Value {
    list(&stage.work, |w| {
        scope.item(
            &w.head,
            [
                ("title", scope.name(&w.title)),
                ("text", scope.block(&w.text)),
                ("purposes", lines(scope, &w.purposes)),
            ],
        )
    })
}

fn conditions(scope: &Scope, conditions: &[Condition]) -> Value {
    let cell = |c: &Condition| {
        let matrix = &scope.book.matrix;
        let level =
            matrix.levels.iter().find(|l| c.level.as_ref().is_some_and(|r| r.id == l.head.id));
        let content =
            matrix.contents.iter().find(|l| c.content.as_ref().is_some_and(|r| r.id == l.head.id));
        let names = [level, content].into_iter().flatten().map(|cell| scope.name(&cell.title));
        Value::from(names.collect::<Vec<_>>())
    };
    list(conditions, |c| {
        scope.item(
            &c.head,
            [
                ("text", scope.prose(&c.text)),
                ("explain", scope.prose(&c.explain)),
                ("fields", scope.proses(&c.fields)),
                ("overlaps", scope.links(&c.overlaps)),
                ("cell", cell(c)),
            ],
        )
    })
}

/// What the meeting card carries, to read and print without scripts too.
fn meetings(scope: &Scope, stage: &Stage) -> Value {
    let card = scope.href(View::Card);
    list(&stage.meetings, |m| {
        scope.item(
            &m.head,
            [
                ("role", scope.name(&m.role)),
                ("aim", scope.line(&m.aim)),
                ("questions", lines(scope, &m.questions)),
                ("settle", scope.links(&m.settle)),
                ("objections", scope.links(&m.objections)),
                ("leave_with", scope.link_to(Some(&m.leave_with))),
                ("card", format!("{card}#{}", m.head.id).into()),
            ],
        )
    })
}

fn appraisal(scope: &Scope, stage: &Stage) -> Value {
    list(&stage.appraisal, |a| {
        let pairs = [("text", scope.prose(&a.text)), ("evidence", scope.prose(&a.evidence))];
        scope.item(&a.head, pairs)
    })
}

fn risks(scope: &Scope, stage: &Stage) -> Value {
    list(&stage.risks, |r| {
        let counter = scope.prose(&r.countermeasure);
        scope.item(&r.head, [("text", scope.prose(&r.text)), ("countermeasure", counter)])
    })
}

/// The scripts that the stage names, then the others that name the stage.
fn scripts<'a>(scope: &'a Scope, stage: &'a Stage) -> Vec<&'a Script> {
    let scripts = &scope.book.scripts;
    let named = |s: &Script| stage.scripts.iter().position(|r| r.id == s.head.id);
    let mut found: Vec<&Script> = (scripts.iter().map(AsRef::as_ref))
        .filter(|s| named(s).is_some() || s.stage.id == stage.head.id)
        .collect();
    found.sort_by_key(|s| named(s).unwrap_or(usize::MAX));
    found
}

pub fn script(scope: &Scope, script: &Script) -> Value {
    map([
        ("link", scope.link(&script.head.id).into()),
        ("title", scope.name(&script.title)),
        ("summary", scope.line(&script.summary)),
        ("channel", super::script::channel(scope, script.channel).into()),
        ("bad", (script.kind == crate::model::ScriptKind::Bad).into()),
        ("contact", scope.name(&script.contact)),
    ])
}

fn sources(scope: &Scope, stage: &Stage) -> Value {
    let of_stage = |s: &&std::sync::Arc<crate::model::Source>| {
        stage.sources.iter().any(|r| r.id == s.head.id)
            || s.stage.as_ref().is_some_and(|r| r.id == stage.head.id)
    };
    list(scope.book.sources.iter().filter(of_stage), |s| {
        map([("link", scope.link(&s.head.id).into()), ("summary", scope.line(&s.summary))])
    })
}

fn quizzes(scope: &Scope, stage: &Stage) -> Value {
    let of_stage = |q: &&std::sync::Arc<crate::model::Quiz>| {
        stage.quizzes.iter().any(|r| r.id == q.head.id)
            || q.stage.as_ref().is_some_and(|r| r.id == stage.head.id)
    };
    list(scope.book.quizzes.iter().filter(of_stage), |q| {
        map([
            ("link", scope.link(&q.head.id).into()),
            ("count", scope.count("counts.questions", q.questions.len())),
        ])
    })
}

fn guides(scope: &Scope, stage: &Stage) -> Value {
    let of_stage = |g: &&std::sync::Arc<crate::model::Guide>| {
        stage.guides.iter().any(|r| r.id == g.head.id)
            || g.stage.as_ref().is_some_and(|r| r.id == stage.head.id)
    };
    // A stage with hundreds of guides sends its readers to the library.
    const MOST: usize = 24;
    list(scope.book.guides.iter().filter(of_stage).take(MOST), |g| {
        let summary = short(&scope.plain(&g.summary));
        map([("link", scope.link(&g.head.id).into()), ("summary", summary.into())])
    })
}

fn neighbour(scope: &Scope, n: Option<usize>) -> Value {
    let Some((n, stage)) = n.and_then(|n| Some((n, scope.book.stages.get(n)?))) else {
        return Value::none();
    };
    map([
        ("number", stage.number.into()),
        ("title", scope.name(&stage.title)),
        ("href", scope.href(View::Stage(n)).into()),
    ])
}
