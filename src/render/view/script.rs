//! A script: what to prepare, how the conversation goes, what may come up.

use super::super::chrome::Head;
use super::super::scope::Scope;
use super::super::value::{fields, list, map};
use super::{Page, crumb, transcript};
use crate::model::{Channel, Script, ScriptKind};
use crate::site::View;
use tera::Value;

pub fn page(scope: &Scope, n: usize) -> Page {
    let script = &scope.book.scripts[n];
    let bad = script.kind == ScriptKind::Bad;
    let values = fields([
        ("script", scope.item(&script.head, facts(scope, script))),
        ("bad", bad.into()),
        ("stage", scope.link(&script.stage.id).into()),
        ("speakers", speakers(scope, script)),
        ("preparation", scope.proses(&script.preparation)),
        ("hidden_facts", scope.proses(&script.hidden_facts)),
        ("observe", scope.proses(&script.observe)),
        ("steps", steps(scope, script)),
        ("transcript", transcript::lines(scope, script)),
        ("compare", compare(scope, script)),
        ("objections", objections(scope, script)),
    ]);
    let head = Head {
        title: script.title.str(scope.lang).to_string(),
        description: scope.plain(&script.summary),
        menu: "scripts",
        crumbs: vec![crumb(scope, "scripts", View::Scripts)],
        toc: toc(scope, script),
    };
    Page { template: "script.html", head, values }
}

fn facts(scope: &Scope, script: &Script) -> [(&'static str, Value); 7] {
    [
        ("title", scope.name(&script.title)),
        ("summary", scope.prose(&script.summary)),
        ("channel", channel(scope, script.channel).into()),
        ("contact", scope.name(&script.contact)),
        ("goal", scope.prose(&script.goal)),
        ("smallest_outcome", scope.prose(&script.smallest_outcome)),
        ("setting", scope.block(&script.setting)),
    ]
}

fn toc(scope: &Scope, script: &Script) -> Vec<Value> {
    let sections = [
        ("preparation", !script.preparation.is_empty()),
        ("steps", !script.steps.is_empty()),
        ("transcript", !script.nodes.is_empty()),
        ("compare", !script.compare.is_empty()),
        ("objections", !script.objections.is_empty()),
        ("role-play", !script.hidden_facts.is_empty() || !script.observe.is_empty()),
    ];
    let there = sections.into_iter().filter(|(_, there)| *there);
    there
        .map(|(id, _)| {
            let title = scope.words.say(&format!("script.{}", id.replace('-', "_"))).to_string();
            map([("id", id.into()), ("title", title.into())])
        })
        .collect()
}

/// The interface's word for a channel.
pub fn channel(scope: &Scope, channel: Channel) -> String {
    scope.words.say(&format!("channels.{}", channel.word())).to_string()
}

fn speakers(scope: &Scope, script: &Script) -> Value {
    list(&script.speakers, |s| {
        map([
            ("name", scope.name(&s.name)),
            ("role", scope.name(&s.role)),
            ("ours", (s.id == "rep").into()),
        ])
    })
}

fn steps(scope: &Scope, script: &Script) -> Value {
    list(&script.steps, |step| {
        scope.item(
            &step.head,
            [
                ("title", scope.name(&step.title)),
                ("goal", scope.prose(&step.goal)),
                ("exit_rule", scope.prose(&step.exit_rule)),
            ],
        )
    })
}

fn compare(scope: &Scope, script: &Script) -> Value {
    list(&script.compare, |pair| {
        map([
            ("bad", scope.line(&pair.bad)),
            ("good", scope.line(&pair.good)),
            ("why", scope.prose(&pair.why)),
        ])
    })
}

fn objections(scope: &Scope, script: &Script) -> Value {
    list(&script.objections, |o| {
        scope.item(
            &o.head,
            [
                ("says", scope.line(&o.says)),
                ("means", scope.prose(&o.means)),
                ("ask", scope.line(&o.ask)),
                ("respond", scope.line(&o.respond)),
                ("proof", scope.prose(&o.proof)),
                ("avoid", scope.line(&o.avoid)),
            ],
        )
    })
}
