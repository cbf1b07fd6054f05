//! What the theme's scripts need to know, as `data/*.js` beside the pages of each language.
//!
//! Browsers refuse `fetch` on `file://` but load a script, so each file is a script that hands its
//! data to its own `<script>` element as an event; no global name is involved. The texts are HTML
//! whose links start at the language's root. A quiz comes encoded, so that its answers can't be
//! read at a glance.

mod deal;
mod names;
mod quiz;
mod talk;

use super::items::Items;
use super::scope::Scope;
use super::shared::Shared;
use crate::model::{Lang, Text};
use crate::site::{Page, Site, View, localized};
use serde_json::{Value, json};

/// The paths of this module.
pub fn routes(site: &Site) -> Vec<String> {
    let mut names: Vec<String> =
        ["words", "gates", "deals", "cards", "quizzes", "paths", "items", "names"]
            .map(String::from)
            .into();
    names.extend(site.book.quizzes.iter().map(|q| format!("quiz-{}", q.head.id)));
    names.extend(site.book.scripts.iter().map(|s| format!("script-{}", s.head.id)));
    let of_lang = |lang: Lang| {
        names.iter().map(move |name| localized(&site.book, lang, &format!("data/{name}.js")))
    };
    site.book.langs().flat_map(of_lang).collect()
}

/// One of them.
pub fn render(site: &Site, items: &Items, shared: &[Shared], path: &str) -> Option<String> {
    let (lang, name) = site.book.langs().find_map(|lang| {
        let folder = localized(&site.book, lang, "data/");
        let name = path.strip_prefix(&folder)?.strip_suffix(".js")?;
        Some((lang, name))
    })?;
    // Links start at the language's front page; no glossary marks, as on the page of quizzes.
    let page = Page { path: site.path(View::Home, lang), lang, view: View::Quizzes };
    let scope = Scope::new(site, items, &shared[lang.0 as usize], &page);
    let data = match name {
        "words" => words(&scope)?,
        "gates" => deal::gates(&scope),
        "deals" => deal::deals(&scope),
        "cards" => deal::cards(&scope),
        "quizzes" => quiz::index(&scope),
        "paths" => quiz::paths(&scope),
        "items" => items.short(site),
        "names" => names::names(&scope),
        _ => one(&scope, name)?,
    };
    Some(format!(
        "document.currentScript.dispatchEvent(new CustomEvent(\"data\",{{detail:{data}}}))\n"
    ))
}

/// The interface's words that scripts say, with some that templates say too.
fn words(scope: &Scope) -> Option<Value> {
    let mut all = serde_json::to_value(scope.words.value()).ok()?;
    let mut own = all["js"].take();
    own["types"] = all["quiz"]["types"].take();
    own["gate"] =
        json!({ "milestone": all["gate"]["milestone"], "success": all["gate"]["success"] });
    own["colon"] = all["colon"].take();
    let settings = &scope.book.settings;
    let track = |text: &Text, key: &str| match text.str(scope.lang) {
        "" => scope.words.say(key).to_string(),
        name => name.to_string(),
    };
    own["tracks"] = json!({
        "buyer": track(&settings.buyer_track, "tracks.buyer"),
        "ours": track(&settings.seller_track, "tracks.seller"),
    });
    Some(own)
}

/// The data of one quiz or script.
fn one(scope: &Scope, name: &str) -> Option<Value> {
    if let Some(id) = name.strip_prefix("quiz-") {
        let quiz = scope.book.quizzes.iter().find(|q| q.head.id == id)?;
        return Some(Value::String(base64(quiz::quiz(scope, quiz).to_string().as_bytes())));
    }
    let id = name.strip_prefix("script-")?;
    let script = scope.book.scripts.iter().find(|s| s.head.id == id)?;
    Some(talk::script(scope, script))
}

/// Inline HTML of a text.
fn line(scope: &Scope, text: &Text) -> String {
    scope.line(text).as_str().unwrap_or_default().to_string()
}

/// Inline HTML of several texts.
fn lines(scope: &Scope, texts: &[Text]) -> Vec<String> {
    texts.iter().map(|text| line(scope, text)).collect()
}

/// HTML of a text, in paragraphs.
fn block(scope: &Scope, text: &Text) -> String {
    scope.block(text).as_str().unwrap_or_default().to_string()
}

/// A link as scripts know it; null if it leads nowhere.
fn link(scope: &Scope, id: &str) -> Value {
    scope.link(id).and_then(|link| serde_json::to_value(link).ok()).unwrap_or(Value::Null)
}

/// An item's id, revision and hash, with more beside them.
fn item(scope: &Scope, head: &crate::model::Head, more: Value) -> Value {
    let hash = scope.hash(&head.id);
    let mut item = json!({ "id": head.id, "rev": head.revision.max(1), "hash": hash });
    if let (Value::Object(item), Value::Object(more)) = (&mut item, more) {
        item.extend(more);
    }
    item
}

/// Standard base64.
fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let whole =
            chunk.iter().fold(0u32, |n, b| n << 8 | u32::from(*b)) << (8 * (3 - chunk.len()));
        for at in 0..4 {
            let letter = LETTERS[(whole >> (18 - 6 * at)) as usize & 63];
            out.push(if at <= chunk.len() { char::from(letter) } else { '=' });
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::base64;

    #[test]
    fn base64_is_that_of_rfc_4648() {
        let cases =
            [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foobar", "Zm9vYmFy")];
        for (text, expected) in cases {
            assert_eq!(base64(text.as_bytes()), expected);
        }
        assert_eq!(base64("标准".as_bytes()), "5qCH5YeG");
    }
}
