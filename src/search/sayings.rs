//! What buyers say, in all its wordings, and what to say then.
//!
//! A buyer's words are short and rarely those of the page, so they are not left to the index of
//! terms: every objection stands here whole, and a browser compares what was typed with each of
//! its wordings. It shows the answer itself, and what not to say apart from what to say.

use crate::markdown;
use crate::model::{Lang, Objection, Script, Text};
use crate::site::{Nowhere, Resolver, Site};
use serde::Serialize;

/// An objection in one language; at the same place in every language.
#[derive(Serialize)]
pub struct Saying<'a> {
    id: &'a str,
    slug: &'a str,
    /// The name of the page.
    page: String,
    stage: Option<usize>,
    says: String,
    heard: &'a [String],
    ask: String,
    respond: String,
    avoid: String,
}

/// All objections, in the order of the scripts.
pub fn of(site: &Site, lang: Lang) -> Vec<Saying<'_>> {
    let scripts = site.book.scripts.iter();
    let all = scripts.flat_map(|script| script.objections.iter().map(move |o| (&**script, o)));
    all.filter_map(|(script, o)| one(site, lang, script, o)).collect()
}

fn one<'a>(
    site: &'a Site,
    lang: Lang,
    script: &'a Script,
    objection: &'a Objection,
) -> Option<Saying<'a>> {
    let plain = |text: &Text| match text.best(lang) {
        Some((phrase, lang)) => {
            markdown::to_plain(&phrase.text, &Resolver::new(site, lang, Nowhere))
        }
        None => String::new(),
    };
    let stages = &site.book.stages;
    Some(Saying {
        id: &objection.head.id,
        slug: site.place(&objection.head.id)?.slug,
        page: plain(&script.title),
        stage: stages.iter().position(|stage| stage.head.id == script.stage.id),
        says: plain(&objection.says),
        heard: objection.heard.get(lang),
        ask: plain(&objection.ask),
        respond: plain(&objection.respond),
        avoid: plain(&objection.avoid),
    })
}
