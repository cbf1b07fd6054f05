//! What the theme's scripts need to know, as `data/*.js` beside the pages of each language.
//!
//! Browsers refuse `fetch` on `file://` but load a script, so each file is a script that hands its
//! data to its own `<script>` element as an event; no global name is involved. The texts are HTML
//! whose links start at the language's root. A quiz comes encoded, so that its answers can't be
//! read at a glance.

mod deal;
mod form;
mod names;
mod path;
mod quiz;
mod talk;

use super::scope::Scope;
use crate::model::{Playbook, Text};
use serde_json::{Value, json};

/// One file of data.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Data {
    /// The interface's words for every page.
    Words,
    /// Those that only some pages need.
    MoreWords,
    /// What the strict rule needs, for pages that tick.
    Gates,
    Deals,
    /// What to take along to a meeting.
    Cards,
    Quizzes,
    /// Every item's revision, hash and place.
    Items,
    /// What every item is called.
    Names,
    /// One quiz, by its place in the playbook.
    Quiz(usize),
    /// One learning path, by its place in the playbook.
    Path(usize),
    /// One script, by its place in the playbook.
    Script(usize),
}

impl Data {
    /// All files of a playbook.
    pub fn all(book: &Playbook) -> impl Iterator<Item = Data> {
        use Data::*;
        let whole = [Words, MoreWords, Gates, Deals, Cards, Quizzes, Items, Names];
        let quizzes = (0..book.quizzes.len()).map(Quiz);
        let paths = (0..book.paths.len()).map(Path);
        let scripts = (0..book.scripts.len()).map(Script);
        whole.into_iter().chain(quizzes).chain(paths).chain(scripts)
    }

    /// The file's path without its language prefix.
    pub fn slug(self, book: &Playbook) -> String {
        let name = match self {
            Data::Words => "words",
            Data::MoreWords => "words-more",
            Data::Gates => "gates",
            Data::Deals => "deals",
            Data::Cards => "cards",
            Data::Quizzes => "quizzes",
            Data::Items => "items",
            Data::Names => "names",
            Data::Quiz(n) => return format!("data/quiz-{}.js", book.quizzes[n].head.id),
            Data::Path(n) => return format!("data/path-{}.js", book.paths[n].head.id),
            Data::Script(n) => return format!("data/script-{}.js", book.scripts[n].head.id),
        };
        format!("data/{name}.js")
    }
}

/// The text of a file, for a page at the language's root.
pub fn render(scope: &Scope, data: Data) -> String {
    let book = scope.book;
    let value = match data {
        Data::Words => words(scope),
        Data::MoreWords => scope.words.for_scripts(false),
        Data::Gates => deal::gates(scope),
        Data::Deals => deal::deals(scope),
        Data::Cards => deal::cards(scope),
        Data::Quizzes => quiz::index(scope),
        Data::Items => scope.items.short(scope.site),
        Data::Names => names::names(scope),
        Data::Quiz(n) => encoded(&quiz::quiz(scope, &book.quizzes[n])),
        Data::Path(n) => path::path(scope, n),
        Data::Script(n) => talk::script(scope, &book.scripts[n]),
    };
    format!("document.currentScript.dispatchEvent(new CustomEvent(\"data\",{{detail:{value}}}))\n")
}

/// Data that can't be read at a glance.
fn encoded(data: &Value) -> Value {
    Value::String(base64(data.to_string().as_bytes()))
}

/// The interface's words that the script of every page says.
fn words(scope: &Scope) -> Value {
    let mut own = scope.words.for_scripts(true);
    let settings = &scope.book.settings;
    let track = |text: &Text, key: &str| match text.str(scope.lang) {
        "" => scope.words.say(key).to_string(),
        name => name.to_string(),
    };
    own["tracks"] = json!({
        "label": scope.words.say("tracks.label"),
        "buyer": track(&settings.buyer_track, "tracks.buyer"),
        "ours": track(&settings.seller_track, "tracks.seller"),
    });
    own
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
pub fn base64(bytes: &[u8]) -> String {
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
