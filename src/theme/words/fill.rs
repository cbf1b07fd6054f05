//! Values in the place of their names in braces: `{n}`.

use super::super::language::category;
use super::MOTHER;
use tera::{Kwargs, State, TeraResult, Value, value::Key};

/// Puts values in the place of their names in braces.
pub fn fill(words: &str, values: &[(&str, &str)]) -> String {
    values
        .iter()
        .fold(words.to_string(), |text, (name, value)| text.replace(&format!("{{{name}}}"), value))
}

/// `{{ t.questions | fill(n=3) }}`: a number chooses the form, every name gets its value.
pub fn fill_filter(words: &Value, kwargs: Kwargs, state: &State) -> TeraResult<String> {
    let n = kwargs.get::<&Value>("n")?.and_then(Value::as_i64).unwrap_or(0).unsigned_abs();
    let text = match words.as_map() {
        Some(forms) => {
            let lang = state.get::<Value>("lang")?;
            let tag = lang.as_ref().and_then(|lang| lang.as_map()?.get(&Key::Str("tag"))?.as_str());
            let form = category(tag.unwrap_or(MOTHER), usize::try_from(n).unwrap_or(usize::MAX));
            let pick = |name: &'static str| forms.get(&Key::Str(name)).and_then(Value::as_str);
            pick(form).or_else(|| pick("other")).unwrap_or("")
        }
        None => words.as_str().unwrap_or(""),
    };
    let mut out = text.to_string();
    for (name, value) in kwargs.iter() {
        if let Some(name) = name.as_str() {
            out = out.replace(&format!("{{{name}}}"), &value.to_string());
        }
    }
    Ok(out)
}

/// The names in braces of a word, each with the byte where its brace stands.
pub fn placeholders(word: &str) -> impl Iterator<Item = (usize, &str)> {
    word.match_indices('{').filter_map(|(at, _)| {
        let (name, _) = word[at + 1..].split_once('}')?;
        let fits = |c: char| c.is_alphanumeric() || c == '_';
        (!name.is_empty() && name.chars().all(fits)).then_some((at, name))
    })
}
