//! `playbook.yaml`.

use super::context::Context;
use super::keys::{Fields, group};
use super::shape::Form;
use super::yaml::{Data, Node};
use crate::model::{Language, Policy, Section, Settings, Texts};

/// The languages, read before anything else, since every text depends on them.
///
/// Without any, the playbook is in English alone; the full reading reports what is wrong.
pub fn languages(root: &Node, cx: &mut Context) -> Vec<Language> {
    let entry = match &root.data {
        Data::Map(pairs) => pairs.iter().find(|(key, _)| &*key.text == "languages"),
        _ => None,
    };
    let Some((_, node)) = entry else { return vec![known_language("en")] };
    let mut found: Vec<Language> = Vec::new();
    let items = match &node.data {
        Data::List(items) => items.as_slice(),
        _ => {
            cx.report.wrong_type(node.span, "languages", "a list", node.kind());
            return vec![known_language(
                node.word().as_deref().filter(|id| is_language_id(id)).unwrap_or("en"),
            )];
        }
    };
    for item in items {
        match language(item, cx) {
            Some(language) if found.iter().any(|l| l.id == language.id) => {
                cx.report.bad_language(item.span, "this language stands twice");
            }
            Some(language) => found.push(language),
            None => {}
        }
    }
    if items.is_empty() {
        cx.report.bad_language(node.span, "a playbook needs at least one language");
    }
    if found.is_empty() {
        found.push(known_language("en"));
    }
    found
}

fn language(node: &Node, cx: &mut Context) -> Option<Language> {
    match &node.data {
        Data::Map(_) => return group(cx, node, "a language", language_group).flatten(),
        Data::Text(id) if is_language_id(id) => return Some(known_language(id)),
        _ => cx.report.bad_language(node.span, "a language is `en`, or has `id`, `name` and `tag`"),
    }
    None
}

/// A language with more than its id.
fn language_group(f: &mut Fields) -> Option<Language> {
    let (id, span) = f.id();
    let language = known_language(&id);
    let (name, tag) = (f.line("name"), f.word("tag"));
    let language = Language {
        name: name.map_or(language.name, |(name, _)| name),
        tag: tag.map_or(language.tag, |(tag, _)| tag),
        id: language.id,
    };
    let sound = is_language_id(&id);
    if !sound && !id.is_empty() {
        f.cx.report.bad_language(span, "the id of a language is a short word such as `en`");
    }
    sound.then_some(language)
}

fn is_language_id(id: &str) -> bool {
    !id.is_empty() && id.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
}

/// Name and tag of a language for which a playbook gives neither.
fn known_language(id: &str) -> Language {
    let (name, tag) = match id {
        "en" => ("English", "en"),
        "zh" => ("中文", "zh-CN"),
        "de" => ("Deutsch", "de"),
        "fr" => ("Français", "fr"),
        "es" => ("Español", "es"),
        "ja" => ("日本語", "ja"),
        other => (other, other),
    };
    Language { id: id.into(), name: name.into(), tag: tag.into() }
}

/// What stands in for a `playbook.yaml` that can't be read.
pub fn without_file() -> Settings {
    Settings {
        languages: vec![known_language("en")],
        theme: "default".into(),
        ..Settings::default()
    }
}

/// Everything in `playbook.yaml`; `languages` have been read before.
pub fn settings(f: &mut Fields) -> Settings {
    f.read_before("languages", "a language", language_group);
    let mut settings = Settings {
        span: f.at(),
        title: f.name("title"),
        tagline: f.name_if_any("tagline"),
        description: f.text_if_any("description"),
        languages: f.cx.languages.to_vec(),
        base_url: base_url(f),
        release: f.word("release").map(|(word, _)| word),
        updated: updated(f),
        theme: f.word("theme").map_or_else(|| "default".to_string(), |(word, _)| word),
        raw_html: f.switch("raw_html").unwrap_or(false),
        handbook: f.switch("handbook"),
        sections: f.list("sections", "a section", section),
        theme_span: f.place("theme"),
        policy: f.group("deal_policy", "the deal policy", policy).unwrap_or_default(),
        ..Settings::default()
    };
    if let Some((headline, lead)) =
        f.group("home", "the home page", |f| (f.name_if_any("headline"), f.text_if_any("lead")))
    {
        (settings.headline, settings.lead) = (headline, lead);
    }
    if let Some((buyer, seller)) =
        f.group("tracks", "the two tracks", |f| (f.name_if_any("buyer"), f.name_if_any("seller")))
    {
        (settings.buyer_track, settings.seller_track) = (buyer, seller);
    }
    settings
}

fn section(f: &mut Fields) -> Section {
    let (id, span) = f.id();
    Section { id, span, title: f.name("title") }
}

fn base_url(f: &mut Fields) -> Option<String> {
    let (url, at) = f.word_as("base_url", || Form::Url)?;
    if let Err(why) = check_base_url(&url) {
        f.cx.report.bad_base_url(at, &url, why);
        return None;
    }
    Some(url.trim_end_matches('/').to_string())
}

/// What is wrong with the address of a site, if anything.
pub fn check_base_url(url: &str) -> Result<(), &'static str> {
    let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"));
    let rest = rest.ok_or("it must begin with https:// or http://")?;
    let host = rest.split('/').next().unwrap_or("");
    if host.is_empty() {
        return Err("it names no host");
    }
    let odd = |c: char| c.is_whitespace() || c.is_control() || "<>\"'`?#\\{}".contains(c);
    if url.contains(odd) {
        return Err("it holds a character that no site's address has");
    }
    Ok(())
}

fn updated(f: &mut Fields) -> Option<String> {
    let (date, at) = f.word_as("updated", || Form::Date)?;
    if !is_date(&date) {
        f.cx.report.bad_date(at, &date);
        return None;
    }
    Some(date)
}

/// Whether a word is a day of the calendar, `2026-11-23`.
fn is_date(word: &str) -> bool {
    let parts: Vec<Option<u32>> = word.split('-').map(|p| p.parse().ok()).collect();
    let [Some(year), Some(month), Some(day)] = parts[..] else { return false };
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    let longest = match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => 0,
    };
    word.len() == 10 && (1..=longest).contains(&day)
}

fn policy(f: &mut Fields) -> Policy {
    let mut policy = Policy {
        give_up_gap: f.count("give_up_gap"),
        fresh_days: f.count("fresh_days"),
        not_started: f.name_if_any("not_started"),
        ..Policy::default()
    };
    if let Some(advice) = f.group("advice", "the advice", advice) {
        let [in_sync, fresh, behind, catch_up, give_up, ahead, unknown] = advice;
        policy = Policy { in_sync, fresh, behind, catch_up, give_up, ahead, unknown, ..policy };
    }
    policy
}

fn advice(f: &mut Fields) -> [Texts; 7] {
    [
        f.texts("in_sync"),
        f.texts("fresh"),
        f.texts("behind"),
        f.texts("catch_up"),
        f.texts("give_up"),
        f.texts("ahead"),
        f.texts("unknown"),
    ]
}
