//! `playbook.yaml`.

use super::context::Context;
use super::keys::{Fields, group};
use super::node::{Data, Node};
use super::shape::Form;
use crate::diagnostic::Span;
use crate::model::{Language, NOUNS, Noun, Policy, Section, Settings, Texts};
use unic_langid::LanguageIdentifier;

/// The languages, read before anything else, since every text depends on them.
///
/// Without the key the playbook is in English alone. Nothing if one of them can't be read: the
/// report says why, and what is written in it must not draw further faults.
pub fn languages(root: &Node, cx: &mut Context) -> Option<Vec<Language>> {
    let entry = match &root.data {
        Data::Map(pairs) => pairs.iter().find(|(key, _)| &*key.text == "languages"),
        _ => None,
    };
    let Some((_, node)) = entry else { return Some(vec![english()]) };
    let mut found: Vec<Language> = Vec::new();
    let items = match &node.data {
        Data::List(items) => items.as_slice(),
        _ => {
            cx.report.wrong_type(node.span, "languages", "a list", node.kind());
            return None;
        }
    };
    let mut all_read = !items.is_empty();
    for item in items {
        match language(item, cx) {
            Some(language) if found.iter().any(|l| l.id == language.id) => {
                cx.report.bad_language(item.span, "this language stands twice");
            }
            Some(language) => found.push(language),
            None => all_read = false,
        }
    }
    if items.is_empty() {
        cx.report.bad_language(node.span, "a playbook needs at least one language");
    }
    all_read.then_some(found)
}

fn language(node: &Node, cx: &mut Context) -> Option<Language> {
    match (&node.data, node.word()) {
        (Data::Map(_), _) => return group(cx, node, "a language", language_group).flatten(),
        // Norway's `no` is a word here, whatever YAML 1.1 made of it.
        (_, Some(id)) => return known_language(&id).or_else(|| refused(cx, node.span, &id)),
        _ => cx.report.bad_language(node.span, "a language is `en`, or has `id`, `name` and `tag`"),
    }
    None
}

fn refused<T>(cx: &mut Context, at: Span, word: &str) -> Option<T> {
    let meant = sound_tag(&word.replace('_', "-"));
    cx.report.no_language(at, word, meant.as_deref().or_else(|| tag_by_name(word)));
    None
}

/// A language with more than its id.
fn language_group(f: &mut Fields) -> Option<Language> {
    let (id, at) = f.id();
    let (name, tag) = (f.line("name"), f.word("tag"));
    if id.is_empty() {
        return None;
    }
    let sound = id.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
    // With a tag of its own, the id may be any short word.
    let language = match (&tag, known_language(&id)) {
        (_, Some(known)) => known,
        (Some(_), None) if sound => Language { name: id.clone(), tag: String::new(), id },
        _ => return refused(f.cx, at, &id),
    };
    let tag = match tag {
        None => language.tag,
        Some((tag, at)) => sound_tag(&tag).or_else(|| refused(f.cx, at, &tag))?,
    };
    Some(Language { name: name.map_or(language.name, |(name, _)| name), tag, ..language })
}

/// A tag as browsers read it (BCP 47), in its usual capitals, if its language exists (ISO 639).
fn sound_tag(word: &str) -> Option<String> {
    let tag = tag_of(word)?;
    iso(tag.language.as_str()).map(|_| tag.to_string())
}

fn tag_of(word: &str) -> Option<LanguageIdentifier> {
    // The parser takes `fr_CA` too; browsers do not.
    if word.contains('_') { None } else { word.parse().ok() }
}

/// Whether a word is the tag of a language.
pub fn is_tag(word: &str) -> bool {
    sound_tag(word).is_some()
}

fn iso(code: &str) -> Option<isolang::Language> {
    isolang::Language::from_639_1(code).or_else(|| isolang::Language::from_639_3(code))
}

/// The tag of the language that has this name, in English or in its own words.
fn tag_by_name(word: &str) -> Option<&'static str> {
    let same = |name: &str| name.to_lowercase() == word.to_lowercase();
    let of = |it: isolang::Language| it.to_639_1();
    isolang::languages()
        .filter(|it| of(*it).is_some())
        .find(|it| same(it.to_name()) || it.to_autonym().is_some_and(same))
        .and_then(of)
}

/// A language for which a playbook gives neither name nor tag; its id is its tag.
pub fn known_language(id: &str) -> Option<Language> {
    let tag = tag_of(id)?;
    let language = iso(tag.language.as_str())?;
    let own = language.to_autonym().unwrap_or_else(|| language.to_name());
    let mut letters = own.chars();
    let first = letters.next().map(char::to_uppercase).into_iter().flatten();
    let own: String = first.chain(letters).collect();
    let further = id.split_once('-').map_or("", |(_, further)| further);
    let name = if further.is_empty() { own } else { format!("{own} ({further})") };
    // Chinese without a country is that of the mainland, for the sake of fonts.
    let tag = if id == "zh" { "zh-CN".to_string() } else { tag.to_string() };
    Some(Language { id: id.into(), name, tag })
}

/// What a playbook speaks that names no language.
fn english() -> Language {
    Language { id: "en".into(), name: "English".into(), tag: "en".into() }
}

/// What stands in for a `playbook.yaml` that can't be read.
pub fn without_file() -> Settings {
    Settings { languages: vec![english()], theme: "default".into(), ..Settings::default() }
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
    settings.nouns = f.group("nouns", "the nouns", nouns).unwrap_or_default();
    settings
}

fn nouns(f: &mut Fields) -> Vec<Noun> {
    NOUNS.into_iter().filter_map(|name| f.noun(name)).collect()
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
